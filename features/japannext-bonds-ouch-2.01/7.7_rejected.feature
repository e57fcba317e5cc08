# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Order Rejected (7.7)
  The document lists the reasons and attaches few to a fault: which fault has which reason stands in the venue's profile.

  @JNXB-P21
  Scenario Outline: An order with a fault is rejected under its own token
    Given the member is logged in
    When the member enters a buy as "the buy"
      | <field> |
      | <value> |
    Then "the buy" is refused because "<fault>"

    Examples: faults of fields
      | field            | value               | fault                           | comment                   |
      | orderbook id     | unknown             | unknown symbol                  | no such instrument        |
      | orderbook id     | halted              | halted symbol                   | trading is halted         |
      | side             | reserved 0x51       | side outside the list           | no side has this code     |
      | display          | reserved 0x5A       | display outside the list        | no display has this code  |
      | quantity         | raw 0               | quantity out of range           | no shares                 |
      | time in force    | reserved 0x00000E10 | time in force outside the list  | neither immediate nor day |
      | minimum quantity | 100                 | minimum quantity of a day order | of a day order            |

  @JNXB-P21
  Scenario: A replace of an order that does not exist is not rejected
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "nothing"
      | existing order token |
      | "the buy" + 900      |
    Then "nothing" is ignored

  @JNXB-P21
  Scenario: An invalid replace is not rejected
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "the invalid"
      | minimum quantity |
      | 300              |
    Then "the invalid" is ignored

  @JNXB-P21
  Scenario: A cancel of an order that is gone is not rejected
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
    When the member cancels "the buy"
    Then nothing happens to "the buy"

  @JNXB-P39
  Scenario Outline: Nothing follows a rejected order
    Given the member is logged in
    When the member enters a buy as "the buy"
      | <field> |
      | <value> |
    Then "the buy" is refused
    And nothing happens to "the buy"

    Examples: faults
      | field            | value               | comment                   |
      | orderbook id     | unknown             | no such instrument        |
      | time in force    | reserved 0x00000E10 | neither immediate nor day |
      | minimum quantity | 100                 | of a day order            |

  @JNXB-P21 @cost:control
  Scenario: An order in an instrument that the operator halts is rejected until it is resumed
    Given the member is logged in
    When the operator halts the second instrument
    And the member enters a buy as "halted"
      | orderbook id |
      | second       |
    Then "halted" is refused because "halted symbol"
    When the operator resumes the second instrument
    And the member enters a buy as "resumed"
      | orderbook id |
      | second       |
    Then "resumed" is accepted
