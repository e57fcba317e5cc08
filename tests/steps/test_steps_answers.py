"""What the venue answers to a request: each sentence holds for the right answer and says what a wrong one was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LETS_IN, peer
from tests.steps.steps_world import PROFILE, fails, offline, running, say

BUY = 'the member enters a buy as "the buy"'
RESTING = 'a resting buy of 500 shares at 9.90 as "the buy"'


async def test_a_life_of_an_order() -> None:
    """Accepted, partly filled, reduced, replaced, cancelled: every sentence of it holds at the reference venue."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, BUY, "| quantity | price |\n| 500 | 9.90 |")
        await say(world, '"the buy" is accepted', "| quantity | price | order state |\n| 500 | 9.90 | live |")
        await say(world, '"the buy" is partly filled for 100 shares by member B')
        await say(world, '"the buy" is still open with 400 shares')
        await say(world, 'the member reduces "the buy" to 300 shares')
        await say(world, '"the buy" is cancelled with 200 shares because "user requested"')
        await say(world, 'the member replaces "the buy" with "more"', "| quantity |\n| 600 |")
        await say(world, '"the buy" is replaced by "more"', "| quantity |\n| 500 |")
        await say(world, '"the buy" is done')
        await say(world, 'the Order Reference Numbers of "the buy" and "more" differ')
        await say(world, '"more" has traded 100 shares in all')
        await say(world, 'the member cancels "more"')
        await say(world, '"more" is cancelled with 500 shares')
        await say(world, 'the member cancels "more"')
        await say(world, 'nothing happens to "more"')
        await say(world, "the timestamps to the member never run back")
        await say(world, "nothing trades")
        judged = [outcome.result for outcome in world.outcomes]
        await world.end()

        assert set(judged) == {Result.HELD}
        assert len(world.outcomes) == len(judged)


