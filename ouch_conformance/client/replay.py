"""A venue that is a record: the members' sessions run as ever, and what was received then is received again.

`ReplayLoop` stands in for asyncio's loop. It opens no socket, and its time is the record's: it never waits. What the
members write is held against what they wrote then, packet by packet; where the two part, nothing after it can be judged
from the record, and `Parted` says so.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ouch_conformance.client.ticker import Still, use_ticker
from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way, mask
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.evidence.stream import MAX_HEX
from ouch_conformance.soup.packets import CLIENT_HEARTBEAT

if TYPE_CHECKING:
    from ouch_conformance.client.connection import Connection

CLOSED = "closed"
"""The detail of the mark where a member closed and waited for the end, see `Session.close`."""
_BY_VENUE = (Mark.CLOSED_BY_VENUE, Mark.RESET_BY_VENUE)


class Parted(Exception):  # noqa: N818 - nobody's error: the record holds another course of events
    """The members do something else than the record tells: it cannot answer."""


class Replay:
    """The record of one scenario while it is played again. `now_ns` is the time that it has come to."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.place = 0
        self.now_ns = entries[0].time_ns if entries else 0
        self.parted = ""
        self._sessions: dict[str, Connection] = {}
        self._closing: set[str] = set()
        self.passive = False

    # What the record does by itself

    def due(self) -> int | None:
        """When the next thing happens that needs nothing of the members; None where they have to act first."""
        entry = self._next()
        return entry.time_ns if entry is not None and self._is_passive(entry) else None

    def advance(self, until_ns: int) -> None:
        """Let time go on until then, and happen what happened by then."""
        while (due := self.due()) is not None and due <= until_ns:
            self.deliver()
        self.now_ns = max(self.now_ns, until_ns)

    def deliver(self) -> None:
        """Let the next thing happen."""
        entry = self.entries[self.place]
        self.now_ns = max(self.now_ns, entry.time_ns)
        session, before = self._session(entry), self.place
        if isinstance(entry, SessionMark):
            session.connection_lost(OSError(entry.detail) if entry.mark is Mark.RESET_BY_VENUE else None)
        elif entry.way is Way.SENT:
            self._beat(session)
        elif _is_whole(entry.data):
            session.data_received(b"".join(frame.data for frame in self._read_at_once(entry)))
        else:
            self._cut_off(session, entry)
        if self.place == before:
            raise self.part(f"{_words(entry)} did not happen again")

    def _beat(self, session: Connection) -> None:
        """Send a heartbeat as the ticker did: no step asked for it."""
        self.passive = True
        try:
            session.send_packet(CLIENT_HEARTBEAT)
        finally:
            self.passive = False

    def _read_at_once(self, first: Frame) -> list[Frame]:
        """The packets that one read brought have one time, and were heard together."""
        found = []
        for entry in self.entries[self.place :]:
            if not isinstance(entry, Frame) or (entry.time_ns, entry.session, entry.way) != (
                first.time_ns,
                first.session,
                first.way,
            ):
                break
            if _is_whole(entry.data):
                found.append(entry)
        return found

    def _cut_off(self, session: Connection, entry: Frame) -> None:
        """The beginning of a packet that the end of the connection cut off: its mark comes next."""
        session.data_received(entry.data)
        following = self.entries[self.place + 1 : self.place + 2]
        if following and isinstance(following[0], SessionMark) and self._is_passive(following[0]):
            end = following[0]
            session.connection_lost(OSError(end.detail) if end.mark is Mark.RESET_BY_VENUE else None)

    def _is_passive(self, entry: Entry) -> bool:
        if isinstance(entry, Frame):
            return entry.way is Way.RECEIVED or entry.data == CLIENT_HEARTBEAT
        closed = entry.mark is Mark.CLOSED_BY_MEMBER and entry.detail == CLOSED
        return entry.mark in _BY_VENUE or (closed and entry.session in self._closing)

    # What the members do

    def act(self, data: bytes = b"") -> None:
        """A member is about to write, or to connect: what happened before that in the record happens now."""
        if self.passive:
            return
        while (entry := self._next()) is not None and self._is_passive(entry):
            if isinstance(entry, Frame) and entry.way is Way.SENT and data.startswith(CLIENT_HEARTBEAT):
                break
            self.deliver()
        if entry is not None:
            self.now_ns = max(self.now_ns, entry.time_ns)

    def closing(self, name: str) -> None:
        """A member closes a session: the record may tell of its end."""
        self._closing.add(name)

    def cut(self, session: Connection) -> None:
        """A member cuts a session: what others had heard by then is heard first, and what was cut off there."""
        while (entry := self._next()) is not None and entry.session != session.name and self._is_passive(entry):
            self.deliver()
        if not isinstance(entry, Frame) or entry.way is Way.SENT:
            return
        if entry.session == session.name and not _is_whole(entry.data):
            session.data_received(entry.data)

    def opened(self, session: Connection) -> None:
        """A session stands."""
        self._sessions[session.name] = session

    def check(self, entry: Entry) -> Entry:
        """What the record holds in the place of something that was just recorded. Parted where it is another thing."""
        known = self._next()
        if known is None or not _alike(entry, known):
            raise self.part(f"{_words(entry)}; in the record: {_words(known) if known else 'nothing more'}")
        self.place += 1
        is_sent = isinstance(entry, Frame) and entry.way is Way.SENT
        # What was received, and how a session ended, is known to the session as it is.
        return entry._replace(time_ns=known.time_ns) if is_sent and isinstance(entry, Frame) else entry

    def rest(self) -> None:
        """Let happen what still comes by itself."""
        while (entry := self._next()) is not None and self._is_passive(entry):
            if entry.session not in self._sessions or self._sessions[entry.session].closed:
                return
            self.deliver()

    def part(self, why: str) -> Parted:
        """Note that the record cannot answer any more, once, and give the exception to raise."""
        self.parted = self.parted or why
        return Parted(why)

    def _next(self) -> Entry | None:
        return self.entries[self.place] if self.place < len(self.entries) else None

    def _session(self, entry: Entry) -> Connection:
        session = self._sessions.get(entry.session)
        if session is None or session.closed:
            raise self.part(f"session {entry.session} is not open; in the record: {_words(entry)}")
        return session


