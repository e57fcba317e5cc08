"""A venue that never stops sending."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import pytest

from ouch_conformance.client import open_async

DEBUG = b"\x00\x02+!"
"""The shortest Debug packet with a text (2.1)."""


@pytest.fixture
def flood() -> Iterator[tuple[str, int]]:
    """The address of a server that sends Debug packets to its one visitor as fast as they are taken."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def send() -> None:
            with suppress(OSError):
                visitor, _ = listener.accept()
                with visitor:
                    while True:
                        visitor.sendall(DEBUG * 50_000)

        thread = threading.Thread(target=send, daemon=True)
        thread.start()
        yield listener.getsockname()
    thread.join(10)


async def test_a_wait_ends_in_the_midst_of_a_flood(flood: tuple[str, int]) -> None:
    """Something arrives in every turn of the loop, and still a wait ends when its time is over."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(20):
        session = await open_async(flood)
        begun = loop.time()
        await session.wait_for(lambda session: session.closed or None, 0.1)
        waited = loop.time() - begun
        session.drop()

    assert 0.1 <= waited < 5
    assert len(session.events) > 100


async def test_a_flood_leaves_the_loop_its_turns(flood: tuple[str, int]) -> None:
    """What else the loop has to do, a heartbeat say, is never held up for long by the bytes that lie ready."""
    loop = asyncio.get_running_loop()
    turns: list[float] = []

    def turn() -> None:
        turns.append(loop.time())
        loop.call_later(0.001, turn)

    session = await open_async(flood)
    turn()
    await session.wait_for(lambda session: session.closed or None, 1.0)
    session.drop()

    gaps = sorted(later - earlier for earlier, later in pairwise(turns))
    # Half a heartbeat is what a run bears. The median, for one turn may be long on a machine with other things to do.
    assert len(gaps) > 2
    assert gaps[len(gaps) // 2] < 0.5
