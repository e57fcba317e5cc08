# Made of features/japannext-ouch-2.01 by python -m tests.family: a change belongs there.
@layer:orders
Feature: Enter Order: short sales (6.1)
  The sides that equities have beside buy and sell.

  @ODX-P5 @ODX-P15 @pics:short-sale
  Scenario Outline: A short sale is accepted and its side comes back
    Given the member is logged in
    When the member enters a <side> as "the order"
      | price |
      | 10.10 |
    Then "the order" is accepted
      | side   | order state |
      | <side> | live        |

    Examples: the short sides
      | side              | comment             |
      | sell short        | sells short         |
      | sell short exempt | sells short, exempt |

  @ODX-P16 @pics:short-sale
  Scenario Outline: A short sale stays one when it is replaced
    Given the member is logged in
    When the member enters a <side> as "the sell"
      | price |
      | 10.10 |
    Then "the sell" is accepted
    When the member replaces "the sell" with "the new sell"
    Then "the sell" is replaced by "the new sell"
      | side   |
      | <side> |

    Examples: the short sides
      | side              | comment             |
      | sell short        | sells short         |
      | sell short exempt | sells short, exempt |
