@layer:session
Feature: The heartbeat time-out of the login (1.3, 2.3.1)
  A login says how long its member may be silent, and the venue keeps to it. What is common to all versions stands in the
  features of 3.00, the venue's Unsequenced Data in those of 4.00.

  Rule: The time that a login states

    @SOUP-H7 @SOUP-L3 @cost:slow
    Scenario Outline: A silent member is cut off at the time that its login stated
      When the member logs in
        | heartbeat timeout |
        | <timeout>         |
      Then the login of the member is accepted
      When the member falls silent
      Then the venue ends the connection of the member at the timeout of its login

      Examples: a member chooses its own
        | timeout              | comment                           |
        | the idle limit       | as every other login of the suite |
        | twice the idle limit | longer than the rest of the run's |

    @SOUP-H7 @cost:slow
    Scenario: Two members have each the time of their own login
      When the member logs in
        | heartbeat timeout |
        | the idle limit    |
      And member B logs in
        | heartbeat timeout    |
        | twice the idle limit |
      And the member falls silent
      And member B falls silent
      Then the venue ends the connection of the member at the timeout of its login
      And the venue ends the connection of member B at the timeout of its login

  Rule: Logins that state none

    @SOUP-H10
    Scenario Outline: What the venue makes of a time-out that is none is its own answer
      When the member logs in
        | heartbeat timeout |
        | <timeout>         |
      Then the answer to the login of the member is recorded

      Examples: no time above 0
        | timeout   | comment         |
        | 0         | closed at once? |
        | no number | text            |
        | blank     | spaces          |

    @SOUP-L21
    Scenario: What the venue does with a login of 3.00 is its own answer
      When the member sends a login without a heartbeat timeout
      Then the answer to the login of the member is recorded
