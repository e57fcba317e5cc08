"""One member at the embedded venue: its sessions, its numbers, and how it proves that nothing came."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from ouch_conformance.client import ConnectFailed
from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.expect import CLOSED, Absence
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps import requests
from ouch_conformance.steps.leftovers import cancel_leftovers
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.requests import entering, number, send
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LETS_IN, SILENT, hangs_up, peer, says
from tests.steps.steps_world import PROFILE, offline, running, say

HASTY = replace(PROFILE, patience=0.08)


def at(address: tuple[str, int]) -> Run:
    """A run at a peer of these tests, with little patience."""
    run = offline(HASTY)
    run.address = address
    return run


# Absence


async def test_a_marker_proves_that_nothing_came() -> None:
    """A query behind everything else is answered last: what has not come by then will not come."""
    with running() as run:
        member = await World(run).logged_in("A")

        assert await member.marker() == Absence("marker", 0)
        assert member.model.general == []


async def test_a_marker_passes_earlier_answers() -> None:
    """Answers that a step has not looked at stay where they are; the marker takes its own."""
    with running() as run:
        world = World(run)
        await say(world, "the member asks for the next number")
        member = world.member("A")
        await member.marker()

        assert [type(each.message).__name__ for each in member.model.general] == ["AccountQueryResponse"]
        assert (await member.next_general(Kind.QUERIED))[0] is not None


async def test_a_gateways_answer_proves_a_window_only() -> None:
    """Where the gateway answers on its own the member waits behind it, for as long as patience lasts."""
    with running(marker="gateway", patience=0.1) as run:
        member = await World(run).logged_in("A")

        assert await member.marker() == Absence("window, since the profile forbids the marker", 0.1)


WITHOUT_QUERY = {**PROFILE.features, "account-query": False, "user-ref-idx": False}


async def test_without_account_query_a_window_has_to_do() -> None:
    """A profile that denies the query has it never sent, and no order uses up a number in its place."""
    with running(features=WITHOUT_QUERY, patience=0.1) as run:
        member = await World(run).logged_in("A")

        assert await member.marker() == Absence("window, since the profile forbids the marker", 0.1)
        assert member.model.requests == {}


async def test_numbers_of_an_earlier_run_are_spent_without_a_query() -> None:
    """The replay of the day tells which numbers were used, rejected ones too."""
    with running(features=WITHOUT_QUERY, patience=0.2) as run:
        world = World(run)
        await say(world, "the member enters these orders", "| as | symbol |\n| one | main |\n| two | unknown |")
        await say(world, '"two" is refused')
        await world.member("A").leave()
        run.next_numbers.clear()
        run.positions.clear()
        await cancel_leftovers(Member(run, "A"))

        assert run.next_numbers == {("A", 0): 3}


async def test_a_silent_venue_proves_nothing() -> None:
    """No answer to the marker: only time has passed."""
    async with peer(LETS_IN) as address:
        world = World(at(address))
        member = await world.logged_in("A")

        assert await member.marker() == Absence(None, 0.08)
        await world.end()


async def test_a_closed_connection_is_told_as_such() -> None:
    """Before the marker or while it is on its way: what was said on the stream since is not known."""
    async with peer(hangs_up) as address:
        world = World(at(address))
        member = world.member("A")
        await member.connect()
        member.send_login()
        await member.login_answer()
        member.pump()

        assert [await member.marker(), await member.marker()] == [Absence(CLOSED, 0)] * 2
        await world.end()


async def test_a_member_without_a_connection_has_no_marker() -> None:
    """Nothing was asked, and nothing is proven."""
    assert await Member(offline(), "A").marker() == Absence(None, 0)


async def test_an_ignored_request_has_a_proven_silence() -> None:
    """The next message about an order is waited for; where none comes the marker says so."""
    with running(patience=0.2) as run:
        world = World(run)
        member = await world.logged_in("A")
        draft = entering(world, "buy")
        draft.values["userRefNum"] = 0
        order = await send(draft, member)

        assert order is not None
        assert await member.next_of(order) == (None, Absence("marker", 0))
        assert await member.next_general(Kind.EVENT) == (None, Absence("marker", 0))


async def test_the_next_message_is_looked_at_once() -> None:
    """Each message about an order is given once, in its order."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        named = world.order("the buy")
        cancel = requests.about(world, Kind.CANCEL, named.order, {Role.QUANTITY: 0}, None, requests.CANCEL)
        named.member.send(cancel.build())
        heard, absence = await named.member.next_of(named.order)

        assert type(heard.message).__name__ == "OrderCanceled" if heard else False
        assert (absence.proof, named.order.pending) == (None, [])
        await world.end()


# Connections


async def test_a_refused_connection_is_kept_as_trouble() -> None:
    """Who cannot connect knows why, and has no session."""
    member = Member(offline(), "A")

    assert not await member.try_connect()
    assert "connection refused" in member.trouble
    assert (member.session, await member.until(lambda: True), await member.closed()) == (None, None, True)
    with pytest.raises(ConnectFailed):
        await member.connect()


