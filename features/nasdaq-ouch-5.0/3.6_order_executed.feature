@layer:orders
Feature: Order Executed (3.6)
  Fills, whole and in parts, at what price, and what both sides are told.

  @OUCH50-3.6-01
  Scenario: Both sides are told of one trade
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the buy" is accepted
    And "the buy" fills 500 at 10.00
    And "the sell" fills 500 at 10.00
    And "the buy" and "the sell" are told of the same trade

  @OUCH50-3.6-01 @OUCH50-3.4-02
  Scenario: An order that is filled whole is done
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the sell" fills 500 at 10.00
    And "the sell" is done
    And nothing happens to "the sell"

  @OUCH50-3.6-01
  Scenario: The quantity of an execution is that of this execution alone
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters these orders
      | as     | side | quantity | price |
      | first  | buy  | 100      | 10.00 |
      | second | buy  | 300      | 10.00 |
    Then "the sell" fills
      | quantity | price |
      | 100      | 10.00 |
      | 300      | 10.00 |
    And "the sell" is still open with 100 shares

  @OUCH50-3.6-01 @OUCH50-3.6-02
  Scenario: An order that meets several takes the best price first
    Given a resting sell of 100 shares at 10.01 as "dearer"
    And a resting sell of 100 shares at 10.00 as "cheaper"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 200      | 10.05 |
    Then "the buy" is accepted
    And "the buy" fills
      | quantity | price |
      | 100      | 10.00 |
      | 100      | 10.01 |
    And "cheaper" fills 100 at 10.00
    And "dearer" fills 100 at 10.01

  @OUCH50-3.6-02
  Scenario: An order never trades at a price worse than its limit
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 200      | 10.03 |
    Then "the buy" is accepted
    And "the buy" fills
      | quantity | price                             |
      | 200      | one of 10.00, 10.01, 10.02, 10.03 |

  @OUCH50-3.6-02
  Scenario: Orders that do not cross do not trade
    Given a resting sell of 200 shares at 10.01 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 200      | 10.00 |
    Then "the buy" is accepted
    And nothing trades

  @OUCH50-3.6-02
  Scenario: The rest of a partly filled order stays in the book
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the buy" is accepted
    And "the buy" fills 200 at 10.00
    And "the buy" is still open with 300 shares

  @OUCH50-3.6-01
  Scenario: Of two orders at one price the older trades first
    Given a resting sell of 100 shares at 10.00 as "older"
    And a resting sell of 100 shares at 10.00 as "younger"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 100      | 10.00 |
    Then "older" fills 100 at 10.00
    And nothing happens to "younger"

  @OUCH50-3.6-01
  Scenario: The liquidity flags tell who added and who removed
    Given a resting sell of 100 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 100      | 10.00 |
    Then "the sell" fills
      | quantity | liquidity flag |
      | 100      | added          |
    And "the buy" is accepted
    And "the buy" fills
      | quantity | liquidity flag |
      | 100      | removed        |

  @OUCH50-3.6-01 @pics:hidden-orders
  Scenario: A hidden order trades
    Given the member is logged in
    When the member enters a sell as "the sell"
      | price | display |
      | 10.00 | hidden  |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | price |
      | 10.00 |
    Then "the sell" fills
      | quantity | price | liquidity flag |
      | 100      | 10.00 | added hidden   |

  @OUCH50-3.2-02 @OUCH50-3.6-01
  Scenario: An order that crosses the book is accepted before it trades
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 200      | 10.00 |
    Then "the buy" is accepted
      | order state |
      | live        |
    And "the buy" fills 200 at 10.00

  @OUCH50-3.2-02
  Scenario: Nothing follows an order that is accepted dead
    Given the member is logged in
    When the member enters a buy as "the buy"
      | time in force       |
      | immediate or cancel |
    Then "the buy" leaves nothing in the book because "immediate or cancel"
    And nothing happens to "the buy"

  @OUCH50-3.2-03
  Scenario: Every order has an Order Reference Number of its own
    Given the member is logged in
    When the member enters these orders
      | as     | side | price |
      | first  | buy  | 9.90  |
      | second | buy  | 9.80  |
    Then "first" is accepted
    And "second" is accepted
    And the Order Reference Numbers of "first" and "second" differ

  @OUCH50-3.2-03 @pics:hidden-orders
  Scenario: A hidden order has an Order Reference Number of its own
    Given the member is logged in
    When the member enters these orders
      | as     | side | price | display |
      | shown  | buy  | 9.90  | visible |
      | hidden | buy  | 9.80  | hidden  |
    Then "shown" is accepted
    And "hidden" is accepted
    And the Order Reference Numbers of "shown" and "hidden" differ
