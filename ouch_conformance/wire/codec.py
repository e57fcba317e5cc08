"""The codec of one protocol in one revision: its classes, and the careful paths behind their fast ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ouch_conformance.spec import model
from ouch_conformance.wire import describe
from ouch_conformance.wire.appendage import EMPTY, Appendage, read_appendage
from ouch_conformance.wire.findings import FieldError, Finding, FindingKind, Refused
from ouch_conformance.wire.generate import build
from ouch_conformance.wire.message import Decoded, Row, Unknown, WireMessage
from ouch_conformance.wire.reader import Reader
from ouch_conformance.wire.shape import Shape, Shapes, attribute

FastDecoder = Callable[[bytes], Decoded | None]
DIRECTIONS: tuple[model.Direction, ...] = ("incoming", "outgoing")


class Codec:
    """Messages of one protocol as Python objects.

    `revision` is one of the protocol's revisions, the newest where it is not given; fields, enum values, messages and
    options that this revision does not have do not exist here.
    """

    def __init__(self, protocol: model.Protocol, revision: str | None = None) -> None:
        self.protocol = protocol
        self.revision = revision or protocol.revisions[-1]
        if self.revision not in protocol.revisions:
            raise ValueError(f"{protocol.name} has no revision {revision!r}; it has {', '.join(protocol.revisions)}")
        shapes = Shapes(protocol, self.revision)
        self.enums: Mapping[str, type[Enum]] = MappingProxyType(shapes.enums)
        self.options: Mapping[str, model.Option] = {kind.option.name: kind.option for kind in shapes.options.values()}
        self._helpers = self._make_helpers()
        for record in protocol.records.values():
            shape = shapes.record(record)
            shapes.records[record.name] = shape, build(shape, describe.WireRecord, self._helpers)[0]
        self.records: Mapping[str, type[Any]] = {name: made for name, (_, made) in shapes.records.items()}
        self._shapes: dict[str, Shape] = {}
        self._by_type: dict[str, dict[int, str]] = {direction: {} for direction in DIRECTIONS}
        self._fast: dict[str, dict[int, FastDecoder]] = {direction: {} for direction in DIRECTIONS}
        classes: dict[str, type[WireMessage]] = {}
        for message in protocol.messages:
            if protocol.has(message, self.revision):
                classes[message.name] = self._add(shapes.message(message), message)
        self.classes: Mapping[str, type[WireMessage]] = MappingProxyType(classes)

    def __getitem__(self, name: str) -> type[WireMessage]:
        return self.classes[name]

    def decode(self, data: bytes, direction: model.Direction) -> Decoded:
        """The message in some bytes, and everything that is wrong with them. Total: no bytes make it raise."""
        try:
            found = self._fast[direction][data[0]](data)
        except (KeyError, IndexError):
            found = None
        return found or self._decode_slowly(data, direction)

    def table(self, data: bytes, direction: model.Direction) -> list[Row]:
        """The fields of a message with offsets, bytes and meaning; faulty bytes included."""
        return describe.rows(self._walk(data, direction)[0])

    def line(self, message: WireMessage) -> str:
        """A message in one line."""
        return describe.line(message, self._shapes[message.SPEC.name])

    @staticmethod
    def decimal(field: model.Field, raw: int) -> Decimal:
        """A wire integer in the field's unit: 100,000 of a price with four decimals is 10.0000."""
        return describe.decimal(field, raw)

    def _add(self, shape: Shape, message: model.Message) -> type[WireMessage]:
        """Generate one class and enter it into the dispatch tables."""
        self._shapes[shape.name] = shape
        made, fast = build(shape, WireMessage, self._helpers)
        made.SPEC = message
        made.CODEC = self
        for direction in DIRECTIONS:
            if message.direction in {None, direction}:
                self._by_type[direction][message.id] = shape.name
                if fast:
                    self._fast[direction][message.id] = fast
        return made

    def _make_helpers(self) -> dict[str, Any]:
        """What the generated code calls."""
        return {
            "EMPTY": EMPTY,
            "Decoded": Decoded,
            "make": tuple.__new__,
            "new": object.__new__,
            "accept_appendage": _accept_appendage,
            "options_of": self._options_of,
            "counted_options_of": self._counted_options_of,
            "encode_slowly": self._encode_slowly,
            "with_options": _with_options,
        }

    def _options_of(self, message: WireMessage) -> bytes:
        """The elements of a message's appendage."""
        shape = self._shapes[message.SPEC.name].appendage
        given = message.appendage
        if not isinstance(given, Appendage) or shape is None:
            raise FieldError(message.SPEC.name, "appendage", "an Appendage", given)
        body = given.bind(message.SPEC.name, shape).encode()
        if len(body) > shape.length.high:
            raise FieldError(message.SPEC.name, "appendage", f"at most {shape.length.high:,} bytes of options", given)
        return body

    def _counted_options_of(self, message: WireMessage) -> bytes:
        """The elements behind their Appendage Length."""
        body = self._options_of(message)
        shape = self._shapes[message.SPEC.name].appendage
        assert shape is not None
        return shape.length.encode(len(body)) + body

    def _encode_slowly(self, message: WireMessage) -> bytes:
        """Encode field by field, to name the field that cannot be."""
        shape = self._shapes[message.SPEC.name]
        parts = [bytes([message.SPEC.id])]
        for name, kind in zip(shape.names, shape.kinds, strict=True):
            value = getattr(message, name, None)
            try:
                parts.append(kind.encode(value))
            except Refused as refused:
                raise FieldError(shape.name, name, refused.wanted, value) from None
        if shape.payload:
            parts.append(_payload(message, shape.payload))
        if shape.appendage and message.appendage is not None:
            parts.append(self._counted_options_of(message))
        return b"".join(parts)

    def _decode_slowly(self, data: bytes, direction: model.Direction) -> Decoded:
        reader, message = self._walk(data, direction)
        findings = sorted(reader.findings, key=lambda finding: finding.offset)
        return Decoded(message, tuple(findings))

    def _walk(self, data: bytes, direction: model.Direction) -> tuple[Reader, WireMessage | Unknown]:
        """Read field by field. The reader keeps what was found where."""
        reader = Reader(data)
        name = self._by_type[direction].get(data[0]) if data else None
        if name is None:
            return reader, _unknown(reader, direction)
        shape = self._shapes[name]
        made = self.classes[name]
        message = made.__new__(made)
        reader.position = 1
        reader.cell("type", None, 0, shape.name)
        for attribute_name, kind in zip(shape.names, shape.kinds, strict=True):
            setattr(message, attribute_name, kind.read(reader, kind.field.name))
        if shape.payload:
            setattr(message, shape.payload, reader.take(shape.payload, max(len(data) - reader.position, 0)))
            reader.cell(shape.payload, None, len(data) - len(getattr(message, shape.payload)), b"")
        if shape.appendage:
            message.appendage = read_appendage(reader, shape.appendage)
        reader.finish()
        return reader, message


