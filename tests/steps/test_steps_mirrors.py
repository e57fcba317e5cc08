"""An account at several hosts, by the sentences: at the embedded venue with its mirrors, and at peers that break it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.evidence.frames import Frame, Mark, SessionMark, Way
from ouch_conformance.evidence.printable import mirror_of
from ouch_conformance.judge.check import Outcome, Unmet
from ouch_conformance.judge.orders import Order
from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.hosts import first_answer, open_beside
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LETS_IN, NOT_AVAILABLE, SILENT, hangs_up, peer
from tests.steps.steps_world import PROFILE, fails, offline, running, say

IMPATIENT = replace(PROFILE, patience=0.3)
TWICE = replace(IMPATIENT, mirrors=(None, None))
MIRRORED = "the member is logged in at each mirrored host, too"
LOGS_IN = "the member logs in at each mirrored host, too"
LET_IN = "the login of the member is accepted at each mirrored host"
THERE = "the requests of the member go to a mirrored host"
TAKES = "each mirrored host takes the order of the member"
SAME = "each host has sent the member the same messages"
RESTING = 'a resting buy of 100 shares at 9.90 as "the buy"'


def told(world: World) -> tuple[Result, str]:
    """Result and observation of the last outcome."""
    return world.outcomes[-1].result, world.outcomes[-1].observed


def pointed(world: World, outcome: Outcome) -> list[tuple[int, Way]]:
    """What an outcome points at: the host, 0 for the first one, and which way the packet went."""
    entries = world.entries()
    frames = [entries[index] for index in outcome.frames]
    return [(mirror_of(each.session), each.way) for each in frames if isinstance(each, Frame)]


async def orders_left(run: Run) -> list[Order]:
    """What is open at a venue, after its stream."""
    run.positions.clear()
    member = Member(run, "A")
    member.replaying = True
    await member.connect()
    member.send_login(sequence=1)
    await member.login_answer()
    await member.marker()
    await member.leave()
    return member.model.open_orders()


async def test_every_connection_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that pours out packets without a message is no longer read, whichever it is."""
    monkeypatch.setattr("ouch_conformance.steps.run.MOST_IDLE", 1)
    with running(profile=TWICE) as run:
        member = Member(run, "A")
        await member.connect()
        sessions = [member.session, await open_beside(run, "A"), await open_beside(run, "A", run.mirrors[0], 1)]
        for session in sessions:
            assert session is not None
            session.send_packet(run.login_request(member.account.user, member.account.password.reveal()))
            assert await session.wait_for(first_answer, 1.0)
            assert session.flooded
            await session.close(1.0)


async def test_each_host_is_logged_in_to_and_left() -> None:
    """Every connection has a name of its own in the evidence, and none is left open."""
    with running(profile=TWICE) as run:
        world = World(run)
        await world.begin()
        await say(world, LOGS_IN)
        await say(world, LET_IN)
        await world.end()

        opened = [each for each in world.entries() if isinstance(each, SessionMark) and each.mark is Mark.CONNECTED]
        assert [(each.session, mirror_of(each.session)) for each in opened] == [
            ("A", 0),
            ("A#1@mirror1", 1),
            ("A#2@mirror2", 2),
        ]
        assert {each.detail for each in opened[1:]} == {f"{host}:{port}" for host, port in run.mirrors}
        assert [each.result for each in world.outcomes] == [Result.HELD, Result.HELD]
        assert world.left() == []
        assert all(mirror.session.closed for mirror in world.member("A").mirrors)


async def test_what_is_told_at_several_hosts_counts_once() -> None:
    """The order is accepted once and filled once, with the mirrors listening; the verdict points at both hosts."""
    with running(profile=TWICE) as run:
        world = World(run)
        await world.begin()
        await say(world, RESTING)
        await say(world, MIRRORED)
        await say(world, 'member B enters a sell as "the sell"', "| quantity | price |\n| 100 | 9.90 |")
        await say(world, '"the buy" fills 100 at 9.90')
        await say(world, 'nothing happens to "the buy"')
        await say(world, SAME)

        assert pointed(world, world.outcomes[-1]) == [(0, Way.RECEIVED), (2, Way.RECEIVED)]
        await world.end()
        assert {each.result for each in world.outcomes} == {Result.HELD}


