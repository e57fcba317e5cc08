@layer:orders
Feature: Mass Cancel (4.1.6)
  All orders of the participant go with one request, which tells how many they were.

  @JPX-J23
  Scenario: A mass cancel takes out all orders and tells their number
    Given a resting buy of 100 shares at 9.90 as "the buy"
    And a resting sell of 200 shares at 10.10 as "the sell"
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
      | status |
      | 2      |
    And "the buy" is cancelled with 100 shares
    And "the sell" is cancelled with 200 shares

  @JPX-J23
  Scenario: A mass cancel of no orders tells none
    Given the member is logged in
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
      | status |
      | 0      |

  @JPX-J1
  Scenario: The answer to a mass cancel ends with its last field
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member

  @JPX-J23
  Scenario: A mass cancel leaves the orders of another participant
    Given a resting buy of 100 shares at 9.90 as "the buy"
    And member B has a resting buy of 100 shares at 9.89 as "the other"
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
      | status |
      | 1      |
    And "the buy" is cancelled with 100 shares
    And "the other" is still open with 100 shares

  @JPX-J35
  Scenario: A mass cancel in another scope is refused
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels all orders of the firm
      | scope         |
      | reserved 0x02 |
    Then "the mass cancel" is refused because "scope outside the list"
    And "the buy" is still open with 100 shares
