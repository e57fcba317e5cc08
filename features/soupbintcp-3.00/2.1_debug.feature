@layer:session
Feature: Debug packets (2.1)
  They may come at any time and mean nothing to software.

  @SOUP-D1
  Scenario: A debug packet before the login does not hinder it
    Given the member is connected but not logged in
    When the member sends a debug packet "before the login"
    And the member logs in
    Then the login of the member is accepted

  @SOUP-D1 @SOUP-D2
  Scenario: A debug packet between orders has no effect
    Given a resting buy of 500 shares at 9.90 as "the buy"
    When the member sends a debug packet "between orders"
    Then nothing happens to "the buy"
    And the venue does not answer the debug packet "between orders" of the member
    And the connection of the member stands

  @SOUP-D2
  Scenario: A debug packet that looks like a logout is none
    Given the member is logged in
    When the member sends a debug packet "O"
    Then the connection of the member stands

  @SOUP-D1
  Scenario: An empty debug packet is taken
    Given the member is logged in
    When the member sends these bytes
      """
      00 01 2B   # Debug without a text
      """
    Then the connection of the member stands