async def test_requests_go_to_a_mirrored_host_until_the_scenario_ends() -> None:
    """A cancel, and the marker that proves a silence, go out there; the first host is heard, and used to clean up."""
    with running(profile=IMPATIENT) as run:
        world = World(run)
        await world.begin()
        await say(world, RESTING)
        await say(world, MIRRORED)
        await say(world, THERE)
        await say(world, 'the member enters a buy as "another"')
        await say(world, '"another" is accepted')
        await say(world, 'the member sends the request of "the buy" again')
        await say(world, 'nothing happens to "the buy"')
        sent = [each for each in world.entries() if isinstance(each, Frame) and each.way is Way.SENT]
        assert [(mirror_of(each.session), each.data[2:4]) for each in sent][-3:] == [(1, b"UO"), (1, b"UO"), (1, b"UQ")]
        await world.end()

        sent = [each for each in world.entries() if isinstance(each, Frame) and each.way is Way.SENT]
        assert [mirror_of(each.session) for each in sent if each.data[2:4] == b"UX"] == [0, 0]
        assert {each.result for each in world.outcomes} == {Result.HELD}


async def test_a_mirrored_host_repeats_from_a_place() -> None:
    """What the first host sent before the login is owed as well."""
    with running(profile=IMPATIENT) as run:
        world = World(run)
        await say(world, 'the place in the stream of the member is noted as "the place"')
        await say(world, RESTING)
        await say(world, 'the member logs in at each mirrored host from "the place" on, too')
        await say(world, SAME)

        # Order Accepted, the answer to the query before the login and the one behind it.
        assert world.outcomes[-1].expected == "the 3 messages of the first host"
        assert told(world)[0] is Result.HELD
        await world.end()


async def test_each_mirrored_host_is_asked_for_itself() -> None:
    """One order for each of them."""
    with running(profile=TWICE) as run:
        world = World(run)
        await say(world, MIRRORED)
        await say(world, "the member enters a buy at each mirrored host")
        await say(world, TAKES)
        await say(world, SAME)

        assert len(world.outcomes) == 4
        assert {each.result for each in world.outcomes} == {Result.HELD}
        await world.end()
        assert not world.member("A").model.open_orders()


async def test_what_names_the_number_of_an_order_is_no_answer_to_it() -> None:
    """The query before it tells its number as the next one, at the mirror, too."""
    with running("mirror-takes-no-requests", profile=IMPATIENT) as run:
        world = World(run)
        await say(world, MIRRORED)
        await say(world, "the connection of the member stands")
        await say(world, "the member enters a buy at each mirrored host")
        outcome = await fails(world, TAKES)

        assert outcome.observed.startswith("nothing at any host")
        await world.end()


async def test_a_mirror_that_takes_no_requests_is_found() -> None:
    """It ended the connection behind the order, and the first host answers: nobody took it."""
    with running("mirror-takes-no-requests", profile=IMPATIENT) as run:
        world = World(run)
        await world.begin()
        await say(world, MIRRORED)
        await say(world, "the member enters a buy at each mirrored host")
        outcome = await fails(world, TAKES)

        assert (outcome.result, outcome.proof) == (Result.VIOLATED, "marker")
        assert pointed(world, world.outcomes[-1]) == [(1, Way.SENT)]
        await world.end()


async def test_a_mirror_that_tells_nothing_is_found() -> None:
    """It answers what it is asked itself, and so it is known what it left out: the first host's message says what."""
    with running("mirror-tells-nothing", profile=IMPATIENT) as run:
        world = World(run)
        await world.begin()
        await say(world, MIRRORED)
        await say(world, 'the member enters a buy as "the buy"')
        await say(world, '"the buy" is accepted')
        outcome = await fails(world, SAME)

        assert (outcome.result, outcome.proof) == (Result.VIOLATED, "marker")
        assert outcome.observed == "number 1 of them is missing (marker)"
        assert pointed(world, world.outcomes[-1]) == [(0, Way.RECEIVED), (1, Way.RECEIVED)]
        await world.end()


async def test_a_mirror_that_says_nothing_at_all_stays_open() -> None:
    """Nothing shows that it will not come; what rests is cancelled at the first host."""
    with running(profile=IMPATIENT) as run:
        async with peer(LETS_IN) as address:
            run.mirrors = (address,)
            world = World(run)
            await say(world, MIRRORED)
            await say(world, 'the member enters a buy as "the buy"')
            await say(world, '"the buy" is accepted')
            outcome = await fails(world, SAME)

            assert outcome.result is Result.UNPROVEN
            assert outcome.sentence == f"{address[0]}:{address[1]} sends what the first host sends"
            await world.end()
            assert not world.member("A").model.open_orders()


