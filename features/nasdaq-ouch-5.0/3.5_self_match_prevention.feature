@layer:orders
Feature: AIQ Canceled (3.5)
  What a member is told when its own orders would have traded with each other.

  @OUCH50-3.5-01 @OUCH50-3.5-02 @pics:self-match-prevention @pics:aiq-options
  Scenario: Decrementing both takes the prevented shares off both orders
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price | aiq strategy        |
      | 300      | 10.00 | firm decrement both |
    Then "the buy" is accepted
    And "the sell" is prevented from trading
      | decrement shares | quantity prevented from trading | execution price | liquidity flag | reason                |
      | 200              | 200                             | 10.00           | added          | self match prevention |
    And "the buy" is prevented from trading
      | decrement shares | quantity prevented from trading | liquidity flag | aiq strategy        |
      | 200              | 200                             | removed        | firm decrement both |
    And "the buy" is still open with 100 shares

  @OUCH50-3.5-01 @pics:self-match-prevention @pics:aiq-options
  Scenario: Cancelling the oldest takes out the whole resting order
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price | aiq strategy       |
      | 300      | 10.00 | firm cancel oldest |
    Then "the buy" is accepted
    And "the sell" is prevented from trading
      | decrement shares | quantity prevented from trading |
      | 500              | 300                             |

  @OUCH50-3.5-02 @pics:self-match-prevention @pics:aiq-options
  Scenario: A prevented match trades nothing
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price | aiq strategy        |
      | 200      | 10.00 | firm decrement both |
    Then "the buy" is accepted
    And nothing trades

  @OUCH50-2.2-09 @pics:self-match-prevention @pics:aiq-options
  Scenario: Shares kept from trading count towards the quantity of a replace
    Given a resting sell of 100 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price | aiq strategy        |
      | 500      | 10.00 | firm decrement both |
    Then "the buy" is accepted
    And "the buy" is prevented from trading
    When the member replaces "the buy" with "the new buy"
      | quantity |
      | 500      |
    Then "the buy" is replaced by "the new buy"
      | quantity |
      | 400      |
