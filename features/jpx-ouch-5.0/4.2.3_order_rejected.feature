@layer:orders
Feature: Order Rejected (4.2.3)
  The token of a refused request comes back as it came.

  @JPX-J27
  Scenario: The token of a refused order comes back
    Given the member is logged in
    When the member enters a buy as "the buy"
      | order book id |
      | unknown       |
    Then "the buy" is refused

  @JPX-J27
  Scenario Outline: The token of a refused cancel comes back as it came
    Given the member is logged in
    When the member cancels the unknown order "nothing"
      | order token |
      | <token>     |
    Then "nothing" is refused

    Examples: tokens
      | token      | comment               |
      | new "a z"  | a space and low cases |
      | new "~#1!" | no letters            |
