@layer:orders
Feature: Data types: yields (5)
  Prices of bonds are yields, and a yield may be below 0.

  @JNXB-P35
  Scenario Outline: A yield comes back with its sign and its three decimals
    Given the member is logged in
    When the member enters a <side> as "the order"
      | price     |
      | raw <raw> |
    Then "the order" is accepted
      | price     |
      | raw <raw> |

    Examples: yields
      | side | raw  | comment         |
      | buy  | -50  | -0.050          |
      | sell | -1   | the least below |
      | sell | 1234 | 1.234           |

  @JNXB-P35
  Scenario: Orders trade at a yield below 0
    Given the member is logged in
    When the member enters a sell as "the sell"
      | price   |
      | raw -50 |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | price   |
      | raw -50 |
    Then "the buy" is accepted
    And "the buy" fills
      | executed quantity | execution price |
      | 100               | raw -50         |
    And "the sell" fills
      | executed quantity | execution price |
      | 100               | raw -50         |
