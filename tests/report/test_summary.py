"""The closing lines of a run."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.summary import STATUS_WORDS, OpenSumError, Tally, summary_lines
from tests.report.hand_made import failing, observed, passing, record


def test_both_sums_close_and_name_every_verdict() -> None:
    """Scenarios and checks are summed apart; the verdicts stand mildest first."""
    tally = Tally.of([failing(), passing(), passing(), observed(), record("x")])

    lines = summary_lines(
        tally, selected_scenarios=5, selected_checks=5, status=1, places={"Allure results": "reports/allure-results"}
    )

    assert lines == [
        "scenarios  5 selected = 3 pass + 1 observed + 1 fail",
        "checks     5 selected = 2 pass + 2 observed + 1 fail",
        "Allure results  reports/allure-results",
        "exit status 1:  not conforming",
    ]


def test_a_lost_scenario_is_an_error_not_a_smaller_sum() -> None:
    """selected = the verdicts added up, or something got lost inside the suite."""
    with pytest.raises(OpenSumError, match="3 scenarios were selected, but the verdicts add up to 2"):
        summary_lines(Tally.of([failing(), passing()]), selected_scenarios=3, selected_checks=3, status=1)
    with pytest.raises(OpenSumError, match="2 checks were selected, but the verdicts add up to 3"):
        summary_lines(Tally.of([failing(), passing()]), selected_scenarios=2, selected_checks=2, status=1)


def test_an_interrupted_run_counts_what_was_not_run() -> None:
    """After Ctrl-C the sum closes as well: the rest is counted and named."""
    lines = summary_lines(Tally.of([passing()]), selected_scenarios=3, selected_checks=4, status=2, interrupted=True)

    assert lines[:2] == [
        "scenarios  3 selected = 1 pass + 2 not run (interrupted)",
        "checks     4 selected = 1 pass + 3 not run (interrupted)",
    ]


def test_more_verdicts_than_selected_is_an_error_even_when_interrupted() -> None:
    """A scenario that was counted twice is a fault of the suite."""
    with pytest.raises(OpenSumError):
        summary_lines(
            Tally.of([passing(), passing()]), selected_scenarios=1, selected_checks=2, status=2, interrupted=True
        )


def test_what_the_profile_accepts_is_said() -> None:
    """Accepted as not testable leaves the exit status, never the report."""
    tally = Tally()
    tally.add(Verdict.NOT_TESTABLE, [Verdict.NOT_TESTABLE], accepted=True)

    lines = summary_lines(tally, selected_scenarios=1, selected_checks=1, status=5)

    assert lines[1].split() == ["1", "of", "the", "not", "testable", "are", "accepted", "by", "the", "profile"]
    assert lines[-1] == "exit status 5:  nothing was tested"


def test_an_empty_run_says_so() -> None:
    """Nothing selected is a sum too."""
    assert summary_lines(Tally(), selected_scenarios=0, selected_checks=0, status=5)[0] == "scenarios  0 selected = 0"


def test_every_exit_status_has_words() -> None:
    """0 to 6, none left to a reader's memory."""
    assert list(STATUS_WORDS) == list(range(7))
