"""What is said of a field in a generated module: its type and width, its unit, its limits, its default."""

from __future__ import annotations

from decimal import Decimal

from ouch_conformance.spec import model
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, CountedStringKind, RecordKind
from ouch_conformance.wire.kinds import EnumKind, FixedKind, IntegerKind, Kind

ROLES = {
    "timestamp": "nanoseconds since midnight",
    "secret": "never shown",
    "ascii-number": "digits as text",
    "token": "text of the member's own",
    "free-alpha": "text of the member's own",
    "reserved": "filler",
}


def count_of(number: int) -> str:
    """A number of bytes in words."""
    return "1 byte" if number == 1 else f"{number} bytes"


def type_of(kind: Kind) -> str:
    """The type of a field as the XML names it, and its width."""
    field = kind.field
    if isinstance(kind, ArrayKind):
        return f"list of {type_of(kind.item)}, behind a count ({kind.count.field.type}, {count_of(kind.count.width)})"
    if isinstance(kind, RecordKind):
        return f"record {field.record} of {len(kind.kinds)} fields"
    name = f"{field.enum} as {field.type}" if field.enum else field.type
    if isinstance(kind, CountedStringKind):
        return f"{name}, behind {count_of(kind.count.width)} of length"
    return f"{name}, {count_of(kind.width)}" if isinstance(kind, FixedKind) else name


def field_line(kind: Kind) -> str:
    """One line about a field: `Price: uint_8_be, 8 bytes; in units of 0.0001; at most 1999999900; default 0`."""
    field = kind.field
    parts = [type_of(kind), *_meaning(field), *_limits(kind), *_default(kind), *([field.note] if field.note else [])]
    line = "; ".join(parts)
    return f"{field.title}: {line}" if field.title else line


def _meaning(field: model.Field) -> list[str]:
    parts = [ROLES[field.role]] if field.role else []
    if field.decimals:
        parts.append(f"in units of {Decimal(1).scaleb(-field.decimals):f}")
    if field.market:
        parts.append(f"market: {' or '.join(str(value) for value in field.market)}")
    if field.justify == "right":
        parts.append("right-justified")
    return parts


def _limits(kind: Kind) -> list[str]:
    """What an integer can carry; where the document sets narrower limits, those too."""
    field = kind.field
    if not isinstance(kind, IntegerKind):
        return []
    said = [
        f"{words} {value:,}"
        for words, value in (("at least", field.minimum), ("at most", field.maximum))
        if value is not None
    ]
    return [f"{kind.low:,} to {kind.high:,}", *([f"by the document {' and '.join(said)}"] if said else [])]


def _default(kind: Kind) -> list[str]:
    """The value that stands where none is given; an enum without default has to be set."""
    field = kind.field
    if field.default is not None and field.role != "secret":
        return [f"default {field.default}" if field.default.strip() else f"default {field.default!r}"]
    return ["has to be set"] if must_be_set(kind) else []


def must_be_set(kind: Kind) -> bool:
    """Whether a message cannot be encoded before this field was given: an enum without default in this revision."""
    return isinstance(kind, EnumKind | CountedEnumKind) and kind.zero not in kind.members.by_value


def message_line(message: model.Message) -> str:
    """What a message is: `Enter Order (O, 79), incoming: sent by the member; section 2.1`."""
    letter = f"{message.letter}, {message.id}" if message.letter.isascii() and message.letter.isalnum() else message.id
    title = message.title or message.name
    ways = {"incoming": "incoming: sent by the member", "outgoing": "outgoing: sent by the venue"}
    parts = [f"{title} ({letter}), {ways.get(message.direction or '', 'sent by either side')}"]
    if message.group:
        parts.append(f"group {message.group}")
    if message.section:
        parts.append(f"section {message.section}")
    return "; ".join(parts)
