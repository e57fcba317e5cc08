@layer:orders
Feature: Account Query Request (2.8, 3.17)
  The number that may be used next.

  @OUCH50-2.8-01 @OUCH50-3.17-01 @OUCH50-2.8-02 @pics:account-query
  Scenario: The next number is one above the last that was used
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member asks for the next number
    Then the member is told the next number
      | next user ref num |
      | "the buy" + 1     |

  @OUCH50-2.8-03 @pics:account-query
  Scenario Outline: An account query is valid in both forms
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member asks for the next number
      | form   |
      | <form> |
    Then the member is told the next number
      | next user ref num |
      | "the buy" + 1     |

    Examples: the forms
      | form                     | comment     |
      | without appendage length | one byte    |
      | with appendage length    | three bytes |

  @OUCH50-2.8-05 @pics:account-query
  Scenario: An account query may be repeated and uses up nothing
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member asks for the next number
    And the member asks for the next number
    Then the member is told the next number
      | next user ref num |
      | "the buy" + 1     |
    And the member is told the next number
      | next user ref num |
      | "the buy" + 1     |

  @OUCH50-2.8-04 @OUCH50-3-02 @pics:account-query @pics:user-ref-idx
  Scenario: An account query with a channel tells the channel's next number
    Given the member is logged in
    When the member enters a buy as "the buy"
      | user ref idx |
      | 9            |
    Then "the buy" is accepted
    When the member asks for the next number
      | user ref idx |
      | 9            |
    Then the member is told the next number
      | next user ref num | user ref idx |
      | "the buy" + 1     | 9            |

  @OUCH50-2.8-02 @OUCH50-1.2-05 @pics:account-query @cost:control
  Scenario: On a fresh day the next number is 1
    Given the member is logged in
    When the operator ends the session
    And the operator starts the next session
    And the member asks for the next number
    Then the member is told the next number
      | next user ref num |
      | 1                 |

  @OUCH50-1.2-05 @cost:control
  Scenario: The first order of a day may have number 1
    Given the member is logged in
    When the operator ends the session
    And the operator starts the next session
    And the member enters a buy as "the first"
      | user ref num |
      | 1            |
    Then "the first" is accepted
      | user ref num |
      | 1            |
