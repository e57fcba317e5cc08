@layer:session
Feature: End of Session (1.4, 2.2.5)
  A session ends once, and the next one begins at 1.

  @SOUP-E1 @SOUP-E2 @cost:control
  Scenario: The end of the session is told and the connection closes
    Given the member is logged in
    When the operator ends the session
    Then the member is told of the end of the session
    And the venue ends the connection of the member
    And nothing came to the member behind the end of the session

  @SOUP-E3 @SOUP-E6 @cost:control
  Scenario: A session that has ended cannot be joined again
    Given the member is logged in
    When the operator ends the session
    Then the venue ends the connection of the member
    When the operator starts the next session
    And the member logs in
      | session  | sequence |
      | previous | 1        |
    Then the login of the member is refused because "session not available"

  @SOUP-E4 @cost:control
  Scenario: The next session begins with message 1
    Given the member is logged in
    When the operator ends the session
    Then the venue ends the connection of the member
    When the operator starts the next session
    And the member logs in
      | sequence |
      | 1        |
    Then the login of the member is accepted
      | session | sequence |
      | new     | 1        |
    And message 1 is the first to the member
