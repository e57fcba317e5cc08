# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Replace Order (6.2)
  The outcomes of a replace: done, ignored, or the end of the order; and what its quantity counts.

  Rule: A live order is replaced

    @ODX-P16
    Scenario: A replace of a live order is answered by one Replaced
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | quantity | price |
        | 600      | 9.80  |
      Then "the buy" is replaced by "the new buy"
        | side | quantity | orderbook id | price | time in force | order state |
        | buy  | 600      | main         | 9.80  | day           | live        |
      And nothing happens to "the buy"

    @ODX-P9 @ODX-P16
    Scenario: A chain is replaced by the token of its latest link
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
        | quantity |
        | 600      |
      Then "first" is replaced by "second"
      When the member replaces "second" with "third"
        | quantity |
        | 700      |
      Then "second" is replaced by "third"
        | quantity |
        | 700      |

    @ODX-P16
    Scenario: A replacement trades at its new price
      Given a resting buy of 300 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | price |
        | 9.80  |
      Then "the buy" is replaced by "the new buy"
        | price |
        | 9.80  |
      When member B enters a sell as "the sell"
        | quantity | price |
        | 200      | 9.80  |
      Then "the new buy" fills 200 at 9.80

  Rule: A replace of an order that is not live, or with a token out of sequence, is ignored in silence

    @ODX-P9
    Scenario: A replace of an order that does not exist is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "nothing"
        | existing order token |
        | "the buy" + 900      |
      Then "nothing" is ignored
      And "the buy" is still open with 500 shares

    @ODX-P9
    Scenario: A replace of a cancelled order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored

    @ODX-P9
    Scenario: A replace of a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 500      | 10.00 |
      Then "the buy" fills 500 at 10.00
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored

    @ODX-P9
    Scenario: A replace of an order that was replaced is ignored
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member replaces "first" with "third"
      Then "third" is ignored
      And "second" is still open with 500 shares

    @ODX-P9
    Scenario: A replace with a used token is ignored and leaves its order alone
      Given a resting buy of 500 shares at 9.90 as "first"
      And a resting buy of 100 shares at 9.80 as "second"
      When the member replaces "first" with "reused"
        | replacement order token | quantity |
        | same as "second"        | 700      |
      Then "reused" is ignored
      And "first" is still open with 500 shares
      And "second" is still open with 100 shares

    @ODX-P9 @ODX-P23
    Scenario: A replace with a lower token that nobody used is ignored and leaves its order alone
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member enters a buy as "later"
        | order token | price |
        | "first" + 9 | 9.80  |
      Then "later" is accepted
      When the member replaces "first" with "between"
        | replacement order token | quantity |
        | "first" + 5             | 700      |
      Then "between" is ignored
      And "first" is still open with 500 shares

    @ODX-P9
    Scenario: A replace with the token of its own order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "itself"
        | replacement order token | quantity |
        | same as "the buy"       | 700      |
      Then "itself" is ignored
      And "the buy" is still open with 500 shares

  Rule: A replace with invalid details ends its order and uses up no token

    @ODX-P10
    Scenario Outline: An invalid replace cancels the existing order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the invalid"
        | <field> |
        | <value> |
      Then "the buy" is cancelled with 500 shares
      And "the invalid" is ignored

      Examples: what is invalid
        | field            | value               | comment                   |
        | minimum quantity | 300                 | of a day order            |
        | time in force    | reserved 0x00000E10 | neither immediate nor day |
        | display          | reserved 0x5A       | no display has this code  |

    @ODX-P10
    Scenario: The token of an invalid replace serves for the next order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the invalid"
        | minimum quantity |
        | 300              |
      Then "the buy" is cancelled with 500 shares
      When the member enters a buy as "the next" with the number that "the invalid" left free
      Then "the next" is accepted

    @ODX-P10 @ODX-P17
    Scenario: What was executed is not cancelled by an invalid replace
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "the invalid"
        | minimum quantity |
        | 300              |
      Then "the buy" is cancelled with 300 shares

    @ODX-P18
    Scenario Outline: The reason why an invalid replace cancels its order is the venue's own
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the invalid"
        | <field> |
        | <value> |
      Then everything that came to the member is recorded

      Examples: what is invalid
        | field            | value               | comment              |
        | minimum quantity | 300                 | N, or U              |
        | time in force    | reserved 0x00000E10 | Y, or U              |
        | display          | reserved 0x5A       | D, or U              |
        | quantity         | raw 0               | Z, or U, or no fault |
        | price            | raw 0               | X, or U, or no fault |

  Rule: The quantity is the total of the chain

    @ODX-P11 @ODX-P16
    Scenario: Of 100 lots with 25 and 15 executed a replace to 100 keeps 60
      Given a resting buy of 10,000 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 2,500 shares by member B
      And "the buy" is partly filled for 1,500 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | 10,000   |
      Then "the buy" is replaced by "the new buy"
        | quantity | order state |
        | 6,000    | live        |
      And "the new buy" is still open with 6,000 shares

    @ODX-P11
    Scenario Outline: Executed shares count towards the quantity of a replace
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 100 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | <total>  |
      Then "the buy" is replaced by "the new buy"
        | quantity |
        | <left>   |

      Examples: 500 entered, 100 executed
        | total | left | comment           |
        | 500   | 400  | the same total    |
        | 600   | 500  | a hundred more    |
        | 300   | 200  | two hundred fewer |

    @ODX-P11
    Scenario: Shares executed two links ago still count
      Given a resting buy of 500 shares at 10.00 as "first"
      And "first" is partly filled for 100 shares by member B
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member replaces "second" with "third"
        | quantity |
        | 700      |
      Then "second" is replaced by "third"
        | quantity |
        | 600      |

    @ODX-P11
    Scenario: A chain executes no more than its total
      Given a resting buy of 500 shares at 10.00 as "first"
      And "first" is partly filled for 200 shares by member B
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When member B enters a sell as "the sell"
        | quantity | price | time in force |
        | 1,000    | 10.00 | immediate     |
      Then "second" fills 300 at 10.00
      And "second" has traded 500 shares in all

    @ODX-P12
    Scenario: A total below what was executed cancels the existing order
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | 100      |
      Then "the buy" is cancelled with 300 shares
      And "the new buy" is ignored

    @ODX-P12 @ODX-P16
    Scenario: A total that equals what was executed is a replacement that is gone already
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | 200      |
      Then "the buy" is replaced by "the new buy"
        | quantity | order state |
        | raw 0    | dead        |
      And nothing happens to "the new buy"

    @ODX-P29
    Scenario: Whether the new token is free where the total was too low is the venue's own answer
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | 100      |
      Then "the buy" is cancelled with 300 shares
      When the member enters a buy as "the next" with the number that "the new buy" left free
      Then the answer to "the next" is recorded

  Rule: A replace and a fill may meet

    @ODX-P11
    Scenario: A fill that beats a replace comes off the new order
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 300 | replaced 200             | accepted, filled 300 |
        | replace first | nothing    | replaced 500, filled 300 | accepted, filled 300 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | quantity | price | time in force |
        | 300      | 10.00 | immediate     |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

    @ODX-P9
    Scenario: A replace that comes too late for a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 500 | nothing                  | accepted, filled 500 |
        | replace first | nothing    | replaced 500, filled 500 | accepted, filled 500 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | quantity | price | time in force |
        | 500      | 10.00 | immediate     |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"
