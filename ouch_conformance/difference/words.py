"""Messages and fields in words, as the columns of the sheet show them."""

from __future__ import annotations

from ouch_conformance.difference.side import Side, Spot
from ouch_conformance.spec.model import (
    CHAR_TYPES,
    COUNTED_STRING_TYPES,
    FIXED_STRING_TYPES,
    INTEGER_TYPES,
    EnumType,
    Field,
    Message,
)

NOTHING = "-"
"""What stands where a side has nothing to say."""
SENDERS = {"incoming": "the member", "outgoing": "the venue", None: "either"}


def told(before: str | None, after: str | None) -> str:
    """One text where both sides say the same or one of them does not exist (None), else both with an arrow."""
    if before is None or after is None or before == after:
        return (after if before is None else before) or NOTHING
    return f"{before or NOTHING} → {after or NOTHING}"


def message_facts(side: Side, message: Message) -> tuple[str, ...]:
    """What counts of a message: name, type letter, sender, length, the options it may carry."""
    tags = side.protocol.allowed_tags(message, side.revision)
    options = " ".join(map(str, tags))
    return message.title or message.name, message.letter, SENDERS[message.direction], _length(side, message), options


def _length(side: Side, message: Message) -> str:
    length, appendage = side.length(message), side.protocol.appendage(message, side.revision)
    fixed = "varies" if length is None else f"{length} byte{'s' * (length > 1)}"
    if message.payload:
        return f"{fixed} and a payload"
    return fixed if appendage is None else f"{fixed} and an appendage, {appendage.presence.replace('-', ' ')}"


def spot_facts(side: Side, spot: Spot) -> tuple[str, ...]:
    """What counts of a field: name, place, width in bytes, type, limits. Its list of values is held apart."""
    field = spot.field
    width = "varies" if field.width is None else str(field.width)
    return field.name, _place(spot), width, _type(field, side.enum(field)), _limits(field)


def _place(spot: Spot) -> str:
    if spot.tag is not None:
        return f"option {spot.tag}"
    return "behind" if spot.offset is None else str(spot.offset)


def _type(field: Field, enum: EnumType | None) -> str:
    if field.array or field.record:
        return f"{'array of ' if field.array else ''}{field.record or field.type}"
    kind = _kind(enum.type if enum else field.type)
    if enum is not None:
        return f"code, {kind}"
    if field.scaled:
        return f"price of its instrument's decimals, {kind}"
    return kind if field.decimals is None else f"price of {field.decimals} decimal{'s' * (field.decimals != 1)}, {kind}"


def _kind(name: str) -> str:
    if name in INTEGER_TYPES:
        size, signed, order = INTEGER_TYPES[name]
        sign = "signed" if signed else "unsigned"
        return f"{sign} number{', little-endian' if order == 'little' and size > 1 else ''}"
    if name in CHAR_TYPES:
        return "character"
    if name in FIXED_STRING_TYPES:
        return "text"
    return "text behind its length" if name in COUNTED_STRING_TYPES else name


def _limits(field: Field) -> str:
    """The range of a field and its values with a meaning of their own, as wire integers."""
    parts = []
    if field.minimum is not None or field.maximum is not None:
        top = "the widest" if field.maximum is None else f"{field.maximum:,}"
        parts.append(f"{field.minimum or 0:,} to {top}")
    if field.market:
        parts.append("market: " + " or ".join(f"{each:,}" for each in field.market))
    if field.justify == "right":
        parts.append("padded on the left")
    return "; ".join(parts)


def code_of(value: str | int) -> str:
    """The code of a value: a character as it is, a blank in words, a number in digits."""
    return "blank" if value == " " else str(value)
