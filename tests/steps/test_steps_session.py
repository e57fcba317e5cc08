"""The session under the orders: logging in, replay, silence and the ends of a connection, by their sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.session import LOGIN, read_sequence
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LETS_IN, REFUSES, SILENT, hangs_up, peer, says
from tests.steps.steps_world import PROFILE, fails, offline, running, say

HASTY = replace(PROFILE, patience=0.1, heartbeat=0.05, tolerance=0.02, idle_timeout=0.1, login_timeout=0.1)
NOTED = 'the place in the stream of the member is noted as "the start"'
RESTING = 'a resting buy of 100 shares at 9.90 as "the buy"'


def at(address: tuple[str, int]) -> World:
    """A world at a peer of these tests, with little patience."""
    run = offline(HASTY)
    run.address = address
    run.next_numbers["A", 0] = 1
    return World(run)


def logins(world: World) -> list[bytes]:
    """The payloads of the Login Requests that were sent."""
    frames = [each for each in world.entries() if isinstance(each, Frame) and each.way is Way.SENT]
    return [frame.data[3:] for frame in frames if frame.data[2:3] == b"L"]


# Logging in


@pytest.mark.parametrize(
    ("rows", "payload"),
    [
        ("", b"MEMBRAalpha-pass" + b" " * 10 + b"0" + b" " * 19),
        ("| username | password |\n| in lower case | in upper case |", b"membraALPHA-PASS"),
        ("| username |\n| unknown |", b"NOUSERalpha-pass"),
        ("| password |\n| wrong |", b"MEMBRAwrong-pass"),
        ("| session |\n| unknown |", b"MEMBRAalpha-passNOSESSION "),
        ("| sequence |\n| 12 |", b"MEMBRAalpha-pass" + b" " * 10 + b"12" + b" " * 18),
        ("| sequence | justified |\n| 12 | right |", b"MEMBRAalpha-pass" + b" " * 28 + b"12"),
        ("| sequence | justified |\n| 12 | zeros |", b"MEMBRAalpha-pass" + b" " * 10 + b"0" * 18 + b"12"),
        ("| sequence |\n| next + 5 |", b"MEMBRAalpha-pass" + b" " * 10 + b"6 "),
        ("| sequence |\n| 7 - 3 |", b"MEMBRAalpha-pass" + b" " * 10 + b"4 "),
    ],
)
async def test_a_login_says_what_its_table_says(rows: str, payload: bytes) -> None:
    """User 6, password 10, session 10, sequence 20 characters (2.3.1), each as the words ask for it."""
    async with peer(SILENT) as address:
        world = at(address)
        await world.begin()
        if not rows:
            world.member("A").send_login()
            assert logins(world) == []
        await say(world, "the member logs in", rows or "| sequence |\n| 0 |")

        assert logins(world)[0].startswith(payload)
        world.member("A").attempt(lambda session: session.drop())


@pytest.mark.parametrize("text", ["next", "0", "12", "next + 5", '"the start"', '"the start" - 1'])
def test_a_sequence_is_a_number_or_a_place(text: str) -> None:
    """Numbers, the next one, and noted places, with a distance."""
    assert read_sequence(text) == text


@pytest.mark.parametrize("text", ["", "01", "first", "next+5", "-1", "next + x", "the start"])
def test_what_is_no_sequence(text: str) -> None:
    """Anything else says what would be right."""
    with pytest.raises(ValueError, match='a number, next, next \\+ 5 or the "name" of a noted place'):
        read_sequence(text)


def test_words_of_a_login_are_checked() -> None:
    """A misspelt word is found at collection."""
    assert LOGIN.lint([["session"], ["blanc"]], "") == ["'blanc' is not known here: did you mean 'blank'?"]


async def test_logins_and_their_answers() -> None:
    """Accepted as the active session at the place asked for; refused for user, password and session."""
    with running() as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, "the member drops the connection")
        await say(world, "the member logs in", "| session | sequence |\n| active | next |")
        await say(world, "the login of the member is accepted", "| session | sequence |\n| active | next |")
        await say(world, "the session in the answer to the member is padded on the left")
        await say(world, "the sequence number in the answer to the member is padded on the left")
        await say(world, "the stream of the member goes on without a repeat")
        await say(world, "member B logs in", "| password |\n| wrong |")
        await say(world, 'the login of member B is refused because "not authorized"')
        await say(world, "nothing but the answer came to member B")
        await say(world, "the venue ends the connection of member B")
        await say(world, "member C logs in", "| session |\n| unknown |")
        await say(world, 'the login of member C is refused because "session not available"')
        await world.end()


@pytest.mark.parametrize(
    ("script", "step", "result", "observed"),
    [
        (REFUSES, "the login of the member is accepted", Result.VIOLATED, "Login Rejected A"),
        (SILENT, "the login of the member is accepted", Result.UNPROVEN, "no answer in time"),
        (SILENT, 'the login of the member is refused because "not authorized"', Result.UNPROVEN, "no answer in time"),
        (LETS_IN, 'the login of the member is refused because "not authorized"', Result.VIOLATED, "Login Accepted,"),
        (REFUSES, 'the login of the member is refused because "session not available"', Result.VIOLATED, "Login Rej"),
        (says(stay=False), "the login of the member is accepted", Result.VIOLATED, "the connection is closed without"),
        (LETS_IN, "nothing but the answer came to the member", Result.VIOLATED, "Login Accepted"),
        (LETS_IN, "the venue ends the connection of the member", Result.VIOLATED, "still open after 0.1 s"),
        (LETS_IN, "the venue ends the connection of the member at its idle limit", Result.VIOLATED, "still open"),
        (SILENT, "the venue ends the connection of the member at its login limit", Result.VIOLATED, "still open"),
        (REFUSES, "the connection of the member stands", Result.VIOLATED, "the venue has closed the connection"),
        (LETS_IN, "the connection of the member stands", Result.UNPROVEN, "no answer within 0.1 s"),
        (LETS_IN, "the member is told of the end of the session", Result.VIOLATED, "no such packet"),
        (
            LETS_IN,
            "nothing came to the member behind the end of the session",
            Result.UNPROVEN,
            "no End of Session came",
        ),
        (SILENT, "the session in the answer to the member is padded on the left", Result.UNPROVEN, "no Login Accepted"),
        (
            says(soup.build(0x41, b"DAY1      1" + b" " * 19)),
            "the sequence number in the answer to the member is padded on the left",
            Result.VIOLATED,
            "'1    ",
        ),
        (LETS_IN, "message 1 is the first to the member", Result.UNPROVEN, "no message (nothing within"),
        (LETS_IN, "the stream of the member goes on without a repeat", Result.UNPROVEN, "no message (nothing within"),
        (LETS_IN, "the login of the member starts at the end of the stream", Result.UNPROVEN, "no answer in time"),
        (
            says(soup.login_accepted("DAY1", 1), bytes.fromhex("0001 3f")),
            "every packet of the venue to the member is well formed",
            Result.VIOLATED,
            "unknown packet type",
        ),
        (
            # Sequenced Data with its number, 1, before the message.
            says(soup.login_accepted("DAY1", 1), bytes.fromhex("000b 53 0000000000000001 53 00")),
            "every packet of the venue to the member is well formed",
            Result.VIOLATED,
            "00",
        ),
    ],
)
async def test_what_a_venue_does_wrong(script: object, step: str, result: Result, observed: str) -> None:
    """Each sentence of the session tells a violation from what is merely open."""
    async with peer(script) as address:  # type: ignore[arg-type]
        world = at(address)
        await say(world, "the member logs in", "| sequence |\n| 1 |")
        outcome = await fails(world, step)

        assert outcome.result is result
        assert outcome.observed.startswith(observed)
        world.member("A").attempt(lambda session: session.drop())


async def test_who_cannot_connect_does_not_log_in() -> None:
    """The trouble is told by the step that asks for the answer."""
    world = World(offline())
    for step in ("logs in", "logs in one byte at a time", 'logs in and enters "a" and "b" in one segment'):
        await say(world, f"the member {step}")
        outcome = await fails(world, "the login of the member is accepted")
        assert (outcome.result, "connection refused" in outcome.observed) == (Result.UNPROVEN, True)


async def test_any_answer_to_a_login_is_recorded() -> None:
    """A packet, a close and a silence, each with something that shows it."""
    for script, observed in (
        (REFUSES, "Login Rejected A"),
        (says(stay=False), "the connection is closed"),
        (SILENT, "noth"),
    ):
        async with peer(script) as address:
            world = at(address)
            await world.begin()
            await say(world, "the member logs in", "| sequence |\n| 1 |")
            await say(world, "the answer to the login of the member is recorded")
            outcome = world.outcomes[-1]

            assert outcome.observed.startswith(observed)
            assert outcome.frames or outcome.proof
            world.member("A").attempt(lambda session: session.drop())


# Pieces


async def test_packets_in_pieces_and_in_one() -> None:
    """However the bytes are cut: login, heartbeat and orders are understood (1.1)."""
    with running() as run:
        world = World(run)
        await say(world, "the member logs in one byte at a time")
        await say(world, "the login of the member is accepted")
        await say(world, 'the member enters a buy one byte at a time as "slow"')
        await say(world, '"slow" is accepted')
        await say(world, "the member drops the connection")
        await say(world, 'the member logs in and enters "a" and "b" in one segment')
        await say(world, '"a" is accepted')
        await say(world, '"b" is accepted')
        await say(world, "every packet of the venue to the member is well formed")
        await world.end()


async def test_bytes_debug_packets_and_odd_messages() -> None:
    """What is sent is what the step says; the connection stands, and what became of it is recorded."""
    with running(patience=0.2) as run:
        world = World(run)
        await say(world, "the member is connected but not logged in")
        await say(world, 'the member sends a debug packet "hello"')
        await say(world, "the member logs in")
        await say(world, "the login of the member is accepted")
        await say(world, "the member sends these bytes", docstring="00 01 52  # a heartbeat")
        await say(world, 'the member sends a debug packet "hello again"')
        await say(world, "the connection of the member stands")
        await say(world, 'the venue does not answer the debug packet "hello again" of the member')
        await say(world, "the member sends a message of 3 bytes")
        await say(world, "what became of the connection of the member is recorded")
        await world.end()


# Replay


async def test_a_replay_from_a_noted_place() -> None:
    """Everything from there on comes again, byte for byte, and the stream goes on."""
    with running() as run:
        world = World(run)
        await say(world, NOTED)
        await say(world, RESTING)
        await say(world, "the member drops the connection")
        await say(world, "the member logs in", '| sequence |\n| "the start" |')
        await say(world, "the login of the member is accepted", '| sequence |\n| "the start" |')
        await say(world, 'the messages to the member from "the start" on are repeated byte for byte')
        await world.end()


async def test_a_replay_that_leaves_out_a_message() -> None:
    """SOUP-S4: the bytes behind the gap are not those that were delivered under these numbers."""
    with running("resume-skips-one", patience=0.15) as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.80 as "earlier"')
        await say(world, NOTED)
        await say(world, RESTING)
        await say(world, "the member drops the connection")
        await say(world, "the member logs in", '| sequence |\n| "the start" |')
        outcome = await fails(world, 'the messages to the member from "the start" on are repeated byte for byte')

        assert outcome.result is Result.VIOLATED
        await world.end()


async def test_the_first_message_and_the_end_of_the_stream() -> None:
    """From 1 the first message of the session comes first; from 0 the stream goes on where it is (2.3.1)."""
    with running() as run:
        world = World(run)
        await say(world, RESTING)
        await say(world, "the member drops the connection")
        await say(world, "the member logs in", "| sequence |\n| 1 |")
        await say(world, "message 1 is the first to the member")
        await say(world, "the member drops the connection")
        await say(world, "the member logs in", "| sequence |\n| 0 |")
        await say(world, "the login of the member starts at the end of the stream")
        await world.end()


# Silence and ends


async def test_heartbeats_and_silence() -> None:
    """An idle member hears heartbeats; a silent one is cut off at the venue's limit, and may come back."""
    with running(idle_timeout=0.4, login_timeout=0.3) as run:
        world = World(run)
        await world.begin()
        await world.logged_in("A")
        await say(world, "the member stays idle for 2 heartbeat intervals")
        await say(world, "the venue is never silent for longer than the heartbeat interval towards the member")
        await say(world, "the member falls silent")
        await say(world, "the venue ends the connection of the member at its idle limit")
        await say(world, "member B is connected but not logged in")
        await say(world, "the venue ends the connection of member B at its login limit")
        await world.end()

        assert {outcome.result for outcome in world.outcomes} == {Result.HELD}


