"""The lint of steps, titles and outlines: what each rule finds, in which words, and what it lets pass."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from pytest_bdd import parsers

from ouch_conformance.plugin.index import Definition, StepIndex, sentence_definitions
from ouch_conformance.plugin.lint import lint_unused, used_definitions
from ouch_conformance.plugin.source import SourceError, read_feature

from .linting import GOOD, Linter


def test_a_good_feature_has_nothing_found_in_it(linter: Linter) -> None:
    """Rules, backgrounds, outlines, tags of all families, tables and texts pass where they are as they should be."""
    assert (
        linter.lint(
            '''
            @layer:orders
            Feature: F
              Background:
                Given a venue
                And another venue

              Rule: 2.1

                @OUCH50-2.1-01 @pics:minimum-quantity @cost:slow
                Scenario: One is accepted
                  When the member enters "the buy"
                    | field    | value |
                    | side     | buy   |
                  Then "the buy" is accepted

                @OUCH50-2.2-04
                Scenario Outline: A buy of <shares> is accepted
                  When the member enters "the buy"
                    | quantity |
                    | <shares> |
                  And the member sends these bytes
                    """
                    00 01
                    """
                  Then "the buy" is accepted

                  @pics:modify
                  Examples: limits
                    | shares | comment |
                    | 100    | one lot |
                    | 200    | two     |
            '''
        )
        == []
    )


def test_two_titles_of_one_name(linter: Linter) -> None:
    """The second of two equal titles is found, also in another rule."""
    text = """
        Feature: F
          Rule: one
            @OUCH50-2.1-01
            Scenario: A rule
              Then "a" is accepted
          Rule: two
            @OUCH50-2.1-01
            Scenario: A rule
              Then "a" is accepted
    """
    assert linter.lint(text) == [
        "8: the title 'A rule' stands at line 4 already; "
        "a title is unique in its file, also across rules: it is part of the check id"
    ]


@pytest.mark.parametrize("word", ["Test", "Verify", "Checks"])
def test_a_title_that_commands(linter: Linter, word: str) -> None:
    """A title that starts with Test, Verify or Check is found."""
    assert linter.scenario(*GOOD, title=f"{word} the buy") == [
        f"3: the title starts with {word!r}; a title states the rule"
    ]


def test_a_title_may_start_with_a_longer_word(linter: Linter) -> None:
    """A word that merely begins like Test is no command."""
    assert linter.scenario(*GOOD, title="Testing venues answer as others do") == []


def test_too_many_steps(linter: Linter) -> None:
    """An eleventh step is found."""
    assert linter.scenario(*["Given a venue"] * 9, *GOOD[1:]) == ["3: 11 steps in one scenario; allowed: at most 10"]


def test_a_story_that_goes_on(linter: Linter) -> None:
    """When after Then a third time is found; twice is allowed."""
    turn = GOOD[1:]
    assert linter.scenario(*turn * 3) == []
    assert linter.scenario(*turn * 4) == [
        "3: When follows Then 3 times; allowed: at most 2 times; tell it as two scenarios"
    ]


def test_a_background_that_acts(linter: Linter) -> None:
    """A Background says Given, at most twice; feature and rule alike."""
    text = """
        Feature: F
          Background:
            Given a venue
            When the member enters "x"
            Then "x" is accepted
          @OUCH50-2.1-01
          Scenario: A rule
            Then "x" is accepted
    """
    assert linter.lint(text) == [
        "2: a Background of 3 steps; allowed: at most 2 Given",
        "4: a Background says When; allowed: Given",
        "5: a Background says Then; allowed: Given",
    ]


def outline(examples: str, then: str = '"<a>" is accepted', title: str = "A rule") -> str:
    """An outline, its title at line 3, its only step at line 4, its examples from line 5 on."""
    rows = dedent(examples).strip("\n").splitlines()
    lines = ["Feature: F", "  @OUCH50-2.1-01", f"  Scenario Outline: {title}", f"    Then {then}"]
    return "\n".join([*lines, *("    " + row for row in rows)])


def test_an_outline_without_examples(linter: Linter) -> None:
    """An outline without Examples is found, and so is its placeholder."""
    assert linter.lint(outline("")) == [
        "3: an outline without Examples; a row is needed, or it would run with its placeholders"
    ]


def test_examples_without_a_row(linter: Linter) -> None:
    """Examples that are only a header are found."""
    assert linter.lint(outline("Examples:\n  | a | comment |")) == [
        "5: Examples without a row; a row is needed, or it would run with its placeholders"
    ]


def test_a_placeholder_without_a_column(linter: Linter) -> None:
    """A placeholder that no column fills is found, in a step, its table, its text and the title."""
    examples = "Examples:\n  | a | comment |\n  | 1 | one     |"
    allowed = "allowed: <a>, <comment>"
    assert linter.lint(outline(examples, '"<b>" is accepted')) == [f"4: the placeholder <b> has no column; {allowed}"]
    assert linter.lint(outline(examples, title="A <b>")) == [f"3: the placeholder <b> has no column; {allowed}"]
    assert linter.scenario('Then "<a>" is accepted') == [
        "4: the placeholder <a> has no column; allowed: none: this is no outline"
    ]
    assert linter.scenario('When the member enters "x"', "  | cl ord id |", "  | <a>       |", GOOD[2]) == [
        "4: the placeholder <a> has no column; allowed: none: this is no outline"
    ]
    assert linter.scenario("When the member sends these bytes", '"""', "<a>", '"""', GOOD[2]) == [
        "4: the placeholder <a> has no column; allowed: none: this is no outline"
    ]


def test_a_scenario_with_placeholders_and_no_outline_keyword(linter: Linter) -> None:
    """`Scenario:` with Examples is an outline all the same."""
    examples = "Examples:\n  | a | comment |\n  | 1 | one     |"
    assert linter.lint(outline(examples).replace("Scenario Outline:", "Scenario:")) == []


def test_examples_without_a_comment(linter: Linter) -> None:
    """The last column of Examples is the comment."""
    assert linter.lint(outline("Examples:\n  | comment | a |\n  | one     | 1 |")) == [
        "5: the last column of the Examples is 'a'; the last column is 'comment' and says what the row is about"
    ]


def test_two_rows_of_the_same_values(linter: Linter) -> None:
    """Two rows that differ in their comment alone would have one check id; both are found."""
    hint = "two rows differ in more than their comment: the values are part of the check id"
    assert linter.lint(outline("Examples:\n  | a | comment |\n  | 1 | one |\n  | 1 | two |")) == [
        f"7: the row [1] stands 2 times; {hint}",
        f"8: the row [1] stands 2 times; {hint}",
    ]


def test_a_column_twice(linter: Linter) -> None:
    """A column that stands twice in the Examples is found."""
    assert "5: the column 'a' stands 2 times; a column stands once" in linter.lint(
        outline("Examples:\n  | a | a | comment |\n  | 1 | 2 | one     |")
    )


def test_an_undefined_step_names_the_nearest(linter: Linter) -> None:
    """A misspelt step is found with the sentence that it was meant to be."""
    assert linter.scenario('Then "the buy" is acepted') == [
        "4: undefined step 'Then \"the buy\" is acepted'; did you mean 'Then \"the buy\" is accepted'?"
    ]


def test_an_undefined_step_that_nothing_comes_near(linter: Linter) -> None:
    """Where no sentence comes near, the hint says where they are listed."""
    assert linter.scenario("Then xyzzy") == [
        "4: undefined step 'Then xyzzy'; no sentence comes near; `ouch-conformance steps` lists them"
    ]


def test_a_step_of_another_kind_is_undefined(linter: Linter) -> None:
    """A Then does not serve as a Given; the nearest sentence says which word it goes with."""
    assert linter.scenario('Given "the buy" is accepted', GOOD[2]) == [
        "4: undefined step 'Given \"the buy\" is accepted'; did you mean 'Then \"the buy\" is accepted'?"
    ]


def test_two_definitions_of_one_step(linter: Linter) -> None:
    """Two definitions that match one step are found, each with its place."""

    async def body() -> None: ...

    linter.definitions.append(Definition("given", "a {thing}", body, parsers.parse("a {thing}")))
    first, second = (d.where for d in linter.definitions if d.text in ("a venue", "a {thing}"))
    assert linter.scenario(*GOOD) == [
        f"4: 2 definitions match 'a venue': 'a venue' ({first}) and 'a {{thing}}' ({second}); one definition per step"
    ]


def test_a_step_body_that_blocks(linter: Linter) -> None:
    """A body that is no coroutine function is found."""

    def body() -> None: ...

    plain = Definition("given", "a plain step", body, parsers.parse("a plain step"))
    linter.definitions.append(plain)
    assert linter.scenario("Given a plain step", *GOOD) == [
        f"4: the body of 'a plain step' ({plain.where}) is not asynchronous; "
        "write `async def`: heartbeats stop while a plain function runs"
    ]


def test_a_sentence_that_no_feature_uses(linter: Linter, tmp_path: Path) -> None:
    """A sentence of the suite that no step matches is found where its body stands."""
    path = tmp_path / "x.feature"
    path.write_text("Feature: F\n  @OUCH50-2.1-01\n  Scenario: S\n    " + "\n    ".join(GOOD))
    index = StepIndex(linter.definitions)

    findings = lint_unused(linter.definitions, used_definitions(read_feature(path), index))

    assert [finding.problem for finding in findings] == [
        "no feature uses the sentence 'another venue'",
        "no feature uses the sentence 'the member sends these bytes'",
        "no feature uses the sentence 'the book is'",
    ]
    assert {finding.path.name for finding in findings} == {"linting.py"}
    assert findings[0].hint == "a sentence that nobody writes is taken out"


def test_a_suggestion_has_the_values_of_the_step() -> None:
    """What is suggested can be copied as it is: names, sides and numbers of the step stand in their places."""
    index = StepIndex(sentence_definitions())
    assert index.nearest("when", 'the member enter a buy as "mine"') == ['When the member enters a buy as "mine"']
    resting = index.nearest("given", 'a resting sell with 1,000 shares at 10.05 as "it"')
    assert resting[0] == 'Given a resting sell of 1,000 shares at 10.05 as "it"'
    assert index.nearest("when", "the member cancel the buy") == ['When the member cancels "<order>"']


def test_a_scenario_that_was_only_begun(linter: Linter) -> None:
    """A TODO in a title, a step or a table is found at its line, and nothing else is said of that step."""
    told = "the scenario is not finished: a TODO is left; `ouch-conformance steps` lists what can be said"
    table = ("  | quantity |", "  | TODO     |")
    assert linter.scenario(GOOD[0], GOOD[1], *table, "Then TODO it holds") == [f"5: {told}", f"8: {told}"]
    assert linter.scenario(*GOOD, title="TODO the rule") == [f"3: {told}"]
    assert linter.scenario(*GOOD, title="A TODOLIST is a word") == []


def test_a_step_that_gherkin_takes_for_a_description(linter: Linter) -> None:
    """A misspelt keyword before the first right one is found: the scenario would have run, and passed, without it."""
    told = "stands before the first step and would not run"
    assert linter.scenario("Gven a venue", "", "# a remark", "the venue is quiet", *GOOD[1:]) == [
        f"4: 'Gven a venue' {told}; did you mean 'Given a venue'?",
        f"7: 'the venue is quiet' {told}; a step begins with Given, When, Then, And or But, a remark with #",
    ]
    assert linter.lint(
        """
        Feature: F
          About all of them.
          Background:
            given a venue
          @OUCH50-2.1-01
          Scenario: A rule
            Then "x" is accepted
        """
    ) == [f"4: 'given a venue' {told}; did you mean 'Given a venue'?"]


@pytest.mark.parametrize(
    ("text", "line", "problem", "hint"),
    [
        ("Featur: F\n", 1, "'Featur: F' cannot stand here", "did you mean 'Feature: F'?"),
        ("Feature: F\n  @a\n  Senario: S\n", 3, "'Senario: S' cannot stand here", "did you mean 'Scenario: S'?"),
        (
            "Feature: F\n  Scenario: S\n    Given a\n    Wen b\n",
            4,
            "'Wen b' cannot stand here",
            "did you mean 'When b'?",
        ),
        (
            "Feature: F\n  Scenario: S\n    Given a\n      | b | c |\n      | d |\n",
            5,
            "inconsistent cell count within the table ('| d |')",
            "",
        ),
    ],
)
def test_a_line_that_is_no_gherkin(tmp_path: Path, text: str, line: int, problem: str, hint: str) -> None:
    """The line is told as it stands, with the keyword that was meant."""
    path = tmp_path / "x.feature"
    path.write_text(text)
    with pytest.raises(SourceError) as raised:
        read_feature(path)
    assert (raised.value.line, raised.value.problem, raised.value.hint) == (line, problem, hint)
