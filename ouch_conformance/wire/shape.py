"""From the model of a protocol to what the generator and the decoder work on: kinds, names and shapes."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any, Protocol, cast

from ouch_conformance.spec import model
from ouch_conformance.wire.appendage import AppendageShape, OptionKind
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, CountedStringKind, RecordKind
from ouch_conformance.wire.kinds import EnumKind, FixedKind, IntegerKind, Kind, fixed_kind

EnumClass = type[StrEnum] | type[IntEnum]
RESERVED_NAMES = frozenset(
    {"encode", "table", "appendage", "SPEC", "CODEC", "UNKNOWN", "self", "decode", "to_bytes", "from_bytes"}
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One message or record as code is generated for it. `names` are attribute names, in wire order like `kinds`.

    `prefix` is for classes whose attributes are more than slots: the values then live in slots named so.
    """

    name: str
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    spec: model.Message | None = None
    appendage: AppendageShape | None = None
    payload: str | None = None
    prefix: str = ""

    @property
    def slots(self) -> tuple[str, ...]:
        """Where the values of the fields live: reading and writing a slot checks nothing."""
        return tuple(f"{self.prefix}{name}" for name in self.names) if self.prefix else self.names

    @property
    def extras(self) -> tuple[str, ...]:
        """The attributes behind the fields."""
        payload = (self.payload,) if self.payload else ()
        return (*payload, "appendage") if self.appendage else payload

    @property
    def attributes(self) -> tuple[str, ...]:
        """Every attribute, in the order of the constructor."""
        return self.names + self.extras


def attribute(name: str) -> str:
    """The attribute of a field: its name in the XML, with an underscore where Python or the class needs the word."""
    return f"{name}_" if keyword.iskeyword(name) or name in RESERVED_NAMES else name


def enum_class(protocol: model.Protocol, revision: str, enum: model.EnumType) -> EnumClass:
    """The StrEnum or IntEnum of an enum's values in one revision."""
    values = [(value.name, value.value) for value in enum.values if protocol.has(value, revision)]
    factory: Any = IntEnum if enum.type in model.INTEGER_TYPES else StrEnum
    return cast("EnumClass", factory(enum.name, values))


class Maker(Protocol):
    """Makes the classes of a codec."""

    def enum(self, protocol: model.Protocol, revision: str, enum: model.EnumType) -> EnumClass:
        """The class of an enum."""

    def prefix(self, names: Collection[str]) -> str:
        """The prefix of the slots of a message or record with these attributes."""

    def record(self, shape: Shape) -> type[Any]:
        """The class of a record."""


class Shapes:
    """Builds the shapes of one revision of a protocol, and with `maker` the classes that they refer to."""

    def __init__(self, protocol: model.Protocol, revision: str, maker: Maker) -> None:
        self.protocol = protocol
        self.revision = revision
        self.enums = {name: maker.enum(protocol, revision, enum) for name, enum in protocol.enums.items()}
        self._maker = maker
        self._records: dict[str, tuple[Shape, type[Any]]] = {}
        self.options = self._options()

    def record(self, name: str) -> tuple[Shape, type[Any]]:
        """The shape and the class of a record, made when it is first asked for: records may hold later ones."""
        if name not in self._records:
            shape = self._shape(name, self.protocol.records[name].fields)
            self._records[name] = shape, self._maker.record(shape)
        return self._records[name]

    def message(self, message: model.Message) -> Shape:
        """The shape of a message in this revision."""
        bare = self._shape(message.name, message.fields)
        return replace(bare, spec=message, appendage=self._appendage(message), payload=message.payload)

    def _shape(self, name: str, fields: tuple[model.Field, ...]) -> Shape:
        kept = [field for field in fields if self.protocol.has(field, self.revision)]
        names = tuple(attribute(field.name) for field in kept)
        return Shape(name, names, tuple(self.kind(field) for field in kept), prefix=self._maker.prefix(names))

    def kind(self, field: model.Field) -> Kind:
        """The kind of a field, arrays and records included."""
        kind = self._single(field)
        if field.array == "double":
            kind = ArrayKind(field, kind)
        return ArrayKind(field, kind) if field.array else kind

    def _single(self, field: model.Field) -> Kind:
        if field.record:
            shape, record = self.record(field.record)
            return RecordKind(field, record, shape.names, shape.slots, shape.kinds)
        counted = field.type in model.COUNTED_STRING_TYPES
        if field.enum:
            parts = (field, self.protocol.enums[field.enum], self.enums[field.enum])
            return CountedEnumKind(*parts) if counted else EnumKind(*parts)
        return CountedStringKind(field) if counted else fixed_kind(field)

    def _options(self) -> Mapping[int, OptionKind]:
        known = {tag: o for tag, o in self.protocol.options.items() if self.protocol.has(o.value, self.revision)}
        kinds = {tag: self.kind(option.value) for tag, option in known.items()}
        return {tag: OptionKind(known[tag], kind) for tag, kind in kinds.items() if isinstance(kind, FixedKind)}

    def _appendage(self, message: model.Message) -> AppendageShape | None:
        spec = self.protocol.appendage(message, self.revision)
        if spec is None:
            return None
        length = model.Field(name=spec.length_field, type=spec.length_type, title="Appendage Length")
        tags = frozenset(self.protocol.allowed_tags(message, self.revision)) & self.options.keys()
        return AppendageShape(spec, IntegerKind(length), self.options, tags)
