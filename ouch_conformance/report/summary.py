"""The closing lines of a run: two sums that must close, where the report lies, and the exit status in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.judge.verdict import Verdict

STATUS_WORDS: Mapping[int, str] = {
    0: "conforming",
    1: "not conforming",
    2: "interrupted",
    3: "fault of the suite",
    4: "not started: the command line, the profile, a feature or the connection is wrong",
    5: "nothing was tested",
    6: "incomplete: no violation seen, but not everything could be judged",
}
"""What each exit status of a run says."""


class OpenSumError(Exception):
    """The verdicts do not add up to what was selected: a scenario or a check got lost inside the suite."""


@dataclass(slots=True)
class Tally:
    """Verdicts counted while the run goes on, so that no record has to be kept for the summary.

    `accepted` counts the scenarios that are not testable by the profile's own leave.
    """

    scenarios: Counter[Verdict] = field(default_factory=Counter)
    checks: Counter[Verdict] = field(default_factory=Counter)
    accepted: int = 0

    @classmethod
    def of(cls, records: Iterable[ScenarioRecord]) -> Self:
        """The tally of finished scenarios."""
        tally = cls()
        for record in records:
            tally.add(record.verdict, (check.verdict for check in record.checks))
        return tally

    def add(self, scenario: Verdict, checks: Iterable[Verdict], *, accepted: bool = False) -> None:
        """Count one scenario and its checks."""
        self.scenarios[scenario] += 1
        self.checks.update(checks)
        self.accepted += accepted


def summary_lines(
    tally: Tally,
    *,
    selected_scenarios: int,
    selected_checks: int,
    status: int,
    interrupted: bool = False,
    places: Mapping[str, str] | None = None,
) -> list[str]:
    """The closing lines of a run, in plain text.

    `selected_scenarios` and `selected_checks` are what the collection promised. The verdicts must add up to them;
    where a run was interrupted, what is missing is counted as "not run". Anything else raises OpenSumError.
    `places` names what was written and where ("Allure results": "reports/allure-results").
    """
    scenarios = sum_line("scenarios", tally.scenarios, selected_scenarios, interrupted=interrupted)
    checks = sum_line("checks", tally.checks, selected_checks, interrupted=interrupted)
    accepted = [f"{'':10} {tally.accepted} of the not testable are accepted by the profile"] if tally.accepted else []
    written = [f"{name:<15} {place}" for name, place in (places or {}).items()]
    return [scenarios, *accepted, checks, *written, f"exit status {status}:  {_status_words(status, tally)}"]


def _status_words(status: int, tally: Tally) -> str:
    known = tally.checks[Verdict.KNOWN_DEVIATION]
    but = f", but for {known} known deviation{'s' if known > 1 else ''}" if known and not status else ""
    return STATUS_WORDS[status] + but


def sum_line(name: str, counted: Counter[Verdict], selected: int, *, interrupted: bool) -> str:
    """`scenarios  3 selected = 2 pass + 1 fail`; OpenSumError where the verdicts do not add up to what was selected."""
    terms = [f"{counted[verdict]} {verdict}" for verdict in reversed(Verdict) if counted[verdict]]
    missing = selected - counted.total()
    if missing > 0 and interrupted:
        terms.append(f"{missing} not run (interrupted)")
    elif missing:
        raise OpenSumError(f"{selected} {name} were selected, but the verdicts add up to {counted.total()}")
    return f"{name:<10} {selected} selected = {' + '.join(terms) or '0'}"
