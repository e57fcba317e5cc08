@layer:orders
Feature: UserRefNum (1.2)
  Which numbers a request may carry, which are ignored, and which requests use one up.

  Rule: Numbers rise

    @OUCH50-1.2-05
    Scenario: Requests with rising numbers are each accepted
      Given the member is logged in
      When the member enters these orders
        | as     | side | price |
        | first  | buy  | 9.90  |
        | second | buy  | 9.80  |
      Then "first" is accepted
      And "second" is accepted
        | user ref num |
        | "first" + 1  |

    @OUCH50-1.2-06
    Scenario: An order with a lower number than the last one used is ignored
      Given the member is logged in
      When the member enters a buy as "gap"
        | user ref num | price |
        | raw 0        | 9.00  |
      And the member enters a buy as "first"
      Then "gap" is ignored
      And "first" is accepted

    @OUCH50-1.2-06
    Scenario: A number that was passed over is lower, and an order with it is ignored
      Given the member is logged in
      And a resting buy of 100 shares at 9.90 as "first"
      When the member enters a buy as "ahead"
        | user ref num |
        | "first" + 5  |
      Then "ahead" is accepted
      When the member enters a buy as "late"
        | user ref num |
        | "first" + 3  |
      Then "late" is ignored

    @OUCH50-1.2-07
    Scenario: An order with the number of the last one is ignored, whatever else it says
      Given the member is logged in
      And a resting buy of 100 shares at 9.90 as "first"
      When the member enters a sell as "again"
        | user ref num | quantity | price |
        | "first"      | 300      | 11.00 |
      Then "again" is ignored
      And "first" is still open with 100 shares

    @OUCH50-1.2-08
    Scenario: Numbers may be passed over
      Given the member is logged in
      And a resting buy of 100 shares at 9.90 as "first"
      When the member enters a buy as "ahead"
        | user ref num |
        | "first" + 8  |
      Then "ahead" is accepted

    @OUCH50-1.2-08 @OUCH50-2.8-02 @pics:account-query
    Scenario: Numbers passed over are spent
      Given the member is logged in
      And a resting buy of 100 shares at 9.90 as "first"
      When the member enters a buy as "ahead"
        | user ref num |
        | "first" + 8  |
      Then "ahead" is accepted
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "ahead" + 1       |

    @OUCH50-2-01
    Scenario: An order that is sent again byte for byte does nothing more
      Given the member is logged in
      And a resting buy of 100 shares at 9.90 as "first"
      When the member sends the request of "first" again
      Then nothing happens to "first"
      And "first" is still open with 100 shares

    @OUCH50-1.1-02
    Scenario: Two accounts may use one number for orders of their own
      Given the member is logged in
      And member B is logged in
      When the member enters a buy as "ours"
        | user ref num | price |
        | common       | 9.90  |
      And member B enters a buy as "theirs"
        | user ref num   | price |
        | same as "ours" | 9.80  |
      Then "ours" is accepted
        | price |
        | 9.90  |
      And "theirs" is accepted
        | price |
        | 9.80  |

  Rule: Which requests use up a number

    @OUCH50-1.2-09 @OUCH50-3.8-01 @pics:account-query
    Scenario: A rejected order uses up its number
      Given the member is logged in
      When the member enters a buy as "refused"
        | symbol  |
        | unknown |
      Then "refused" is refused
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "refused" + 1     |

    @OUCH50-1.2-09 @pics:account-query
    Scenario: A cancel uses up no number
      Given the member is logged in
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "the buy" + 1     |

    @OUCH50-1.2-09 @pics:account-query @pics:modify
    Scenario: A modify uses up no number
      Given the member is logged in
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member modifies "the buy"
        | quantity |
        | 300      |
      Then "the buy" is modified
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "the buy" + 1     |

    @OUCH50-1.2-09 @pics:account-query
    Scenario: A replace uses up its new number
      Given the member is logged in
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member replaces "the buy" with "the new buy"
      Then "the buy" is replaced by "the new buy"
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num |
        | "the new buy" + 1 |

    @OUCH50-1.2-09 @pics:account-query @pics:mass-cancel
    Scenario: A mass cancel uses up a number
      Given the member is logged in
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels all orders of the firm
      Then the mass cancel is acknowledged to the member
      When the member asks for the next number
      Then the member is told the next number
        | next user ref num     |
        | "the mass cancel" + 1 |

  Rule: Channels

    Background:
      Given the member is logged in

    @OUCH50-1.2-11 @OUCH50-1.1-04 @pics:user-ref-idx
    Scenario: A number may serve once in each channel
      When the member enters a buy as "one"
        | user ref idx | user ref num | price |
        | 201          | common       | 9.90  |
      And the member enters a buy as "two"
        | user ref idx | user ref num  | price |
        | 202          | same as "one" | 9.80  |
      Then "one" is accepted
        | user ref idx | price |
        | 201          | 9.90  |
      And "two" is accepted
        | user ref idx | price |
        | 202          | 9.80  |

    @OUCH50-1.2-11 @pics:user-ref-idx
    Scenario: A lower number of the same channel is ignored
      When the member enters a buy as "one"
        | user ref idx |
        | 3            |
      Then "one" is accepted
      When the member enters a buy as "lower"
        | user ref idx | user ref num |
        | 3            | "one" - 1    |
      Then "lower" is ignored

    @OUCH50-1.2-12 @pics:user-ref-idx
    Scenario: Channel 0 is the account without a channel
      When the member enters a buy as "plain"
      Then "plain" is accepted
      When the member enters a buy as "zero"
        | user ref idx | user ref num |
        | 0            | "plain"      |
      Then "zero" is ignored

    @OUCH50-1.2-18 @OUCH50-3-02 @pics:user-ref-idx
    Scenario: A cancel reaches the order of the channel it carries
      When the member enters a buy as "the buy"
        | user ref idx | quantity |
        | 4            | 500      |
      Then "the buy" is accepted
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares

    @OUCH50-1.2-18 @pics:user-ref-idx
    Scenario: A cancel without the channel does not reach an order of a channel
      When the member enters a buy as "the buy"
        | user ref idx | quantity |
        | 4            | 500      |
      Then "the buy" is accepted
      When the member cancels "the buy"
        | user ref idx |
        | 0            |
      Then "the buy" is still open with 500 shares

    @OUCH50-1.2-13 @OUCH50-2.2-13 @pics:user-ref-idx
    Scenario: A replace with the channel of the original replaces it
      When the member enters a buy as "the buy"
        | user ref idx | quantity |
        | 5            | 500      |
      Then "the buy" is accepted
      When the member replaces "the buy" with "the new buy"
        | quantity |
        | 600      |
      Then "the buy" is replaced by "the new buy"
        | quantity | user ref idx |
        | 600      | 5            |

    @OUCH50-2.2-19 @pics:user-ref-idx
    Scenario: The answer to a replace with another channel is the venue's own
      When the member enters a buy as "the buy"
        | user ref idx |
        | 5            |
      Then "the buy" is accepted
      When the member replaces "the buy" with "the new buy"
        | user ref idx |
        | 6            |
      Then the answer to "the new buy" is recorded
