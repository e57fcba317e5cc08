"""The sentences that OUCH 4.2 has beyond 5.0, held to a right venue and to wrong ones."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.world import World
from tests.steps.steps_world import PROFILE42, fails, running, say

Step = tuple[str, str]
"""A step and the table below it."""

LOCKED: Sequence[Step] = (
    ('the member enters a sell as "the sell"', "| shares | price | display |\n| 300 | 10.00 | non display |"),
    ('"the sell" is accepted', ""),
    ('member B enters a buy as "the buy"', "| shares | price | display |\n| 200 | 10.00 | post only |"),
    ('"the buy" is accepted', ""),
    ('the member asks "the sell" to trade now', ""),
)
TRADED: Sequence[Step] = (
    ('a resting sell of 500 shares at 10.00 as "the sell"', ""),
    ('member B enters a buy as "the buy"', "| shares | price |\n| 200 | 10.00 |"),
    ('"the sell" fills 200 at 10.00', ""),
    ('the operator corrects the trade of "the sell" to 10.02', ""),
)
MOVED: Sequence[Step] = (
    ('a resting buy of 500 shares at 9.90 as "the buy"', ""),
    ('the operator gives "the buy" another priority', ""),
)
REFERRED: Sequence[Step] = (
    ('the member enters a sell as "the sell"', "| stock |\n| reference price |"),
    ('member B enters a buy as "the buy"', "| stock |\n| reference price |"),
    ('"the sell" is accepted', ""),
)
LATE: Sequence[Step] = (
    ('the member enters a buy as "the buy"', "| cross type | shares |\n| opening | 500 |"),
    ('"the buy" is accepted', ""),
    ("the operator begins the late period before the cross of the main instrument", ""),
)
STAFF: Sequence[Step] = (
    ('a resting buy of 500 shares at 9.90 as "the buy"', ""),
    ('the operator cancels "the buy"', ""),
)
CLOSED: Sequence[Step] = (
    ('a resting buy of 500 shares at 9.90 as "the buy"', ""),
    ("the operator closes the primary market", ""),
)
FROM_ONE: Sequence[Step] = (
    ("the member is logged in", ""),
    ("the member drops the connection", ""),
    ("the member logs in", "| sequence |\n| 1 |"),
    ("the login of the member is accepted", ""),
)


async def play(world: World, steps: Sequence[Step]) -> None:
    """Say some steps one after the other."""
    for text, rows in steps:
        await say(world, text, rows)


@pytest.mark.parametrize(
    ("before", "then"),
    [
        pytest.param(
            LOCKED, [('"the sell" is told to trade now', ""), ('"the sell" fills 200 at 10.00', "")], id="now"
        ),
        pytest.param(
            TRADED, [('the trade of "the sell" is corrected', "| execution price |\n| 10.02 |")], id="corrected"
        ),
        pytest.param(MOVED, [('"the buy" has a new priority', "| price |\n| 9.90 |")], id="moved"),
        pytest.param(REFERRED, [('"the sell" fills at a reference price', "")], id="reference price"),
        pytest.param(
            LATE,
            [
                ('the member reduces "the buy" to 300 shares', ""),
                ('the cancel of "the buy" is refused', ""),
                ('the member cancels "the buy"', ""),
                ('the cancel of "the buy" is pending', ""),
                ("the operator holds the cross of the main instrument", ""),
                ('"the buy" is cancelled with 500 shares', ""),
            ],
            id="late period",
        ),
        pytest.param(STAFF, [('"the buy" is cancelled with 500 shares because "supervisory"', "")], id="by the staff"),
        pytest.param(CLOSED, [('"the buy" is cancelled with 500 shares', "")], id="market close"),
        pytest.param(FROM_ONE, [('message 1 of the member announces "start of day"', "")], id="first message"),
    ],
)
async def test_a_right_venue_holds(before: Sequence[Step], then: Sequence[Step]) -> None:
    """Nothing is found wrong, and what the operator did is undone in the end."""
    with running(profile=PROFILE42) as run:
        world = World(run)
        await play(world, [*before, *then])
        await world.end()

        assert {outcome.result for outcome in world.outcomes} == {Result.HELD}
        after = World(run)
        await say(after, 'a resting buy of 100 shares at 9.90 as "the next"')
        await after.end()


@pytest.mark.parametrize(
    ("defect", "before", "then"),
    [
        ("trade-now-unanswered", LOCKED, '"the sell" is told to trade now'),
        ("correction-with-another-number", TRADED, 'the trade of "the sell" is corrected'),
        ("priority-update-keeps-reference", MOVED, '"the buy" has a new priority'),
        ("reference-price-left-out", REFERRED, '"the sell" fills at a reference price'),
        ("start-of-day-missing", FROM_ONE, 'message 1 of the member announces "start of day"'),
    ],
)
async def test_a_wrong_venue_is_found(defect: str, before: Sequence[Step], then: str) -> None:
    """The step is violated, not merely unproven."""
    with running(defect, profile=PROFILE42) as run:
        world = World(run)
        await play(world, before)
        outcome = await fails(world, then)
        await world.end()

        assert outcome.result is Result.VIOLATED


@pytest.mark.parametrize("then", ['the cancel of "the buy" is pending', 'the cancel of "the buy" is refused'])
async def test_a_cancel_outside_the_late_period_is_neither_pending_nor_refused(then: str) -> None:
    """Canceled comes, and is not taken for either."""
    with running(profile=PROFILE42) as run:
        world = World(run)
        await say(world, 'a resting buy of 500 shares at 9.90 as "the buy"')
        await say(world, 'the member cancels "the buy"')
        outcome = await fails(world, then)
        await world.end()

        assert (outcome.result, outcome.observed.partition(",")[0]) == (Result.VIOLATED, "Canceled")
