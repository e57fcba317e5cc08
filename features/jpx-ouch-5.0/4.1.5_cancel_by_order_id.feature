@layer:orders
Feature: Cancel by Order ID (4.1.5)
  Book, side and order id name an order, whatever session entered it.

  @JPX-J22
  Scenario: An order is cancelled by its book, side and order id
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels "the buy" by its number as "the request"
    Then "the buy" is cancelled with 100 shares
    And "the buy" is done

  @JPX-J22
  Scenario: An order id that there is not is refused
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels "the buy" by its number as "the request"
      | order id      |
      | raw 999999999 |
    Then "the request" is refused because "unknown order id"
    And "the buy" is still open with 100 shares

  @JPX-J22
  Scenario: The order id of the other side is another order
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member cancels "the buy" by its number as "the request"
      | order book id | side |
      | second        | buy  |
    Then "the request" is refused
    When the member cancels "the buy" by its number as "the other request"
      | side |
      | sell |
    Then "the other request" is refused
    And "the buy" is still open with 100 shares

  @JPX-J41
  Scenario: An order of another session is cancelled by its order id
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When member B cancels "the buy" by its number as "the request"
    Then "the buy" is cancelled with 100 shares
    And "the buy" is done
