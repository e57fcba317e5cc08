@layer:orders
Feature: Order Replaced (4.2.4)
  A replacement that nobody asked for has no token of its own: the order keeps the one that it has.

  @JPX-J28 @cost:control
  Scenario: A change by the venue has no new token and the order's own as the former one
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator reduces "the buy" to 100 shares
    Then "the buy" is changed by the venue itself
      | replacement order token | quantity | price | order state |
      | empty                   | 100      | 9.90  | on book     |
    And "the buy" is still open with 100 shares

  @JPX-J28 @cost:control
  Scenario: A change by the venue names the order by the token of its last replacement
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "the next"
      | price |
      | 9.89  |
    Then "the buy" is replaced by "the next"
    When the operator reduces "the next" to 100 shares
    Then "the next" is changed by the venue itself
      | previous order token | quantity | price |
      | same as "the next"   | 100      | 9.89  |

  @JPX-J28 @cost:control
  Scenario: An order that the venue changed goes on under its token
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the operator reduces "the buy" to 300 shares
    Then "the buy" is changed by the venue itself
      | quantity |
      | 300      |
    When member B enters a sell as "the sell"
      | quantity | price |
      | 200      | 10.00 |
    Then "the buy" fills 200 at 10.00
    When the member cancels "the buy"
    Then "the buy" is cancelled with 100 shares because "by user"
