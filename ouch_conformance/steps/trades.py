"""Executions, and what both sides of a trade are told."""

from __future__ import annotations

from decimal import Decimal

from ouch_conformance.judge import expect
from ouch_conformance.judge.dialect import TRADES, Kind, Role, Topic, judging
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.expectations import (
    EXPECTED,
    EXPECTED_MANY,
    expect_message,
    is_kind,
    role_in,
    title_of,
)
from ouch_conformance.steps.sentence import then
from ouch_conformance.steps.tables import Rows
from ouch_conformance.steps.world import Named, World

TRADING = (
    *judging(Topic.OVERVIEW, Kind.ENTER, Kind.REPLACE, Kind.CANCEL, Kind.MODIFY, Kind.TRADE_NOW),
    *judging(Topic.MESSAGES, Kind.ACCEPTED, Kind.REPLACED, Kind.CANCELED, Kind.PREVENTED, Kind.EXECUTED),
    *judging(Kind.PRIORITY, Kind.RESTATED),
    "SOUP-S*",
)


@then("{order:Order} fills {shares:Shares} at {price:Price}", judges=TRADING)
async def fills(world: World, order: str, shares: int, price: Decimal) -> None:
    """The next message about the order is one Order Executed of that size and price."""
    columns = [world.run.dialect.name(Kind.EXECUTED, role) for role in (Role.QUANTITY, Role.PRICE)]
    rows = [columns, [f"{shares:,}", f"{price:.2f}"]]
    await _fill(world, world.order(order), rows)


@then("{order:Order} fills", judges=TRADING, table=EXPECTED_MANY, table_required=True)
async def fills_several(world: World, order: str, datatable: Rows) -> None:
    """The next messages about the order are these executions, in this order and no more."""
    named = world.order(order)
    for row in datatable[1:]:
        await _fill(world, named, [datatable[0], row])
    absence = await world.silence(named.member)
    more = [heard for heard in named.order.pending if is_kind(world, heard, Kind.EXECUTED)]
    sentence = f'"{order}" fills {len(datatable) - 1} times and no more'
    world.judge(expect.silent(sentence, "no further Order Executed", more, absence), *more)


async def _fill(world: World, named: Named, rows: Rows) -> Heard:
    return await expect_message(world, named, Kind.EXECUTED, f'"{named.name}" fills', rows)


@then("{order:Order} and {other:Order} are told of the same trade", judges=judging(Kind.EXECUTED))
async def same_trade(world: World, order: str, other: str) -> None:
    """The last executions of two orders carry one match number, one size and one price."""
    both = [world.order(name) for name in (order, other)]
    absence = await world.silence(*dict.fromkeys(named.member for named in both))
    last = [last_execution(world, named) for named in both]
    sentence = f'"{order}" and "{other}" are told of the same trade'
    if last[0] is None or last[1] is None:
        wanted, observed = "an Order Executed for each", "one of them has none"
        raise world.unmet(expect.at_rest(Result.VIOLATED, sentence, wanted, observed, absence))
    read = world.run.dialect.read
    told = [
        (read(each.message, Role.MATCH), read(each.message, Role.QUANTITY), read(each.message, Role.PRICE))
        for each in last
        if each
    ]
    names = {"match number": Role.MATCH, "quantity": Role.QUANTITY, "price": Role.PRICE}
    wrong = [
        expect.Mismatch(name, str(first), str(second), role_in(world, last[1], role))
        for (name, role), first, second in zip(names.items(), *told, strict=True)
        if first != second
    ]
    world.judge(expect.compared(sentence, title_of(world, Kind.EXECUTED), last[1], wrong), *last)


def _other_match(world: World, execution: Heard | None, heard: Heard) -> list[expect.Mismatch]:
    """Where a message about a trade does not have the match number of an execution."""
    read = world.run.dialect.read
    match = read(execution.message, Role.MATCH) if execution else None
    told, at = read(heard.message, Role.MATCH), role_in(world, heard, Role.MATCH)
    return [] if told == match else [expect.Mismatch("match number", str(match), str(told), at)]


def last_execution(world: World, named: Named) -> Heard | None:
    """The last trade that was told of an order."""
    executions = [heard for heard in named.order.heard if world.run.dialect.kind_of(heard.message) in TRADES]
    return executions[-1] if executions else None


