"""Evidence for the eye: a table of messages, and one frame as annotated hex. Plain text, without passwords."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ouch_conformance.evidence.decoding import Cell, cells, message_cells, named, packet_cells, packet_name, payload
from ouch_conformance.evidence.frames import Entry, Frame, masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ouch_conformance.wire import Codec

HEADER = ["time", "session", "way", "packet", "message", "fields"]
BYTES_PER_LINE = 8
MAX_LINES = 256
"""Lines of one annotated frame: an oversized packet shows its beginning."""
MAX_TEXT = 512
"""Characters of one text in a table."""
FAULT_MARK = ">"


def message_table(entries: Iterable[Entry], codec: Codec | None) -> list[list[str]]:
    """One row for each entry under a header row: time (UTC), session, way, packet, message, fields.

    Sequenced Data shows its number behind the packet's name. Marks of a session's life have no packet.
    """
    return [HEADER, *(_row(entry, codec) for entry in entries)]


def _row(entry: Entry, codec: Codec | None) -> list[str]:
    time = time_of_day(entry.time_ns)
    if not isinstance(entry, Frame):
        return [time, entry.session, "", "", str(entry.mark), entry.detail]
    packet = packet_name(entry.data)
    if entry.number is not None:
        packet = f"{packet} {entry.number}"
    name, fields = _message(entry, codec)
    return [time, entry.session, str(entry.way), packet, name, _short(fields)]


def _message(frame: Frame, codec: Codec | None) -> tuple[str, str]:
    """The name of the message in a frame and its fields as `name=value`; of other packets the packet's own fields."""
    frame = masked(frame)
    if payload(frame.data) is None:
        fields = list(packet_cells(frame.data))[2:]
        faults = [cell.fault for cell in packet_cells(frame.data) if cell.fault]
        return "", "; ".join([" ".join(f"{cell.name}={cell.text}" for cell in fields), *faults]).removeprefix("; ")
    first, *fields = [*message_cells(frame, codec)] or [Cell("", 0, 0, b"", "empty")]
    if codec is None:
        return "", first.raw.hex(" ")
    if first.length > 1:  # no layout is known for this type byte
        return "unknown", first.raw.hex(" ")
    return first.text, ", ".join(f"{cell.name}={cell.text}" + (" (!)" if cell.fault else "") for cell in fields)


def _short(text: str) -> str:
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}… ({len(text)} characters)"


def annotated_hex(frame: Frame, codec: Codec | None, faulty_field: str | None = None) -> str:
    """The bytes of one frame with the name and the value of each field beside them.

    Lines are `mark offset bytes field value`. `>` marks the lines of `faulty_field` (its name in the XML,
    `appendage.NAME` for an option, or a packet's field: "session") and of every field that the decoder found fault
    with; what it found stands below.
    """
    found = cells(frame, codec)
    wanted = named(found, faulty_field)
    width = max(len(cell.name) for cell in found)
    lines = [line for cell in found for line in _hex_lines(cell, width, cell in wanted)]
    if len(lines) > MAX_LINES:
        lines = [*lines[:MAX_LINES], f"  ... {len(lines) - MAX_LINES} more lines, {len(frame.data)} bytes in all"]
    faults = dict.fromkeys(cell.fault for cell in found if cell.fault)
    return "\n".join([*lines, *(f"{FAULT_MARK} {fault}" for fault in faults)])


def _hex_lines(cell: Cell, width: int, faulty: bool) -> Iterator[str]:
    mark = FAULT_MARK if faulty or cell.fault else " "
    pieces = [cell.raw[at : at + BYTES_PER_LINE] for at in range(0, len(cell.raw), BYTES_PER_LINE)] or [b""]
    missing = cell.length - len(cell.raw)
    note = f" ({missing} {'byte' if missing == 1 else 'bytes'} missing)" if missing > 0 else ""
    for index, piece in enumerate(pieces):
        meaning = f"{cell.name:<{width}}  {_short(cell.text)}{note}" if index == 0 else ""
        at = cell.offset + index * BYTES_PER_LINE
        yield f"{mark} {at:04x}  {piece.hex(' '):<{BYTES_PER_LINE * 3 - 1}}  {meaning}".rstrip()


def time_of_day(time_ns: int) -> str:
    """A frame's time as `HH:MM:SS.mmmmmm`, UTC."""
    seconds, rest = divmod(time_ns, 1_000_000_000)
    return f"{datetime.fromtimestamp(seconds, UTC):%H:%M:%S}.{rest // 1000:06}"
