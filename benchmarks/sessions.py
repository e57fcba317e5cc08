"""Sessions of generated packages, ours and those of nasdaq-protocols: same XML, same server, one run.

`python -m benchmarks.sessions` prints the table. The server is another process (`benchmarks.peer`).
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.client import Address, idle_cost, medians, pipelined_each, trip_of
from benchmarks.codec import ORDER, PROTOCOL
from benchmarks.codec import generated as theirs_from
from benchmarks.generated import ours_from
from benchmarks.peer import running_peer
from benchmarks.table import Row, faster, render
from ouch_conformance.spec.resources import data_root

PIPELINED = 200
"""Orders written at once. nasdaq-protocols takes longer for each the more there are."""
IDLE_SECONDS = 10.0
NOT_SLOWER = 1.0


async def _session(module: ModuleType, address: Address) -> Any:
    return await module.connect_async(address, "MEMBRA", "alpha-pass", "", sequence=1)


def _order(module: ModuleType) -> Any:
    order = module.EnterOrder()
    for name, value in ORDER.items():
        setattr(order, name, value)
    return order


async def _measure(modules: tuple[ModuleType, ModuleType], address: Address) -> list[Row]:
    sessions = [await _session(module, address) for module in modules]
    orders = [_order(module) for module in modules]
    pairs = list(zip(sessions, orders, strict=True))
    ours, theirs = await medians(*(trip_of(*pair) for pair in pairs))
    pipelined = [min([await pipelined_each(*pair, PIPELINED) for _ in range(3)]) for pair in pairs]
    for session in sessions:
        await session.close()
    idle_ours, idle_theirs = [await _idle_of(module, address) for module in modules]
    them = "against nasdaq-protocols"
    return [
        faster(f"generated session: order round trip, {them}", ours, theirs, NOT_SLOWER, "µs"),
        faster(
            f"generated session: {PIPELINED} pipelined orders, each, {them}",
            pipelined[0],
            pipelined[1],
            NOT_SLOWER,
            "µs",
        ),
        faster(
            f"generated session: idle, share of a core, {them}",
            idle_ours,
            idle_theirs,
            NOT_SLOWER,
            "%",
        ),
    ]


async def _idle_of(module: ModuleType, address: Address) -> float:
    session = await _session(module, address)
    cost = await idle_cost(1, IDLE_SECONDS)
    await session.close()
    return cost


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing is logged: printing it would be measured."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def rows() -> list[Row]:
    """All rows; about half a minute."""
    file = data_root() / "specs" / PROTOCOL / "messages.xml"
    with tempfile.TemporaryDirectory() as name, running_peer() as address, _quiet():
        folder = Path(name)
        modules = ours_from(file, "peer_ours", folder / "ours"), theirs_from(file, "peer_theirs", folder / "theirs")
        return asyncio.run(_measure(modules, address))


if __name__ == "__main__":
    table = rows()
    print(render(table))
    sys.exit(0 if all(row.ok for row in table) else 1)
