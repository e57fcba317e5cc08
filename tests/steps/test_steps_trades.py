"""Executions and the operator's side: what both sides are told, and what a broken trade says."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.world import World
from tests.steps.steps_world import fails, running, say

SELL = 'a resting sell of 300 shares at 10.00 as "the sell"'
BUY = 'member B enters a buy as "the buy"'


async def traded(world: World) -> None:
    """Two members with a trade of 300 shares at 10.00."""
    await say(world, SELL)
    await say(world, BUY, "| quantity |\n| 300 |")
    await say(world, '"the buy" is accepted')


async def test_both_sides_of_a_trade() -> None:
    """Size, price and match number, told to both; no more than that."""
    with running() as run:
        world = World(run)
        await world.begin()
        await traded(world)
        await say(world, '"the buy" fills 300 at 10.00')
        await say(world, '"the sell" fills', "| quantity | price | liquidity flag |\n| 300 | 10.00 | added |")
        await say(world, '"the buy" and "the sell" are told of the same trade')
        await say(world, '"the buy" has traded 300 shares in all')
        await say(world, "nothing trades")
        await world.end()

        assert {outcome.result for outcome in world.outcomes} == {Result.HELD}


async def test_the_same_trade_is_waited_for() -> None:
    """No step has looked at the executions yet: the marker of each side brings them in."""
    with running() as run:
        world = World(run)
        await traded(world)
        await say(world, '"the buy" and "the sell" are told of the same trade')
        await world.end()


@pytest.mark.parametrize(
    ("step", "rows", "expected", "observed"),
    [
        (
            '"the buy" fills 200 at 10.01',
            "",
            "Order Executed with quantity 200, price 10.01 (raw 100100)",
            "Order Executed with quantity 300, price 10.00 (raw 100000)",
        ),
        (
            '"the buy" fills',
            "| quantity |\n| 100 |\n| 200 |",
            "Order Executed with quantity 100",
            "Order Executed with",
        ),
        ("nothing trades", "", "no Order Executed", "Order Executed, quantity 300, price 100000"),
        ('"the buy" has traded 200 shares in all', "", "200 shares", "300 shares"),
        ('the trade of "the buy" is broken', "", "Broken Trade", "Order Executed, quantity 300"),
        ('the display of "the buy" is restated', "", "Order Restated", "Order Executed, quantity 300"),
    ],
)
async def test_another_trade_than_the_wanted_one(step: str, rows: str, expected: str, observed: str) -> None:
    """What was wanted of the executions, and what there was."""
    with running() as run:
        world = World(run)
        await world.begin()
        await traded(world)
        await world.member("B").marker()
        await world.member("A").marker()
        outcome = await fails(world, step, rows)

        assert (outcome.result, outcome.expected) == (Result.VIOLATED, expected)
        assert outcome.observed.startswith(observed)
        await world.end()


async def test_fills_are_those_and_no_more() -> None:
    """A list of executions that leaves one out does not hold."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting sell of 100 shares at 10.00 as "one"')
        await say(world, 'a resting sell of 200 shares at 10.00 as "two"')
        await say(world, BUY, "| quantity |\n| 300 |")
        await say(world, '"the buy" is accepted')
        outcome = await fails(world, '"the buy" fills', "| quantity |\n| 100 |")

        assert outcome.sentence == '"the buy" fills 1 times and no more'
        assert outcome.observed == "Order Executed, quantity 200, price 100000"
        await world.end()


async def test_different_match_numbers() -> None:
    """OUCH50-3.6-01: a venue that tells the sides different numbers."""
    with running("match-numbers-differ") as run:
        world = World(run)
        await traded(world)
        outcome = await fails(world, '"the buy" and "the sell" are told of the same trade')

        assert (outcome.result, outcome.field) == (Result.VIOLATED, "matchNumber")
        await world.end()


async def test_a_trade_that_never_was() -> None:
    """An order without an execution has no trade in common with another."""
    with running() as run:
        world = World(run)
        await say(world, SELL)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        outcome = await fails(world, '"the buy" and "the sell" are told of the same trade')

        assert (outcome.result, outcome.observed) == (Result.VIOLATED, "one of them has none (marker)")
        await world.end()


async def test_a_broken_trade() -> None:
    """Number, match number and ClOrdID are those of the execution, on both sides (3.7)."""
    with running() as run:
        world = World(run)
        await traded(world)
        await say(world, '"the buy" fills 300 at 10.00')
        await say(world, '"the sell" fills 300 at 10.00')
        await say(world, 'the operator breaks the trade of "the buy"')
        await say(world, 'the trade of "the buy" is broken')
        await say(world, 'the trade of "the sell" is broken')
        await world.end()


async def test_a_broken_trade_without_its_cl_ord_id() -> None:
    """OUCH50-3.7-01: the ClOrdID is that of the order."""
    with running("broken-trade-without-clordid") as run:
        world = World(run)
        await traded(world)
        await say(world, '"the buy" fills 300 at 10.00')
        await say(world, 'the operator breaks the trade of "the buy"')
        outcome = await fails(world, 'the trade of "the buy" is broken')

        assert (outcome.field, outcome.expected) == ("clOrdID", "Broken Trade with ClOrdID OC00000002")
        await world.end()


async def test_the_day_ends_and_begins() -> None:
    """System events come to every member; another event than the wanted one violates (3.1)."""
    with running() as run:
        world = World(run)
        await world.logged_in("A")
        await say(world, "the operator ends the day")
        await say(world, 'the venue announces "end of day" to the member')
        await say(world, "the operator starts the day")
        outcome = await fails(world, 'the venue announces "end of day" to the member')

        assert outcome.expected == "System Event with event code end of day"
        assert outcome.observed == "System Event with event code start of day"
        await world.end()


async def test_a_reserve_is_restated() -> None:
    """A reserve order that shows its next shares says so (3.13)."""
    with running() as run:
        world = World(run)
        rows = "| quantity | max floor | price |\n| 500 | 100 | 10.00 |"
        await say(world, 'the member enters a sell as "the sell"', rows)
        await say(world, '"the sell" is accepted')
        await say(world, '"the sell" is partly filled for 100 shares by member B')
        await say(
            world, 'the display of "the sell" is restated', "| reason | display quantity |\n| display refresh | 100 |"
        )
        await world.end()
