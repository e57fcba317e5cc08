@layer:orders
Feature: Modify Order (2.4)
  A change of side among the sells, or of the shares, with the place in the queue kept.

  @OUCH42-2.4-04 @OUCH42-3.15-01 @pics:modify
  Scenario: A modify to fewer shares is answered by Order Modified
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | shares |
      | 300    |
    Then "the buy" is modified
      | buy sell indicator | shares |
      | buy                | 300    |
    And "the buy" is still open with 300 shares

  @OUCH42-1.1-01 @pics:modify
  Scenario: The answer to a modify ends with its last field
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | shares |
      | 300    |
    Then "the buy" is modified

  @OUCH42-2.4-01 @OUCH42-3.15-01 @pics:modify @pics:short-sale
  Scenario Outline: A sell may become another kind of sell
    Given the member is logged in
    When the member enters a <from> as "the sell"
      | price |
      | 10.10 |
    Then "the sell" is accepted
    When the member modifies "the sell"
      | buy sell indicator |
      | <to>               |
    Then "the sell" is modified
      | buy sell indicator | shares |
      | <to>               | 100    |

    Examples: the six changes
      | from              | to                | comment         |
      | sell              | sell short        | becomes short   |
      | sell              | sell short exempt | becomes exempt  |
      | sell short        | sell              | becomes long    |
      | sell short        | sell short exempt | short to exempt |
      | sell short exempt | sell              | exempt to long  |
      | sell short exempt | sell short        | exempt to short |

  @OUCH42-2.4-02 @OUCH42-3.15-01 @pics:modify
  Scenario Outline: Executed shares count towards the shares of a modify
    Given a resting buy of 500 shares at 10.00 as "the buy"
    And "the buy" is partly filled for 100 shares by member B
    When the member modifies "the buy"
      | shares  |
      | <total> |
    Then "the buy" is modified
      | shares |
      | <left> |

    Examples: 500 entered, 100 executed
      | total | left | comment           |
      | 300   | 200  | two hundred fewer |
      | 600   | 500  | a hundred more    |

  @OUCH42-2.4-02 @pics:modify
  Scenario: A modified order executes no more than its new size
    Given a resting buy of 500 shares at 10.00 as "the buy"
    When the member modifies "the buy"
      | shares |
      | 300    |
    Then "the buy" is modified
    When member B enters a sell as "the sell"
      | shares | price | time in force       |
      | 500    | 10.00 | immediate or cancel |
    Then "the buy" fills 300 at 10.00
    And "the buy" has traded 300 shares in all

  @OUCH42-2.4-03 @pics:modify
  Scenario Outline: A modified order keeps its place in the queue
    Given a resting buy of 200 shares at 10.00 as "first"
    And a resting buy of 100 shares at 10.00 as "second"
    When the member modifies "first"
      | shares   |
      | <shares> |
    Then "first" is modified
    When member B enters a sell as "the sell"
      | shares | price |
      | 100    | 10.00 |
    Then "first" fills 100 at 10.00
    And nothing happens to "second"

    Examples: the shares do not grow
      | shares | comment |
      | 100    | fewer   |
      | 200    | as many |

  @OUCH42-2.4-05 @pics:modify
  Scenario Outline: The answer to a modify from or to a buy is the venue's own
    Given a resting <from> of 500 shares at <price> as "the order"
    When the member modifies "the order"
      | buy sell indicator |
      | <to>               |
    Then the answer to "the order" is recorded

    Examples: between buy and sell
      | from | to   | price | comment |
      | buy  | sell | 9.90  | to sell |
      | sell | buy  | 10.10 | to buy  |

  @OUCH42-2.4-06 @pics:modify
  Scenario Outline: The answer to a modify that is invalid or changes nothing is the venue's own
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member modifies "the buy"
      | shares   |
      | <shares> |
    Then the answer to "the buy" is recorded

    Examples: no valid change
      | shares | comment              |
      | raw 0  | none                 |
      | max+1  | first above the most |
      | 500    | nothing changes      |