def _accept_appendage(given: Any) -> Any:
    """What a constructor makes of its `appendage` argument: pairs become an Appendage."""
    return Appendage(given) if isinstance(given, list | tuple) else given


def _payload(message: WireMessage, name: str) -> bytes:
    value = getattr(message, name)
    if not isinstance(value, bytes):
        raise FieldError(message.SPEC.name, name, "bytes", value)
    return value


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


def _with_options(message: WireMessage, data: bytes, start: int, shape: Shape) -> Decoded:
    """Finish a message whose fixed fields are clean: read its options."""
    assert shape.appendage is not None
    reader = Reader(data, start)
    message.appendage = read_appendage(reader, shape.appendage)
    reader.finish()
    return Decoded(message, tuple(sorted(reader.findings, key=lambda finding: finding.offset)))


def offset_of(message: model.Message, field: str) -> tuple[int, int]:
    """Offset from the type byte and length of a field, in bytes; KeyError for a field without a fixed place."""
    offset = 1
    for known in message.fields:
        if known.width is None:
            break
        if known.name == field:
            return offset, known.width
        offset += known.width
    if message.appendage and field == message.appendage.length_field:
        return offset, model.INTEGER_TYPES[message.appendage.length_type][0]
    raise KeyError(f"{message.name} has no field {field!r} at a fixed offset")


def patch(data: bytes, message: model.Message, field: str, raw: bytes) -> bytes:
    """The same bytes with a field's slice overwritten, for bytes that no encoder would write.

    ValueError where `raw` has not the field's width.
    """
    offset, length = offset_of(message, field)
    if len(raw) != length:
        raise ValueError(f"{message.name}.{field} has {length} bytes, given {len(raw)}")
    return data[:offset] + raw + data[offset + length :]


@lru_cache(maxsize=None)
def codec(name: str, revision: str | None = None) -> Codec:
    """The codec of a protocol by name, built once."""
    from ouch_conformance.spec.library import protocol  # noqa: PLC0415 - reads files: only when asked for

    return Codec(protocol(name), revision)


__all__ = ["Codec", "attribute", "codec", "offset_of", "patch"]
