# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Inbound messages (6)
  Requests that are sent again, and requests one behind the other.

  @JNXB-P4
  Scenario: An order that is sent again byte for byte does nothing more
    Given a resting buy of 100 shares at 9.90 as "first"
    When the member sends the request of "first" again
    Then nothing happens to "first"
    And "first" is still open with 100 shares

  @JNXB-P4
  Scenario: A replace that is sent again byte for byte does nothing more
    Given a resting buy of 500 shares at 9.90 as "first"
    When the member replaces "first" with "second"
    Then "first" is replaced by "second"
    When the member sends the request of "second" again
    Then nothing happens to "second"
    And "second" is still open with 500 shares

  @JNXB-P4
  Scenario: A cancel that is sent again does nothing more
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    And the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
    And nothing happens to "the buy"

  @JNXB-P4
  Scenario: Orders sent back to back are accepted in their order
    Given the member is logged in
    When the member enters these orders
      | as     | side | price |
      | first  | buy  | 9.90  |
      | second | buy  | 9.91  |
      | third  | buy  | 9.92  |
    Then the member hears of "first", "second" and "third" in this order
