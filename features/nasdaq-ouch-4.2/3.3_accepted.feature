@layer:orders
Feature: Accepted (3.3)
  What an accepted order is told, and what may follow.

  @OUCH42-3.3-02
  Scenario Outline: The price of an accepted order is no worse than the one it entered
    Given the member is logged in
    When the member enters a <side> as "the order"
      | price   |
      | <price> |
    Then "the order" is accepted
      | price        |
      | <comparison> |

    Examples: both sides
      | side | price | comparison | comment    |
      | buy  | 9.90  | <= 9.90    | no dearer  |
      | sell | 10.10 | >= 10.10   | no cheaper |

  @OUCH42-3.3-02 @pics:short-sale
  Scenario Outline: The price of an accepted short sale is no worse than the one it entered
    Given the member is logged in
    When the member enters a <side> as "the sell"
      | price |
      | 10.10 |
    Then "the sell" is accepted
      | price    |
      | >= 10.10 |

    Examples: the short sides
      | side              | comment             |
      | sell short        | sells short         |
      | sell short exempt | sells short, exempt |

  @OUCH42-3.3-03 @pics:good-till-time
  Scenario: Seconds to live are not lengthened
    Given the member is logged in
    When the member enters a buy as "the buy"
      | time in force |
      | 3,600         |
    Then "the buy" is accepted
      | time in force |
      | <= 3,600      |

  @OUCH42-3.3-08 @OUCH42-3.3-02 @pics:display-conversion
  Scenario: An order that would lock the market elsewhere is hidden
    Given the member is logged in
    When the member enters a buy as "the buy"
      | stock            | price | display   |
      | quoted elsewhere | 10.12 | anonymous |
    Then "the buy" is accepted
      | display            | price    |
      | turned non display | <= 10.12 |

  @OUCH42-3.3-08 @pics:display-conversion
  Scenario: An order that locks nothing elsewhere stays displayed
    Given the member is logged in
    When the member enters a buy as "the buy"
      | stock            | price | display   |
      | quoted elsewhere | 9.95  | anonymous |
    Then "the buy" is accepted
      | display   |
      | anonymous |

  @OUCH42-3.3-04
  Scenario: Every order has an Order Reference Number of its own
    Given the member is logged in
    When the member enters these orders
      | as     | buy sell indicator | price |
      | first  | buy                | 9.90  |
      | second | buy                | 9.80  |
    Then "first" is accepted
    And "second" is accepted
    And the Order Reference Numbers of "first" and "second" differ

  @OUCH42-3.3-04 @pics:hidden-orders
  Scenario: A hidden order has an Order Reference Number of its own
    Given the member is logged in
    When the member enters these orders
      | as     | buy sell indicator | price | display     |
      | shown  | buy                | 9.90  | anonymous   |
      | hidden | buy                | 9.80  | non display |
    Then "shown" is accepted
    And "hidden" is accepted
    And the Order Reference Numbers of "shown" and "hidden" differ

  @OUCH42-3.3-05
  Scenario: An order that crosses the book is accepted before it trades
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price |
      | 200    | 10.00 |
    Then "the buy" is accepted
      | order state |
      | live        |
    And "the buy" fills 200 at 10.00

  @OUCH42-3.3-05
  Scenario: An immediate-or-cancel order is accepted before it trades
    Given a resting sell of 200 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | shares | price | time in force       |
      | 200    | 10.00 | immediate or cancel |
    Then "the buy" is accepted
    And "the buy" fills 200 at 10.00

  @OUCH42-3.3-06 @OUCH42-3.3-07
  Scenario: Nothing follows an order that is accepted dead
    Given the member is logged in
    When the member enters a buy as "the buy"
      | time in force       |
      | immediate or cancel |
    Then "the buy" leaves nothing in the book because "immediate or cancel"
    And nothing happens to "the buy"
