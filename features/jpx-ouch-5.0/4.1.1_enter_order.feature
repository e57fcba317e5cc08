@layer:orders
Feature: Enter Order (4.1.1)
  What a new order is answered with.

  Rule: A valid order is accepted, an invalid one refused

    @JPX-J7
    Scenario Outline: An order of either side is accepted once
      Given the member is logged in
      When the member enters a <side> as "the order"
        | price   | open close   |
        | <price> | <open close> |
      Then "the order" is accepted
        | side   | price   | open close   | order state |
        | <side> | <price> | <open close> | on book     |
      And nothing happens to "the order"

      Examples: the sides
        | side | price | open close | comment           |
        | buy  | 9.90  | open       | opens a position  |
        | sell | 10.10 | close net  | closes a position |

    @JPX-J7 @JPX-J47 @JPX-J50
    Scenario: An order in a book that there is not is refused once
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order book id |
        | unknown       |
      Then "the buy" is refused because "unknown order book"
      And nothing happens to "the buy"

    @JPX-J7
    Scenario: An order in a book that is halted is refused
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order book id |
        | halted        |
      Then "the buy" is refused because "halted order book"

    @JPX-J47
    Scenario Outline: A code outside its list is refused
      Given the member is logged in
      When the member enters a buy as "the buy"
        | <field> |
        | <value> |
      Then "the buy" is refused because "<reason>"
      And "the buy" is done

      Examples: fields with a list
        | field         | value         | reason                         | comment                     |
        | side          | reserved 0x5A | side outside the list          | a letter that is no side    |
        | time in force | reserved 0x07 | time in force outside the list | a number that is not listed |
        | open close    | reserved 0x09 | open close outside the list    | a number that is not listed |

    @JPX-J9 @pics:round-lots
    Scenario: A quantity that is no multiple of the round lot is refused
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | price |
        | raw 101  | 9.90  |
      Then "the buy" is refused because "no round lot"

    @JPX-J7
    Scenario: An order for nothing is refused
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity |
        | raw 0    |
      Then "the buy" is refused because "quantity out of range"

  Rule: The token comes back in all that is told of the order

    @JPX-J8
    Scenario: A fill and a cancel bear the token of their order
      Given a resting buy of 300 shares at 10.00 as "the buy"
      When member B enters a sell as "the sell"
        | quantity | price |
        | 100      | 10.00 |
      Then "the buy" fills 100 at 10.00
      When the member cancels "the buy"
      Then "the buy" is cancelled with 200 shares

    @JPX-J8
    Scenario: A replacement keeps the side, the book and the time in force of its order
      Given a resting sell of 300 shares at 10.10 as "the sell"
      When the member replaces "the sell" with "the next"
        | price |
        | 10.20 |
      Then "the sell" is replaced by "the next"
        | side | order book id | time in force | price |
        | sell | main          | day           | 10.20 |

  Rule: Immediate orders leave nothing

    @JPX-J38
    Scenario: Fill-and-kill trades what it can and leaves nothing
      Given member B has a resting sell of 100 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | time in force |
        | 300      | 10.00 | fill and kill |
      Then "the buy" is accepted
        | quantity | order state |
        | 0        | not on book |
      And "the buy" fills 100 at 10.00
      And "the buy" is cancelled with 200 shares

    @JPX-J38
    Scenario: Fill-or-kill that cannot trade in whole does not trade
      Given member B has a resting sell of 100 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | time in force |
        | 300      | 10.00 | fill or kill  |
      Then "the buy" is accepted
        | quantity | order state |
        | 0        | not on book |
      And "the buy" is cancelled with 300 shares
      And nothing trades
      And "the sell" is still open with 100 shares

    @JPX-J38
    Scenario: Fill-or-kill that can trade in whole does
      Given member B has a resting sell of 300 shares at 10.00 as "the sell"
      When the member enters a buy as "the buy"
        | quantity | price | time in force |
        | 300      | 10.00 | fill or kill  |
      Then "the buy" is accepted
        | quantity | order state |
        | 0        | not on book |
      And "the buy" fills 300 at 10.00
      And "the buy" is done

  Rule: Combination series trade like single ones

    @JPX-J10
    Scenario Outline: An order of either side in a combination series is accepted
      Given the member is logged in
      When the member enters a <side> as "the order"
        | order book id | price   |
        | combination   | <price> |
      Then "the order" is accepted
        | order book id | side   | price   | order state |
        | combination   | <side> | <price> | on book     |

      Examples: the sides
        | side | price | comment               |
        | buy  | -0.05 | a price may be signed |
        | sell | 0.05  |                       |

    @JPX-J51
    Scenario: A combination is entered at a price of 0
      Given the member is logged in
      When the member enters a buy as "the buy"
        | order book id | price |
        | combination   | 0.00  |
      Then "the buy" is accepted
        | order book id | price | order state |
        | combination   | 0.00  | on book     |
