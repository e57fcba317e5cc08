"""The text of a scenario that did not pass: the same in the terminal, in Allure and in JUnit XML.

One sentence in trading words, the requirement with its clause, what was expected and what was seen, the last messages
decoded, and the command that runs this one case again. The first line opens with the verdict and stands alone:
pytest and Allure show it in lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import indent
from typing import TYPE_CHECKING

from ouch_conformance.evidence.frames import Entry, Frame
from ouch_conformance.evidence.tables import message_table
from ouch_conformance.judge.check import Check, ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.labels import UNDISTURBED, CatalogueLookup

if TYPE_CHECKING:
    from ouch_conformance.wire.codec import Codec

LAST_MESSAGES = 5
_MOST_CHECKS = 5
_HEARTBEATS = (b"H", b"R")
_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def failure_text(
    record: ScenarioRecord, catalogue_lookup: CatalogueLookup, codec: Codec, *, evidence: str | None = None
) -> str:
    """Say what went wrong, why that matters and how to see it again; plain text without a trailing newline.

    `evidence` is a place with more (a file, a report). KeyError where a check's requirement is in no catalogue.
    """
    checks = disturbing_checks(record)
    parts = [_check_text(check, catalogue_lookup) for check in checks[:_MOST_CHECKS]]
    if not checks:
        parts = [note_text(record)]
    if checks[_MOST_CHECKS:]:
        parts.append(f"and {len(checks) - _MOST_CHECKS} more checks that did not pass")
    parts += [part for part in (_messages(record, checks, codec), _closing(record, evidence)) if part]
    return "\n\n".join(parts)


def note_text(record: ScenarioRecord) -> str:
    """What a scenario without a check at fault has to say: its verdict and the reason."""
    return f"{record.verdict}: {record.reason or record.title}"


def disturbing_checks(record: ScenarioRecord) -> list[Check]:
    """The checks somebody has to look at, worst first; checks of one verdict in the order they were made."""
    found = [check for check in record.checks if check.verdict not in UNDISTURBED]
    return sorted(found, key=lambda check: _RANK[check.verdict])


def pointed_fields(checks: Iterable[Check]) -> dict[int, str | None]:
    """Which entries of the evidence the checks point at, and the field at fault in each; the worst check wins."""
    pointed: dict[int, str | None] = {}
    for check in checks:
        for index in check.frames:
            pointed[index] = pointed.get(index) or check.field
    return pointed


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
    ]
    lines = [f"  {name:<12} {_hanging(text)}" for name, text in facts]
    return "\n".join([f"{check.verdict}: {check.sentence}", *lines])


def _messages(record: ScenarioRecord, checks: Sequence[Check], codec: Codec) -> str:
    pointed = pointed_fields(checks)
    telling = [i for i, entry in enumerate(record.frames) if i in pointed or not is_heartbeat(entry)]
    shown = sorted({*telling[-LAST_MESSAGES:], *(i for i in telling if i in pointed)})
    if not shown:
        return ""
    _, *rows = message_table([record.frames[i] for i in shown], codec)
    lines = [f"{'*' if i in pointed else ' '} {'  '.join(row)}".rstrip() for i, row in zip(shown, rows, strict=True)]
    left_out = len(record.frames) - len(shown)
    heading = "last messages" + (
        " (* is what the checks point at" + f"; {left_out} more not shown)" if left_out else ")"
    )
    return "\n".join([heading, *lines])


def _closing(record: ScenarioRecord, evidence: str | None) -> str:
    facts = [("scenario", f"{record.title} ({record.file}:{record.line})"), ("rerun", f'pytest "{record.nodeid}"')]
    if evidence:
        facts.append(("evidence", evidence))
    return "\n".join(f"{name:<14} {text}" for name, text in facts)


def _hanging(text: str) -> str:
    """A text of several lines, the later ones under the first."""
    first, _, rest = text.partition("\n")
    return f"{first}\n{indent(rest, ' ' * 15)}" if rest else first
