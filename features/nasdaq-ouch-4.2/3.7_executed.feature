@layer:orders
Feature: Executed (3.7)
  Fills, whole and in parts, at what price, and what both sides are told.

  @OUCH42-3.7-02 @OUCH42-3.7-01
  Scenario: Both sides are told of one trade
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 500    | 10.00 |
    Then "the buy" is accepted
    And "the buy" fills 500 at 10.00
    And "the sell" fills 500 at 10.00
    And "the buy" and "the sell" are told of the same trade

  @OUCH42-3.7-02
  Scenario: Each of several trades has a match number that both sides are told
    Given a resting sell of 100 shares at 10.00 as "first"
    And a resting sell of 100 shares at 10.00 as "second"
    When member B enters these orders
      | as    | buy sell indicator | shares | price |
      | one   | buy                | 100    | 10.00 |
      | other | buy                | 100    | 10.00 |
    Then "first" and "one" are told of the same trade
    And "second" and "other" are told of the same trade

  @OUCH42-3.7-01 @OUCH42-3.5-02
  Scenario: An order that is filled whole is done
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 500    | 10.00 |
    Then "the sell" fills 500 at 10.00
    And "the sell" is done
    And nothing happens to "the sell"

  @OUCH42-3.7-01
  Scenario: The shares of an execution are those of this execution alone
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters these orders
      | as     | buy sell indicator | shares | price |
      | first  | buy                | 100    | 10.00 |
      | second | buy                | 300    | 10.00 |
    Then "the sell" fills
      | executed shares | execution price |
      | 100             | 10.00           |
      | 300             | 10.00           |
    And "the sell" is still open with 100 shares

  @OUCH42-3.7-01 @OUCH42-3.7-04
  Scenario: An order that meets several takes the best price first
    Given a resting sell of 100 shares at 10.01 as "dearer"
    And a resting sell of 100 shares at 10.00 as "cheaper"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.05 |
    Then "the buy" is accepted
    And "the buy" fills
      | executed shares | execution price |
      | 100             | 10.00           |
      | 100             | 10.01           |
    And "cheaper" fills 100 at 10.00
    And "dearer" fills 100 at 10.01

  @OUCH42-3.7-04
  Scenario: An order never trades at a price worse than its limit
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.03 |
    Then "the buy" is accepted
    And "the buy" fills
      | executed shares | execution price                   |
      | 200             | one of 10.00, 10.01, 10.02, 10.03 |

  @OUCH42-3.7-04
  Scenario: Orders that do not cross do not trade
    Given a resting sell of 200 shares at 10.01 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.00 |
    Then "the buy" is accepted
    And nothing trades

  @OUCH42-3.7-03
  Scenario: The rest of a partly filled order stays in the book
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 500    | 10.00 |
    Then "the buy" is accepted
    And "the buy" fills 200 at 10.00
    And "the buy" is still open with 300 shares
    And "the sell" has traded 200 shares in all

  @OUCH42-3.7-01
  Scenario: Of two orders at one price the older trades first
    Given a resting sell of 100 shares at 10.00 as "older"
    And a resting sell of 100 shares at 10.00 as "younger"
    When member B enters a buy as "the buy"
      | shares | price |
      | 100    | 10.00 |
    Then "older" fills 100 at 10.00
    And nothing happens to "younger"

  @OUCH42-3.7-01
  Scenario: The liquidity flags tell who added and who removed
    Given a resting sell of 100 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 100    | 10.00 |
    Then "the sell" fills
      | executed shares | liquidity flag                                        |
      | 100             | one of added, added improving nbbo, added setting bbo |
    And "the buy" is accepted
    And "the buy" fills
      | executed shares | liquidity flag |
      | 100             | removed        |

  @OUCH42-3.7-01 @pics:hidden-orders
  Scenario: A hidden order trades
    Given the member is logged in
    When the member enters a sell as "the sell"
      | price | display     |
      | 10.00 | non display |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | price |
      | 10.00 |
    Then "the sell" fills
      | executed shares | execution price | liquidity flag |
      | 100             | 10.00           | added hidden   |
