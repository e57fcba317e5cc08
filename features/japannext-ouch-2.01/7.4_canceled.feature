@layer:orders
Feature: Order Canceled (7.4)
  What a cancel takes off, and for which reason.

  @JNX-P17 @JNX-P38
  Scenario: Canceled takes off what was open, not what the order had
    Given a resting sell of 500 shares at 10.00 as "the sell"
    And "the sell" is partly filled for 200 shares by member B
    When the member cancels "the sell"
    Then "the sell" is cancelled with 300 shares because "user requested"
    And "the sell" is done

  @JNX-P17 @JNX-P11
  Scenario: After a replace the quantity of Replaced is what a cancel takes off
    Given a resting buy of 500 shares at 10.00 as "first"
    And "first" is partly filled for 200 shares by member B
    When the member replaces "first" with "second"
    Then "first" is replaced by "second"
      | quantity |
      | 300      |
    When the member cancels "second"
    Then "second" is cancelled with 300 shares because "user requested"

  @JNX-P37
  Scenario: What an immediate order leaves when it has traded is cancelled
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price | time in force |
      | 500      | 10.00 | immediate     |
    Then "the buy" is accepted
    And "the buy" fills 200 at 10.00
    And "the buy" is cancelled with 300 shares because "immediate"
    And nothing happens to "the buy"

  @JNX-P37
  Scenario: What an immediate order leaves does not rest
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price | time in force |
      | 500      | 10.00 | immediate     |
    Then "the buy" is accepted
    And "the buy" fills 200 at 10.00
    And "the buy" is cancelled with 300 shares
    When the member enters a sell as "the next"
      | price | time in force |
      | 10.00 | immediate     |
    Then "the next" does not enter the book

  @JNX-P17 @cost:control
  Scenario: An order that the venue's staff takes out is cancelled whole
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator cancels "the buy"
    Then "the buy" is cancelled with 500 shares because "supervisory"
    And "the buy" is done
