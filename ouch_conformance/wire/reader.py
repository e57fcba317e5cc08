"""Walking over the bytes of one message, field by field: the slow path that reports everything it meets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ouch_conformance.spec.model import Field
from ouch_conformance.wire.findings import Finding, FindingKind, Problem


class Cell(NamedTuple):
    """One value found in the bytes. `raw` is shorter than `length` where the message ended too early."""

    name: str
    field: Field | None
    offset: int
    length: int
    raw: bytes
    value: Any


class Reader:
    """A position in the bytes of a message, with what was found so far.

    The position may run past the end: a field that is missing keeps the offset it would have had.
    """

    __slots__ = ("cells", "data", "findings", "missing", "position", "short_field")

    def __init__(self, data: bytes, position: int = 0) -> None:
        self.data = data
        self.position = position
        self.findings: list[Finding] = []
        self.cells: list[Cell] = []
        self.missing = 0
        self.short_field: str | None = None

    @property
    def exhausted(self) -> bool:
        """Whether no byte is left."""
        return self.position >= len(self.data)

    def take(self, name: str, width: int) -> bytes:
        """The next `width` bytes, or as many of them as there are."""
        raw = self.data[self.position : self.position + width]
        self.position += width
        if len(raw) < width:
            self.lack(name, width - len(raw))
        return raw

    def lack(self, name: str, count: int) -> None:
        """Note that `count` bytes of a field are missing."""
        self.missing += count
        self.short_field = self.short_field or name

    def cell(self, name: str, field: Field | None, offset: int, value: Any) -> None:
        """Note the value that was read from `offset` up to the position."""
        length = self.position - offset
        self.cells.append(Cell(name, field, offset, length, self.data[offset : self.position], value))

    def report(self, name: str, offset: int, problems: Iterable[Problem]) -> None:
        """Turn the problems of a value at `offset` into findings."""
        for kind, start, length, expected, observed in problems:
            self.findings.append(Finding(offset + start, length, name, kind, expected, observed))

    def finish(self) -> None:
        """Report what is missing at the end, or left over."""
        size = len(self.data)
        if self.missing:
            self.findings.append(
                Finding(
                    size,
                    self.missing,
                    self.short_field,
                    FindingKind.TRUNCATED,
                    f"{self.position} bytes",
                    f"{size} bytes",
                )
            )
        elif self.position < size:
            start, self.position = self.position, size
            self.findings.append(
                Finding(start, size - start, None, FindingKind.TRAILING, f"{start} bytes", f"{size} bytes")
            )
            self.cell("trailing", None, start, self.data[start:])
