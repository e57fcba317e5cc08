@layer:orders
Feature: Enter Order (2.1)
  What a new order is answered with, field by field.

  Rule: A valid order is accepted

    @OUCH42-2.1-01 @OUCH42-3.3-01
    Scenario: An order is accepted once and its fields come back
      Given the member is logged in
      When the member enters a buy as "the buy"
        | field         | value        |
        | shares        | 500          |
        | price         | 10.00        |
        | time in force | market hours |
        | display       | anonymous    |
        | capacity      | agency       |
        | cross type    | continuous   |
      Then "the buy" is accepted
        | buy sell indicator | shares | stock | price    | cross type | order state |
        | buy                | 500    | main  | <= 10.00 | continuous | live        |
      And nothing happens to "the buy"

    @OUCH42-2.1-01 @OUCH42-3.3-01
    Scenario Outline: The long sides are accepted and come back
      Given the member is logged in
      When the member enters a <side> as "the order"
        | price   |
        | <price> |
      Then "the order" is accepted
        | buy sell indicator |
        | <side>             |

      Examples: the long sides
        | side | price | comment    |
        | buy  | 9.90  | buys       |
        | sell | 10.10 | sells long |

    @OUCH42-2.1-01 @OUCH42-3.3-01 @pics:short-sale
    Scenario Outline: The short sides are accepted and come back
      Given the member is logged in
      When the member enters a <side> as "the order"
        | price |
        | 10.10 |
      Then "the order" is accepted
        | buy sell indicator |
        | <side>             |

      Examples: the short sides
        | side              | comment             |
        | sell short        | sells short         |
        | sell short exempt | sells short, exempt |

    @OUCH42-2.1-01 @OUCH42-3.3-03
    Scenario Outline: Every time in force is accepted and is not lengthened
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | <sent>        |
      Then "the buy" is accepted
        | time in force     |
        | one of <accepted> |

      Examples: the times
        | sent                | accepted                                        | comment            |
        | immediate or cancel | immediate or cancel                             | nothing is shorter |
        | market hours        | market hours, immediate or cancel               | the usual one      |
        | system hours        | system hours, market hours, immediate or cancel | the longest        |

    @OUCH42-2.1-01
    Scenario Outline: An order is accepted with every display of the continuous market
      Given the member is logged in
      When the member enters a buy as "the buy"
        | display   | price |
        | <display> | 9.90  |
      Then "the buy" is accepted
        | order state |
        | live        |

      Examples: shown
        | display      | comment                         |
        | anonymous    | price to comply                 |
        | attributable | price to display, with the firm |

      @pics:hidden-orders
      Examples: not shown
        | display     | comment             |
        | non display | in the book, hidden |

      @pics:post-only
      Examples: post only
        | display                | comment                 |
        | post only              | takes no liquidity      |
        | post only attributable | likewise, with the firm |

      @pics:midpoint-orders
      Examples: midpoint
        | display                | comment                  |
        | midpoint peg           | pegged to the midpoint   |
        | midpoint peg trade now | likewise, with trade now |
        | non display trade now  | hidden, with trade now   |

    @OUCH42-2.1-01
    Scenario Outline: An order is accepted with every capacity
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

    @OUCH42-2.1-05
    Scenario Outline: A capacity that is none of the listed ones becomes other
      Given the member is logged in
      When the member enters a buy as "the buy"
        | capacity        |
        | reserved <code> |
      Then "the buy" is accepted
        | capacity |
        | other    |

      Examples: codes outside the list
        | code | comment        |
        | 0x51 | the letter Q   |
        | 0x61 | a small letter |
        | 0x20 | a space        |

    @OUCH42-2.1-01
    Scenario Outline: An order is accepted with every sweep eligibility
      Given the member is logged in
      When the member enters a buy as "the buy"
        | intermarket sweep eligibility | time in force       |
        | <sweep>                       | immediate or cancel |
      Then "the buy" is accepted

      Examples: the eligibilities
        | sweep        | comment           |
        | eligible     | a sweep order     |
        | not eligible | an ordinary order |
        | trade at     | a trade-at sweep  |

    @OUCH42-2.1-08 @pics:retail
    Scenario Outline: An order is accepted with every customer type
      Given the member is logged in
      When the member enters a buy as "the buy"
        | customer type |
        | <type>        |
      Then "the buy" is accepted

      Examples: the customer types
        | type         | comment             |
        | port default | a space: the port's |
        | retail       | retail              |
        | not retail   | not retail          |

    @OUCH42-3.3-01 @pics:cross-orders
    Scenario Outline: An order for a cross is accepted and its cross type comes back
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type |
        | <cross>    |
      Then "the buy" is accepted
        | cross type |
        | <cross>    |

      Examples: the crosses of this market
        | cross         | comment                |
        | opening       | on open                |
        | closing       | on close               |
        | supplemental  | supplemental order     |
        | extended life | midpoint extended life |

    @OUCH42-2.1-04
    Scenario Outline: A blank firm stands for the account's own
      Given the member is logged in
      When the member enters a <side> as "the order"
        | firm  | price   |
        | empty | <price> |
      Then "the order" is accepted
        | firm |
        | own  |

      Examples: sides
        | side | price | comment  |
        | buy  | 9.90  | a buyer  |
        | sell | 10.10 | a seller |

    @OUCH42-3.3-09
    Scenario Outline: Whether the accepted order repeats the rest of its fields is the venue's own answer
      Given the member is logged in
      When the member enters a buy as "the buy"
        | shares | display   | capacity   |
        | 500    | <display> | <capacity> |
      Then the answer to "the buy" is recorded

      Examples: display and capacity
        | display      | capacity  | comment                 |
        | anonymous    | agency    | shown, for a customer   |
        | attributable | principal | with the firm, own book |

    @OUCH42-2-02
    Scenario: Orders sent back to back are accepted in their order
      Given the member is logged in
      When the member enters these orders
        | as     | buy sell indicator | price |
        | first  | buy                | 9.90  |
        | second | buy                | 9.91  |
        | third  | buy                | 9.92  |
      Then the member hears of "first", "second" and "third" in this order

    @OUCH42-2.1-01 @pics:post-only
    Scenario: A post-only order does not take from the book
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | shares | price | display   |
        | 500    | 10.00 | post only |
      Then "the sell" is still open with 200 shares
      And nothing trades

  Rule: Shares

    @OUCH42-2.1-03
    Scenario Outline: The least and the most shares are accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
        | shares   |
        | <shares> |
      Then "the buy" is accepted
        | shares   |
        | <shares> |

      Examples: limits
        | shares | comment   |
        | raw 1  | the least |
        | max    | the most  |

    @OUCH42-2.1-03
    Scenario Outline: An order of no or too many shares does not enter the book
      Given the member is logged in
      When the member enters a buy as "the buy"
        | shares   |
        | <shares> |
      Then "the buy" does not enter the book

      Examples: outside
        | shares         | comment              |
        | raw 0          | none                 |
        | max+1          | first above the most |
        | raw 4294967295 | the field's greatest |

    @OUCH42-2.1-11
    Scenario Outline: The answer to shares outside the limits is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy"
        | shares   |
        | <shares> |
      Then the answer to "the buy" is recorded

      Examples: outside
        | shares | comment              |
        | raw 0  | none                 |
        | max+1  | first above the most |

  Rule: Used tokens

    @OUCH42-2.1-02 @OUCH42-2.1-10
    Scenario: An order with the token of a live one is ignored, whatever else it says
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member enters a sell as "again"
        | order token     | shares | price |
        | same as "first" | 300    | 11.00 |
      Then "again" is ignored
      And "first" is still open with 100 shares

    @OUCH42-2.1-02 @OUCH42-2.1-10
    Scenario: An order with the token of a cancelled one is ignored
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member cancels "first"
      Then "first" is cancelled with 100 shares
      When the member enters a buy as "again"
        | order token     |
        | same as "first" |
      Then "again" is ignored

    @OUCH42-2.1-02 @OUCH42-2.1-10
    Scenario: An order with the token of a filled one is ignored
      Given a resting sell of 100 shares at 10.00 as "first"
      When member B enters a buy as "the buy"
        | price |
        | 10.00 |
      Then "first" fills 100 at 10.00
      When the member enters a sell as "again"
        | order token     |
        | same as "first" |
      Then "again" is ignored

    @OUCH42-2.1-10
    Scenario: An order with the token of one that was accepted dead is ignored
      Given the member is logged in
      When the member enters a buy as "first"
        | time in force       |
        | immediate or cancel |
      Then "first" leaves nothing in the book because "immediate or cancel"
      When the member enters a buy as "again"
        | order token     |
        | same as "first" |
      Then "again" is ignored

    @OUCH42-2.1-10
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

    @OUCH42-2-01
    Scenario: An order that is sent again byte for byte does nothing more
      Given a resting buy of 100 shares at 9.90 as "first"
      When the member sends the request of "first" again
      Then nothing happens to "first"
      And "first" is still open with 100 shares

  Rule: Minimum quantity

    @OUCH42-2.1-06 @pics:minimum-quantity
    Scenario: An order does not trade below its minimum quantity
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | shares | price | minimum quantity | time in force       |
        | 500    | 10.00 | 300              | immediate or cancel |
      Then "the buy" leaves nothing in the book because "immediate or cancel"
      And nothing trades

    @OUCH42-2.1-06 @pics:minimum-quantity
    Scenario: An order trades at its minimum quantity
      Given a resting sell of 300 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | shares | price | minimum quantity | time in force       |
        | 500    | 10.00 | 300              | immediate or cancel |
      Then "the buy" is accepted
      And "the buy" fills 300 at 10.00

  Rule: Display and price of an order for a cross

    @OUCH42-2.1-07 @pics:cross-orders
    Scenario Outline: Imbalance-only orders are taken for the opening and the closing cross
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | display        |
        | <cross>    | imbalance only |
      Then "the buy" is accepted
        | cross type |
        | <cross>    |

      Examples: the crosses with an imbalance
        | cross   | comment  |
        | opening | on open  |
        | closing | on close |

    @OUCH42-2.1-07 @pics:cross-orders
    Scenario Outline: An order whose display or price does not fit its cross does not enter the book
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | display   | price   |
        | <cross>    | <display> | <price> |
      Then "the buy" does not enter the book

      Examples: what does not go together
        | cross      | display        | price  | comment                      |
        | continuous | imbalance only | 9.90   | no imbalance outside a cross |
        | halt ipo   | imbalance only | market | none in a halt cross either  |
        | halt ipo   | anonymous      | 9.90   | takes the market price alone |

    @OUCH42-2.1-12 @pics:cross-orders
    Scenario Outline: An order whose display or price does not fit its cross is rejected for that
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | display   | price   |
        | <cross>    | <display> | <price> |
      Then "the buy" is refused because "<fault>"

      Examples: what does not go together
        | cross      | display        | price | fault                     | comment                      |
        | continuous | imbalance only | 9.90  | display for another cross | no imbalance outside a cross |
        | halt ipo   | anonymous      | 9.90  | price for another cross   | takes the market price alone |
