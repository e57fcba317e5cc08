@layer:orders
Feature: Orders of the sample protocol

  @SAMPLE-1-01
  Scenario Outline: An order for <quantity> is accepted
    Given the member is logged in
    When the member sends EnterOrder
      | order book id | side | quantity   | price |
      | 1             | B    | <quantity> | 20    |
    Then the member receives Accepted

    Examples:
      | quantity                  | comment                     |
      | 1                         | the smallest                |
      | 100                       | the usual one               |
      | 9,223,372,036,854,775,807 | the largest that it carries |

  @SAMPLE-1-02
  Scenario: An order for nothing is rejected
    Given the member is logged in
    When the member sends EnterOrder
      | field         | value |
      | order book id | 1     |
      | side          | S     |
      | quantity      | 0     |
      | price         | 20    |
    Then the member receives Rejected

  @SAMPLE-1-01 @SAMPLE-1-03
  Scenario: Each order has one answer, with an id above zero
    Given the member is logged in
    When the member sends EnterOrder
      | side | quantity |
      | B    | 100      |
    And the member sends EnterOrder
      | side | quantity |
      | S    | 200      |
    Then the member receives Accepted
      | order id |
      | >= 1     |
    And the member receives Accepted
      | order id |
      | >= 2     |
    When the member sends EnterOrder
    Then the member receives Rejected

  @SAMPLE-1-01
  Scenario: Two members are answered on their own sessions
    Given the member is logged in
    And member B is logged in
    When member B sends EnterOrder
      | side | quantity |
      | B    | 100      |
    And the member sends EnterOrder
      | side | quantity |
      | B    | 0        |
    Then member B receives Accepted
    And the member receives Rejected
