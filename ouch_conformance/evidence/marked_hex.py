"""The bytes of one frame as a hex dump with the field at fault marked below them. Plain text, without passwords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ouch_conformance.evidence.decoding import Cell, cells, named
from ouch_conformance.evidence.frames import Frame, masked
from ouch_conformance.evidence.printable import printable

if TYPE_CHECKING:
    from ouch_conformance.wire import Codec

BYTES_PER_LINE = 16
MAX_LINES = 8
"""Lines of bytes; of a longer frame its first line and those around what is marked."""
MAX_MARKS = 6
_MOST_TEXT = 80
_START = 6


def marked_hex(frame: Frame, codec: Codec | None, faulty_field: str | None = None) -> list[str]:
    """Lines of `offset  bytes  characters`; below a line `^^` under each field at fault, with its name and value.

    At fault are `faulty_field` (its name in the XML, `appendage.NAME` for an option, or a packet's field: "session")
    and every field that the decoder found fault with; what it found stands last.
    """
    at_fault = _at_fault(cells(frame, codec), faulty_field)
    data = masked(frame).data
    lines: list[str] = []
    before = -1
    for number in _shown(len(data), at_fault):
        if number - before > 1:
            lines.append("...")
        before, start = number, number * BYTES_PER_LINE
        lines.append(_bytes(data, start))
        lines += _marks(at_fault, start, is_last=start + BYTES_PER_LINE >= len(data))
    if (before + 1) * BYTES_PER_LINE < len(data):
        lines.append(f"... {len(data):,} bytes in all")
    faults = dict.fromkeys(cell.fault for cell in at_fault if cell.fault)
    return [*lines, *(f"> {printable(fault)}" for fault in faults)]


def _at_fault(found: Sequence[Cell], faulty_field: str | None) -> list[Cell]:
    """The field that was asked for, and as many of the decoder's as there is room for, in the order of their bytes."""
    wanted = named(found, faulty_field)
    faulty = [cell for cell in found if cell.fault and cell not in wanted]
    return sorted([*wanted, *faulty][:MAX_MARKS], key=lambda cell: cell.offset)


def _shown(size: int, at_fault: Sequence[Cell]) -> list[int]:
    """The numbers of the lines that are shown."""
    last = max(0, size - 1) // BYTES_PER_LINE
    if last < MAX_LINES:
        return [*range(last + 1)]
    marked = [min(last, line) for cell in at_fault for line in _lines_of(cell)] or [0]
    wanted = dict.fromkeys([0, *marked, *(min(last, number + 1) for number in marked), *range(1, MAX_LINES)])
    return sorted([*wanted][:MAX_LINES])


def _lines_of(cell: Cell) -> range:
    """The lines in which a field has bytes; that in which it would stand where it has none."""
    end = cell.offset + max(1, len(cell.raw))
    return range(cell.offset // BYTES_PER_LINE, (end - 1) // BYTES_PER_LINE + 1)


def _bytes(data: bytes, start: int) -> str:
    piece = data[start : start + BYTES_PER_LINE]
    letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in piece)
    return f"{start:04x}  {piece.hex(' '):<{3 * BYTES_PER_LINE - 1}}  {letters}".rstrip()


def _marks(at_fault: Sequence[Cell], start: int, *, is_last: bool) -> Iterator[str]:
    """One line for each field with bytes in a line of bytes; behind the last line, for what would follow it too.

    A field that goes on in the next line is told of where it begins.
    """
    for cell in at_fault:
        place, end = cell.offset - start, cell.offset - start + len(cell.raw)
        if place < 0:
            if end > 0:
                yield f"{' ' * _START}{'^' * (3 * min(end, BYTES_PER_LINE) - 1)}"
            continue
        if place >= BYTES_PER_LINE and not is_last:
            continue
        place = min(place, BYTES_PER_LINE)
        width = max(1, min(len(cell.raw), BYTES_PER_LINE - place))
        text = printable(cell.text[:_MOST_TEXT]) if cell.raw else ""
        missing = cell.length - len(cell.raw)
        told = f"{cell.name} {text}".rstrip() + (f" ({missing} of {cell.length} bytes missing)" if missing > 0 else "")
        yield f"{' ' * (_START + 3 * place)}{'^' * (3 * width - 1)} {told}"