async def test_a_member_is_kept_alive() -> None:
    """Debug packets alone, messages alone, heartbeats alone: none is cut off, and all may go on."""
    with running(idle_timeout=0.3, heartbeat=0.1, tolerance=0.05) as run:
        world = World(run)
        await say(world, "the member sends only debug packets for longer than the idle limit")
        await say(world, "the member sends only messages for longer than the idle limit")
        await say(world, "the member stays idle for longer than the idle limit")
        await say(world, "the connection of the member stands")
        await say(world, "the member is silent until it is cut off")
        await say(world, "the venue ends the connection of the member")
        await world.end()


async def test_a_member_that_nobody_cuts_off() -> None:
    """A scenario that needs the cut has no ground to stand on without it."""
    async with peer(LETS_IN) as address:
        world = at(address)
        await world.logged_in("A")
        outcome = await fails(world, "the member is silent until it is cut off")

        assert (outcome.result, outcome.observed) == (Result.UNPROVEN, "it is still open")
        world.member("A").attempt(lambda session: session.drop())


async def test_heartbeats_that_stop() -> None:
    """SOUP-H1: two packets and then nothing are a silence, too."""
    async with peer(LETS_IN) as address:
        world = at(address)
        await world.logged_in("A")
        await say(world, "the member stays idle for 2 heartbeat intervals")
        step = "the venue is never silent for longer than the heartbeat interval towards the member"

        assert (await fails(world, step)).result is Result.VIOLATED
        world.member("A").attempt(lambda session: session.drop())