async def test_modifies_and_bulk_requests() -> None:
    """Modify, mass cancel, disable, enable and account query: asked and answered."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, 'a resting sell of 500 shares at 10.10 as "the sell"')
        await say(world, 'the member modifies "the sell"', "| quantity | side |\n| 300 | sell short |")
        await say(world, '"the sell" is modified', "| quantity | side |\n| 300 | sell short |")
        await say(world, "the member asks for the next number")
        await say(world, "the member is told the next number", '| next user ref num |\n| "the sell" + 1 |')
        await say(world, "the member cancels all orders of the firm")
        await say(world, "the mass cancel is acknowledged to the member", '| user ref num |\n| "the mass cancel" |')
        await say(world, '"the sell" is cancelled with 300 shares')
        await say(world, "the member disables order entry")
        await say(world, "order entry is disabled for the member")
        await say(world, BUY)
        await say(world, '"the buy" is refused')
        await say(world, "the member enables order entry")
        await say(world, "order entry is enabled for the member")
        await world.end()

        assert {outcome.result for outcome in world.outcomes} == {Result.HELD}


async def test_several_orders_are_heard_of_in_their_order() -> None:
    """Three orders of one table, accepted one after the other."""
    with running() as run:
        world = World(run)
        await say(world, "the member enters these orders", "| as | price |\n| a | 9.90 |\n| b | 9.80 |\n| c | 9.70 |")
        await say(world, 'the member hears of "a", "b" and "c" in this order')
        await world.end()


async def test_orders_that_change_places_are_noticed() -> None:
    """OUCH50-2-02: two orders of one segment processed second first."""
    with running("orders-change-places", patience=0.15) as run:
        world = World(run)
        await say(world, 'the member logs in and enters "a" and "b" in one segment')
        await say(world, 'the member enters a buy as "c"')
        outcome = await fails(world, 'the member hears of "a", "b" and "c" in this order')

        # The second has the higher number, so that the first comes too late to be accepted.
        assert (outcome.result, outcome.sentence) == (Result.VIOLATED, '"a" is accepted')
        await world.end()


async def test_a_chain_of_replaces() -> None:
    """Each link is answered; the names of the links are those of the order and its turn."""
    with running() as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, 'the member replaces "the buy" 5 times in a row')
        await say(world, 'each of the 5 replaces of "the buy" is answered by Order Replaced')
        assert world.order("the buy/5").order.open == 1_000
        await world.end()


@pytest.mark.parametrize(
    ("step", "rows", "expected", "observed"),
    [
        ('"the buy" is refused', "", "Rejected", "Order Accepted, quantity 500, price 99000,"),
        ('"the buy" is modified', "", "Order Modified", "Order Accepted, quantity 500,"),
        ('"the buy" is cancelled with 500 shares', "", "Order Canceled", "Order Accepted, quantity 500,"),
        ('"the buy" is prevented from trading', "", "AIQ Canceled", "Order Accepted, quantity 500,"),
        ('"the buy" is ignored', "", "no message", "Order Accepted, quantity 500,"),
        ('"the buy" does not enter the book', "", "Rejected, silence or Order Accepted dead", "Order Accepted,"),
        ('"the buy" is done', "", "nothing left in the book", "live, 500 shares open"),
        ('"the buy" is still open with 400 shares', "", "live, 400 shares open", "live, 500 shares open"),
        (
            '"the buy" is accepted',
            "| quantity | order state | display |\n| >= 600 | dead | one of hidden, attributable |",
            "Order Accepted with quantity >= 600, order state dead, display hidden or attributable",
            "Order Accepted with quantity 500, order state live, display visible",
        ),
        (
            '"the buy" is accepted',
            "| price | cl ord id |\n| 9.91 | OTHER |",
            "Order Accepted with price 9.91 (raw 99100), cl ord id 'OTHER'",
            "Order Accepted with price 9.90 (raw 99000), cl ord id 'OC00000001'",
        ),
        (
            '"the buy" is accepted',
            "| user ref idx |\n| 5 |",
            "Order Accepted with user ref idx 5",
            "Order Accepted with user ref idx 0",
        ),
        (
            '"the buy" is never accepted with the time in force "day"',
            "",
            "any other answer",
            "Order Accepted, quantity 500,",
        ),
        (
            '"the buy" leaves nothing in the book because "immediate or cancel"',
            "",
            "Order Canceled",
            "nothing (marker)",
        ),
        ("the mass cancel is acknowledged to the member", "", "Mass Cancel Response", "nothing (marker)"),
    ],
)
async def test_another_answer_than_the_wanted_one(step: str, rows: str, expected: str, observed: str) -> None:
    """A violation tells what was wanted and what came, in the units of the feature."""
    with running(patience=0.2) as run:
        world = World(run)
        await world.begin()
        await say(world, BUY, "| quantity | price |\n| 500 | 9.90 |")
        outcome = await fails(world, step, rows)

        assert outcome.result is Result.VIOLATED
        assert outcome.expected == expected
        assert outcome.observed.startswith(observed)
        await world.end()


@pytest.mark.parametrize(
    "step",
    [
        '"the buy" is accepted',
        '"the buy" is ignored',
        '"the buy" is done',
        '"the buy" is still open with 500 shares',
        'the answer to "the buy" is recorded',
        '"the buy" does not enter the book',
        'the Order Reference Numbers of "the buy" and "the buy" differ',
        "the timestamps to the member never run back",
        "the member is told the next number",
        "nothing trades",
        '"the buy" has traded 0 shares in all',
        '"the buy" and "the buy" are told of the same trade',
        "everything that came to the member is recorded",
    ],
)
async def test_a_silent_venue_leaves_everything_open(step: str) -> None:
    """Nothing came, and nothing proves that nothing will: no sentence holds, and none violates."""
    async with peer(LETS_IN) as address:
        run = offline(replace(PROFILE, patience=0.05))
        run.address, run.next_numbers["A", 0] = address, 1
        world = World(run)
        await say(world, BUY)

        assert (await fails(world, step)).result is Result.UNPROVEN
        world.member("A").attempt(lambda session: session.drop())


async def test_refusals_have_their_reasons_from_the_profile() -> None:
    """A condition that the profile names has its reasons and no others; one that it does not name may have any."""
    with running() as run:
        world = World(run)
        for name in ("a", "b", "c"):
            await say(world, f'the member enters a buy as "{name}"', "| symbol |\n| unknown |")
        await say(world, '"a" is refused because "unknown symbol"')
        await say(world, '"b" is refused because "a condition of nobody"')
        run.profile = replace(run.profile, rejects={"unknown symbol": ("halted", "invalid side")})
        outcome = await fails(world, '"c" is refused because "unknown symbol"')

        assert outcome.expected == "Rejected with reason halted or invalid side"
        assert outcome.observed == "Rejected with reason invalid symbol"
        await world.end()


async def test_a_cancel_has_the_documents_reason() -> None:
    """The right shares with another reason are a violation of their own."""
    with running() as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, 'the member cancels "the buy"')
        outcome = await fails(world, '"the buy" is cancelled with 500 shares because "supervisory"')

        assert (outcome.field, outcome.expected) == ("reason", "Order Canceled with reason supervisory")
        await world.end()


@pytest.mark.parametrize("answer", ["dead", "cancelled"])
async def test_an_order_that_meets_nothing_ends_either_way(answer: str) -> None:
    """Accepted dead, or accepted live and cancelled whole: both leave nothing in the book (2.1)."""
    with running() as run:
        world = World(run)
        await say(world, BUY, "| time in force |\n| immediate or cancel |")
        await say(world, '"the buy" leaves nothing in the book because "immediate or cancel"')
        await world.end()


async def test_an_ioc_that_rests_is_noticed() -> None:
    """OUCH50-2.1-04: nothing takes it out of the book."""
    with running("ioc-rests", patience=0.2) as run:
        world = World(run)
        await say(world, BUY, "| time in force |\n| immediate or cancel |")
        outcome = await fails(world, '"the buy" leaves nothing in the book because "immediate or cancel"')

        assert (outcome.result, outcome.observed) == (Result.VIOLATED, "nothing (marker)")
        await world.end()


async def test_an_order_expires_at_its_time() -> None:
    """Cancelled with reason T, not before its seconds are over (2.1)."""
    with running(second=0.1) as run:
        world = World(run)
        rows = "| time in force | expire time |\n| good till time | 2 |"
        await say(world, BUY, rows)
        await say(world, '"the buy" is accepted')
        await say(world, '"the buy" expires when its time runs out')
        run.profile = replace(run.profile, second=1.0)
        await say(world, 'the member enters a buy as "early"', rows)
        await say(world, '"early" is accepted')
        outcome = await fails(world, '"early" expires when its time runs out')

        assert outcome.field == "time"
        assert outcome.expected == "Order Canceled with time at least 1 s after Order Accepted"
        await world.end()


async def test_a_replacement_names_the_order_that_it_replaces() -> None:
    """The old number in Order Replaced is that of the order named in the sentence."""
    with running() as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, 'a resting buy of 100 shares at 9.80 as "other"')
        await say(world, 'the member replaces "the buy" with "new"')
        outcome = await fails(world, '"other" is replaced by "new"')

        assert outcome.expected == "Order Replaced with orig user ref num 2"
        assert outcome.observed == "Order Replaced with orig user ref num 1"
        await world.end()


async def test_open_questions_are_answered_by_whatever_comes() -> None:
    """A message, several of them, or a proven silence: all are recorded."""
    with running() as run:
        world = World(run)
        await say(world, BUY)
        await say(world, 'the answer to "the buy" is recorded')
        await say(world, 'the member cancels "the buy"')
        await say(world, "the member asks for the next number")
        await say(world, "everything that came to the member is recorded")
        await say(world, "everything that came to the member is recorded")
        told = [outcome.observed for outcome in world.outcomes]
        await world.end()

        assert told[0].startswith("Order Accepted, quantity 100")
        assert (
            told[1]
            == "Order Canceled, quantity 100, reason user requested; Account Query Response, next user ref num 2"
        )
        assert told[2] == "nothing (marker)"


async def test_what_never_enters_the_book() -> None:
    """Refused, or accepted with another time in force: recorded as it was."""
    with running() as run:
        world = World(run)
        await say(world, BUY, "| symbol |\n| unknown |")
        await say(world, '"the buy" does not enter the book')
        await say(world, 'a resting buy of 100 shares at 9.90 as "rests"')
        await say(world, '"rests" is never accepted with the time in force "after hours"')
        assert (await fails(world, '"rests" does not enter the book')).result is Result.VIOLATED
        await world.end()


async def test_bytes_of_an_order_are_sent_as_they_are() -> None:
    """A doc string replaces what follows the fixed fields; the same request can be sent again."""
    with running() as run:
        world = World(run)
        await say(
            world, 'the member enters a buy as "odd" ending in these bytes', docstring="00 03  # length\n02 1c 05"
        )
        await say(world, '"odd" is accepted', "| user ref idx |\n| 5 |")
        await say(world, 'the member sends the request of "odd" again')
        await say(world, 'nothing happens to "odd"')
        await say(world, 'the member enters a buy with a line feed in its quantity as "feed"')
        await say(world, '"feed" is accepted', "| quantity |\n| raw 2570 |")
        await world.end()


async def test_a_number_that_was_left_free() -> None:
    """The number of an ignored replace begins another order (2.2)."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, 'the member cancels "the buy"')
        await say(world, 'the member replaces "the buy" with "late"')
        await say(world, '"late" is ignored')
        await say(world, 'the member enters a buy as "again" with the number that "late" left free')
        await say(world, '"again" is accepted')
        await world.end()
