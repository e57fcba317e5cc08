@layer:orders
Feature: Overview (1)
  Tokens, numbers, text, prices and times in force, as they come back in the venue's answers.

  Rule: One length for each message (1.1)

    @OUCH42-1.1-01 @OUCH42-2.1-01
    Scenario: Every message about an order has the length of its type
      Given a resting buy of 500 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 100 shares by member B
      When the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      When the member replaces "the buy" with "the new buy"
      Then "the buy" is replaced by "the new buy"

    @OUCH42-1.1-02 @OUCH42-1.1-04
    Scenario: Messages that were missed are repeated byte for byte
      Given a resting buy of 500 shares at 9.90 as "the buy"
      And the place in the stream of the member is noted as "the start"
      When the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      When the member drops the connection
      And the member logs in
        | sequence    |
        | "the start" |
      Then the login of the member is accepted
      And the messages to the member from "the start" on are repeated byte for byte

    @OUCH42-1.1-04
    Scenario: A replay from message 1 has the same bytes
      Given the first message of the day to the member is noted as "the start"
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member reduces "the buy" to 300 shares
      Then "the buy" is cancelled with 200 shares
      When the member drops the connection
      And the member logs in
        | sequence    |
        | "the start" |
      Then the login of the member is accepted
      And the messages to the member from "the start" on are repeated byte for byte

    @OUCH42-1.1-02
    Scenario: An order goes on when its member comes back
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member drops the connection
      And the member logs in
      Then the login of the member is accepted
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares

  Rule: Account and token name an order (1.1)

    @OUCH42-1.1-03
    Scenario: Two accounts may use one token for orders of their own
      Given the member is logged in
      And member B is logged in
      When the member enters a buy as "ours"
        | order token | price |
        | new "BOTH"  | 9.90  |
      And member B enters a buy as "theirs"
        | order token    | price |
        | same as "ours" | 9.80  |
      Then "ours" is accepted
        | price |
        | 9.90  |
      And "theirs" is accepted
        | price |
        | 9.80  |

    @OUCH42-1.1-03
    Scenario: A cancel reaches the order of its own account alone
      Given the member is logged in
      When the member enters a buy as "ours"
        | order token | price |
        | new "ONE"   | 9.90  |
      And member B enters a buy as "theirs"
        | order token    | price |
        | same as "ours" | 9.80  |
      Then "ours" is accepted
      And "theirs" is accepted
      When member B cancels "theirs"
      Then "theirs" is cancelled with 100 shares
      And "ours" is still open with 100 shares

  Rule: Numbers and text (1.2)

    @OUCH42-1.2-01
    Scenario: The most significant byte of a number comes first
      Given the member is logged in
      When the member enters a buy as "the buy"
        | shares    | time in force |
        | raw 66051 | 3,600         |
      Then "the buy" is accepted
        | shares    | time in force |
        | raw 66051 | <= 3,600      |

    @OUCH42-1.2-01 @pics:minimum-quantity
    Scenario: The most significant byte of a minimum quantity comes first
      Given the member is logged in
      When the member enters a buy as "the buy"
        | shares    | minimum quantity | time in force       |
        | raw 66051 | raw 258          | immediate or cancel |
      Then "the buy" is accepted
        | minimum quantity |
        | <= raw 258       |

    @OUCH42-1.2-02
    Scenario: Text stands on the left of its field with spaces behind it
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order token | firm | display      |
        | new "A"     | own  | attributable |
      Then "the buy" is accepted
        | order token | stock | firm |
        | new "A"     | main  | own  |

    @OUCH42-1.2-03
    Scenario Outline: A token of letters, digits and spaces comes back as it was sent
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order token    |
        | new "<ending>" |
      Then "the buy" is accepted
        | order token    |
        | new "<ending>" |

      Examples: how tokens may end
        | ending | comment            |
        | ABCD   | capitals           |
        | wxyz   | small letters      |
        | 0099   | digits             |
        | a 1    | a space between    |
        | a  B   | two spaces between |

    @OUCH42-1.2-04
    Scenario: Tokens that differ in capital and small letters alone are two
      Given the member is logged in
      When the member enters these orders
        | as    | buy sell indicator | price | order token |
        | large | buy                | 9.90  | new "ABC"   |
        | small | buy                | 9.80  | new "abc"   |
      Then "large" is accepted
        | price |
        | 9.90  |
      And "small" is accepted
        | price |
        | 9.80  |

    @OUCH42-1.2-04
    Scenario: A cancel with the other letters reaches no order
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order token |
        | new "CASE"  |
      Then "the buy" is accepted
      When the member cancels "the buy"
        | order token |
        | new "case"  |
      Then "the buy" is still open with 100 shares

    @OUCH42-1.2-05
    Scenario Outline: The answer to a token with other bytes is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order token    | time in force       |
        | new "<ending>" | immediate or cancel |
      Then the answer to "the buy" is recorded

      Examples: bytes that are no letter, digit or space
        | ending | comment                |
        | a-b    | a hyphen               |
        | _/x    | an underscore, a slash |

  Rule: Prices (1.2)

    @OUCH42-1.2-06
    Scenario Outline: A price comes back with its four decimals
      Given the member is logged in
      When the member enters a sell as "the sell"
        | price   |
        | <price> |
      Then "the sell" is accepted
        | price   |
        | <price> |

      Examples: prices
        | price      | comment                         |
        | raw 123456 | 12.3456                         |
        | max        | 199,999.9900, the highest limit |

    @OUCH42-1.2-07 @pics:cross-orders
    Scenario Outline: The greatest price makes an order of a cross a market order
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | price  |
        | <cross>    | market |
      Then "the buy" is accepted
        | cross type | order state |
        | <cross>    | live        |

      Examples: crosses
        | cross    | comment            |
        | opening  | market on open     |
        | closing  | market on close    |
        | halt ipo | takes nothing else |

    @OUCH42-1.2-12
    Scenario Outline: The answer to a price above the highest limit is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy"
        | price   | time in force       |
        | <price> | immediate or cancel |
      Then the answer to "the buy" is recorded

      Examples: above the limit, in the continuous market
        | price          | comment                        |
        | max+1          | one ten-thousandth above       |
        | market         | the price of a market order    |
        | raw 4294967295 | the greatest four-byte integer |

  Rule: Time in force (1.2)

    @OUCH42-1.2-08
    Scenario Outline: What becomes of a time above 99,999 is the venue's own answer
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | <time>        |
      Then the answer to "the buy" is recorded

      Examples: beyond the day
        | time          | comment                        |
        | 100,000       | the first                      |
        | 4,294,967,295 | the greatest four-byte integer |

    @OUCH42-1.2-09
    Scenario: What an immediate-or-cancel order does not trade is cancelled at once
      Given a resting sell of 200 shares at 10.00 as "the sell"
      When member B enters a buy as "the buy"
        | shares | price | time in force       |
        | 500    | 10.00 | immediate or cancel |
      Then "the buy" is accepted
      And "the buy" fills 200 at 10.00
      And "the buy" is cancelled with 300 shares because "immediate or cancel"

    @OUCH42-1.2-09
    Scenario: An immediate-or-cancel order does not rest
      Given the member is logged in
      When the member enters a buy as "the buy"
        | price | time in force       |
        | 10.00 | immediate or cancel |
      Then "the buy" leaves nothing in the book because "immediate or cancel"
      When member B enters a sell as "the sell"
        | price | time in force       |
        | 10.00 | immediate or cancel |
      Then "the sell" leaves nothing in the book because "immediate or cancel"
      And nothing trades

    @OUCH42-1.2-10 @pics:good-till-time @cost:slow
    Scenario: An order with seconds to live is cancelled when they are over
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | 2             |
      Then "the buy" is accepted
        | order state |
        | live        |
      And "the buy" expires when its time runs out

    @OUCH42-1.2-10 @pics:good-till-time
    Scenario: The longest time in seconds is taken
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | 99,997        |
      Then "the buy" is accepted
        | order state |
        | live        |

    @OUCH42-1.2-11 @cost:control
    Scenario: Market hours end with the primary market and system hours do not
      Given the member is logged in
      When the member enters these orders
        | as         | buy sell indicator | price | time in force |
        | for market | buy                | 9.90  | market hours  |
        | for system | buy                | 9.80  | system hours  |
      Then "for market" is accepted
      And "for system" is accepted
      When the operator closes the primary market
      Then "for market" is cancelled with 100 shares
      And "for system" is still open with 100 shares

    @OUCH42-1.2-11 @cost:control
    Scenario: System hours end with the venue's day
      Given the member is logged in
      When the member enters a buy as "the buy"
        | time in force |
        | system hours  |
      Then "the buy" is accepted
      When the operator ends the day
      Then the venue announces "end of day" to the member
      And "the buy" is cancelled with 100 shares

  Rule: Firms (1.4)

    @OUCH42-1.4-01
    Scenario: An order for another firm of the account is accepted for that firm
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm   |
        | second |
      Then "the buy" is accepted
        | firm   |
        | second |

    @OUCH42-1.4-02
    Scenario: An order for a firm that the account may not use is rejected
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm    |
        | foreign |
      Then "the buy" is refused because "firm not authorized"
