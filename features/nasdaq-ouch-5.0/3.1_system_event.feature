@layer:orders
Feature: System Event (3.1)
  The day's beginning and end, as the venue announces them.

  @OUCH50-3.1-01 @OUCH50-3-03 @cost:control
  Scenario: The end of the day is announced and no order is taken after it
    Given the member is logged in
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the member enters a buy as "too late"
    Then "too late" does not enter the book

  @OUCH50-3.1-01 @cost:control
  Scenario: A new day is announced and orders are taken again
    Given the member is logged in
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the operator starts the day
    And the member enters a buy as "the buy"
    Then the venue announces "start of day" to the member
    And "the buy" is accepted

  @OUCH50-3.1-01 @cost:control
  Scenario: Cancels may still come after the end of the day
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the member cancels "the buy"
    Then the answer to "the buy" is recorded
