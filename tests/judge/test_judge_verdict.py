"""How findings become verdicts, which of them is worst, and what exit status they ask for."""

from __future__ import annotations

import itertools

import pytest

from ouch_conformance.judge.verdict import Result, Verdict, exit_status, grade, status_of, worst
from ouch_conformance.spec.requirements import Level

GRADES = {
    Level.MUST: ["pass", "pass (lenient)", "fail", "inconclusive", "not testable"],
    Level.DERIVED: ["pass", "pass (lenient)", "warning", "inconclusive", "not testable"],
    Level.OBSERVE: ["observed", "observed", "observed", "inconclusive", "not testable"],
}
"""For each level the verdict of: held, held in another legal way, violated, unproven, untestable."""

ORDER = [
    "harness error",
    "fail",
    "stale deviation",
    "inconclusive",
    "not testable",
    "warning",
    "known deviation",
    "pass (lenient)",
    "observed",
    "pass",
    "not applicable",
]


@pytest.mark.parametrize("level", Level)
def test_the_level_of_the_requirement_grades_what_was_found(level: Level) -> None:
    """A violated `must` fails, a violated `derived` warns, and `observe` judges nothing that was answered."""
    assert [grade(result, level) for result in Result] == GRADES[level]


@pytest.mark.parametrize("level", Level)
def test_strict_turns_warnings_into_fails_and_nothing_else(level: Level) -> None:
    """With `strict` a violated `derived` requirement fails; every other grade stays."""
    strict = [grade(result, level, strict=True) for result in Result]

    assert strict == ["fail" if verdict == "warning" else verdict for verdict in GRADES[level]]


def test_the_worst_first() -> None:
    """The order of the verdicts is that of the plan, and of two verdicts the one that stands first is worse."""
    assert list(Verdict) == ORDER
    for worse, better in itertools.combinations(Verdict, 2):
        assert worst([better, worse, better]) is worse


def test_the_worst_of_nothing_is_the_mildest() -> None:
    """A scenario without a check is not applicable."""
    assert worst([]) is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        ("harness error", 3),
        ("fail", 1),
        ("stale deviation", 1),
        ("inconclusive", 6),
        ("not testable", 6),
        ("warning", 0),
        ("known deviation", 0),
        ("pass (lenient)", 0),
        ("observed", 0),
        ("pass", 0),
        ("not applicable", 5),
    ],
)
def test_the_status_of_one_verdict(verdict: str, status: int) -> None:
    """Each verdict asks for one exit status; acceptance by the profile changes only what was not testable."""
    assert status_of(Verdict(verdict)) == status
    assert status_of(Verdict(verdict), accepted=True) == (5 if verdict == "not testable" else status)


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        (["pass", "harness error", "fail", "inconclusive"], 3),
        (["pass", "fail", "inconclusive", "not applicable"], 1),
        (["pass", "stale deviation"], 1),
        (["pass", "inconclusive", "not applicable"], 6),
        (["pass", "not testable"], 6),
        (["pass", "not applicable"], 0),
        (["observed"], 0),
        (["not applicable", "not applicable"], 5),
        ([], 5),
    ],
)
def test_the_worst_status_wins(verdicts: list[str], status: int) -> None:
    """3 before 1 before 6 before 0; 5 only where nothing was tested at all."""
    assert exit_status((Verdict(verdict), False) for verdict in verdicts) == status


def test_what_the_profile_accepts_leaves_the_run_conforming() -> None:
    """Not testable and accepted: out of the exit status; on its own it is a run that tested nothing."""
    accepted = (Verdict.NOT_TESTABLE, True)

    assert exit_status([accepted, (Verdict.PASS, False)]) == 0
    assert exit_status([accepted]) == 5


def test_an_interrupted_run_says_so() -> None:
    """Ctrl-C is status 2, whatever had been found by then."""
    assert exit_status([(Verdict.FAIL, False)], interrupted=True) == 2