class ReplayRecorder(Recorder):
    """A recorder that holds each entry against the record, while there is one."""

    __slots__ = ("replay",)

    def __init__(self) -> None:
        super().__init__()
        self.replay: Replay | None = None

    def append(self, entry: Entry) -> None:
        """Record an entry. Parted where the record holds another one."""
        super().append(entry if self.replay is None else self.replay.check(entry))


class ReplayLoop(asyncio.SelectorEventLoop):
    """An event loop in the time of a record. Where asyncio would wait, what comes next happens at once."""

    def __init__(self) -> None:
        self.replay = Replay(())
        self._began_ns = 0
        super().__init__(_Impatient(self._idle))
        use_ticker(self, Still())

    def play(self, entries: Sequence[Entry]) -> Replay:
        """Take up another record, from its first entry on."""
        before = self.replay.now_ns
        self.replay = Replay(entries)
        # The loop's own time never runs back, whatever record comes next.
        self._began_ns += self.replay.now_ns - before
        return self.replay

    def time(self) -> float:
        """Seconds, in the record's time."""
        return (self.replay.now_ns - self._began_ns) / 1e9

    def now_ns(self) -> int:
        """UNIX nanoseconds, in the record's time."""
        return self.replay.now_ns

    def _idle(self, timeout: float | None) -> None:
        """Nothing is ready: the next thing of the record happens, or the next timer's time comes."""
        replay = self.replay
        until = None if timeout is None else replay.now_ns + int(timeout * 1e9) + 1
        due = replay.due()
        if due is not None and (until is None or due <= until):
            replay.deliver()
        elif until is not None:
            replay.now_ns = until
        else:
            raise replay.part("the scenario waits for something that no record can hold")

    async def create_connection(
        self, protocol_factory: Callable[[], Any], host: Any = None, port: Any = None, **_: Any
    ) -> tuple[Any, Any]:
        """Open a session as the record tells: it stands, or it is refused. Parted where the record tells of neither."""
        replay = self.replay
        replay.act()
        entry = replay.entries[replay.place] if replay.place < len(replay.entries) else None
        if isinstance(entry, SessionMark) and entry.mark is Mark.REFUSED:
            raise OSError(entry.detail.removeprefix(f"{host}:{port}: "))
        if not isinstance(entry, SessionMark) or entry.mark is not Mark.CONNECTED:
            raise replay.part(f"a connection; in the record: {_words(entry) if entry else 'nothing more'}")
        session = protocol_factory()
        transport = _Transport(replay, session)
        replay.opened(session)
        session.connection_made(transport)
        return transport, session


class _Impatient(selectors.DefaultSelector):
    """A selector that asks what to do instead of waiting."""

    def __init__(self, idle: Callable[[float | None], None]) -> None:
        super().__init__()
        self._idle = idle

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and (timeout is None or timeout > 0):
            self._idle(timeout)
        return ready


class _Transport(asyncio.Transport):
    """The transport of a session without a wire."""

    def __init__(self, replay: Replay, session: Connection) -> None:
        super().__init__()
        self._replay = replay
        self._session = session
        self._ends = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._replay.act(bytes(data))

    def is_closing(self) -> bool:
        return self._ends or self._session.closed

    def close(self) -> None:
        self._ends = True
        self._replay.closing(self._session.name)

    def abort(self) -> None:
        self._ends = True
        self._replay.cut(self._session)

    def get_write_buffer_size(self) -> int:
        return 0

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self if name == "socket" else default

    def setsockopt(self, *_: object) -> None:
        """Taken for the socket: an option of none."""


def _is_whole(data: bytes) -> bool:
    return len(data) >= 2 and len(data) >= 2 + int.from_bytes(data[:2], "big")


def _alike(entry: Entry, known: Entry) -> bool:
    if isinstance(entry, SessionMark):
        return isinstance(known, SessionMark) and (entry.session, entry.mark) == (known.session, known.mark)
    if isinstance(known, SessionMark):
        return False
    data, told = mask(entry.data), mask(known.data)
    if len(told) == MAX_HEX:  # the record keeps the beginning of a longer packet
        data = data[:MAX_HEX]
    return (entry.session, entry.way, data) == (known.session, known.way, told)


def _words(entry: Entry) -> str:
    """An entry in words: whose, which way, and its masked bytes."""
    if isinstance(entry, SessionMark):
        return f"session {entry.session} {entry.mark} {entry.detail}".rstrip()
    data = mask(entry.data)
    shown = data[:64].hex(" ") + (" ..." if len(data) > 64 else "")
    return f"session {entry.session} {entry.way} {shown}"
