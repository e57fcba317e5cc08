"""The text of a scenario that did not pass: the same in the terminal, in Allure and in JUnit XML.

One sentence in trading words, the requirement with its clause, what was expected and what was seen, where implementers
usually go wrong, the last messages decoded with the faulty field marked in the bytes, and the command that runs this
one case again. The first line opens with the verdict and stands alone: pytest and Allure show it in lists.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import TYPE_CHECKING

from ouch_conformance.evidence.frames import Entry, Frame, Way
from ouch_conformance.evidence.marked_hex import marked_hex
from ouch_conformance.evidence.tables import message_table
from ouch_conformance.judge.check import Check, ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.labels import UNDISTURBED, CatalogueLookup

if TYPE_CHECKING:
    from ouch_conformance.wire import Codec

LAST_MESSAGES = 5
_MOST_CHECKS = 5
_MOST_DUMPS = 3
_VIOLATED = (Verdict.FAIL, Verdict.WARNING, Verdict.KNOWN_DEVIATION, Verdict.STALE_DEVIATION)
"""Verdicts behind which stands a rule that was broken, so that its usual cause is worth a look."""
_MOST_POINTED = 10
_HEARTBEATS = (b"H", b"R")
_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def failure_text(
    record: ScenarioRecord,
    catalogue_lookup: CatalogueLookup,
    codec: Codec | None,
    *,
    places: Mapping[str, str] | None = None,
) -> str:
    """Say what went wrong, why that matters and how to see it again; plain text without a trailing newline.

    `places` are names and paths of files with more. KeyError where a check's requirement is in no catalogue.
    """
    checks = disturbing_checks(record)
    parts = [_check_text(check, catalogue_lookup) for check in checks[:_MOST_CHECKS]]
    if not checks:
        parts = [note_text(record)]
    if checks[_MOST_CHECKS:]:
        parts.append(f"and {len(checks) - _MOST_CHECKS} more checks that did not pass")
    parts += [part for part in (_messages(record, checks, codec), _closing(record, places or {})) if part]
    return "\n\n".join(parts)


def note_text(record: ScenarioRecord) -> str:
    """What a scenario without a check at fault has to say: its verdict and the reason."""
    return f"{record.verdict}: {record.reason or record.title}"


def disturbing_checks(record: ScenarioRecord) -> list[Check]:
    """The checks somebody has to look at, worst first; checks of one verdict in the order they were made."""
    found = [check for check in record.checks if check.verdict not in UNDISTURBED]
    return sorted(found, key=lambda check: _RANK[check.verdict])


def subject_of(check: Check, entries: Sequence[Entry]) -> int | None:
    """Which entry a check is about; it points at others, as the request, only because they belong to it.

    That is what the venue sent: of several messages the last, which was held against the others, and the first where
    no field is at fault. Where the venue sent nothing it is the last that the member did.
    """
    frames = [index for index in check.frames if index < len(entries) and isinstance(entries[index], Frame)]
    heard = [index for index in frames if getattr(entries[index], "way", None) is Way.RECEIVED]
    if heard and check.field is None:
        return heard[0]
    return next(reversed(heard or frames), None)


def pointed_fields(checks: Iterable[Check], entries: Sequence[Entry]) -> dict[int, str | None]:
    """Which entries of the evidence the checks point at, and the field at fault in each; the worst check wins.

    What the checks are about comes first, in their order.
    """
    about = [(subject_of(check, entries), check) for check in checks]
    pointed: dict[int, str | None] = {}
    for subject, check in about:
        if subject is not None:
            pointed[subject] = pointed.get(subject) or check.field
    return pointed | {index: None for _, check in about for index in check.frames if index not in pointed}


def is_heartbeat(entry: Entry) -> bool:
    """Whether an entry is a heartbeat of either end: two bytes of length, the type, nothing else."""
    return isinstance(entry, Frame) and len(entry.data) == 3 and entry.data[2:3] in _HEARTBEATS


def _check_text(check: Check, catalogue_lookup: CatalogueLookup) -> str:
    requirement = catalogue_lookup(check.requirement)
    facts = [
        (
            "requirement",
            f"{requirement.id}, section {requirement.section} ({requirement.level}): {requirement.sentence}",
        ),
        ("expected", check.expected),
        ("observed", check.observed),
        *([("proven by", check.proof)] if check.proof else []),
        *([("listed", check.listed.words)] if check.listed else []),
        *([("usual cause", requirement.cause)] if requirement.cause and check.verdict in _VIOLATED else []),
        ("check", check.id),
    ]
    lines = [f"  {name:<12} {_hanging(text)}" for name, text in facts]
    return "\n".join([f"{check.verdict}: {check.sentence}", *lines])


def _messages(record: ScenarioRecord, checks: Sequence[Check], codec: Codec | None) -> str:
    pointed = pointed_fields(checks, record.frames)
    # What follows the step at fault is tidying up: it would push the telling messages out of sight.
    end = next((step.stop_ns for step in record.steps if step.status in ("failed", "broken")), 0)
    telling = [i for i, e in enumerate(record.frames) if not is_heartbeat(e) and (not end or e.time_ns <= end)]
    shown = sorted({*telling[-LAST_MESSAGES:], *[i for i in pointed if i < len(record.frames)][:_MOST_POINTED]})
    if not shown:
        return ""
    lines = aligned(message_table([record.frames[i] for i in shown], codec)[1:])
    dumps = _dumps(record.frames, pointed, [subject_of(check, record.frames) for check in checks], codec)
    blocks = [_message(line, i in pointed, dumps.get(i, [])) for i, line in zip(shown, lines, strict=True)]
    left_out = len(record.frames) - len(shown)
    note = f"; {left_out} more not shown" if left_out else ""
    return "\n".join([f"last messages, times in UTC (* is what the checks point at{note})", *blocks])


def _message(line: str, is_pointed: bool, dump: Sequence[str]) -> str:
    """One line; under a message that a check points at, its bytes."""
    return "\n".join([f"{'*' if is_pointed else ' '} {line}", *(f"      {hexed}" for hexed in dump)])


def _dumps(
    entries: Sequence[Entry], pointed: Mapping[int, str | None], subjects: Sequence[int | None], codec: Codec | None
) -> dict[int, list[str]]:
    """The bytes of what the verdicts are about, the worst first, and of whatever else has a field at fault."""
    found = {
        index: marked_hex(entry, codec, field)
        for index, field in list(pointed.items())[:_MOST_POINTED]
        if index < len(entries) and isinstance(entry := entries[index], Frame)
    }
    heard = [each for each in subjects if each in found and getattr(entries[each], "way", None) is Way.RECEIVED]
    marked = [index for index, lines in found.items() if any(line.startswith(" ") for line in lines)]
    return {index: found[index] for index in [*dict.fromkeys([*heard, *marked])][:_MOST_DUMPS]}


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of a table as lines, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _closing(record: ScenarioRecord, places: Mapping[str, str]) -> str:
    facts = [
        ("scenario", f"{record.title} ({record.file}:{record.line})"),
        ("rerun", " ".join(filter(None, ("pytest", record.asked, _suite(record), quoted(record.nodeid))))),
        *places.items(),
    ]
    return "\n".join(f"{name:<14} {text}" for name, text in facts)


def _suite(record: ScenarioRecord) -> str:
    """What has a feature found whose node id begins with its protocol: one that shipped, or one made from a layout."""
    if record.nodeid.startswith(f"{record.protocol}/generated/"):
        return "--ouch-generated"
    return f"--ouch-suite={record.protocol}" if record.nodeid.startswith(f"{record.protocol}/") else ""


def quoted(text: str) -> str:
    """A text as one word of a command line, in the quotes that every shell knows unless it forbids them itself."""
    return shlex.quote(text) if re.search(r'["$`!\\]', text) else f'"{text}"'


def _hanging(text: str) -> str:
    """A text of several lines, the later ones under the first."""
    first, _, rest = text.partition("\n")
    return f"{first}\n{indent(rest, ' ' * 15)}" if rest else first
