"""The sentences and cells that Genium OUCH asks for, held to a right venue and to wrong ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.judge.check import Unmet
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.steps import requests
from ouch_conformance.steps.world import World
from tests.steps.steps_world import fails, running, say

PROFILE = replace(load_profile(builtin_profile("jpx-ouch-5.0")), patience=0.3)


async def test_silence_is_proven_by_a_cancel_of_nothing() -> None:
    """The refusal of the cancel is the marker; where none comes an order is."""
    for defects in ((), ("unknown-cancel-ignored",)):
        with running(*defects, profile=PROFILE) as run:
            world = World(run)
            await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
            await say(world, 'nothing happens to "the buy"')
            assert world.outcomes[-1].proof == "marker"
            await world.end()


async def test_an_unknown_cancel_has_an_answer_of_its_own() -> None:
    """The request is spoken of like an order; where it is not answered that is proven."""
    with running(profile=PROFILE) as run:
        world = World(run)
        await say(world, 'the member cancels the unknown order "nothing"')
        await say(world, '"nothing" is refused because "unknown token"')
        await world.end()
    with running("unknown-cancel-ignored", profile=PROFILE) as run:
        world = World(run)
        await say(world, 'the member cancels the unknown order "nothing"')
        outcome = await fails(world, '"nothing" is refused')
        assert (outcome.result, outcome.proof) == (Result.VIOLATED, "marker")
        await world.end()


async def test_an_order_is_cancelled_by_the_number_of_the_venue() -> None:
    """The order that is named goes; a number that the table gives is refused under the request."""
    with running(profile=PROFILE) as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, 'the member cancels "the buy" by its number as "the first"', "| order id |\n| raw 77 |")
        await say(world, '"the first" is refused because "unknown order id"')
        await say(world, 'the member cancels "the buy" by its number as "the second"')
        await say(world, '"the buy" is cancelled with 100 shares')
        outcome = await fails(world, '"the second" is refused')
        assert outcome.result is Result.VIOLATED
        await world.end()


async def test_an_order_that_has_no_number_is_no_ground() -> None:
    """A refused order cannot be cancelled by its number: the state is not reached."""
    with running(profile=PROFILE) as run:
        world = World(run)
        await say(world, 'the member enters a buy as "the buy"', "| order book id |\n| unknown |")
        await say(world, '"the buy" is refused')
        outcome = await fails(world, 'the member cancels "the buy" by its number as "the request"')
        assert outcome.result is Result.UNPROVEN
        await world.end()


async def test_a_side_that_the_protocol_does_not_have_is_not_testable() -> None:
    """There are no short sales: where no lint has refused the sentence, as in a step of one's own, the run says so."""
    with running(profile=PROFILE) as run:
        world = World(run)
        await say(world, "the member is logged in")
        with pytest.raises(Unmet) as caught:
            requests.entering(world, "sell short")
        assert caught.value.outcome.result is Result.UNTESTABLE
        assert "has no side 'sell short'" in caught.value.outcome.sentence
        await world.end()


async def test_a_cancel_of_another_size_than_what_was_left_is_found() -> None:
    """Order Canceled tells no quantity: what was left before it is held against the sentence."""
    with running(profile=PROFILE) as run:
        world = World(run)
        await say(world, 'a resting buy of 500 shares at 9.90 as "the buy"')
        await say(world, 'the member cancels "the buy"')
        outcome = await fails(world, '"the buy" is cancelled with 400 shares')
        assert outcome.result is Result.VIOLATED
        await world.end()


@pytest.mark.parametrize(("defects", "result"), [((), Result.HELD), (("match-ids-run-back",), Result.VIOLATED)])
async def test_match_numbers_are_held_to_their_order(defects: tuple[str, ...], result: Result) -> None:
    """Two fills of one order: the second has no lower number."""
    with running(*defects, profile=PROFILE) as run:
        world = World(run)
        await say(world, 'member B has a resting sell of 100 shares at 10.00 as "the first"')
        await say(world, 'member B has a resting sell of 100 shares at 10.01 as "the second"')
        await say(world, 'the member enters a buy as "the buy"', "| quantity | price |\n| 200 | 10.01 |")
        await say(world, '"the buy" is accepted')
        if result is Result.HELD:
            await say(world, 'the match numbers of "the buy" never go back')
        else:
            await fails(world, 'the match numbers of "the buy" never go back')
        assert world.outcomes[-1].result is result
        await world.end()


