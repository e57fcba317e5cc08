# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: System Event (7.1)
  The day's beginning and end, as the venue announces them.

  @JNXB-P14
  Scenario: The day's first message announces its start
    Given the member is logged in
    When the member drops the connection
    And the member logs in
      | sequence |
      | 1        |
    Then the login of the member is accepted
    And message 1 of the member announces "start of day"

  @JNXB-P14 @cost:control
  Scenario: Behind the end of the day nothing executes
    Given a resting sell of 500 shares at 10.00 as "the sell"
    And member B is logged in
    When the operator ends the day
    Then the venue announces "end of day" to member B
    When member B enters a buy as "too late"
      | price |
      | 10.00 |
    Then nothing trades

  @JNXB-P14 @cost:control
  Scenario: A new day is announced and orders are taken again
    Given the member is logged in
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the operator starts the day
    And the member enters a buy as "the buy"
    Then the venue announces "start of day" to the member
    And "the buy" is accepted
