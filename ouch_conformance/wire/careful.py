"""The careful paths behind the generated fast ones: field by field, naming what cannot go out or came in wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ouch_conformance.wire.appendage import Appendage, AppendageShape, read_appendage
from ouch_conformance.wire.findings import HIDDEN, FieldError, Finding, RefusedError
from ouch_conformance.wire.message import Decoded, WireMessage
from ouch_conformance.wire.reader import Reader
from ouch_conformance.wire.shape import Shape


def keep(message: object, shape: Shape, values: Sequence[Any]) -> None:
    """Give a message its values as they are, where one cannot even be looked up: encoding will name it."""
    for slot, value in zip((*shape.slots, *shape.extras), values, strict=True):
        setattr(message, slot, value)


def accept_appendage(given: Any, absent: Appendage | None, shape: AppendageShape) -> Any:
    """What a constructor makes of its `appendage` argument: pairs become an Appendage, None the form without one."""
    if given is None:
        return absent
    if isinstance(given, list | tuple):
        given = Appendage(given)
    return given.named(shape) if isinstance(given, Appendage) else given


def options_of(message: WireMessage, shape: AppendageShape) -> bytes:
    """The elements of a message's appendage, end to end."""
    given: object = message.appendage
    name = message.SPEC.name
    if not isinstance(given, Appendage):
        raise FieldError(name, "appendage", "an Appendage", given)
    body = given.bind(name, shape).encode()
    if len(body) > shape.length.high:
        raise FieldError(name, "appendage", f"at most {shape.length.high:,} bytes of options", given)
    return body


def counted_options_of(message: WireMessage, shape: AppendageShape) -> bytes:
    """The elements behind their Appendage Length."""
    body = options_of(message, shape)
    return shape.length.encode(len(body)) + body


def encode(message: WireMessage, shape: Shape) -> bytes:
    """Encode field by field; FieldError for the first that cannot be."""
    parts = [bytes([message.SPEC.id])]
    for name, slot, kind in zip(shape.names, shape.slots, shape.kinds, strict=True):
        value = getattr(message, slot, None)
        try:
            parts.append(kind.encode(value))
        except RefusedError as refused:
            given = HIDDEN if kind.field.role == "secret" else value
            raise FieldError(shape.name, name, refused.wanted, given) from None
    if shape.payload:
        parts.append(_payload(message, shape.payload))
    appendage = shape.appendage
    if appendage and (message.appendage is not None or appendage.spec.presence == "always"):
        parts.append(counted_options_of(message, appendage))
    return b"".join(parts)


def _payload(message: WireMessage, name: str) -> bytes:
    value = getattr(message, name, None)
    if not isinstance(value, bytes):
        raise FieldError(message.SPEC.name, name, "bytes", value)
    return value


def decode(made: type[WireMessage], shape: Shape, data: bytes) -> Decoded:
    """The message in some bytes of its type, with everything that is wrong with them."""
    reader = Reader(data)
    message = object.__new__(made)
    read(reader, message, shape)
    return Decoded(message, in_order(reader.findings))


def read(reader: Reader, message: WireMessage, shape: Shape) -> None:
    """Fill a message from the bytes behind its type byte; the reader keeps what was found where."""
    reader.position = 1
    reader.cell("type", None, 0, shape.name)
    for slot, kind in zip(shape.slots, shape.kinds, strict=True):
        setattr(message, slot, kind.read(reader, kind.field.name))
    if shape.payload:
        start = min(reader.position, len(reader.data))
        setattr(message, shape.payload, reader.take(shape.payload, len(reader.data) - start))
        reader.cell(shape.payload, None, start, reader.data[start:])
    if shape.appendage:
        message.appendage = read_appendage(reader, shape.appendage)
    reader.finish()


def with_options(message: WireMessage, data: bytes, start: int, shape: AppendageShape) -> Decoded:
    """Finish a message whose fixed fields are clean: read its options."""
    reader = Reader(data, start)
    message.appendage = read_appendage(reader, shape)
    reader.finish()
    return Decoded(message, in_order(reader.findings))


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings in wire order."""
    return tuple(sorted(findings, key=lambda finding: finding.offset))
