# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Order Accepted (7.2)
  What an accepted order is told, and what may follow.

  @JNXB-P15
  Scenario: Nothing follows an immediate order that did not trade
    Given the member is logged in
    When the member enters a buy as "the buy"
      | time in force |
      | immediate     |
    Then "the buy" is accepted
      | order state |
      | dead        |
    And nothing happens to "the buy"

  @JNXB-P15
  Scenario: An immediate order that trades is live when it is accepted
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price | time in force |
      | 200      | 10.00 | immediate     |
    Then "the buy" is accepted
      | order state |
      | live        |
    And "the buy" fills 200 at 10.00

  @JNXB-P15
  Scenario: An order that crosses the book is accepted before it trades, with all of its quantity
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | quantity | price |
      | 500      | 10.00 |
    Then "the buy" is accepted
      | quantity | order state |
      | 500      | live        |
    And "the buy" fills 200 at 10.00

  @JNXB-P15
  Scenario: Every field of an order comes back
    Given the member is logged in
    When the member enters a sell as "the sell"
      | field                | value   |
      | client reference     | A-1     |
      | quantity             | 700     |
      | orderbook id         | second  |
      | price                | 10.10   |
      | firm id              | 0       |
      | display              | unused  |
      | capacity             | agency  |
      | order classification | non hft |
      | cash margin type     | cash    |
    Then "the sell" is accepted
      | field                | value   |
      | client reference     | A-1     |
      | quantity             | 700     |
      | orderbook id         | second  |
      | price                | 10.10   |
      | firm id              | 0       |
      | display              | unused  |
      | capacity             | agency  |
      | order classification | non hft |
      | cash margin type     | cash    |

  @JNXB-P36
  Scenario: Every order has an order number of its own
    Given the member is logged in
    When the member enters these orders
      | as     | side | price |
      | first  | buy  | 9.90  |
      | second | buy  | 9.80  |
    Then "first" is accepted
    And "second" is accepted
    And the Order Reference Numbers of "first" and "second" differ
