@layer:session
Feature: Logical packets (1.1, 1.5)
  A packet is a length, a type and a payload, whatever TCP does to it on the way.

  @SOUP-F2 @SOUP-L3
  Scenario: A login that comes one byte at a time is understood
    When the member logs in one byte at a time
    Then the login of the member is accepted

  @SOUP-F2 @SOUP-U1
  Scenario: An order that comes one byte at a time is understood
    Given the member is logged in
    When the member enters a buy one byte at a time as "the buy"
    Then "the buy" is accepted

  @SOUP-F3
  Scenario: Several packets in one segment are all handled, in their order
    When the member logs in and enters "first" and "second" in one segment
    Then the login of the member is accepted
    And "first" is accepted
    And "second" is accepted

  @SOUP-F1 @SOUP-F7 @SOUP-S1
  Scenario: The venue's packets have the lengths of the document
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member stays idle for 2 heartbeat intervals
    Then every packet of the venue to the member is well formed

  @SOUP-F7
  Scenario: What the venue writes into Login Accepted is text
    Given the member is connected but not logged in
    When the member logs in
      | session |
      | active  |
    Then every packet of the venue to the member is well formed

  @SOUP-F6
  Scenario: A line feed in a payload does not end the packet
    Given the member is logged in
    When the member enters a buy with a line feed in its quantity as "the buy"
    Then "the buy" is accepted

  @SOUP-F5
  Scenario: What the venue does with a payload far longer than any message is its own answer
    Given the member is logged in
    When the member sends a message of 65,534 bytes
    Then what became of the connection of the member is recorded

  @SOUP-S8
  Scenario: Each Sequenced Data packet carries one message
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 100 shares
    And every packet of the venue to the member is well formed

  @SOUP-S8
  Scenario: Messages that come about at once have a packet each
    Given a resting sell of 100 shares at 10.00 as "first"
    And a resting sell of 100 shares at 10.00 as "second"
    And a resting sell of 100 shares at 10.00 as "third"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 300      | 10.00 |
    Then "the buy" is accepted
    And "the buy" has traded 300 shares in all
    And every packet of the venue to member B is well formed
