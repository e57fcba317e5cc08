@layer:orders
Feature: Order Accepted (4.2.1)
  An order is told of as it stands once it has matched; what happened to it follows.

  @JPX-J24
  Scenario: All that was entered comes back
    Given the member is logged in
    When the member enters a sell as "the sell"
      | field          | value   |
      | quantity       | 300     |
      | price          | 10.10   |
      | time in force  | day     |
      | open close     | open    |
      | client account | ACCT 7  |
      | customer info  | cust 5  |
      | exchange info  | by hand |
    Then "the sell" is accepted
      | side | quantity | price | time in force | open close | client account | customer info | exchange info |
      | sell | 300      | 10.10 | day           | open       | ACCT 7         | cust 5        | by hand       |

  @JPX-J25 @JPX-J26
  Scenario: An order that trades in part is accepted with what is left before its fill is told
    Given member B has a resting sell of 300 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the buy" is accepted
      | quantity | order state |
      | 200      | on book     |
    And "the buy" fills 300 at 10.00
    And "the buy" is still open with 200 shares

  @JPX-J25 @JPX-J26
  Scenario: An order that trades in whole is accepted with nothing on the book
    Given member B has a resting sell of 300 shares at 10.00 as "the sell"
    When the member enters a buy as "the buy"
      | quantity | price |
      | 300      | 10.00 |
    Then "the buy" is accepted
      | quantity | order state |
      | 0        | not on book |
    And "the buy" fills 300 at 10.00
    And "the buy" is done

  @JPX-J42
  Scenario: Two orders of one book and side have different order ids
    Given the member is logged in
    When the member enters these orders
      | as      | side | price |
      | the one | buy  | 9.90  |
      | the two | buy  | 9.89  |
    Then "the one" is accepted
    And "the two" is accepted
    And the Order Reference Numbers of "the one" and "the two" differ
