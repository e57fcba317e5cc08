"""Every rule of the lint: what it finds, in which words, and that a good feature has nothing found in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pytest_bdd import parsers

from ouch_conformance.judge.dialect import Kind
from ouch_conformance.plugin.index import Definition, StepIndex, merged
from ouch_conformance.plugin.lint import Rulebook, lint_feature, lint_unused, used_definitions
from ouch_conformance.plugin.source import SourceError, read_feature
from ouch_conformance.plugin.tags import Vocabulary
from ouch_conformance.spec.requirements import Level, Requirement
from ouch_conformance.steps.sentence import SENTENCES, Sentence, given, then, when
from ouch_conformance.steps.tables import MessageTable, WordTable, one_of


def requirement(name: str, **more: Any) -> Requirement:
    """A requirement with the least that one must have."""
    return Requirement(name, "2.1", "It is so.", Level.MUST, **more)


VOCABULARY = Vocabulary(
    requirements={
        each.id: each
        for each in (
            requirement("OUCH50-2.1-01"),
            requirement("OUCH50-2.2-04"),
            requirement("OUCH50-9-01"),
            requirement("OUCH50-2.1-99", retired=True),
        )
    },
    flags=frozenset({"minimum-quantity", "modify"}),
    elsewhere={"OUCH42-1-01": "nasdaq-ouch-4.2"},
)


class Vocabularies:
    """Sentences of these tests."""

    def __init__(self) -> None:
        known = len(SENTENCES)

        @given("a venue")
        async def _venue(world: object) -> None:
            """A state."""

        @given("another venue")
        async def _another(world: object) -> None:
            """A state."""

        @when("the member enters {order:Order}", table=MessageTable(Kind.ENTER, sent=True))
        async def _enters(world: object, order: str, datatable: object = None) -> None:
            """A stimulus."""

        @when("the member sends these bytes", docstring=True)
        async def _bytes(world: object, docstring: str) -> None:
            """A stimulus."""

        @then("{order:Order} is accepted", judges=("OUCH50-2.*",))
        async def _accepted(world: object, order: str) -> None:
            """A judgement."""

        @then(
            "the book is", judges=("OUCH50-2.*",), table_required=True, table=WordTable({"side": one_of("buy", "sell")})
        )
        async def _book(world: object, datatable: object) -> None:
            """A judgement."""

        self.sentences: list[Sentence] = SENTENCES[known:]
        del SENTENCES[known:]

    def definitions(self) -> list[Definition]:
        """The sentences as definitions."""
        return [Definition(each.kind, each.text, each.func, each.parser, sentence=each) for each in self.sentences]


class Linter:
    """Lints features of these tests, and gives each finding as `line: problem; hint`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.definitions = Vocabularies().definitions()

    def lint(self, text: str) -> list[str]:
        """What is wrong in a feature."""
        path = self.folder / "x.feature"
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        book = Rulebook("nasdaq-ouch-5.0", VOCABULARY, StepIndex(merged(self.definitions)))
        return [finding.text("x").removeprefix("x:") for finding in lint_feature(read_feature(path), book)]

    def scenario(self, *steps: str, tags: str = "@OUCH50-2.1-01", title: str = "A rule") -> list[str]:
        """What is wrong in a feature of one scenario, whose title stands at line 3 and whose steps follow."""
        return self.lint("\n".join(["Feature: F", f"  {tags}", f"  Scenario: {title}", *("    " + s for s in steps)]))


@pytest.fixture
def linter(tmp_path: Path) -> Iterator[Linter]:
    """A linter with the sentences of these tests."""
    yield Linter(tmp_path)


GOOD = ("Given a venue", 'When the member enters "the buy"', 'Then "the buy" is accepted')


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
        "4: undefined step 'Then \"the buy\" is acepted'; nearest: Then {order:Order} is accepted"
    ]


def test_an_undefined_step_that_nothing_comes_near(linter: Linter) -> None:
    """Where no sentence comes near, the hint says where they are listed."""
    assert linter.scenario("Then xyzzy") == [
        "4: undefined step 'Then xyzzy'; no sentence comes near; `ouch-conformance steps` lists them"
    ]


