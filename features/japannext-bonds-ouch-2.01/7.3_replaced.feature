# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Order Replaced (7.3)
  The tokens, the quantity and the state that a replaced order is told.

  @JNXB-P16
  Scenario: Replaced names the new order first and the old one last
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "the new buy"
      | replacement order token |
      | "the buy" + 7           |
    Then "the buy" is replaced by "the new buy"
      | replacement order token | previous order token |
      | "the buy" + 7           | same as "the buy"    |

  @JNXB-P16
  Scenario: The quantity of Replaced is what is outstanding
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 200 shares by member B
    When the member replaces "the buy" with "the new buy"
      | quantity |
      | 600      |
    Then "the buy" is replaced by "the new buy"
      | quantity | order state |
      | 400      | live        |

  @JNXB-P16
  Scenario: Nothing follows an immediate replacement that meets nothing
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "the new buy"
      | time in force |
      | immediate     |
    Then "the buy" is replaced by "the new buy"
      | time in force | order state |
      | immediate     | dead        |
    And nothing happens to "the new buy"

  @JNXB-P16
  Scenario: Side and instrument stay those of the first order
    Given the member is logged in
    When the member enters a sell as "first"
      | orderbook id | price |
      | second       | 10.10 |
    Then "first" is accepted
    When the member replaces "first" with "second"
    And the member replaces "second" with "third"
      | price |
      | 10.20 |
    Then "first" is replaced by "second"
    And "second" is replaced by "third"
      | side | orderbook id | price |
      | sell | second       | 10.20 |

  @JNXB-P36
  Scenario: A replacement has an order number that no other order has
    Given a resting buy of 500 shares at 9.90 as "the buy"
    And a resting buy of 100 shares at 9.80 as "another"
    When the member replaces "the buy" with "the new buy"
    Then "the buy" is replaced by "the new buy"
    And the Order Reference Numbers of "another" and "the new buy" differ
