"""Messages as they are, for a protocol whose orders the suite does not know: send one, receive one, field by field.

A protocol with orders of its own has sentences that say more; these two are refused there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ouch_conformance.judge import expect
from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.judge.expect import Mismatch
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import nearest
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.spec.model import INTEGER_TYPES, Direction, key
from ouch_conformance.steps.cells import CellError, FieldType, Resolver, read_expected, read_sent
from ouch_conformance.steps.expectations import value_words, wanted_words
from ouch_conformance.steps.sentence import then, when
from ouch_conformance.steps.tables import Rows, columns_of, lint_shape, records_of
from ouch_conformance.steps.world import World
from ouch_conformance.wire import FindingKind, WireMessage
from ouch_conformance.wire.shape import attribute

OF_LENGTH = (FindingKind.TRUNCATED, FindingKind.TRAILING)
TRUTH = {"true": 1, "false": 0}


@dataclass(frozen=True, slots=True)
class MessageNames:
    """The names of the messages that go one way."""

    direction: Direction

    def problem(self, word: str, protocol: str) -> str | None:
        """What is wrong with a name, with what would be right."""
        if protocol in DIALECTS:
            return f"{protocol} has sentences of its own for its messages"
        known = self.known(protocol)
        way = "sends" if self.direction == "incoming" else "receives"
        return None if word in known else f"{word!r} is no message that a member {way}: {nearest(word, known)}"

    def known(self, protocol: str) -> list[str]:
        """The names; none for a protocol with sentences of its own."""
        if protocol in DIALECTS:
            return []
        return [each.name for each in load_protocol(protocol).messages if each.direction in (None, self.direction)]


@dataclass(frozen=True, slots=True)
class AnyField(FieldType):
    """A column of a protocol without orders: its plain numbers are those of the wire."""

    @property
    def must_be_given(self) -> bool:
        """Whether a message cannot be sent without a value for the field."""
        return self.enum is not None and self.field.default is None and not self.field.array

    def read(self, text: str) -> Resolver:
        """A plain value. CellError where it is none, or where a table cannot say it."""
        if self.field.array or self.field.record:
            raise CellError(f"{self.field.words!r} is a {'list' if self.field.array else 'group'}: no cell can say it")
        if self.field.type == "boolean":
            return self._read_truth(text)
        self._check_width(text)
        return FieldType.read(self, text)

    def _read_truth(self, text: str) -> Resolver:
        if text not in TRUTH:
            raise CellError(f"{text!r} is no value of {self.field.words!r}: true or false is expected")
        return lambda _: TRUTH[text]

    def _check_width(self, text: str) -> None:
        if self.numeric:
            self._check_number(text)
        elif self.enum is None and self.field.width is not None and len(text.strip('"')) > self.field.width:
            raise CellError(f"{text!r} does not fit {self.field.words!r}: at most {self.field.width} characters")

    def _check_number(self, text: str) -> None:
        width, signed, _ = INTEGER_TYPES[self.field.type]
        low, high = (-(2 ** (8 * width - 1)), 2 ** (8 * width - 1) - 1) if signed else (0, 2 ** (8 * width) - 1)
        if re.fullmatch(r"-?[0-9][0-9,]*", text) and not low <= int(text.replace(",", "")) <= high:
            raise CellError(f"{text!r} does not fit {self.field.words!r}: {low:,} to {high:,}")


@dataclass(frozen=True, slots=True)
class AnyTable:
    """The fields of the message that the sentence names: one record, or `field | value` lines."""

    sent: bool = False

    def lint_for(self, words: Mapping[str, Any], rows: Rows | None, protocol: str) -> list[str]:
        """What is wrong with a table, or with its absence, each with what would be right."""
        if rows is not None and (wrong := lint_shape(rows, many=False)):
            return wrong
        columns = _columns(protocol, words["message"])
        problems = [*self._problems(columns, _record(rows)), *(_unsayable(protocol, columns) if self.sent else ())]
        return list(dict.fromkeys(problems))

    def _problems(self, columns: Mapping[str, AnyField], record: Mapping[str, str]) -> Iterator[str]:
        for name, text in record.items():
            column = columns.get(key(name))
            if column is None:
                yield f"unknown column {name!r}: {nearest(name, [each.field.words for each in columns.values()])}"
                continue
            try:
                read_sent(text, column) if self.sent else read_expected(text, column)
            except CellError as error:
                yield str(error)
        given = {key(name) for name in record}
        for place, column in columns.items():
            if self.sent and column.must_be_given and place not in given:
                yield f"the column {column.field.words!r} is missing: the field has no default"


def _unsayable(protocol: str, columns: Mapping[str, AnyField]) -> Iterator[str]:
    """The groups of a message without which it cannot be sent, and which no table can give."""
    records = load_protocol(protocol).records
    for column in columns.values():
        waiting = [column.field] if not column.field.array else []
        while waiting:
            field = waiting.pop()
            if field.enum and field.default is None and field is not column.field:
                yield f"no table can say the group {column.field.words!r}, and its {field.words!r} has no default"
            waiting += [each for each in records[field.record].fields if not each.array] if field.record else []


def _record(rows: Rows | None) -> dict[str, str]:
    """The one record of a table, empty cells left out."""
    return {name: text for record in records_of(rows) for name, text in record.items() if text}


def _columns(protocol: str, message: str) -> dict[str, AnyField]:
    found = columns_of(protocol, message)
    return {place: AnyField(each.field, each.enum, entered=False) for place, each in found.items() if each.tag is None}


@when(
    "{member:Member} sends {message:Message}",
    named_table=AnyTable(sent=True),
    words={"message": MessageNames("incoming")},
)
async def sends(world: World, member: str, message: str, datatable: Rows | None = None) -> None:
    """Send a message with the values of the table; a field that it does not name has its default, else 0 or blank."""
    who = await world.logged_in(member)
    who.send(*_message(world, message, datatable))


def _message(world: World, name: str, rows: Rows | None) -> tuple[WireMessage, dict[str, bytes]]:
    """The message, and the bytes to overwrite some of its fields with."""
    columns = _columns(world.run.profile.protocol, name)
    values: dict[str, Any] = {}
    patches: dict[str, bytes] = {}
    for column, text in ((columns[key(name)], text) for name, text in _record(rows).items()):
        sent = read_sent(text, column)
        if sent.resolver is None:
            patches[column.field.name] = sent.raw or b""
        else:
            values[attribute(column.field.name)] = sent.resolver(world)
    return world.run.codec[name](**values), patches


@then(
    "{member:Member} receives {message:Message}",
    judges=("*",),
    named_table=AnyTable(),
    words={"message": MessageNames("outgoing")},
)
async def receives(world: World, member: str, message: str, datatable: Rows | None = None) -> None:
    """The next message to the member is of that name, is sound, and has the values of the table."""
    sentence = f"{'the member' if member == 'A' else f'member {member}'} receives {message}"
    heard, absence = await world.member(member).next_message()
    if heard is None:
        observed = f"nothing within {absence.waited:g} s" if absence.proof is None else f"nothing: {absence.proof}"
        result = Result.UNPROVEN if absence.proof is None else Result.VIOLATED
        world.judge(Outcome(result, sentence, message, observed, proof=absence.proof))
    elif type(heard.message).__name__ != message:
        world.judge(expect.kind_differs(sentence, message, heard), heard)
    else:
        world.judge(expect.compared(sentence, message, heard, list(_mismatches(world, heard, datatable))), heard)


def _mismatches(world: World, heard: Heard, rows: Rows | None) -> Iterator[Mismatch]:
    """Where a message is not as the table says, and what its bytes break of its layout."""
    columns = _columns(world.run.profile.protocol, type(heard.message).__name__)
    for finding in heard.findings:
        name = "a length of" if finding.kind in OF_LENGTH else finding.field or "its bytes"
        yield Mismatch(name, finding.expected, finding.observed)
    for name, text in _record(rows).items():
        column = columns[key(name)]
        expected, value = read_expected(text, column), getattr(heard.message, attribute(column.field.name))
        if not expected.holds(value, world):
            wanted = wanted_words(world, column, expected)
            yield Mismatch(column.field.name, wanted, value_words(world, column, value))
