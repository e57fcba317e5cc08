"""Orders: entering, replacing, cancelling, modifying, and requests about the account as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ouch_conformance.judge.audit import TAIL
from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.orders import Order
from ouch_conformance.steps import requests
from ouch_conformance.steps.sentence import Names, given, when
from ouch_conformance.steps.tables import MessageTable, Rows, forms_of
from ouch_conformance.steps.world import World, unreached


@given("a resting {side:Side} of {shares:Shares} shares at {price:Price} as {order:NewOrder}", table=requests.ENTER)
async def resting_order(
    world: World, side: str, shares: int, price: Decimal, order: str, datatable: Rows | None = None
) -> None:
    """The member has an order in the book that nothing has traded with; the table names what else matters of it."""
    await rest(world, "A", side, shares, price, order, requests.one_record(requests.ENTER, datatable, world))


@given("{member:Member} has a resting {side:Side} of {shares:Shares} shares at {price:Price} as {order:NewOrder}")
async def resting_order_of(world: World, member: str, side: str, shares: int, price: Decimal, order: str) -> None:
    """One of the members has an order in the book that nothing has traded with."""
    await rest(world, member, side, shares, price, order)


async def rest(
    world: World, member: str, side: str, shares: int, price: Decimal, name: str, record: requests.Record | None = None
) -> None:
    """Put an order into the book; the scenario has no ground to stand on where it does not get there."""
    who = await world.logged_in(member)
    draft = requests.entering(world, side, record)
    draft.say({Role.QUANTITY: world.shares(shares), Role.PRICE: draft.context.scale.price(price)})
    order = await requests.send(draft, who, name)
    heard, absence = await who.next_of(order) if order else (None, None)
    if heard is None or not order or not order.live:
        observed = repr(heard.message) if heard else f"no answer ({absence.words})" if absence else "not sent"
        raise world.unmet(unreached(f'"{name}" rests in the book', "Order Accepted, live", observed))


@given("{order:Order} is partly filled for {shares:Shares} shares by {member:Member}")
async def partly_filled(world: World, order: str, shares: int, member: str) -> None:
    """Another member has traded with a part of a resting order."""
    named = world.order(order)
    who = await world.logged_in(member)
    draft = requests.entering(world, world.run.other_side(named.order.side))
    dialect, wanted = world.run.dialect, world.shares(shares)
    draft.say({Role.QUANTITY: wanted, Role.PRICE: named.order.price, Role.TIME: dialect.immediate})
    await requests.send(draft, who)
    heard, absence = await named.member.next_of(named.order)
    traded = heard is not None and dialect.kind_of(heard.message) is Kind.EXECUTED
    if heard is None or not traded or dialect.read(heard.message, Role.QUANTITY) != wanted:
        observed = repr(heard.message) if heard else f"nothing ({absence.words})"
        raise world.unmet(unreached(f'"{order}" is partly filled', f"Order Executed, {shares} shares", observed))


@when("{member:Member} enters a {side:Side} as {order:NewOrder}", table=requests.ENTER)
async def enter(world: World, member: str, side: str, order: str, datatable: Rows | None = None) -> None:
    """Send an Enter Order; the table names only what matters."""
    who = await world.logged_in(member)
    record = requests.one_record(requests.ENTER, datatable, world)
    await requests.send(requests.entering(world, side, record), who, order)


@when("{member:Member} enters a {side:Side} as {order:NewOrder} ending in these bytes", docstring=requests.hex_bytes)
async def enter_ending(world: World, member: str, side: str, order: str, docstring: str) -> None:
    """Send an Enter Order whose bytes from the Appendage Length on are these: hex digits, `#` begins a comment."""
    who = await world.logged_in(member)
    draft = requests.entering(world, side)
    await requests.number(draft, who)
    entered = draft.build()
    data, mark = entered.encode()[:-2] + requests.hex_bytes(docstring), world.run.recorder.mark()
    world.run.own_bytes.made(entered, data, (TAIL,))
    who.attempt(lambda session: session.send_message(data))
    # What the bytes say counts: they may name a channel, and then the answer is about an order on it.
    message: Any = world.run.codec.decode(data, "incoming").message
    world.name_order(order, who, who.note_sent(message, data, mark)[0])


@when("{member:Member} enters these orders", table=requests.ENTER_MANY, table_required=True)
async def enter_many(world: World, member: str, datatable: Rows) -> None:
    """Send several Enter Orders with one write, one for each row; the column "as" names them."""
    who = await world.logged_in(member)
    records = requests.many_records(requests.ENTER_MANY, datatable, world)
    drafts = [requests.entering(world, "buy", record) for _, record in records]
    for draft in drafts:
        await requests.number(draft, who)
    sent = who.send_together([(draft.build(), draft.patches) for draft in drafts])
    for (name, _), (order, _) in zip(records, sent, strict=True):
        world.name_order(name, who, order)


@when("{member:Member} sends the request of {order:Order} again")
async def send_again(world: World, member: str, order: str) -> None:
    """Send the very bytes of a request a second time."""
    who = await world.logged_in(member)
    again = world.order(order).order
    who.request(lambda session: session.send_message(again.request_bytes))
    who.model.again(again)


@when("{member:Member} replaces {order:Order} with {replacement:NewOrder}", table=requests.REPLACE)
async def replace(world: World, member: str, order: str, replacement: str, datatable: Rows | None = None) -> None:
    """Send a Replace Order Request; what the table does not name stays as the order has it."""
    who = await world.logged_in(member)
    record = requests.one_record(requests.REPLACE, datatable, world)
    await requests.send(requests.replacing(world, world.order(order).order, record), who, replacement)


def _chain(given: Mapping[str, Any]) -> list[str]:
    """The names of a chain of replaces: that of its order, and which one it is."""
    return [f"{given['order']}/{turn}" for turn in range(1, given["count"] + 1)]


@when("{member:Member} replaces {order:Order} {count:Count} times in a row", names=_chain)
async def replace_in_a_row(world: World, member: str, order: str, count: int) -> None:
    """Send a chain of replaces back to back, each naming the one before it by its number."""
    who = await world.logged_in(member)
    link = world.order(order).order
    for turn in range(1, count + 1):
        draft = requests.replacing(world, link)
        shares = world.run.dialect.read(link.request, Role.QUANTITY)
        draft.say({Role.QUANTITY: shares + world.shares(100)})
        replacement = await requests.send(draft, who, f"{order}/{turn}")
        link = replacement or link


@when("{member:Member} enters a {side:Side} as {order:NewOrder} with the number that {ignored:Order} left free")
async def enter_with_free_number(world: World, member: str, side: str, order: str, ignored: str) -> None:
    """Send an Enter Order with the number of a request that was ignored or invalid, as if it had never been sent."""
    who = await world.logged_in(member)
    key = world.order(ignored).order.key
    who.model.forget(key)
    draft = requests.entering(world, side)
    draft.say({Role.KEY: key[1]})
    await requests.send(draft, who, order)


@when("{member:Member} cancels {order:Order}", table=requests.CANCEL)
async def cancel(world: World, member: str, order: str, datatable: Rows | None = None) -> None:
    """Send a Cancel Order Request for the whole balance, or for what the table says."""
    await _about(world, member, Kind.CANCEL, order, {Role.QUANTITY: 0}, datatable)


@when("{member:Member} reduces {order:Order} to {shares:Shares} shares", words={"shares": requests.NEW_SIZE})
async def reduce(world: World, member: str, order: str, shares: int) -> None:
    """Send a Cancel Order Request with the new intended size of the order."""
    await _about(world, member, Kind.CANCEL, order, {Role.QUANTITY: world.shares(shares)}, None)


@when("{member:Member} modifies {order:Order}", table=requests.MODIFY, table_required=True)
async def modify(world: World, member: str, order: str, datatable: Rows) -> None:
    """Send a Modify Order Request; side and quantity not named stay as they are."""
    known = world.order(order).order
    await _about(world, member, Kind.MODIFY, order, {Role.SIDE: known.side, Role.QUANTITY: known.intended}, datatable)


@when("{member:Member} asks {order:Order} to trade now", table=requests.TRADE_NOW)
async def trade_now(world: World, member: str, order: str, datatable: Rows | None = None) -> None:
    """Send a Trade Now: the order is to take what stands against it at its price."""
    await _about(world, member, Kind.TRADE_NOW, order, {}, datatable)


_TABLES = {Kind.CANCEL: requests.CANCEL, Kind.MODIFY: requests.MODIFY, Kind.TRADE_NOW: requests.TRADE_NOW}


async def _about(world: World, member: str, kind: Kind, name: str, said: Mapping[Role, Any], rows: Rows | None) -> None:
    who = await world.logged_in(member)
    draft = requests.about(world, kind, world.order(name).order, said, rows, _TABLES[kind])
    who.send(draft.build(), draft.patches)


def of_the_account(kind: Kind) -> str:
    """The name that a request of the account has without being given one: there is one of a kind at a time."""
    return f"the {kind.name.lower().replace('_', ' ')}"


def _only(kind: Kind) -> Names:
    return lambda _: (of_the_account(kind),)


@when("{member:Member} cancels all orders of the firm", table=requests.MASS_CANCEL, names=_only(Kind.MASS_CANCEL))
async def mass_cancel(world: World, member: str, datatable: Rows | None = None) -> None:
    """Send a Mass Cancel Request; the table narrows it."""
    await _account_request(world, member, Kind.MASS_CANCEL, requests.MASS_CANCEL, datatable)


@when("{member:Member} disables order entry", table=requests.DISABLE, names=_only(Kind.DISABLE))
async def disable(world: World, member: str, datatable: Rows | None = None) -> None:
    """Send a Disable Order Entry Request for the member's firm."""
    await _account_request(world, member, Kind.DISABLE, requests.DISABLE, datatable)
    world.member(member).entry_disabled = True


