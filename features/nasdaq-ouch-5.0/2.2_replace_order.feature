@layer:orders
Feature: Replace Order Request (2.2)
  The four outcomes of a replace, chains of replaces, totals after fills, and priority.

  Rule: A live order that can be replaced is replaced

    @OUCH50-2.2-07 @OUCH50-3.3-01 @OUCH50-2.2-18
    Scenario: A replace of a live order is answered by one Order Replaced
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | quantity | price |
        | 600      | 9.80  |
      Then "the buy" is replaced by "the new buy"
        | quantity | price | side | symbol | order state |
        | 600      | 9.80  | buy  | main   | live        |
      And nothing happens to "the buy"

    @OUCH50-3.3-01
    Scenario: Order Replaced carries the ClOrdID of the replace
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | cl ord id |
        | SECOND ID |
      Then "the buy" is replaced by "the new buy"
        | cl ord id |
        | SECOND ID |

    @OUCH50-2.2-01
    Scenario: A chain is replaced by the number of its latest link
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
        | quantity |
        | 600      |
      Then "first" is replaced by "second"
      When the member replaces "second" with "third"
        | quantity |
        | 700      |
      Then "second" is replaced by "third"
        | quantity | orig user ref num |
        | 700      | "second"          |

    @OUCH50-2.2-10
    Scenario: An order may be replaced again and again
      Given a resting buy of 100 shares at 9.90 as "link 0"
      When the member replaces "link 0" 10 times in a row
      Then each of the 10 replaces of "link 0" is answered by Order Replaced

    @OUCH50-3.3-04
    Scenario Outline: The side of an order comes back in Order Replaced
      Given the member is logged in
      When the member enters a <side> as "the order"
        | price | shares located |
        | 10.10 | yes            |
      Then "the order" is accepted
      When the member replaces "the order" with "the new order"
        | price |
        | 10.20 |
      Then "the order" is replaced by "the new order"
        | side   | price |
        | <side> | 10.20 |

      Examples: the long side
        | side | comment    |
        | sell | sells long |

      @pics:short-sale
      Examples: the short sides
        | side              | comment             |
        | sell short        | sells short         |
        | sell short exempt | sells short, exempt |

    @OUCH50-2.2-07
    Scenario Outline: Every time in force of a replace is taken
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | time in force |
        | <time>        |
      Then "the buy" is replaced by "the new buy"

      Examples: times
        | time                | comment           |
        | day                 | market hours      |
        | extended hours      | the longest       |
        | immediate or cancel | not a resting one |

    @OUCH50-2.2-15
    Scenario: A replace for after hours does not leave an after-hours order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | time in force |
        | reserved 0x45 |
      Then "the new buy" is never accepted with the time in force "after hours"

    @OUCH50-2.2-12 @pics:minimum-quantity
    Scenario: An option that the replace does not name stays as it was
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | min qty |
        | 500      | 9.90  | 300     |
      Then "the buy" is accepted
      When the member replaces "the buy" with "the new buy"
        | price |
        | 10.00 |
      Then "the buy" is replaced by "the new buy"
      And nothing trades

    @OUCH50-2.2-14 @pics:short-sale
    Scenario: The answer to a change of side in a replace is the venue's own
      Given a resting sell of 500 shares at 10.10 as "the sell"
      When the member replaces "the sell" with "the short sell"
        | side       | shares located |
        | sell short | yes            |
      Then the answer to "the short sell" is recorded

    @OUCH50-2.2-16 @pics:retail
    Scenario: The answer to a customer type on a replace is the venue's own
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
      Then the answer to "the new buy" is recorded

  Rule: A replace of an order that is not live, or with a used number, is ignored

    @OUCH50-2.2-02
    Scenario: A replace of an order that does not exist is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "nothing"
        | orig user ref num |
        | raw 0             |
      Then "nothing" is ignored
      And "the buy" is still open with 500 shares

    @OUCH50-2.2-02
    Scenario: A replace of a cancelled order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored

    @OUCH50-2.2-02
    Scenario: A replace of an order that was replaced is ignored
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member replaces "first" with "third"
      Then "third" is ignored
      And "second" is still open with 500 shares

    @OUCH50-2.2-02
    Scenario: A replace of a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 500      | 10.00 |
      Then "the buy" fills 500 at 10.00
      When the member replaces "the buy" with "too late"
      Then "too late" is ignored

    @OUCH50-2.2-02
    Scenario: A replace with a number that was used is ignored and leaves its order alone
      Given a resting buy of 500 shares at 9.90 as "first"
      And a resting buy of 100 shares at 9.80 as "second"
      When the member replaces "first" with "reused"
        | user ref num | quantity |
        | "second"     | 700      |
      Then "reused" is ignored
      And "first" is still open with 500 shares
      And "second" is still open with 100 shares

    @OUCH50-2-01
    Scenario: A replace that is sent again byte for byte does nothing more
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member sends the request of "second" again
      Then nothing happens to "second"
      And "second" is still open with 500 shares

    @OUCH50-2.2-03 @OUCH50-2.2-17 @pics:account-query
    Scenario: A replace that is ignored does not use up its number
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "nothing"
        | orig user ref num |
        | raw 0             |
      Then "nothing" is ignored
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "the buy" + 1     |

    @OUCH50-2.2-03
    Scenario: The number of an ignored replace may serve for the next order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "nothing"
        | orig user ref num |
        | raw 0             |
      Then "nothing" is ignored
      When the member enters a buy as "the next" with the number that "nothing" left free
      Then "the next" is accepted

  Rule: A replace with invalid details cancels the order

    @OUCH50-2.2-04 @OUCH50-2.2-05
    Scenario: A replace for a million shares cancels the existing order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "too many"
        | quantity |
        | max+1    |
      Then "the buy" is cancelled with 500 shares
      And "too many" is ignored

    @OUCH50-2.2-04
    Scenario: The number of an invalid replace may serve for the next order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "too many"
        | quantity |
        | max+1    |
      Then "the buy" is cancelled with 500 shares
      When the member enters a buy as "the next" with the number that "too many" left free
      Then "the next" is accepted

    @OUCH50-2.2-04 @pics:account-query
    Scenario: The account query does not count an invalid replace
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "too many"
        | quantity |
        | max+1    |
      Then "the buy" is cancelled with 500 shares
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "the buy" + 1     |

  Rule: The quantity is the total of the chain

    @OUCH50-2.2-09 @OUCH50-3.3-01
    Scenario Outline: Executed shares count towards the quantity of a replace
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 100 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | <total>  |
      Then "the buy" is replaced by "the new buy"
        | quantity |
        | <left>   |

      Examples: 500 entered, 100 executed
        | total | left | comment           |
        | 500   | 400  | the same total    |
        | 600   | 500  | a hundred more    |
        | 300   | 200  | two hundred fewer |

    @OUCH50-2.2-09
    Scenario: Shares executed two links ago still count
      Given a resting buy of 500 shares at 10.00 as "first"
      And "first" is partly filled for 100 shares by member B
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member replaces "second" with "third"
        | quantity |
        | 700      |
      Then "second" is replaced by "third"
        | quantity |
        | 600      |

    @OUCH50-2.2-11
    Scenario: The answer to a replace for no more than was executed is the venue's own
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | 200      |
      Then the answer to "the new buy" is recorded

  Rule: A replace and a fill may meet

    @OUCH50-3.3-02 @OUCH50-2.2-09
    Scenario: A fill that beats a replace is told under the old number and comes off the new order
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 300 | replaced 200             | accepted, filled 300 |
        | replace first | nothing    | replaced 500, filled 300 | accepted, filled 300 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | quantity | price | time in force       |
        | 300      | 10.00 | immediate or cancel |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

    @OUCH50-2.2-07 @OUCH50-3.3-01
    Scenario: A replace that beats a fill is filled under its new number
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 300 | replaced 200             | accepted, filled 300 |
        | replace first | nothing    | replaced 500, filled 300 | accepted, filled 300 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | quantity | price | time in force       |
        | 300      | 10.00 | immediate or cancel |
      And the race is repeated until "replace first"
      Then the race ends with "replace first"

    @OUCH50-2.2-02
    Scenario: A replace that comes too late for a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history       | the buy    | the new buy              | the sell             |
        | fill first    | filled 500 | nothing                  | accepted, filled 500 |
        | replace first | nothing    | replaced 500, filled 500 | accepted, filled 500 |
      When the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"
        | quantity | price | time in force       |
        | 500      | 10.00 | immediate or cancel |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

  Rule: Priority

    @OUCH50-2.2-08
    Scenario: A replaced order goes behind the orders at its price
      Given a resting buy of 100 shares at 10.00 as "first"
      And a resting buy of 100 shares at 10.00 as "second"
      When the member replaces "first" with "first again"
      Then "first" is replaced by "first again"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 100      | 10.00 |
      Then "second" fills 100 at 10.00
      And nothing happens to "first again"

    @OUCH50-2.2-08
    Scenario: A partly cancelled order keeps its place
      Given a resting buy of 200 shares at 10.00 as "first"
      And a resting buy of 100 shares at 10.00 as "second"
      When the member reduces "first" to 100 shares
      Then "first" is cancelled with 100 shares
      When member B enters a sell as "the sell"
        | quantity | price |
        | 100      | 10.00 |
      Then "first" fills 100 at 10.00
      And nothing happens to "second"

    @OUCH50-2.2-07 @OUCH50-3.6-02
    Scenario: A replacement that crosses the book trades at once
      Given a resting buy of 300 shares at 9.90 as "the buy"
      And member B has a resting sell of 200 shares at 10.00 as "the sell"
      When the member replaces "the buy" with "the new buy"
        | price |
        | 10.00 |
      Then "the buy" is replaced by "the new buy"
      And "the new buy" fills 200 at 10.00
      And "the sell" fills 200 at 10.00

    @OUCH50-3.3-02
    Scenario: A fill that comes before the replace is told under the old number
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 100      | 10.00 |
      Then "the sell" is accepted
      And "the sell" fills 100 at 10.00
      When the member replaces "the buy" with "the new buy"
      Then "the buy" fills 100 at 10.00
      And "the buy" is replaced by "the new buy"
        | quantity |
        | 400      |

    @OUCH50-3.3-03
    Scenario: An immediate-or-cancel replacement that meets nothing is gone
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
        | time in force       |
        | immediate or cancel |
      Then "the buy" is replaced by "the new buy"
      And "the new buy" is done
