@layer:orders
Feature: Executed with Reference Price and Trade Correction (3.9, 3.10)
  Executions that refer to a price yet to come, and executions that are restated.

  @OUCH42-3.9-01 @pics:reference-prices
  Scenario: An execution in a stock with a reference price names it
    Given the member is logged in
    When the member enters a sell as "the sell"
      | stock           | shares | price |
      | reference price | 100    | 10.00 |
    And member B enters a buy as "the buy"
      | stock           | shares | price |
      | reference price | 100    | 10.00 |
    Then "the sell" is accepted
    And "the sell" fills at a reference price
      | executed shares | execution price | reference price type      |
      | 100             | 10.00           | intraday indicative value |
    And "the buy" is accepted
    And "the buy" fills at a reference price
      | executed shares | execution price |
      | 100             | 10.00           |

  @OUCH42-3.10-01 @pics:trade-corrections @cost:control
  Scenario: A corrected trade is restated to both sides under its match number
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.00 |
    Then "the sell" fills 200 at 10.00
    And "the buy" is accepted
    And "the buy" fills 200 at 10.00
    When the operator corrects the trade of "the sell" to 10.02
    Then the trade of "the sell" is corrected
      | executed shares | execution price | reason          |
      | 200             | 10.02           | adjusted to nav |
    And the trade of "the buy" is corrected
      | executed shares | execution price |
      | 200             | 10.02           |