@when("{member:Member} enables order entry", table=requests.ENABLE, names=_only(Kind.ENABLE))
async def enable(world: World, member: str, datatable: Rows | None = None) -> None:
    """Send an Enable Order Entry Request for the member's firm."""
    await _account_request(world, member, Kind.ENABLE, requests.ENABLE, datatable)
    world.member(member).entry_disabled = False


async def _account_request(world: World, member: str, kind: Kind, table: MessageTable, rows: Rows | None) -> None:
    who = await world.logged_in(member)
    firm = world.run.said(kind, {Role.FIRM: who.account.firm})
    draft = requests.Draft(world, kind, firm, requests.one_record(table, rows, world))
    await requests.number(draft, who)
    message = draft.build()
    order, _ = who.send(message, draft.patches)
    if order is None or order.kind is None:
        # A request of the account has a number of its own: later steps may speak of it by a fixed name.
        request = order or Order(who.model.key_of(message), request=message, request_bytes=message.encode())
        world.name_order(of_the_account(kind), who, request)


@when("{member:Member} asks for the next number", table=requests.QUERY)
async def query(world: World, member: str, datatable: Rows | None = None) -> None:
    """Send an Account Query Request."""
    who = await world.logged_in(member)
    forms = forms_of(datatable)
    record = requests.one_record(requests.QUERY, datatable, world)
    who.send(requests.Draft(world, Kind.QUERY, {}, record, forms[0] if forms else "").build())
