# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Connections (4)
  How many connections a member may have, and what becomes of its orders once it has none.

  @JNXB-P2
  Scenario: A member that logs in twice has one connection in the end
    Given the member is logged in
    When the member logs in once more beside the first connection
    Then one connection of the member is left

  @JNXB-P3
  Scenario: The open orders of a member without a connection are withdrawn
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And a resting buy of 300 shares at 9.80 as "the other buy"
    When the member drops the connection
    And the member logs in
    Then the login of the member is accepted
    And "the buy" is cancelled with 500 shares because "user logged off"
    And "the other buy" is cancelled with 300 shares because "user logged off"

  @JNXB-P3
  Scenario: Of an order that is filled in part the rest is withdrawn
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 200 shares by member B
    When the member drops the connection
    And the member logs in
    Then the login of the member is accepted
    And "the buy" is cancelled with 300 shares because "user logged off"

  @JNXB-P3
  Scenario: A member that logs out has no order left, either
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member logs out
    Then the venue ends the connection of the member
    When the member logs in
    Then the login of the member is accepted
    And "the buy" is cancelled with 500 shares because "user logged off"

  @JNXB-P3
  Scenario: A withdrawn order does not trade
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the member drops the connection
    And the member logs in
    Then the login of the member is accepted
    And "the buy" is cancelled with 500 shares
    When member B enters a sell as "the sell"
      | quantity | price | time in force |
      | 500      | 10.00 | immediate     |
    Then "the sell" does not enter the book

  @JNXB-P3
  Scenario: The orders of a member that stays connected stay
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And member B has a resting buy of 300 shares at 9.80 as "theirs"
    When member B drops the connection
    And member B logs in
    Then the login of member B is accepted
    And "theirs" is cancelled with 300 shares because "user logged off"
    And "the buy" is still open with 500 shares

  @JNXB-P3 @pics:mirrored-ports
  Scenario: The orders of a member stay while it is connected to one of its hosts
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And the member is logged in at each mirrored host, too
    When the member drops the connection
    And the member logs in
    Then the login of the member is accepted
    And "the buy" is still open with 500 shares

  @JNXB-P3 @pics:mirrored-ports
  Scenario: The orders of a member that has lost all of its hosts are withdrawn
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And the member is logged in at each mirrored host, too
    When the member drops the connection
    And the member drops the connection to each mirrored host
    And the member logs in
    Then the login of the member is accepted
    And "the buy" is cancelled with 500 shares because "user logged off"
