@layer:orders
Feature: Order Executed with Counter Party (7.6)
  What bonds are told of a trade beside quantity, price and match number.

  @JNXB-P40
  Scenario: Whom an execution names as the counterparty is the venue's own answer
    Given a resting sell of 100 shares at 10.00 as "the sell"
    When member B enters a buy as "the buy"
      | price |
      | 10.00 |
    Then the answer to "the buy" is recorded
