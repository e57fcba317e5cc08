"""Values, messages and bytes as a reader wants them: the text of a value, one line, a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from ouch_conformance.spec import model
from ouch_conformance.wire.appendage import Appendage
from ouch_conformance.wire.findings import HIDDEN, Finding
from ouch_conformance.wire.message import Row, WireMessage
from ouch_conformance.wire.reader import Cell, Reader
from ouch_conformance.wire.shape import Shape

YEAR, LAST_SECOND = 365 * 86_400, 253_402_300_799
"""Seconds that are no time of a day any more, and the last that a date can be told of."""


class WireRecord:
    """The base of the generated record classes."""

    __slots__: Sequence[str] = ()

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={short(None, getattr(self, name))}" for name in self.__slots__)
        return f"{type(self).__name__}({inner})"


def decimal(field: model.Field, raw: int) -> Decimal:
    """A wire integer in its field's unit, exactly."""
    return Decimal(raw).scaleb(-(field.decimals or 0))


def clock(nanoseconds: int) -> str:
    """Nanoseconds past midnight as a time of day, hours past 23 where the number runs on; a time since 1970 in UTC."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    if YEAR < seconds <= LAST_SECOND:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}.{rest:09}"
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:09}"


def short(field: model.Field | None, value: Any) -> str:
    """A value inside a line: an enum's name, a price in its unit, a quoted text; never a secret."""
    if field is not None and field.role == "secret":
        return HIDDEN
    if isinstance(value, list):
        return f"[{', '.join(short(field, item) for item in value)}]"
    return _number(field, value) if field is not None and type(value) is int else _plain(value)


def _plain(value: Any) -> str:
    """A value that needs no field to be understood."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, str):
        return repr(str(value))
    return value.hex(" ") if isinstance(value, bytes) else repr(value)


def _number(field: model.Field, value: int) -> str:
    if value in field.market:
        return "market"
    if field.decimals:
        return f"{decimal(field, value):f}"
    return clock(value) if field.role == "timestamp" else str(value)


def meaning(cell: Cell) -> str:
    """A value in a table: an enum's words with its code, else as in a line."""
    if isinstance(cell.value, Enum):
        code = cell.value.value
        return f"{model.words(cell.value.name)} ({code})"
    if cell.name == "type" and isinstance(cell.value, str):
        return f"{cell.value} ({_letter(cell.raw)})"
    return short(cell.field, cell.value)


def _letter(raw: bytes) -> str:
    return chr(raw[0]) if raw.isascii() and raw.decode().isprintable() else raw.hex()


def options(appendage: Appendage | None) -> str:
    """An appendage inside a line."""
    if appendage is None:
        return "None"
    inner = (f"{e.name or f'tag {e.tag}'}={short(None, e.value)}" for e in appendage)
    return f"[{', '.join(inner)}]"


def line(message: WireMessage, shape: Shape) -> str:
    """A message in one line: `CancelOrderRequest(userRefNum=1, quantity=0, appendage=None)`."""
    parts = [
        f"{name}={short(kind.field, getattr(message, name, None))}"
        for name, kind in zip(shape.names, shape.kinds, strict=True)
    ]
    if shape.payload:
        parts.append(f"{shape.payload}={short(None, getattr(message, shape.payload))}")
    if shape.appendage:
        parts.append(f"appendage={options(message.appendage)}")
    return f"{shape.name}({', '.join(parts)})"


def rows(reader: Reader) -> list[Row]:
    """The table of what a reader found, each fault at the row it belongs to."""
    table = []
    for cell in reader.cells:
        title = (cell.field.title or cell.field.words) if cell.field else cell.name
        finding = _finding_of(cell, reader.findings)
        table.append(Row(cell.name, title, cell.offset, cell.length, cell.raw, cell.value, meaning(cell), finding))
    return table


def _finding_of(cell: Cell, findings: list[Finding]) -> Finding | None:
    """The first finding that touches a cell's bytes, or the missing bytes of a cell that is cut off."""
    end = cell.offset + cell.length
    for finding in findings:
        if cell.offset <= finding.offset < end or (len(cell.raw) < cell.length and finding.kind == "truncated"):
            return finding
    return None
