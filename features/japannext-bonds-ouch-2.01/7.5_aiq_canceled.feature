# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Order AIQ Canceled (7.5)
  What a member is told when its own orders would have traded with each other.

  @JNXB-P19 @pics:self-match-prevention
  Scenario: Decrementing both takes the prevented quantity off both orders
    Given the member is logged in
    When the member enters these orders
      | as       | side | quantity | price | orderbook id   |
      | the sell | sell | 200      | 10.00 | decrement both |
      | the buy  | buy  | 300      | 10.00 | decrement both |
    Then "the sell" is accepted
    And "the buy" is accepted
    And "the sell" is prevented from trading
      | decrement quantity | quantity prevented from trading | execution price | reason                  | liquidity indicator |
      | 200                | 200                             | 10.00           | expired during matching | added               |
    And "the buy" is prevented from trading
      | decrement quantity | quantity prevented from trading | execution price | reason                  | liquidity indicator |
      | 200                | 200                             | 10.00           | expired during matching | removed             |
    And "the buy" is still open with 100 shares

  @JNXB-P19 @pics:self-match-prevention
  Scenario: Cancelling the oldest takes out the whole resting order
    Given the member is logged in
    When the member enters these orders
      | as       | side | quantity | price | orderbook id  |
      | the sell | sell | 500      | 10.00 | cancel oldest |
      | the buy  | buy  | 300      | 10.00 | cancel oldest |
    Then "the sell" is accepted
    And "the sell" is prevented from trading
      | decrement quantity | quantity prevented from trading | liquidity indicator |
      | 500                | 300                             | added               |
    And "the buy" is accepted
    And "the buy" is still open with 300 shares

  @JNXB-P19 @pics:self-match-prevention
  Scenario: A prevented match trades nothing
    Given the member is logged in
    When the member enters these orders
      | as       | side | quantity | price | orderbook id   |
      | the sell | sell | 200      | 10.00 | decrement both |
      | the buy  | buy  | 200      | 10.00 | decrement both |
    Then "the sell" is accepted
    And "the sell" is prevented from trading
    And nothing trades

  @JNXB-P19 @pics:self-match-prevention
  Scenario: The orders of two members trade where those of one would not
    Given the member is logged in
    When the member enters a sell as "the sell"
      | price | orderbook id   |
      | 10.00 | decrement both |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | price | orderbook id   |
      | 10.00 | decrement both |
    Then "the buy" is accepted
    And "the buy" fills 100 at 10.00
