@layer:session
Feature: Sequenced Data and replay (1.2, 2.2.3)
  Who logs in from a number gets that message and all later ones, each once and with the same bytes.

  Rule: Resuming from a number

    @SOUP-S4 @SOUP-S3
    Scenario: A login from the next number repeats nothing
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member drops the connection
      And the member logs in
        | sequence |
        | next     |
      Then the login of the member is accepted
        | sequence |
        | next     |
      And the stream of the member goes on without a repeat

    @SOUP-S4 @SOUP-L6
    Scenario: A login from an earlier number repeats everything since
      Given the place in the stream of the member is noted as "the start"
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member drops the connection
      And the member logs in
        | sequence    |
        | "the start" |
      Then the login of the member is accepted
        | sequence    |
        | "the start" |
      And the messages to the member from "the start" on are repeated byte for byte

    @SOUP-S2 @SOUP-L6 @SOUP-L14
    Scenario: A login from 1 begins with the first message of the session
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member drops the connection
      And the member logs in
        | sequence |
        | 1        |
      Then the login of the member is accepted
        | sequence |
        | 1        |
      And message 1 is the first to the member

    @SOUP-S5
    Scenario: Behind a replay the stream goes on live
      Given the place in the stream of the member is noted as "the start"
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the member drops the connection
      And the member logs in
        | sequence    |
        | "the start" |
      Then the login of the member is accepted
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      And the messages to the member from "the start" on are repeated byte for byte

    @SOUP-S6
    Scenario: A login from 0 starts at the end of the stream
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member drops the connection
      And the member logs in
        | sequence |
        | 0        |
      Then the login of the member starts at the end of the stream

    @SOUP-S7
    Scenario: What a login beyond the end of the stream gets is the venue's own answer
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member drops the connection
      And the member logs in
        | sequence |
        | next + 5 |
      Then the answer to the login of the member is recorded

  Rule: Messages while the member is away

    @SOUP-S9 @pics:orders-outlive-connection
    Scenario: A fill while the member is away is told when it comes back
      Given a resting sell of 500 shares at 10.00 as "the sell"
      When the member drops the connection
      And member B enters a buy as "the buy"
        | quantity | price |
        | 200      | 10.00 |
      Then "the buy" is accepted
      And "the buy" fills 200 at 10.00
      When the member logs in
      Then the login of the member is accepted
        | sequence |
        | next     |
      And "the sell" fills 200 at 10.00

    @SOUP-S4 @cost:control
    Scenario: A member whose connection the venue cut resumes where it was
      Given the place in the stream of the member is noted as "the start"
      And a resting buy of 500 shares at 9.90 as "the buy"
      When the operator cuts the connection of the member
      Then the venue ends the connection of the member
      When the member logs in
        | sequence    |
        | "the start" |
      Then the login of the member is accepted
      And the messages to the member from "the start" on are repeated byte for byte

    @SOUP-S3
    Scenario: Heartbeats and debug packets do not count
      Given a resting buy of 500 shares at 9.90 as "the buy"
      When the member sends a debug packet "between two messages"
      And the member stays idle for 2 heartbeat intervals
      And the member cancels "the buy"
      Then "the buy" is cancelled with 500 shares
      When the member drops the connection
      And the member logs in
      Then the login of the member is accepted
        | sequence |
        | next     |
