"""Traceability made from a run: what became of each requirement, by which checks, and which defect proves them.

A requirement counts as tested when a check of it fired: a scenario that carries its tag and never came to judge it
proves nothing. docs/traceability.md describes the file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from ouch_conformance.judge.check import Check
from ouch_conformance.judge.verdict import Verdict, worst
from ouch_conformance.spec.areas import Area, Areas
from ouch_conformance.spec.requirements import Catalogue, Level, Requirement

VERSION = 1
"""Of the file. A new key keeps it, a changed meaning raises it."""


class TraceError(Exception):
    """A file of traceability that cannot be read: the message names the file and what would be right."""


class State(StrEnum):
    """What became of a requirement in a run."""

    TESTED = "tested"
    """A check of it fired."""
    NOT_REACHED = "not reached"
    """A scenario carries it and ended before it was judged."""
    NOT_APPLICABLE = "not applicable"
    """The profile says that the venue does not offer it."""
    NOT_RUN = "not in this run"
    """Its scenarios were not selected."""
    FILED = "filed"
    """No scenario judges it: the catalogue gives the reason."""


class Seen(NamedTuple):
    """A check of the run. `fired` says whether a predicate made it."""

    id: str
    requirement: str
    verdict: Verdict
    fired: bool
    observed: str
    proof: str | None = None

    @classmethod
    def of(cls, check: Check) -> Seen:
        """What is kept of a check."""
        return cls(check.id, check.requirement, check.verdict, check.fired, check.observed, check.proof)


def traceability(
    run: Mapping[str, object],
    catalogues: Sequence[Catalogue],
    checks: Sequence[Seen],
    defects: Mapping[str, Sequence[str]],
    areas: Areas,
) -> dict[str, Any]:
    """The content of the file, in JSON's own types.

    `run` is what the run tells of itself; `defects` are the names of the reference venue's defects by the requirement
    that each breaks.
    """
    by_id: dict[str, list[Seen]] = {}
    for check in checks:
        by_id.setdefault(check.requirement, []).append(check)
    rows = [
        _row(book.protocol, requirement, by_id.get(requirement.id, ()), defects.get(requirement.id, ()), areas)
        for book in catalogues
        for requirement in book
        if not requirement.retired
    ]
    return {
        "version": VERSION,
        "run": dict(run),
        "counts": _counts(rows),
        "documents": {book.protocol: book.document for book in catalogues},
        "requirements": rows,
        "behaviour": [_answered(row) for row in rows if row["level"] == Level.OBSERVE and row["checks"]],
        "points": {"regulation": areas.regulation, **areas.points},
        "areas": [_area(area, {str(row["protocol"]) for row in rows}) for area in areas],
    }


def _row(
    protocol: str, requirement: Requirement, checks: Sequence[Seen], defects: Sequence[str], areas: Areas
) -> dict[str, Any]:
    state = _state(requirement, checks)
    return {
        "id": requirement.id,
        "protocol": protocol,
        "section": requirement.section,
        "also": list(requirement.also),
        "level": str(requirement.level),
        "sentence": requirement.sentence,
        "cause": requirement.cause,
        "features": list(requirement.features),
        "since": requirement.since,
        "state": str(state),
        "verdict": str(worst(check.verdict for check in checks)) if checks else None,
        "reason": _reason(state, requirement, checks),
        "category": requirement.not_tested_category,
        "implied_by": list(requirement.implied_by),
        "checks": [_check(check) for check in checks],
        "defects": list(defects),
        "areas": [area.id for area in areas.of(requirement.id)],
        "points": areas.points_of(requirement.id),
    }


def _state(requirement: Requirement, checks: Sequence[Seen]) -> State:
    if any(check.fired for check in checks):
        return State.TESTED
    if not checks:
        return State.FILED if requirement.not_tested_category else State.NOT_RUN
    exempt = all(check.verdict is Verdict.NOT_APPLICABLE for check in checks)
    return State.NOT_APPLICABLE if exempt else State.NOT_REACHED


def _reason(state: State, requirement: Requirement, checks: Sequence[Seen]) -> str | None:
    """Why a requirement was not tested, where somebody said so."""
    if state is State.FILED:
        return requirement.not_tested
    return checks[0].observed if state in (State.NOT_APPLICABLE, State.NOT_REACHED) else None


def _check(check: Seen) -> dict[str, Any]:
    scenario = check.id.partition("@")[2]
    return {**check._asdict(), "scenario": scenario, "verdict": str(check.verdict)}


def _answered(row: Mapping[str, Any]) -> dict[str, Any]:
    """One line of the behaviour sheet: a question that the document leaves open, and what the venue did."""
    answers = [
        {name: check[name] for name in ("scenario", "verdict", "observed", "proof")}
        for check in row["checks"]
        if check["fired"]
    ]
    told = {"requirement": row["id"], "protocol": row["protocol"], "section": row["section"]}
    return {**told, "question": row["sentence"], "answers": answers}


def _counts(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """For each protocol, its requirements and how many of them are in each state."""
    states: dict[str, Counter[str]] = {}
    for row in rows:
        states.setdefault(row["protocol"], Counter())[row["state"]] += 1
    return {
        protocol: {"requirements": count.total(), **{state: count[state] for state in State}}
        for protocol, count in states.items()
    }


def _area(area: Area, protocols: set[str]) -> dict[str, Any]:
    return {
        "id": area.id,
        "title": area.title,
        "points": list(area.points),
        "requirements": {name: list(ids) for name, ids in area.requirements.items() if name in protocols},
        "none": {name: reason for name, reason in area.none.items() if name in protocols},
    }


def counts_line(trace: Mapping[str, Any]) -> str:
    """`181 requirements = 143 tested + 17 filed + ...`: every requirement is in one state."""
    total: Counter[str] = Counter()
    for count in trace["counts"].values():
        total.update(count)
    parts = [f"{total[state]} {state}" for state in State if total[state]]
    return f"{total['requirements']} requirements = {' + '.join(parts) or '0'}"


def write_traceability(path: Path, trace: Mapping[str, Any]) -> None:
    """Write the file; its folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(trace, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_traceability(path: Path) -> dict[str, Any]:
    """Read a file that a run wrote. TraceError where it is not there, or is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        hint = "a conformance run writes it: give its path, or run pytest first"
        raise TraceError(f"{path}: cannot be read: {error.strerror}; {hint}") from None
    return parsed_traceability(content, path)


def parsed_traceability(content: bytes, path: Path) -> dict[str, Any]:
    """The content of a file that a run wrote; `path` is named where it is none. TraceError."""
    try:
        trace = json.loads(content)
    except ValueError:
        raise TraceError(f"{path}: no JSON; the traceability.json of a run is expected") from None
    if not isinstance(trace, dict) or "requirements" not in trace or "counts" not in trace:
        raise TraceError(f"{path}: not made by a run; the traceability.json of a run is expected")
    if trace.get("version") != VERSION:
        raise TraceError(f"{path}: version {trace.get('version')} of the file; this program reads version {VERSION}")
    return trace
