@layer:orders
Feature: Modify Order Request (2.4)
  A change of side among the sells, or fewer shares, with the place in the queue kept.

  @OUCH50-3.12-01 @OUCH50-2.4-03 @OUCH50-3-02 @pics:modify
  Scenario: A modify to fewer shares is answered by Order Modified
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | quantity |
      | 300      |
    Then "the buy" is modified
      | side | quantity |
      | buy  | 300      |

  @OUCH50-2.4-03 @pics:modify
  Scenario: A modified order executes no more than its new size
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the member modifies "the buy"
      | quantity |
      | 300      |
    Then "the buy" is modified
    When member B enters a sell as "the sell"
      | quantity | price | time in force       |
      | 500      | 10.00 | immediate or cancel |
    Then "the buy" fills 300 at 10.00
    And "the buy" has traded 300 shares in all

  @OUCH50-3.12-01 @pics:modify
  Scenario: Order Modified tells the shares that are open, not those that were executed
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 100 shares by member B
    When the member modifies "the buy"
      | quantity |
      | 300      |
    Then "the buy" is modified
      | quantity |
      | 200      |

  @OUCH50-2.4-01 @OUCH50-3.12-01 @pics:modify @pics:short-sale
  Scenario Outline: A sell may become another kind of sell
    Given the member is logged in
    When the member enters a <from> as "the sell"
      | price | shares located |
      | 10.10 | yes            |
    Then "the sell" is accepted
    When the member modifies "the sell"
      | side | shares located |
      | <to> | yes            |
    Then "the sell" is modified
      | side | quantity |
      | <to> | 100      |

    Examples: the six changes
      | from              | to                | comment         |
      | sell              | sell short        | becomes short   |
      | sell              | sell short exempt | becomes exempt  |
      | sell short        | sell              | becomes long    |
      | sell short        | sell short exempt | short to exempt |
      | sell short exempt | sell              | exempt to long  |
      | sell short exempt | sell short        | exempt to short |

  @OUCH50-2.4-02 @pics:modify
  Scenario: A modified order keeps its place in the queue
    Given a resting buy of 200 shares at 10.00 as "first"
    And a resting buy of 100 shares at 10.00 as "second"
    When the member modifies "first"
      | quantity |
      | 100      |
    Then "first" is modified
    When member B enters a sell as "the sell"
      | quantity | price |
      | 100      | 10.00 |
    Then "first" fills 100 at 10.00
    And nothing happens to "second"

  @OUCH50-2.4-02 @pics:modify
  Scenario: A modify to more shares adds none
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the member modifies "the buy"
      | quantity |
      | 900      |
    And member B enters a sell as "the sell"
      | quantity | price | time in force       |
      | 900      | 10.00 | immediate or cancel |
    Then "the buy" has traded 500 shares in all

  @OUCH50-2.4-04 @pics:modify
  Scenario Outline: A modify is valid in both forms
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | quantity | form   |
      | 300      | <form> |
    Then "the buy" is modified
      | quantity |
      | 300      |

    Examples: the forms
      | form                     | comment      |
      | without appendage length | ten bytes    |
      | with appendage length    | twelve bytes |

  @OUCH50-2.4-05 @pics:modify
  Scenario: The answer to a modify from buy to sell is the venue's own
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | side |
      | sell |
    Then the answer to "the buy" is recorded

  @OUCH50-2.4-06 @pics:modify
  Scenario: Which message answers a modify to zero is the venue's own answer
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | quantity |
      | raw 0    |
    Then the answer to "the buy" is recorded

  @OUCH50-2.4-03 @pics:modify
  Scenario: A modify to zero takes the order out of the book
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the member modifies "the buy"
      | quantity |
      | raw 0    |
    And member B enters a sell as "the sell"
      | price | time in force       |
      | 10.00 | immediate or cancel |
    Then "the sell" leaves nothing in the book because "immediate or cancel"
    And "the buy" is done

  @OUCH50-3.12-02 @pics:modify @pics:user-ref-idx @pics:short-sale
  Scenario: Whether Order Modified gives back the locate is the venue's own answer
    Given the member is logged in
    When the member enters a sell as "the sell"
      | price | user ref idx |
      | 10.10 | 7            |
    Then "the sell" is accepted
    When the member modifies "the sell"
      | side       | shares located | locate broker |
      | sell short | yes            | ABCD          |
    Then the answer to "the sell" is recorded
