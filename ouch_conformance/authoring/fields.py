"""The field catalogue as data: what each column of a message may hold, in the words of a feature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from difflib import get_close_matches
from functools import cache

from ouch_conformance.authoring.errors import AuthoringError
from ouch_conformance.judge.dialect import DIALECTS, Dialect, Kind, Role
from ouch_conformance.profile import reference_profile
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.spec.library import protocol_names
from ouch_conformance.spec.model import INTEGER_TYPES, EnumType, Message, Protocol, key
from ouch_conformance.steps.cells import FIRMS, FieldType
from ouch_conformance.steps.parameters import ROLES
from ouch_conformance.steps.tables import columns_of

HEADER = ("column", "field", "type", "unit", "words", "default", "boundaries", "note")
_STANDARD: dict[Role, str] = {
    Role.SIDE: "the sentence says it",
    Role.QUANTITY: "100",
    Role.SYMBOL: "main",
    Role.PRICE: "10.00",
}
"""What an order has that says nothing of a field, as a feature would write it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a message's tables, each part in words; an empty part has nothing to say."""

    column: str
    field: str
    type: str
    unit: str
    words: str
    default: str
    boundaries: str
    note: str = ""

    def cells(self) -> list[str]:
        """The parts in the order of the header."""
        return list(astuple(self))


def find_protocol(name: str) -> Protocol:
    """A protocol by its name. AuthoringError names those that there are."""
    if name not in protocol_names():
        raise AuthoringError(f"no protocol is named {name!r}; allowed: {', '.join(protocol_names())}")
    return load_protocol(name)


def find_message(protocol: Protocol, name: str) -> Message:
    """A message by its name or title, however it is spelt. AuthoringError with the nearest where there is none."""
    spellings = {key(spelling): each for each in protocol.messages for spelling in (each.title or each.name, each.name)}
    if (wanted := key(name)) in spellings:
        return spellings[wanted]
    near = get_close_matches(wanted, spellings, n=1, cutoff=0.6)
    hint = f"did you mean {spellings[near[0]].name!r}?" if near else "allowed: " + ", ".join(_names(protocol))
    raise AuthoringError(f"{protocol.name} has no message {name!r}; {hint}")


def _names(protocol: Protocol) -> list[str]:
    return [each.name for each in protocol.messages]


def columns(protocol: Protocol, message: Message) -> list[Column]:
    """The columns of a message, fields first, options behind them, each once."""
    found: dict[tuple[str, int | None], FieldType] = {}
    for each in columns_of(protocol.name, message.name).values():
        found.setdefault((each.field.name, each.tag), each)
    return [_column(protocol, message, each) for each in found.values()]


def _column(protocol: Protocol, message: Message, column: FieldType) -> Column:
    field = column.field
    option = f"{field.name} (option {column.tag})" if column.tag is not None else field.name
    return Column(
        field.words,
        option,
        _type(column),
        _unit(column),
        ", ".join(_words(protocol, column)),
        _default(protocol, message, column),
        _boundaries(column),
        "" if _time_unit(column) else field.note,
    )


def _type(column: FieldType) -> str:
    field = column.field
    if field.array or field.record:
        return "list" if field.array else f"group {field.record}"
    width = f"{field.width} byte{'s' if field.width != 1 else ''}" if field.width else "any length"
    if field.type in INTEGER_TYPES:
        return f"{width}, {'signed' if INTEGER_TYPES[field.type][1] else 'unsigned'}"
    return f"{width}, {'code' if field.enum else 'text'}"


def _unit(column: FieldType) -> str:
    field = column.field
    if column.shares:
        return "shares, 100 for one lot"
    if field.decimals is not None:
        own = "on the wire with the decimals of its instrument, which the profile says"
        wire = own if field.scaled else f"{field.decimals} implied on the wire"
        return f"price, two decimals on the reference scale; {wire}"
    if column.role in (Role.SYMBOL, Role.FIRM):
        return "instrument by its role" if column.role is Role.SYMBOL else "firm by its role"
    return _time_unit(column)


def _time_unit(column: FieldType) -> str:
    """The unit of a field that tells a time: the layout's note says it."""
    return column.field.note if "seconds" in column.field.note else ""


