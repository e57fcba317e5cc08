@layer:orders
Feature: Cancel Order Request (2.3)
  Full and partial cancels, by intended total, and those that nothing answers.

  Rule: A full cancel

    @OUCH50-2.3-02 @OUCH50-2.3-03
    Scenario: A cancel to zero takes out the whole order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares because "user requested"
      And nothing happens to "the buy"

    @OUCH50-2.3-02
    Scenario: A cancel to zero takes out what is left after a fill
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member cancels "the buy"
      Then "the buy" is cancelled with 300 shares

    @OUCH50-2.3-02
    Scenario: A cancelled order does not trade
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When member B enters a sell as "the sell"
        | price | time in force       |
        | 10.00 | immediate or cancel |
      Then "the sell" leaves nothing in the book because "immediate or cancel"
      And nothing trades

    @OUCH50-2.3-04
    Scenario Outline: A cancel is valid in both forms
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
        | form   |
        | <form> |
      Then "the buy" is cancelled with 500 shares

      Examples: the forms
        | form                     | comment      |
        | without appendage length | nine bytes   |
        | with appendage length    | eleven bytes |

  Rule: A partial cancel

    @OUCH50-2.3-01 @OUCH50-3.4-01
    Scenario: A cancel states the new size of the order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      And "the buy" is still open with 300 shares

    @OUCH50-2.3-07 @OUCH50-2.3-01
    Scenario: Executed shares count towards the new size
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 100 shares by member B
      When the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      And "the buy" is still open with 200 shares

    @OUCH50-2.3-01
    Scenario: A reduced order executes no more than its new size
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      When member B enters a sell as "the sell"
        | quantity | price | time in force       |
        | 500      | 10.00 | immediate or cancel |
      Then "the buy" fills 300 at 10.00
      And "the buy" has traded 300 shares in all

    @OUCH50-3.4-01 @OUCH50-3.4-02 @OUCH50-2.3-02
    Scenario: The steps of a cancel in stages add up
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member reduces "the buy" to 400 shares
      And the member reduces "the buy" to 100 shares
      And the member cancels "the buy"
      Then "the buy" is cancelled with 100 shares
      And "the buy" is cancelled with 300 shares
      And "the buy" is cancelled with 100 shares

    @OUCH50-2.3-06
    Scenario: Whether a cancel after a replace counts earlier executions is the venue's own answer
      Given a resting buy of 500 shares at 10.00 as "first"
      And "first" is partly filled for 100 shares by member B
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member reduces "second" to 300 shares
      Then the answer to "second" is recorded

  Rule: A cancel and a fill may meet

    @OUCH50-2.3-02 @OUCH50-3.4-02
    Scenario: A cancel that races a fill takes out exactly what the fill leaves
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history      | the buy                   | the sell                |
        | cancel first | cancelled 500             | accepted dead           |
        | cancel first | cancelled 500             | accepted, cancelled 300 |
        | fill first   | filled 300, cancelled 200 | accepted, filled 300    |
      When the member cancels "the buy" while member B enters a sell as "the sell"
        | quantity | price | time in force       |
        | 300      | 10.00 | immediate or cancel |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

    @OUCH50-2.3-03 @OUCH50-2.3-08
    Scenario: A cancel that comes too late for a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history      | the buy       | the sell                |
        | cancel first | cancelled 500 | accepted dead           |
        | cancel first | cancelled 500 | accepted, cancelled 500 |
        | fill first   | filled 500    | accepted, filled 500    |
      When the member cancels "the buy" while member B enters a sell as "the sell"
        | quantity | price | time in force       |
        | 500      | 10.00 | immediate or cancel |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

  Rule: A superfluous cancel is ignored

    @OUCH50-2.3-03 @OUCH50-2.3-08
    Scenario: A second cancel of one order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      And the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      And nothing happens to "the buy"

    @OUCH50-2.3-03 @OUCH50-2.3-08
    Scenario Outline: A cancel to no less than the order has is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member reduces "the buy" to <shares> shares
      Then nothing happens to "the buy"
      And "the buy" is still open with 500 shares

      Examples: not below the present size
        | shares | comment          |
        | 500    | the present size |
        | 600    | above it         |

    @OUCH50-2.3-08
    Scenario: A cancel of an order that does not exist is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
        | user ref num |
        | raw 0        |
      Then nothing happens to "the buy"
      And "the buy" is still open with 500 shares

    @OUCH50-2.3-08
    Scenario: A cancel of a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 500      | 10.00 |
      Then "the buy" fills 500 at 10.00
      When the member cancels "the buy"
      Then nothing happens to "the buy"

    @OUCH50-2-01
    Scenario: A partial cancel that is sent again does nothing more
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member reduces "the buy" to 300 shares
      And the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      And nothing happens to "the buy"

    @OUCH50-2.3-05
    Scenario: Whether the number of the entry still cancels after a replace is the venue's own answer
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member cancels "first"
      Then the answer to "second" is recorded
