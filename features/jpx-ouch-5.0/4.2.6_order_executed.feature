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

  Rule: A combination is told of by its legs

    In which order they come is open: each of them stands in one row, whichever is first.

    @JPX-J36
    Scenario: A fill of a combination is told of once for each leg
      Given a resting buy of 300 shares at 0.05 as "the buy"
        | order book id |
        | combination   |
      When member B enters a sell as "the sell"
        | order book id | quantity | price |
        | combination   | 300      | 0.05  |
      Then "the sell" is accepted
      And "the sell" fills
        | order book id       | traded quantity |
        | one of main, second | 300             |
        | one of main, second | 300             |
      And "the buy" fills
        | order book id       | traded quantity |
        | one of main, second | 300             |
        | one of main, second | 300             |
      And "the buy" is done

    @JPX-J36
    Scenario: Of a combination that trades twice each fill is told of for each leg
      Given a resting buy of 500 shares at 0.05 as "the buy"
        | order book id |
        | combination   |
      When member B enters a sell as "the first"
        | order book id | quantity | price |
        | combination   | 100      | 0.05  |
      Then "the first" is accepted
      And "the buy" fills
        | order book id       | traded quantity |
        | one of main, second | 100             |
        | one of main, second | 100             |
      And "the buy" is still open with 400 shares
      When member B enters a sell as "the second"
        | order book id | quantity | price |
        | combination   | 300      | 0.05  |
      Then "the second" is accepted
      And "the buy" fills
        | order book id       | traded quantity |
        | one of main, second | 300             |
        | one of main, second | 300             |
      And "the buy" is still open with 100 shares
