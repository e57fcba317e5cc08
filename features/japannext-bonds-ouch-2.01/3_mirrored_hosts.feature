# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Mirrored hosts (3)
  An account that has ports at several hosts hears everything at each of them.

  @JNXB-P1
  Scenario: A member that is logged in at one host is let in at the others
    Given the member is logged in
    When the member logs in at each mirrored host, too
    Then the login of the member is accepted at each mirrored host
    And the connection of the member stands

  @JNXB-P1
  Scenario: What is entered at the first host is told of at each of them
    Given the member is logged in at each mirrored host, too
    When the member enters a buy as "the buy"
    Then "the buy" is accepted
    And each host has sent the member the same messages

  @JNXB-P1
  Scenario: What is entered at a mirrored host is told of at each of them
    Given the member is logged in at each mirrored host, too
    And the requests of the member go to a mirrored host
    When the member enters a buy as "the buy"
    Then "the buy" is accepted
    And each host has sent the member the same messages

  @JNXB-P1
  Scenario: An order is cancelled at another host than it was entered at
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And the member is logged in at each mirrored host, too
    And the requests of the member go to a mirrored host
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares because "user requested"
    And each host has sent the member the same messages

  @JNXB-P1
  Scenario: A fill of an order is told of at each host
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And the member is logged in at each mirrored host, too
    When member B enters a sell as "the sell"
      | quantity | price |
      | 200      | 10.00 |
    Then "the buy" fills 200 at 10.00
    And each host has sent the member the same messages

  @JNXB-P1
  Scenario: A mirrored host repeats what the first host has sent
    Given the first message of the day to the member is noted as "the start"
    And a resting buy of 500 shares at 9.90 as "the buy"
    When the member logs in at each mirrored host from "the start" on, too
    Then the login of the member is accepted at each mirrored host
    And each host has sent the member the same messages
