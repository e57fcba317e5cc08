@layer:orders
Feature: Order Priority Update (3.14)
  An order that the venue moves on its own account.

  @OUCH42-3.14-01 @pics:priority-update @cost:control
  Scenario: An order that is moved is told its price and a new reference number
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator gives "the buy" another priority
    Then "the buy" has a new priority
      | price | display   |
      | 9.90  | anonymous |
    And "the buy" is still open with 500 shares

  @OUCH42-3.14-01 @pics:priority-update @cost:control
  Scenario: An order that is moved goes on under its token
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator gives "the buy" another priority
    Then "the buy" has a new priority
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
