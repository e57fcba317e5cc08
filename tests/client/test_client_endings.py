"""How a session ends, how it comes back, and what a hostile venue can do to it."""

from __future__ import annotations

import asyncio

import pytest

from ouch_conformance.client import (
    ClientState,
    ConnectionLost,
    LoginRefused,
    Session,
    SessionError,
    VenueStalled,
    connect_async,
    open_async,
)
from ouch_conformance.evidence.frames import Frame, Mark, SessionMark, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.client import ProblemKind
from tests.client.client_peers import PASSWORD, Script, after_login, listening, never, reset, tiny_venue


def ended(session: Session) -> tuple[Mark, str]:
    """How a session ended."""
    assert session.close_mark is not None
    return session.close_mark.mark, session.close_mark.detail


async def test_a_logout_is_answered_by_the_close_alone() -> None:
    """The venue ends the connection at a Logout Request (2.3.4)."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        assert await session.logout()

    assert ended(session) == (Mark.CLOSED_BY_VENUE, "")
    assert venue.received[-1] == soup.LogoutRequest()
    assert session.state is ClientState.CLOSED


async def test_close_logs_out_once_and_can_be_repeated() -> None:
    """A second close does nothing."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        await session.close()
        await session.close()
        session.drop()
    assert venue.received.count(soup.LogoutRequest()) == 1


async def test_close_does_not_wait_for_a_venue_that_ignores_the_logout() -> None:
    """It is closed from this side after the bound."""
    async with listening(after_login()) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD)
        assert not await session.logout(0.02)
        await session.close(0.02)
    assert ended(session) == (Mark.CLOSED_BY_MEMBER, "closed")


async def test_close_before_the_login_sends_nothing() -> None:
    """There is nothing to log out of."""
    async with tiny_venue() as (venue, address):
        session = await open_async(address)
        await session.close()
    assert ended(session) == (Mark.CLOSED_BY_MEMBER, "closed")
    assert venue.received == []


@pytest.mark.parametrize(("with_reset", "detail"), [(False, "dropped"), (True, "dropped with RST")])
async def test_a_drop_ends_the_connection_without_a_logout(with_reset: bool, detail: str) -> None:
    """With FIN or RST; the venue hears no packet any more."""
    heard: list[bytes | type[ConnectionError]] = []
    over = asyncio.Event()

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(49)
        writer.write(soup.login_accepted("S1", 1))
        try:
            heard.append(await reader.read())
        except ConnectionError as error:
            heard.append(type(error))
        over.set()

    async with listening(script) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD)
        session.drop(reset=with_reset)
        assert session.closed
        await asyncio.wait_for(over.wait(), 2.0)

    assert ended(session) == (Mark.CLOSED_BY_MEMBER, detail)
    assert heard == ([ConnectionResetError] if with_reset else [b""])


async def test_nothing_is_sent_while_the_connection_is_ending() -> None:
    """After a close, and after the venue's FIN was read, the record shows no frame that never left."""
    recorder = Recorder()
    async with listening(stalling) as address:
        session = await open_async(address, recorder=recorder)
        for _ in range(200):
            session.send_message(bytes(65_000))
        closing = asyncio.create_task(session.close(1.0))
        await asyncio.sleep(0)
        mark = recorder.mark()
        with pytest.raises(ConnectionLost, match="session A: closed"):
            session.send_message(b"late")
        assert not session.closed
        assert recorder.since(mark).entries == []
        session.drop()
        await closing


async def test_sending_on_a_session_that_ended_says_how_it_ended() -> None:
    """Nothing is written; the error is the same for messages, packets and bytes."""
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        session.drop()
        for send in (session.send_message, session.send_packet, session.send_bytes):
            with pytest.raises(ConnectionLost, match="session A: closed by the member dropped"):
                send(b"x")
        with pytest.raises(ConnectionLost):
            await session.logout()


async def test_the_venue_closes_or_resets() -> None:
    """FIN and RST leave different marks."""

    async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await after_login(stay=False)(reader, writer)
        reset(writer)

    for script, mark in ((after_login(stay=False), Mark.CLOSED_BY_VENUE), (resets, Mark.RESET_BY_VENUE)):
        async with listening(script) as address:
            session = await open_async(address)
            session.send_login("MEMBRA", PASSWORD)
            assert await session.wait_closed(2.0)
            assert ended(session)[0] is mark


async def test_a_venue_that_falls_silent_is_left() -> None:
    """Nothing for the server time-out: the link is taken to be dead (1.3)."""
    async with listening(after_login()) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, server_timeout=0.05)
        assert await session.wait_closed(2.0)
    assert ended(session) == (Mark.CLOSED_BY_MEMBER, "the venue sent nothing for 0.05 s")


