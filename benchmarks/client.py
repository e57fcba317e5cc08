"""Client and recorder against a raw asyncio Protocol and against nasdaq-protocols; the peer runs in another process.

`python -m benchmarks.client` prints the table.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import statistics
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from nasdaq_protocols import soup as nasdaq_soup

from benchmarks.peer import ANSWER, many_files, running_peer
from benchmarks.table import Row, bounded, compared, faster, render
from ouch_conformance.client import Session, connect_async
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import codec

Address = tuple[str, int]
Trip = Callable[[], Awaitable[object]]

ORDER = b"O" + bytes(46)
"""As long as an Enter Order of OUCH 5.0 without options."""
ROUNDS = 10
TRIPS = 200
PIPELINED = 10_000
PIPELINED_NASDAQ = 200
SESSIONS = 1_000
IDLE_SECONDS = 5.0
SCENARIOS = 10_000
KIB = 1024.0


class Raw(asyncio.Protocol):
    """The floor: the same bytes, a future for each answer, nothing else."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.answer: asyncio.Future[None]
        self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.missing -= len(data)
        if self.missing == 0:
            self.answer.set_result(None)

    async def ask(self, question: bytes, answer_size: int) -> None:
        """Write, and wait for so many bytes."""
        self.answer = asyncio.get_running_loop().create_future()
        self.missing = answer_size
        self.transport.write(question)
        await self.answer


async def raw_session(address: Address) -> Raw:
    """A raw connection that is logged in."""
    _, raw = await asyncio.get_running_loop().create_connection(Raw, *address)
    await raw.ask(soup.login_request("RAW", "alpha-pass"), 33)
    return raw


async def our_session(address: Address, recorder: Recorder | None = None) -> Session:
    """A session with codec and recorder."""
    return await connect_async(
        address, "MEMBRA", "alpha-pass", codec=codec("nasdaq-ouch-5.0"), recorder=recorder or Recorder()
    )


async def medians(*trips: Trip) -> list[float]:
    """The median of each kind of round trip, in microseconds, from the quietest of some rounds.

    The kinds take turns trip by trip, so that a busy machine slows them alike.
    """
    rounds = []
    for _ in range(ROUNDS):
        times: list[list[float]] = [[] for _ in trips]
        for _ in range(TRIPS):
            for trip, spent in zip(trips, times, strict=True):
                start = time.perf_counter()
                await trip()
                spent.append(time.perf_counter() - start)
        rounds.append([statistics.median(spent) * 1e6 for spent in times])
    return min(rounds, key=sum)


def trip_of(session: Any, order: object = ORDER) -> Trip:
    """One order and its decoded answer."""

    async def trip() -> object:
        session.send_message(order)
        return await session.receive_message()

    return trip


async def round_trip(address: Address) -> Row:
    """One order and its answer: send, record both, decode."""
    raw, session = await raw_session(address), await our_session(address)
    order = soup.unsequenced(ORDER)

    async def raw_trip() -> None:
        await raw.ask(order, len(ANSWER))

    ours, floor = await medians(trip_of(session), raw_trip)
    raw.transport.close()
    await session.close()
    return compared("order round trip, median, against a raw asyncio Protocol", ours, floor, 1.5, "µs")


async def pipelined(address: Address) -> Row:
    """Many orders written at once, then all answers."""
    session = await our_session(address)
    ours = min([await pipelined_each(session, ORDER, PIPELINED) for _ in range(3)])
    await session.close()
    other = await _pipelined_nasdaq(address)
    return faster("pipelined orders on one session, each, against nasdaq-protocols", ours, other, 20, "µs")


async def pipelined_each(session: Any, order: object, count: int) -> float:
    """Microseconds for each of many orders sent at once and answered."""
    start = time.perf_counter()
    for _ in range(count):
        session.send_message(order)
    for _ in range(count):
        await session.receive_message()
    return (time.perf_counter() - start) / count * 1e6


async def _pipelined_nasdaq(address: Address) -> float:
    logging.disable(logging.CRITICAL)
    session = await nasdaq_soup.connect_async(address, "MEMBRA", "alpha-pass", "", sequence=1)
    start = time.perf_counter()
    for _ in range(PIPELINED_NASDAQ):
        session.send_unseq_data(ORDER)
    for _ in range(PIPELINED_NASDAQ):
        await session.receive_msg()
    spent = time.perf_counter() - start
    await session.close()
    logging.disable(logging.NOTSET)
    return spent / PIPELINED_NASDAQ * 1e6


async def many_sessions(address: Address) -> list[Row]:
    """A thousand sessions: what they cost when idle, in memory, and one of them when it works."""
    first = await our_session(address)
    [alone] = await medians(trip_of(first))
    idle_alone = await idle_cost(1)
    tracemalloc.start()
    recorder = Recorder()
    others = [await our_session(address, recorder) for _ in range(SESSIONS - 1)]
    each = tracemalloc.get_traced_memory()[0] / len(others) / KIB
    tracemalloc.stop()
    idle = max(idle_alone, await idle_cost(SESSIONS))
    [crowded] = await medians(trip_of(first))
    for session in (first, *others):
        session.drop()
    return [
        bounded("idle session with heartbeats, share of a core", idle, 0.1, "%"),
        compared("round trip on one of 1,000 sessions, against one alone", crowded, alone, 1.5, "µs"),
        bounded("memory per session", each, 50, "KiB"),
    ]


async def idle_cost(sessions: int, seconds: float = IDLE_SECONDS) -> float:
    """Per cent of a core per session while nothing but heartbeats happens."""
    cpu, start = time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    return (time.process_time() - cpu) / (time.perf_counter() - start) / sessions * 100


async def growth(address: Address) -> Row:
    """Memory after 10,000 scenarios' worth of traffic: connect, log in, three orders, log out, take the evidence."""
    recorder = Recorder()
    for _ in range(SCENARIOS // 10):
        await _scenario(address, recorder)
    before = _resident()
    for _ in range(SCENARIOS):
        await _scenario(address, recorder)
    return bounded("growth over 10,000 scenarios' worth of traffic", max(0.0, _resident() - before) / KIB, 1024, "KiB")


async def _scenario(address: Address, recorder: Recorder) -> None:
    mark = recorder.mark()
    session = await our_session(address, recorder)
    for _ in range(3):
        session.send_message(ORDER)
        await session.receive_message()
    await session.close()
    assert len(recorder.since(mark).entries) >= 11  # a heartbeat may come between
    recorder.forget(recorder.mark())


def _resident() -> float:
    """Bytes of this process in memory (Linux)."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096.0


async def _measure(address: Address) -> list[Row]:
    many_files()
    # Growth first: memory that another measurement freed would hide it.
    grown = await growth(address)
    return [await round_trip(address), await pipelined(address), *await many_sessions(address), grown]


def rows() -> list[Row]:
    """All rows; about a minute."""
    with running_peer() as address:
        return asyncio.run(_measure(address))


if __name__ == "__main__":
    print(render(rows()))
