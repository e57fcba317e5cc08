"""The client's end of one SoupBinTCP connection: a state machine without sockets and without a clock.

    connected --login--> login sent --A--> logged in --Z--> session ended
                              |------J--> login refused               (closed from everywhere)

It only watches: what the server sends out of turn is given on with a `Problem`, and the caller may send what it wants.
The caller owns the clock (`now`: seconds as a float, any origin), tells what it wrote (`on_sent`, `on_packet_sent`),
writes what `due` returns and looks at `next_deadline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.framing import Deframer
from ouch_conformance.soup.versions import Version


class ClientState(StrEnum):
    """Where the connection stands, seen from the member."""

    CONNECTED = "connected, no login sent"
    LOGIN_SENT = "login sent"
    LOGGED_IN = "logged in"
    REFUSED = "login refused"
    ENDED = "session ended"
    CLOSED = "closed"


class ProblemKind(StrEnum):
    """What can be wrong with a packet of the server, whatever its sender meant."""

    MALFORMED = "malformed"
    BEFORE_ANSWER = "before-login-answer"
    SECOND_ANSWER = "second-login-answer"
    AFTER_REJECTION = "after-rejection"
    AFTER_END = "after-end-of-session"
    WRONG_DIRECTION = "wrong-direction"
    SESSION = "session-field"
    SEQUENCE = "sequence-field"
    REASON = "reason-field"


@dataclass(frozen=True, slots=True)
class Problem:
    """A departure from the document, in one sentence."""

    kind: ProblemKind
    sentence: str


class Received(NamedTuple):
    """One packet of the server: its bytes, its number where it is Sequenced Data that can be counted, its problems."""

    raw: bytes
    number: int | None
    problems: tuple[Problem, ...]

    @property
    def packet(self) -> soup.Packet:
        """The packet as a value."""
        return soup.parse(self.raw)


@dataclass(frozen=True, slots=True)
class ClientDue:
    """What time demands: `data` is to be written now (a heartbeat or nothing); `silent`: the server's time is up."""

    data: bytes = b""
    silent: bool = False


NOTHING_DUE = ClientDue()
LOGIN_TYPE = bytes((soup.LoginRequest.TYPE,))


