"""One member's connection: SoupBinTCP's server end on an asyncio transport.

What the document leaves to the server: packets that are malformed or illegal are ignored, with the connection kept; a
closing connection is shut down for writing first, so that its last packets arrive whatever the member still sends.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, cast

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.server import LoginRequested, ServerMachine, ServerState
from ouch_conformance.soup.versions import Version
from ouch_conformance.venue.account import Member, Stream
from ouch_conformance.venue.defects import effects
from ouch_conformance.venue.login import NOT_AUTHORIZED
from ouch_conformance.venue.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ouch_conformance.soup.server import ServerEvent
    from ouch_conformance.venue.venue import Venue

BATCH = 256
"""Messages written at once when a stream is sent."""
LINGER = 0.25
"""Seconds that a member has to take the last bytes and close its own end."""


class Connection(asyncio.Protocol):
    """One TCP connection at one of the venue's hosts, 0 the first. `member` is set once it has logged in."""

    def __init__(self, venue: Venue, host: int = 0) -> None:
        self._venue = venue
        self.host = host
        self._settings = venue.settings
        self._defects = venue.defects
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._sent = 0
        self._replayed = 0
        self._told_anything = False
        self._in_pieces = False
        self._silences = 0
        self._has_beaten = False
        self._held: list[bytes] = []
        self._own: set[int] = set()
        self._alive = self._loop.time()
        self.member: Member | None = None
        self._machine = self._new_machine()

    def _new_machine(self) -> ServerMachine:
        settings = self._settings
        interval = settings.heartbeat_interval / settings.heartbeats_per_interval
        return ServerMachine(
            self._loop.time(),
            heartbeat_interval=interval * self._defects.pick("slow-heartbeats", 3, 1),
            login_timeout=self._late("late-login-limit", settings.login_timeout),
            idle_timeout=self._late("late-idle-limit", settings.idle_timeout),
            version=Version(settings.session_protocol),
        )

    def _late(self, defect: str, limit: float | None) -> float | None:
        """A limit that a defect makes three times as long."""
        return limit and limit * self._defects.pick(defect, 3, 1)

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up; the login is awaited from here on."""
        self._transport = cast("asyncio.Transport", transport)
        self._out = Outlet(self._transport, self._settings)
        self._transport.set_write_buffer_limits(high=self._settings.write_buffer)
        # The kernel's share of the buffer is bounded too, or a stuck reader would hide behind megabytes of it.
        tcp: socket.socket = transport.get_extra_info("socket")
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self._settings.write_buffer)
        if not self._venue.admit(self):
            self._transport.abort()
            return
        self._out.greet()
        self._arm()

    def data_received(self, data: bytes) -> None:
        """Process every packet that these bytes complete, in order, then send what came of it."""
        now = self._loop.time()
        self._in_pieces = bool(self._machine.pending)
        for event in self._events(data, now):
            self._handle(event, now)
        self._venue.flush()

    def _events(self, data: bytes, now: float) -> Iterable[ServerEvent]:
        if self._lifeless(data[2:3]):
            now = self._alive
        self._alive = now
        if self._defects.has("split-packets-lost"):
            data = effects.whole_packets(data)
        events = self._machine.receive(data, now)
        if self._defects.has("merged-packets-lost"):
            return effects.first_two(events)
        if self._defects.has("orders-change-places") and self.member is not None:
            return effects.second_first(events)
        return events

    def _lifeless(self, kind: bytes) -> bool:
        """Whether a defect keeps packets of a type from being a sign of life (1.3)."""
        orders, heartbeats = self._defects.has("orders-are-no-life"), self._defects.has("heartbeats-are-no-life")
        return (orders and kind == b"U") or (heartbeats and kind == b"R")

    def pause_writing(self) -> None:
        """The member reads too slowly: send no more for now, and not for ever."""
        self._stuck = self._loop.call_later(self._settings.slow_reader_timeout, self._transport.abort)

    def resume_writing(self) -> None:
        """The member caught up."""
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
        self.pump()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """TCP is gone; the member's stream is not."""
        self._machine.close()
        self._leave()
        self._venue.forget(self)
        for timer in (self._timer, self._stuck):
            if timer is not None:
                timer.cancel()

    # What comes in

    def _handle(self, event: ServerEvent, now: float) -> None:
        match event:
            case LoginRequested():
                self._login(event, now)
            case soup.UnsequencedData():
                self._take(event.payload)
            case soup.LogoutRequest():
                self._logout()
            case soup.Debug():
                self._overhear(event)
            case soup.ClientHeartbeat():
                # It is life enough by having come.
                self._silences += 1
            case _:
                # Illegal packets are ignored.
                pass

    def _logout(self) -> None:
        """End the connection without a word; the session lives on (2.3.4)."""
        if self._defects.has("logout-answered"):
            self._out.write(soup.END_OF_SESSION)
        if self._defects.has("logout-forgets-stream") and self.member is not None:
            self.member.forgotten = len(self.member.stream)
        if self._told_anything or not self._defects.has("logout-ignored"):
            self.close()

    def _overhear(self, debug: soup.Debug) -> None:
        """A debug packet: life, and nothing else (2.1)."""
        if self._defects.has("debug-answered") and self.member is not None:
            self._out.write(soup.debug(debug.text))
        refused = "debug-before-login-refused" if self.member is None else "debug-ends-connection"
        if self._defects.has(refused):
            self.close()

    def _refuse(self, reason: str, now: float) -> None:
        """Login Rejected and nothing more, then the close (2.2.2)."""
        reject = self._machine.reject(reason, now)
        if self._defects.has("long-reject-reason"):
            reject = soup.build(soup.LoginRejected.TYPE, reason.encode().ljust(10))
        if not self._defects.has("bad-login-unanswered"):
            self._out.write(reject)
        if self._defects.has("heartbeat-after-reject"):
            self._out.write(soup.SERVER_HEARTBEAT)
        if not self._defects.has("open-after-reject"):
            self.close()

    def _login(self, request: LoginRequested, now: float) -> None:
        gate = self._venue.gate
        decision = gate.decide(request, self.host)
        if self._in_pieces and self._defects.has("login-in-pieces-refused"):
            decision = NOT_AUTHORIZED
        if isinstance(decision, str):
            self._refuse(decision, now)
            return
        beside = self._defects.has("second-login-beside-the-first")
        if self._settings.duplicate_login == "takeover" and not beside:
            self._venue.drop(decision, self.host)
        self.member = decision
        if request.session and self._defects.has("heartbeat-before-accept"):
            self._out.write(soup.SERVER_HEARTBEAT)
        self._accept(decision, request, now)
        decision.listeners.append(self)
        self.wake()
        self._arm()

    def _accept(self, member: Member, request: LoginRequested, now: float) -> None:
        """Login Accepted; the stream follows from the number it tells (2.2.1)."""
        gate, defects = self._venue.gate, self._defects
        number = gate.first_number(member, request.sequence)
        self._sent = number - 1
        if number > 1 and request.sequence:
            past = number <= len(member.stream)
            self._sent += defects.pick("resume-skips-one", past, 0) - defects.pick("resume-repeats-one", 1, 0)
        self._replayed = len(member.stream) if self._sent < member.delivered else 0
        told = number + defects.pick("accepted-sequence-off-by-one", 1, 0) + member.counts_on
        told += defects.marked("heartbeats-are-counted", member.account.user)
        told += defects.marked("unsequenced-is-counted", member.account.user)
        behind = self._settings.session_padding == "right" or defects.has("session-padded-behind")
        session = gate.session.ljust(soup.SESSION_WIDTH) if behind else gate.session
        accepted = self._machine.accept(session, told, now)
        if request.timeout is not None and defects.has("stated-timeout-ignored"):
            self._machine.idle_timeout = self._settings.idle_timeout
        if defects.has("stated-timeout-unkept"):
            self._machine.idle_timeout = None
        if self._settings.sequence_padding == "right":
            accepted = accepted[:13] + accepted[13:].lstrip(b" ").ljust(soup.SEQUENCE_WIDTH)
        binary = request.session and defects.has("number-in-binary")
        self._out.write(effects.number_in_binary(accepted) if binary else accepted)
        member.forgets_while_away = defects.has("absent-member-loses-messages")

    def _take(self, payload: bytes) -> None:
        """Give a message to the market, unless the member's stream has grown beyond what the venue keeps."""
        member = self.member
        assert member is not None  # noqa: S101 - the machine calls unsequenced data before the login illegal
        self._told_anything = True
        silences, self._silences = self._silences, 0
        if member.stream.size > self._settings.maximum_stream_bytes:
            self._transport.abort()
            return
        if b"\n" in payload and self._defects.has("line-feed-drops-message"):
            return
        if self.host and self._defects.has("mirror-takes-no-requests"):
            return
        if silences > 1 and self._defects.has("message-behind-silence-lost"):
            return
        first = len(member.stream) + 1
        self._venue.dialect.receive(member, payload)
        if self.host and self._defects.has("mirror-tells-nothing"):
            self._own.update(range(first, len(member.stream) + 1))

    # What goes out

    def wake(self) -> None:
        """The stream has more than was sent."""
        self._venue.wake(self)

    def pump(self) -> None:
        """Send what the stream has beyond what was sent, as far as the member takes it."""
        if self.member is None or self._machine.state is not ServerState.LOGGED_IN:
            return
        stream, now = self.member.stream, self._loop.time()
        end = len(stream)
        if self._defects.has("live-message-lost-after-replay") and end > self._sent == self._replayed > 1:
            self._sent, self._replayed = self._sent + 1, 0
        self.member.delivered = max(self.member.delivered, end)
        while self._sent < end and self._stuck is None:
            last = min(self._sent + BATCH, end)
            messages = self._messages(stream, self._sent + 1, last)
            self._sent = last
            packets = [self._machine.sequenced(message, now) for message in messages]
            if self._replayed >= last == len(messages) and self._defects.has("replay-begins-unsequenced"):
                packets[0] = soup.unsequenced(messages[0])
            self._out.write(*packets)
            # Whatever is sent starts the heartbeat's interval anew (1.3).
            later = self._defects.pick("late-heartbeat-behind-message", 2 * self._machine.heartbeat_interval, 0)
            self._machine.on_sent(now + later)

    def _messages(self, stream: Stream, first: int, last: int) -> list[bytes]:
        numbers: Iterable[int] = range(first, last + 1)
        if self.host and self._defects.has("mirror-tells-nothing"):
            numbers = [number for number in numbers if number in self._own]
        messages = [stream.message(number) for number in numbers]
        if self._defects.has("replay-restamped"):
            old = max(0, self._replayed + 1 - first)
            messages[:old] = map(effects.restamped, messages[:old])
        if self._has_beaten and self._defects.has("numbered-behind-heartbeat"):
            messages[0] = first.to_bytes(8, "big") + messages[0]
        self._has_beaten = False
        return effects.lumped(messages) if self._defects.has("lumped-messages") else messages

    def debug(self, text: str) -> None:
        """Send a debug packet (2.1)."""
        if self._machine.state is not ServerState.CLOSED:
            self._out.write(self._machine.debug(text, self._loop.time()))

    def unsequenced(self, payload: bytes) -> None:
        """Send Unsequenced Data, from SoupBinTCP 4.00 on (2.2.4 there): it is kept nowhere, and has no number."""
        if self._machine.state is not ServerState.LOGGED_IN or self.member is None:
            return
        self._defects.mark("unsequenced-is-counted", self.member.account.user)
        if self._defects.has("unsequenced-cut-short"):
            payload = payload[:-1]
        packet = self._machine.unsequenced(payload, self._loop.time())
        packets = [packet] * self._defects.pick("unsequenced-sent-twice", 2, 1)
        if self._defects.has("unsequenced-out-of-order"):
            self._held, packets = ([], [*packets, *self._held]) if self._held else (packets, [])
        self._out.write(*packets)

    def end_session(self) -> None:
        """Send what is left, End of Session, and close (1.4, 2.2.5)."""
        self.pump()
        if self._machine.state is ServerState.LOGGED_IN:
            self._out.write(self._machine.end_of_session(self._loop.time()))
            if self._defects.has("message-after-end") and self.member is not None:
                self._out.write(soup.sequenced(self.member.stream.message(1)))
        if not self._defects.has("open-after-end"):
            self.close()

    def close(self) -> None:
        """End the connection once the bytes written so far are out."""
        self._machine.close()
        self._leave()
        self._out.flush()
        if not self._transport.is_closing():
            # The member may have reset the connection before asyncio has heard of it.
            with contextlib.suppress(OSError):
                self._transport.write_eof()
            self._loop.call_later(LINGER, self._transport.abort)

    def abort(self) -> None:
        """End the connection at once."""
        self._transport.abort()

    def _leave(self) -> None:
        if self.member is not None and self in self.member.listeners:
            self.member.listeners.remove(self)
            self._venue.miss(self.member)

    # Time

    def _arm(self) -> None:
        """Wait for the next thing that time demands."""
        if self._timer is not None:
            self._timer.cancel()
        deadline = self._machine.next_deadline
        self._timer = None if deadline is None else self._loop.call_at(deadline, self._tick)

    def _tick(self) -> None:
        due = self._machine.due(self._loop.time())
        if due.timeout is not None:
            self._defects.mark("no-return-after-lapse", self.member)
            self.close()
        elif due.data:
            self._beat(due.data)
        self._arm()

    def _beat(self, heartbeat: bytes) -> None:
        """Server Heartbeat (2.2.4)."""
        if self._defects.has("heartbeat-carries-payload"):
            heartbeat = soup.build(soup.ServerHeartbeat.TYPE, b"\x00")
        if self.member is not None:
            self._defects.mark("heartbeats-are-counted", self.member.account.user)
        self._has_beaten = True
        self._out.write(heartbeat)
