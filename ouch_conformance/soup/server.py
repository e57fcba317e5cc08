"""The server's end of one SoupBinTCP connection: a state machine without sockets and without a clock.

    not logged in --accept()--> logged in --logout, end_of_session(), close()--> closed
          |------------------reject(), logout, close()----------------------------^

The caller owns the clock (`now`: seconds as a float, any origin) and the socket: it passes received bytes to `receive`,
writes what `accept`, `reject`, `sequenced`, `debug`, `end_of_session` and `due` return, and looks at `next_deadline`.
Until the login is answered nothing but debug packets goes out (2.2.1, 2.2.2): heartbeats begin with Login Accepted.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.framing import Deframer
from ouch_conformance.soup.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator


class ServerState(StrEnum):
    """Where the connection stands."""

    NOT_LOGGED_IN = "not logged in"
    LOGGED_IN = "logged in"
    CLOSED = "closed"


class Timeout(StrEnum):
    """Why the server may close a connection (2.3.1, 1.3)."""

    LOGIN = "no login in time"
    IDLE = "nothing from the client in time"


@dataclass(frozen=True, slots=True)
class LoginRequested:
    """A Login Request that waits for `accept` or `reject`.

    `username`, `password` and `session` are trimmed of spaces on both sides; `sequence` is None where the field is no
    number, `sequence_text` is the field as it stands. `timeout` is the silence in seconds that a login of 4.10 allows
    itself; None where it states none that is above 0. `problems` names what the document does not provide for.
    """

    username: str
    password: str = field(repr=False)
    session: str
    sequence: int | None
    sequence_text: str
    problems: tuple[str, ...] = ()
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Illegal:
    """A packet that the document does not allow here, and why; what follows from it is the venue's choice."""

    packet: soup.Packet
    why: str


ServerEvent = LoginRequested | soup.UnsequencedData | soup.ClientHeartbeat | soup.LogoutRequest | soup.Debug | Illegal


@dataclass(frozen=True, slots=True)
class ServerDue:
    """What time demands: `data` is to be written now (a heartbeat or nothing), `timeout` asks for a close."""

    data: bytes = b""
    timeout: Timeout | None = None


NOTHING_DUE = ServerDue()
NOT_ON_THE_LEFT = (soup.Justification.RIGHT, soup.Justification.MIDDLE)


class StateError(Exception):
    """A packet was asked for that the connection's state forbids: a fault of the calling program."""


