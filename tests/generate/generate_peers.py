"""A venue that speaks the sample protocol, on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.server import LoginRequested, ServerMachine, ServerState

Address = tuple[str, int]
PASSWORD = "alpha-pass"
PATIENCE = 5.0


class SampleVenue:
    """One session "S1": an order for more than nothing is accepted, any other rejected for reason 1.

    `packets` are the types of everything that came in, in order. `first` are messages that stand in the session
    already. `mute` venues answer no login.
    """

    def __init__(self, first: tuple[bytes, ...] = (), mute: bool = False) -> None:
        self.first = first
        self.mute = mute
        self.packets: list[str] = []
        self.logins: list[LoginRequested] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.machine = ServerMachine(0.0)
        self.changed = asyncio.Event()
        self.orders = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.machine = ServerMachine(0.0)
        self.writers.append(writer)
        while self.machine.state is not ServerState.CLOSED and (data := await reader.read(65_536)):
            for event in self.machine.receive(data, 0.0):
                self.packets.append(type(event).__name__)
                if isinstance(event, LoginRequested) and not self.mute:
                    writer.write(self._login(event))
                elif isinstance(event, soup.UnsequencedData):
                    writer.write(self.machine.sequenced(self._answer(event.payload), 0.0))
            self.changed.set()
        writer.close()

    async def until(self, packet: str, times: int = 1) -> None:
        """Wait until a packet has come so many times."""
        async with asyncio.timeout(PATIENCE):
            while self.packets.count(packet) < times:
                self.changed.clear()
                await self.changed.wait()

    def produce(self, *messages: bytes) -> None:
        """Messages of the venue's own."""
        for message in messages:
            self.writers[-1].write(self.machine.sequenced(message, 0.0))

    def _login(self, login: LoginRequested) -> bytes:
        self.logins.append(login)
        if login.password != PASSWORD:
            return self.machine.reject("A", 0.0)
        accepted = self.machine.accept("S1", login.sequence or 1, 0.0)
        return accepted + b"".join(self.machine.sequenced(message, 0.0) for message in self.first)

    def _answer(self, order: bytes) -> bytes:
        quantity = int.from_bytes(order[6:14], "big", signed=True)
        self.orders += 1
        return b"K" + self.orders.to_bytes(8, "big") if quantity > 0 else b"U\x00\x01"


@asynccontextmanager
async def listening(venue: SampleVenue) -> AsyncIterator[Address]:
    """Where the venue listens; every connection is gone afterwards."""
    server = await asyncio.start_server(venue.serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()
    finally:
        server.close()
        for writer in venue.writers:
            writer.close()