@pytest.mark.parametrize("first", [1, 2, 3, 4])
async def test_a_session_resumes_from_any_number(first: int) -> None:
    """Exactly the messages n, n+1, ... in the same bytes, then live ones: no gap, no duplicate (1.2)."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 1)
        venue.produce(b"one", b"two")
        before = [await session.receive_message() for _ in range(2)]
        session.drop()
        venue.produce(b"three")

        resumed = await session.reconnect(first)
        venue.produce(b"four")
        after = [await resumed.receive_message() for _ in range(first, 5)]
        await resumed.close()

    everything = [(1, b"one"), (2, b"two"), (3, b"three"), (4, b"four")]
    assert [(message.number, message.payload) for message in before] == everything[:2]
    assert [(message.number, message.payload) for message in after] == everything[first - 1 :]


async def test_reconnect_continues_where_the_session_ended() -> None:
    """By default from the next number expected, under the next name, in the same session and record."""
    recorder = Recorder()
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 1, recorder=recorder)
        venue.produce(b"one")
        await session.receive_message()
        session.drop()
        venue.produce(b"two")
        second = await session.reconnect()
        assert (await second.receive_message()).payload == b"two"
        third = await second.reconnect()
        assert (second.name, third.name, third.next_number) == ("A#2", "A#3", 3)
        await second.close()
        await third.close()

    assert {entry.session for entry in recorder.since(0).entries} == {"A", "A#2", "A#3"}


async def test_sequence_0_starts_at_the_end_of_the_stream() -> None:
    """0 asks for no replay (2.3.1)."""
    async with tiny_venue() as (venue, address):
        venue.produce(b"one", b"two")
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 0)
        assert session.next_number == 3
        session.drop()


async def test_reconnect_into_a_session_that_is_gone_is_refused() -> None:
    """The venue's answer is raised as in any login, and the new connection is closed."""
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        session.drop()
        with pytest.raises(LoginRefused):
            await session.reconnect(session="S0")


async def test_a_session_that_never_logged_in_cannot_come_back() -> None:
    """There is nothing to resume."""
    async with tiny_venue() as (_, address):
        session = await open_async(address)
        session.drop()
        with pytest.raises(SessionError, match="session A has never logged in"):
            await session.reconnect()


async def test_what_the_member_itself_cuts_off_is_no_fault_of_the_venue() -> None:
    """A packet that was on its way when the member dropped the connection is recorded, and nobody is blamed."""
    recorder = Recorder()
    async with listening(after_login(b"\x00", b"\x05S")) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, recorder=recorder)
        await session.wait_for(lambda each: each.machine.pending or None, 5)
        session.drop()

    frames = [each for each in recorder.since(0).entries if isinstance(each, Frame) and each.way is Way.RECEIVED]
    assert b"\x00\x05S".startswith(frames[-1].data)
    assert [event.problems for event in session.events] == [()]


async def test_half_a_packet_at_the_end_is_an_event_and_a_frame() -> None:
    """What the close cut off is evidence."""
    recorder = Recorder()
    async with listening(after_login(soup.sequenced(b"whole") + b"\x00\x20Shalf", stay=False)) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, recorder=recorder)
        assert await session.wait_closed(2.0)

    last = session.events[-1]
    assert isinstance(last.packet, soup.Malformed)
    assert [problem.kind for problem in last.problems] == [ProblemKind.MALFORMED]
    assert (last.payload, last.number) == (None, None)
    frame, mark = recorder.since(0).entries[-2:]
    assert frame == last.frame
    assert isinstance(mark, SessionMark)


async def test_half_a_packet_and_silence_ends_the_wait_not_the_session() -> None:
    """The wait is bounded, and the packet may still be completed."""
    async with listening(after_login(b"\x00\x20Shalf")) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD)
        with pytest.raises(TimeoutError):
            await session.receive_message(0.05)
        assert not session.closed
        assert session.machine.pending == b"\x00\x20Shalf"
        session.drop()


@pytest.mark.parametrize(
    ("garbage", "kinds"),
    [
        (b"\x00\x00", {ProblemKind.MALFORMED}),
        (b"\x00\x01?", {ProblemKind.MALFORMED}),
        (b"\x00\x05A1234", {ProblemKind.MALFORMED}),
        (soup.sequenced(b"early"), {ProblemKind.BEFORE_ANSWER}),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", {ProblemKind.MALFORMED}),
        (b"\xff\xff" + b"S" * 70_000, {ProblemKind.BEFORE_ANSWER, ProblemKind.MALFORMED}),
    ],
)
async def test_garbage_is_recorded_and_never_raises(garbage: bytes, kinds: set[ProblemKind]) -> None:
    """Each packet becomes an event with its problems; every byte is in the record."""
    recorder = Recorder()

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(garbage)
        await writer.drain()

    async with listening(script) as address:
        session = await open_async(address, recorder=recorder)
        assert await session.wait_closed(2.0)

    assert {problem.kind for event in session.events for problem in event.problems} == kinds
    frames = [entry for entry in recorder.since(0).entries if isinstance(entry, Frame) and entry.way is Way.RECEIVED]
    assert b"".join(frame.data for frame in frames) == garbage


