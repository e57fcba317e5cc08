@layer:session
Feature: Login Accepted (1.2, 2.2.1, 2.3.1)
  Which logins the venue takes, and what its answer says.

  Rule: Valid credentials

    @SOUP-L3 @SOUP-L4 @SOUP-L14
    Scenario: A login with a blank session joins the active session
      Given the member is connected but not logged in
      When the member logs in
        | session |
        | blank   |
      Then the login of the member is accepted
        | session |
        | active  |

    @SOUP-L5
    Scenario: Login Accepted names the session on the right of its field
      When the member logs in
      Then the login of the member is accepted
      And the session in the answer to the member is padded on the left

    @SOUP-L6
    Scenario: The sequence number in Login Accepted stands on the right of its field
      When the member logs in
      Then the login of the member is accepted
      And the sequence number in the answer to the member is padded on the left

    @SOUP-L12
    Scenario Outline: Letter case makes no difference in user name and password
      When the member logs in
        | username | password   |
        | <user>   | <password> |
      Then the login of the member is accepted

      Examples: the spellings
        | user          | password      | comment           |
        | in lower case | as given      | user name lowered |
        | in upper case | in upper case | both raised       |
        | as given      | in upper case | password raised   |
        | in lower case | in lower case | both lowered      |

    @SOUP-L13
    Scenario: User name and password that fill their fields are taken
      When the member logs in
      Then the login of the member is accepted

    @SOUP-L13
    Scenario: User name and password shorter than their fields are taken with spaces behind them
      When member C logs in
      Then the login of member C is accepted

    @SOUP-L15 @SOUP-L4
    Scenario: A login that names the active session joins it
      When the member logs in
        | session |
        | active  |
      Then the login of the member is accepted
        | session |
        | active  |

    @SOUP-L6
    Scenario Outline: The requested sequence number may stand on either side of its field
      When the member logs in
        | sequence | justified |
        | next     | <side>    |
      Then the login of the member is accepted
        | sequence |
        | next     |

      Examples: both are in use
        | side  | comment       |
        | left  | spaces behind |
        | right | spaces before |

  Rule: The connection after the login

    @SOUP-U1
    Scenario: Messages are taken as soon as the login is accepted
      Given the member is logged in
      When the member enters a buy as "the buy"
      Then "the buy" is accepted

    @SOUP-U1
    Scenario: Messages are taken after a while of silence
      Given the member is logged in
      When the member stays idle for 3 heartbeat intervals
      And the member enters a buy as "the buy"
      Then "the buy" is accepted

    @SOUP-L16 @cost:slow
    Scenario: An idle member that sends heartbeats stays connected
      Given the member is logged in
      When the member stays idle for longer than the idle limit
      Then the connection of the member stands

    @SOUP-U3
    Scenario: What the venue does with a message before the login is its own answer
      Given the member is connected but not logged in
      When the member sends these bytes
        """
        00 02 55 51   # Unsequenced Data that holds one byte
        """
      Then what became of the connection of the member is recorded

    @SOUP-L19 @SOUP-L20
    Scenario: What a second login of a connected member does is the venue's own rule
      Given the member is logged in
      When the member logs in once more beside the first connection
      Then the second login of the member does what the venue states
