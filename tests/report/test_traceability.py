"""Traceability made from the checks of a run: states, verdicts, counts, areas, the behaviour sheet, the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.traceability import (
    Seen,
    TraceError,
    counts_line,
    read_traceability,
    traceability,
    write_traceability,
)
from ouch_conformance.spec.areas import Area, Areas
from ouch_conformance.spec.requirements import Catalogue, Level, Requirement


def requirement(name: str, level: Level = Level.MUST, **more: Any) -> Requirement:
    """A requirement of these tests."""
    return Requirement(name, "1.2", f"It is {name}.", level, **more)


BOOK = Catalogue(
    "p",
    "d",
    {
        each.id: each
        for each in (
            requirement("P-1"),
            requirement("P-2", not_tested="Nobody can.", not_tested_category="operator-action"),
            requirement("P-3", features=("x",)),
            requirement("P-4"),
            requirement("P-5"),
            requirement("P-6", Level.OBSERVE),
            requirement("P-7", retired=True),
        )
    },
)
CHECKS = [
    Seen("P-1@p/f::a", "P-1", Verdict.PASS, True, "as wanted"),
    Seen("P-1@p/f::b", "P-1", Verdict.FAIL, True, "nothing"),
    Seen("P-3@p/f::a", "P-3", Verdict.NOT_APPLICABLE, False, "needs the feature 'x'"),
    Seen("P-4@p/f::a", "P-4", Verdict.INCONCLUSIVE, False, "the scenario ended at line 7"),
    Seen("P-6@p/f::c", "P-6", Verdict.OBSERVED, True, "Rejected", "marker"),
    Seen("P-6@p/f::d", "P-6", Verdict.INCONCLUSIVE, False, "never judged"),
]
AREAS = Areas(
    ("p", "q"),
    "Article 9",
    {"a": "matching", "c": "connection"},
    (
        Area("login", "Login", ("c",), {"p": ("P-1", "P-5"), "q": ("Q-1",)}, {}),
        Area("halt", "Halted", ("a", "c"), {"p": ("P-1",)}, {"q": "No orders."}),
        Area("throttle", "Throttle", (), {}, {"p": "No sentence limits a rate.", "q": "No orders."}),
    ),
)


def trace(checks: list[Seen] | None = None, **more: Any) -> dict[str, Any]:
    """The traceability of a run with these checks."""
    run = {"profile": "Mine", "protocols": ["p"]}
    return traceability(run, [BOOK], CHECKS if checks is None else checks, {"P-1": ["d-1", "d-2"]}, AREAS, **more)


def row(name: str) -> dict[str, Any]:
    """The row of one requirement."""
    (found,) = [each for each in trace()["requirements"] if each["id"] == name]
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("name", "state", "verdict", "reason"),
    [
        ("P-1", "tested", "fail", None),
        ("P-2", "filed", None, "Nobody can."),
        ("P-3", "not applicable", "not applicable", "needs the feature 'x'"),
        ("P-4", "not reached", "inconclusive", "the scenario ended at line 7"),
        ("P-5", "not in this run", None, None),
        ("P-6", "tested", "inconclusive", None),
    ],
)
def test_a_requirement_is_tested_when_a_check_fired(
    name: str, state: str, verdict: str | None, reason: str | None
) -> None:
    """Only a check that a predicate made counts; the verdict is the worst of all checks; the rest has its reason."""
    found = row(name)
    assert (found["state"], found["verdict"], found["reason"]) == (state, verdict, reason)


def test_a_row_names_its_scenarios_defects_areas_and_points() -> None:
    """What judged a requirement, what proves its checks, and what it is asked for."""
    found = row("P-1")
    assert [(each["scenario"], each["verdict"]) for each in found["checks"]] == [("p/f::a", "pass"), ("p/f::b", "fail")]
    assert found["defects"] == ["d-1", "d-2"]
    assert found["areas"] == ["login", "halt"]
    assert found["points"] == ["a", "c"]
    assert row("P-2")["category"] == "operator-action"


def test_every_requirement_in_force_is_in_one_state() -> None:
    """The states add up to the catalogue, without what is retired."""
    assert trace()["counts"] == {
        "p": {
            "requirements": 6,
            "tested": 2,
            "not reached": 1,
            "not applicable": 1,
            "not in this run": 1,
            "filed": 1,
        }
    }
    assert counts_line(trace()) == (
        "6 requirements = 2 tested + 1 not reached + 1 not applicable + 1 not in this run + 1 filed"
    )
    assert counts_line(trace([])) == "6 requirements = 5 not in this run + 1 filed"


def test_an_open_question_is_listed_with_what_the_venue_did() -> None:
    """The behaviour sheet holds the answers that were recorded, with the proof of a silence."""
    assert trace()["behaviour"] == [
        {
            "requirement": "P-6",
            "protocol": "p",
            "section": "1.2",
            "question": "It is P-6.",
            "answers": [{"scenario": "p/f::c", "verdict": "observed", "observed": "Rejected", "proof": "marker"}],
        }
    ]
    assert trace([])["behaviour"] == []


def test_an_area_keeps_to_the_protocols_of_the_run() -> None:
    """Requirements and reasons of protocols that take no part are left out."""
    login, halt, throttle = trace()["areas"]
    assert login["requirements"] == {"p": ["P-1", "P-5"]}
    assert (halt["points"], halt["none"]) == (["a", "c"], {})
    assert throttle["none"] == {"p": "No sentence limits a rate."}
    assert trace()["points"] == {"regulation": "Article 9", "a": "matching", "c": "connection"}


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Written into a folder that need not exist, and read back."""
    path = tmp_path / "reports" / "traceability.json"
    write_traceability(path, trace())
    assert read_traceability(path) == trace()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "cannot be read: No such file or directory; a conformance run writes it"),
        ("{", "no JSON; the traceability.json of a run is expected"),
        ("[]", "not made by a run; the traceability.json of a run is expected"),
        ('{"version": 1}', "not made by a run"),
        ('{"version": 2, "requirements": [], "counts": {}}', "version 2 of the file; this program reads version 1"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str | None, problem: str) -> None:
    """The message names the file and what would be right."""
    path = tmp_path / "traceability.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(TraceError) as error:
        read_traceability(path)
    assert str(error.value).startswith(f"{path}: {problem}")
