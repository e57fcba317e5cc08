"""Where a field stands in a message's bytes, and how to overwrite it with bytes that no encoder would write."""

from __future__ import annotations

from ouch_conformance.spec import model


def offset_of(message: model.Message, field: str) -> tuple[int, int]:
    """Offset from the type byte and length of a field, in bytes; KeyError for a field without a fixed place.

    The length field of an appendage has its place too, whether or not it is there.
    """
    offset = 1
    for known in message.fields:
        if known.width is None:
            break
        if known.name == field:
            return offset, known.width
        offset += known.width
    else:
        if message.appendage and field == message.appendage.length_field:
            return offset, model.INTEGER_TYPES[message.appendage.length_type][0]
    raise KeyError(f"{message.name} has no field {field!r} at a fixed place")


def patch(data: bytes, message: model.Message, field: str, raw: bytes) -> bytes:
    """The same bytes with a field's slice overwritten; ValueError where `raw` has not the field's width."""
    offset, length = offset_of(message, field)
    if len(raw) != length:
        raise ValueError(f"{message.name}.{field} has {length} bytes, given {len(raw)}")
    return data[:offset] + raw + data[offset + length :]
