"""Messages, waits, heartbeats, hooks: what a session does while it stands."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from ouch_conformance.client import ClientState, ConnectionLost, Received, Session, connect_async, open_async
from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import FindingKind, Unknown, codec
from tests.client.client_peers import PASSWORD, after_login, listening, never, tiny_venue

OUCH = codec("nasdaq-ouch-5.0")
SYSTEM_EVENT = b"S" + bytes.fromhex("00001f1a12345678") + b"S"
"""A System Event of OUCH 5.0, start of day: type, timestamp 8, event code 1."""


async def test_messages_come_back_in_order_with_their_numbers() -> None:
    """A message goes out as Unsequenced Data; Sequenced Data is numbered from Login Accepted (2.3.2, 2.2.3)."""
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 1)
        for index in range(50):
            session.send_message(b"%d" % index)
        received = [await session.receive_message() for _ in range(50)]

        assert [(message.payload, message.number) for message in received] == [
            (b"%d" % index, index + 1) for index in range(50)
        ]
        await session.close()


async def test_a_message_may_hold_any_byte() -> None:
    """The payload is opaque, line feeds included (1.1)."""
    everything = bytes(range(256))
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        session.send_message(everything)
        assert (await session.receive_message()).payload == everything
        session.drop()


async def test_bytes_in_pieces_are_one_packet_for_the_venue_and_for_the_record() -> None:
    """A venue must read an order that comes byte by byte (1.1); the record shows the packet and how it was written."""
    recorder = Recorder()
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, recorder=recorder)
        mark = recorder.mark()
        session.send_bytes(*(bytes([byte]) for byte in soup.unsequenced(b"order")))
        assert (await session.receive_message()).payload == b"order"
        session.drop()

    frame, note, *_ = recorder.since(mark).entries
    assert isinstance(frame, Frame)
    assert (frame.data, frame.way) == (b"\x00\x06Uorder", Way.SENT)
    assert isinstance(note, SessionMark)
    assert (note.mark, note.detail) == (Mark.NOTE, "wrote 8 bytes in 8 pieces")


async def test_bytes_that_are_sent_apart_travel_apart() -> None:
    """Each byte is on its way before the next is written, and the record shows one packet (1.1)."""
    recorder = Recorder()
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, recorder=recorder)
        mark = recorder.mark()
        await session.send_apart(soup.unsequenced(b"order"), pause=0.002)
        assert (await session.receive_message()).payload == b"order"
        session.drop()

    frame, note, *_ = recorder.since(mark).entries
    assert isinstance(frame, Frame)
    assert isinstance(note, SessionMark)
    assert (frame.data, note.detail) == (b"\x00\x06Uorder", "wrote 8 bytes in 8 pieces")


async def test_a_packet_begun_in_pieces_is_completed_by_what_follows() -> None:
    """Whatever is sent next is the rest of it for the venue, so it is for the record."""
    recorder = Recorder()
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, recorder=recorder)
        mark = recorder.mark()
        session.send_bytes(b"\x00\x06Uor")
        session.send_packet(b"der")
        assert (await session.receive_message()).payload == b"order"
        session.send_bytes(b"\x00\x06Uor")
        session.drop()

    entries = recorder.since(mark).entries
    sent = [entry.data for entry in entries if isinstance(entry, Frame) and entry.way is Way.SENT]
    notes = [entry.detail for entry in entries if isinstance(entry, SessionMark) and entry.mark is Mark.NOTE]
    assert sent == [b"\x00\x06Uorder", b"\x00\x06Uor"]
    assert notes == ["wrote 5 bytes in one piece, 5 of them short of a packet"] * 2


async def test_a_login_in_pieces_is_a_login() -> None:
    """The state follows the packet, whoever built it and however it was written."""
    async with tiny_venue() as (_, address):
        session = await open_async(address)
        login = soup.login_request("MEMBRA", PASSWORD)
        session.send_bytes(login[:20], login[20:])
        assert session.state is ClientState.LOGIN_SENT
        assert await session.wait_for(lambda s: s.session_id or None, 2.0) == "S1"
        session.drop()


async def test_packets_in_lumps_and_pieces_are_read_alike() -> None:
    """The venue may cut and merge as TCP does (1.1)."""
    stream = b"".join(soup.sequenced(b"%d" % index) for index in range(20))
    for chunks in ([stream], [stream[index : index + 1] for index in range(len(stream))]):
        async with listening(after_login(*chunks)) as address:
            session = await connect_async(address, "MEMBRA", PASSWORD)
            received = [(await session.receive_message()).payload for _ in range(20)]
            assert received == [b"%d" % index for index in range(20)]
            session.drop()


async def test_messages_are_decoded_with_their_findings() -> None:
    """With a codec the message is typed; faulty and unknown ones are given too, with what is wrong."""
    venue = after_login(soup.sequenced(SYSTEM_EVENT), soup.sequenced(SYSTEM_EVENT[:-1]), soup.sequenced(b"?"))
    async with listening(venue) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, codec=OUCH)
        clean, short, unknown = [await session.receive_message() for _ in range(3)]
        session.drop()

    assert (type(clean.message), clean.findings) == (OUCH["SystemEvent"], ())
    assert [finding.kind for finding in short.findings] == [FindingKind.TRUNCATED]
    assert isinstance(unknown.message, Unknown)


async def test_a_typed_message_is_sent_as_its_bytes() -> None:
    """`send_message` takes a message or bytes."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        session.send_message(OUCH["CancelOrderRequest"](userRefNum=7, quantity=0))
        await session.receive_message()
        session.drop()
    assert venue.stream == [bytes.fromhex("58 00000007 00000000")]


