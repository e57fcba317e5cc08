@layer:orders
Feature: System Event (3.2)
  The day's beginning and end, as the venue announces them.

  @OUCH42-3.2-01
  Scenario: The day's first message announces its start
    Given the member is logged in
    When the member drops the connection
    And the member logs in
      | sequence |
      | 1        |
    Then the login of the member is accepted
    And message 1 of the member announces "start of day"

  @OUCH42-3.2-01 @cost:control
  Scenario: A new day is announced and orders are taken again
    Given the member is logged in
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the operator starts the day
    And the member enters a buy as "the buy"
    Then the venue announces "start of day" to the member
    And "the buy" is accepted

  @OUCH42-3.2-02 @cost:control
  Scenario: After the end of the day no order enters the book
    Given the member is logged in
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the member enters a buy as "too late"
    Then "too late" does not enter the book

  @OUCH42-3.2-03 @cost:control
  Scenario: An order after the end of the day is refused
    Given the member is logged in
    When the operator ends the day
    Then the venue announces "end of day" to the member
    When the member enters a buy as "too late"
    Then "too late" is refused because "day is over"

  @OUCH42-3.2-02 @cost:control
  Scenario: After the end of the day nothing trades
    Given a resting sell of 500 shares at 10.00 as "the sell"
    And member B is logged in
    When the operator ends the day
    Then the venue announces "end of day" to member B
    When member B enters a buy as "too late"
      | price |
      | 10.00 |
    Then "too late" does not enter the book
    And nothing trades
