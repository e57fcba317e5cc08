"""A record in a venue's place: what was received then is received again; members that do otherwise are told so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import pytest

from ouch_conformance.client import ConnectFailed, ConnectionLost, Session, open_async
from ouch_conformance.client.replay import Parted, ReplayLoop, ReplayRecorder
from ouch_conformance.evidence.clock import now_ns, told_by
from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way
from ouch_conformance.soup.packets import LOGOUT

MS = 1_000_000
START = 1_700_000_000_000_000_000
AT = ("venue", 9000)
# By hand from SoupBinTCP 2.2.1, 2.3.1, 2.2.3 and 1.3: lengths count the type byte.
LOGIN = b"\x00/LMEMBRA" + b"*" * 10 + b" " * 10 + b"0" + b" " * 19
ACCEPTED = b"\x00\x1fA   DAY0001" + b" " * 19 + b"1"
MESSAGE = b"\x00\x02Sx"
BEAT, THEIR_BEAT = b"\x00\x01R", b"\x00\x01H"


def sent(ms: int, data: bytes) -> Frame:
    """A packet of the member."""
    return Frame(START + ms * MS, "A", Way.SENT, data)


def received(ms: int, data: bytes, number: int | None = None) -> Frame:
    """A packet of the venue."""
    return Frame(START + ms * MS, "A", Way.RECEIVED, data, number)


def mark(ms: int, what: Mark, detail: str = "") -> SessionMark:
    """A mark of the session."""
    return SessionMark(START + ms * MS, "A", what, detail)


CONNECTED = mark(0, Mark.CONNECTED, "venue:9000")
DAY: tuple[Entry, ...] = (
    CONNECTED,
    sent(1, LOGIN),
    received(5, ACCEPTED),
    received(5, MESSAGE, 1),
    received(900, THEIR_BEAT),
    sent(1001, BEAT),
    received(1300, MESSAGE, 2),
)


@pytest.fixture
def loop() -> Iterator[ReplayLoop]:
    """A loop in a record's time."""
    made = ReplayLoop()
    with told_by(made.now_ns):
        yield made
    made.close()


def play(loop: ReplayLoop, entries: tuple[Entry, ...], act: Callable[[Session], Awaitable[None]]) -> list[Entry]:
    """Open the session of a record and do something with it; what was recorded anew."""
    recorder = ReplayRecorder()
    recorder.replay = loop.play(entries)

    async def run() -> None:
        await act(await open_async(AT, recorder=recorder, server_timeout=None))

    loop.run_until_complete(run())
    return recorder.since(0).entries


def test_what_the_venue_sent_comes_again_at_its_place_and_time(loop: ReplayLoop) -> None:
    """Every entry of the record is recorded again: order, times, numbers, our own heartbeats among them."""

    async def act(session: Session) -> None:
        await session.login("MEMBRA", "whatever")
        assert (await session.receive_message()).number == 1
        assert (await session.receive_message(5)).number == 2
        assert now_ns() == START + 1300 * MS

    again = play(loop, DAY, act)

    assert [(each.time_ns, each.session) for each in again] == [(each.time_ns, each.session) for each in DAY]
    assert [each.number for each in again if isinstance(each, Frame)] == [None, None, 1, None, None, 2]


def test_a_wait_ends_in_the_records_time(loop: ReplayLoop) -> None:
    """Nothing came within a second then, so nothing comes now; no time of ours passes."""

    async def act(session: Session) -> None:
        await session.login("MEMBRA", "whatever")
        await session.receive_message()
        with pytest.raises(TimeoutError):
            await session.receive_message(1.0)
        assert now_ns() == pytest.approx(START + 1005 * MS, abs=MS)

    play(loop, DAY, act)


def test_other_bytes_part_the_members_from_the_record(loop: ReplayLoop) -> None:
    """The message tells both: what was written now and what was written then, passwords hidden."""

    async def act(session: Session) -> None:
        session.send_login("MEMBRB", "whatever")

    with pytest.raises(Parted, match=r"session A sent 00 2f 4c 4d 45 4d 42 52 42 2a .*; in the record: .* 52 41 2a"):
        play(loop, DAY, act)
    assert loop.replay.parted


def test_what_the_record_does_not_hold_parts_them(loop: ReplayLoop) -> None:
    """A packet after the end of the record has no answer."""

    async def act(session: Session) -> None:
        session.send_packet(LOGOUT)

    with pytest.raises(Parted, match="in the record: nothing more"):
        play(loop, (CONNECTED,), act)


def test_the_end_of_a_session_comes_again(loop: ReplayLoop) -> None:
    """A connection that the venue reset is reset, with the packet that was cut off; nothing can be sent after it."""
    entries = (CONNECTED, received(10, b"\x00\x20S"), mark(10, Mark.RESET_BY_VENUE, "connection reset by peer"))

    async def act(session: Session) -> None:
        assert await session.wait_closed(5)
        assert session.close_mark == entries[-1]
        with pytest.raises(ConnectionLost):
            session.send_packet(LOGOUT)

    assert play(loop, entries, act) == list(entries)


def test_a_refused_connection_is_refused_again(loop: ReplayLoop) -> None:
    """With the words of the record."""
    refused = (mark(3, Mark.REFUSED, "venue:9000: connection refused"),)

    async def never(_: Session) -> None:
        raise AssertionError("it stands")

    with pytest.raises(ConnectFailed, match="cannot connect to venue:9000: connection refused"):
        play(loop, refused, never)


def test_a_logout_ends_as_it_did(loop: ReplayLoop) -> None:
    """The member closes; whether the venue ended the connection or the member had to is what the record says."""
    by_venue = (*DAY[:4], sent(20, LOGOUT), mark(21, Mark.CLOSED_BY_VENUE))
    by_member = (*DAY[:4], sent(20, LOGOUT), mark(1021, Mark.CLOSED_BY_MEMBER, "closed"))

    async def act(session: Session) -> None:
        await session.login("MEMBRA", "whatever")
        await session.close(1.0)

    for entries in (by_venue, by_member):
        last = play(loop, entries, act)[-1]
        assert isinstance(last, SessionMark)
        assert last.mark is entries[-1].mark  # type: ignore[union-attr]


def test_what_another_session_heard_before_a_cut_is_heard_before_it(loop: ReplayLoop) -> None:
    """Two sessions of a member run side by side: the one that is cut does not take the other's message with it."""
    other = received(6, MESSAGE, 1)._replace(session="A#2@mirror1")
    entries: tuple[Entry, ...] = (
        CONNECTED,
        SessionMark(START + MS, "A#2@mirror1", Mark.CONNECTED, "venue:9000"),
        sent(2, LOGIN)._replace(session="A#2@mirror1"),
        received(5, ACCEPTED)._replace(session="A#2@mirror1"),
        other,
        mark(6, Mark.CLOSED_BY_MEMBER, "dropped"),
    )
    recorder = ReplayRecorder()
    recorder.replay = loop.play(entries)

    async def run() -> None:
        first = await open_async(AT, recorder=recorder, server_timeout=None)
        mirror = await open_async(AT, recorder=recorder, name="A#2@mirror1", server_timeout=None)
        await mirror.login("MEMBRA", "whatever")
        first.drop()
        assert mirror.events[-1].frame == other

    loop.run_until_complete(run())
    again = recorder.since(0).entries
    assert [(each.time_ns, each.session) for each in again] == [(each.time_ns, each.session) for each in entries]