async def test_sending_on_a_lost_connection_is_kept_as_trouble() -> None:
    """A request that cannot be written is noted and judged later by its missing answer."""
    with running() as run:
        world = World(run)
        member = await world.logged_in("A")
        member.attempt(lambda session: session.drop())
        order = await send(entering(world, "buy"), member)

        assert order is not None and order.state == "sent"
        assert "A" in member.trouble
        await world.end()


async def test_sessions_of_a_member_have_names_of_their_own() -> None:
    """The evidence tells one connection from the next, within a scenario and a run."""
    with running() as run:
        names = []
        for _ in range(2):
            world = World(run)
            member = await world.logged_in("A")
            member.attempt(lambda session: session.drop())
            await world.logged_in("A")
            names += [session.name for session in member.sessions]
            await world.end()

        assert names == ["A", "A#1", "A", "A#2"]


async def test_a_member_resumes_where_it_stopped() -> None:
    """A login without a table asks for the next message that is not known; what came before is not repeated."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        member = world.member("A")
        await say(world, "the member drops the connection")
        before = member.position
        await world.logged_in("A")
        await member.marker()

        assert before is not None and member.session is not None
        assert [event.number for event in member.session.events if event.payload] == [before[1]]
        assert member.model.open_orders() == [world.order("the buy").order]
        await world.end()


async def test_messages_of_an_earlier_scenario_are_foreign() -> None:
    """A replay from the first message tells nothing new of what other scenarios did: no breach, no order."""
    with running() as run:
        first = World(run)
        await say(first, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await first.end()
        second = World(run)
        await second.begin()
        await say(second, "the member logs in", "| sequence |\n| 1 |")
        await say(second, "the login of the member is accepted")
        member = second.member("A")
        await member.marker()

        assert (member.model.orders, member.breaches) == ({}, [])
        assert len(member.stream) > 3
        await second.end()


async def test_a_message_that_changes_in_the_replay() -> None:
    """SOUP-S4: the same number with other bytes is a breach, told with both."""
    with running("replay-restamped") as run:
        world = World(run)
        await say(world, 'the place in the stream of the member is noted as "the start"')
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, "the member drops the connection")
        await say(world, "the member logs in", '| sequence |\n| "the start" |')
        await say(world, "the login of the member is accepted")
        member = world.member("A")
        await member.marker()

        assert {breach.requirement for breach in member.breaches} == {"SOUP-S4"}
        assert member.breaches[0].expected != member.breaches[0].observed
        await world.end()


ACCEPTED = soup.login_accepted("DAY1", 1)


@pytest.mark.parametrize(
    ("packets", "requirement"),
    [
        pytest.param([ACCEPTED, bytes.fromhex("0001 3f")], "SOUP-F1", id="unknown type"),
        pytest.param([soup.SERVER_HEARTBEAT, ACCEPTED], "SOUP-L4", id="before the answer"),
        pytest.param([ACCEPTED, ACCEPTED], "SOUP-L4", id="a second answer"),
        pytest.param([soup.login_rejected("A"), soup.SERVER_HEARTBEAT], "SOUP-L8", id="behind the rejection"),
        pytest.param([ACCEPTED, soup.END_OF_SESSION, soup.sequenced(b"S")], "SOUP-E1", id="behind the end"),
        pytest.param([ACCEPTED, soup.CLIENT_HEARTBEAT], "OUCH50-3-05", id="a member's packet"),
        pytest.param([soup.login_accepted("", 1)], "SOUP-L5", id="blank session"),
        pytest.param([soup.build(0x41, b"DAY1".rjust(10) + b"x" * 20)], "SOUP-L6", id="no number"),
        pytest.param([soup.login_rejected("X")], "SOUP-L17", id="unknown reason"),
    ],
)
async def test_a_departure_of_the_session_layer_is_a_breach(packets: list[bytes], requirement: str) -> None:
    """What the session's state machine finds wrong is judged under the requirement it breaks, with its frame."""
    async with peer(says(*packets)) as address:
        member = Member(at(address), "A")
        await member.connect()
        member.send_login()
        await member.until(lambda: member.breaches or None)

        assert member.breaches[0].requirement == requirement
        assert member.breaches[0].frame is not None
        await member.leave()


async def test_waiting_ends_with_the_connection() -> None:
    """What can no longer come is not waited for."""
    async with peer(hangs_up) as address:
        run = at(address)
        run.profile = replace(HASTY, patience=30.0)
        world = World(run)
        member = world.member("A")
        await member.connect()
        member.send_login()
        await member.login_answer()
        member.attempt(lambda session: session.send_message(b"???"))

        assert await member.until(lambda: member.breaches or None) is None
        assert member.session is not None and member.session.closed


