@layer:orders
Feature: AIQ Cancelled (3.6)
  What a member is told when its own orders would have traded with each other.

  @OUCH42-3.6-01 @pics:self-match-prevention
  Scenario: Decrementing both takes the prevented shares off both orders
    Given the member is logged in
    When the member enters these orders
      | as       | buy sell indicator | shares | price | stock          |
      | the sell | sell               | 200    | 10.00 | decrement both |
      | the buy  | buy                | 300    | 10.00 | decrement both |
    Then "the sell" is accepted
    And "the buy" is accepted
    And "the sell" is prevented from trading
      | decrement shares | quantity prevented from trading | execution price | reason                |
      | 200              | 200                             | 10.00           | self match prevention |
    And "the buy" is prevented from trading
      | decrement shares | quantity prevented from trading | execution price | liquidity flag |
      | 200              | 200                             | 10.00           | removed        |
    And "the buy" is still open with 100 shares

  @OUCH42-3.6-01 @pics:self-match-prevention
  Scenario: Cancelling the oldest takes out the whole resting order
    Given the member is logged in
    When the member enters these orders
      | as       | buy sell indicator | shares | price | stock         |
      | the sell | sell               | 500    | 10.00 | cancel oldest |
      | the buy  | buy                | 300    | 10.00 | cancel oldest |
    Then "the sell" is accepted
    And "the sell" is prevented from trading
      | decrement shares | quantity prevented from trading | liquidity flag |
      | 500              | 300                             | added          |
    And "the buy" is accepted
    And "the buy" is still open with 300 shares

  @OUCH42-3.6-01 @pics:self-match-prevention
  Scenario: A prevented match trades nothing
    Given the member is logged in
    When the member enters these orders
      | as       | buy sell indicator | shares | price | stock          |
      | the sell | sell               | 200    | 10.00 | decrement both |
      | the buy  | buy                | 200    | 10.00 | decrement both |
    Then "the sell" is accepted
    And "the sell" is prevented from trading
    And nothing trades

  @OUCH42-3.6-02 @pics:self-match-prevention
  Scenario: Which message tells of a prevented match is the venue's own answer
    Given the member is logged in
    When the member enters these orders
      | as       | buy sell indicator | shares | price | stock          |
      | the sell | sell               | 200    | 10.00 | decrement both |
      | the buy  | buy                | 200    | 10.00 | decrement both |
    Then everything that came to the member is recorded
