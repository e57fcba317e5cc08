"""One timer for all sessions of an event loop: a thousand idle sessions wake it a hundred times a second at most."""

from __future__ import annotations

import asyncio
from typing import Protocol
from weakref import WeakKeyDictionary

GRID = 0.01
"""Seconds. A deadline is served up to this much early, never late by design: a heartbeat is owed after 1 s (1.3)."""


class Ticking(Protocol):
    """Something with deadlines."""

    slot: int | None

    def tick(self, now: float) -> float | None:
        """Do what is due before `now + GRID`; give the next deadline, None for no more."""


class Ticker:
    """Deadlines in slots of `GRID` seconds, one loop timer per slot in use. `Ticking.slot` is this class's to write.

    It holds no reference to its loop, which would keep the loop alive for ever in the table below.
    """

    def __init__(self) -> None:
        self._slots: dict[int, set[Ticking]] = {}

    def arm(self, ticking: Ticking, deadline: float) -> None:
        """Call `ticking.tick` at its deadline; an earlier arming is forgotten."""
        self.disarm(ticking)
        self._put(ticking, int(deadline / GRID))

    def disarm(self, ticking: Ticking) -> None:
        """Forget it."""
        if ticking.slot is not None:
            self._slots[ticking.slot].discard(ticking)
            ticking.slot = None

    def _put(self, ticking: Ticking, slot: int) -> None:
        waiting = self._slots.get(slot)
        if waiting is None:
            waiting = self._slots[slot] = set()
            asyncio.get_running_loop().call_at(slot * GRID, self._fire, slot)
        ticking.slot = slot
        waiting.add(ticking)

    def _fire(self, slot: int) -> None:
        now = asyncio.get_running_loop().time()
        # The slot stays in place while it is served: a session that ticks may end another one that waits beside it.
        waiting = self._slots[slot]
        while waiting:
            ticking = waiting.pop()
            ticking.slot = None
            deadline = ticking.tick(now)
            if deadline is not None:
                # Never the slot that is being served, or an interval below the grid would spin.
                self._put(ticking, max(int(deadline / GRID), slot + 1))
        del self._slots[slot]


class Still(Ticker):
    """A ticker that never ticks: the heartbeats of a record are in it."""

    def arm(self, ticking: Ticking, deadline: float) -> None:
        """Leave it be."""


_tickers: WeakKeyDictionary[asyncio.AbstractEventLoop, Ticker] = WeakKeyDictionary()


def use_ticker(loop: asyncio.AbstractEventLoop, ticker: Ticker) -> None:
    """Have the sessions of a loop ticked by another ticker than its own."""
    _tickers[loop] = ticker


def ticker_of(loop: asyncio.AbstractEventLoop) -> Ticker:
    """The ticker of this loop."""
    ticker = _tickers.get(loop)
    if ticker is None:
        ticker = _tickers[loop] = Ticker()
    return ticker
