"""The session of a generated module: messages in and out, and coroutines that are awaited for them."""

# ruff: noqa: ASYNC109 - every wait here is bounded or ends with the connection, and what happens at its end differs
from __future__ import annotations

import asyncio
import errno
import math
import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, Self, TypeVar, cast

from ouch_conformance import client
from ouch_conformance.client import ConnectFailed, ConnectionLost
from ouch_conformance.evidence.recorder import Recorder

if TYPE_CHECKING:
    from ouch_conformance.client.settings import Options
    from ouch_conformance.generate.runtime import Message
    from ouch_conformance.wire import Finding

M = TypeVar("M", bound="Message")
S = TypeVar("S", bound="ClientSession[Any]")

OnMessage = Callable[[M], Awaitable[object]]
OnClose = Callable[[], Awaitable[object]]
Factory = Callable[[client.Session], S]

KEPT_PACKETS = 256
"""Packets that a session remembers for a debugger; older ones are forgotten."""
LAPSE = 2
"""A venue that is silent for so many of its heartbeat intervals is gone."""


class PortRefused(ConnectFailed, ConnectionRefusedError):  # noqa: N818 - as its siblings
    """Nobody listens at the address: also a ConnectionRefusedError, as asyncio's own error is."""


class Received(NamedTuple, Generic[M]):
    """One message with what is known of it: its sequence number, its bytes, and what is wrong with them."""

    message: M
    number: int | None
    payload: bytes
    findings: tuple[Finding, ...]


class ClientSession(Generic[M]):
    """A member's session with a venue, logged in.

    `on_msg_coro` is awaited for every message, one after the other; there is no `receive_message` then.
    `on_close_coro` is awaited once when the connection is gone, whoever ended it, behind the last message. What these
    two raise is given to the event loop's exception handler, and the session goes on.
    """

    MESSAGE: ClassVar[type[Message]]

    def __init__(
        self,
        soup_session: client.Session,
        on_msg_coro: OnMessage[M] | None = None,
        on_close_coro: OnClose | None = None,
    ) -> None:
        self.soup_session = soup_session
        self.on_msg_coro = on_msg_coro
        self.on_close_coro = on_close_coro
        self._attendant: asyncio.Task[None] | None = None
        if on_msg_coro or on_close_coro:
            self._attendant = asyncio.get_running_loop().create_task(self._attend())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.soup_session.name}: {self.soup_session.state}>"

    @property
    def closed(self) -> bool:
        """Whether the connection is gone."""
        return self.soup_session.closed

    @property
    def session_id(self) -> str:
        """The session that the venue named when it accepted the login."""
        return self.soup_session.session_id

    @property
    def next_number(self) -> int | None:
        """The sequence number of the venue's next message: what to come back with."""
        return self.soup_session.next_number

    def send_message(self, message: Message | bytes) -> None:
        """Send a message (or the bytes of one).

        Raises FieldError for a field that has to be set and was not, ConnectionLost, and VenueStalled where the venue
        does not read.
        """
        self.soup_session.send_message(message if isinstance(message, bytes) else message.encode())

    async def receive_message(self, timeout: float | None = None) -> M:
        """The next message of the venue; without `timeout` (seconds) as long as the connection lasts.

        Raises TimeoutError, and ConnectionLost when no more can come. RuntimeError where `on_msg_coro` gets them.
        """
        return (await self.receive(timeout)).message

    async def receive(self, timeout: float | None = None) -> Received[M]:
        """As `receive_message`, with the message's number and bytes, and what is wrong with them."""
        if self.on_msg_coro is not None:
            raise RuntimeError("the messages of this session go to its on_msg_coro")
        return await self._next(timeout)

    async def close(self) -> None:
        """Log out and close; returns when `on_close_coro` is done. A second time does nothing."""
        await self.soup_session.close()
        # A coroutine that the attendant awaits may close the session, too.
        if self._attendant is not None and self._attendant is not asyncio.current_task():
            await asyncio.wait([self._attendant])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _next(self, timeout: float | None) -> Received[M]:
        received = await self.soup_session.receive_message(math.inf if timeout is None else timeout)
        message, findings = self.MESSAGE.decode(received.payload)
        return Received(cast("M", message), received.number, received.payload, findings)

    async def _attend(self) -> None:
        """Wait on the user's coroutines until the connection is gone."""
        if self.on_msg_coro is None:
            await self.soup_session.wait_closed(math.inf)
        else:
            await self._dispatch(self.on_msg_coro)
        if self.on_close_coro is not None:
            await self._guard(self.on_close_coro)

    async def _dispatch(self, on_message: OnMessage[M]) -> None:
        while True:
            try:
                received = await self._next(None)
            except ConnectionLost:
                return
            await self._guard(partial(on_message, received.message))

    async def _guard(self, call: Callable[[], Awaitable[object]]) -> None:
        try:
            await call()
        except Exception as fault:
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"a coroutine of session {self.soup_session.name} raised", "exception": fault}
            )


async def connect(
    session_type: Callable[[client.Session, OnMessage[M] | None, OnClose | None], S],
    remote: tuple[str, int],
    user: str,
    passwd: str,
    session_id: str,
    sequence: int,
    session_factory: Factory[S] | None,
    on_msg_coro: OnMessage[M] | None,
    on_close_coro: OnClose | None,
    client_heartbeat_interval: float,
    server_heartbeat_interval: float,
    connect_timeout: float,
) -> S:
    """Connect, log in, and make the session; whatever fails, no connection is left open."""
    if session_factory and (on_msg_coro or on_close_coro):
        raise ValueError(
            "a session_factory makes the session: on_msg_coro and on_close_coro are to be given to it there"
        )
    options: Options = {
        "name": user,
        "recorder": Recorder(max_entries=KEPT_PACKETS),
        "connect_timeout": connect_timeout,
        "login_timeout": connect_timeout,
        "heartbeat_interval": client_heartbeat_interval,
        "server_timeout": LAPSE * server_heartbeat_interval,
        "history": False,
    }
    try:
        logged_in = await client.connect_async(remote, user, passwd, session_id, sequence, **options)
    except ConnectFailed as failed:
        if failed.why == os.strerror(errno.ECONNREFUSED).lower():
            raise PortRefused(failed.host, failed.port, failed.why) from failed.__cause__
        raise
    try:
        return session_factory(logged_in) if session_factory else session_type(logged_in, on_msg_coro, on_close_coro)
    except BaseException:
        logged_in.drop()
        raise
