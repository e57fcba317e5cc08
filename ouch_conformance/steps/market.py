"""The operator's side: halts, the day, the session, broken trades. Each needs a control adapter in the profile."""

from __future__ import annotations

from ouch_conformance.judge.dialect import Kind, Topic, judging
from ouch_conformance.steps.expectations import expect_general, is_kind
from ouch_conformance.steps.sentence import then, when
from ouch_conformance.steps.tables import CodeWords
from ouch_conformance.steps.world import World


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
    named = world.order(order)
    executions = [heard for heard in named.order.heard if is_kind(world, heard, Kind.EXECUTED)]
    await world.operate("break-trade", match=str(executions[-1].message.matchNumber) if executions else "")


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
    words={"words": CodeWords(Kind.EVENT, "eventCode")},
)
async def announces(world: World, words: str, member: str) -> None:
    """A System Event of that name comes."""
    rows = [["event code"], [words]]
    await expect_general(world, world.member(member), Kind.EVENT, f'the venue announces "{words}"', rows)