async def test_no_message_in_time_is_a_timeout() -> None:
    """Every wait is bounded."""
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        with pytest.raises(TimeoutError, match=r"session A: no message within 0\.02 s"):
            await session.receive_message(0.02)
        session.drop()


async def test_messages_from_before_the_end_can_still_be_received() -> None:
    """Then there are no more, and the error says who ended the connection."""
    async with listening(after_login(soup.sequenced(b"last"), stay=False)) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD)
        await session.wait_closed(2.0)
        assert (await session.receive_message()).payload == b"last"
        with pytest.raises(ConnectionLost, match="closed by the venue"):
            await session.receive_message()


async def test_a_wait_wakes_on_an_event_on_the_close_and_at_its_end() -> None:
    """The predicate is asked once at first and once for each arrival: nothing polls."""
    asked = 0

    def second_message(session: Session) -> bytes | None:
        nonlocal asked
        asked += 1
        payloads = [event.payload for event in session.events if event.payload is not None]
        return payloads[1] if len(payloads) > 1 else None

    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        assert await session.wait_for(second_message, 0.05) is None
        assert asked == 1
        waiting = asyncio.create_task(session.wait_for(second_message, 5.0))
        await asyncio.sleep(0)
        venue.produce(b"one", b"two")
        assert await waiting == b"two"
        assert await session.wait_for(second_message, 0.0) == b"two"

        closing = asyncio.create_task(session.wait_for(never, 5.0))
        await asyncio.sleep(0)
        session.drop()
        assert await closing is None


async def test_several_waits_at_once_all_wake() -> None:
    """A cancelled wait leaves the others alone."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        waits = [asyncio.create_task(session.wait_for(lambda s: s.events[1:] or None, 5.0)) for _ in range(3)]
        await asyncio.sleep(0)
        waits[0].cancel()
        venue.produce(b"x")
        assert all(await asyncio.gather(*waits[1:]))

        given_up = asyncio.create_task(session.wait_for(never, 5.0))
        await asyncio.sleep(0)
        given_up.cancel()
        session.drop()
        with pytest.raises(asyncio.CancelledError):
            await given_up


async def test_waits_of_different_lengths_end_each_at_its_time() -> None:
    """A shorter wait that begins later ends first; the longer ones are not cut short."""
    async with tiny_venue() as (_, address):
        session = await connect_async(address, "MEMBRA", PASSWORD)
        ends: list[str] = []

        async def wait(name: str, seconds: float) -> None:
            await session.wait_for(never, seconds)
            ends.append(name)

        start = asyncio.get_running_loop().time()
        await asyncio.gather(wait("long", 0.09), wait("short", 0.03), wait("middle", 0.06))
        assert ends == ["short", "middle", "long"]
        assert asyncio.get_running_loop().time() - start >= 0.09
        session.drop()


async def test_heartbeats_go_out_whatever_the_caller_awaits() -> None:
    """A heartbeat whenever nothing was sent for one interval, once logged in (1.3)."""
    recorder = Recorder()
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, recorder=recorder, heartbeat_interval=0.05)
        await venue.until(lambda: venue.received.count(soup.ClientHeartbeat()) >= 4)
        session.drop()

    times = [entry.time_ns for entry in recorder.since(0).entries if isinstance(entry, Frame) and is_heartbeat(entry)]
    gaps = [(later - earlier) / 1e9 for earlier, later in pairwise(times)]
    assert min(gaps) > 0.03  # one grid step of 10 ms early at most, and the loop's own jitter


async def test_traffic_takes_the_place_of_heartbeats() -> None:
    """Anything that is sent restarts the clock (1.3)."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, heartbeat_interval=0.2)
        for _ in range(8):
            session.send_message(b"x")
            assert await session.wait_for(never, 0.05) is None
        session.drop()
    assert soup.ClientHeartbeat() not in venue.received


