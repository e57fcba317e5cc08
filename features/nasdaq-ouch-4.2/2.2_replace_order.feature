@layer:orders
Feature: Replace Order (2.2)
  The outcomes of a replace, chains of replaces, totals after fills, and priority.

  Rule: A live order that can be replaced is replaced

    @OUCH42-2.2-08 @OUCH42-2.2-15 @OUCH42-3.4-01
    Scenario: A replace of a live order is answered by one Replaced
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | shares | price |
        | 600    | 9.80  |
      Then "the buy" is replaced by "the new buy"
        | shares | price | buy sell indicator | stock | order state | order reference number |
        | 600    | 9.80  | buy                | main  | live        | >= 1                   |
      And nothing happens to "the buy"

    @OUCH42-2.2-08
    Scenario Outline: A replace is answered once with every display
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | display   |
        | <display> |
      Then "the buy" is replaced by "the new buy"
      And nothing happens to "the new buy"

      Examples: shown
        | display      | comment                         |
        | anonymous    | price to comply                 |
        | attributable | price to display, with the firm |

    @OUCH42-3.4-01
    Scenario: Replaced names the new order and the old one
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | replacement order token |
        | new "NEXT"              |
      Then "the buy" is replaced by "the new buy"
        | replacement order token | previous order token |
        | new "NEXT"              | same as "the buy"    |

    @OUCH42-2.2-01 @OUCH42-3.4-01
    Scenario: A chain is replaced by the token of its latest link
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
        | shares |
        | 600    |
      Then "first" is replaced by "second"
      When the member replaces "second" with "third"
        | shares |
        | 700    |
      Then "second" is replaced by "third"
        | shares |
        | 700    |

    @OUCH42-2.2-01
    Scenario: A replace with the letters of its token in another case reaches no order
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order token |
        | new "CASE"  |
      Then "the buy" is accepted
      When the member replaces "the buy" with "nothing"
        | existing order token |
        | new "case"           |
      Then "nothing" is ignored
      And "the buy" is still open with 100 shares

    @OUCH42-2.2-11
    Scenario: An order may be replaced again and again
      Given a resting buy of 100 shares at 9.90 as "link 0"
      When the member replaces "link 0" 10 times in a row
      Then each of the 10 replaces of "link 0" is answered by Order Replaced

    @OUCH42-2.2-13
    Scenario Outline: Side, stock, firm and capacity stay those of the first order
      Given the member is logged in
      When the member enters a <side> as "first"
        | stock   | firm   | capacity   | price |
        | <stock> | <firm> | <capacity> | 10.10 |
      Then "first" is accepted
      When the member replaces "first" with "second"
      And the member replaces "second" with "third"
        | price |
        | 10.20 |
      Then "first" is replaced by "second"
      And "second" is replaced by "third"
        | buy sell indicator | stock   | firm   | capacity   | price |
        | <side>             | <stock> | <firm> | <capacity> | 10.20 |

      Examples: what an order may be
        | side | stock  | firm   | capacity  | comment                 |
        | sell | second | own    | principal | another stock, own book |
        | buy  | main   | second | agency    | for another firm        |
        | sell | main   | own    | riskless  | a riskless principal    |

    @OUCH42-2.2-13 @pics:short-sale
    Scenario Outline: A short sale stays one when it is replaced
      Given the member is logged in
      When the member enters a <side> as "the sell"
        | price |
        | 10.10 |
      Then "the sell" is accepted
      When the member replaces "the sell" with "the new sell"
      Then "the sell" is replaced by "the new sell"
        | buy sell indicator |
        | <side>             |

      Examples: the short sides
        | side              | comment             |
        | sell short        | sells short         |
        | sell short exempt | sells short, exempt |

    @OUCH42-2.2-08
    Scenario Outline: Every time in force of a replace is taken
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | time in force |
        | <time>        |
      Then "the buy" is replaced by "the new buy"

      Examples: times
        | time                | comment           |
        | 3,600               | an hour           |
        | market hours        | the usual one     |
        | system hours        | the longest       |
        | immediate or cancel | not a resting one |

  Rule: A replace of an order that is not live, or with a used token, is ignored

    @OUCH42-2.2-02
    Scenario: A replace of an order that does not exist is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "nothing"
        | existing order token |
        | new "NONE"           |
      Then "nothing" is ignored
      And "the buy" is still open with 500 shares

    @OUCH42-2.2-02
    Scenario: A replace of a cancelled order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored

    @OUCH42-2.2-02
    Scenario: A replace of a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | shares | price |
        | 500    | 10.00 |
      Then "the buy" fills 500 at 10.00
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored

    @OUCH42-2.2-02 @OUCH42-2.2-01
    Scenario: A replace of an order that was replaced is ignored
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member replaces "first" with "third"
      Then "third" is ignored
      And "second" is still open with 500 shares

    @OUCH42-2.2-03
    Scenario: A replace with a used token is ignored and leaves its order alone
      Given a resting buy of 500 shares at 9.90 as "first"
      And a resting buy of 100 shares at 9.80 as "second"
      When the member replaces "first" with "reused"
        | replacement order token | shares |
        | same as "second"        | 700    |
      Then "reused" is ignored
      And "first" is still open with 500 shares
      And "second" is still open with 100 shares

    @OUCH42-2.2-03
    Scenario: A replace with the token of its own order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "itself"
        | replacement order token | shares |
        | same as "the buy"       | 700    |
      Then "itself" is ignored
      And "the buy" is still open with 500 shares

    @OUCH42-2.2-14 @OUCH42-2-01
    Scenario: A replace that is sent again byte for byte does nothing more
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member sends the request of "second" again
      Then nothing happens to "second"
      And "second" is still open with 500 shares

    @OUCH42-2.2-04
    Scenario: Whether an ignored replace uses up its token is the venue's own answer
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored
      When the member enters a buy as "the next" with the number that "too late" left free
      Then the answer to "the next" is recorded

  Rule: A replace with invalid details cancels the order

    @OUCH42-2.2-05 @OUCH42-2.2-06
    Scenario: A replace for a million shares cancels the existing order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "too many"
        | shares |
        | max+1  |
      Then "the buy" is cancelled with 500 shares because "user requested"
      And "too many" is ignored

    @OUCH42-2.2-05
    Scenario: The token of an invalid replace may serve for the next order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "too many"
        | shares |
        | max+1  |
      Then "the buy" is cancelled with 500 shares
      When the member enters a buy as "the next" with the number that "too many" left free
      Then "the next" is accepted

    @OUCH42-2.2-06
    Scenario: What was executed is not cancelled by an invalid replace
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "too many"
        | shares |
        | max+1  |
      Then "the buy" is cancelled with 300 shares because "user requested"

  Rule: The shares are the total of the chain

    @OUCH42-2.2-10 @OUCH42-3.4-02
    Scenario Outline: Executed shares count towards the shares of a replace
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 100 shares by member B
      When the member replaces "the buy" with "the new buy"
        | shares  |
        | <total> |
      Then "the buy" is replaced by "the new buy"
        | shares |
        | <left> |

      Examples: 500 entered, 100 executed
        | total | left | comment           |
        | 500   | 400  | the same total    |
        | 600   | 500  | a hundred more    |
        | 300   | 200  | two hundred fewer |

    @OUCH42-2.2-10
    Scenario: Shares executed two links ago still count
      Given a resting buy of 500 shares at 10.00 as "first"
      And "first" is partly filled for 100 shares by member B
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member replaces "second" with "third"
        | shares |
        | 700    |
      Then "second" is replaced by "third"
        | shares |
        | 600    |

    @OUCH42-2.2-11 @OUCH42-2.2-10
    Scenario: A chain executes no more than its total
      Given a resting buy of 500 shares at 10.00 as "first"
      And "first" is partly filled for 200 shares by member B
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When member B enters a sell as "the sell"
        | shares | price | time in force       |
        | 1,000  | 10.00 | immediate or cancel |
      Then "second" fills 300 at 10.00
      And "second" has traded 500 shares in all

    @OUCH42-2.2-10 @OUCH42-3.6-01 @pics:self-match-prevention
    Scenario: Shares kept from trading count towards the shares of a replace
      Given the member is logged in
      When the member enters these orders
        | as       | buy sell indicator | shares | price | stock          |
        | the sell | sell               | 100    | 10.00 | decrement both |
        | the buy  | buy                | 500    | 10.00 | decrement both |
      Then "the sell" is accepted
      And "the buy" is accepted
      And "the buy" is prevented from trading
      When the member replaces "the buy" with "the new buy"
      Then "the buy" is replaced by "the new buy"
        | shares |
        | 400    |

    @OUCH42-2.2-12
    Scenario: The answer to a replace for no more than was executed is the venue's own
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "the new buy"
        | shares |
        | 200    |
      Then the answer to "the new buy" is recorded

  Rule: Priority

    @OUCH42-2.2-09
    Scenario Outline: A replaced order goes behind the orders at its price
      Given a resting buy of 100 shares at 10.00 as "first"
      And a resting buy of 100 shares at 10.00 as "second"
      When the member replaces "first" with "first again"
        | shares   |
        | <shares> |
      Then "first" is replaced by "first again"
      When member B enters a sell as "the sell"
        | shares | price |
        | 100    | 10.00 |
      Then "second" fills 100 at 10.00
      And nothing happens to "first again"

      Examples: whether it has more than before or not
        | shares | comment          |
        | 100    | nothing changes  |
        | 200    | more than before |

    @OUCH42-2.2-08 @OUCH42-3.7-04
    Scenario: A replacement that crosses the book trades at once
      Given a resting buy of 300 shares at 9.90 as "the buy"
      And member B has a resting sell of 200 shares at 10.00 as "the sell"
      When the member replaces "the buy" with "the new buy"
        | price |
        | 10.00 |
      Then "the buy" is replaced by "the new buy"
      And "the new buy" fills 200 at 10.00
      And "the sell" fills 200 at 10.00

    @OUCH42-3.4-03
    Scenario: A fill that comes before the replace is told under the old token
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | shares | price |
        | 100    | 10.00 |
      Then "the sell" is accepted
      And "the sell" fills 100 at 10.00
      When the member replaces "the buy" with "the new buy"
      Then "the buy" fills 100 at 10.00
      And "the buy" is replaced by "the new buy"
        | shares |
        | 400    |

    @OUCH42-3.4-04
    Scenario: Nothing follows an immediate-or-cancel replacement that meets nothing
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | time in force       |
        | immediate or cancel |
      Then "the buy" is replaced by "the new buy"
      And "the new buy" is done

    @OUCH42-3.4-05
    Scenario: What happens to a replaced order is told under its new token
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When the member replaces "the buy" with "the new buy"
      Then "the buy" is replaced by "the new buy"
      When member B enters a sell as "the sell"
        | shares | price |
        | 200    | 10.00 |
      Then "the new buy" fills 200 at 10.00
      When the member cancels "the new buy"
      Then "the new buy" is cancelled with 300 shares
      And nothing happens to "the buy"

  Rule: A replace and a fill may meet

    @OUCH42-3.4-03 @OUCH42-2.2-10
    Scenario: A fill that beats a replace is told under the old token and comes off the new order
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 300 | replaced 200             | accepted, filled 300 |
        | replace first | nothing    | replaced 500, filled 300 | accepted, filled 300 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | shares | price | time in force       |
        | 300    | 10.00 | immediate or cancel |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

    @OUCH42-2.2-08 @OUCH42-3.4-05
    Scenario: A replace that beats a fill is filled under its new token
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 300 | replaced 200             | accepted, filled 300 |
        | replace first | nothing    | replaced 500, filled 300 | accepted, filled 300 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | shares | price | time in force       |
        | 300    | 10.00 | immediate or cancel |
      And the race is repeated until "replace first"
      Then the race ends with "replace first"

    @OUCH42-2.2-02
    Scenario: A replace that comes too late for a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 500 | nothing                  | accepted, filled 500 |
        | replace first | nothing    | replaced 500, filled 500 | accepted, filled 500 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | shares | price | time in force       |
        | 500    | 10.00 | immediate or cancel |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"
