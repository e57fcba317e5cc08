@layer:orders
Feature: Order Restated (3.13)
  What a member is told of a reserve order whose display changes.

  @OUCH50-3.13-01 @pics:reserve-orders
  Scenario: A reserve order that shows shares again is restated
    Given the member is logged in
    When the member enters a sell as "the sell"
      | quantity | price | max floor |
      | 500      | 10.00 | 100       |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | quantity | price |
      | 100      | 10.00 |
    Then "the sell" fills 100 at 10.00
    And the display of "the sell" is restated
      | reason          | display quantity | secondary ord ref num |
      | display refresh | 100              | >= 1                  |
