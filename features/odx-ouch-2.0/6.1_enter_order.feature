# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Enter Order (6.1)
  What a new order is answered with, and which order is not answered at all.

  Rule: A valid order is accepted

    @ODX-P5 @ODX-P15
    Scenario: An order is accepted once and its fields come back
      Given the member is logged in
      When the member enters a buy as "the buy"
        | field            | value     |
        | client reference | ref 1     |
        | quantity         | 500       |
        | price            | 10.00     |
        | time in force    | day       |
        | capacity         | principal |
      Then "the buy" is accepted
        | client reference | side | quantity | orderbook id | price | time in force | capacity  | order state |
        | ref 1            | buy  | 500      | main         | 10.00 | day           | principal | live        |
      And nothing happens to "the buy"

    @ODX-P5 @ODX-P15
    Scenario Outline: Both sides are accepted and come back
      Given the member is logged in
      When the member enters a <side> as "the order"
        | price   |
        | <price> |
      Then "the order" is accepted
        | side   | price   |
        | <side> | <price> |

      Examples: the sides
        | side | price | comment |
        | buy  | 9.90  | buys    |
        | sell | 10.10 | sells   |

    @ODX-P5
    Scenario Outline: An order is accepted with every capacity
      Given the member is logged in
      When the member enters a buy as "the buy"
        | capacity   |
        | <capacity> |
      Then "the buy" is accepted
        | capacity   |
        | <capacity> |

      Examples: the capacities
        | capacity  | comment         |
        | agency    | for a customer  |
        | principal | for own account |

    @ODX-P5 @pics:post-only
    Scenario: A post-only order that meets nothing is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | display   | price |
        | post only | 9.90  |
      Then "the buy" is accepted
        | display   | order state |
        | post only | live        |

    @ODX-P5 @pics:post-only
    Scenario: A post-only order does not take from the book
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | quantity | price | display   |
        | 500      | 10.00 | post only |
      Then nothing trades
      And "the sell" is still open with 200 shares

    @ODX-P5
    Scenario: An immediate order takes what it meets
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | quantity | price | time in force |
        | 200      | 10.00 | immediate     |
      Then "the buy" is accepted
        | time in force | order state |
        | immediate     | live        |
      And "the buy" fills 200 at 10.00
      And "the sell" fills 200 at 10.00

    @ODX-P8
    Scenario Outline: A client reference is taken as it is and comes back
      Given the member is logged in
      When the member enters a buy as "the buy"
        | client reference |
        | <reference>      |
      Then "the buy" is accepted
        | client reference |
        | <reference>      |

      Examples: what it may hold
        | reference    | comment                  |
        | empty        | nothing                  |
        | "ABCDEFGHIJ" | all ten characters       |
        | "a-b_/x!?"   | no letters and no digits |
        | "a  b"       | two spaces between       |

    @ODX-P8
    Scenario: Two orders may have one client reference
      Given the member is logged in
      When the member enters these orders
        | as     | side | price | client reference |
        | first  | buy  | 9.90  | twice            |
        | second | buy  | 9.80  | twice            |
      Then "first" is accepted
        | client reference |
        | twice            |
      And "second" is accepted
        | client reference |
        | twice            |

    @ODX-P8
    Scenario: An order without a client's MPID is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm id |
        | 0       |
      Then "the buy" is accepted
        | firm id |
        | 0       |

  Rule: A token that is out of sequence is ignored in silence

    @ODX-P5 @ODX-P23
    Scenario: An order with the token of a live one is ignored, whatever else it says
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member enters a sell as "again"
        | order token     | quantity | price |
        | same as "first" | 300      | 11.00 |
      Then "again" is ignored
      And "first" is still open with 100 shares

    @ODX-P5 @ODX-P23
    Scenario: An order with the token of a cancelled one is ignored
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member cancels "first"
      Then "first" is cancelled with 100 shares
      When the member enters a buy as "again"
        | order token     |
        | same as "first" |
      Then "again" is ignored

    @ODX-P23 @ODX-P5
    Scenario: An order with a lower token that nobody used is ignored
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member enters a buy as "later"
        | order token | price |
        | "first" + 9 | 9.80  |
      Then "later" is accepted
      When the member enters a buy as "earlier"
        | order token | price |
        | "first" + 5 | 9.70  |
      Then "earlier" is ignored

    @ODX-P23
    Scenario: An order whose token leaves a gap is accepted
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member enters a buy as "later"
        | order token    | price |
        | "first" + 1000 | 9.80  |
      Then "later" is accepted
        | order token    |
        | "first" + 1000 |

    @ODX-P23
    Scenario Outline: An order with the token of either side of a replace is ignored
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member enters a buy as "again"
        | order token       |
        | same as "<token>" |
      Then "again" is ignored
      And "second" is still open with 100 shares

      Examples: tokens of a chain
        | token  | comment               |
        | first  | of the replaced order |
        | second | of the replacement    |

    @ODX-P5
    Scenario: An order with an invalid field and a used token is ignored, not rejected
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member enters a buy as "again"
        | order token     | orderbook id |
        | same as "first" | unknown      |
      Then "again" is ignored

    @ODX-P27
    Scenario: Whether a rejected order uses up its token is the venue's own answer
      Given the member is logged in
      When the member enters a buy as "refused"
        | orderbook id |
        | unknown      |
      Then "refused" is refused
      When the member enters a buy as "again" with the number that "refused" left free
      Then the answer to "again" is recorded

  Rule: Times in force

    @ODX-P6
    Scenario Outline: An order with a time in force that is not listed is rejected
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force     |
        | reserved 0x<code> |
      Then "the buy" is refused because "time in force outside the list"

      Examples: other numbers
        | code     | comment                 |
        | 00000001 | one second, elsewhere   |
        | 00000E10 | an hour, elsewhere      |
        | 0001869E | market hours, elsewhere |
        | 000186A0 | the first above         |

  Rule: Minimum quantities

    @ODX-P7
    Scenario: An immediate order does not trade below its minimum quantity
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | quantity | price | minimum quantity | time in force |
        | 500      | 10.00 | 300              | immediate     |
      Then "the buy" does not enter the book
      And nothing trades

    @ODX-P7
    Scenario: An immediate order trades at its minimum quantity
      Given a resting sell of 300 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | quantity | price | minimum quantity | time in force |
        | 500      | 10.00 | 300              | immediate     |
      Then "the buy" is accepted
        | minimum quantity |
        | 300              |
      And "the buy" fills 300 at 10.00

    @ODX-P7
    Scenario: A day order with a minimum quantity does not enter the book
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | minimum quantity | time in force |
        | 500      | 300              | day           |
      Then "the buy" does not enter the book

    @ODX-P24
    Scenario: A day order with a minimum quantity is rejected for it
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | minimum quantity | time in force |
        | 500      | 300              | day           |
      Then "the buy" is refused because "minimum quantity of a day order"

  Rule: What the document leaves open

    @ODX-P28
    Scenario Outline: The answer to an order with the price 0 is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy"
        | price | time in force |
        | raw 0 | <time>        |
      Then the answer to "the buy" is recorded

      Examples: times in force
        | time      | comment              |
        | immediate | would take or be off |
        | day       | would rest           |
