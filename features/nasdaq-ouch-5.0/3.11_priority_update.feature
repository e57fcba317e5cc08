@layer:orders
Feature: Order Priority Update (3.11)
  An order that the venue moves on its own account.

  @OUCH50-3.11-01 @pics:priority-update @cost:control
  Scenario: An order that is moved is told its price and a new reference number
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator gives "the buy" another priority
    Then "the buy" has a new priority
      | price | display |
      | 9.90  | visible |
    And "the buy" is still open with 500 shares

  @OUCH50-3.11-01 @pics:priority-update @cost:control
  Scenario: An order that is moved goes on under its number
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator gives "the buy" another priority
    Then "the buy" has a new priority
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
