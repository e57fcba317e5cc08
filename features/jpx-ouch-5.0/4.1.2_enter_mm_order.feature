@layer:orders
Feature: Enter MM Order (4.1.2)
  Orders of market makers have a message of their own, and the same answers.

  @JPX-J11 @pics:market-maker-orders
  Scenario: A market maker's order is accepted like any other
    Given the member is logged in
    When the member enters a buy as "the quote" by "Enter MM Order"
      | quantity | price | client account |
      | 200      | 9.90  | MM1            |
    Then "the quote" is accepted
      | side | quantity | price | client account | order state |
      | buy  | 200      | 9.90  | MM1            | on book     |

  @JPX-J11 @pics:market-maker-orders
  Scenario: A market maker's order is replaced by Replace Order
    Given the member is logged in
    When the member enters a sell as "the quote" by "Enter MM Order"
      | quantity | price |
      | 200      | 10.10 |
    Then "the quote" is accepted
    When the member replaces "the quote" with "the next"
      | price |
      | 10.20 |
    Then "the quote" is replaced by "the next"
      | quantity | price |
      | 200      | 10.20 |

  @JPX-J11 @pics:market-maker-orders
  Scenario: A market maker's order in a book that there is not is refused
    Given the member is logged in
    When the member enters a buy as "the quote" by "Enter MM Order"
      | order book id |
      | unknown       |
    Then "the quote" is refused because "unknown order book"
