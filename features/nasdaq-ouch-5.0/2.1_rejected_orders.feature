@layer:orders
Feature: Orders that are rejected (2.1, 3.8, Appendix C)
  The document lists the reasons and attaches none to a fault: which fault has which reason stands in the venue's profile.

  @OUCH50-3.8-01
  Scenario Outline: An order with a fault is rejected under its own number and ClOrdID
    Given the member is logged in
    When the member enters a buy as "the buy"
      | <field> |
      | <value> |
    Then "the buy" is refused because "<fault>"

    Examples: faults of fields
      | field    | value         | fault                    | comment                   |
      | symbol   | unknown       | unknown symbol           | no such instrument        |
      | symbol   | halted        | halted symbol            | trading is halted         |
      | side     | reserved 0x51 | side outside the list    | no side has this code     |
      | display  | reserved 0x51 | display outside the list | no display has this code  |
      | quantity | raw 0         | quantity out of range    | no shares                 |
      | quantity | max+1         | quantity out of range    | too many shares           |
      | price    | 0.00          | price out of range       | no price                  |
      | price    | max+1         | price out of range       | above 199,999.99          |
      | capacity | reserved 0x51 | code outside the list    | no capacity has this code |

    Examples: faults of options
      | field | value   | fault               | comment               |
      | firm  | foreign | firm not authorized | another member's firm |

    @pics:minimum-quantity
    Examples: minimum quantity
      | field   | value | fault            | comment                 |
      | min qty | 1,000 | minimum quantity | more than the order has |

    @pics:reserve-orders
    Examples: reserve orders
      | field     | value | fault                            | comment                 |
      | max floor | 1,000 | display quantity above the order | more than the order has |

    @pics:aiq-options
    Examples: self match prevention
      | field        | value         | fault                                | comment                   |
      | aiq strategy | reserved 0x21 | self match strategy outside the list | no strategy has this code |

  @OUCH50-3.8-01 @pics:no-pegging
  Scenario Outline: A peg is rejected where the venue has no price to peg to
    Given the member is logged in
    When the member enters a buy as "the buy"
      | price type |
      | <peg>      |
    Then "the buy" is refused because "no pegging"

    Examples: the pegs
      | peg              | comment           |
      | market peg       | to the far side   |
      | midpoint peg     | to the middle     |
      | primary peg      | to the near side  |
      | market maker peg | for market makers |

  @OUCH50-2.1-07 @pics:cross-orders
  Scenario: An order for a cross that the market does not have does not enter the book
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type |
      | retail     |
    Then "the buy" does not enter the book

  @OUCH50-3.8-01 @pics:risk-limits
  Scenario Outline: An order that breaks an instrument's limit is rejected
    Given the member is logged in
    When the member enters a <side> as "the order"
      | symbol       | <field> | price   |
      | <instrument> | <value> | <price> |
    Then "the order" is refused because "<fault>"

    Examples: instruments with limits
      | side | instrument            | field                         | value    | price  | fault                  | comment             |
      | buy  | restricted            | quantity                      | 100      | 9.90   | restricted symbol      | nobody may trade it |
      | buy  | sweeps refused        | intermarket sweep eligibility | eligible | 9.90   | no sweeps              | no sweep orders     |
      | buy  | market orders refused | cross type                    | opening  | market | no market orders       | no market orders    |
      | buy  | capped quantity       | quantity                      | 20,000   | 9.90   | quantity above the cap | twice the cap       |
      | buy  | capped notional       | quantity                      | 200,000  | 10.00  | notional above the cap | twice the cap       |

    @pics:short-sale
    Examples: short sales
      | side       | instrument             | field          | value | price | fault                  | comment         |
      | sell short | short sales restricted | quantity       | 100   | 10.10 | short sales restricted | no short sales  |
      | sell short | locate required        | shares located | no    | 10.10 | locate required        | nothing located |

  @OUCH50-3.8-01
  Scenario: Nothing follows a rejected order
    Given the member is logged in
    When the member enters a buy as "the buy"
      | symbol  |
      | unknown |
    Then "the buy" is refused
    And nothing happens to "the buy"

  @OUCH50-3.8-01
  Scenario: The number of a rejected order cannot serve again
    Given the member is logged in
    When the member enters a buy as "refused"
      | symbol  |
      | unknown |
    Then "refused" is refused
    When the member enters a buy as "again"
      | user ref num |
      | "refused"    |
    Then "again" is ignored

  @OUCH50-3.8-01 @cost:control
  Scenario: An order in an instrument that the operator halts is rejected until it is resumed
    Given the member is logged in
    When the operator halts the second instrument
    And the member enters a buy as "halted"
      | symbol |
      | second |
    Then "halted" is refused because "halted symbol"
    When the operator resumes the second instrument
    And the member enters a buy as "resumed"
      | symbol |
      | second |
    Then "resumed" is accepted
