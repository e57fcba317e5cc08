@layer:orders
Feature: Order Executed (4.2.6)
  Each fill is told of by itself.

  @JPX-J30 @JPX-J48 @JPX-J45 @JPX-J37
  Scenario: Each fill of an order is told of
    Given member B has a resting sell of 100 shares at 10.00 as "the first"
    And member B has a resting sell of 200 shares at 10.01 as "the second"
    When the member enters a buy as "the buy"
      | quantity | price |
      | 300      | 10.01 |
    Then "the buy" is accepted
    And "the buy" fills
      | traded quantity | trade price | combo group id | deal source |
      | 100             | 10.00       | 0              | matched     |
      | 200             | 10.01       | 0              | matched     |
    And "the buy" is done

  @JPX-J31
  Scenario: Match ids do not go back
    Given member B has a resting sell of 100 shares at 10.00 as "the first"
    And member B has a resting sell of 200 shares at 10.01 as "the second"
    When the member enters a buy as "the buy"
      | quantity | price |
      | 300      | 10.01 |
    Then "the buy" is accepted
    And the match numbers of "the buy" never go back

  @JPX-J30 @JPX-J49
  Scenario: An order trades at a better price than its own
    Given member B has a resting sell of 100 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price |
      | 100      | 10.05 |
    Then "the buy" is accepted
    And "the buy" fills 100 at 10.00
    And "the sell" fills 100 at 10.00
