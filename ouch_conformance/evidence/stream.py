"""The run's event stream: JSON lines, the one source that every report can be made from. See docs/event-stream.md."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ouch_conformance.evidence.decoding import decoded
from ouch_conformance.evidence.frames import Entry, Frame, masked
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import Appendage, WireMessage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from ouch_conformance.wire import Codec, Finding

VERSION = 1
"""Of the schema. A new field or a new event keeps it, a changed meaning raises it."""
MAX_HEX = 4096
"""Bytes of one frame that the stream keeps: an oversized packet shows its beginning and its size."""


class EventStream:
    """Writes the stream. Each scenario is written whole when it ends, so a crash costs no finished scenario.

    Nothing here runs while messages are exchanged. Use it as a context manager, or call `close`.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("w", encoding="utf-8")

    def run_started(self, facts: Mapping[str, object]) -> None:
        """What is known before the first scenario: suite version, protocols, target, profile. Never a credential."""
        self._write([_event("run started", {"version": VERSION, **facts})])

    def scenario(self, lines: str) -> None:
        """One finished scenario, as `scenario_lines` made it here or in another process."""
        self._file.write(lines)
        self._file.flush()

    def run_finished(self, facts: Mapping[str, object]) -> None:
        """What is known at the end: the verdict sums and the exit status."""
        self._write([_event("run finished", facts)])

    def close(self) -> None:
        """Close the file. A second time does nothing."""
        self._file.close()

    def __enter__(self) -> EventStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, events: Iterable[Mapping[str, object]]) -> None:
        """All lines in one write, then out of the process: a killed run leaves at most the last line cut off."""
        self.scenario(_lines(events))


def scenario_lines(
    facts: Mapping[str, object],
    entries: Iterable[Entry],
    codec: Codec | None,
    *,
    steps: Iterable[Mapping[str, object]] = (),
    checks: Iterable[Mapping[str, object]] = (),
    lost: int = 0,
) -> str:
    """One finished scenario: `facts` holds at least `id` and `verdict`; `lost` counts entries that left the ring.

    A check's `frames` are indexes into the scenario's entries, as the `index` of the frames here.
    """
    name = facts["id"]
    events = [_event("scenario started", {"scenario": name})]
    events += [_event("step", {"scenario": name, **step}) for step in steps]
    events += [entry_event(name, index, entry, codec) for index, entry in enumerate(entries)]
    events += [_event("check", {"scenario": name, **check}) for check in checks]
    events.append(_event("scenario finished", {"scenario": name, **facts, "entries_lost": lost}))
    return _lines(events)


def _lines(events: Iterable[Mapping[str, object]]) -> str:
    return "".join(f"{json.dumps(event, default=_plain)}\n" for event in events)


def read_events(path: Path) -> Iterator[dict[str, Any]]:
    """The events of a stream, in order. A last line that a crash cut off is passed over.

    Raises ValueError for any other line that is not JSON, with the line's number.
    """
    broken = ""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if broken:
                raise ValueError(broken)
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                broken = f"{path}:{number}: not a line of JSON"


def entry_event(scenario: object, index: int, entry: Entry, codec: Codec | None) -> dict[str, object]:
    """A frame or a mark as an event; `index` is its place in the scenario's evidence."""
    common: dict[str, object] = {
        "scenario": scenario,
        "index": index,
        "time_ns": entry.time_ns,
        "session": entry.session,
    }
    if not isinstance(entry, Frame):
        return _event("mark", {**common, "mark": entry.mark, "detail": entry.detail})
    entry = masked(entry)
    data = entry.data
    packet = soup.parse(data)
    event = _event("frame", {**common, "way": entry.way, "packet": packet.NAME, "size": len(data)})
    event["hex"] = data[:MAX_HEX].hex()
    if entry.number is not None:
        event["number"] = entry.number
    if isinstance(packet, soup.Malformed):
        event["fault"] = packet.problem
    event.update(_message(entry, codec))
    return event


def _event(kind: str, facts: Mapping[str, object]) -> dict[str, object]:
    return {"event": kind, **facts}


def _message(frame: Frame, codec: Codec | None) -> dict[str, object]:
    """The decoded message of a data packet: name, fields, and findings where there are any."""
    found = decoded(frame, codec)
    if found is None:
        return {}
    message, findings = found
    told: dict[str, object] = {"message": "unknown", "fields": {}}
    if isinstance(message, WireMessage):
        told = {"message": message.SPEC.name, "fields": message_fields(message)}
    if findings:
        told["findings"] = [_finding(finding) for finding in findings]
    return told


def message_fields(message: WireMessage) -> dict[str, object]:
    """A message's attributes as JSON knows them: the wire's own values, see docs/event-stream.md."""
    shape = message.CODEC.shape(message.SPEC.name)
    return {name: _value(getattr(message, name, None)) for name in shape.attributes}


def _value(value: object) -> object:
    """Integers stay integers (prices too: raw wire integers), enum members become their code, bytes become hex."""
    if isinstance(value, Appendage):
        return [{"tag": element.tag, "name": element.name, "value": _value(element.value)} for element in value]
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return value.value if isinstance(value, Enum) else value


def _finding(finding: Finding) -> dict[str, object]:
    """Offsets count from the message's type byte, as in the decoder."""
    return {
        "offset": finding.offset,
        "length": finding.length,
        "field": finding.field,
        "kind": finding.kind,
        "expected": finding.expected,
        "observed": finding.observed,
    }


def _plain(value: object) -> object:
    """What callers put into `facts` beside JSON's own types."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
