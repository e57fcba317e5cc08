"""The gate: verdicts added up, and the exit status that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from ouch_conformance.judge.verdict import Verdict, exit_status
from ouch_conformance.plugin.provenance import now
from ouch_conformance.report.summary import OpenSumError, Tally, summary_lines

_WORST_FIRST = (3, 1, 6, 5, 0)
_PYTEST_STANDS = (2, 3, 4)

PASSED = (Verdict.PASS, Verdict.LENIENT, Verdict.OBSERVED, Verdict.WARNING)
SKIPPED = (Verdict.NOT_APPLICABLE,)
XFAILED = (Verdict.KNOWN_DEVIATION,)

_LETTERS: Mapping[Verdict, str] = {
    Verdict.HARNESS_ERROR: "E",
    Verdict.FAIL: "F",
    Verdict.STALE_DEVIATION: "D",
    Verdict.INCONCLUSIVE: "I",
    Verdict.NOT_TESTABLE: "N",
    Verdict.WARNING: "w",
    Verdict.KNOWN_DEVIATION: "d",
    Verdict.LENIENT: "l",
    Verdict.OBSERVED: "o",
    Verdict.PASS: ".",
    Verdict.NOT_APPLICABLE: "s",
}


class CheckTold(TypedDict):
    """What a report carries of one check."""

    id: str
    requirement: str
    verdict: str
    fired: bool
    observed: str
    proof: str | None


class Told(TypedDict):
    """What a report carries of its scenario: plain values, so that it travels between processes."""

    verdict: str
    accepted: bool
    tags: int
    checks: list[CheckTold]


def pytest_outcome(verdict: Verdict, *, accepted: bool = False) -> str:
    """pytest's word for a verdict: passed, failed, skipped or xfailed."""
    if verdict in PASSED:
        return "passed"
    if verdict in SKIPPED or (verdict is Verdict.NOT_TESTABLE and accepted):
        return "skipped"
    return "xfailed" if verdict in XFAILED else "failed"


def test_status(verdict: Verdict, *, accepted: bool = False) -> tuple[str, str, str]:
    """Category, letter and word of a scenario in pytest's output."""
    outcome = pytest_outcome(verdict, accepted=accepted)
    category = "error" if verdict is Verdict.HARNESS_ERROR else outcome
    return category, _LETTERS[verdict], verdict.upper()


class Gate:
    """Counts the scenarios of a run as they end."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.tags: list[int] = []
        self.selected = 0
        self.selected_checks = 0
        self.others_failed = False
        self.adrift = 0
        self._scenarios: list[tuple[Verdict, bool]] = []

    def select(self, tags: Iterable[int]) -> None:
        """Note what the collection promised: for each scenario, the number of its requirement tags."""
        self.tags += tags
        self.selected = len(self.tags)
        self.selected_checks = sum(self.tags)

    @property
    def ended(self) -> int:
        """How many scenarios have their verdict."""
        return len(self._scenarios)

    def add(self, told: Told) -> None:
        """Count one finished scenario. Checks beyond its tags (an invariant was violated) were promised by nobody."""
        verdict, accepted = Verdict(told["verdict"]), told["accepted"]
        self._scenarios.append((verdict, accepted))
        self.tally.add(verdict, (Verdict(check["verdict"]) for check in told["checks"]), accepted=accepted)
        self.selected_checks += len(told["checks"]) - told["tags"]

    def add_invariants(self, verdicts: Iterable[Verdict]) -> None:
        """Count the checks that belong to the run as a whole."""
        for verdict in verdicts:
            self.tally.checks[verdict] += 1
            self.selected_checks += 1

    def add_adrift(self, count: int) -> None:
        """Count entries of the list of deviations that belong to no check: each is a stale one."""
        self.adrift += count
        self.tally.checks[Verdict.STALE_DEVIATION] += count
        self.selected_checks += count

    def status(self, pytest_status: int, *, faults: bool) -> int:
        """The exit status: of the scenarios, or 1 where nothing is worse and a plain test of the same run failed, or an
        entry of the list of deviations belongs to no check.

        What pytest says of an interruption, an internal error or a wrong usage stands.
        """
        if pytest_status in _PYTEST_STANDS:
            return pytest_status
        statuses = {exit_status(self._scenarios)}
        statuses |= {1} if self.others_failed or self.adrift else set()
        statuses |= {3} if faults else set()
        return next(status for status in _WORST_FIRST if status in statuses)

    def result(self, status: int) -> dict[str, object]:
        """How the run ended, in JSON's own types: both sums, what they have to add up to, and the exit status."""
        return {
            "scenarios": dict(+self.tally.scenarios),
            "checks": dict(+self.tally.checks),
            "selected": self.selected,
            "selected_checks": self.selected_checks,
            "accepted": self.tally.accepted,
            "status": status,
            "finished": now(),
        }

    def close(self, status: int, places: Mapping[str, str]) -> tuple[int, list[str]]:
        """The exit status and the closing lines. Sums that do not close are a fault of the suite: status 3."""
        stopped = status in _PYTEST_STANDS or self.ended < self.selected
        try:
            lines = summary_lines(
                self.tally,
                selected_scenarios=self.selected,
                selected_checks=self.selected_checks,
                status=status,
                interrupted=stopped,
                places=places,
            )
        except OpenSumError as error:
            return 3, [f"fault of the suite: {error}"]
        return status, lines
