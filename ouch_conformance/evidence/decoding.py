"""A frame as fields: the packet's own, then those of the message that it carries. Passwords are hidden here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ouch_conformance.evidence.frames import Frame, Way, masked
from ouch_conformance.soup import packets as soup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ouch_conformance.wire import Codec, Decoded, Row

OPTION = "appendage."
"""What stands before the name of an option in the field of a check."""
DATA_TYPES = (soup.SequencedData.TYPE, soup.UnsequencedData.TYPE)
LAYOUTS: dict[int, tuple[tuple[str, int], ...]] = {
    soup.LoginRequest.TYPE: (
        ("username", soup.USERNAME_WIDTH),
        ("password", soup.PASSWORD_WIDTH),
        ("session", soup.SESSION_WIDTH),
        ("sequence", soup.SEQUENCE_WIDTH),
        ("heartbeat timeout", soup.TIMEOUT_WIDTH),
    ),
    soup.LoginAccepted.TYPE: (("session", soup.SESSION_WIDTH), ("sequence", soup.SEQUENCE_WIDTH)),
    soup.LoginRejected.TYPE: (("reason", soup.LOGIN_REJECTED_PAYLOAD),),
}
"""The fields of the packets that have fixed ones (2.2, 2.3): name and width."""


class Cell(NamedTuple):
    """One field of a frame.

    `offset` counts from the packet's first byte, `length` is the width by the layout, `raw` what is there;
    `fault` says what is wrong with it; `option` is whether it is an option behind the message's fixed fields.
    """

    name: str
    offset: int
    length: int
    raw: bytes
    text: str
    fault: str | None = None
    option: bool = False


def packet_name(data: bytes) -> str:
    """The document's name of a packet; "Malformed" for what is none."""
    return soup.parse(data).NAME


def direction(frame: Frame) -> Literal["incoming", "outgoing"]:
    """The message's direction as the upper protocol's document says it, seen from the venue."""
    return "incoming" if frame.way is Way.SENT else "outgoing"


def payload(data: bytes) -> bytes | None:
    """The upper protocol's message in a whole data packet."""
    match soup.parse(data):
        case soup.SequencedData(message) | soup.UnsequencedData(message):
            return message
    return None


def decoded(frame: Frame, codec: Codec | None) -> Decoded | None:
    """The message that a frame carries and its findings; None where it carries none, or without a codec."""
    message = payload(frame.data)
    return None if codec is None or message is None else codec.decode(message, direction(frame))


def cells(frame: Frame, codec: Codec | None) -> list[Cell]:
    """Every byte of the frame in its field, in order."""
    shown = masked(frame)
    return [*packet_cells(shown.data), *message_cells(shown, codec)]


def named(found: Sequence[Cell], field: str | None) -> list[Cell]:
    """The cells that a check's field names: as the layout calls them ("matchNumber"), an option as `appendage.NAME`.

    A plain name is that of a fixed field before that of an option. Records of an older suite have the words of a
    feature ("match number"): those are told by their letters, where no name is the same.
    """
    if field is None:
        return []
    plain = field.removeprefix(OPTION)
    fixed, options = ([cell for cell in found if cell.option is option] for option in (False, True))
    for alike in (str, _letters):
        for group in (options,) if plain != field else (fixed, options):
            if cells_ := [cell for cell in group if alike(cell.name) == alike(plain)]:
                return cells_
    return []


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def packet_cells(data: bytes) -> Iterator[Cell]:
    """The header and the fields of the packet itself; of a data packet the header only."""
    packet = soup.parse(data)
    fault = packet.problem if isinstance(packet, soup.Malformed) else None
    yield Cell("packet length", 0, 2, data[:2], str(int.from_bytes(data[:2], "big")), fault)
    if len(data) < soup.HEADER_SIZE:
        return
    kind = data[2]
    yield Cell("packet type", 2, 1, data[2:3], f"{soup.NAMES.get(kind, 'unknown')} ({chr(kind)!r})")
    offset = soup.HEADER_SIZE
    for name, width in LAYOUTS.get(kind, ()):
        if name == "heartbeat timeout" and offset >= len(data):
            # Only a login of 4.10 has it.
            break
        raw = data[offset : offset + width]
        yield Cell(name, offset, width, raw, _text(raw))
        offset += width
    if offset < len(data) and not isinstance(packet, soup.SequencedData | soup.UnsequencedData):
        rest = data[offset:]
        yield Cell("text" if isinstance(packet, soup.Debug) else "payload", offset, len(rest), rest, _text(rest))


def message_cells(frame: Frame, codec: Codec | None) -> Iterator[Cell]:
    """The fields of the message in a data packet; the whole of it as one field without a codec."""
    message = payload(frame.data)
    if message and codec is None:
        yield Cell("payload", soup.HEADER_SIZE, len(message), message, f"{len(message)} bytes")
    elif message is not None and codec is not None:
        yield from _fields(codec, message, direction(frame))


@lru_cache(maxsize=256)
def _fields(codec: Codec, message: bytes, way: Literal["incoming", "outgoing"]) -> tuple[Cell, ...]:
    """Kept, since the table of messages and the annotated bytes of a scenario ask for the same ones."""
    found: list[Cell] = []
    rows, behind = codec.table(message, way), False
    length_field = _length_field(codec, rows)
    for row in rows:
        # The finding counts from the message's type byte, everything here from the packet's first byte.
        fault = row.finding._replace(offset=soup.HEADER_SIZE + row.finding.offset).sentence if row.finding else None
        found.append(Cell(row.name, soup.HEADER_SIZE + row.offset, row.length, row.raw, row.text, fault, behind))
        behind = behind or row.name == length_field
    return tuple(found)


def _length_field(codec: Codec, rows: Sequence[Row]) -> str | None:
    """The field behind which the options of a message stand."""
    known = codec.classes.get(str(rows[0].value)) if rows else None
    return known.SPEC.appendage.length_field if known and known.SPEC.appendage else None


def _text(raw: bytes) -> str:
    """Characters of a packet as a quoted text; bytes outside ASCII as escapes."""
    return repr(raw)[1:]
