"""The step bridge: coroutines run to their end, within a limit, on one loop that stays usable."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from ouch_conformance.plugin.bridge import Bridge, StallWatch, StepTimeout


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that nobody else runs."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture
def bridge(loop: asyncio.AbstractEventLoop) -> Bridge:
    """A bridge to that loop."""
    return Bridge(loop, 0.1)


async def _value(value: int) -> int:
    await asyncio.sleep(0)
    return value


def test_a_coroutine_gives_its_result(bridge: Bridge) -> None:
    """The result of a step is what its coroutine returns; its exceptions come through."""

    async def broken() -> None:
        raise LookupError("x")

    assert bridge.call(_value(7), 1.0) == 7
    with pytest.raises(LookupError):
        bridge.call(broken(), 1.0)
    assert bridge.call(_value(8), 1.0) == 8


def test_what_a_step_started_goes_on_in_the_next_one(bridge: Bridge) -> None:
    """Tasks of one step live on while the next one runs: sessions keep their heartbeats."""
    ticks: list[int] = []

    async def start() -> asyncio.Task[None]:
        async def tick() -> None:
            while True:
                ticks.append(1)
                await asyncio.sleep(0)

        return asyncio.create_task(tick())

    task = bridge.call(start(), 1.0)
    seen = len(ticks)
    bridge.call(_value(1), 1.0)
    task.cancel()

    assert len(ticks) > seen


def test_a_step_that_does_not_end_is_cancelled(bridge: Bridge) -> None:
    """A step beyond its limit is stopped, and tidies up before the next one begins."""
    tidied: list[bool] = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            tidied.append(True)

    with pytest.raises(StepTimeout, match=r"did not end within 0.05 s"):
        bridge.call(forever(), 0.05)
    assert tidied == [True]
    assert bridge.call(_value(1), 1.0) == 1


def test_a_time_out_of_the_steps_own_is_not_the_limits(bridge: Bridge) -> None:
    """A TimeoutError that a step raises itself stays what it is."""

    async def impatient() -> None:
        raise TimeoutError("mine")

    with pytest.raises(TimeoutError, match="mine"):
        bridge.call(impatient(), 1.0)


def test_a_stall_of_the_loop_is_noticed(loop: asyncio.AbstractEventLoop) -> None:
    """A step that blocks the loop for longer than the limit shows; one that awaits does not."""

    async def blocking() -> None:
        time.sleep(0.12)  # noqa: ASYNC251 - the very thing that a step must not do

    watch = StallWatch(loop, 0.05)
    watch.start()
    loop.run_until_complete(blocking())
    assert watch.stop() > 0.05

    watch.start()
    loop.run_until_complete(_value(1))
    assert watch.stop() < 0.05