@then("nothing trades", judges=TRADING)
async def nothing_trades(world: World) -> None:
    """No order of the scenario has an execution that no step has asked for: proven by a marker of each member."""
    absence = await world.silence(*[member for member in world.members.values() if member.session is not None])
    pending = [heard for named in world.orders.values() for heard in named.order.pending]
    trades = [heard for heard in pending if world.run.dialect.kind_of(heard.message) in TRADES]
    world.judge(expect.silent("nothing trades", "no Order Executed", trades, absence), *trades)


@then("{order:Order} has traded {shares:Shares} shares in all", judges=TRADING)
async def traded_in_all(world: World, order: str, shares: int) -> None:
    """The executions of the order and of those that it replaced add up to exactly that many shares."""
    named = world.order(order)
    absence = await world.silence(named.member)
    wanted, total = world.shares(shares), named.order.executed
    result = Result.HELD if total == wanted else Result.VIOLATED
    executions = [heard for heard in named.order.heard if is_kind(world, heard, Kind.EXECUTED)]
    named.order.cursor = len(named.order.heard)
    sentence = f'"{order}" has traded {shares} shares in all'
    world.judge(expect.at_rest(result, sentence, f"{wanted} shares", f"{total} shares", absence), *executions)


@then("the trade of {order:Order} is broken", judges=judging(Kind.BROKEN, Kind.EVENT), table=EXPECTED[Kind.BROKEN])
async def broken(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Broken Trade with the match number of its last execution."""
    named = world.order(order)
    sentence = f'the trade of "{order}" is broken'
    heard = await expect_message(world, named, Kind.BROKEN, sentence, datatable)
    execution = last_execution(world, named)
    told, read = heard.message, world.run.dialect.read
    wrong = _other_match(world, execution, heard)
    labels = [str(read(each, Role.LABEL, "")) for each in (named.order.request, told)]
    if labels[0] != labels[1]:
        at = world.run.dialect.name(Kind.BROKEN, Role.LABEL)
        title = next(field.title for field in told.SPEC.fields if field.name == at)
        wrong.append(expect.Mismatch(title, labels[0], labels[1], at))
    world.judge(expect.compared(sentence, title_of(world, Kind.BROKEN), heard, wrong), execution, heard)


@then("the display of {order:Order} is restated", judges=judging(Kind.RESTATED), table=EXPECTED[Kind.RESTATED])
async def restated(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Order Restated, with the values of the table."""
    await expect_message(world, world.order(order), Kind.RESTATED, f'the display of "{order}" is restated', datatable)


@then("{order:Order} fills at a reference price", judges=judging(Kind.REFERENCED), table=EXPECTED[Kind.REFERENCED])
async def fills_at_reference(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Executed with Reference Price, with the values of the table."""
    sentence = f'"{order}" fills at a reference price'
    await expect_message(world, world.order(order), Kind.REFERENCED, sentence, datatable)


@then("the trade of {order:Order} is corrected", judges=judging(Kind.CORRECTED), table=EXPECTED[Kind.CORRECTED])
async def corrected(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Trade Correction with the match number of its last execution."""
    named = world.order(order)
    sentence = f'the trade of "{order}" is corrected'
    heard = await expect_message(world, named, Kind.CORRECTED, sentence, datatable)
    execution = last_execution(world, named)
    wrong = _other_match(world, execution, heard)
    world.judge(expect.compared(sentence, title_of(world, Kind.CORRECTED), heard, wrong), execution, heard)


@then(
    "{order:Order} has a new priority",
    judges=(*judging(Kind.PRIORITY), *judging(Kind.ACCEPTED)),
    table=EXPECTED[Kind.PRIORITY],
)
async def new_priority(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Order Priority Update, with a reference number that it did not have."""
    named = world.order(order)
    sentence = f'"{order}" has a new priority'
    heard = await expect_message(world, named, Kind.PRIORITY, sentence, datatable)
    read = world.run.dialect.read
    had, told = read(named.order.accepted, Role.REFERENCE), read(heard.message, Role.REFERENCE)
    at = role_in(world, heard, Role.REFERENCE)
    wrong = [expect.Mismatch("order reference number", f"other than {had}", str(told), at)] if told == had else []
    world.judge(expect.compared(sentence, title_of(world, Kind.PRIORITY), heard, wrong), heard)
