@layer:orders
Feature: Broken Trade (3.7)
  A trade that the venue takes back.

  @OUCH50-3.7-01 @cost:control
  Scenario: A broken trade is told with its match number and ClOrdID
    Given a resting sell of 500 shares at 10.00 as "the sell"
    And "the sell" is partly filled for 200 shares by member B
    When the operator breaks the trade of "the sell"
    Then the trade of "the sell" is broken

  @OUCH50-3.7-01 @cost:control
  Scenario: Both sides are told of a broken trade
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 200      | 10.00 |
    Then "the sell" fills 200 at 10.00
    And "the buy" is accepted
    And "the buy" fills 200 at 10.00
    When the operator breaks the trade of "the sell"
    Then the trade of "the sell" is broken
    And the trade of "the buy" is broken
