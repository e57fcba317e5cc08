# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Order Executed (7.6)
  Fills, whole and in parts, and what both sides are told.

  @JNXB-P20
  Scenario: Both sides are told of one trade
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the buy" is accepted
    And "the buy" fills 500 at 10.00
    And "the sell" fills 500 at 10.00
    And "the buy" and "the sell" are told of the same trade

  @JNXB-P20
  Scenario: Each of several trades has a match number that both sides are told
    Given a resting sell of 100 shares at 10.00 as "first"
    And a resting sell of 100 shares at 10.00 as "second"
    When member B enters these orders
      | as    | side | quantity | price |
      | one   | buy  | 100      | 10.00 |
      | other | buy  | 100      | 10.00 |
    Then "first" and "one" are told of the same trade
    And "second" and "other" are told of the same trade

  @JNXB-P20
  Scenario: The quantity of an execution is that of this execution alone
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters these orders
      | as     | side | quantity | price |
      | first  | buy  | 100      | 10.00 |
      | second | buy  | 300      | 10.00 |
    Then "the sell" fills
      | executed quantity | execution price |
      | 100               | 10.00           |
      | 300               | 10.00           |
    And "the sell" is still open with 100 shares

  @JNXB-P20
  Scenario: The liquidity indicators tell who added and who removed
    Given a resting sell of 100 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 100      | 10.00 |
    Then "the sell" fills
      | executed quantity | liquidity indicator |
      | 100               | added               |
    And "the buy" is accepted
    And "the buy" fills
      | executed quantity | liquidity indicator |
      | 100               | removed             |

  @JNXB-P38
  Scenario: The rest of a partly filled order stays in the book
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the buy" is accepted
    And "the buy" fills 200 at 10.00
    And "the buy" is still open with 300 shares
    And "the sell" has traded 200 shares in all

  @JNXB-P38 @JNXB-P20
  Scenario: An order that is filled whole is done
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the sell" fills 500 at 10.00
    And "the sell" is done
    And nothing happens to "the sell"
