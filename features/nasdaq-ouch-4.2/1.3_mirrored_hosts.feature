@layer:orders
Feature: Mirrored hosts (1.3)
  An account that has ports at several hosts uses any of them, and hears everything at each.

  @OUCH42-1.3-01
  Scenario: A member that is logged in at one host is let in at the others
    Given the member is logged in
    When the member logs in at each mirrored host, too
    Then the login of the member is accepted at each mirrored host
    And the connection of the member stands

  @OUCH42-1.3-01
  Scenario: What is entered at the first host is told of at each of them
    Given the member is logged in at each mirrored host, too
    When the member enters a buy as "the buy"
    Then "the buy" is accepted
    And each host has sent the member the same messages

  @OUCH42-1.3-01
  Scenario: What is entered at a mirrored host is told of at each of them
    Given the member is logged in at each mirrored host, too
    When the member enters a buy at each mirrored host
    Then each mirrored host takes the order of the member
    And each host has sent the member the same messages

  @OUCH42-1.3-01
  Scenario: An order is cancelled at another host than it was entered at
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And the member is logged in at each mirrored host, too
    And the requests of the member go to a mirrored host
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares because "user requested"
    And each host has sent the member the same messages

  @OUCH42-1.3-01
  Scenario: A fill of an order is told of at each host
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And the member is logged in at each mirrored host, too
    When member B enters a sell as "the sell"
      | shares | price |
      | 200    | 10.00 |
    Then "the buy" fills 200 at 10.00
    And each host has sent the member the same messages

  @OUCH42-1.3-01
  Scenario: A mirrored host repeats what the first host has sent
    Given the first message of the day to the member is noted as "the start"
    And a resting buy of 500 shares at 9.90 as "the buy"
    When the member logs in at each mirrored host from "the start" on, too
    Then the login of the member is accepted at each mirrored host
    And each host has sent the member the same messages

  @OUCH42-2-01 @pics:mirrored-ports
  Scenario: A request that is sent again at a mirrored host does nothing more
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And the member is logged in at each mirrored host, too
    And the requests of the member go to a mirrored host
    When the member sends the request of "the buy" again
    Then nothing happens to "the buy"
    And "the buy" is still open with 500 shares
