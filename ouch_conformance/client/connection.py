"""One TCP connection to a venue: bytes in, events out, every frame recorded, nothing awaited by polling."""

# ruff: noqa: ASYNC109 - every wait here is bounded, and what happens at its end differs: the bound is a parameter
from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from ouch_conformance.client.errors import ConnectionLost, SessionError, VenueStalled
from ouch_conformance.client.events import Event, payload_of
from ouch_conformance.client.ticker import GRID, ticker_of
from ouch_conformance.evidence.clock import now_ns
from ouch_conformance.evidence.frames import Frame, Mark, SessionMark, Way
from ouch_conformance.soup.client import ClientMachine
from ouch_conformance.soup.framing import Deframer
from ouch_conformance.soup.packets import HEADER_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from ouch_conformance.client.settings import Settings
    from ouch_conformance.soup.client import Received as ReceivedPacket

T = TypeVar("T")

MAX_UNSENT = 16 * 1024 * 1024
"""Bytes that may wait for a venue that does not read."""
READ_SIZE = 16 * 1024
"""Bytes taken in at once: a flood of the smallest packets must not keep the loop from turning, heartbeats are due."""
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: on, zero seconds. The socket's close then sends RST instead of FIN."""


class Connection(asyncio.Protocol):
    """The wire end of a session. It lives in one event loop and is not thread-safe."""

    __slots__ = (
        "_bytes_kept",
        "_ended_by",
        "_idle",
        "_loop",
        "_outgoing",
        "_settings",
        "_ticker",
        "_timer",
        "_transport",
        "_waiters",
        "close_mark",
        "events",
        "flooded",
        "machine",
        "name",
        "slot",
    )

    _transport: asyncio.Transport
    """Set by `connection_made`, before anybody gets hold of the session."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._ticker = ticker_of(self._loop)
        self._outgoing = Deframer()
        self._waiters: dict[asyncio.Future[bool], float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._bytes_kept = 0
        self._idle = 0
        self._ended_by = ""
        self.name = name
        self.events: list[Event] = []
        self.close_mark: SessionMark | None = None
        self.flooded = False
        self.slot: int | None = None
        self.machine = ClientMachine(
            self._loop.time(),
            heartbeat_interval=settings.heartbeat_interval,
            server_timeout=settings.server_timeout,
            version=settings.version,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.machine.state}, {len(self.events)} events>"

    @property
    def closed(self) -> bool:
        """The connection is gone; `close_mark` says how."""
        return self.close_mark is not None

    @property
    def heartbeats(self) -> bool:
        """Whether heartbeats are sent when nothing else is. Can be switched off to see what the venue does."""
        return self.machine.heartbeats

    @heartbeats.setter
    def heartbeats(self, on: bool) -> None:
        self.machine.heartbeats = on
        self._arm()

    # Sending

    def send_packet(self, packet: bytes) -> None:
        """Write one whole packet, whatever it holds. Raises ConnectionLost and VenueStalled."""
        if self._outgoing:
            self._sent(self._outgoing.feed(packet), self._write(packet))
        else:
            self._sent((packet,), self._write(packet))

    def send_bytes(self, *chunks: bytes) -> None:
        """Write raw bytes, each chunk on its own, so that each is a TCP segment where nothing waits before it.

        The record shows the packets that the chunks make up, a rest when it is completed or the connection ends.
        Raises ConnectionLost and VenueStalled.
        """
        stamp = now_ns()
        for chunk in chunks:
            stamp = self._write(chunk)
        self._sent_raw(chunks, stamp)

    async def send_apart(self, data: bytes, *, pause: float) -> None:
        """Write raw bytes one by one, `pause` seconds apart, so that TCP does not join them. Raises as `send_bytes`."""
        chunks = [data[place : place + 1] for place in range(len(data))]
        for chunk in chunks[:-1]:
            self._write(chunk)
            await asyncio.sleep(pause)
        # Nothing may come between the last byte and the record: the answer stands behind it.
        self._sent_raw(chunks, self._write(data[-1:]))

    def _sent_raw(self, chunks: Sequence[bytes], stamp: int) -> None:
        packets = [packet for chunk in chunks for packet in self._outgoing.feed(chunk)]
        self._sent(packets, stamp)
        rest = f", {len(self._outgoing)} of them short of a packet" if self._outgoing else ""
        if rest or len(chunks) > 1:
            pieces = "one piece" if len(chunks) == 1 else f"{len(chunks)} pieces"
            self.note(f"wrote {sum(map(len, chunks))} bytes in {pieces}{rest}")

    def _write(self, data: bytes) -> int:
        transport = self._transport
        if transport.is_closing():
            raise ConnectionLost(self.name, self._how_it_ended())
        unsent = transport.get_write_buffer_size()
        if unsent > MAX_UNSENT:
            raise VenueStalled(self.name, unsent)
        stamp = now_ns()
        transport.write(data)
        self.machine.on_sent(self._loop.time())
        return stamp

    def _sent(self, packets: list[bytes] | tuple[bytes], stamp: int) -> None:
        for packet in packets:
            self.machine.on_packet_sent(packet)
            self._record(Frame(stamp, self.name, Way.SENT, packet))

    def _how_it_ended(self) -> str:
        if self.close_mark is None:
            return self._ended_by or "the connection is ending"
        return f"{self.close_mark.mark} {self.close_mark.detail}".rstrip()

    # Receiving

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: the TCP connection stands."""
        self._transport = cast("asyncio.Transport", transport)
        if hasattr(transport, "max_size"):  # asyncio's own transports have it, those of other loops may not
            transport.max_size = READ_SIZE
        host, port = self._settings.remote
        self._mark(Mark.CONNECTED, f"{host}:{port}")

    def data_received(self, data: bytes) -> None:
        """asyncio: bytes came in."""
        stamp = now_ns()
        for received in self.machine.receive(data, self._loop.time()):
            self._take(received, stamp)
            if self.closed:  # by a hook
                return
        if self.slot is None:
            self._arm()
        self._wake()

    def _take(self, received: ReceivedPacket, stamp: int) -> None:
        raw, number, problems = received
        frame = Frame(stamp, self.name, Way.RECEIVED, raw, number)
        self._record(frame)
        # A packet with a number is Sequenced Data, nearly all traffic: no parsing.
        payload = payload_of(raw, self._settings.version) if number is None else raw[HEADER_SIZE:]
        self._keep(Event(frame, problems, payload))

    def _keep(self, event: Event) -> None:
        """Append to `events`, and stop reading a venue that floods the member: memory stays bounded."""
        self.events.append(event)
        self._bytes_kept += len(event.frame.data)
        self._idle += event.payload is None
        settings = self._settings
        full = len(self.events) >= settings.max_events or self._bytes_kept >= settings.max_bytes
        if full or self._idle >= settings.max_idle:
            self._stop_reading()

    def _stop_reading(self) -> None:
        if not self.flooded:
            self.flooded = True
            self._transport.pause_reading()
            self.note(f"stopped reading after {len(self.events)} packets, {self._bytes_kept} bytes")

    def _record(self, frame: Frame) -> None:
        self._settings.recorder.append(frame)
        if self._settings.on_frame is not None:
            self._guard(self._settings.on_frame, frame)

    def _guard(self, hook: Callable[[T], object], argument: T) -> None:
        """Call a hook; its fault is told to the loop and does not end the session."""
        try:
            hook(argument)
        except Exception as fault:
            self._loop.call_exception_handler(
                {"message": f"a hook of session {self.name} raised", "exception": fault, "protocol": self}
            )

    # The end

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the TCP connection is gone."""
        if self._ended_by:
            self._finish(Mark.CLOSED_BY_MEMBER, self._ended_by)
        elif exc is None:
            self._finish(Mark.CLOSED_BY_VENUE, "")
        else:
            self._finish(Mark.RESET_BY_VENUE, reason_of(exc))

    def drop(self, *, reset: bool = False) -> None:
        """Cut the connection without a logout: with FIN, or with RST where `reset`. A second time does nothing."""
        if reset and not self.closed:
            self._transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self._cut("dropped with RST" if reset else "dropped")

    def _cut(self, why: str) -> None:
        if not self.closed:
            self._transport.abort()
            self._ended_by = why
            self._finish(Mark.CLOSED_BY_MEMBER, why)

    def _finish(self, mark: Mark, detail: str) -> None:
        if self.closed:
            return
        stamp = now_ns()
        cut_off = self.machine.close()
        if cut_off is not None and mark is Mark.CLOSED_BY_MEMBER:
            # It was on its way when the member left: no fault of the venue, so it is recorded and not taken.
            self._record(Frame(stamp, self.name, Way.RECEIVED, cut_off.raw))
        elif cut_off is not None:
            self._take(cut_off, stamp)
        if self._outgoing:
            self._record(Frame(stamp, self.name, Way.SENT, self._outgoing.pending))
        self.close_mark = self._mark(mark, detail)
        self._ticker.disarm(self)
        self._set_timer(None)
        self._wake()
        if self._settings.on_close is not None:
            self._guard(self._settings.on_close, self.close_mark)

    def note(self, detail: str) -> None:
        """Put a note of this session into the record."""
        self._mark(Mark.NOTE, detail)

    def _mark(self, mark: Mark, detail: str) -> SessionMark:
        entry = SessionMark(now_ns(), self.name, mark, detail)
        self._settings.recorder.append(entry)
        return entry

    # Time

    def _arm(self) -> None:
        deadline = self.machine.next_deadline
        if deadline is not None and not self.closed:
            self._ticker.arm(self, deadline)

    def tick(self, now: float) -> float | None:
        """The ticker's call: send the heartbeat that is due, give up on a venue that is silent for too long."""
        due = self.machine.due(now + GRID)
        if due.silent:
            self._cut(f"the venue sent nothing for {self._settings.server_timeout:g} s")
        elif due.data:
            # A heartbeat that cannot be sent is no fault of the other sessions that the ticker serves.
            with suppress(SessionError):
                self.send_packet(due.data)
        return self.machine.next_deadline

    # Waiting

    async def wait_for(self, predicate: Callable[[Self], T | None], timeout: float) -> T | None:
        """What `predicate` gives first other than None: asked now, after every arrival and at the close.

        None when `timeout` seconds are over, the connection is closed or the venue floods the member.
        """
        deadline = self._loop.time() + timeout
        while (found := predicate(self)) is None:
            if self.closed or self.flooded or not await self._arrival(deadline):
                return None
        return found

    async def wait_closed(self, timeout: float) -> bool:
        """Whether the connection is gone within `timeout` seconds."""
        deadline = self._loop.time() + timeout
        while not self.closed and await self._arrival(deadline):
            pass
        return self.closed

    async def _arrival(self, deadline: float) -> bool:
        """Sleep until something arrives or the connection ends; False at the deadline."""
        if self._loop.time() >= deadline:
            # A flood wakes every wait before the timer gets to it.
            return False
        waiter: asyncio.Future[bool] = self._loop.create_future()
        self._waiters[waiter] = deadline
        # One timer serves all waits of the session, one after the other: most end long before it fires.
        if self._timer is None or self._timer.when() > deadline:
            self._set_timer(deadline)
        try:
            return await waiter
        finally:
            self._waiters.pop(waiter, None)

    def _wake(self) -> None:
        for waiter in self._waiters:
            _resolve(waiter, True)
        self._waiters.clear()

    def _set_timer(self, deadline: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if deadline is None else self._loop.call_at(deadline, self._expire)

    def _expire(self) -> None:
        """Let go of the waits whose time is over, and look again when the next one's is."""
        now = self._loop.time()
        for waiter in [waiter for waiter, deadline in self._waiters.items() if deadline <= now]:
            del self._waiters[waiter]
            _resolve(waiter, False)
        self._set_timer(min(self._waiters.values(), default=None))


def _resolve(waiter: asyncio.Future[bool], value: bool) -> None:
    if not waiter.done():
        waiter.set_result(value)


def reason_of(error: BaseException) -> str:
    """An operating system's error in words, without Python's decoration."""
    number = getattr(error, "errno", None)
    return os.strerror(number).lower() if isinstance(number, int) and number > 0 else str(error)
