@layer:orders
Feature: Trade Now (2.5)
  An order takes the shares that lock it, when its member says so.

  @OUCH42-2.5-01 @pics:trade-now @pics:hidden-orders @pics:post-only
  Scenario: An order that is locked takes the shares against it
    Given the member is logged in
    When the member enters a sell as "the sell"
      | shares | price | display     |
      | 300    | 10.00 | non display |
    Then "the sell" is accepted
    When member B enters a buy as "the buy"
      | shares | price | display   |
      | 200    | 10.00 | post only |
    Then "the buy" is accepted
      | order state |
      | live        |
    When the member asks "the sell" to trade now
    Then "the sell" is told to trade now
      | order token        |
      | same as "the sell" |
    And "the sell" fills 200 at 10.00

  @OUCH42-2.5-01 @pics:trade-now @pics:hidden-orders @pics:post-only
  Scenario: An order that traded now keeps its place with the rest
    Given a resting sell of 300 shares at 10.00 as "first"
      | display     |
      | non display |
    And a resting sell of 100 shares at 10.00 as "second"
      | display     |
      | non display |
    When member B enters a buy as "the buy"
      | shares | price | display   |
      | 200    | 10.00 | post only |
    Then "the buy" is accepted
    When the member asks "first" to trade now
    Then "first" is told to trade now
    And "first" fills 200 at 10.00
    When member B enters a buy as "the next buy"
      | shares | price |
      | 100    | 10.00 |
    Then "first" has traded 300 shares in all
    And "second" is still open with 100 shares
