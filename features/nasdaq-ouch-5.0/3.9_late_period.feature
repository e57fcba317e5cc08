@layer:orders
Feature: Cancel Pending and Cancel Reject (2.2, 3.9, 3.10)
  What can still be done to an order for a cross once the cross is near.

  @OUCH50-3.9-01 @pics:cross-orders @cost:control
  Scenario: A full cancel in the late period is done after the cross
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type | quantity |
      | opening    | 500      |
    Then "the buy" is accepted
    When the operator begins the late period before the cross of the main instrument
    And the member cancels "the buy"
    Then the cancel of "the buy" is pending
    When the operator holds the cross of the main instrument
    Then "the buy" is cancelled with 500 shares

  @OUCH50-3.9-01 @pics:cross-orders @cost:control
  Scenario: A cancel that is pending is told once
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type | quantity |
      | closing    | 500      |
    Then "the buy" is accepted
    When the operator begins the late period before the cross of the main instrument
    And the member cancels "the buy"
    And the member cancels "the buy"
    Then the cancel of "the buy" is pending
    And nothing happens to "the buy"

  @OUCH50-3.10-01 @pics:cross-orders @cost:control
  Scenario: A partial cancel in the late period is refused and changes nothing
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type | quantity |
      | opening    | 500      |
    Then "the buy" is accepted
    When the operator begins the late period before the cross of the main instrument
    And the member reduces "the buy" to 300 shares
    Then the cancel of "the buy" is refused
    And "the buy" is still open with 500 shares

  @OUCH50-3.10-01 @pics:cross-orders @cost:control
  Scenario: A partial cancel that was refused is told once
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type | quantity |
      | closing    | 500      |
    Then "the buy" is accepted
    When the operator begins the late period before the cross of the main instrument
    And the member reduces "the buy" to 300 shares
    And the member reduces "the buy" to 300 shares
    Then the cancel of "the buy" is refused
    And nothing happens to "the buy"

  @OUCH50-2.2-06 @pics:cross-orders @cost:control
  Scenario: A replace in the late period is rejected under the new number
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type | quantity |
      | opening    | 500      |
    Then "the buy" is accepted
    When the operator begins the late period before the cross of the main instrument
    And the member replaces "the buy" with "the new buy"
      | quantity |
      | 600      |
    Then "the new buy" is refused because "late period of the cross"
    And "the buy" is still open with 500 shares

  @OUCH50-2.2-06 @pics:cross-orders @cost:control
  Scenario: The number of a replace that came too late is used up
    Given the member is logged in
    When the member enters a buy as "the buy"
      | cross type |
      | opening    |
    Then "the buy" is accepted
    When the operator begins the late period before the cross of the main instrument
    And the member replaces "the buy" with "the new buy"
    Then "the new buy" is refused
    When the member enters a buy as "again"
      | user ref num          |
      | same as "the new buy" |
    Then "again" is ignored
