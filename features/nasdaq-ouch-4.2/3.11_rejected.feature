@layer:orders
Feature: Rejected (3.11)
  The document lists the reasons and attaches none to a fault: which fault has which reason stands in the venue's profile.

  @OUCH42-3.11-01
  Scenario Outline: An order with a fault is rejected under its own token
    Given the member is logged in
    When the member enters a buy as "the buy"
      | <field> |
      | <value> |
    Then "the buy" is refused because "<fault>"

    Examples: faults of fields
      | field              | value         | fault                       | comment                 |
      | stock              | unknown       | unknown symbol              | no such instrument      |
      | stock              | halted        | halted symbol               | trading is halted       |
      | buy sell indicator | reserved 0x51 | side outside the list       | no side has this code   |
      | display            | reserved 0x23 | display outside the list    | not a display of orders |
      | shares             | raw 0         | quantity out of range       | no shares               |
      | shares             | max+1         | quantity out of range       | too many shares         |
      | price              | 0.00          | price out of range          | no price                |
      | price              | max+1         | price out of range          | above 199,999.99        |
      | cross type         | reserved 0x51 | cross type outside the list | no cross has this code  |
      | firm               | foreign       | firm not authorized         | another member's firm   |

    @pics:minimum-quantity
    Examples: minimum quantity
      | field            | value | fault            | comment                 |
      | minimum quantity | 1,000 | minimum quantity | more than the order has |

  @OUCH42-2.1-06 @pics:minimum-quantity
  Scenario: A minimum quantity above the shares of the order is rejected
    Given the member is logged in
    When the member enters a buy as "the buy"
      | shares | minimum quantity |
      | 500    | 600              |
    Then "the buy" is refused because "minimum quantity"

  @OUCH42-3.11-01 @pics:midpoint-orders
  Scenario Outline: A midpoint order that its market does not allow is rejected
    Given the member is logged in
    When the member enters a buy as "the buy"
      | stock        | display   | price   |
      | <instrument> | <display> | <price> |
    Then "the buy" is refused because "<fault>"

    Examples: markets elsewhere
      | instrument        | display                | price | fault                    | comment                   |
      | crossed elsewhere | midpoint peg           | 10.00 | crossed market           | no midpoint to peg to     |
      | quoted elsewhere  | midpoint peg post only | 10.12 | midpoint post-only price | at the offer or beyond it |

  @OUCH42-3.11-01 @pics:risk-limits
  Scenario Outline: An order that breaks an instrument's limit is rejected
    Given the member is logged in
    When the member enters a <side> as "the order"
      | stock        | <field> | price   |
      | <instrument> | <value> | <price> |
    Then "the order" is refused because "<fault>"

    Examples: instruments with limits
      | side | instrument      | field                         | value    | price | fault                  | comment             |
      | buy  | restricted      | shares                        | 100      | 9.90  | restricted symbol      | nobody may trade it |
      | buy  | sweeps refused  | intermarket sweep eligibility | eligible | 9.90  | no sweeps              | no sweep orders     |
      | buy  | kinds refused   | shares                        | raw 50   | 9.90  | no odd lots            | half a lot          |
      | buy  | kinds refused   | cross type                    | opening  | 9.90  | no orders on open      | none on open        |
      | buy  | kinds refused   | cross type                    | closing  | 9.90  | no orders on close     | none on close       |
      | buy  | capped quantity | shares                        | 20,000   | 9.90  | quantity above the cap | twice the cap       |
      | buy  | capped notional | shares                        | 200,000  | 10.00 | notional above the cap | twice the cap       |

    @pics:midpoint-orders
    Examples: midpoint orders
      | side | instrument    | field   | value        | price | fault              | comment          |
      | buy  | kinds refused | display | midpoint peg | 9.90  | no midpoint orders | none at midpoint |

    @pics:short-sale
    Examples: short sales
      | side       | instrument             | field  | value | price | fault                  | comment        |
      | sell short | short sales restricted | shares | 100   | 10.10 | short sales restricted | no short sales |

  @OUCH42-3.11-02
  Scenario Outline: Nothing follows a rejected order
    Given the member is logged in
    When the member enters a buy as "the buy"
      | <field> |
      | <value> |
    Then "the buy" is refused
    And nothing happens to "the buy"

    Examples: faults
      | field | value   | comment               |
      | stock | unknown | no such instrument    |
      | price | 0.00    | no price              |
      | firm  | foreign | another member's firm |

    @pics:minimum-quantity
    Examples: minimum quantity
      | field            | value | comment                 |
      | minimum quantity | 1,000 | more than the order has |

  @OUCH42-3.11-01 @OUCH42-2.1-10
  Scenario: The token of a rejected order cannot serve again
    Given the member is logged in
    When the member enters a buy as "refused"
      | stock   |
      | unknown |
    Then "refused" is refused
    When the member enters a buy as "again"
      | order token       |
      | same as "refused" |
    Then "again" is ignored

  @OUCH42-3.11-01 @cost:control
  Scenario: An order in an instrument that the operator halts is rejected until it is resumed
    Given the member is logged in
    When the operator halts the second instrument
    And the member enters a buy as "halted"
      | stock  |
      | second |
    Then "halted" is refused because "halted symbol"
    When the operator resumes the second instrument
    And the member enters a buy as "resumed"
      | stock  |
      | second |
    Then "resumed" is accepted
