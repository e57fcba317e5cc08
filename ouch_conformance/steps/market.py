"""The operator's side: halts, the day, the session, broken trades. Each needs a control adapter in the profile."""

from __future__ import annotations

from decimal import Decimal

from ouch_conformance.judge import expect
from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import Kind, Role, Topic, judging
from ouch_conformance.judge.verdict import Result
from ouch_conformance.spec.model import words as in_words
from ouch_conformance.steps.expectations import expect_general
from ouch_conformance.steps.sentence import then, when
from ouch_conformance.steps.tables import CodeWords
from ouch_conformance.steps.trades import last_execution
from ouch_conformance.steps.world import World

EVENTS = CodeWords(Kind.EVENT)
"""The one code of a System Event, whatever a document calls it."""


def _in_operators_words(world: World, order: str) -> dict[str, str]:
    """An order as its operator finds it: the member's user, and the token, or the number with its channel."""
    named = world.order(order)
    channel, key = named.order.key
    name = {"number": str(key), "channel": str(channel)} if world.run.dialect.token is None else {"token": str(key)}
    return {"user": named.member.account.user, **name}


def _last_match(world: World, order: str) -> str:
    """The match number of an order's last execution; empty without one."""
    last = last_execution(world, world.order(order))
    return "" if last is None else str(world.run.dialect.read(last.message, Role.MATCH))


@when("the operator halts the {role:Role} instrument")
async def halt(world: World, role: str) -> None:
    """Trading in the instrument stops."""
    await world.operate("halt", symbol=world.symbol(role))


@when("the operator resumes the {role:Role} instrument")
async def resume(world: World, role: str) -> None:
    """Trading in the instrument goes on."""
    await world.operate("resume", symbol=world.symbol(role))


@when("the operator breaks the trade of {order:Order}")
async def break_trade(world: World, order: str) -> None:
    """The operator breaks the last execution of an order."""
    await world.operate("break-trade", match=_last_match(world, order))


@when("the operator corrects the trade of {order:Order} to {price:Price}")
async def correct_trade(world: World, order: str, price: Decimal) -> None:
    """The operator restates the last execution of an order at another price."""
    await world.operate("correct-trade", match=_last_match(world, order), price=str(world.scale.price(price)))


@when("the operator gives {order:Order} another priority")
async def update_priority(world: World, order: str) -> None:
    """The venue sends an order to the back of its price on its own account."""
    await world.operate("update-priority", undo=None, **_in_operators_words(world, order))


@when("the operator cancels {order:Order}")
async def cancel_order(world: World, order: str) -> None:
    """The venue's staff takes an order out of the book."""
    await world.operate("cancel-order", undo=None, **_in_operators_words(world, order))


@when("the operator reduces {order:Order} to {shares:Shares} shares")
async def reduce_order(world: World, order: str, shares: int) -> None:
    """The venue leaves an order open for fewer shares on its own account."""
    said = _in_operators_words(world, order)
    await world.operate("reduce-order", undo=None, quantity=str(world.shares(shares)), **said)


@when("the operator begins the late period before the cross of the {role:Role} instrument")
async def late_period(world: World, role: str) -> None:
    """Orders for the cross cannot be cancelled or replaced from here on."""
    await world.operate("late-period", undo={"symbol": world.symbol(role)})


@when("the operator holds the cross of the {role:Role} instrument")
async def hold_cross(world: World, role: str) -> None:
    """The cross takes place and executes nothing."""
    await world.operate("cross", symbol=world.symbol(role))


@when("the operator closes the primary market")
async def market_close(world: World) -> None:
    """The hours of the primary market are over; the venue goes on."""
    await world.operate("market-close")


@when("the operator ends the day")
async def end_day(world: World) -> None:
    """The market closes for the day."""
    await world.operate("end-of-day")


@when("the operator starts the day")
async def start_day(world: World) -> None:
    """The market opens for the day."""
    await world.operate("start-of-day")


@when("the operator ends the session")
async def end_session(world: World) -> None:
    """The SoupBinTCP session ends: no more messages in it."""
    await world.operate("end-session")


@when("the operator starts the next session")
async def start_session(world: World) -> None:
    """The next SoupBinTCP session begins; its numbers start at 1."""
    await world.operate("start-session")


@when("the operator cuts the connection of {member:Member}")
async def cut(world: World, member: str) -> None:
    """The venue's side drops a member's connection."""
    await world.operate("drop-connection", user=world.member(member).account.user)


@then(
    "the venue announces {words:Words} to {member:Member}",
    judges=judging(Kind.EVENT, Topic.MESSAGES),
    words={"words": EVENTS},
)
async def announces(world: World, words: str, member: str) -> None:
    """A System Event of that name comes."""
    rows = [[in_words(EVENTS.attribute(world.run.profile.protocol))], [words]]
    await expect_general(world, world.member(member), Kind.EVENT, f'the venue announces "{words}"', rows)


@then(
    "message 1 of {member:Member} announces {words:Words}",
    judges=judging(Kind.EVENT),
    words={"words": EVENTS},
)
async def first_message(world: World, member: str, words: str) -> None:
    """The stream of the day, which the member has read from its beginning, starts with that System Event."""
    who, sentence = world.member(member), f'message 1 announces "{words}"'
    absence = await who.marker()
    if 1 not in who.stream:
        world.judge(expect.absent(sentence, "message 1", absence))
    message, _ = world.run.codec.decode(who.stream[1], "outgoing")
    told = getattr(message, EVENTS.attribute(world.run.profile.protocol), None)
    heard = expect.describe(message)
    held = told is not None and in_words(told.name) == words
    outcome = Outcome(
        Result.HELD if held else Result.VIOLATED, sentence, f'System Event "{words}"', heard, proof="marker"
    )
    world.judge(outcome)