def flood(payload: bytes) -> Script:
    """A venue that accepts a login and then never stops sending."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(49)
        writer.write(soup.login_accepted("S1", 1))
        while True:
            writer.write(soup.sequenced(payload) * 100)
            await writer.drain()

    return script


@pytest.mark.parametrize("bounds", [(1_000, 1 << 30), (1 << 30, 100_000)])
async def test_a_flood_is_stopped_at_the_bound(bounds: tuple[int, int]) -> None:
    """The member stops reading, waits end at once, the record says so, and the session can be left."""
    recorder = Recorder()
    async with listening(flood(b"x" * 97)) as address:
        session = await connect_async(
            address, "MEMBRA", PASSWORD, recorder=recorder, max_events=bounds[0], max_bytes=bounds[1]
        )
        assert await session.wait_for(never, 5.0) is None
        assert session.flooded
        kept = len(session.events)
        assert kept < 1_000 + 256 * 1024 / 100  # the bound and what one read can bring
        assert await session.wait_for(never, 5.0) is None
        assert len(session.events) == kept
        await session.close(1.0)
        assert ended(session) == (Mark.CLOSED_BY_MEMBER, "closed")

    notes = [entry.detail for entry in recorder.since(0).entries if isinstance(entry, SessionMark)]
    assert any(note.startswith("stopped reading after") for note in notes)


async def test_a_flood_of_heartbeats_is_stopped_earlier() -> None:
    """Packets that carry no message have a bound of their own: messages do not count, however many there are."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(49)
        writer.write(soup.login_accepted("S1", 1) + soup.sequenced(b"x") * 2_000)
        while True:
            writer.write(soup.SERVER_HEARTBEAT * 100)
            await writer.drain()

    async with listening(script) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, max_idle=1_000)
        assert await session.wait_for(never, 5.0) is None
        assert session.flooded
        # The bound, the login's answer among it, and what one read can bring.
        assert 3_000 <= len(session.events) < 3_000 + 16 * 1024 / 3
        session.drop()


async def test_without_history_the_venue_is_held_back_and_nothing_is_lost() -> None:
    """Only what was not received yet is kept; reading goes on when it is."""
    total = 20_000
    stream = b"".join(soup.sequenced(b"%0100d" % index) for index in range(total))
    async with listening(after_login(stream, soup.SERVER_HEARTBEAT)) as address:
        session = await connect_async(
            address, "MEMBRA", PASSWORD, history=False, max_events=600, recorder=Recorder(max_entries=10)
        )
        most = 0
        for index in range(total):
            assert (await session.receive_message()).payload == b"%0100d" % index
            most = max(most, len(session.events))
        session.drop()
    assert most < 600 + 256 * 1024 / 100  # the bound and what one read can bring


async def test_without_history_a_hook_keeps_nothing() -> None:
    """A program that listens for days does not grow."""
    seen: list[bytes] = []
    async with tiny_venue() as (venue, address):
        session = await connect_async(
            address, "MEMBRA", PASSWORD, history=False, on_message=lambda message: seen.append(message.payload)
        )
        venue.produce(*(b"x" for _ in range(100)))
        await session.wait_for(lambda _: len(seen) == 100 or None, 2.0)
        session.drop()
    assert (len(seen), session.events) == (100, [])


async def stalling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A venue that accepts a login unseen and never reads."""
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(soup.login_accepted("S1", 1))
    await asyncio.sleep(60)


async def test_a_heartbeat_that_cannot_be_sent_harms_nobody() -> None:
    """The stalled session stays, and the others in its loop go on with their heartbeats."""
    async with listening(stalling) as silent, tiny_venue() as (venue, address):
        stalled = await connect_async(silent, "MEMBRA", PASSWORD, heartbeat_interval=0.02)
        with pytest.raises(VenueStalled):
            for _ in range(2_000):
                stalled.send_message(bytes(65_000))
        session = await connect_async(address, "MEMBRA", PASSWORD, heartbeat_interval=0.02)
        await venue.until(lambda: venue.received.count(soup.ClientHeartbeat()) >= 5)
        assert not stalled.closed
        stalled.drop()
        session.drop()


async def test_a_venue_that_does_not_read_is_not_fed_for_ever() -> None:
    """Unsent bytes are bounded, and the session can still be closed in bounded time."""

    async with listening(stalling) as address:
        session = await open_async(address)
        with pytest.raises(VenueStalled, match="the venue does not read") as stalled:
            for _ in range(2_000):
                session.send_message(bytes(65_000))
        assert stalled.value.unsent > 16 * 1024 * 1024
        await session.close(0.02)
    assert ended(session) == (Mark.CLOSED_BY_MEMBER, "closed, with bytes that the venue did not read")
