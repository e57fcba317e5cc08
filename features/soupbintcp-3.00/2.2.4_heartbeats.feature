@layer:session
Feature: Heartbeats (1.3, 2.2.4, 2.3.3)
  Neither side is silent for longer than an interval, and who is silent too long is cut off.

  @SOUP-H1 @cost:slow
  Scenario: The venue sends heartbeats to an idle member
    Given the member is logged in
    When the member stays idle for 3 heartbeat intervals
    Then the venue is never silent for longer than the heartbeat interval towards the member

  @SOUP-H2 @cost:slow
  Scenario: Messages stand for heartbeats
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member stays idle for 3 heartbeat intervals
    And the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
    And the venue is never silent for longer than the heartbeat interval towards the member

  @SOUP-H4 @cost:slow
  Scenario: A member that sends only debug packets stays connected
    Given the member is logged in
    When the member sends only debug packets for longer than the idle limit
    Then the connection of the member stands

  @SOUP-H4 @cost:slow
  Scenario: A member that sends only messages stays connected
    Given the member is logged in
    When the member sends only messages for longer than the idle limit
    Then the connection of the member stands

  @SOUP-H5 @SOUP-H9 @cost:slow
  Scenario: When the venue cuts off a silent member is its own value
    Given the member is logged in
    When the member falls silent
    Then the venue ends the connection of the member at its idle limit

  @SOUP-H6 @cost:slow
  Scenario: A member that was cut off for silence can come back and resume
    Given the place in the stream of the member is noted as "the start"
    And a resting buy of 500 shares at 9.90 as "the buy"
    When the member is silent until it is cut off
    And the member logs in
      | sequence    |
      | "the start" |
    Then the login of the member is accepted
      | sequence    |
      | "the start" |
    And the messages to the member from "the start" on are repeated byte for byte

  @SOUP-H8
  Scenario: What the venue does with a heartbeat before the login is its own answer
    Given the member is connected but not logged in
    When the member sends these bytes
      """
      00 01 52   # Client Heartbeat
      """
    Then what became of the connection of the member is recorded
