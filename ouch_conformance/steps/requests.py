"""Requests as the steps send them: a table's values over the scenario's, over the profile's, over the layout's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ouch_conformance.judge.check import Unmet
from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.orders import Order
from ouch_conformance.spec.model import words
from ouch_conformance.steps.books import in_book
from ouch_conformance.steps.cells import FieldType, Sent
from ouch_conformance.steps.defaults import order_values
from ouch_conformance.steps.expressible import Says
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.tables import FORMS, MessageTable, Rows, forms_of, names_of
from ouch_conformance.steps.world import World, unreached, untestable
from ouch_conformance.wire import EMPTY, Appendage, WireMessage

ENTER = MessageTable(Kind.ENTER, sent=True)
ENTER_MANY = MessageTable(Kind.ENTER, sent=True, named=True, many=True)
REPLACE = MessageTable(Kind.REPLACE, sent=True)
CANCEL = MessageTable(Kind.CANCEL, sent=True)
BY_REFERENCE = MessageTable(Kind.CANCEL_BY_REFERENCE, sent=True)
MODIFY = MessageTable(Kind.MODIFY, sent=True)
TRADE_NOW = MessageTable(Kind.TRADE_NOW, sent=True)
MASS_CANCEL = MessageTable(Kind.MASS_CANCEL, sent=True)
DISABLE = MessageTable(Kind.DISABLE, sent=True)
ENABLE = MessageTable(Kind.ENABLE, sent=True)
QUERY = MessageTable(Kind.QUERY, sent=True)
NEW_SIZE = Says(Kind.CANCEL, Role.QUANTITY, "a cancel takes out the whole order, a replace leaves less of it")

Values = dict[str, Any]
Record = Mapping[str, tuple[FieldType, Sent]]


class Draft:
    """A message in the making: values of its fields, options of its appendage, bytes to overwrite."""

    def __init__(
        self,
        world: World,
        kind: Kind,
        values: Values,
        record: Record | None = None,
        form: str = "",
        name: str = "",
        book: object = None,
    ) -> None:
        self.world, self.kind, self.form = world, kind, form
        self.context = in_book(world, _symbol(world, record) or book)
        self.name = name or world.run.dialect.message_name(kind)
        self.values = values
        self.options: list[tuple[str | int, Any]] = []
        self.patches: dict[str, bytes] = {}
        for column, sent in (record or {}).values():
            self._put(column, sent)

    def _put(self, column: FieldType, sent: Sent) -> None:
        self._require_word(column, sent)
        if column.tag is not None:
            value = sent.raw if sent.resolver is None else sent.resolver(self.context)
            self.options.append((column.tag if sent.resolver is None else column.field.name, value))
            return
        self._require_field(column)
        if sent.resolver is None:
            self.patches[column.field.name] = sent.raw or b""
        else:
            self.values[column.field.name] = sent.resolver(self.context)

    def say(self, values: Mapping[Role, Any]) -> None:
        """Set fields by what they are for."""
        self.values |= self.world.run.said(self.kind, values)

    @property
    def channel(self) -> int:
        """The channel that the options name, 0 without one."""
        name = self.world.run.dialect.channel
        return int(next((value for option, value in self.options if option == name), 0))

    def _require_word(self, column: FieldType, sent: Sent) -> None:
        if column.enum is None or sent.resolver is None:
            return
        run, word = self.world.run, sent.resolver(self.context)
        values = [each for each in column.enum.values if each.value == word]
        if values and not any(run.codec.protocol.has(each, run.profile.revision) for each in values):
            raise self._missing(f"{column.field.words} {values[0].words!r}")

    def _require_field(self, column: FieldType) -> None:
        run = self.world.run
        spec = run.codec.protocol.message(self.name)
        if not run.codec.protocol.has(column.field, run.profile.revision):
            raise self._missing(f"field {column.field.words!r} in {spec.title}")

    def _require_message(self) -> None:
        """Unmet (not testable) where the revision has no such message, or the message no such option or form."""
        run = self.world.run
        protocol, revision = run.codec.protocol, run.profile.revision
        spec = protocol.message(self.name)
        if not protocol.has(spec, revision):
            raise self._missing(spec.title)
        if self.form == FORMS[1] and protocol.appendage(spec, revision) is None:
            raise self._missing(f"{spec.title} with Appendage Length")
        allowed = {protocol.options[tag].name for tag in protocol.allowed_tags(spec, revision)}
        for option, _ in self.options:
            if isinstance(option, str) and option not in allowed:
                raise self._missing(f"option {words(option)!r} in {spec.title}")

    def _missing(self, what: str) -> Unmet:
        revision = self.world.run.profile.revision
        needed = "a revision that has it, under [venue] in the profile"
        return self.world.unmet(untestable(f"revision {revision} of the protocol has no {what}", needed))

    def build(self) -> WireMessage:
        """The message. Unmet (not testable) where the profile's revision does not know it as it is asked for."""
        self._require_message()
        run = self.world.run
        message = run.codec[self.name](**self.values)
        if self.options:
            message.appendage = Appendage(self.options)
        elif self.form == FORMS[1]:
            message.appendage = EMPTY
        return message


