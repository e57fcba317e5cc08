"""OUCH 4.2 in the steps: tokens that are new in each run, orders as markers, and what an earlier run left behind."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

import pytest

from ouch_conformance.judge.check import Unmet
from ouch_conformance.judge.expect import Absence
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import Profile
from ouch_conformance.steps.cells import CellError, read_expected, read_sent
from ouch_conformance.steps.requests import ENTER, entering, replacing, send
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.tables import columns_of
from ouch_conformance.steps.vocabulary import SENTENCES
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LETS_IN, peer
from tests.steps.steps_world import PROFILE42, fails, offline, running, say, table

PROTOCOL = "nasdaq-ouch-4.2"
RESTING = 'a resting buy of 100 shares at 9.90 as "the buy"'


def without(*roles: str, marker: Literal["engine", "gateway"] = "engine") -> Profile:
    """The reference profile without some instruments."""
    kept = {role: each for role, each in PROFILE42.instruments.items() if role not in roles}
    return replace(PROFILE42, instruments=kept, marker=marker)


def entered(world: World) -> list[tuple[str, str]]:
    """Stock and fate of what the member entered, in its order."""
    return [(order.request.stock, order.state) for order in world.member("A").model.orders.values()]


# Tokens


def test_tokens_are_new_and_rise() -> None:
    """Letters and digits, 14 of them, in rising order (1.2)."""
    run = offline(PROFILE42)
    tokens = [str(run.take_key("A", 0)) for _ in range(12)]

    assert all(re.fullmatch("[0-9A-Z]{14}", token) for token in tokens)
    assert tokens == sorted(set(tokens))


def test_each_run_has_tokens_of_its_own() -> None:
    """A token begins with the time at which the run began, so that runs of one day do not collide."""
    earlier, later = offline(PROFILE42), offline(PROFILE42)
    later.prefix = "ZZZZZZZ"

    assert re.fullmatch("[0-9A-Z]{7}", earlier.prefix)
    assert str(earlier.take_key("A", 0))[7:] == str(later.take_key("A", 0))[7:] == "0000001"


def test_numbers_stay_numbers() -> None:
    """A protocol whose orders have numbers counts on, for each account and channel."""
    run = offline()

    assert [run.take_key("A", 0), run.take_key("A", 0), run.take_key("B", 0)] == [1, 2, 1]


async def test_a_scenario_chooses_how_a_token_ends() -> None:
    """The same ending is the same token within a scenario and another in the next; no count is equal to it."""
    run = offline(PROFILE42)
    first, second = World(run), World(run)
    await first.begin()
    token = first.token("aB 1")
    again = first.token("aB 1")
    await second.begin()

    assert (len(token), token[10:], again) == (14, "aB 1", token)
    assert second.token("aB 1") != token
    assert not token[7:10].isdigit()


@pytest.mark.parametrize("text", ['new "ABCDE"', 'new ""', 'new "A "'])
def test_an_ending_that_no_token_has(text: str) -> None:
    """More than four characters do not fit, and a space at the end could not be told from padding."""
    with pytest.raises(CellError, match="1 to 4 characters of its end"):
        read_sent(text, columns_of(PROTOCOL, "EnterOrder")["ordertoken"])


def test_only_what_names_an_order_can_be_new() -> None:
    """A text of the member's own is no token."""
    with pytest.raises(CellError, match="it names no order"):
        read_sent('new "A"', columns_of("nasdaq-ouch-5.0", "EnterOrder")["clordid"])


# Cells and requests


def test_seconds_may_stand_for_a_time_in_force() -> None:
    """Some numbers of seconds have names, any other is one, too, and they can be compared (1.2)."""
    column, world = columns_of(PROTOCOL, "EnterOrder")["timeinforce"], World(offline(PROFILE42))
    values = [read_sent(text, column).resolver for text in ("immediate or cancel", "3,600", "system hours")]

    assert [each(world) for each in values if each] == [0, 3_600, 99_999]
    assert read_expected("<= 3,600", column).holds(60, world)
    assert not read_expected("<= 3,600", column).holds(99_999, world)


def test_features_of_the_session_name_what_all_protocols_have() -> None:
    """A column of common words is the document's own field."""
    columns = columns_of(PROTOCOL, "EnterOrder")

    assert [columns[word].field.name for word in ("quantity", "side", "symbol")] == [
        "shares",
        "buySellIndicator",
        "stock",
    ]


async def test_a_replacement_repeats_what_its_order_said() -> None:
    """What the table does not name stays; the old token is named and the new one is new (2.2)."""
    with running(profile=PROFILE42) as run:
        world = World(run)
        await say(world, RESTING)
        named = world.order("the buy")
        draft = replacing(world, named.order)
        order = await send(draft, named.member, "the new buy")

        assert order is not None
        request = order.request
        assert (request.existingOrderToken, request.shares, request.price) == (named.order.key[1], 100, 99_000)
        assert (str(request.display), int(request.timeInForce)) == ("Y", 99_998)
        assert request.replacementOrderToken not in ("", named.order.key[1])
        await world.end()


@pytest.mark.parametrize(
    ("text", "protocol", "what"),
    [
        ("the member asks for the next number", PROTOCOL, "query"),
        ('the member asks "the buy" to trade now', "nasdaq-ouch-5.0", "trade now"),
    ],
)
def test_a_sentence_about_another_protocols_message_is_refused(text: str, protocol: str, what: str) -> None:
    """What a protocol has no message for is an error at collection, also where no table stands."""
    (sentence,) = [each for each in SENTENCES if each.parser.is_matching(text)]

    assert sentence.lint(None, None, protocol, text) == [f"{protocol} has no message for {what!r}"]


