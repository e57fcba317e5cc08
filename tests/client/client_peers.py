"""Venues for the client's tests: a small honest one, and any script that misbehaves."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from ouch_conformance.client import Session
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.server import LoginRequested, ServerEvent, ServerMachine, ServerState

Address = tuple[str, int]
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PASSWORD = "alpha-pass"
PATIENCE = 5.0


class TinyVenue:
    """One session "S1" whose stream lives as long as the object: what a member sends comes back as Sequenced Data.

    `received` holds the packets of all connections in order, `open` the connections.
    """

    def __init__(self) -> None:
        self.stream: list[bytes] = []
        self.received: list[ServerEvent] = []
        self.open: dict[asyncio.StreamWriter, ServerMachine] = {}
        self.changed = asyncio.Condition()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        machine = ServerMachine(0.0)
        self.open[writer] = machine
        while machine.state is not ServerState.CLOSED and (data := await reader.read(65_536)):
            for event in machine.receive(data, 0.0):
                self.received.append(event)
                self._answer(event, machine, writer)
            async with self.changed:
                self.changed.notify_all()
        self.open.pop(writer, None)

    def produce(self, *messages: bytes) -> None:
        """Messages of the session, sent to everybody who is logged in and kept for those who come later."""
        for message in messages:
            self.stream.append(message)
            for writer, machine in self.open.items():
                if machine.state is ServerState.LOGGED_IN:
                    writer.write(machine.sequenced(message, 0.0))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something that arrives makes the condition true."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(condition)

    def _answer(self, event: ServerEvent, machine: ServerMachine, writer: asyncio.StreamWriter) -> None:
        if isinstance(event, LoginRequested):
            self._login(event, machine, writer)
        elif isinstance(event, soup.UnsequencedData):
            self.produce(event.payload)

    def _login(self, login: LoginRequested, machine: ServerMachine, writer: asyncio.StreamWriter) -> None:
        if login.password != PASSWORD:
            writer.write(machine.reject("A", 0.0))
        elif login.session not in ("", "S1"):
            writer.write(machine.reject("S", 0.0))
        else:
            first = login.sequence or len(self.stream) + 1
            writer.write(machine.accept("S1", first, 0.0))
            for message in self.stream[first - 1 :]:
                writer.write(machine.sequenced(message, 0.0))


@asynccontextmanager
async def listening(script: Script) -> AsyncIterator[Address]:
    """A server on loopback that runs the script for each connection and closes it at the script's end."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await script(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()
    finally:
        server.close()
        for task in tasks:
            task.cancel()


@asynccontextmanager
async def tiny_venue() -> AsyncIterator[tuple[TinyVenue, Address]]:
    """An honest venue and where it listens."""
    venue = TinyVenue()
    async with listening(venue.serve) as address:
        yield venue, address


def after_login(*chunks: bytes, stay: bool = True) -> Script:
    """A script: accept any login, write these chunks, each on its own, then stay silent or close."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(49)
        writer.write(soup.login_accepted("S1", 1))
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
        if stay:
            await reader.read(-1)

    return script


def reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection with RST."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def never(_: Session) -> str | None:
    """A predicate that nothing fulfils: a wait for it lasts its whole time."""
    return None