async def test_prices_have_the_decimals_of_their_book() -> None:
    """9.90 is 990 in the main book, and 9900 in the second, whose prices have three decimals."""
    with running(profile=PROFILE) as run:
        world = World(run)
        for name, book, raw in (("one", "main", 990), ("two", "second", 9_900)):
            await say(world, f'the member enters a buy as "{name}"', f"| order book id | price |\n| {book} | 9.90 |")
            await say(world, f'"{name}" is accepted', "| price |\n| 9.90 |")
            assert world.order(name).order.accepted.price == raw
        await world.end()


async def test_a_leg_that_never_comes_is_missed_in_the_end() -> None:
    """The scenario may have looked at one leg only: behind the last marker both have to be there."""
    for defects, missed in (((), []), (("second-leg-untold",), ["JPX-J36"])):
        with running(*defects, profile=PROFILE) as run:
            world = World(run)
            book = "| order book id |\n| combination |"
            await say(world, 'a resting buy of 300 shares at 0.05 as "the buy"', book)
            sell = "| order book id | quantity | price |\n| combination | 300 | 0.05 |"
            await say(world, 'member B enters a sell as "the sell"', sell)
            await say(world, '"the sell" is accepted')
            await say(world, '"the buy" has traded 300 shares in all')
            await world.end()
            found = {each.requirement for each in world.outcomes if each.result is Result.VIOLATED}
            assert found == set(missed)


async def test_without_a_combination_nothing_is_testable() -> None:
    """The profile names no such instrument: it says what would have to be there."""
    single = {role: each for role, each in PROFILE.instruments.items() if role != "combination"}
    with running(profile=PROFILE, instruments=single) as run:
        world = World(run)
        await say(world, "the member is logged in")
        outcome = await fails(world, 'the member enters a buy as "it"', "| order book id |\n| combination |")
        assert outcome.result is Result.UNTESTABLE
        assert "[instruments.combination]" in outcome.expected
        await world.end()


CHANGED = '"the buy" is changed by the venue itself'
REDUCED = 'the operator reduces "the buy" to 200 shares'


async def test_a_change_by_the_venue_is_told_under_the_order_it_is_of() -> None:
    """Right as the venue tells it; wrong with a token, without a word, and with another quantity."""
    for defect, observed in (
        (None, ""),
        ("own-change-repeats-the-token", "replacement order token"),
        ("own-change-untold", "nothing"),
    ):
        with running(*filter(None, [defect]), profile=PROFILE) as run:
            world = World(run)
            await say(world, 'a resting buy of 500 shares at 9.90 as "the buy"')
            await say(world, REDUCED)
            if defect is None:
                await say(world, CHANGED, "| quantity |\n| 200 |")
                await say(world, REDUCED.replace("200", "100"))
                outcome = await fails(world, CHANGED, "| quantity |\n| 200 |")
            else:
                outcome = await fails(world, CHANGED)
            assert outcome.result is Result.VIOLATED
            assert observed in outcome.observed
            await world.end()


async def test_a_change_by_the_venue_names_the_newest_link() -> None:
    """The first token of the chain is not what the order is called now."""
    for defect in (None, "own-change-names-the-former-token"):
        with running(*filter(None, [defect]), profile=PROFILE) as run:
            world = World(run)
            await say(world, 'a resting buy of 500 shares at 9.90 as "first"')
            await say(world, 'the member replaces "first" with "the buy"', "| price |\n| 9.89 |")
            await say(world, '"first" is replaced by "the buy"')
            await say(world, REDUCED)
            if defect is None:
                await say(world, CHANGED)
            else:
                outcome = await fails(world, CHANGED)
                assert "previous order token" in outcome.observed
            await world.end()


async def test_an_answer_is_no_change_by_the_venue() -> None:
    """Order Replaced for a request has a name of its own."""
    with running(profile=PROFILE) as run:
        world = World(run)
        await say(world, 'a resting buy of 500 shares at 9.90 as "first"')
        await say(world, 'the member replaces "first" with "the buy"')
        outcome = await fails(world, CHANGED)
        assert outcome.result is Result.VIOLATED
        await world.end()
