@layer:orders
Feature: Cancel Order (4.1.4)
  A cancel takes the whole order, or is refused: every one is answered.

  @JPX-J20
  Scenario: A cancel that succeeds is answered by Order Canceled
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 100 shares because "by user"
    And "the buy" is done

  @JPX-J20
  Scenario: A cancel of an order that there never was is refused
    Given the member is logged in
    When the member cancels the unknown order "nothing"
    Then "nothing" is refused because "unknown token"

  @JPX-J20
  Scenario: A cancel of an order that is done is refused
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 100 shares
    When the member cancels "the buy"
    Then the cancel of "the buy" is refused

  @JPX-J21
  Scenario: A cancel leaves nothing of the order
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
    When member B enters a sell as "the probe"
      | quantity | price | time in force |
      | 100      | 10.00 | fill and kill |
    Then "the probe" is accepted
    And "the probe" is cancelled with 100 shares
    And nothing trades

  @JPX-J21
  Scenario: A cancel of an order that traded takes what is left
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 200 shares by member B
    When the member cancels "the buy"
    Then "the buy" is cancelled with 300 shares

  @JPX-J52
  Scenario: A cancel does not reach an order that was inactivated
    Given member D has a resting buy of 100 shares at 9.90 as "the buy"
    When member D drops the connection
    And member D logs in
    Then the login of member D is accepted
    And "the buy" is cancelled with 100 shares because "inactivated"
    When member D cancels "the buy"
    Then the cancel of "the buy" is refused
    When member D cancels "the buy" by its number as "the request"
    Then "the buy" is cancelled with 100 shares

  @JPX-J40
  Scenario: A cancel does not reach the order of another account
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When member B cancels the unknown order "the stranger"
      | order token       |
      | same as "the buy" |
    Then "the stranger" is refused because "unknown token"
    And "the buy" is still open with 100 shares
