@layer:orders
Feature: Canceled (3.5)
  Cancels for which the member did not ask, and shares that add up.

  @OUCH42-3.5-02
  Scenario: What was executed and what was cancelled add up to the order
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 200 shares by member B
    When the member reduces "the buy" to 400 shares
    And the member cancels "the buy"
    Then "the buy" is cancelled with 100 shares
    And "the buy" is cancelled with 200 shares
    And "the buy" is done

  @OUCH42-3.5-02
  Scenario: After a replace the shares of Replaced are what adds up
    Given a resting buy of 500 shares at 10.00 as "first"
    And "first" is partly filled for 200 shares by member B
    When the member replaces "first" with "second"
    Then "first" is replaced by "second"
      | shares |
      | 300    |
    When the member cancels "second"
    Then "second" is cancelled with 300 shares
    And "second" is done

  @OUCH42-3.5-02 @cost:control
  Scenario: An order that the venue's staff takes out is cancelled whole
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator cancels "the buy"
    Then "the buy" is cancelled with 500 shares because "supervisory"
    And "the buy" is done
