"""The shared timer of a loop's sessions."""

from __future__ import annotations

import asyncio
import gc
import weakref

from ouch_conformance.client.ticker import Ticker, ticker_of


class Clockwork:
    """Ticks at its interval, so many times."""

    def __init__(self, times: int, interval: float = 0.02) -> None:
        self.slot: int | None = None
        self.times = times
        self.interval = interval
        self.ticks: list[float] = []
        self.done = asyncio.Event()

    def tick(self, now: float) -> float | None:
        self.ticks.append(now)
        if len(self.ticks) == self.times:
            self.done.set()
            return None
        return now + self.interval


async def test_deadlines_are_served_until_there_is_none() -> None:
    """Each tick names the next deadline; None ends it."""
    start = asyncio.get_running_loop().time()
    ticker, fast, slow = Ticker(), Clockwork(5), Clockwork(1)
    ticker.arm(fast, start + 0.02)
    ticker.arm(slow, start + 0.04)
    await asyncio.wait_for(asyncio.gather(fast.done.wait(), slow.done.wait()), 2.0)

    assert (len(fast.ticks), len(slow.ticks), fast.slot, slow.slot) == (5, 1, None, None)
    assert fast.ticks[-1] - start >= 0.02 * 5 - 0.01 * 5  # each at most one grid step early


async def test_an_interval_below_the_grid_does_not_spin() -> None:
    """The next tick is never in the slot that is being served."""
    start = asyncio.get_running_loop().time()
    ticker, hasty = Ticker(), Clockwork(5, interval=0.0)
    ticker.arm(hasty, start)
    await asyncio.wait_for(hasty.done.wait(), 2.0)
    assert hasty.ticks[-1] - hasty.ticks[0] > 0.02


async def test_arming_again_replaces_and_disarming_forgets() -> None:
    """A deadline may move forward or go."""
    now = asyncio.get_running_loop().time()
    ticker, moved, gone = Ticker(), Clockwork(1), Clockwork(1)
    ticker.arm(moved, now + 60)
    ticker.arm(moved, now + 0.02)
    ticker.arm(gone, now + 0.02)
    ticker.disarm(gone)
    ticker.disarm(gone)
    await asyncio.wait_for(moved.done.wait(), 2.0)
    assert (len(moved.ticks), gone.ticks) == (1, [])


async def test_one_that_ends_another_of_the_same_slot_is_safe() -> None:
    """The other is not called any more, or had been called before."""
    ticker = Ticker()

    class Ender(Clockwork):
        other: Clockwork

        def tick(self, now: float) -> float | None:
            ticker.disarm(self.other)
            return super().tick(now)

    first, second = Ender(1), Ender(1)
    first.other, second.other = second, first
    deadline = asyncio.get_running_loop().time() + 0.02
    ticker.arm(first, deadline)
    ticker.arm(second, deadline)
    _, pending = await asyncio.wait(
        [asyncio.create_task(clock.done.wait()) for clock in (first, second)],
        timeout=2.0,
        return_when=asyncio.FIRST_COMPLETED,
    )
    for task in pending:
        task.cancel()
    assert len(first.ticks) + len(second.ticks) == 1


def test_a_loop_has_one_ticker_and_is_not_kept_alive_by_it() -> None:
    """Runs that make many loops do not pile them up."""
    loop = asyncio.new_event_loop()
    assert ticker_of(loop) is ticker_of(loop)
    loop.close()
    gone = weakref.ref(loop)
    del loop
    gc.collect()
    assert gone() is None