class ClientMachine:
    """One connection, from TCP connect to close. `server_timeout` None waits for ever.

    Unsequenced Data of the server is a packet like others from 4.00 on, and never moves the sequence number.

    `next_number` is the number of the next Sequenced Data packet; None before a Login Accepted with a readable number.
    """

    __slots__ = (
        "_deframer",
        "_last_received",
        "_last_sent",
        "accepted",
        "heartbeat_interval",
        "heartbeats",
        "next_number",
        "rejected",
        "server_timeout",
        "state",
        "version",
    )

    def __init__(
        self,
        now: float,
        *,
        heartbeat_interval: float = 1.0,
        server_timeout: float | None = 15.0,
        version: Version = Version.V3_00,
    ) -> None:
        self.version = version
        self.heartbeat_interval = heartbeat_interval
        self.server_timeout = server_timeout
        self.heartbeats = True
        self.state = ClientState.CONNECTED
        self.next_number: int | None = None
        self.accepted: soup.LoginAccepted | None = None
        self.rejected: soup.LoginRejected | None = None
        self._deframer = Deframer()
        self._last_sent = self._last_received = now

    @property
    def pending(self) -> bytes:
        """The bytes of a packet that has begun and is not complete."""
        return self._deframer.pending

    # What comes in

    def receive(self, data: bytes, now: float) -> list[Received]:
        """The packets that `data` completes, each with its number and its problems."""
        self._last_received = now
        return [self._take(raw) for raw in self._deframer.feed(data)]

    def _take(self, raw: bytes) -> Received:
        # Nearly all traffic: needs no parsing, only counting (2.2.3).
        if self.state is ClientState.LOGGED_IN and len(raw) >= soup.HEADER_SIZE and raw[2] == soup.SequencedData.TYPE:
            return Received(raw, self._count(), ())
        packet = soup.parse(raw)
        number = self._count() if isinstance(packet, soup.SequencedData) else None
        return Received(raw, number, self._judge(packet))

    def _count(self) -> int | None:
        number = self.next_number
        if number is not None:
            self.next_number = number + 1
        return number

    def _judge(self, packet: soup.Packet) -> tuple[Problem, ...]:
        """Move on and tell what is wrong: the packet's sender first, then its time, then its fields."""
        match packet:
            case soup.Malformed():
                return (Problem(ProblemKind.MALFORMED, packet.problem),)
            case soup.UnsequencedData() if self.version.server_sends_unsequenced:
                return self._out_of_turn(packet)
            case soup.LoginRequest() | soup.UnsequencedData() | soup.ClientHeartbeat() | soup.LogoutRequest():
                return (Problem(ProblemKind.WRONG_DIRECTION, f"{packet.NAME} is a packet of the client"),)
            case soup.Debug():
                return ()
            case _:
                problems = self._out_of_turn(packet)
                return problems or self._in_turn(packet)

    def _out_of_turn(self, packet: soup.Packet) -> tuple[Problem, ...]:
        answer = isinstance(packet, soup.LoginAccepted | soup.LoginRejected)
        if self.state is ClientState.REFUSED:
            return (Problem(ProblemKind.AFTER_REJECTION, f"{packet.NAME} after Login Rejected"),)
        if self.state in (ClientState.CONNECTED, ClientState.LOGIN_SENT):
            return () if answer else (Problem(ProblemKind.BEFORE_ANSWER, f"{packet.NAME} before Login Accepted"),)
        if answer:
            return (Problem(ProblemKind.SECOND_ANSWER, f"{packet.NAME} on a connection that is {self.state}"),)
        if self.state is ClientState.ENDED and not isinstance(packet, soup.ServerHeartbeat):
            return (Problem(ProblemKind.AFTER_END, f"{packet.NAME} after End of Session"),)
        return ()

    def _in_turn(self, packet: soup.Packet) -> tuple[Problem, ...]:
        match packet:
            case soup.LoginAccepted():
                self.state, self.accepted, self.next_number = ClientState.LOGGED_IN, packet, packet.sequence_number
                return _accepted_problems(packet)
            case soup.LoginRejected():
                self.state, self.rejected = ClientState.REFUSED, packet
                known = packet.reason in ("A", "S")
                return () if known else (Problem(ProblemKind.REASON, f"reject reason {packet.reason!r} is not A or S"),)
            case soup.EndOfSession():
                self.state = ClientState.ENDED
        return ()

    def close(self) -> Received | None:
        """The connection is gone; gives the packet that it cut off, if there is one."""
        self.state = ClientState.CLOSED
        rest = self.pending
        if not rest:
            return None
        self._deframer = Deframer()
        return Received(rest, None, self._judge(soup.parse(rest)))

    # What goes out, and time

    def on_packet_sent(self, packet: bytes) -> None:
        """A packet went out whole: a Login Request moves the state, whoever built it."""
        if self.state is ClientState.CONNECTED and packet[2:3] == LOGIN_TYPE:
            self.state = ClientState.LOGIN_SENT

    def on_sent(self, now: float) -> None:
        """Bytes were written: the heartbeat clock starts anew (1.3)."""
        self._last_sent = now

    @property
    def next_deadline(self) -> float | None:
        """When `due` has something next; None where time demands nothing."""
        deadlines = [at for at in (self._heartbeat_at(), self._silent_at()) if at is not None]
        return min(deadlines, default=None)

    def due(self, now: float) -> ClientDue:
        """What time demands at `now`. A heartbeat that is returned counts as sent."""
        silent_at, heartbeat_at = self._silent_at(), self._heartbeat_at()
        if silent_at is not None and now >= silent_at:
            return ClientDue(silent=True)
        if heartbeat_at is not None and now >= heartbeat_at:
            self._last_sent = now
            return ClientDue(soup.CLIENT_HEARTBEAT)
        return NOTHING_DUE

    def _heartbeat_at(self) -> float | None:
        """The client owes heartbeats only once it is logged in (1.3)."""
        if self.state is not ClientState.LOGGED_IN or not self.heartbeats:
            return None
        return self._last_sent + self.heartbeat_interval

    def _silent_at(self) -> float | None:
        if self.state is not ClientState.LOGGED_IN or self.server_timeout is None:
            return None
        return self._last_received + self.server_timeout


def _accepted_problems(packet: soup.LoginAccepted) -> tuple[Problem, ...]:
    """Fields that no reading makes right. On which side they are padded is for the reader: venues differ (2.2.1)."""
    problems = []
    if not packet.session_id:
        problems.append(Problem(ProblemKind.SESSION, "the session is blank"))
    if packet.sequence_number is None:
        problems.append(Problem(ProblemKind.SEQUENCE, f"the sequence {packet.sequence!r} is not a number"))
    elif packet.sequence_number == 0:
        problems.append(Problem(ProblemKind.SEQUENCE, "the sequence is 0, and the first message is number 1"))
    return tuple(problems)
