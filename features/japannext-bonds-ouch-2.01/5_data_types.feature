# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Data types (5)
  Tokens, numbers, text, prices and times, as they come back in the venue's answers.

  Rule: Lengths, numbers and text

    @JNXB-P30
    Scenario: Every message about an order has the length of its type
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When the member replaces "the buy" with "the new buy"
      Then "the buy" is replaced by "the new buy"
      When member B enters a sell as "the sell"
        | quantity | price | time in force |
        | 200      | 10.00 | immediate     |
      Then "the new buy" fills 200 at 10.00
      When the member cancels "the new buy"
      Then "the new buy" is cancelled with 300 shares

    @JNXB-P31
    Scenario: The most significant byte of a number comes first
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity  | minimum quantity | time in force |
        | raw 66100 | raw 300          | immediate     |
      Then "the buy" is accepted
        | quantity  | minimum quantity |
        | raw 66100 | raw 300          |

    @JNXB-P31
    Scenario: Text stands on the left of its field with spaces behind it
      Given the member is logged in
      When the member enters a buy as "the buy"
        | client reference |
        | ab               |
      Then "the buy" is accepted
        | client reference |
        | ab               |

    @JNXB-P32 @JNXB-P33
    Scenario: Timestamps are times of the day and never run back
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | price |
        | 9.80  |
      And the member stays idle for 2 heartbeat intervals
      And the member enters a sell as "the sell"
        | price |
        | 10.10 |
      Then "the buy" is replaced by "the new buy"
      And "the sell" is accepted
      And the timestamps to the member never run back

  Rule: Prices

    @JNXB-P35
    Scenario Outline: A price comes back as it was sent
      Given the member is logged in
      When the member enters a sell as "the sell"
        | price   |
        | <price> |
      Then "the sell" is accepted
        | price   |
        | <price> |

      Examples: prices
        | price | comment            |
        | 10.00 | the base price     |
        | 10.01 | the tick above it  |
        | 10.10 | ten ticks above it |

    @JNXB-P35
    Scenario: An order trades at the price that it named
      Given a resting sell of 100 shares at 10.03 as "the sell"
      When member B enters a buy as "the buy"
        | price |
        | 10.03 |
      Then "the buy" is accepted
      And "the buy" fills 100 at 10.03
      And "the sell" fills 100 at 10.03

  Rule: Tokens

    @JNXB-P34
    Scenario: Two accounts may use one token for orders of their own
      Given the member is logged in
      And member B is logged in
      When the member enters a buy as "ours"
        | order token | price |
        | common      | 9.90  |
      And member B enters a buy as "theirs"
        | order token    | price |
        | same as "ours" | 9.80  |
      Then "ours" is accepted
        | price |
        | 9.90  |
      And "theirs" is accepted
        | price |
        | 9.80  |

    @JNXB-P34
    Scenario: A cancel reaches the order of its own account alone
      Given the member is logged in
      When the member enters a buy as "ours"
        | order token | price |
        | common      | 9.90  |
      And member B enters a buy as "theirs"
        | order token    | price |
        | same as "ours" | 9.80  |
      Then "ours" is accepted
      And "theirs" is accepted
      When member B cancels "theirs"
      Then "theirs" is cancelled with 100 shares
      And "ours" is still open with 100 shares
