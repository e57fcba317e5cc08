"""What is wrong with bytes that came in, and with values that were to go out."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class FindingKind(StrEnum):
    """The faults that decoding reports."""

    TRUNCATED = "truncated"
    TRAILING = "trailing"
    PADDING = "padding"
    CHARSET = "charset"
    ENUM = "enum"
    UNKNOWN_TYPE = "unknown-type"
    EMPTY = "empty"
    APPENDAGE_LENGTH = "appendage-length"
    ELEMENT_LENGTH = "element-length"
    UNKNOWN_TAG = "unknown-tag"
    TAG_NOT_ALLOWED = "tag-not-allowed"
    REPEATED_TAG = "repeated-tag"
    PRESENCE = "presence"
    RESERVED = "reserved"


class Finding(NamedTuple):
    """One fault in the bytes of a message.

    `offset` counts from the type byte, `length` is the number of bytes at fault (of missing bytes where `kind` is
    "truncated"). `field` is the field's or option's name in the XML, None where the fault belongs to the message.
    """

    offset: int
    length: int
    field: str | None
    kind: FindingKind
    expected: str
    observed: str

    @property
    def sentence(self) -> str:
        """The finding in one line: where, what was expected, what stood there."""
        place = f"{self.field} at offset {self.offset}" if self.field else f"offset {self.offset}"
        return f"{place}: {self.kind}: expected {self.expected}, observed {self.observed}"


class Problem(NamedTuple):
    """A fault inside the bytes of one value; `start` counts from the value's first byte."""

    kind: FindingKind
    start: int
    length: int
    expected: str
    observed: str


class RefusedError(ValueError):
    """A value does not fit its type; `wanted` says what would. Internal: callers see FieldError."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


HIDDEN = "(not shown)"
"""What stands for the value of a field whose role is "secret", in errors and in texts."""

LONGEST_VALUE = 80
"""Characters of a refused value that its error repeats."""


def _short(given: object) -> str:
    text = repr(given)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


class FieldError(ValueError):
    """A message cannot be encoded: one field holds a value that its type cannot carry."""

    def __init__(self, message: str, field: str, wanted: str, given: object) -> None:
        super().__init__(f"{message}.{field}: wanted {wanted}, given {_short(given)}")
        self.message = message
        self.field = field
        self.wanted = wanted
        self.given = given
