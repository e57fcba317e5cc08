@layer:orders
Feature: Messages of the venue (3)
  What holds for every message, whatever it is about.

  @OUCH42-3-01 @OUCH42-3-02
  Scenario: Timestamps are times of the day and never run back
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member reduces "the buy" to 300 shares
    And the member stays idle for 2 heartbeat intervals
    And the member enters a buy as "the next buy"
    Then "the buy" is cancelled with 200 shares
    And "the next buy" is accepted
    And the timestamps to the member never run back

  @OUCH42-3-03
  Scenario: Nothing comes for which nobody asked
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member stays idle for 2 heartbeat intervals
    Then nothing happens to "the buy"

  @OUCH42-3-03
  Scenario: Nothing but Canceled comes for a partial cancel
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member reduces "the buy" to 300 shares
    Then "the buy" is cancelled with 200 shares
    And nothing happens to "the buy"

  @OUCH42-3-04 @pics:hidden-orders
  Scenario: Every code in the execution of a hidden order is one that the document lists
    Given the member is logged in
    When the member enters a sell as "the sell"
      | price | display     |
      | 10.00 | non display |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | price |
      | 10.00 |
    Then "the sell" fills 100 at 10.00

  @OUCH42-3-04
  Scenario: Every code in an answer is one that the document lists
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 100 shares by member B
    When the member cancels "the buy"
    Then "the buy" is cancelled with 400 shares

  @OUCH42-3-04
  Scenario: Every code in the answer to a replace is one that the document lists
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "the new buy"
    Then "the buy" is replaced by "the new buy"
