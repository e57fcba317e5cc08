# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Cancel Order (6.3)
  Cancels of whole orders, and those that nothing answers.

  Rule: A cancel takes out the whole order

    @JNXB-P13 @JNXB-P17
    Scenario: A cancel takes out the whole order
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares because "user requested"
      And nothing happens to "the buy"

    @JNXB-P13
    Scenario Outline: The quantity of a cancel is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
        | quantity   |
        | <quantity> |
      Then "the buy" is cancelled with 500 shares because "user requested"

      Examples: quantities
        | quantity | comment                 |
        | raw 0    | as the document asks    |
        | 300      | a new size, elsewhere   |
        | 500      | the size of the order   |
        | 900      | more than the order has |

    @JNXB-P13
    Scenario: A cancel takes out what is left after a fill
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 200 shares by member B
      When the member cancels "the buy"
      Then "the buy" is cancelled with 300 shares

    @JNXB-P13
    Scenario: A replaced order is cancelled by its new token
      Given a resting buy of 500 shares at 9.90 as "first"
      When the member replaces "first" with "second"
      Then "first" is replaced by "second"
      When the member cancels "second"
      Then "second" is cancelled with 500 shares

    @JNXB-P13
    Scenario: A cancelled order does not trade
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When member B enters a sell as "the sell"
        | price | time in force |
        | 10.00 | immediate     |
      Then "the sell" does not enter the book
      And nothing trades

  Rule: A superfluous cancel is ignored in silence

    @JNXB-P13
    Scenario: A cancel of an order that does not exist is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
        | order token     |
        | "the buy" + 900 |
      Then nothing happens to "the buy"
      And "the buy" is still open with 500 shares

    @JNXB-P13
    Scenario: A second cancel of one order is ignored
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      And the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      And nothing happens to "the buy"

    @JNXB-P13
    Scenario: A cancel of a filled order is ignored
      Given a resting buy of 500 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 500      | 10.00 |
      Then "the buy" fills 500 at 10.00
      When the member cancels "the buy"
      Then nothing happens to "the buy"

    @JNXB-P13
    Scenario: A cancel of an order that was accepted dead is ignored
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | immediate     |
      Then "the buy" is accepted
      When the member cancels "the buy"
      Then nothing happens to "the buy"

  Rule: A cancel and a fill may meet

    @JNXB-P13 @JNXB-P38
    Scenario: A cancel that races a fill takes out exactly what the fill leaves
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history      | the buy                   | the sell             |
        | cancel first | cancelled 500             | accepted dead        |
        | fill first   | filled 300, cancelled 200 | accepted, filled 300 |
      When the member cancels "the buy" while member B enters a sell as "the sell"
        | quantity | price | time in force |
        | 300      | 10.00 | immediate     |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"

    @JNXB-P13
    Scenario: A cancel that comes too late for a filled order has no answer
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And a race that may end in these histories
        | history      | the buy       | the sell             |
        | cancel first | cancelled 500 | accepted dead        |
        | fill first   | filled 500    | accepted, filled 500 |
      When the member cancels "the buy" while member B enters a sell as "the sell"
        | quantity | price | time in force |
        | 500      | 10.00 | immediate     |
      And the race is repeated until "fill first"
      Then the race ends with "fill first"
