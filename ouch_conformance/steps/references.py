"""Requests about orders by other names than the member's own, and orders that there are not."""

from __future__ import annotations

from ouch_conformance.judge import expect
from ouch_conformance.judge.dialect import TRADES, Kind, Role, judging
from ouch_conformance.judge.verdict import Result
from ouch_conformance.spec.model import words as in_words
from ouch_conformance.steps import requests
from ouch_conformance.steps.expectations import EXPECTED, expect_message, title_of
from ouch_conformance.steps.sentence import then, when
from ouch_conformance.steps.tables import Rows, Titles
from ouch_conformance.steps.world import World

ENTERED_BY = Titles(Kind.ENTER)


@when(
    "{member:Member} enters a {side:Side} as {order:NewOrder} by {words:Words}",
    table=requests.ENTER,
    words={"words": ENTERED_BY},
)
async def enter_by(world: World, member: str, side: str, order: str, words: str, datatable: Rows | None = None) -> None:
    """Enter an order by the message of that title, where the protocol has several."""
    who = await world.logged_in(member)
    record = requests.one_record(requests.ENTER, datatable, world)
    name = ENTERED_BY.name(words, world.run.profile.protocol)
    await requests.send(requests.entering(world, side, record, name), who, order)


@when("{member:Member} cancels the unknown order {order:NewOrder}", table=requests.CANCEL)
async def cancel_unknown(world: World, member: str, order: str, datatable: Rows | None = None) -> None:
    """Cancel under a name that no order has had on this day; the table may give it."""
    who = await world.logged_in(member)
    record = requests.one_record(requests.CANCEL, datatable, world)
    await requests.send(requests.Draft(world, Kind.CANCEL, {}, record), who, order)


@when("{member:Member} cancels {order:Order} by its number as {request:NewOrder}", table=requests.BY_REFERENCE)
async def cancel_by_reference(
    world: World, member: str, order: str, request: str, datatable: Rows | None = None
) -> None:
    """Cancel an order by the number that the venue gave it; the table says what to name instead."""
    who, record = await world.logged_in(member), requests.one_record(requests.BY_REFERENCE, datatable, world)
    draft = requests.by_reference(world, world.order(order).order, record)
    named, _ = who.send(draft.build(), draft.patches)
    world.name_order(request, who, named)


@then(
    "{order:Order} is changed by the venue itself",
    judges=judging(Kind.REPLACED),
    table=EXPECTED[Kind.REPLACED],
)
async def changed(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Order Replaced without a new name for it, with the values of the table."""
    named, dialect = world.order(order), world.run.dialect
    sentence = f'"{order}" is changed by the venue itself'
    heard = await expect_message(world, named, Kind.REPLACED, sentence, datatable)
    wanted = {Role.KEY: "", Role.ORIGINAL: named.order.key[1]}
    told = {role: dialect.read(heard.message, role) for role in wanted}
    at = {role: dialect.name(Kind.REPLACED, role) for role in wanted}
    wrong = [
        expect.Mismatch(in_words(at[role]), str(value) or "blank", str(told[role]) or "blank", at[role])
        for role, value in wanted.items()
        if told[role] != value
    ]
    world.judge(expect.compared(sentence, title_of(world, Kind.REPLACED), heard, wrong), heard)


@then("the match numbers of {order:Order} never go back", judges=judging(Kind.EXECUTED))
async def matches_rise(world: World, order: str) -> None:
    """No execution of the order has a lower match number than the one before it; two may have the same."""
    named, dialect = world.order(order), world.run.dialect
    absence = await world.silence(named.member)
    trades = [heard for heard in named.order.heard if dialect.kind_of(heard.message) in TRADES]
    named.order.cursor = len(named.order.heard)
    numbers = [dialect.read(heard.message, Role.MATCH) for heard in trades]
    result = Result.HELD if numbers == sorted(numbers) else Result.VIOLATED
    result = result if len(numbers) > 1 else Result.UNPROVEN
    sentence = f'the match numbers of "{order}" never go back'
    world.judge(expect.at_rest(result, sentence, "numbers that do not fall", f"{numbers}", absence), *trades)
