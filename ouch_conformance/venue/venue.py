"""The reference venue: sessions, connections and the market behind them, on one asyncio loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ouch_conformance.venue.account import Member
from ouch_conformance.venue.clock import DayClock
from ouch_conformance.venue.connection import Connection
from ouch_conformance.venue.defects import Defects
from ouch_conformance.venue.dialects import Dialect, Watchful, dialect
from ouch_conformance.venue.login import Gate
from ouch_conformance.venue.operator import Operator, OperatorPort
from ouch_conformance.venue.settings import VenueError

if TYPE_CHECKING:
    from ouch_conformance.venue.settings import VenueSettings

Address = tuple[str, int]
T = TypeVar("T")


class Venue:
    """A venue that can be started, logged in to, operated and stopped; all of it on the loop that starts it.

    Raises VenueError for settings that cannot be. `gate` and `dialect` are those of the current session.
    """

    def __init__(self, settings: VenueSettings) -> None:
        settings.check()
        self.settings = settings
        self.defects = Defects(settings.defects)
        self._factory = dialect(settings.protocol)
        self._sessions = 0
        self._servers: list[asyncio.Server] = []
        self._operator_port = OperatorPort(self)
        self._connections: set[Connection] = set()
        self._awake: dict[Connection, None] = {}
        self.operator = Operator(self)
        self.gate: Gate
        self.dialect: Dialect
        self._open_session()

    def _open_session(self) -> None:
        """A new session: a new id, all streams empty, a fresh market."""
        self._sessions += 1
        members = {account.user.upper(): Member(account) for account in self.settings.accounts}
        if self._sessions > 1 and self.defects.has("next-session-counts-on"):
            for user, member in members.items():
                former = self.gate.members[user]
                member.counts_on = former.counts_on + len(former.stream)
        previous, name = (
            f"{self.settings.session_prefix}{number:04d}" for number in (self._sessions - 1, self._sessions)
        )
        self.gate = Gate(name, members, self.settings, self.defects, previous=previous)
        clock = DayClock(self.settings.clock)
        self.dialect = self._factory(self.settings, self.defects, clock, self._schedule, members)

    # Life

    async def start(self) -> None:
        """Listen for members, and for an operator where the settings say so; VenueError where a port is taken."""
        settings = self.settings
        try:
            for host, port in enumerate((settings.port, *settings.mirror_ports)):
                server = asyncio.get_running_loop().create_server(
                    partial(Connection, self, host), settings.host, port, backlog=1024
                )
                self._servers.append(await _bound(server, settings.host, port))
            if settings.operator_port is not None:
                operator = self._operator_port.start(settings.host, settings.operator_port)
                await _bound(operator, settings.host, settings.operator_port)
        except VenueError:
            await self.stop()
            raise

    @property
    def address(self) -> Address:
        """Where members connect; only while the venue runs."""
        return self._addresses()[0]

    @property
    def mirrors(self) -> tuple[Address, ...]:
        """Where members connect to the further hosts; only while the venue runs."""
        return tuple(self._addresses()[1:])

    def _addresses(self) -> list[Address]:
        if not self._servers:
            raise RuntimeError("the venue is not running")
        return [server.sockets[0].getsockname()[:2] for server in self._servers]

    @property
    def operator_address(self) -> Address | None:
        """Where an operator connects; None without an operator port."""
        return self._operator_port.address

    async def stop(self) -> None:
        """Stop listening and end every connection at once; nothing of the venue runs afterwards."""
        self.dialect.close()
        await self._operator_port.stop()
        for connection in list(self._connections):
            connection.abort()
        servers, self._servers = self._servers, []
        for server in servers:
            server.close()
            await server.wait_closed()

    # Sessions

    def end_session(self) -> None:
        """End of Session to everybody; the session cannot be joined again (1.4, 2.2.5)."""
        self.flush()
        self.gate = replace(self.gate, is_open=False)
        self.dialect.close()
        for connection in list(self._connections):
            connection.end_session()

    def start_session(self) -> None:
        """The next session, ended the current one first where it still runs; numbering begins at 1 (1.4)."""
        if self.gate.is_open:
            self.end_session()
        self._open_session()

    # Connections

    def admit(self, connection: Connection) -> bool:
        """Count a new connection in; False where the venue has as many as it takes."""
        if len(self._connections) >= self.settings.maximum_connections:
            return False
        self._connections.add(connection)
        return True

    def forget(self, connection: Connection) -> None:
        """A connection is gone."""
        self._connections.discard(connection)
        self._awake.pop(connection, None)

    def miss(self, member: Member) -> None:
        """A connection of a member is over; the market hears of it unless another one has taken its place."""
        asyncio.get_running_loop().call_soon(self._run, partial(self._miss, self.dialect, member))

    def _miss(self, spoken: Dialect, member: Member) -> None:
        # A login that takes over has ended the first connection and is served in the same breath.
        left = [each for each in member.listeners if not (each.host and self.defects.has("lost-host-withdraws-orders"))]
        gone = not left and spoken is self.dialect and self.gate.is_open
        if gone and isinstance(spoken, Watchful):
            spoken.left(member)

    def drop(self, member: Member, host: int | None = None) -> int:
        """Close a member's connections, those at one host where it is given; gives how many there were."""
        found = [connection for connection in self._connections if connection.member is member]
        dropped = [connection for connection in found if host in (None, connection.host)]
        for connection in dropped:
            connection.close()
        return len(dropped)

    def connections(self, member: Member) -> list[Connection]:
        """A member's live connections."""
        return [connection for connection in self._connections if connection in member.listeners]

    def wake(self, connection: Connection) -> None:
        """A connection has something to send at the next flush."""
        self._awake[connection] = None

    def flush(self) -> None:
        """Send what the streams gained: one write per connection for all that one event caused."""
        awake, self._awake = self._awake, {}
        for connection in awake:
            connection.pump()

    def _schedule(self, seconds: float, call: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, self._run, call)

    def _run(self, call: Callable[[], None]) -> None:
        call()
        self.flush()


async def _bound(listening: Awaitable[T], host: str, port: int) -> T:
    """What begins to listen; VenueError in one line where it cannot."""
    try:
        return await listening
    except OSError as error:
        # asyncio words its own text for an address in use; the system's is shorter.
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise VenueError(f"cannot listen on {host}:{port}: {why or error}") from None
