@layer:orders
Feature: Enter Order (2.1)
  What a new order is answered with, field by field and option by option.

  Rule: A valid Enter Order is accepted

    @OUCH50-2.1-01 @OUCH50-3.2-01 @OUCH50-1.1-01
    Scenario: A day order is accepted and its fields come back
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | price | time in force | display | capacity |
        | 500      | 10.00 | day           | visible | agency   |
      Then "the buy" is accepted
        | side | quantity | symbol | price    | time in force                   | cross type | order state |
        | buy  | 500      | main   | <= 10.00 | one of day, immediate or cancel | continuous | live        |

    @OUCH50-3.2-01
    Scenario: The price of an accepted sell is no worse than the one it entered
      Given the member is logged in
      When the member enters a sell as "the sell"
        | price |
        | 10.10 |
      Then "the sell" is accepted
        | side | price    |
        | sell | >= 10.10 |

    @OUCH50-3.2-06
    Scenario Outline: Whether the accepted order repeats the rest of its fields is the venue's own answer
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | display   | capacity   |
        | 500      | <display> | <capacity> |
      Then the answer to "the buy" is recorded

      Examples: display and capacity
        | display      | capacity  | comment                 |
        | visible      | agency    | shown, for a customer   |
        | attributable | principal | with the firm, own book |

    @OUCH50-2.1-08
    Scenario: The shortest order has an Appendage Length of zero
      Given the member is logged in
      When the member enters a buy as "the buy" ending in these bytes
        """
        00 00   # Appendage Length
        """
      Then "the buy" is accepted

    @OUCH50-2.1-08
    Scenario: An order for extended hours needs no options
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force  |
        | extended hours |
      Then "the buy" is accepted

    @OUCH50-2-02
    Scenario: Orders sent back to back are accepted in their order
      Given the member is logged in
      When the member enters these orders
        | as     | side | price |
        | first  | buy  | 9.90  |
        | second | buy  | 9.91  |
        | third  | buy  | 9.92  |
      Then the member hears of "first", "second" and "third" in this order

    @OUCH50-2.1-01 @OUCH50-3.2-01
    Scenario Outline: Every side is accepted and comes back
      Given the member is logged in
      When the member enters a <side> as "the order"
        | price   | shares located |
        | <price> | yes            |
      Then "the order" is accepted
        | side   |
        | <side> |

      Examples: the sides
        | side | price | comment    |
        | buy  | 9.90  | buys       |
        | sell | 10.10 | sells long |

      @pics:short-sale
      Examples: the short sides
        | side              | price | comment             |
        | sell short        | 10.10 | sells short         |
        | sell short exempt | 10.10 | sells short, exempt |

    @OUCH50-2.1-01 @OUCH50-3.2-01
    Scenario Outline: Every time in force is accepted and is not lengthened
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | <sent>        |
      Then "the buy" is accepted
        | time in force     |
        | one of <accepted> |

      Examples: the times
        | sent                | accepted                                 | comment             |
        | day                 | day, immediate or cancel                 | market hours        |
        | immediate or cancel | immediate or cancel                      | nothing is shorter  |
        | extended hours      | extended hours, day, immediate or cancel | the longest         |
        | after hours         | after hours, day, immediate or cancel    | on Enter Order only |

    @OUCH50-2.1-03 @pics:good-till-time
    Scenario: A good-till-time order is accepted with its seconds to live
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force  | expire time |
        | good till time | 3600        |
      Then "the buy" is accepted
        | time in force  | order state |
        | good till time | live        |

    @OUCH50-2.1-03 @pics:good-till-time @cost:slow
    Scenario: A good-till-time order is cancelled when its seconds are over
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force  | expire time |
        | good till time | 2           |
      Then "the buy" is accepted
      And "the buy" expires when its time runs out

    @OUCH50-2.1-11 @pics:good-till-time
    Scenario: The answer to good-till-time without seconds is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force  |
        | good till time |
      Then the answer to "the buy" is recorded

    @OUCH50-2.1-01
    Scenario Outline: Every display is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | display   |
        | <display> |
      Then "the buy" is accepted
        | order state |
        | live        |

      Examples: the displays
        | display      | comment             |
        | visible      | shown               |
        | attributable | shown with the firm |

      @pics:hidden-orders
      Examples: not shown
        | display | comment                |
        | hidden  | in the book, not shown |

    @OUCH50-2.1-01
    Scenario Outline: Every capacity is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | capacity   |
        | <capacity> |
      Then "the buy" is accepted

      Examples: the capacities
        | capacity  | comment            |
        | agency    | for a customer     |
        | principal | for own account    |
        | riskless  | riskless principal |
        | other     | anything else      |

    @OUCH50-2.1-01
    Scenario Outline: Either sweep eligibility is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | intermarket sweep eligibility | time in force       |
        | <sweep>                       | immediate or cancel |
      Then "the buy" is accepted

      Examples: the eligibilities
        | sweep        | comment           |
        | eligible     | a sweep order     |
        | not eligible | an ordinary order |

    @OUCH50-2.1-07 @OUCH50-3.2-01 @pics:cross-orders
    Scenario Outline: An order for a cross is accepted and its cross type comes back
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type |
        | <cross>    |
      Then "the buy" is accepted
        | cross type |
        | <cross>    |

      Examples: the crosses of this market
        | cross             | comment                   |
        | opening           | on open                   |
        | closing           | on close                  |
        | supplemental      | supplemental order        |
        | extended life     | midpoint extended life    |
        | after hours close | closing cross after hours |

    @OUCH50-2.1-06 @pics:cross-orders @pics:handling-instructions
    Scenario Outline: A handling instruction is accepted with its cross type
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | handle inst   |
        | <cross>    | <instruction> |
      Then "the buy" is accepted

      Examples: instruction and cross
        | cross         | instruction                  | comment                 |
        | opening       | imbalance only               | imbalance only on open  |
        | closing       | imbalance only               | imbalance only on close |
        | extended life | extended life and continuous | in both books           |

    @OUCH50-2.1-06 @pics:handling-instructions
    Scenario: A handling instruction without its cross does not enter the book
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | handle inst    |
        | continuous | imbalance only |
      Then "the buy" does not enter the book

  Rule: Quantity

    @OUCH50-2.1-02
    Scenario Outline: The least and the most shares are accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity   |
        | <quantity> |
      Then "the buy" is accepted
        | quantity   |
        | <quantity> |

      Examples: limits
        | quantity | comment   |
        | raw 1    | the least |
        | max      | the most  |

    @OUCH50-2.1-02 @OUCH50-2.1-10
    Scenario Outline: A quantity outside the limits does not enter the book
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity   |
        | <quantity> |
      Then "the buy" does not enter the book

      Examples: outside
        | quantity       | comment              |
        | raw 0          | none                 |
        | max+1          | first above the most |
        | raw 4294967295 | the field's greatest |

  Rule: Immediate or cancel

    @OUCH50-2.1-12
    Scenario: An immediate-or-cancel order that meets nothing leaves nothing behind
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force       | quantity |
        | immediate or cancel | 500      |
      Then "the buy" leaves nothing in the book because "immediate or cancel"

    @OUCH50-2.1-04 @OUCH50-3.4-02
    Scenario: What an immediate-or-cancel order does not trade is cancelled
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | time in force       |
        | 500      | 10.00 | immediate or cancel |
      Then "the buy" is accepted
      And "the buy" fills 200 at 10.00
      And "the buy" is cancelled with 300 shares because "immediate or cancel"

  Rule: Minimum quantity

    @OUCH50-2.1-13 @pics:minimum-quantity
    Scenario: An order does not trade below its minimum quantity
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | min qty |
        | 500      | 10.00 | 300     |
      Then "the buy" is accepted
      And nothing trades

    @OUCH50-2.1-13 @pics:minimum-quantity
    Scenario: An order trades at its minimum quantity
      Given a resting sell of 300 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | min qty |
        | 500      | 10.00 | 300     |
      Then "the buy" is accepted
      And "the buy" fills 300 at 10.00

    @OUCH50-2.1-05 @pics:minimum-quantity
    Scenario: A minimum quantity that is no round lot does not enter the book
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | min qty |
        | 500      | raw 50  |
      Then "the buy" does not enter the book

  Rule: Options

    @OUCH50-2.1-09
    Scenario: An order with a blank firm is entered for the account's own firm
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm  |
        | empty |
      Then "the buy" is accepted
        | firm              |
        | one of own, empty |

    @OUCH50-2.1-09
    Scenario: An order for another firm of the account is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm   |
        | second |
      Then "the buy" is accepted

    @OUCH50-2.1-01
    Scenario Outline: Every option of an order is accepted on its own
      Given the member is logged in
      When the member enters a <side> as "the order"
        | <option> | price   | quantity |
        | <value>  | <price> | 1,000    |
      Then "the order" is accepted
        | order state |
        | live        |

      Examples: options that every venue knows
        | side | price | option                | value          | comment      |
        | buy  | 9.90  | firm                  | own            | tag 2        |
        | buy  | 9.90  | customer type         | not retail     | tag 4        |
        | buy  | 9.90  | max floor             | 0              | tag 5, none  |
        | buy  | 9.90  | price type            | limit          | tag 6        |
        | buy  | 9.90  | peg offset            | 0.00           | tag 7, none  |
        | buy  | 9.90  | discretion price      | 0.00           | tag 9, none  |
        | buy  | 9.90  | discretion price type | limit          | tag 10       |
        | buy  | 9.90  | discretion peg offset | 0.00           | tag 11, none |
        | buy  | 9.90  | random reserves       | 0              | tag 13, none |
        | buy  | 9.90  | expire time           | 0              | tag 15, none |
        | buy  | 9.90  | trade now             | no             | tag 16       |
        | buy  | 9.90  | handle inst           | no instruction | tag 17, none |
        | sell | 10.10 | shares located        | yes            | tag 25       |
        | sell | 10.10 | locate broker         | ABCD           | tag 26       |

      @pics:minimum-quantity
      Examples: minimum quantity
        | side | price | option  | value | comment |
        | buy  | 9.90  | min qty | 100   | tag 3   |

      @pics:post-only
      Examples: post only
        | side | price | option    | value     | comment |
        | buy  | 9.90  | post only | post only | tag 12  |

      @pics:group-id
      Examples: group
        | side | price | option   | value | comment |
        | buy  | 9.90  | group id | 7     | tag 24  |

      @pics:user-ref-idx
      Examples: channel
        | side | price | option       | value | comment      |
        | buy  | 9.90  | user ref idx | 0     | tag 28, none |

      @pics:aiq-options
      Examples: self match prevention
        | side | price | option       | value    | comment |
        | buy  | 9.90  | aiq strategy | disabled | tag 29  |
        | buy  | 9.90  | aiq group id | G1       | tag 30  |

    @OUCH50-3.2-05
    Scenario: Which options come back is the venue's own answer
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm | shares located | locate broker |
        | own  | no             | ABCD          |
      Then the answer to "the buy" is recorded

    @OUCH50-2.1-01 @pics:post-only
    Scenario: A post-only order does not take from the book
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | post only |
        | 500      | 10.00 | post only |
      Then "the sell" is still open with 200 shares
      And nothing trades
