"""The kinds whose bytes say how long they are: counted strings, records and arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from ouch_conformance.spec.model import COUNTED_STRING_TYPES, EnumType, Field
from ouch_conformance.wire.findings import Problem, RefusedError
from ouch_conformance.wire.kinds import IntegerKind, Kind, Members, charset_problem
from ouch_conformance.wire.reader import Reader


class CountedStringKind(Kind):
    """A string behind its length, which travels as a signed little-endian 2-byte integer."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.charset = COUNTED_STRING_TYPES[field.type]
        self.count = IntegerKind(Field(name=field.name, type="int_2"))

    @property
    def zero(self) -> str:
        return self.field.default or ""

    def encode(self, value: Any) -> bytes:
        wanted = f"at most {self.count.high:,} {self.charset} characters ({self.field.type})"
        if not isinstance(value, str) or len(value) > self.count.high:
            raise RefusedError(wanted)
        try:
            return self.count.encode(len(value)) + value.encode(self.charset)
        except UnicodeEncodeError:
            raise RefusedError(wanted) from None

    def read(self, reader: Reader, name: str) -> Any:
        start = reader.position
        length = max(_count(reader, name, self.count), 0)
        offset = reader.position
        raw = reader.take(name, length)
        value, problems = self.decode(raw)
        if reader.position <= len(reader.data):
            reader.report(name, offset, problems)
        reader.cell(name, self.field, start, value)
        return value

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        """The value of the bytes behind the length, and what is wrong with them."""
        text = raw.decode("latin-1")
        problem = charset_problem(text, self.charset)
        return text, (problem,) if problem else ()


class CountedEnumKind(CountedStringKind):
    """One of the texts of an enum, behind its length."""

    def __init__(self, field: Field, enum: EnumType, members: type[Enum]) -> None:
        super().__init__(field)
        self.members = Members(enum, members)

    @property
    def zero(self) -> Any:
        return None if self.field.default is None else self.accept(self.field.default)

    def accept(self, value: Any) -> Any:
        return self.members.accept(value)

    def encode(self, value: Any) -> bytes:
        self.members.check(value, self.field.type)
        return super().encode(value)

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        text, problems = super().decode(raw)
        return self.members.look_up(text, raw, problems)


class RecordKind(Kind):
    """A group of fields, kept as an object of the record's class."""

    def __init__(
        self, field: Field, record: type[Any], names: tuple[str, ...], slots: tuple[str, ...], kinds: tuple[Kind, ...]
    ) -> None:
        super().__init__(field)
        self.record = record
        self.names = names
        self.slots = slots
        self.kinds = kinds

    @property
    def zero(self) -> Any:
        return self.record()

    def accept(self, value: Any) -> Any:
        if value is None:
            return self.zero
        if isinstance(value, Mapping):
            return self.record(**value)
        return self.record(*value) if isinstance(value, tuple) else value

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, self.record):
            raise RefusedError(f"a {self.record.__name__}")
        parts = []
        for name, slot, kind in zip(self.names, self.slots, self.kinds, strict=True):
            try:
                parts.append(kind.encode(getattr(value, slot)))
            except RefusedError as refused:
                raise RefusedError(f"a {self.record.__name__} whose {name} is {refused.wanted}") from None
        return b"".join(parts)

    def read(self, reader: Reader, name: str) -> Any:
        # Not by its constructor, which may refuse what stands on the wire.
        made = object.__new__(self.record)
        for part, slot, kind in zip(self.names, self.slots, self.kinds, strict=True):
            setattr(made, slot, kind.read(reader, f"{name}.{part}"))
        return made


class ArrayKind(Kind):
    """Items behind their count. An array that is cut off keeps the items that begin before the end."""

    def __init__(self, field: Field, item: Kind) -> None:
        super().__init__(field)
        self.item = item
        self.count = IntegerKind(Field(name=field.name, type=field.length_type or "int_2"))

    @property
    def zero(self) -> Any:
        return []

    def accept(self, value: Any) -> Any:
        if value is None:
            return self.zero
        return [self.item.accept(item) for item in value] if isinstance(value, Iterable) else value

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, list | tuple):
            raise RefusedError("a list")
        if len(value) > self.count.high:
            raise RefusedError(f"at most {self.count.high:,} items")
        return self.count.encode(len(value)) + b"".join(self._item(place, item) for place, item in enumerate(value))

    def _item(self, place: int, item: Any) -> bytes:
        try:
            return self.item.encode(item)
        except RefusedError as refused:
            raise RefusedError(f"item {place} to be {refused.wanted}") from None

    def read(self, reader: Reader, name: str) -> Any:
        start = reader.position
        count = _count(reader, name, self.count)
        reader.cell(name, self.field, start, count)
        items: list[Any] = []
        while len(items) < count:
            # A hostile count ends with the bytes, never with memory.
            if reader.exhausted:
                reader.lack(name, 1)
                break
            items.append(self.item.read(reader, f"{name}[{len(items)}]"))
        return items


def _count(reader: Reader, name: str, kind: IntegerKind) -> int:
    """The count in front of a string or an array, 0 where it is cut off."""
    raw = reader.take(name, kind.width)
    return int(kind.partial(raw))