async def test_heartbeats_can_be_switched_off_and_on() -> None:
    """To see what a venue does with a silent member."""
    async with tiny_venue() as (venue, address):
        session = await connect_async(address, "MEMBRA", PASSWORD, heartbeat_interval=0.03)
        session.heartbeats = False
        assert session.heartbeats is False
        await session.wait_for(never, 0.1)
        assert soup.ClientHeartbeat() not in venue.received
        session.heartbeats = True
        await venue.until(lambda: soup.ClientHeartbeat() in venue.received)
        session.drop()


async def test_no_heartbeat_before_the_login() -> None:
    """The client owes them once it is logged in (1.3)."""
    async with tiny_venue() as (_, address):
        recorder = Recorder()
        session = await open_async(address, heartbeat_interval=0.02, recorder=recorder)
        await session.wait_closed(0.1)
        session.drop()
    assert not [entry for entry in recorder.since(0).entries if isinstance(entry, Frame)]


async def test_many_sessions_share_one_ticker() -> None:
    """Each of them sends its heartbeats, and one that ends in the middle leaves the others alone."""
    async with tiny_venue() as (venue, address):
        sessions = [await connect_async(address, "MEMBRA", PASSWORD, heartbeat_interval=0.05) for _ in range(30)]
        sessions[0].drop()
        await venue.until(lambda: venue.received.count(soup.ClientHeartbeat()) >= 60)
        for session in sessions:
            session.drop()


async def test_hooks_see_every_frame_every_message_and_the_end() -> None:
    """`on_frame` both ways, `on_message` what the venue sends, `on_close` once."""
    frames: list[Frame] = []
    messages: list[Received] = []
    ends: list[SessionMark] = []
    async with tiny_venue() as (_, address):
        session = await connect_async(
            address, "MEMBRA", PASSWORD, on_frame=frames.append, on_message=messages.append, on_close=ends.append
        )
        session.send_message(b"x")
        await session.receive_message()
        await session.close()

    ways = [(frame.way, type(soup.parse(frame.data))) for frame in frames]
    assert ways == [
        (Way.SENT, soup.LoginRequest),
        (Way.RECEIVED, soup.LoginAccepted),
        (Way.SENT, soup.UnsequencedData),
        (Way.RECEIVED, soup.SequencedData),
        (Way.SENT, soup.LogoutRequest),
    ]
    assert [(message.payload, message.number) for message in messages] == [(b"x", 1)]
    assert [end.mark for end in ends] == [Mark.CLOSED_BY_VENUE]


async def test_a_hook_that_raises_does_not_end_the_session() -> None:
    """Its fault goes to the loop's exception handler."""
    faults: list[dict[str, object]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: faults.append(context))
    try:
        async with tiny_venue() as (_, address):
            session = await connect_async(address, "MEMBRA", PASSWORD, on_message=lambda _: 1 / 0)
            session.send_message(b"x")
            assert (await session.receive_message()).payload == b"x"
            await session.close()
    finally:
        loop.set_exception_handler(None)
    assert [type(fault["exception"]) for fault in faults] == [ZeroDivisionError]


async def test_a_hook_may_drop_the_session() -> None:
    """What came behind in the same segment is not looked at any more."""
    sessions: list[Session] = []
    recorder = Recorder()
    async with listening(after_login(soup.sequenced(b"1") + soup.sequenced(b"2"))) as address:
        session = await open_async(address, on_message=lambda _: sessions[0].drop(), recorder=recorder)
        sessions.append(session)
        session.send_login("MEMBRA", PASSWORD)
        assert await session.wait_closed(2.0)
    assert [event.payload for event in session.events] == [None, b"1"]


async def test_the_record_keeps_all_sessions_in_one_order() -> None:
    """One recorder for several sessions: times never run back, and each entry names its session."""
    recorder = Recorder()
    async with tiny_venue() as (_, address):
        first = await connect_async(address, "MEMBRA", PASSWORD, name="A", recorder=recorder)
        second = await connect_async(address, "MEMBRB", PASSWORD, name="B", recorder=recorder)
        first.send_message(b"x")
        await second.receive_message()
        await first.close()
        await second.close()

    entries: list[Entry] = recorder.since(0).entries
    assert [entry.time_ns for entry in entries] == sorted(entry.time_ns for entry in entries)
    assert {entry.session for entry in entries} == {"A", "B"}


def is_heartbeat(frame: Frame) -> bool:
    """A heartbeat that the member sent."""
    return frame.way is Way.SENT and frame.data == soup.CLIENT_HEARTBEAT
