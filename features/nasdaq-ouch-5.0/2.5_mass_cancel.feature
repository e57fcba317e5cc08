@layer:orders
Feature: Mass Cancel Request (2.5, 3.14)
  One request takes out all orders of a firm, or those that symbol, side, group and channel let through.

  @OUCH50-2.5-01 @OUCH50-2.5-05 @OUCH50-3.14-01 @pics:mass-cancel
  Scenario: A mass cancel without a symbol takes out every order of the firm
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And a resting sell of 200 shares at 10.10 as "the sell"
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
      | user ref num      | firm | symbol |
      | "the mass cancel" | own  | empty  |
    And "the buy" is cancelled with 500 shares
    And "the sell" is cancelled with 200 shares

  @OUCH50-2.5-01 @pics:mass-cancel @pics:hidden-orders
  Scenario: A mass cancel takes out hidden orders too
    Given the member is logged in
    When the member enters a buy as "the hidden buy"
      | display |
      | hidden  |
    Then "the hidden buy" is accepted
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
    And "the hidden buy" is cancelled with 100 shares

  @OUCH50-2-01 @pics:mass-cancel
  Scenario: A mass cancel that is sent again byte for byte takes out nothing more
    Given a resting buy of 500 shares at 9.90 as "before"
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
    And "before" is cancelled with 500 shares
    When the member enters a buy as "after"
    And the member sends the request of "the mass cancel" again
    Then "after" is accepted
    And "after" is still open with 100 shares

  @OUCH50-2.5-05 @pics:mass-cancel
  Scenario: A mass cancel without anything to cancel is acknowledged
    Given the member is logged in
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
      | user ref num      |
      | "the mass cancel" |

  @OUCH50-2.5-07 @pics:mass-cancel
  Scenario: In which order and with which reason a mass cancel answers is the venue's own
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member cancels all orders of the firm
    Then everything that came to the member is recorded

  @OUCH50-2.5-02 @OUCH50-3.14-01 @pics:mass-cancel
  Scenario: A symbol narrows a mass cancel
    Given a resting buy of 500 shares at 9.90 as "main"
    When the member enters a buy as "second"
      | symbol |
      | second |
    Then "second" is accepted
    When the member cancels all orders of the firm
      | symbol |
      | second |
    Then the mass cancel is acknowledged to the member
      | symbol |
      | second |
    And "second" is cancelled with 100 shares
    And "main" is still open with 500 shares

  @OUCH50-2.5-02 @OUCH50-3.14-01 @pics:mass-cancel
  Scenario: A side narrows a mass cancel
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And a resting sell of 200 shares at 10.10 as "the sell"
    When the member cancels all orders of the firm
      | side |
      | sell |
    Then the mass cancel is acknowledged to the member
      | side |
      | sell |
    And "the sell" is cancelled with 200 shares
    And "the buy" is still open with 500 shares

  @OUCH50-2.5-02 @pics:mass-cancel @pics:user-ref-idx
  Scenario: A channel narrows a mass cancel
    Given a resting buy of 500 shares at 9.90 as "plain"
    When the member enters a buy as "channel"
      | user ref idx |
      | 8            |
    Then "channel" is accepted
    When the member cancels all orders of the firm
      | user ref idx |
      | 8            |
    Then the mass cancel is acknowledged to the member
      | user ref idx |
      | 8            |
    And "channel" is cancelled with 100 shares
    And "plain" is still open with 500 shares

  @OUCH50-2.5-03 @OUCH50-3.14-01 @pics:mass-cancel @pics:group-id
  Scenario Outline: A group narrows a mass cancel to its orders
    Given a resting buy of 500 shares at 9.90 as "without"
    When the member enters a buy as "within"
      | group id |
      | 7        |
    Then "within" is accepted
    When the member cancels all orders of the firm
      | group id |
      | <group>  |
    Then the mass cancel is acknowledged to the member
    And "<taken>" is cancelled with <shares> shares
    And "<left>" is still open with <rest> shares

    Examples: the groups
      | group | taken   | shares | left    | rest | comment                |
      | 7     | within  | 100    | without | 500  | that group             |
      | 0     | without | 500    | within  | 100  | orders without a group |

  @OUCH50-2.5-03 @pics:mass-cancel @pics:group-id
  Scenario: A mass cancel without a group takes orders with and without one
    Given a resting buy of 500 shares at 9.90 as "without"
    When the member enters a buy as "within"
      | group id |
      | 7        |
    Then "within" is accepted
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
    And "within" is cancelled with 100 shares
    And "without" is cancelled with 500 shares

  @OUCH50-2.5-04 @pics:mass-cancel
  Scenario: A mass cancel leaves the orders of another firm alone
    Given a resting buy of 500 shares at 9.90 as "own"
    When the member enters a buy as "other"
      | firm   |
      | second |
    Then "other" is accepted
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
    And "own" is cancelled with 500 shares
    And "other" is still open with 100 shares

  @OUCH50-2.5-01 @pics:mass-cancel
  Scenario: A mass cancel leaves another member's orders alone
    Given a resting buy of 500 shares at 9.90 as "ours"
    And member B has a resting buy of 200 shares at 9.80 as "theirs"
    When the member cancels all orders of the firm
    Then the mass cancel is acknowledged to the member
    And "ours" is cancelled with 500 shares
    And "theirs" is still open with 200 shares

  @OUCH50-2.5-06 @pics:mass-cancel
  Scenario: What a mass cancel with a blank firm does is the venue's own answer
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member cancels all orders of the firm
      | firm  |
      | empty |
    Then everything that came to the member is recorded

  @OUCH50-3.8-02 @pics:mass-cancel
  Scenario: The answer to a mass cancel for a foreign firm is the venue's own
    Given the member is logged in
    When the member cancels all orders of the firm
      | firm    |
      | foreign |
    Then everything that came to the member is recorded
