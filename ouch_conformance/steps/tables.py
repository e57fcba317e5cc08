"""Data tables: which columns a step's table may have, checked at collection and read when the step runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ouch_conformance.judge.dialect import DIALECTS, Dialect, Kind, Role
from ouch_conformance.profile import nearest
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.spec.model import Field, Message, Protocol, key
from ouch_conformance.steps.cells import CellError, Expected, FieldType, Sent, orders_in, read_expected, read_sent

NAME_COLUMN = "as"
FORM_COLUMN = "form"
FORMS = ("without appendage length", "with appendage length")
TALL_HEADER = ["field", "value"]
COMMON_WORDS = (Role.SIDE, Role.QUANTITY, Role.SYMBOL, Role.PRICE, Role.FIRM)
Rows = list[list[str]]


@cache
def columns_of(protocol_name: str, message_name: str) -> Mapping[str, FieldType]:
    """The columns that a message offers, fields and options, by their letters and digits."""
    protocol = load_protocol(protocol_name)
    dialect = DIALECTS.get(protocol_name)
    shares = dialect.shares if dialect else frozenset()
    entered = _entered(protocol) | (dialect.numbers if dialect else frozenset())
    message = protocol.message(message_name)
    roles = _roles(dialect, message_name)

    def column(field: Field, tag: int | None = None) -> FieldType:
        enum = protocol.enums.get(field.enum) if field.enum else None
        return FieldType(field, enum, field.name in shares, tag, field.name in entered, roles.get(field.name))

    columns = {key(each.name): column(each) for each in message.fields}
    for tag in _tags(message):
        option = protocol.options[tag]
        columns.setdefault(key(option.name), column(option.value, tag))
        columns[key("option " + option.name)] = column(option.value, tag)
    for name, role in roles.items():
        # The features of the session speak of orders in words that every protocol above it has.
        if role in COMMON_WORDS and key(name) in columns:
            columns.setdefault(key(role.name), columns[key(name)])
    return columns


def _roles(dialect: Dialect | None, message_name: str) -> dict[str, Role]:
    """What the fields of a message are for; without a dialect, what their plain names say."""
    if dialect is None:
        return {role.name.lower(): role for role in (Role.SYMBOL, Role.FIRM)}
    kind = dialect.kinds.get(message_name)
    return {dialect.name(kind, role): role for role in Role if dialect.name(kind, role)}


def _entered(protocol: Protocol) -> frozenset[str]:
    """The fields and options that a request may carry."""
    requests = [message for message in protocol.messages if message.direction == "incoming"]
    options = {protocol.options[tag].name for message in requests for tag in _tags(message)}
    return frozenset({field.name for message in requests for field in message.fields} | options)


def _tags(message: Message) -> tuple[int, ...]:
    return message.appendage.tags if message.appendage else ()


def message_name(protocol_name: str, kind: Kind) -> str:
    """What a protocol calls the message of a kind."""
    return DIALECTS[protocol_name].message_name(kind)


def _unknown(protocol: str, kind: Kind) -> str | None:
    """Why a protocol has no message of a kind; None where it has one."""
    if protocol not in DIALECTS:
        return f"orders belong to an OUCH protocol, not to {protocol}"
    what = kind.name.lower().replace("_", " ")
    return None if kind in DIALECTS[protocol].kinds.values() else f"{protocol} has no message for {what!r}"


@dataclass(frozen=True, slots=True)
class MessageTable:
    """A table whose columns are the fields of one kind of message: `field|value` lines, one record or many."""

    kind: Kind
    sent: bool = False
    named: bool = False
    many: bool = False

    def unknown(self, protocol: str) -> str | None:
        """Why a protocol has no place for what the table is about; None where it has one."""
        return _unknown(protocol, self.kind)

    def lint(self, rows: Rows, protocol: str) -> list[str]:
        """What is wrong with a table, each with what would be right."""
        if unknown := self.unknown(protocol):
            return [unknown]
        columns = columns_of(protocol, message_name(protocol, self.kind))
        problems = lint_shape(rows, many=self.many) + (_lint_names(rows) if self.named else [])
        for record in records_of(rows):
            for name, text in record.items():
                problems += self._lint_cell(protocol, columns, name, text)
        return list(dict.fromkeys(problems))

    def orders(self, rows: Rows, protocol: str) -> list[str]:
        """The names of orders that its cells speak of."""
        columns = columns_of(protocol, message_name(protocol, self.kind)) if not self.unknown(protocol) else {}
        cells = [(columns.get(key(name)), text) for record in records_of(rows) for name, text in record.items()]
        return [name for column, text in cells if column is not None for name in orders_in(text, column)]

    def _lint_cell(self, protocol: str, columns: Mapping[str, FieldType], name: str, text: str) -> list[str]:
        if self.named and name == NAME_COLUMN:
            return []
        if self.sent and name == FORM_COLUMN and _has_forms(protocol, self.kind):
            return [] if text in FORMS else [f"{text!r} is no form of a message: {nearest(text, FORMS)}"]
        column = columns.get(key(name))
        if column is None:
            known = [each.field.words for each in columns.values()]
            return [f"unknown column {name!r}: {nearest(name, known)}"]
        try:
            if text:
                read_sent(text, column) if self.sent else read_expected(text, column)
        except CellError as error:
            return [str(error)]
        return []

    def read_sent(self, rows: Rows | None, protocol: str) -> list[dict[str, tuple[FieldType, Sent]]]:
        """The records of a table of messages to send, by column; an empty cell leaves the default."""
        columns = columns_of(protocol, message_name(protocol, self.kind))
        return [
            {
                name: (columns[key(name)], read_sent(text, columns[key(name)]))
                for name, text in record.items()
                if text and name not in (NAME_COLUMN, FORM_COLUMN)
            }
            for record in records_of(rows)
        ]

    def read_expected(self, rows: Rows | None, protocol: str) -> list[dict[str, tuple[FieldType, Expected]]]:
        """The records of a table of expectations, by column; an empty cell is not checked."""
        columns = columns_of(protocol, message_name(protocol, self.kind))
        return [
            {
                name: (columns[key(name)], read_expected(text, columns[key(name)]))
                for name, text in record.items()
                if text and name not in (NAME_COLUMN, FORM_COLUMN)
            }
            for record in records_of(rows)
        ]


def _has_forms(protocol: str, kind: Kind) -> bool:
    """Whether the sender of a message may leave its Appendage Length out."""
    appendage = load_protocol(protocol).message(message_name(protocol, kind)).appendage
    return appendage is not None and appendage.presence == "optional"


def lint_shape(rows: Rows, *, many: bool) -> list[str]:
    """What is wrong with the columns and the number of records, whatever they hold."""
    tall = rows[0] == TALL_HEADER
    problems = ["a table of several records has one column for each field"] if many and tall else []
    if not many and len(records_of(rows)) != 1:
        problems.append("exactly one row is expected")
    if many and len(rows) < 2:
        problems.append("at least one row is expected")
    names = Counter(key(name) for name in ([line[0] for line in rows[1:]] if tall else rows[0]))
    return problems + [f"the column {name!r} stands {times} times" for name, times in names.items() if times > 1]


def _lint_names(rows: Rows) -> list[str]:
    names = Counter(names_of(rows))
    problems = [f"a row has no name: the column {NAME_COLUMN!r} gives it"] if "" in names else []
    return problems + [f"the name {name!r} stands {times} times" for name, times in names.items() if name and times > 1]


def names_of(rows: Rows | None) -> list[str]:
    """The names that the column "as" gives, without their quotes."""
    return [record.get(NAME_COLUMN, "").strip('"') for record in records_of(rows)]


def forms_of(rows: Rows | None) -> list[str]:
    """The forms that the column "form" asks for, empty where it is not there."""
    return [record.get(FORM_COLUMN, "") for record in records_of(rows)]


def records_of(rows: Rows | None) -> list[dict[str, str]]:
    """The records of a table by their columns, whichever way round it is written."""
    if not rows:
        return []
    if rows[0] == TALL_HEADER:
        return [{line[0]: line[1] for line in rows[1:]}]
    return [dict(zip(rows[0], line, strict=True)) for line in rows[1:]]


@dataclass(frozen=True, slots=True)
class CodeWords:
    """The words of the codes that a field of a message may carry; without a name, the first that has codes."""

    kind: Kind
    field: str = ""

    def problem(self, word: str, protocol: str) -> str | None:
        """What is wrong with a word, with what would be right."""
        if unknown := _unknown(protocol, self.kind):
            return unknown
        column, known = self._column(protocol), self.known(protocol)
        return None if word in known else f"{word!r} is no {column.field.words}: {nearest(word, known)}"

    def known(self, protocol: str) -> list[str]:
        """The words, in the order of the layout; none where the protocol has no such message."""
        column = self._column(protocol) if not _unknown(protocol, self.kind) else None
        return [value.words for value in column.enum.values] if column and column.enum else []

    def _column(self, protocol: str) -> FieldType:
        columns = columns_of(protocol, message_name(protocol, self.kind))
        return columns[key(self.field)] if self.field else next(each for each in columns.values() if each.enum)

    def attribute(self, protocol: str) -> str:
        """What the document calls the field."""
        return self._column(protocol).field.name


@dataclass(frozen=True, slots=True)
class Titles:
    """The messages of one kind, by what the document calls them."""

    kind: Kind

    def problem(self, word: str, protocol: str) -> str | None:
        """What is wrong with a word, with what would be right."""
        known = self.known(protocol)
        return None if word in known else f"{word!r} is no message of {protocol}: {nearest(word, known)}"

    def known(self, protocol: str) -> list[str]:
        """The titles, in the order of the layout; none where the protocol has no such message."""
        return list(self._names(protocol))

    def name(self, word: str, protocol: str) -> str:
        """The message that a title stands for."""
        return self._names(protocol)[word]

    def _names(self, protocol: str) -> dict[str, str]:
        kinds = DIALECTS[protocol].kinds if protocol in DIALECTS else {}
        messages = load_protocol(protocol).messages
        return {each.title: each.name for each in messages if kinds.get(each.name) is self.kind}


@dataclass(frozen=True, slots=True)
class FewWords:
    """A few words of the suite's own."""

    words: tuple[str, ...]

    def problem(self, word: str, protocol: str) -> str | None:  # noqa: ARG002 - the same words in every protocol
        """What is wrong with a word, with what would be right."""
        return None if word in self.words else f"{word!r} is not known here: {nearest(word, self.words)}"

    def known(self, protocol: str) -> list[str]:  # noqa: ARG002 - likewise
        """The words."""
        return list(self.words)


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of the suite's own columns: each with a reader that raises ValueError, or None for free text."""

    columns: Mapping[str, Callable[[str], object] | None]
    many: bool = False

    def unknown(self, protocol: str) -> str | None:  # noqa: ARG002 - the same words in every protocol
        """Nothing: every protocol has a session."""
        return None

    def lint(self, rows: Rows, protocol: str) -> list[str]:  # noqa: ARG002 - the same words in every protocol
        """What is wrong with a table, each with what would be right."""
        return lint_shape(rows, many=self.many) + list(dict.fromkeys(self._problems(rows)))

    def _problems(self, rows: Rows) -> Iterator[str]:
        for record in records_of(rows):
            for name, text in record.items():
                if name not in self.columns:
                    yield f"unknown column {name!r}: {nearest(name, list(self.columns))}"
                    continue
                reader = self.columns[name]
                try:
                    if reader is not None and text:
                        reader(text)
                except ValueError as error:
                    yield str(error)

    def read(self, rows: Rows | None) -> list[dict[str, str]]:
        """The records, empty cells left out."""
        return [{name: text for name, text in record.items() if text} for record in records_of(rows)]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A reader for a column that takes a few words."""

    words: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """The word. ValueError names the nearest one."""
        if text not in self.words:
            raise ValueError(f"{text!r} is not known here: {nearest(text, self.words)}")
        return text


def one_of(*words: str) -> OneOf:
    """A reader for a column that takes a few words."""
    return OneOf(words)
