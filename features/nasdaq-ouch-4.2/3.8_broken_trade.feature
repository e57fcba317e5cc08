@layer:orders
Feature: Broken Trade (3.8)
  A trade that the venue takes back.

  @OUCH42-3.8-01 @cost:control
  Scenario: A broken trade is told with its match number
    Given a resting sell of 500 shares at 10.00 as "the sell"
    And "the sell" is partly filled for 200 shares by member B
    When the operator breaks the trade of "the sell"
    Then the trade of "the sell" is broken

  @OUCH42-3.8-01 @cost:control
  Scenario: Both sides are told of a broken trade
    Given a resting sell of 500 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.00 |
    Then "the sell" fills 200 at 10.00
    And "the buy" is accepted
    And "the buy" fills 200 at 10.00
    When the operator breaks the trade of "the sell"
    Then the trade of "the sell" is broken
    And the trade of "the buy" is broken

  @OUCH42-3.8-01 @OUCH42-3.4-05 @cost:control
  Scenario: A trade that was made before a replace is broken under the old token
    Given a resting sell of 500 shares at 10.00 as "the sell"
    And "the sell" is partly filled for 200 shares by member B
    When the member replaces "the sell" with "the new sell"
    Then "the sell" is replaced by "the new sell"
    When the operator breaks the trade of "the sell"
    Then the trade of "the sell" is broken
    And nothing happens to "the new sell"

  @OUCH42-3.8-02 @cost:control
  Scenario: Whether the shares of a broken trade return to the order is the venue's own answer
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.00 |
    Then "the sell" fills 200 at 10.00
    When the operator breaks the trade of "the sell"
    Then the trade of "the sell" is broken
    When member B enters a buy as "the next buy"
      | price | time in force       |
      | 10.00 | immediate or cancel |
    Then the answer to "the next buy" is recorded
