"""The evidence of a scenario as files that a report shows: sequence, table of messages, annotated bytes, capture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ouch_conformance.evidence.diagram_svg import diagram_svg
from ouch_conformance.evidence.frames import Frame
from ouch_conformance.evidence.tables import annotated_hex, message_table
from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.report.failure import disturbing_checks, is_heartbeat, pointed_fields
from ouch_conformance.report.labels import UNDISTURBED
from ouch_conformance.report.sequence import sequence

if TYPE_CHECKING:
    from ouch_conformance.wire import Codec

Evidence = Literal["failures", "always"]

_MOST_MESSAGES = 2_000
_MOST_HEX = 200
_EXTENSIONS = {"text/csv": "csv", "text/plain": "txt", "image/svg+xml": "svg"}
_CAPTURE = "application/vnd.tcpdump.pcap"
LARGEST_CAPTURE = 1024 * 1024
"""Bytes of a capture that is attached; a larger one lies in its own folder only."""


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


def evidence_files(
    record: ScenarioRecord, evidence: Evidence, codec: Codec | None, stem: str, capture: bytes | None = None
) -> list[Attached]:
    """What happened in a scenario, of every non-pass or always; nothing where nothing was sent or received."""
    if not record.frames or (evidence == "failures" and record.verdict in UNDISTURBED):
        return []
    drawn = diagram_svg(sequence(record, codec))
    return [
        attached(f"{stem}-sequence", "sequence", "image/svg+xml", drawn),
        *_messages(record, codec, stem),
        *([Attached(f"{stem}-capture-attachment.pcapng", "capture", _CAPTURE, capture)] if capture else []),
    ]


def _messages(record: ScenarioRecord, codec: Codec | None, stem: str) -> list[Attached]:
    """The table of messages and their bytes."""
    shown = range(max(0, len(record.frames) - _MOST_MESSAGES), len(record.frames))
    header, *rows = message_table([record.frames[index] for index in shown], codec)
    name = "messages" if shown.start == 0 else f"messages (the last {len(shown):,} of {len(record.frames):,})"
    files = [attached(f"{stem}-messages", name, "text/csv", csv_text([header, *rows]))]
    text = _hex_text(record, dict(zip(shown, rows, strict=True)), codec)
    return [*files, attached(f"{stem}-hex", "annotated hex", "text/plain", text)] if text else files


def _hex_text(record: ScenarioRecord, rows: Mapping[int, Sequence[str]], codec: Codec | None) -> str:
    """The last frames in hex, each under its line of the table; heartbeats only where a check points at one."""
    pointed = pointed_fields(disturbing_checks(record), record.frames)
    frames = [
        (index, entry)
        for index, entry in enumerate(record.frames)
        if index in rows and isinstance(entry, Frame) and (index in pointed or not is_heartbeat(entry))
    ]
    last = len(frames) - _MOST_HEX
    return "\n\n".join(
        f"{'  '.join(filter(None, rows[index][:-1]))}\n{annotated_hex(frame, codec, pointed.get(index))}"
        for place, (index, frame) in enumerate(frames)
        if place >= last or index in pointed
    )
