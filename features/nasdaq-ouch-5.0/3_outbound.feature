@layer:orders
Feature: Messages of the venue (1.1, 3)
  What holds for every message, whatever it is about.

  @OUCH50-3-01 @OUCH50-3-07
  Scenario: Timestamps are times of the day and never run back
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member reduces "the buy" to 300 shares
    And the member stays idle for 2 heartbeat intervals
    And the member enters a buy as "the next buy"
    Then "the buy" is cancelled with 200 shares
    And "the next buy" is accepted
    And the timestamps to the member never run back

  @OUCH50-3-02
  Scenario: Without a channel a cancel has no Appendage Length
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares

  @OUCH50-3-02 @pics:user-ref-idx
  Scenario: With a channel a rejected order carries the channel
    Given the member is logged in
    When the member enters a buy as "the buy"
      | user ref idx | symbol  |
      | 10           | unknown |
    Then "the buy" is refused

  @OUCH50-3-05
  Scenario: Nothing comes for which nobody asked
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member stays idle for 2 heartbeat intervals
    Then nothing happens to "the buy"

  @OUCH50-3-06
  Scenario: Every code in an answer is one that the document lists
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 100 shares by member B
    When the member cancels "the buy"
    Then "the buy" is cancelled with 400 shares

  @OUCH50-1.1-03 @OUCH50-1.1-01
  Scenario: A replay from message 1 has the same bytes
    Given the first message of the day to the member is noted as "the start"
    And a resting buy of 500 shares at 9.90 as "the buy"
    When the member reduces "the buy" to 300 shares
    Then "the buy" is cancelled with 200 shares
    When the member drops the connection
    And the member logs in
      | sequence    |
      | "the start" |
    Then the login of the member is accepted
    And the messages to the member from "the start" on are repeated byte for byte

  @OUCH50-1.2-10
  Scenario: Whether a port or an account counts the numbers is the venue's own answer
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member drops the connection
    And the member logs in
    Then the login of the member is accepted
    When the member enters a buy as "again"
      | user ref num |
      | "the buy"    |
    Then the answer to "again" is recorded
