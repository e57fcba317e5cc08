"""The event stream of a run, read back: what it told of itself, its scenarios and its checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ouch_conformance.archive.errors import ArchiveError
from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way
from ouch_conformance.evidence.stream import VERSION, read_events


@dataclass(slots=True)
class Recorded:
    """One scenario of a run. `facts` are those of its last event, `whole` is
    whether the record keeps all of every packet that was received."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    steps: list[Mapping[str, Any]] = field(default_factory=list)
    checks: list[Mapping[str, Any]] = field(default_factory=list)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: what it told of itself, its scenarios by their ids in the order in which they ended, and its last event.

    `finished` is empty where the run did not come to its end.
    """

    started: Mapping[str, Any]
    scenarios: Mapping[str, Recorded]
    finished: Mapping[str, Any]

    @property
    def checks(self) -> dict[str, Mapping[str, Any]]:
        """Every check by its id, those of the invariants included."""
        made = [check for scenario in self.scenarios.values() for check in scenario.checks]
        return {check["id"]: check for check in [*made, *self.finished.get("invariants", ())]}


def read_run(path: Path) -> RunRecord:
    """Read an event stream. ArchiveError where it cannot be read, or is none that this program knows."""
    try:
        return _collect(read_events(path), path)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error.strerror}; the events.jsonl of a run is expected") from None
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}: no event stream of a run: {error}") from None


def _collect(events: Iterable[dict[str, Any]], path: Path) -> RunRecord:
    started: Mapping[str, Any] = {}
    finished: Mapping[str, Any] = {}
    scenarios: dict[str, Recorded] = {}
    open_scenarios: dict[str, Recorded] = {}
    for event in events:
        kind = event["event"]
        if kind == "run started":
            started = event
            if event["version"] != VERSION:
                raise ArchiveError(f"{path}: version {event['version']} of the stream; this program reads {VERSION}")
        elif kind == "run finished":
            finished = event
        elif kind == "scenario finished":
            scenarios[event["id"]] = scenario = open_scenarios.pop(event["scenario"])
            scenario.facts = event
        else:
            _take(open_scenarios.setdefault(event["scenario"], Recorded()), kind, event)
    if not started:
        raise ArchiveError(f"{path}: no event stream of a run: it does not begin with one")
    return RunRecord(started, scenarios, finished)


def _take(scenario: Recorded, kind: str, event: Mapping[str, Any]) -> None:
    if kind == "step":
        scenario.steps.append(event)
    elif kind == "check":
        scenario.checks.append(event)
    elif kind == "mark":
        mark = SessionMark(event["time_ns"], event["session"], Mark(event["mark"]), event["detail"])
        scenario.entries.append(mark)
    elif kind == "frame":
        data = bytes.fromhex(event["hex"])
        frame = Frame(event["time_ns"], event["session"], Way(event["way"]), data, event.get("number"))
        scenario.whole &= frame.way is Way.SENT or len(data) == event["size"]
        scenario.entries.append(frame)