async def test_a_mirror_that_hangs_up_violates() -> None:
    """What it did not send before it closed the connection it cannot send any more."""
    with running(profile=IMPATIENT) as run:
        async with peer(hangs_up) as address:
            run.mirrors = (address,)
            world = World(run)
            await say(world, MIRRORED)
            await say(world, 'the member enters a buy as "the buy"')
            await say(world, '"the buy" is accepted')
            outcome = await fails(world, SAME)

            assert (outcome.result, outcome.proof) == (Result.VIOLATED, "the connection is closed")
            await world.end()


async def test_an_order_that_a_mirror_alone_answers_is_taken() -> None:
    """That the first host is not told of it is another matter."""
    with running(profile=IMPATIENT) as run, running(profile=IMPATIENT) as other:
        run.mirrors = (other.address,)
        world = World(run)
        await say(world, MIRRORED)
        await say(world, "the member enters a buy at each mirrored host")
        await say(world, TAKES)
        assert told(world)[0] is Result.HELD

        outcome = await fails(world, SAME)
        assert (outcome.result, outcome.proof) == (Result.VIOLATED, "marker")
        await world.end()

        run.address = other.address
        assert len(await orders_left(run)) == 0


async def test_a_mirror_that_refuses_the_login() -> None:
    """As a state it was not reached, as a judgement it violates; both name the host."""
    with running(profile=IMPATIENT) as run:
        async with peer(NOT_AVAILABLE) as address:
            run.mirrors = (address,)
            place = f"{address[0]}:{address[1]}"
            world = World(run)
            outcome = await fails(world, MIRRORED)
            assert (outcome.result, outcome.sentence) == (Result.UNPROVEN, f"the member is logged in at {place}")
            assert outcome.observed == "Login Rejected"
            await world.end()

            world = World(run)
            await say(world, LOGS_IN)
            outcome = await fails(world, LET_IN)
            assert (outcome.result, outcome.observed) == (Result.VIOLATED, "Login Rejected S")
            assert outcome.sentence == f"the login at {place} is accepted"
            await world.end()


async def test_a_mirror_that_does_not_answer_the_login() -> None:
    """It is waited for as long as patience lasts."""
    with running(profile=IMPATIENT) as run:
        async with peer(SILENT) as address:
            run.mirrors = (address,)
            world = World(run)
            outcome = await fails(world, MIRRORED)

            assert (outcome.result, outcome.observed) == (Result.UNPROVEN, "no answer in time")
            await world.end()


async def test_a_mirror_that_is_not_there() -> None:
    """It is told as a state that was not reached, with its address."""
    with running(profile=IMPATIENT) as run:
        run.mirrors = (offline().address,)
        world = World(run)
        with pytest.raises(Unmet) as caught:
            await say(world, LOGS_IN)

        assert caught.value.outcome.result is Result.UNPROVEN
        assert "cannot connect to 127.0.0.1:9" in caught.value.outcome.observed
        await world.end()


async def test_without_mirrors_nothing_is_testable() -> None:
    """As for a venue that was given on the command line."""
    with running(profile=IMPATIENT, mirrors=()) as run:
        world = World(run)
        outcome = await fails(world, MIRRORED)

        assert (outcome.result, outcome.expected) == (Result.UNTESTABLE, "mirrors under [venue] in the profile")
        await world.end()


@pytest.mark.parametrize("text", [THERE, LET_IN, TAKES, SAME, "the member drops the connection to each mirrored host"])
async def test_a_scenario_that_logs_in_at_no_mirror_is_wrong(text: str) -> None:
    """The mistake is the scenario's, and says which step it lacks."""
    with running(profile=IMPATIENT) as run:
        world = World(run)
        await say(world, "the member is logged in")
        with pytest.raises(LookupError, match="no step of this scenario logs member A in at the mirrored hosts"):
            await say(world, text)
        await world.end()


async def test_a_scenario_that_enters_nothing_at_a_mirror_is_wrong() -> None:
    """There is nothing that the host could take."""
    with running(profile=IMPATIENT) as run:
        world = World(run)
        await say(world, MIRRORED)
        with pytest.raises(LookupError, match="no step of this scenario enters an order at 127"):
            await say(world, TAKES)
        await world.end()