def test_a_step_of_another_kind_is_undefined(linter: Linter) -> None:
    """A Then does not serve as a Given; the nearest sentence says which word it goes with."""
    assert linter.scenario('Given "the buy" is accepted', GOOD[2]) == [
        "4: undefined step 'Given \"the buy\" is accepted'; nearest: Then {order:Order} is accepted"
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
    assert {finding.path.name for finding in findings} == {"test_lint.py"}
    assert findings[0].hint == "a sentence that nobody writes is taken out"


def test_an_unknown_requirement_names_the_nearest(linter: Linter) -> None:
    """An id that no catalogue holds is found with the nearest one."""
    assert linter.scenario(*GOOD, tags="@OUCH50-2.1-01 @OUCH50-2.2-0") == [
        "2: unknown requirement @OUCH50-2.2-0 (nearest: OUCH50-2.2-04); allowed: the ids of the catalogue"
    ]


def test_a_retired_requirement(linter: Linter) -> None:
    """An id that is no longer in use is found."""
    assert linter.scenario(*GOOD, tags="@OUCH50-2.1-01 @OUCH50-2.1-99") == [
        "2: requirement OUCH50-2.1-99 is retired; an id is never used again; see the catalogue for its successor"
    ]


def test_a_requirement_of_another_protocol(linter: Linter) -> None:
    """An id of another protocol's catalogue is found."""
    assert linter.scenario(*GOOD, tags="@OUCH50-2.1-01 @OUCH42-1-01") == [
        "2: requirement OUCH42-1-01 belongs to nasdaq-ouch-4.2; a feature carries its own protocol's ids"
    ]


def test_an_unknown_family(linter: Linter) -> None:
    """A family other than pics, layer and cost is found."""
    assert linter.scenario(*GOOD, tags="@OUCH50-2.1-01 @severity:high") == [
        "2: unknown tag family @severity:; allowed: @pics:, @layer:, @cost:"
    ]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("@pics:minimum-quantiti", "(nearest: minimum-quantity); allowed: minimum-quantity, modify"),
        ("@layer:order", "(nearest: orders); allowed: orders, resilience, session"),
        ("@cost:slowly", "(nearest: slow); allowed: control, destructive, slow"),
    ],
)
def test_an_unknown_argument_of_a_family(linter: Linter, tag: str, message: str) -> None:
    """A flag, layer or cost that does not exist is found with the nearest."""
    assert linter.scenario(*GOOD, tags=f"@OUCH50-2.1-01 {tag}") == [f"2: unknown argument of {tag} {message}"]


def test_a_scenario_without_a_requirement(linter: Linter) -> None:
    """A scenario that names no requirement is found; a tag of the feature counts for all its scenarios."""
    problem = "3: a scenario without a requirement; a tag names what it judges, as @OUCH50-2.2-04"
    assert linter.scenario(*GOOD, tags="@layer:orders") == [problem]
    assert linter.lint("@OUCH50-2.1-01\nFeature: F\n  Scenario: S\n    " + "\n    ".join(GOOD)) == []


def test_a_tag_that_no_step_can_judge(linter: Linter) -> None:
    """A requirement that none of the scenario's steps judges is found: it could never get a verdict."""
    hint = "a Then that judges it is missing: a run could never give it a verdict"
    assert linter.scenario(*GOOD, tags="@OUCH50-2.1-01 @OUCH50-9-01") == [
        f"2: no step of the scenario at line 3 judges OUCH50-9-01; {hint}"
    ]
    assert linter.scenario("Given a venue") == [f"2: no step of the scenario at line 3 judges OUCH50-2.1-01; {hint}"]


def test_a_users_own_then_may_judge_any_tag(linter: Linter) -> None:
    """A Then that a user registered with pytest-bdd can judge whatever its scenario carries."""

    async def body() -> None: ...

    linter.definitions.append(Definition("then", "mine holds", body, parsers.parse("mine holds")))
    assert linter.scenario("Then mine holds", tags="@OUCH50-9-01") == []


def test_a_table_that_is_wrong(linter: Linter) -> None:
    """Unknown columns and words in a table are found with the nearest, at the line of the step."""
    steps = ('When the member enters "x"', "  | sidee | time in force |", "  | buy   | dya           |", GOOD[2])
    assert linter.scenario(*steps) == [
        "4: 'dya' is no value of 'time in force': did you mean 'day'?",
        "4: unknown column 'sidee': did you mean 'side'?",
    ]


def test_a_table_that_is_missing_or_not_wanted(linter: Linter) -> None:
    """A table under a step that takes none, and none under a step that needs one, are found; texts likewise."""
    assert linter.scenario("Given a venue", "  | a |", "  | 1 |", *GOOD[1:]) == ["4: the step 'a venue' takes no table"]
    assert linter.scenario("Then the book is") == ["4: the step 'the book is' needs a table"]
    assert linter.scenario("Given a venue", '"""', "x", '"""', GOOD[2]) == ["4: the step 'a venue' takes no doc string"]
    assert linter.scenario("When the member sends these bytes", GOOD[2]) == [
        "4: the step 'the member sends these bytes' needs a doc string"
    ]
    assert linter.scenario("Then the book is", "  | side |", "  | bye  |") == [
        "4: 'bye' is not known here: did you mean 'buy'?"
    ]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "the file holds no Feature"),
        ("Feature: F\n  Scenario: S\n    And a venue\n", 3, "First step in a scenario or background must start"),
        ("Feature: F\n  Scenario: S\n    Given a venue\n      | a |\n      | 1 | 2 |\n", 5, "inconsistent cell count"),
    ],
)
def test_a_file_that_is_no_gherkin(tmp_path: Path, text: str, line: int, problem: str) -> None:
    """A file that cannot be read names the line and what is wrong there."""
    path = tmp_path / "x.feature"
    path.write_text(text)

    with pytest.raises(SourceError) as raised:
        read_feature(path)

    assert raised.value.line == line
    assert problem in raised.value.problem


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named as such."""
    path = tmp_path / "x.feature"
    path.write_bytes(b"Feature: \xff\n")

    with pytest.raises(SourceError, match="the file is no UTF-8 text"):
        read_feature(path)
