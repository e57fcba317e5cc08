@layer:orders
Feature: Data types (1.2)
  Numbers, text, prices and the appendage, as they come back in the venue's answers.

  Rule: Numbers and text

    @OUCH50-1.2-01
    Scenario: Text comes back on the left of its field with spaces behind it
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cl ord id |
        | AB 12     |
      Then "the buy" is accepted
        | cl ord id | symbol |
        | AB 12     | main   |

    @OUCH50-1.2-01 @SOUP-F6
    Scenario: A quantity whose bytes hold a line feed is one number
      Given the member is logged in
      When the member enters a buy as "the buy"
        | quantity |
        | raw 2570 |
      Then "the buy" is accepted
        | quantity |
        | raw 2570 |

    @OUCH50-1.2-14
    Scenario: A ClOrdID may serve twice and comes back each time
      Given the member is logged in
      When the member enters these orders
        | as     | side | price | cl ord id  |
        | first  | buy  | 9.90  | TWICE USED |
        | second | buy  | 9.80  | TWICE USED |
      Then "first" is accepted
        | cl ord id  |
        | TWICE USED |
      And "second" is accepted
        | cl ord id  |
        | TWICE USED |

    @OUCH50-1.2-14 @OUCH50-3.2-01
    Scenario: The small letters of a ClOrdID come back as small letters
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cl ord id  |
        | small Id 7 |
      Then "the buy" is accepted
        | cl ord id  |
        | small Id 7 |

    @OUCH50-1.2-14 @OUCH50-1.2-01
    Scenario: A blank ClOrdID comes back blank
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cl ord id |
        | empty     |
      Then "the buy" is accepted
        | cl ord id |
        | empty     |

  Rule: Prices

    @OUCH50-1.2-02
    Scenario: The highest limit price is taken
      Given the member is logged in
      When the member enters a buy as "the buy"
        | price |
        | max   |
      Then "the buy" is accepted
        | price |
        | max   |

    @OUCH50-1.2-02
    Scenario: The four decimals of a price come back as they were sent
      Given the member is logged in
      When the member enters a buy as "the buy"
        | price     |
        | raw 12345 |
      Then "the buy" is accepted
        | price     |
        | raw 12345 |

    @OUCH50-1.2-03 @pics:cross-orders
    Scenario Outline: A market price is taken in a cross
      Given the member is logged in
      When the member enters a buy as "the buy"
        | cross type | price   |
        | opening    | <price> |
      Then "the buy" is accepted

      Examples: the prices that mean market
        | price          | comment                  |
        | market         | the sentinel for a cross |
        | raw 2000000000 | 200,000.0000             |

    @OUCH50-1.2-04
    Scenario Outline: The answer to a price above the highest limit is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy"
        | price   | time in force       |
        | <price> | immediate or cancel |
      Then the answer to "the buy" is recorded

      Examples: above the limit
        | price                    | comment                         |
        | max+1                    | one ten-thousandth above        |
        | raw 4294967295           | the greatest four-byte integer  |
        | raw 9223372036854775807  | the greatest signed integer     |
        | raw 18446744073709551615 | the greatest eight-byte integer |

  Rule: The appendage

    @OUCH50-1.2-15 @OUCH50-3-03
    Scenario: The lengths in an answer's appendage count what the document says
      Given the member is logged in
      When the member enters a buy as "the buy"
        | firm | locate broker | expire time | quantity |
        | own  | ABCD          | 0           | 500      |
      Then "the buy" is accepted

    @OUCH50-1.2-16
    Scenario Outline: Options may stand in any order
      Given the member is logged in
      When the member enters a buy as "the buy"
        | <first> | <second> |
        | <one>   | <two>    |
      Then "the buy" is accepted

      Examples: two options, both ways round
        | first          | one | second         | two | comment      |
        | firm           | own | shares located | no  | rising tags  |
        | shares located | no  | firm           | own | falling tags |

    @OUCH50-1.2-17
    Scenario Outline: The answer to an appendage that breaks the rules is the venue's own
      Given the member is logged in
      When the member enters a buy as "the buy" ending in these bytes
        """
        <bytes>
        """
      Then the answer to "the buy" is recorded
      And the connection of the member stands

      Examples: from the Appendage Length on
        | bytes                                | comment                       |
        | 00 03  02 63 01                      | a tag that nobody knows       |
        | 00 06  02 1C 00  02 1C 00            | one option twice              |
        | 00 04  03 0C 50 50                   | an option of the wrong size   |
        | 00 0A  09 01 00 00 00 00 00 00 00 01 | an option of another message  |
        | 00 05  02 1C 00                      | a length beyond the end       |
        | 00 00  02 1C 00                      | bytes behind a length of zero |
