@layer:orders
Feature: Disable and Enable Order Entry Request (2.6, 2.7, 3.15, 3.16)
  A member stops its own firm's new orders, and lets them in again.

  @OUCH50-3.15-01 @OUCH50-2.6-01 @pics:disable-order-entry
  Scenario: While order entry is disabled no new order enters the book
    Given the member is logged in
    When the member disables order entry
    Then order entry is disabled for the member
      | user ref num  | firm |
      | "the disable" | own  |
    When the member enters a buy as "blocked"
    Then "blocked" does not enter the book

  @OUCH50-2.7-01 @OUCH50-3.15-01 @OUCH50-3-03 @pics:disable-order-entry
  Scenario: Once order entry is enabled again orders are accepted
    Given the member is logged in
    When the member disables order entry
    Then order entry is disabled for the member
    When the member enables order entry
    And the member enters a buy as "the buy"
    Then order entry is enabled for the member
      | user ref num | firm |
      | "the enable" | own  |
    And "the buy" is accepted

  @OUCH50-2.7-02 @pics:disable-order-entry
  Scenario: Enabling what is enabled is acknowledged
    Given the member is logged in
    When the member enables order entry
    And the member enters a buy as "the buy"
    Then order entry is enabled for the member
    And "the buy" is accepted

  @OUCH50-2.7-02 @pics:disable-order-entry
  Scenario: Disabling what is disabled is acknowledged
    Given the member is logged in
    When the member disables order entry
    And the member disables order entry
    Then order entry is disabled for the member
    And order entry is disabled for the member

  @OUCH50-2.6-02 @pics:disable-order-entry
  Scenario: How an order is refused while entry is disabled is the venue's own answer
    Given the member is logged in
    When the member disables order entry
    Then order entry is disabled for the member
    When the member enters a buy as "blocked"
    Then the answer to "blocked" is recorded

  @OUCH50-2.6-02 @pics:disable-order-entry
  Scenario: Whether a cancel works while entry is disabled is the venue's own answer
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member disables order entry
    Then order entry is disabled for the member
    When the member cancels "the buy"
    Then the answer to "the buy" is recorded

  @OUCH50-2.6-01 @pics:disable-order-entry
  Scenario: Disabled order entry does not touch another member
    Given the member is logged in
    When the member disables order entry
    Then order entry is disabled for the member
    When member B enters a buy as "theirs"
    Then "theirs" is accepted

  @OUCH50-1.2-09 @pics:disable-order-entry @pics:account-query
  Scenario: Disabling uses up a number
    Given the member is logged in
    When the member disables order entry
    Then order entry is disabled for the member
    When the member asks for the next number
    Then the member is told the next number
      | next user ref num |
      | "the disable" + 1 |

  @OUCH50-3.8-02 @pics:disable-order-entry
  Scenario: The answer to disabling a foreign firm is the venue's own
    Given the member is logged in
    When the member disables order entry
      | firm    |
      | foreign |
    Then everything that came to the member is recorded
