"""How the audit reads one field: from the specification's types alone, sharing nothing with the suite's own codec.

Slow and plain on purpose: every width, order, code and fill is looked up in the model each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

from ouch_conformance.spec import model

UNSAID: Final = object()
"""What nobody asked for: the value of a field that is held to the document alone."""
FREE_TEXT = ("token", "free-alpha")
"""Roles of texts that may begin with a space."""


class FaultKind(StrEnum):
    """What is wrong with bytes of our own."""

    TYPE = "unknown type"
    LENGTH = "length"
    PADDING = "padding"
    CHARSET = "character"
    CODE = "code"
    RANGE = "range"
    FILL = "filler"
    TAG = "option"
    VALUE = "value"


class Fault(NamedTuple):
    """One fault in a message or packet: `offset` counts its bytes from the type byte."""

    message: str
    field: str
    offset: int
    kind: FaultKind
    expected: str
    observed: str

    def __str__(self) -> str:
        place = f"{self.message}.{self.field}" if self.field else self.message
        return f"{place}, byte {self.offset} ({self.kind}): expected {self.expected}; observed {self.observed}"


@dataclass(slots=True)
class Reading:
    """Some bytes under audit: where the reader stands and what it found. `free` fields are the scenario's own bytes."""

    protocol: model.Protocol
    revision: str
    message: str
    data: bytes
    free: frozenset[str] = frozenset()
    position: int = 1
    faults: list[Fault] = field(default_factory=list)

    @property
    def left(self) -> int:
        """The bytes that are not read yet."""
        return len(self.data) - self.position

    def fault(self, name: str, offset: int, kind: FaultKind, expected: str, observed: object) -> None:
        """Note a fault of a field, unless the scenario wrote that field's bytes itself."""
        if name.partition(".")[0] not in self.free:
            self.faults.append(Fault(self.message, name, offset, kind, expected, str(observed)))

    def take(self, name: str, width: int) -> bytes | None:
        """The next bytes; None and a fault where there are too few, which ends the message."""
        start = self.position
        self.position = min(start + width, len(self.data))
        raw = self.data[start : self.position]
        if len(raw) == width:
            return raw
        self.fault(name, start, FaultKind.LENGTH, f"{width} bytes", f"{len(raw)}")
        return None

    def fields(self, fields: Iterable[model.Field], asked: Any, prefix: str = "") -> bool:
        """Read fields one after the other; False where the bytes end before them."""
        for each in fields:
            if not self.protocol.has(each, self.revision):
                continue
            if not self.field(each, _part(asked, each.name), f"{prefix}{each.name}"):
                return False
        return True

    def field(self, spec: model.Field, asked: Any, name: str) -> bool:
        """Read one field, arrays and records included; False where the bytes end within it."""
        if spec.array:
            return self._array(spec, asked, name, 2 if spec.array == "double" else 1)
        return self._single(spec, asked, name)

    def _single(self, spec: model.Field, asked: Any, name: str) -> bool:
        if spec.record:
            return self.fields(self.protocol.records[spec.record].fields, asked, f"{name}.")
        width = spec.width
        if width is None:
            width = self.count(name, "int_2")
            if width is None:
                return False
        start, raw = self.position, self.take(name, width)
        if raw is not None:
            self._value(spec, raw, asked, name, start)
        return raw is not None

    def _array(self, spec: model.Field, asked: Any, name: str, depth: int) -> bool:
        count = self.count(name, spec.length_type or "int_2")
        if count is None:
            return False
        items = [UNSAID] * count if asked is UNSAID else list(asked)
        if len(items) != count:
            self.fault(name, self.position, FaultKind.VALUE, f"{len(items)} items", count)
            return False
        one = replace(spec, array=None)
        return all(
            self._array(spec, item, f"{name}.{place}", 1) if depth > 1 else self._single(one, item, f"{name}.{place}")
            for place, item in enumerate(items)
        )

    def count(self, name: str, wire_type: str) -> int | None:
        """The number in front of a text, an array or an appendage; None where it is cut off or negative."""
        width, signed, order = model.INTEGER_TYPES[wire_type]
        start, raw = self.position, self.take(name, width)
        if raw is None:
            return None
        number = int.from_bytes(raw, order, signed=signed)
        if number >= 0:
            return number
        self.fault(name, start, FaultKind.LENGTH, "a count of 0 and more", number)
        return None

    # -------------------------------------------------------------------------------------------- single values

    def _value(self, spec: model.Field, raw: bytes, asked: Any, name: str, start: int) -> None:
        value = self._number(spec, raw) if spec.type in model.INTEGER_TYPES else raw.decode("latin-1")
        if spec.type == "boolean":
            value = self._truth(raw, name, start)
        elif spec.enum:
            self._code(spec, value, name, start)
        elif isinstance(value, str):
            self._text(spec, value, name, start, strict=asked is UNSAID)
        elif asked is UNSAID:
            self._range(spec, value, name, start)
        if spec.role == "reserved":
            self._fill(spec, value, name, start)
        elif asked is not UNSAID and value != _as_sent(spec, asked):
            self.fault(name, start, FaultKind.VALUE, _shown(spec, _as_sent(spec, asked)), _shown(spec, value))

    @staticmethod
    def _number(spec: model.Field, raw: bytes) -> int:
        _, signed, order = model.INTEGER_TYPES[spec.type]
        return int.from_bytes(raw, order, signed=signed)

    def _truth(self, raw: bytes, name: str, start: int) -> int:
        if raw[0] > 1:
            self.fault(name, start, FaultKind.CODE, "00 or 01", raw.hex())
        return raw[0]

    def _code(self, spec: model.Field, value: int | str, name: str, start: int) -> None:
        enum = self.protocol.enums[spec.enum or ""]
        known = [each.value for each in enum.values if self.protocol.has(each, self.revision)]
        if value not in known and not enum.open:
            self.fault(name, start, FaultKind.CODE, "one of " + ", ".join(map(str, known)), value)

    def _range(self, spec: model.Field, value: int, name: str, start: int) -> None:
        low = value if spec.minimum is None else spec.minimum
        high = value if spec.maximum is None else spec.maximum
        if not low <= value <= high and value not in spec.market:
            self.fault(name, start, FaultKind.RANGE, f"{spec.minimum or 0} to {spec.maximum}", value)

    def _text(self, spec: model.Field, text: str, name: str, start: int, *, strict: bool) -> None:
        latin = spec.type.endswith(("iso-8859-1", "iso-8859-1_n"))
        odd = next((c for c in text if not (" " <= c <= "~" or (latin and c >= "\xa0"))), None)
        if odd == "\0" and spec.type in model.FIXED_STRING_TYPES:
            self.fault(name, start, FaultKind.PADDING, "spaces", "a NUL byte")
        elif odd is not None:
            self.fault(name, start, FaultKind.CHARSET, "printable characters", f"the byte {ord(odd):02x}")
        elif strict and spec.type in model.FIXED_STRING_TYPES:
            self._side(spec, text, name, start)

    def _side(self, spec: model.Field, text: str, name: str, start: int) -> None:
        if spec.role == "ascii-number":
            # No document says on which side such a number stands.
            if not text.strip(" ").isdigit():
                self.fault(name, start, FaultKind.CODE, "digits", _shown(spec, text))
            return
        wrong = text.startswith(" ") if spec.justify == "left" else text.endswith(" ")
        if wrong and text.strip(" ") and spec.role not in FREE_TEXT:
            self.fault(name, start, FaultKind.PADDING, f"text on the {spec.justify}", _shown(spec, text))

    def _fill(self, spec: model.Field, value: int | str, name: str, start: int) -> None:
        fill: int | str = spec.default or ""
        if isinstance(value, int):
            fill = int(spec.default or "0", 0)
        if value != _as_sent(spec, fill):
            self.fault(name, start, FaultKind.FILL, repr(fill), repr(value))


def _part(asked: Any, name: str) -> Any:
    """What was asked of one field of a message or record."""
    return asked.get(name, UNSAID) if isinstance(asked, Mapping) else getattr(asked, name, UNSAID)


def _as_sent(spec: model.Field, asked: Any) -> Any:
    """A value as its bytes have to read: a text of fixed length with its padding."""
    if spec.type not in model.FIXED_STRING_TYPES or not isinstance(asked, str):
        return asked
    width = spec.length or 0
    return asked.rjust(width) if spec.justify == "right" else asked.ljust(width)


def _shown(spec: model.Field, value: object) -> str:
    """A value as a fault shows it: never one that is secret."""
    if spec.role == "secret":
        return "a secret"
    return repr(str(value)) if isinstance(value, str) else str(value)
