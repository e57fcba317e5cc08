"""The machinery of a Then: wait for the message, compare it with the table, leave an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ouch_conformance.evidence.decoding import OPTION
from ouch_conformance.judge import expect
from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.expect import Mismatch
from ouch_conformance.judge.heard import Heard
from ouch_conformance.spec.model import words
from ouch_conformance.steps.books import in_book
from ouch_conformance.steps.cells import Context, Expected, FieldType
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.tables import MessageTable, Rows
from ouch_conformance.steps.world import Named, World

EXPECTED = {kind: MessageTable(kind) for kind in Kind}
EXPECTED_MANY = MessageTable(Kind.EXECUTED, many=True)

SESSION = ("SOUP-F*", "SOUP-U*", "SOUP-D*", "SOUP-S*", "SOUP-L*", "SOUP-H*", "SOUP-O*", "SOUP-E*")
"""Any answer to an order also shows that the session under it carries what it should."""

Record = dict[str, tuple[FieldType, Expected]]


def is_kind(world: World, heard: Heard, kind: Kind) -> bool:
    """Whether a message is of a kind."""
    return world.run.dialect.kind_of(heard.message) is kind


def title_of(world: World, kind: Kind) -> str:
    """What the protocol's document calls the message of a kind."""
    spec = world.run.codec[world.run.dialect.message_name(kind)].SPEC
    return spec.title or words(spec.name)


async def expect_message(world: World, named: Named, kind: Kind, sentence: str, rows: Rows | None = None) -> Heard:
    """Wait for the next message about an order, and judge that it is of a kind and as the table says."""
    heard, absence = await named.member.next_of(named.order)
    wanted = title_of(world, kind)
    if heard is None:
        world.judge(expect.absent(sentence, wanted, absence), named.order.request_frame)
        raise AssertionError("an absence never holds")
    if not is_kind(world, heard, kind):
        world.judge(expect.kind_differs(sentence, wanted, heard), named.order.request_frame, heard)
    mismatches = table_mismatches(world, heard.message, EXPECTED[kind], rows)
    world.judge(expect.compared(sentence, wanted, heard, mismatches), named.order.request_frame, heard)
    return heard


async def expect_general(world: World, member: Member, kind: Kind, sentence: str, rows: Rows | None = None) -> Heard:
    """Wait for a message about the account as a whole, and judge it against the table."""
    heard, absence = await member.next_general(kind)
    wanted = title_of(world, kind)
    if heard is None:
        world.judge(expect.absent(sentence, wanted, absence))
        raise AssertionError("an absence never holds")
    mismatches = table_mismatches(world, heard.message, EXPECTED[kind], rows)
    world.judge(expect.compared(sentence, wanted, heard, mismatches), heard)
    return heard


def table_mismatches(world: World, message: Any, table: MessageTable, rows: Rows | None) -> list[Mismatch]:
    """The cells of a table that a message does not meet."""
    records = table.read_expected(rows, world.run.profile.protocol)
    return record_mismatches(world, message, records[0]) if records else []


def record_mismatches(world: World, message: Any, record: Record) -> list[Mismatch]:
    """The cells of one record that a message does not meet."""
    mismatches = []
    context = in_book(world, world.run.dialect.read(message, Role.SYMBOL))
    for name, (column, expected) in record.items():
        value = value_of(message, column)
        if not expected.holds(value, context):
            wanted = wanted_words(context, column, expected)
            mismatches.append(Mismatch(name, wanted, value_words(context, column, value), place_of(column)))
    return mismatches


def place_of(column: FieldType) -> str:
    """What a check calls the field or the option of a column, whatever a feature calls it."""
    return column.field.name if column.tag is None else f"{OPTION}{column.field.name}"


def value_of(message: Any, column: FieldType) -> Any:
    """A field or option of a message; an option that is absent reads as its empty value."""
    if column.tag is None:
        return getattr(message, column.field.name)
    default = 0 if column.numeric else ""
    return default if message.appendage is None else message.appendage.get(column.field.name, default)


def role_in(world: World, heard: Heard, role: Role) -> str:
    """What a message that was heard calls the field of a role."""
    dialect = world.run.dialect
    return dialect.name(dialect.kind_of(heard.message), role)


def wanted_words(world: Context, column: FieldType, expected: Expected) -> str:
    """What a cell wants, in words."""
    values = " or ".join(value_words(world, column, value) for value in expected.values(world))
    return values if expected.comparison == "is" else f"{expected.comparison} {values}"


def value_words(world: Context, column: FieldType, value: Any) -> str:
    """A value as a feature would write it, with the wire's own beside it where the two differ."""
    if column.enum is not None:
        known = next((each.words for each in column.enum.values if each.value == value), None)
        return known or f"{value!r}"
    if column.field.decimals is not None:
        return f"{world.scale.price_words(value)} (raw {value})"
    if column.shares:
        return f"{value:,}"
    return repr(value) if isinstance(value, str) else str(value)


def reason_mismatch(world: World, heard: Heard, wanted: Sequence[str]) -> list[Mismatch]:
    """Whether the reason of a message is one of some words, or numbers; none of them: any reason is right."""
    field, value = role_in(world, heard, Role.REASON), world.run.dialect.read(heard.message, Role.REASON)
    told = expect.reason_words(value)
    if not wanted or told in wanted:
        return []
    return [Mismatch(words(field), " or ".join(wanted), told, field)]
