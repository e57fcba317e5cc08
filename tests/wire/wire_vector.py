"""A message as bytes, written by hand from the tables of the document: offset, width, value."""

from __future__ import annotations

from typing import Any, NamedTuple

from ouch_conformance.spec.model import Direction


class Vector(NamedTuple):
    """A message by name and values, and its bytes in hexadecimal, one line per field."""

    name: str
    direction: Direction
    values: dict[str, Any]
    lines: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The bytes: what stands before the comments."""
        return bytes.fromhex(" ".join(line.partition("#")[0] for line in self.lines))


STAMP = "00 00 1f 1a ce d9 f0 01"  # 34,200,000,000,001: 09:30:00.000000001
NINE_THIRTY = 34_200_000_000_001
