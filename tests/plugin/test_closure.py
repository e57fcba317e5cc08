"""Catalogues closed both ways: the rule itself, the suite's own catalogues, and the lint of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.plugin import wiring
from ouch_conformance.plugin.closure import judged_in, lint_closure
from ouch_conformance.plugin.source import read_feature
from ouch_conformance.spec.library import catalogue, protocol_names
from ouch_conformance.spec.requirements import Catalogue, Level, Requirement
from ouch_conformance.spec.sessions import SESSIONS

from .conftest import Project


def requirement(name: str, line: int, **more: Any) -> Requirement:
    """A requirement of these tests."""
    return Requirement(name, "1", "It is so.", Level.MUST, line=line, **more)


def filed(category: str, *by: str) -> dict[str, Any]:
    """A reason why nothing judges a requirement."""
    return {"not_tested": "Words.", "not_tested_category": category, "implied_by": by}


def lint(*requirements: Requirement, judged: set[str]) -> list[str]:
    """What leaves a catalogue of these requirements open."""
    book = Catalogue("p", "d", {each.id: each for each in requirements}, Path("r.xml"), closed=True)
    return [finding.text("r.xml") for finding in lint_closure(book, judged)]


def test_a_requirement_is_judged_or_filed() -> None:
    """A scenario closes an id, a reason of any kind does, and a retired one asks for neither."""
    sound = [
        requirement("P-1", 1),
        requirement("P-2", 2, **filed("operator-action")),
        requirement("P-3", 3, **filed("implied-by", "P-1")),
        requirement("P-4", 4, retired=True),
    ]
    assert lint(*sound, judged={"P-1"}) == []


def test_an_id_with_neither_scenario_nor_reason_is_a_finding() -> None:
    """The finding stands at the requirement's own line."""
    assert lint(requirement("P-1", 7), judged=set()) == [
        "r.xml:7: no scenario judges P-1, and no reason is filed; "
        "give it a scenario, or a <not-tested> with its category and words"
    ]


def test_an_id_with_both_is_a_finding() -> None:
    """A reason that was overtaken by a scenario is taken out."""
    assert lint(requirement("P-1", 7, **filed("pending")), judged={"P-1"}) == [
        "r.xml:7: P-1 is judged by a scenario and filed as pending; one of the two is taken out"
    ]


@pytest.mark.parametrize(
    ("by", "problem"),
    [
        ((), "P-1 is filed as implied by nothing"),
        (("P-9",), "P-1 is implied by the unknown requirement P-9"),
        (("P-2",), "P-1 is implied by P-2, which is retired"),
        (("P-3",), "P-1 is implied by P-3, which no scenario judges"),
    ],
)
def test_an_implication_leads_to_what_a_scenario_judges(by: tuple[str, ...], problem: str) -> None:
    """A chain of reasons ends at a verdict, or it is none."""
    book = [
        requirement("P-1", 1, **filed("implied-by", *by)),
        requirement("P-2", 2, retired=True),
        requirement("P-3", 3, **filed("pending")),
    ]
    (finding,) = lint(*book, judged=set())
    assert finding.startswith(f"r.xml:1: {problem}; ")


@pytest.mark.parametrize("name", protocol_names())
def test_a_catalogue_of_the_suite_is_closed(name: str) -> None:
    """It says so, and every requirement is judged by a scenario of features/, or filed with its reason."""
    assert catalogue(name).closed
    folders = SESSIONS.get(name, (name,))
    files = sorted(file for folder in folders for file in (wiring.own_features() / folder).glob("*.feature"))
    assert lint_closure(catalogue(name), judged_in(map(read_feature, files))) == []


SOUP = """
    Feature: Framing
      @SOUP-F1 @SOUP-F4
      Scenario: A rule
        Then it holds
"""


@pytest.fixture
def as_own(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose features stand in for the suite's own."""
    monkeypatch.setattr(wiring, "own_features", lambda: project.pytester.path / "features")
    monkeypatch.setattr("ouch_conformance.plugin.library.lint_unused", lambda *_: [])
    return project


def test_a_run_of_the_own_features_holds_the_catalogue_closed(as_own: Project) -> None:
    """Ids without a scenario and ids with both are findings of the run, at the line of requirements.xml."""
    as_own.feature(SOUP, "soupbintcp-3.00/1.1_framing.feature")

    result = as_own.run("--collect-only")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [
            "*requirements.xml:*: no scenario judges SOUP-F2, and no reason is filed; *",
            "*requirements.xml:*: SOUP-F4 is judged by a scenario and filed as clients-duty; *",
        ]
    )
    result.stderr.no_fnmatch_line("*judges SOUP-F1*")
    result.stderr.no_fnmatch_line("*OUCH50-*")


def test_a_part_of_the_own_features_is_not_held_to_it(as_own: Project) -> None:
    """One file of several says nothing about the catalogue."""
    as_own.feature(SOUP, "soupbintcp-3.00/1.1_framing.feature")
    as_own.feature(SOUP, "soupbintcp-3.00/2.1_more.feature")

    assert as_own.run("--collect-only", "features/soupbintcp-3.00/2.1_more.feature").ret == 0


def test_a_session_id_may_be_judged_by_another_protocols_features(as_own: Project) -> None:
    """The session's catalogue is held closed by the whole tree: its own folder alone is not asked."""
    as_own.feature(SOUP, "soupbintcp-3.00/1.1_framing.feature")
    as_own.feature(SOUP.replace(" @SOUP-F4", ""), "sample-ouch/1_x.feature")

    assert as_own.run("--collect-only", "features/soupbintcp-3.00").ret == 0


def test_features_of_a_users_own_close_nothing(project: Project) -> None:
    """A user may write three scenarios for a protocol of 123 requirements."""
    project.feature(SOUP, "soupbintcp-3.00/1.1_framing.feature")

    assert project.run("--collect-only").ret == 0
