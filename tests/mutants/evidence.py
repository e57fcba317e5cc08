"""What a run says of itself, read from its event stream."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ouch_conformance.evidence.stream import read_events
from ouch_conformance.judge.verdict import Verdict

GREEN = (Verdict.PASS, Verdict.LENIENT, Verdict.OBSERVED, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CheckSeen:
    """One check of one scenario; `id` is `ID@protocol/file::slug[row]`."""

    id: str
    requirement: str
    verdict: Verdict
    observed: str


@dataclass(frozen=True, slots=True)
class ScenarioSeen:
    """One scenario with the requirements that it carries as tags."""

    id: str
    verdict: Verdict
    reason: str
    requirements: frozenset[str]
    checks: tuple[CheckSeen, ...]

    @property
    def green(self) -> bool:
        """Whether it ended without any complaint."""
        return self.verdict in GREEN


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One run: its exit status, its scenarios, and how long it took in seconds."""

    status: int
    scenarios: tuple[ScenarioSeen, ...]
    seconds: float
    output: str = ""

    @property
    def faulty(self) -> bool:
        """Whether the suite itself was at fault somewhere, which says nothing about the venue."""
        return any(scenario.verdict is Verdict.HARNESS_ERROR for scenario in self.scenarios)


def read_run(events: Path, status: int, seconds: float, output: str) -> RunSeen:
    """The scenarios of a run in their order; none where it wrote no stream."""
    checks: dict[str, list[CheckSeen]] = {}
    scenarios = []
    for event in read_events(events) if events.exists() else ():
        if event["event"] == "check":
            checks.setdefault(event["scenario"], []).append(_check(event))
        elif event["event"] == "scenario finished":
            scenarios.append(_scenario(event, checks.get(event["scenario"], [])))
    return RunSeen(status, tuple(scenarios), seconds, output)


def _check(event: dict[str, Any]) -> CheckSeen:
    return CheckSeen(event["id"], event["requirement"], Verdict(event["verdict"]), event["observed"])


def _scenario(event: dict[str, Any], checks: list[CheckSeen]) -> ScenarioSeen:
    tags = frozenset(tag for tag in event["tags"] if ":" not in tag)
    return ScenarioSeen(event["id"], Verdict(event["verdict"]), event["reason"], tags, tuple(checks))
