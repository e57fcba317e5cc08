"""A member's session with a venue: log in, send, receive, log out, drop, come back and resume."""

# ruff: noqa: ASYNC109 - every wait here is bounded, and what happens at its end differs: the bound is a parameter
from __future__ import annotations

import asyncio
import os
import re
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

from ouch_conformance.client.connection import Connection, reason_of
from ouch_conformance.client.errors import ConnectFailed, ConnectionLost, LoginRefused, LoginTimedOut, SessionError
from ouch_conformance.client.events import Event, Received
from ouch_conformance.client.settings import Settings
from ouch_conformance.evidence.clock import now_ns
from ouch_conformance.evidence.frames import Mark, SessionMark
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.client import ClientState

if TYPE_CHECKING:
    from typing import Unpack

    from ouch_conformance.client.settings import Options
    from ouch_conformance.wire import WireMessage

UNANSWERED = (ClientState.CONNECTED, ClientState.LOGIN_SENT)
COMPACT = 512
"""Without history, so many received messages leave the list at once."""


class Session(Connection):
    """A session of one member on one TCP connection."""

    __slots__ = ("_paused", "_read")

    def __init__(self, settings: Settings, name: str) -> None:
        super().__init__(settings, name)
        self._read = 0
        self._paused = False

    @property
    def state(self) -> ClientState:
        """Where the session stands."""
        return self.machine.state

    @property
    def session_id(self) -> str:
        """The session that the venue named in Login Accepted, trimmed; empty before."""
        return self.machine.accepted.session_id if self.machine.accepted else ""

    @property
    def next_number(self) -> int | None:
        """The number of the next Sequenced Data packet: what to resume from. None before a readable Login Accepted."""
        return self.machine.next_number

    # Login and logout

    def send_login(self, user: str, password: str, session: str = "", sequence: int | str = 0) -> None:
        """Send a Login Request and do not wait. Raises ValueError for a value that is too wide, ConnectionLost."""
        settings = self._settings
        timeout = round(settings.heartbeat_timeout * 1000) if settings.version.login_states_timeout else None
        packet = soup.login_request(user, password, session, sequence, timeout)
        self._settings = replace(self._settings, user=user, password=password)
        self.send_packet(packet)

    async def login(
        self, user: str, password: str, session: str = "", sequence: int | str = 0, *, timeout: float | None = None
    ) -> None:
        """Send a Login Request and wait for its answer, `timeout` seconds or the session's login time-out.

        Raises LoginRefused, LoginTimedOut and ConnectionLost; the connection is left as it is.
        """
        seconds = self._settings.login_timeout if timeout is None else timeout
        self.send_login(user, password, session, sequence)
        await self.wait_for(lambda session: session.state not in UNANSWERED or None, seconds)
        if self.machine.rejected is not None:
            raise LoginRefused(self.machine.rejected.reason)
        if self.machine.accepted is not None:
            return
        raise ConnectionLost(self.name, self._how_it_ended()) if self.closed else LoginTimedOut(seconds)

    async def logout(self, timeout: float = 1.0) -> bool:
        """Send a Logout Request (2.3.4); whether the venue ended the connection within `timeout` seconds."""
        self.send_packet(soup.LOGOUT)
        return await self.wait_closed(timeout)

    async def close(self, timeout: float = 1.0) -> None:
        """Log out where logged in, then close; each at most `timeout` seconds. A second time does nothing.

        Where the venue floods the member its answer to a logout would not be read: none is sent.
        """
        if self.state is ClientState.LOGGED_IN and not self.flooded and not self._transport.is_closing():
            await self.logout(timeout)
        if not self.closed:
            self._ended_by = "closed"
            self._transport.close()
            if not await self.wait_closed(timeout):
                self._cut("closed, with bytes that the venue did not read")

    async def reconnect(self, sequence: int | None = None, session: str | None = None) -> Session:
        """A new session with the same settings and login, named "A#2" after "A".

        It resumes this one's session from `sequence`, by default the next number expected (1.2).
        Raises as `connect_async` does, and SessionError where this session never logged in.
        """
        settings = self._settings
        if settings.user is None or settings.password is None:
            raise SessionError(f"session {self.name} has never logged in")
        resumed = await _open(settings, _next_name(self.name))
        number = (self.next_number or 0) if sequence is None else sequence
        await _login_or_close(
            resumed, settings.user, settings.password, self.session_id if session is None else session, number
        )
        return resumed

    # Messages

    def send_message(self, message: WireMessage | bytes) -> None:
        """Send a message as Unsequenced Data (2.3.2). Raises ConnectionLost, VenueStalled and what `encode` raises."""
        self.send_packet(soup.unsequenced(message if isinstance(message, bytes) else message.encode()))

    async def receive_message(self, timeout: float = 5.0) -> Received:
        """The next message of the venue. Raises TimeoutError, and ConnectionLost when no more can come."""
        event = self._next_message() or await self.wait_for(Session._next_message, timeout)
        if event is not None:
            return self._received(event, event.payload or b"")
        if self.closed:
            raise ConnectionLost(self.name, self._how_it_ended())
        raise TimeoutError(f"session {self.name}: no message within {timeout:g} s")

    def _next_message(self) -> Event | None:
        events, index, end = self.events, self._read, len(self.events)
        while index < end:
            event = events[index]
            index += 1
            if event.payload is not None:
                self._read = index
                if not self._settings.history:
                    self._forget_read()
                return event
        self._read = index
        return None

    def _received(self, event: Event, payload: bytes) -> Received:
        if self._settings.codec is None:
            return Received(None, event.number, payload)
        message, findings = self._settings.codec.decode(payload, "outgoing")
        return Received(message, event.number, payload, findings)

    def _keep(self, event: Event) -> None:
        if self._settings.on_message is not None:
            payload = event.payload
            if payload is not None:
                self._guard(self._settings.on_message, self._received(event, payload))
        if self._settings.history:
            super()._keep(event)
        elif self._settings.on_message is None and event.payload is not None:
            self._keep_until_read(event)

    def _keep_until_read(self, event: Event) -> None:
        """Without history: hold the venue back by TCP when its messages are not taken."""
        self.events.append(event)
        self._bytes_kept += len(event.frame.data)
        full = (
            len(self.events) - self._read >= self._settings.max_events or self._bytes_kept >= self._settings.max_bytes
        )
        if full and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def _forget_read(self) -> None:
        if self._read < COMPACT and self._read < len(self.events):
            return
        self._bytes_kept -= sum(len(event.frame.data) for event in self.events[: self._read])
        del self.events[: self._read]
        self._read = 0
        if self._paused and not self.closed:
            self._paused = False
            self._transport.resume_reading()