@cache
def _roles(protocol: str) -> tuple[str, ...]:
    """The instruments of a protocol's reference venue by their parts: those that its features speak of."""
    known = reference_profile(protocol)
    named = known.instruments if known else {}
    return tuple(role for role in ROLES if role.replace(" ", "-") in named) or ROLES


def _words(protocol: Protocol, column: FieldType) -> Iterator[str]:
    """What a cell may say besides a plain value."""
    if column.enum is not None:
        yield from _codes(column.enum)
    elif column.role in (Role.SYMBOL, Role.FIRM):
        yield from _roles(protocol.name) if column.role is Role.SYMBOL else FIRMS
    elif column.field.market:
        yield "market"
    if column.field.unchanged is not None:
        yield "unchanged"


def _codes(enum: EnumType) -> Iterator[str]:
    for value in enum.values:
        code = f"{value.value!r}" if isinstance(value.value, str) else f"{value.value:,}"
        yield f"{value.words} ({code})"


def _default(protocol: Protocol, message: Message, column: FieldType) -> str:
    """What is sent where a table says nothing; nothing to say of what is received."""
    if message.direction == "outgoing":
        return ""
    if column.tag is not None:
        return "not sent"
    dialect = DIALECTS.get(protocol.name)
    kind = dialect.kinds.get(message.name) if dialect else None
    return (_of_the_order(dialect, kind, column) if dialect else None) or _of_the_layout(column)


def _of_the_order(dialect: Dialect, kind: Kind | None, column: FieldType) -> str | None:
    """What a request says of an order by itself; nothing where only the layout has a default."""
    name = column.field.name
    if kind in dialect.consuming and column.role in (Role.KEY, Role.LABEL):
        return "the next one" if column.numeric else "a new one"
    if kind is Kind.ENTER and column.role in _STANDARD:
        return _STANDARD[column.role]
    if kind is Kind.ENTER and name in dialect.defaults:
        return _word(column, dialect.defaults[name])
    if kind in (Kind.REPLACE, Kind.MODIFY) and column.role not in (Role.KEY, Role.ORIGINAL):
        return "as the order has it"
    return "0: the whole order" if kind is Kind.CANCEL and column.role is Role.QUANTITY else None


def _of_the_layout(column: FieldType) -> str:
    field = column.field
    if column.role in (Role.KEY, Role.ORIGINAL):
        return "the sentence says it"
    if field.default is not None:
        return _word(column, field.default)
    return "must be given" if column.enum is not None else "0" if field.type in INTEGER_TYPES else "empty"


def _word(column: FieldType, code: object) -> str:
    """A code as a cell names it."""
    values = column.enum.values if column.enum else ()
    named = (each.words for each in values if str(each.value) == str(code))
    return next(named, str(code).strip() or "empty")


def _boundaries(column: FieldType) -> str:
    """The least and the largest value, as a cell may ask for them with `min` and `max`, or the room of a text."""
    field = column.field
    if field.array or field.record or column.enum is not None:
        return ""
    if field.type not in INTEGER_TYPES:
        return f"at most {field.length} characters" if field.length else ""
    size, signed, _ = INTEGER_TYPES[field.type]
    low = (
        field.minimum if field.minimum is not None else 1 if column.shares else -(2 ** (8 * size - 1)) if signed else 0
    )
    if column.shares:
        return f"min {low}, max: the profile's max-quantity; the field holds {2 ** (8 * size) - 1:,}"
    return f"min {low:,}, max {field.maximum or 2 ** (8 * size - signed) - 1:,}" + _on_the_wire(column)


def _on_the_wire(column: FieldType) -> str:
    return " (raw, as on the wire)" if column.field.decimals is not None else ""


def about(message: Message) -> str:
    """A message in one line: name, title, section and which way it goes."""
    way = {"incoming": "the member sends it", "outgoing": "the member receives it", None: "both send it"}
    section = f", section {message.section}" if message.section else ""
    title = f" ({message.title})" if message.title and not _same(message.title, message.name) else ""
    return f"{message.name}{title}{section}: {way[message.direction]}"


def _same(title: str, name: str) -> bool:
    return re.sub(r"\s", "", title) == name
