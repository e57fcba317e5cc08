@layer:session
Feature: Login Rejected (2.2.2)
  Logins that the venue does not take, and how it says so.

  @SOUP-L7 @SOUP-L10 @SOUP-L17
  Scenario Outline: Credentials that do not belong together are rejected
    When the member logs in
      | username | password   |
      | <user>   | <password> |
    Then the login of the member is refused because "not authorized"

    Examples: wrong credentials
      | user     | password | comment             |
      | as given | wrong    | another password    |
      | unknown  | as given | a user nobody knows |

  @SOUP-L11
  Scenario: A session that does not exist is not available
    When the member logs in
      | session |
      | unknown |
    Then the login of the member is refused because "session not available"

  @SOUP-L8 @SOUP-L9
  Scenario: Nothing but the rejection comes on a failed login
    When the member logs in
      | password |
      | wrong    |
    Then the login of the member is refused because "not authorized"
    And nothing but the answer came to the member

  @SOUP-L9
  Scenario Outline: After a rejection the venue closes the connection
    When the member logs in
      | password   | session   |
      | <password> | <session> |
    Then the login of the member is refused because "<reason>"
    And the venue ends the connection of the member

    Examples: the two reasons
      | password | session | reason                | comment         |
      | wrong    | blank   | not authorized        | rejected with A |
      | as given | unknown | session not available | rejected with S |

  @SOUP-L7
  Scenario: After a rejected login a right one is accepted
    When the member logs in
      | password |
      | wrong    |
    Then the login of the member is refused because "not authorized"
    And the venue ends the connection of the member
    When the member logs in
    Then the login of the member is accepted

  @SOUP-L2 @SOUP-L18 @cost:slow
  Scenario: How long the venue waits for a login is its own value
    Given the member is connected but not logged in
    Then the venue ends the connection of the member at its login limit
