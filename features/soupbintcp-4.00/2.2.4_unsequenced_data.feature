@layer:session
Feature: Unsequenced Data from the venue (2.2.4)
  It comes once if at all, in the order of its making, and has no number. What is common to all versions stands in the
  features of 3.00.

  @SOUP-U4 @cost:control
  Scenario: Unsequenced Data comes once, in order and whole
    Given the member is logged in
    When the operator sends "first news" to the member outside the sequence
    And the operator sends "second news" to the member outside the sequence
    Then what came to the member outside the sequence is whole, in order and comes once

  @SOUP-U4 @SOUP-S3 @cost:control
  Scenario: Unsequenced Data does not count
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the operator sends "between two messages" to the member outside the sequence
    And the member cancels "the buy"
    Then "the buy" is cancelled with 500 shares
    When the member drops the connection
    And the member logs in
    Then the login of the member is accepted
      | sequence |
      | next     |

  @SOUP-U4 @cost:control
  Scenario: A replay has no Unsequenced Data in it
    Given the place in the stream of the member is noted as "the start"
    And a resting buy of 500 shares at 9.90 as "the buy"
    When the operator sends "told once" to the member outside the sequence
    And the member drops the connection
    And the member logs in
      | sequence    |
      | "the start" |
    Then the login of the member is accepted
    And the messages to the member from "the start" on are repeated byte for byte
    And what came to the member outside the sequence is whole, in order and comes once
