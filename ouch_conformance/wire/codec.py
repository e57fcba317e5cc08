"""The codec of one protocol in one revision: its classes, and which of them some bytes are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from ouch_conformance.spec import model
from ouch_conformance.spec.library import protocol
from ouch_conformance.wire import careful, describe
from ouch_conformance.wire.findings import Finding, FindingKind
from ouch_conformance.wire.generate import Decoder, PlainMaker
from ouch_conformance.wire.kinds import Kind
from ouch_conformance.wire.message import Decoded, Row, Unknown, WireMessage
from ouch_conformance.wire.reader import Reader
from ouch_conformance.wire.shape import Shape, Shapes

NO_TYPE = 256
"""The place behind the type bytes, for an empty payload."""
DIRECTIONS: tuple[model.Direction, ...] = ("incoming", "outgoing")


class Codec:
    """Messages of one protocol as Python objects.

    `revision` is one of the protocol's revisions, the newest where it is not given; fields, enum values, messages and
    options that this revision does not have do not exist here. `maker` makes the classes, where the suite's own are
    not the ones wanted.
    """

    def __init__(
        self, protocol: model.Protocol, revision: str | None = None, *, maker: PlainMaker | None = None
    ) -> None:
        self.protocol = protocol
        self._maker = maker or PlainMaker()
        self.revision = revision or protocol.revisions[-1]
        if self.revision not in protocol.revisions:
            raise ValueError(f"{protocol.name} has no revision {revision!r}; it has {', '.join(protocol.revisions)}")
        shapes = Shapes(protocol, self.revision, self._maker)
        self._kinds = shapes.kind
        self.enums: Mapping[str, type[StrEnum] | type[IntEnum]] = MappingProxyType(shapes.enums)
        self.options: Mapping[str, model.Option] = MappingProxyType(
            {kind.option.name: kind.option for kind in shapes.options.values()}
        )
        records = {name: shapes.record(name) for name in protocol.records}
        self.records: Mapping[str, type[Any]] = MappingProxyType({name: made for name, (_, made) in records.items()})
        self.record_shapes: Mapping[str, Shape] = MappingProxyType(
            {name: shape for name, (shape, _) in records.items()}
        )
        self._shapes: dict[str, Shape] = {}
        self._by_type: dict[str, dict[int, str]] = {direction: {} for direction in DIRECTIONS}
        # A decoder for each of the 256 type bytes and for no byte at all: no look-up can miss.
        self._decoders: dict[str, list[Decoder]] = {
            direction: [partial(self._unknown, direction)] * (NO_TYPE + 1) for direction in DIRECTIONS
        }
        known = [message for message in protocol.messages if protocol.has(message, self.revision)]
        self.classes: Mapping[str, type[WireMessage]] = MappingProxyType(
            {message.name: self._add(shapes.message(message), message) for message in known}
        )

    def __getitem__(self, name: str) -> type[WireMessage]:
        return self.classes[name]

    def decode(self, data: bytes, direction: model.Direction) -> Decoded:
        """The message in some bytes, and everything that is wrong with them. Total: no bytes make it raise."""
        return self._decoders[direction][data[0] if data else NO_TYPE](data)

    def table(self, data: bytes, direction: model.Direction) -> list[Row]:
        """The fields of a message with offsets, bytes and meaning; of faulty bytes too."""
        return describe.rows(self._walk(data, direction)[0])

    def line(self, message: WireMessage) -> str:
        """A message in one line."""
        return describe.line(message, self._shapes[message.SPEC.name])

    def shape(self, message: str) -> Shape:
        """How a message of this revision is laid out."""
        return self._shapes[message]

    def kind(self, field: model.Field) -> Kind:
        """How a field travels."""
        return self._kinds(field)

    @staticmethod
    def decimal(field: model.Field, raw: int) -> Decimal:
        """A wire integer in the field's unit: 100,000 of a price with four decimals is 10.0000."""
        return describe.decimal(field, raw)

    def _add(self, shape: Shape, message: model.Message) -> type[WireMessage]:
        """Generate one class and enter it into the dispatch tables."""
        self._shapes[shape.name] = shape
        made, decoder = self._maker.message(shape)
        made.SPEC = message
        made.CODEC = self
        for direction in DIRECTIONS:
            if message.direction in {None, direction}:
                self._by_type[direction][message.id] = shape.name
                self._decoders[direction][message.id] = decoder
        return made

    def _unknown(self, direction: model.Direction, data: bytes) -> Decoded:
        """What is said of bytes without a known type."""
        reader, unknown = self._walk(data, direction)
        return Decoded(unknown, tuple(reader.findings))

    def _walk(self, data: bytes, direction: model.Direction) -> tuple[Reader, WireMessage | Unknown]:
        """Read field by field. The reader keeps what was found where."""
        reader = Reader(data)
        name = self._by_type[direction].get(data[0]) if data else None
        if name is None:
            return reader, _unknown(reader, direction)
        message = object.__new__(self.classes[name])
        careful.read(reader, message, self._shapes[name])
        return reader, message


def _unknown(reader: Reader, direction: model.Direction) -> Unknown:
    """A message without a known type byte."""
    data = reader.data
    if not data:
        reader.findings.append(Finding(0, 0, None, FindingKind.EMPTY, "a message", "no bytes"))
        return Unknown(-1, data)
    reader.position = len(data)
    reader.cell("type", None, 0, data)
    expected = f"the type of an {direction} message"
    reader.findings.append(Finding(0, 1, "type", FindingKind.UNKNOWN_TYPE, expected, data[:1].hex()))
    return Unknown(data[0], data)


@cache
def codec(name: str, revision: str | None = None) -> Codec:
    """The codec of a protocol by name, built once."""
    return Codec(protocol(name), revision)