async def connect_async(
    remote: tuple[str, int],
    user: str,
    password: str,
    session: str = "",
    sequence: int | str = 0,
    **options: Unpack[Options],
) -> Session:
    """Connect and log in: a blank `session` is the active one, `sequence` the first message wanted (0: from now on).

    Raises ConnectFailed, LoginRefused, LoginTimedOut, ConnectionLost; nothing is left open then.
    ValueError for a value that is too wide for its field.
    """
    opened = await open_async(remote, **options)
    await _login_or_close(opened, user, password, session, sequence)
    return opened


async def open_async(remote: tuple[str, int], **options: Unpack[Options]) -> Session:
    """A TCP connection that has not logged in. Raises ConnectFailed."""
    settings = Settings(remote=remote, **options)
    return await _open(settings, settings.name)


async def _open(settings: Settings, name: str) -> Session:
    host, port = settings.remote
    try:
        async with asyncio.timeout(settings.connect_timeout):
            _, session = await asyncio.get_running_loop().create_connection(lambda: Session(settings, name), host, port)
    except OSError as error:
        why = _why(error, settings.connect_timeout)
        settings.recorder.append(SessionMark(now_ns(), name, Mark.REFUSED, f"{host}:{port}: {why}"))
        raise ConnectFailed(host, port, why) from error
    return session


async def _login_or_close(session: Session, user: str, password: str, session_id: str, sequence: int | str) -> None:
    try:
        await session.login(user, password, session_id, sequence)
    except (SessionError, ValueError):
        await session.close()
        raise


def _why(error: OSError, patience: float) -> str:
    """Why there is no connection, in words."""
    if isinstance(error, socket.gaierror):
        return f"the host name cannot be resolved ({error.strerror})"
    if isinstance(error, TimeoutError) and error.errno is None:
        return f"timed out after {patience:g} s"
    # A name with several addresses: asyncio joins the errors of all of them into one text.
    numbers = re.findall(r"\[Errno (\d+)\]", str(error)) if error.errno is None else []
    return os.strerror(int(numbers[-1])).lower() if numbers else reason_of(error)


def _next_name(name: str) -> str:
    base, _, count = name.partition("#")
    return f"{base}#{int(count) + 1 if count.isdigit() else 2}"