async def test_unanswered_logins_are_counted() -> None:
    """Five in a row without any answer, and the venue is mute; an answer in between starts anew."""
    async with peer(SILENT) as address:
        run = at(address)
        for _ in range(5):
            assert not run.venue_is_mute
            member = Member(run, "A")
            await member.connect()
            member.send_login()
            await member.login_answer()
            member.attempt(lambda session: session.drop())
        assert run.venue_is_mute

    with running() as lively:
        run.address = lively.address
        member = Member(run, "A")
        await member.connect()
        member.send_login()
        assert await member.login_answer() is not None
        assert not run.venue_is_mute
        await member.leave()


# Numbers


def test_numbers_never_go_back() -> None:
    """What the venue says of the next number counts only where it is ahead."""
    run = offline()

    assert [run.take_number("A", 0), run.take_number("A", 0), run.take_number("B", 0)] == [1, 2, 1]
    run.note_number("A", 0, 10)
    run.note_number("A", 0, 4)
    assert [run.take_number("A", 0), run.take_number("A", 5)] == [10, 1]


async def test_the_venue_tells_where_numbers_go_on() -> None:
    """A member of a run that knows nothing yet asks before its first order."""
    with running() as run:
        world = World(run)
        for _ in range(3):
            await send(entering(world, "buy"), await world.logged_in("A"))
        await world.end()
        run.next_numbers.clear()
        again = World(run)
        draft = entering(again, "buy")
        await number(draft, await again.logged_in("A"))

        assert draft.values["userRefNum"] == 4
        await again.end()


async def test_each_channel_has_numbers_of_its_own() -> None:
    """A channel is asked for its own next number, once (1.2)."""
    with running() as run:
        world = World(run)
        member = await world.logged_in("A")
        await send(entering(world, "buy"), member)

        assert (await member.learn_number(7)).nextUserRefNum == 1
        assert run.next_numbers == {("A", 0): 2, ("A", 7): 1}
        await world.end()


async def test_another_session_is_another_day() -> None:
    """With another session orders are forgotten, timestamps start anew, and so do references and places."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        member = world.member("A")
        before = member.position
        await say(world, "the operator ends the session")
        await say(world, "the operator starts the next session")
        assert (run.positions, run.next_numbers) == ({}, {})
        await world.logged_in("A")

        assert before is not None and member.position is not None and member.position[0] != before[0]
        await world.end()


async def test_a_venue_that_begins_another_session_by_itself() -> None:
    """The session in Login Accepted says so: what was known of the old one is let go."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        member = world.member("A")
        before = member.position
        await run.control.perform("end-session")
        await run.control.perform("start-session")
        await member.closed()
        await say(world, "the member logs in", "| sequence |\n| 0 |")
        await say(world, "the login of the member is accepted")

        assert (member.model.orders, member.breaches) == ({}, [])
        assert before is not None and member.position is not None and member.position[0] != before[0]
        await world.end()


async def test_a_question_on_a_lost_connection_costs_no_patience() -> None:
    """Whether it will be answered in the replay nobody knows: one question more than that makes up for it."""
    with running(patience=30.0) as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, "the member asks for the next number")
        await say(world, "the member logs out")
        await say(world, "the member asks for the next number")
        assert await world.member("A").closed()
        member = await world.logged_in("A")

        async with asyncio.timeout(5):
            assert await member.marker() == Absence("marker", 0)
            assert await member.marker() == Absence("marker", 0)
            await world.end()
        assert member.breaches == []


async def test_an_earlier_answer_is_not_the_markers() -> None:
    """A question that was answered before the venue hung up, and the marker behind it that was not."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, "the member asks for the next number")
        await say(world, "the member logs out")

        assert await world.member("A").marker() == Absence(CLOSED, 0)
        await world.end()


async def test_a_question_that_is_never_answered() -> None:
    """A venue that leaves an earlier question out and answers the marker has said all that it had to say."""
    with running("long-query-ignored", patience=0.15) as run:
        world = World(run)
        await say(world, "the member asks for the next number", "| form |\n| with appendage length |")
        member = world.member("A")

        assert await member.marker() == Absence("marker", 0)
        assert member.model.general == []
        await world.end()


async def test_a_venue_that_answers_once_and_stalls() -> None:
    """One answer to two questions: the marker may be the one that is missing, and a third question shows it."""
    script = says(soup.login_accepted("DAY1", 1), soup.sequenced(b"Q" + bytes(8) + bytes.fromhex("00000001")))
    async with peer(script) as address:
        world = World(at(address))
        world.run.next_numbers["A", 0] = 1
        member = await world.logged_in("A")
        member.send(world.run.codec["AccountQueryRequest"]())

        assert await member.marker() == Absence(None, 0.08)
        await world.end()


async def test_old_answers_alone_prove_nothing() -> None:
    """A venue that repeats its answers and takes no more questions has answered none of the new ones."""
    script = says(soup.login_accepted("DAY1", 1), soup.sequenced(b"Q" + bytes(8) + bytes.fromhex("00000001")))
    async with peer(script) as address:
        world = World(at(address))
        member = world.member("A")
        await member.connect()
        member.send(world.run.codec["AccountQueryRequest"]())
        member.attempt(lambda session: session.drop())
        await world.logged_in("A")

        assert await member.marker() == Absence(None, 0.08)
        await world.end()
