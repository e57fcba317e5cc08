"""Checks and the record of a scenario: what every report is written from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ouch_conformance.judge.verdict import Result, Verdict

if TYPE_CHECKING:
    from ouch_conformance.evidence.frames import Frame, SessionMark
    from ouch_conformance.profile.deviations import Deviation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one predicate found.

    `requirement` names the one requirement this outcome is about; without it the outcome counts for every tag of the
    scenario that the step can judge. `frames` are indexes into the scenario's evidence, `field` the field at fault
    (its name in the specification), `proof` how an absence was proven: "marker", "window" or nothing.
    """

    result: Result
    sentence: str
    expected: str
    observed: str
    frames: tuple[int, ...] = ()
    field: str | None = None
    proof: str | None = None
    requirement: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """That a check stands in the list of known deviations.

    `found` is its verdict without the list, `why` says what makes the entry stale; it is empty where the entry holds.
    """

    found: Verdict
    deviation: Deviation
    why: str = ""

    @property
    def words(self) -> str:
        """Why the entry is stale, or what it says, and where it stands."""
        entry = self.deviation
        if self.why:
            return f"{self.why} ({entry.place})"
        link = f", {entry.link}" if entry.link else ""
        return f"{entry.reason} ({entry.owner}, until {entry.expires.isoformat()}{link}; {entry.place})"


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement judged in one scenario (and row): carries exactly one verdict.

    `fired` says whether a predicate made it: a check that does not apply, or that the scenario never came to, did not.
    """

    id: str
    requirement: str
    verdict: Verdict
    sentence: str
    expected: str
    observed: str
    frames: tuple[int, ...] = ()
    field: str | None = None
    proof: str | None = None
    fired: bool = True
    listed: Listed | None = None


@dataclass(slots=True)
class StepRecord:
    """One step as it was run: `status` is "passed", "failed", "broken" or "skipped" (not reached)."""

    keyword: str
    text: str
    line: int = 0
    status: str = "skipped"
    start_ns: int = 0
    stop_ns: int = 0
    table: tuple[tuple[str, ...], ...] | None = None
    docstring: str | None = None
    note: str = ""


@dataclass(slots=True)
class ScenarioRecord:
    """One run of one scenario: steps, checks, evidence. `id` is `protocol/file::slug[row]`.

    `lost` are the entries of the evidence that had left the recorder's memory before the scenario ended. `began_with`
    is what the run knew when it began (numbers used so far, where the streams stood), `operator` are the operator's
    actions: with both of them the scenario can be judged again from its evidence. `asked` are the options that chose
    the venue and the rules of its run, as on a command line.
    """

    id: str
    title: str
    protocol: str
    feature: str
    rule: str | None
    file: str
    line: int
    tags: tuple[str, ...]
    row: dict[str, str] = field(default_factory=dict)
    nodeid: str = ""
    asked: str = ""
    steps: list[StepRecord] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    verdict: Verdict = Verdict.NOT_APPLICABLE
    reason: str = ""
    frames: list[Frame | SessionMark] = field(default_factory=list)
    lost: int = 0
    start_ns: int = 0
    stop_ns: int = 0
    began_with: dict[str, object] = field(default_factory=dict)
    operator: list[dict[str, object]] = field(default_factory=list)


class Unmet(Exception):  # noqa: N818 - not an error of the program: the venue's answer, carried up to the scenario
    """A predicate did not hold, so that the scenario's later steps have no ground to stand on."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"{outcome.sentence}: expected {outcome.expected}; observed {outcome.observed}")
        self.outcome = outcome


class ActionMissing(Exception):  # noqa: N818 - likewise
    """An operator action that the profile offers no way to perform: `action` is its name."""

    def __init__(self, action: str) -> None:
        super().__init__(f"operator action {action!r} cannot be performed: the profile's control adapter has none")
        self.action = action


def slug(title: str) -> str:
    """A title as the stable part of an id: lower case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def scenario_id(protocol: str, file: str, title: str, row: str = "") -> str:
    """`protocol/file::slug[row]`, the id of a scenario or of one row of an outline."""
    return f"{protocol}/{file}::{slug(title)}" + (f"[{row}]" if row else "")


def check_id(requirement: str, scenario: str) -> str:
    """`ID@protocol/file::slug[row]`."""
    return f"{requirement}@{scenario}"