async def test_a_logout_and_the_end_of_the_session() -> None:
    """The venue closes without a word after a logout, and with End of Session when the session ends."""
    with running() as run:
        world = World(run)
        await world.begin()
        await world.logged_in("A")
        await world.logged_in("B")
        await say(world, "member B logs out")
        await say(world, "the venue closed the connection of member B without a reply")
        await say(world, "the operator ends the session")
        await say(world, "the member is told of the end of the session")
        await say(world, "nothing came to the member behind the end of the session")
        await say(world, "the venue ends the connection of the member")
        await say(world, "the operator starts the next session")
        await say(world, "the member logs in", "| session |\n| previous |")
        await say(world, 'the login of the member is refused because "session not available"')
        await say(world, "the venue ends the connection of the member")
        await say(world, "the member logs in", "| sequence |\n| 1 |")
        await say(world, "the login of the member is accepted", "| session | sequence |\n| new | 1 |")
        await world.end()


async def test_a_logout_that_is_answered() -> None:
    """SOUP-O1: End of Session is no reply to a logout."""
    with running("logout-answered") as run:
        world = World(run)
        await world.begin()
        await world.logged_in("A")
        await say(world, "the member logs out")
        outcome = await fails(world, "the venue closed the connection of the member without a reply")

        assert (outcome.result, outcome.observed) == (Result.VIOLATED, "End of Session")
        await world.end()


async def test_a_venue_that_hangs_up_on_a_message() -> None:
    """A close is no answer to an order, and is told as such."""
    async with peer(hangs_up) as address:
        world = at(address)
        await say(world, 'the member enters a buy as "the buy"')
        outcome = await fails(world, '"the buy" is accepted')

        assert (outcome.result, outcome.observed) == (Result.VIOLATED, "nothing (the connection is closed)")
