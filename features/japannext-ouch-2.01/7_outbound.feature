@layer:orders
Feature: Outbound messages (7)
  What holds for every message, whatever it is about.

  @JNX-P25
  Scenario: Nothing comes for which nobody asked
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member stays idle for 2 heartbeat intervals
    Then nothing happens to "the buy"

  @JNX-P25
  Scenario: Nothing but Canceled comes for a cancel
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
    And nothing happens to "the buy"

  @JNX-P26
  Scenario: Every code in the answers to an order is one that the document lists
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 100 shares by member B
    When the member replaces "the buy" with "the new buy"
    Then "the buy" is replaced by "the new buy"
    When the member cancels "the new buy"
    Then "the new buy" is cancelled with 400 shares

  @JNX-P26
  Scenario: Every code in the answer to a bad order is one that the document lists
    Given the member is logged in
    When the member enters a buy as "the buy"
      | time in force       |
      | reserved 0x00000E10 |
    Then "the buy" is refused
