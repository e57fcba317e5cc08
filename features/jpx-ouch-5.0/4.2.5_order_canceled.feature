@layer:orders
Feature: Order Canceled (4.2.5)
  A cancel may be an answer, or come unasked.

  @JPX-J43 @cost:control
  Scenario: An order that the operator takes out is told of
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the operator cancels "the buy"
    Then "the buy" is cancelled with 100 shares
    And "the buy" is done
