@layer:session
Feature: Logout Request (2.3.4)
  A logout ends the connection, and nothing else.

  @SOUP-O1
  Scenario: On a logout the venue closes the connection without a reply
    Given the member is logged in
    When the member logs out
    Then the venue ends the connection of the member
    And the venue closed the connection of the member without a reply

  @SOUP-O2
  Scenario: After a logout the session can be joined again
    Given the member is logged in
    When the member logs out
    Then the venue ends the connection of the member
    When the member logs in
      | session | sequence |
      | active  | next     |
    Then the login of the member is accepted
      | session | sequence |
      | active  | next     |

  @SOUP-O2
  Scenario: After a logout the messages can be had again
    Given the place in the stream of the member is noted as "the start"
    And a resting buy of 500 shares at 9.90 as "the buy"
    When the member logs out
    Then the venue ends the connection of the member
    When the member logs in
      | sequence    |
      | "the start" |
    Then the login of the member is accepted
    And the messages to the member from "the start" on are repeated byte for byte