def entering(world: World, side: str, record: Record | None = None, name: str = "") -> Draft:
    """An order with the defaults of the profile: one lot at the base price in the main instrument, for the day.

    `name` is the message where the protocol has several that enter an order.
    """
    symbol = world.run.dialect.name(Kind.ENTER, Role.SYMBOL)
    code = world.run.side(side)
    if code is None:
        raise world.unmet(
            untestable(f"{world.run.codec.protocol.title} has no side {side!r}", "a protocol that has it")
        )
    values = order_values(world.run, code, _symbol(world, record), name)
    draft = Draft(world, Kind.ENTER, values, record, name=name)
    if values[symbol] is None:
        values[symbol] = world.run.instrument_value(world.symbol("main"))
    return draft


def replacing(world: World, order: Order, record: Record | None = None) -> Draft:
    """A replacement that repeats what the order has, but for what names it."""
    run, name = world.run, world.run.dialect.name
    fields = run.codec[run.dialect.message_name(Kind.REPLACE)].SPEC.fields
    known = {field.name: getattr(order.request, field.name, None) for field in fields}
    values: Values = {
        at: each if isinstance(each, int) else str(each) for at, each in known.items() if each is not None
    }
    values.pop(name(Kind.REPLACE, Role.KEY), None)
    values[name(Kind.REPLACE, Role.ORIGINAL)] = order.key[1]
    if Role.LABEL in run.dialect.fields:
        values[name(Kind.REPLACE, Role.LABEL)] = run.order_id()
    draft = Draft(world, Kind.REPLACE, values, record, book=order.symbol)
    _leave_unchanged(draft, record)
    _follow_channel(draft, order)
    return draft


def _symbol(world: World, record: Record | None) -> str | None:
    """The instrument that a table names; None where it names none."""
    named = (sent.resolver for column, sent in (record or {}).values() if column.role is Role.SYMBOL)
    found = next((resolver(world) for resolver in named if resolver is not None), None)
    return None if found is None else str(found)


def _leave_unchanged(draft: Draft, record: Record | None) -> None:
    """What no table names of a replacement stays as it is, where the document has bytes that say so."""
    run = draft.world.run
    named = {column.field.name for column, _ in (record or {}).values()}
    named |= {run.dialect.name(Kind.REPLACE, role) for role in (Role.QUANTITY, Role.PRICE)}
    for field in run.codec[draft.name].SPEC.fields:
        if field.unchanged is not None and field.name not in named:
            draft.patches[field.name] = field.unchanged


def about(
    world: World, kind: Kind, order: Order, said: Mapping[Role, Any], rows: Rows | None, table: MessageTable
) -> Draft:
    """A cancel, modify or other request about an order, saying what no table says otherwise."""
    key = world.run.dialect.name(kind, Role.KEY)
    records = table.read_sent(rows, world.run.profile.protocol)
    form = next(iter(forms_of(rows)), "")
    draft = Draft(world, kind, {key: order.key[1], **world.run.said(kind, said)}, records[0] if records else None, form)
    _follow_channel(draft, order)
    return draft


def by_reference(world: World, order: Order, record: Record | None = None) -> Draft:
    """A cancel of an order by the number that the venue gave it. Unmet where the venue accepted none."""
    if order.accepted is None:
        raise world.unmet(unreached("the order has a number of the venue", "Order Accepted", "none"))
    kind, read = Kind.CANCEL_BY_REFERENCE, world.run.dialect.read
    roles = (Role.REFERENCE, Role.SYMBOL, Role.SIDE)
    return Draft(world, kind, world.run.said(kind, {role: read(order.accepted, role) for role in roles}), record)


def _follow_channel(draft: Draft, order: Order) -> None:
    """An order entered on a channel is spoken of on that channel (OUCH 5.0 1.2)."""
    name = draft.world.run.dialect.channel
    if order.key[0] and name and all(option != name for option, _ in draft.options):
        draft.options.append((name, order.key[0]))


async def number(draft: Draft, member: Member) -> None:
    """Give a draft the next number of its channel, unless its table gave one."""
    run = draft.world.run
    key = run.dialect.name(draft.kind, Role.KEY)
    if key in draft.values:
        return
    if draft.channel and (member.name, draft.channel) not in run.next_numbers:
        await member.learn_number(draft.channel)
    draft.values[key] = run.take_key(member.name, draft.channel)


async def send(draft: Draft, member: Member, name: str | None = None) -> Order | None:
    """Number a draft, send it, and give its order a name."""
    await number(draft, member)
    order, _ = member.send(draft.build(), draft.patches)
    if name is not None:
        draft.world.name_order(name, member, order)
    return order


def one_record(table: MessageTable, rows: Rows | None, world: World) -> Record | None:
    """The single record of a table, None without a table."""
    records = table.read_sent(rows, world.run.profile.protocol)
    return records[0] if records else None


def many_records(table: MessageTable, rows: Rows | None, world: World) -> list[tuple[str, Record]]:
    """The records of a table with the name that each gives."""
    return list(zip(names_of(rows), table.read_sent(rows, world.run.profile.protocol), strict=True))


def hex_bytes(text: str) -> bytes:
    """Hex digits with comments as bytes. ValueError where they are none."""
    digits = " ".join(line.partition("#")[0] for line in text.splitlines())
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise ValueError("no bytes: pairs of hex digits are expected, '#' begins a comment") from None
