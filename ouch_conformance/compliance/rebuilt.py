"""Scenarios as they were when they ended, made again from the event stream."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ouch_conformance.archive.record import Recorded
from ouch_conformance.judge.check import Check, Listed, ScenarioRecord, StepRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.spec.requirements import Level, Requirement

_PLAIN = (
    "id",
    "title",
    "protocol",
    "feature",
    "rule",
    "file",
    "line",
    "row",
    "nodeid",
    "reason",
    "start_ns",
    "stop_ns",
)


def scenario_of(recorded: Recorded) -> ScenarioRecord:
    """A scenario of the stream as the value that failure texts and diagrams are made from."""
    facts = recorded.facts
    return ScenarioRecord(
        **{name: facts[name] for name in _PLAIN},
        asked=facts.get("asked", ""),
        tags=tuple(facts["tags"]),
        steps=[_step(each) for each in recorded.steps],
        checks=[check_of(each) for each in recorded.checks],
        verdict=Verdict(facts["verdict"]),
        frames=list(recorded.entries),
        lost=facts["entries_lost"],
    )


def _step(event: Mapping[str, Any]) -> StepRecord:
    names = ("keyword", "text", "line", "status", "start_ns", "stop_ns", "docstring", "note")
    cells = event["table"]
    return StepRecord(**{name: event[name] for name in names}, table=tuple(map(tuple, cells)) if cells else None)


def check_of(event: Mapping[str, Any]) -> Check:
    """A check of the stream, one of a scenario or of an invariant."""
    names = ("id", "requirement", "sentence", "expected", "observed", "field", "proof", "fired")
    return Check(
        **{name: event[name] for name in names},
        verdict=Verdict(event["verdict"]),
        frames=tuple(event["frames"]),
        listed=_listed(event["listed"]) if event["listed"] else None,
    )


def _listed(event: Mapping[str, Any]) -> Listed:
    entry = {**event["deviation"], "expires": date.fromisoformat(event["deviation"]["expires"])}
    return Listed(Verdict(event["found"]), Deviation(**entry), event["why"])


def requirement_of(row: Mapping[str, Any]) -> Requirement:
    """A requirement as it stood in the catalogue of the run."""
    return Requirement(
        row["id"],
        row["section"],
        row["sentence"],
        Level(row["level"]),
        also=tuple(row["also"]),
        cause=row.get("cause"),
    )
