@layer:orders
Feature: Data types (3.2)
  Numbers, texts and times as they stand on the wire.

  @JPX-J44
  Scenario: Numbers and texts come back as they were entered
    Given the member is logged in
    When the member enters a buy as "the buy"
      | quantity | price | client account | exchange info |
      | 500      | 9.90  | ACCT 7         | by hand       |
    Then "the buy" is accepted
      | quantity | price | client account | exchange info |
      | 500      | 9.90  | ACCT 7         | by hand       |

  @JPX-J44
  Scenario Outline: Prices are signed numbers
    Given the member is logged in
    When the member enters a buy as "the buy"
      | price   |
      | <price> |
    Then "the buy" is accepted
      | price   |
      | <price> |

    Examples: below and above nothing
      | price  | comment                   |
      | raw -5 | a spread may be below 0   |
      | 9.90   | the usual side of nothing |

  @JPX-J54
  Scenario: Timestamps count nanoseconds since 1970
    Given the member is logged in
    When the member enters a buy as "the buy"
      | price | open close |
      | 9.90  | open       |
    Then "the buy" is accepted
      | timestamp                    |
      | >= 1,600,000,000,000,000,000 |

  @JPX-J46
  Scenario: Timestamps do not go back
    Given a resting buy of 100 shares at 9.90 as "the buy"
    When the member replaces "the buy" with "the next"
      | quantity |
      | 200      |
    Then "the buy" is replaced by "the next"
    And the timestamps to the member never run back

  @JPX-J44
  Scenario: Prices have the decimals of their book
    Given the member is logged in
    When the member enters these orders
      | as      | order book id | side | price |
      | the one | main          | buy  | 9.90  |
      | the two | second        | buy  | 9.90  |
    Then "the one" is accepted
      | order book id | price |
      | main          | 9.90  |
    And "the two" is accepted
      | order book id | price |
      | second        | 9.90  |
    When member B enters a sell as "the sell"
      | order book id | price |
      | second        | 9.90  |
    Then "the two" fills 100 at 9.90
