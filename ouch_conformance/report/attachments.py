"""The evidence of a scenario as files that a report shows: the table of messages and the annotated bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.evidence.tables import annotated_hex, message_table
from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.report.failure import disturbing_checks, is_heartbeat, pointed_fields
from ouch_conformance.report.labels import UNDISTURBED

if TYPE_CHECKING:
    from ouch_conformance.wire.codec import Codec

Evidence = Literal["failures", "always"]

_MOST_MESSAGES = 2_000
_MOST_HEX = 200
_EXTENSIONS = {"text/csv": "csv", "text/plain": "txt"}


class Attached(NamedTuple):
    """One file beside a result: `source` is its name in the folder of results, `name` what a reader sees."""

    source: str
    name: str
    mime: str
    body: bytes


def attached(stem: str, name: str, mime: str, text: str) -> Attached:
    """A text as an attachment; `stem` makes the file's name unique in its folder."""
    return Attached(f"{stem}-attachment.{_EXTENSIONS[mime]}", name, mime, text.encode())


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV; Allure renders it as a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def evidence_files(record: ScenarioRecord, evidence: Evidence, codec: Codec, stem: str) -> list[Attached]:
    """The messages of a scenario, of every non-pass or always; nothing where nothing was sent or received."""
    if not record.frames or (evidence == "failures" and record.verdict in UNDISTURBED):
        return []
    table = message_table(record.frames[-_MOST_MESSAGES:], codec)
    files = [
        attached(
            f"{stem}-messages", _named("messages", _MOST_MESSAGES, len(record.frames)), "text/csv", csv_text(table)
        )
    ]
    text = _hex_text(record, codec)
    return [*files, attached(f"{stem}-hex", "annotated hex", "text/plain", text)] if text else files


def _hex_text(record: ScenarioRecord, codec: Codec) -> str:
    pointed = pointed_fields(disturbing_checks(record))
    frames = [
        (i, f) for i, f in enumerate(record.frames) if isinstance(f, Frame) and (i in pointed or not is_heartbeat(f))
    ]
    last = frames[-_MOST_HEX:]
    shown = [frame for frame in frames[: -len(last)] if frame[0] in pointed] + last
    return "\n\n".join(annotated_hex(frame, codec, pointed.get(index)) for index, frame in shown)


def _named(name: str, most: int, there: int) -> str:
    return name if there <= most else f"{name} (the last {most:,} of {there:,})"
