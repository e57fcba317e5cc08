@layer:orders
Feature: Order Canceled (4.2.5)
  A cancel may be an answer, or come unasked.

  @JPX-J43 @cost:control
  Scenario: An order that the operator takes out is told of
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the operator cancels "the buy"
    Then "the buy" is cancelled with 100 shares
    And "the buy" is done

  @JPX-J29
  Scenario: An order is inactivated when its connection is lost
    Given member D has a resting buy of 500 shares at 9.90 as "the buy"
    When member D drops the connection
    And member D logs in
    Then the login of member D is accepted
    And "the buy" is cancelled with 500 shares because "inactivated"
    And nothing happens to "the buy"

  @JPX-J29
  Scenario: An order that was inactivated is cancelled afterwards, and told of once more
    Given member D has a resting buy of 500 shares at 9.90 as "the buy"
    When member D drops the connection
    And member D logs in
    Then the login of member D is accepted
    And "the buy" is cancelled with 500 shares because "inactivated"
    When member D cancels "the buy" by its number as "the request"
    Then "the buy" is cancelled with 500 shares because "by user"
    And "the buy" is done

  @JPX-J50
  Scenario: A cancel is told once
    Given a resting sell of 100 shares at 10.10 as "the sell"
      | open close |
      | close net  |
    When the member cancels "the sell"
    Then "the sell" is cancelled with 100 shares because "by user"
    And nothing happens to "the sell"

  @JPX-J8 @JPX-J58
  Scenario: A cancel has the book, the side and the order id of its order
    Given a resting sell of 100 shares at 10.10 as "the sell"
    When the member replaces "the sell" with "the next"
      | quantity |
      | 200      |
    Then "the sell" is replaced by "the next"
    When the member cancels "the next"
    Then "the next" is cancelled with 200 shares because "by user"
