@layer:orders
Feature: Messages, accounts and tokens (3.1)
  One token means one order of one account on one day, whatever becomes of it.

  Rule: A repeat is refused and changes nothing

    @JPX-J4 @JPX-J32
    Scenario: An order that is sent again is refused as a duplicate and the first one stays
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When the member sends the request of "the buy" again
      Then "the buy" is refused because "duplicate token"
      And "the buy" is still open with 100 shares

    @JPX-J4 @JPX-J32
    Scenario: The token of an order that is done enters no other one
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When the member cancels "the buy"
      Then "the buy" is cancelled with 100 shares
      When the member enters a sell as "again"
        | order token       | price |
        | same as "the buy" | 10.10 |
      Then "again" is refused because "duplicate token"
      And "again" is done

  Rule: Tokens belong to an account

    @JPX-J3
    Scenario: Two accounts use one token for orders of their own
      Given a resting buy of 100 shares at 9.90 as "the buy"
      When member B enters a buy as "the other"
        | order token       | price |
        | same as "the buy" | 9.89  |
      Then "the other" is accepted
      And "the buy" is still open with 100 shares
