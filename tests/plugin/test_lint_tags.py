"""The lint of tags, tables and whole files: what each rule finds, in which words, and what it lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import parsers

from ouch_conformance.plugin.index import Definition
from ouch_conformance.plugin.source import SourceError, read_feature
from ouch_conformance.steps.sentence import Sentence

from .linting import GOOD, Linter


def test_an_unknown_requirement_names_the_nearest(linter: Linter) -> None:
    """An id that no catalogue holds is found with the nearest one."""
    assert linter.scenario(*GOOD, tags="@OUCH50-2.1-01 @OUCH50-2.2-0") == [
        "2: unknown requirement @OUCH50-2.2-0; did you mean @OUCH50-2.2-04?"
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
        ("@pics:minimum-quantiti", "did you mean @pics:minimum-quantity?"),
        ("@layer:order", "did you mean @layer:orders?"),
        ("@cost:slowly", "did you mean @cost:slow?"),
    ],
)
def test_an_unknown_argument_of_a_family(linter: Linter, tag: str, message: str) -> None:
    """A flag, layer or cost that does not exist is found with the nearest."""
    assert linter.scenario(*GOOD, tags=f"@OUCH50-2.1-01 {tag}") == [f"2: unknown argument of {tag}; {message}"]


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


def test_a_sentence_that_only_records_judges_no_must(linter: Linter) -> None:
    """What takes whatever comes cannot fail, so it gives no verdict to a requirement that can be violated."""

    async def body() -> None: ...

    parser = parsers.cfparse("the answer is recorded")
    sentence = Sentence("then", "the answer is recorded", body, parser, ("OUCH50-*",), None, False, False, "", True)
    linter.definitions.append(Definition("then", sentence.text, body, parser, sentence=sentence))
    hint = "a Then that judges it is missing: a run could never give it a verdict"
    assert linter.scenario("Then the answer is recorded") == [
        f"2: no step of the scenario at line 3 judges OUCH50-2.1-01; {hint}"
    ]


def test_a_users_own_then_may_judge_any_tag(linter: Linter) -> None:
    """A Then that a user registered with pytest-bdd can judge whatever its scenario carries."""

    async def body() -> None: ...

    linter.definitions.append(Definition("then", "mine holds", body, parsers.parse("mine holds")))
    assert linter.scenario("Then mine holds", tags="@OUCH50-9-01") == []


def test_a_table_that_is_wrong(linter: Linter) -> None:
    """Unknown columns and words in a table are found with the nearest, at the line of the step."""
    steps = ('When the member enters "x"', "  | sidee | time in force |", "  | buy   | dya           |", GOOD[2])
    assert linter.scenario(*steps) == [
        "4: 'dya' is no value of 'time in force'; did you mean 'day'?",
        "4: unknown column 'sidee'; did you mean 'side'?",
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
        "4: 'bye' is not known here; did you mean 'buy'?"
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