class ServerMachine:
    """One connection, from TCP accept to close. A time-out of None never comes.

    In 4.10 the idle time-out of a connection is the one that its login stated, from `accept` on (1.3, 2.3.1 there).
    """

    __slots__ = (
        "_awaits_answer",
        "_deframer",
        "_last_received",
        "_last_sent",
        "_opened",
        "_packets",
        "_stated",
        "heartbeat_interval",
        "idle_timeout",
        "login_timeout",
        "next_number",
        "state",
        "version",
    )

    def __init__(
        self,
        now: float,
        *,
        heartbeat_interval: float = 1.0,
        login_timeout: float | None = 30.0,
        idle_timeout: float | None = 15.0,
        version: Version = Version.V3_00,
    ) -> None:
        self.version = version
        self.heartbeat_interval = heartbeat_interval
        self.login_timeout = login_timeout
        self.idle_timeout = idle_timeout
        self.state = ServerState.NOT_LOGGED_IN
        self.next_number = 0
        self._opened = self._last_sent = self._last_received = now
        self._awaits_answer = False
        self._stated: float | None = None
        self._deframer = Deframer()
        self._packets: deque[bytes] = deque()

    @property
    def pending(self) -> bytes:
        """The bytes of a packet that has begun and is not complete."""
        return self._deframer.pending

    # What comes in

    def receive(self, data: bytes, now: float) -> Iterator[ServerEvent]:
        """Take bytes from the socket and give the events, one by one, as each packet's turn comes.

        The state is looked at when an event is drawn: a login and orders in one segment come out right when the caller
        answers the login before it draws the next event. If it does not, the packets wait for `events`.
        """
        if self.state is not ServerState.CLOSED:
            self.on_received(now)
            self._packets.extend(self._deframer.feed(data))
        return self.events()

    def events(self) -> Iterator[ServerEvent]:
        """The events of packets not drawn yet; stops while a login waits for its answer and at the close."""
        while self._packets and not self._awaits_answer and self.state is not ServerState.CLOSED:
            yield self._event(soup.parse(self._packets.popleft(), self.version))

    def _event(self, packet: soup.Packet) -> ServerEvent:
        match packet:
            case soup.UnsequencedData() | soup.ClientHeartbeat() if self.state is ServerState.NOT_LOGGED_IN:
                return Illegal(packet, f"{packet.NAME} before the login")
            case soup.UnsequencedData() | soup.ClientHeartbeat() | soup.Debug():
                return packet
            case soup.LogoutRequest():
                self.close()
                return packet
            case soup.LoginRequest():
                return self._login(packet)
            case soup.Malformed():
                return Illegal(packet, packet.problem)
            case _:
                return Illegal(packet, f"{packet.NAME} is a packet of the server")

    def _login(self, packet: soup.LoginRequest) -> LoginRequested | Illegal:
        if self.state is ServerState.LOGGED_IN:
            return Illegal(packet, "a second Login Request on a logged-in connection")
        self._awaits_answer = True
        self._stated = packet.timeout_ms / 1000 if packet.timeout_ms else None
        return LoginRequested(
            packet.username.strip(" "),
            packet.password.strip(" "),
            packet.session.strip(" "),
            packet.sequence_number,
            packet.sequence,
            tuple(_login_problems(packet)),
            self._stated,
        )

    # What goes out

    def accept(self, session: str, sequence: int, now: float) -> bytes:
        """Login Accepted: `sequence` is the number of the next Sequenced Data packet on this connection (2.2.1)."""
        self._answer()
        self.state = ServerState.LOGGED_IN
        self.next_number = sequence
        if self._stated is not None:
            self.idle_timeout = self._stated
        return self._sent(soup.login_accepted(session, sequence), now)

    def reject(self, reason: str, now: float) -> bytes:
        """Login Rejected; the connection is to be closed after it (2.2.2)."""
        self._answer()
        self.state = ServerState.CLOSED
        return self._sent(soup.login_rejected(reason), now)

    def sequenced(self, payload: bytes, now: float) -> bytes:
        """The next Sequenced Data packet; it has the number that `next_number` was (2.2.3)."""
        self._require(ServerState.LOGGED_IN, "Sequenced Data")
        self.next_number += 1
        return self._sent(soup.sequenced(payload), now)

    def unsequenced(self, payload: bytes, now: float) -> bytes:
        """An Unsequenced Data packet, from 4.00 on: it has no number and leaves `next_number` alone (2.2.4 there)."""
        if not self.version.server_sends_unsequenced:
            raise StateError(f"Unsequenced Data from a server of {self.version}")
        self._require(ServerState.LOGGED_IN, "Unsequenced Data")
        return self._sent(soup.unsequenced(payload), now)

    def debug(self, text: bytes | str, now: float) -> bytes:
        """A Debug Packet: allowed in every state but closed (2.1)."""
        if self.state is ServerState.CLOSED:
            raise StateError("Debug on a closed connection")
        return self._sent(soup.debug(text), now)

    def end_of_session(self, now: float) -> bytes:
        """End of Session; the connection is to be closed shortly after it (2.2.5)."""
        self._require(ServerState.LOGGED_IN, "End of Session")
        self.state = ServerState.CLOSED
        return self._sent(soup.END_OF_SESSION, now)

    def close(self) -> None:
        """The connection is gone, or about to be."""
        self.state = ServerState.CLOSED
        self._packets.clear()

    def _answer(self) -> None:
        if not self._awaits_answer or self.state is not ServerState.NOT_LOGGED_IN:
            raise StateError("there is no Login Request to answer")
        self._awaits_answer = False

    def _require(self, state: ServerState, what: str) -> None:
        if self.state is not state:
            raise StateError(f"{what} on a connection that is {self.state}")

    def _sent(self, data: bytes, now: float) -> bytes:
        self.on_sent(now)
        return data

    # Time

    def on_sent(self, now: float) -> None:
        """Something was written: the heartbeat clock starts anew (1.3). For bytes that did not come from here."""
        self._last_sent = now

    def on_received(self, now: float) -> None:
        """Something was read: any byte is a sign of life (1.3)."""
        self._last_received = now

    @property
    def next_deadline(self) -> float | None:
        """When `due` has something next; None where time demands nothing more."""
        deadlines = [at for at in (self._heartbeat_at(), self._timeout_at()) if at is not None]
        return min(deadlines, default=None)

    def due(self, now: float) -> ServerDue:
        """What time demands at `now`. A heartbeat that is returned counts as sent."""
        timeout_at, heartbeat_at = self._timeout_at(), self._heartbeat_at()
        if timeout_at is not None and now >= timeout_at:
            return ServerDue(timeout=Timeout.LOGIN if self.state is ServerState.NOT_LOGGED_IN else Timeout.IDLE)
        if heartbeat_at is not None and now >= heartbeat_at:
            return ServerDue(self._sent(soup.SERVER_HEARTBEAT, now))
        return NOTHING_DUE

    def _heartbeat_at(self) -> float | None:
        return self._last_sent + self.heartbeat_interval if self.state is ServerState.LOGGED_IN else None

    def _timeout_at(self) -> float | None:
        if self.state is ServerState.NOT_LOGGED_IN:
            return None if self.login_timeout is None else self._opened + self.login_timeout
        if self.state is ServerState.LOGGED_IN:
            return None if self.idle_timeout is None else self._last_received + self.idle_timeout
        return None


def _login_problems(packet: soup.LoginRequest) -> Iterator[str]:
    """What a Login Request holds that 2.3.1 does not provide for; the sequence may stand on either side."""
    for name, text in (
        ("username", packet.username),
        ("password", packet.password),
        ("session", packet.session),
        ("sequence", packet.sequence),
        ("heartbeat timeout", packet.timeout),
    ):
        if not all(" " <= character <= "~" for character in text):
            yield f"{name} is not printable ASCII"
        if name in ("username", "password") and soup.justification(text) in NOT_ON_THE_LEFT:
            yield f"{name} is not padded on the right"
    if packet.sequence_number is None:
        yield "sequence is not a number"
    if packet.timeout and not packet.timeout_ms:
        yield "heartbeat timeout is not a number above 0"
