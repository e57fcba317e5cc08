@layer:orders
Feature: Replace Order (4.1.3)
  A replace names the total that is wanted; where it fails, the order stays as it was.

  Rule: One answer for each replace

    @JPX-J15
    Scenario: A replace that succeeds is answered by one Order Replaced
      Given a resting sell of 300 shares at 10.10 as "the sell"
      When the member replaces "the sell" with "the next"
        | quantity | price |
        | 200      | 10.20 |
      Then "the sell" is replaced by "the next"
        | quantity | price | order state |
        | 200      | 10.20 | on book     |
      And nothing happens to "the next"

    @JPX-J15 @JPX-J39
    Scenario: A replace that fails is refused and the order still trades as it was
      Given a resting buy of 300 shares at 10.00 as "the buy"
      When the member replaces "the buy" with "the next"
        | open close    |
        | reserved 0x09 |
      Then "the next" is refused because "open close outside the list"
      And "the buy" is still open with 300 shares
      When member B enters a sell as "the sell"
        | quantity | price |
        | 300      | 10.00 |
      Then "the buy" fills 300 at 10.00

    @JPX-J15
    Scenario: A replace of an order that there is not is refused
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 100 shares
      When the member replaces "the buy" with "the next"
        | price |
        | 9.89  |
      Then "the next" is refused because "unknown token"

  Rule: Tokens

    @JPX-J13
    Scenario: An order is replaced under the token of its latest replacement
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the second"
        | price |
        | 9.89  |
      Then "the buy" is replaced by "the second"
      When the member replaces "the second" with "the third"
        | price |
        | 9.88  |
      Then "the second" is replaced by "the third"
        | price |
        | 9.88  |

    @JPX-J13
    Scenario: An order is replaced under its original token after a replacement
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the second"
        | price |
        | 9.89  |
      Then "the buy" is replaced by "the second"
      When the member replaces "the buy" with "the third"
        | price |
        | 9.88  |
      Then "the second" is replaced by "the third"
        | price |
        | 9.88  |

    @JPX-J33
    Scenario: What answers a replace under a token in the middle of its chain is recorded
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the second"
        | price |
        | 9.89  |
      Then "the buy" is replaced by "the second"
      When the member replaces "the second" with "the third"
        | price |
        | 9.88  |
      Then "the second" is replaced by "the third"
      When the member replaces "the second" with "the fourth"
        | price |
        | 9.87  |
      Then the answer to "the fourth" is recorded

    @JPX-J14 @JPX-J32
    Scenario: A replacement token that another order used is refused
      Given a resting buy of 100 shares at 9.90 as "the buy"
      And a resting buy of 100 shares at 9.80 as "the other"
      When the member replaces "the buy" with "again"
        | replacement order token | price |
        | same as "the other"     | 9.89  |
      Then "again" is refused because "duplicate token"
      And "the buy" is still open with 100 shares
      And "the other" is still open with 100 shares

  Rule: The quantity is the total that is wanted

    @JPX-J17
    Scenario Outline: What is executed comes off the total of a replace
      Given a resting buy of 10,000 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 2,000 shares by member B
      When the member replaces "the buy" with "the next"
        | quantity |
        | <total>  |
      Then "the buy" is replaced by "the next"
        | quantity | order state |
        | <open>   | on book     |
      And "the next" is still open with <open> shares

      Examples: the numbers of the document, where ten are a lot
        | total  | open   | comment                                  |
        | 9,500  | 7,500  | 1,000 entered, 200 traded, replace 950   |
        | 12,000 | 10,000 | 1,000 entered, 200 traded, replace 1,200 |

    @JPX-J18
    Scenario: A total that is executed already leaves nothing on the book
      Given a resting buy of 10,000 shares at 10.00 as "the buy"
      And "the buy" is partly filled for 5,000 shares by member B
      When the member replaces "the buy" with "the next"
        | quantity |
        | 4,000    |
      Then "the buy" is replaced by "the next"
        | quantity | order state |
        | 0        | not on book |
      And "the next" is done

  Rule: What a replace leaves out stays

    @JPX-J16
    Scenario: The lowest number instead of a price leaves the price
      Given a resting buy of 300 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the next"
        | quantity | price     |
        | 200      | unchanged |
      Then "the buy" is replaced by "the next"
        | quantity | price |
        | 200      | 9.90  |

    @JPX-J51
    Scenario: A price of 0 is not left as it was
      Given a resting buy of 100 shares at 0.05 as "the buy"
        | order book id |
        | combination   |
      When the member replaces "the buy" with "the next"
        | price |
        | 0.00  |
      Then "the buy" is replaced by "the next"
        | order book id | quantity | price |
        | combination   | 100      | 0.00  |

    @JPX-J19
    Scenario: Fields that a replace leaves unset stay as they were
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity | price | open close | client account | customer info | exchange info |
        | 300      | 9.90  | open       | ACCT 7         | cust 5        | by hand       |
      Then "the buy" is accepted
      When the member replaces "the buy" with "the next"
        | quantity  | price | open close | client account | customer info | exchange info |
        | unchanged | 9.89  | unchanged  | unchanged      | unchanged     | unchanged     |
      Then "the buy" is replaced by "the next"
        | quantity | price | open close | client account | customer info | exchange info |
        | 300      | 9.89  | open       | ACCT 7         | cust 5        | by hand       |

    @JPX-J19
    Scenario: Fields that a replace sets are changed
      Given a resting buy of 300 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the next"
        | client account | customer info |
        | ACCT 8         | cust 6        |
      Then "the buy" is replaced by "the next"
        | client account | customer info | quantity |
        | ACCT 8         | cust 6        | 300      |

    @JPX-J34
    Scenario: What answers a replace that would lose priority is recorded
      Given a resting buy of 300 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the next"
        | quantity |
        | 900      |
      Then the answer to "the next" is recorded
