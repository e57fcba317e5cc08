"""The sequence diagram of a scenario: its evidence, its steps, and what its checks say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ouch_conformance.evidence.diagram import Diagram, Kind, Pointer, Remark, diagram
from ouch_conformance.judge.check import Check, ScenarioRecord
from ouch_conformance.report.failure import disturbing_checks, subject_of

if TYPE_CHECKING:
    from ouch_conformance.wire import Codec

TIDYING = "behind the last step: what is tidied up"


def sequence(record: ScenarioRecord, codec: Codec | None) -> Diagram:
    """The diagram of a finished scenario, with everything marked that a check which did not pass points at."""
    checks = disturbing_checks(record)
    pointers: dict[int, list[Pointer]] = {}
    for check in checks:
        subject = subject_of(check, record.frames)
        for index in check.frames:
            field = check.field if index == subject else None
            pointers.setdefault(index, []).append(Pointer(field, _words(check)))
    return diagram(record.title, record.frames, codec, pointers, _remarks(record, checks))


def violations(record: ScenarioRecord) -> dict[int, str]:
    """What the checks say of single entries of the evidence, in one line each: the comments of a capture."""
    told: dict[int, list[str]] = {}
    for check in disturbing_checks(record):
        for index in check.frames:
            told.setdefault(index, []).append(f"{_words(check)} ({check.requirement})")
    return {index: "; ".join(dict.fromkeys(words)) for index, words in told.items()}


def _remarks(record: ScenarioRecord, checks: list[Check]) -> Iterator[Remark]:
    """The steps that were run, where they end, and what no message shows: an answer that never came."""
    run = [step for step in record.steps if step.start_ns and step.status != "skipped"]
    end = run[-1].stop_ns if run else record.stop_ns
    for check in checks:
        if not check.frames or check.proof:
            yield Remark(end, f"{_words(check)}: expected {check.expected}; observed {check.observed}", Kind.VIOLATION)
    for step in run:
        yield Remark(step.start_ns, f"{step.keyword} {step.text}")
    if run and record.frames and record.frames[-1].time_ns > end:
        yield Remark(end + 1, TIDYING)


def _words(check: Check) -> str:
    return f"{check.verdict}: {check.sentence}"