# Markers


async def test_an_order_that_is_rejected_by_rule_proves_silence() -> None:
    """Its answer stands behind all others; no scenario hears of it."""
    with running(profile=PROFILE42) as run:
        world = World(run)
        await say(world, RESTING)

        assert await world.member("A").marker() == Absence("marker", 0)
        assert entered(world) == [("OUCHA", "live"), ("NOSUCH", "refused")]
        await say(world, "everything that came to the member is recorded")
        assert "Rejected" not in world.outcomes[-1].observed
        await world.end()


@pytest.mark.parametrize("profile", [without(marker="gateway"), without("unknown")], ids=["gateway", "no unknown"])
async def test_a_passive_order_proves_silence_where_no_rejected_one_can(profile: Profile) -> None:
    """A gateway rejects on its own: an order that rests and is cancelled at once passes through the engine."""
    with running(profile=profile) as run:
        world = World(run)
        await world.logged_in("A")

        assert await world.member("A").marker() == Absence("marker", 0)
        assert entered(world) == [("OUCHA", "done")]
        await world.end()


async def test_a_venue_that_does_not_reject_is_asked_by_a_passive_order() -> None:
    """What is broken about Rejected is for the scenarios to find: everything else can still be proven."""
    mute = replace(
        PROFILE42, patience=0.2, instruments={**PROFILE42.instruments, "unknown": without().instruments["main"]}
    )
    with running(profile=mute) as run:
        world = World(run)
        await world.logged_in("A")

        assert await world.member("A").marker() == Absence("marker", 0)
        assert entered(world) == [("OUCHA", "done")]
        await world.end()


async def test_without_an_instrument_of_its_own_a_window_has_to_do() -> None:
    """Nothing may be entered: what has not come in time is taken as absent, and said so."""
    profile = replace(without("unknown", "main"), patience=0.1)
    with running(profile=profile) as run:
        member = await World(run).logged_in("A")

        absence = await member.marker()
        assert (absence.waited, (absence.proof or "").partition(",")[0]) == (0.1, "window")
        assert not member.has_marker


async def test_a_venue_that_answers_no_order_proves_nothing() -> None:
    """Neither the rejected nor the passive order is answered: silence is not proven."""
    run = offline(replace(PROFILE42, patience=0.1))
    async with peer(LETS_IN) as run.address:
        member = await World(run).logged_in("A")

        assert await member.marker() == Absence(None, 0.1)
        await member.leave()


async def test_an_answer_under_the_token_of_an_order_breaks_its_silence() -> None:
    """A duplicate that is answered all the same is found by the marker (2.1)."""
    with running("used-token-rejected", profile=PROFILE42) as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, 'the member enters a sell as "again"', '| order token |\n| same as "the buy" |')
        outcome = await fails(world, '"again" is ignored')

        told = "Rejected, reason other (side outside the list or code outside the list)"
        assert (outcome.result, outcome.observed) == (Result.VIOLATED, told)
        await world.end()


# What an earlier run left behind


def later(run: Run) -> Run:
    """Another run at the same venue, which knows nothing of the first."""
    again = offline(run.profile)
    again.address = run.address
    return again


@pytest.mark.parametrize("orders", [1, 300])
async def test_orders_of_an_earlier_run_are_cancelled_by_their_tokens(orders: int) -> None:
    """However long the stream of the day is: it is read from its first message to its end."""
    with running(profile=PROFILE42) as run:
        world = World(run)
        who = await world.logged_in("A")
        for turn in range(orders):
            await send(entering(world, "buy"), who, f"{turn}")
        await who.marker()
        who.attempt(lambda session: session.drop())
        await later(run).open()
        probe = World(later(run))
        await say(
            probe, 'member B enters a sell as "probe"', "| price | time in force |\n| 9.00 | immediate or cancel |"
        )
        await probe.member("B").marker()

        assert probe.order("probe").order.executed == 0
        await probe.end()


async def test_a_chain_of_an_earlier_run_is_cancelled_by_its_latest_token() -> None:
    """What was replaced is gone; what took its place is cancelled."""
    with running(profile=PROFILE42) as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, 'the member replaces "the buy" with "the new buy"')
        await world.member("A").marker()
        world.member("A").attempt(lambda session: session.drop())
        again = later(run)
        await again.open()
        member = await World(again).logged_in("A")

        assert not member.model.open_orders()
        await say(world, "the member logs in")
        await say(world, '"the buy" is replaced by "the new buy"')
        await say(world, '"the new buy" is cancelled with 100 shares')


# Editions of the document


@pytest.mark.parametrize(("edition", "length"), [("4.2-psx", 48), ("4.2-bx", 48), ("4.2-nasdaq", 49)])
def test_an_order_has_the_fields_of_its_edition(edition: str, length: int) -> None:
    """Customer Type stands on Nasdaq alone: an Enter Order has 48 bytes at BX and PSX (2.1)."""
    world = World(offline(replace(PROFILE42, revision=edition)))
    draft = entering(world, "buy")
    draft.values["orderToken"] = "ONE"

    assert len(draft.build().encode()) == length


def test_a_field_of_another_edition_is_not_testable() -> None:
    """A table that names what the profile's edition does not have asks for another edition."""
    world = World(offline(replace(PROFILE42, revision="4.2-bx")))
    (record,) = ENTER.read_sent(table("| customer type |\n| retail |"), PROTOCOL)
    with pytest.raises(Unmet) as caught:
        entering(world, "buy", record)

    assert caught.value.outcome.result is Result.UNTESTABLE
    assert "no field 'customer type' in Enter Order" in caught.value.outcome.sentence
