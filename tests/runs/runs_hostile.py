"""Venues that misbehave: real sockets, one behaviour each."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self, TypeAlias

Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter
Behaviour = Callable[[Reader, Writer], Awaitable[None]]

SILENCE = 3600.0
"""Seconds, and so for ever: the member leaves earlier."""


def packet(kind: bytes, payload: bytes = b"") -> bytes:
    """One SoupBinTCP packet: length, type, payload (1.1)."""
    return struct.pack(">H", 1 + len(payload)) + kind + payload


ACCEPTED = packet(b"A", b"   DAY0001" + b"1".rjust(20))
HEARTBEAT = packet(b"H")


async def _request(reader: Reader) -> tuple[bytes, bytes]:
    """The member's next packet: type and payload."""
    size = int.from_bytes(await reader.readexactly(2), "big")
    data = await reader.readexactly(size)
    return data[:1], data[1:]


async def _login(reader: Reader, writer: Writer, answer: bytes = ACCEPTED) -> None:
    while (await _request(reader))[0] != b"L":
        pass
    writer.write(answer)
    await writer.drain()


async def _drain(reader: Reader) -> None:
    """Read until the member leaves."""
    with suppress(ConnectionError):
        while await reader.read(65_536):
            pass


async def silent(reader: Reader, _: Writer) -> None:
    """Reads, and never says a word."""
    await _drain(reader)


async def closes_at_once(_: Reader, __: Writer) -> None:
    """Closes a connection as soon as it stands."""


async def resets_at_once(_: Reader, writer: Writer) -> None:
    """Resets a connection as soon as it stands."""
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


async def closes_after_login(reader: Reader, writer: Writer) -> None:
    """Accepts the login and closes."""
    await _login(reader, writer)


async def stalls_after_login(reader: Reader, writer: Writer) -> None:
    """Accepts the login, reads on and never sends anything more."""
    await _login(reader, writer)
    await _drain(reader)


async def only_heartbeats(reader: Reader, writer: Writer) -> None:
    """Accepts the login and keeps the session alive, but answers nothing."""
    await _login(reader, writer)
    reading = asyncio.ensure_future(_drain(reader))
    while not reading.done():
        writer.write(HEARTBEAT)
        await asyncio.wait([reading], timeout=0.1)


async def garbage(reader: Reader, writer: Writer) -> None:
    """Answers everything by random bytes."""
    noise = random.Random(5)  # noqa: S311 - the same bytes in every run
    while await reader.read(65_536):
        writer.write(noise.randbytes(500))


async def garbage_in_packets(reader: Reader, writer: Writer) -> None:
    """Answers everything by packets of random types with random bytes in them."""
    noise = random.Random(7)  # noqa: S311 - the same bytes in every run
    while await reader.read(65_536):
        for _ in range(20):
            writer.write(packet(noise.randbytes(1), noise.randbytes(noise.randrange(60))))


async def trickles(reader: Reader, writer: Writer) -> None:
    """Announces the longest packet there is and sends it one byte at a time."""
    writer.write(b"\xff\xffS")
    reading = asyncio.ensure_future(_drain(reader))
    while not reading.done():
        writer.write(b"?")
        await asyncio.wait([reading], timeout=0.02)


async def _flood(reader: Reader, writer: Writer, data: bytes) -> None:
    reading = asyncio.ensure_future(_drain(reader))
    while not reading.done():
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0)


async def floods_packets(reader: Reader, writer: Writer) -> None:
    """Sends the longest packets there are without end, before and after the login."""
    await _flood(reader, writer, b"\xff\xff" + b"S" * 65_535)


async def floods_debug(reader: Reader, writer: Writer) -> None:
    """Accepts the login, then sends two megabytes of debug packets and nothing else."""
    await _login(reader, writer)
    reading = asyncio.ensure_future(_drain(reader))
    for _ in range(200):
        writer.write(packet(b"+", b"all is well ".ljust(1_000, b".")) * 10)
        await writer.drain()
    await reading


async def oversized(reader: Reader, writer: Writer) -> None:
    """Answers every message by the longest Sequenced Data there is."""
    await _login(reader, writer)
    while True:
        if (await _request(reader))[0] == b"U":
            writer.write(packet(b"S", b"A" * 65_534))


async def half_a_packet(reader: Reader, writer: Writer) -> None:
    """Accepts the login, begins a packet and stops."""
    await _login(reader, writer, ACCEPTED + packet(b"S", b"A" * 64)[:20])
    await _drain(reader)


async def never_reads(_: Reader, writer: Writer) -> None:
    """Accepts a login that it has not read, and reads nothing ever."""
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(ACCEPTED)
    await asyncio.sleep(SILENCE)


async def garbage_in_login_accepted(reader: Reader, writer: Writer) -> None:
    """Accepts the login with bytes that are neither a session nor a number."""
    await _login(reader, writer, packet(b"A", b"\xff\x00\x80session" + b"\x00not-a-number\xfe......"))
    await _drain(reader)


async def unknown_messages(reader: Reader, writer: Writer) -> None:
    """Accepts the login and answers every message by types that no document has, and random bytes behind known ones."""
    noise = random.Random(6)  # noqa: S311 - the same bytes in every run
    await _login(reader, writer)
    while True:
        if (await _request(reader))[0] == b"U":
            for kind in (b"z", b"\x00", b"", noise.choice([b"A", b"E", b"C", b"Q", b"J"])):
                writer.write(packet(b"S", kind + noise.randbytes(noise.randrange(80))))


async def echoes(reader: Reader, writer: Writer) -> None:
    """Sends back every byte that it gets, the login too."""
    while data := await reader.read(65_536):
        writer.write(data)


def late(venue: tuple[str, int], delay: float) -> Behaviour:
    """A way to a real venue on which logins are answered at once and everything else `delay` seconds late."""

    async def behave(reader: Reader, writer: Writer) -> None:
        loop = asyncio.get_running_loop()
        from_venue, to_venue = await asyncio.open_connection(*venue)

        async def answers() -> None:
            while not from_venue.at_eof():
                kind, payload = await _request(from_venue)
                loop.call_later(0 if kind in (b"A", b"J") else delay, writer.write, packet(kind, payload))

        answering = asyncio.ensure_future(answers())
        while data := await reader.read(65_536):
            to_venue.write(data)
        answering.cancel()
        to_venue.close()

    return behave


BEHAVIOURS: tuple[Behaviour, ...] = (
    silent,
    closes_at_once,
    resets_at_once,
    closes_after_login,
    stalls_after_login,
    only_heartbeats,
    garbage,
    garbage_in_packets,
    trickles,
    floods_packets,
    floods_debug,
    oversized,
    half_a_packet,
    never_reads,
    garbage_in_login_accepted,
    unknown_messages,
    echoes,
)


class HostileVenue:
    """A server of one behaviour, in a thread of its own. `connections` counts who came."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.connections = 0
        self._behaviour = behaviour
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[object]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        ).result(10)
        host, port = self._server.sockets[0].getsockname()
        self.address = (str(host), int(port))
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: Reader, writer: Writer) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._behaviour(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # The member has left, or the test is over.
            self._tasks.discard(task)
        finally:
            writer.transport.abort()
