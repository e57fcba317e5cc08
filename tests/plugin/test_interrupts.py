"""Ctrl-C and SIGTERM: what is at work comes to a safe end first, and the second one waits for nothing."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from ouch_conformance.plugin.bridge import Bridge
from ouch_conformance.plugin.interrupts import Interrupts

BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


@pytest.fixture
def interrupts() -> Iterator[Interrupts]:
    """Signals taken for the time of a test."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    made = Interrupts()
    made.install()
    yield made
    made.remove()
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


@pytest.fixture
def bridge(interrupts: Interrupts) -> Iterator[Bridge]:
    """A bridge to a loop that nobody else runs."""
    loop = asyncio.new_event_loop()
    yield Bridge(loop, 0.1, interrupts)
    loop.close()


def press(number: int = signal.SIGINT) -> None:
    """As a terminal does, or whoever stops a job."""
    os.kill(os.getpid(), number)


@BOTH
def test_a_step_has_ended_when_the_interruption_leaves(bridge: Bridge, number: int) -> None:
    """The step is cancelled and tidies up; the loop then runs what leaves the venue in order."""
    tidied: list[bool] = []

    async def step() -> None:
        try:
            press(number)
            await asyncio.Event().wait()
        finally:
            tidied.append(True)

    with pytest.raises(KeyboardInterrupt):
        bridge.call(step(), 5.0)
    assert tidied == [True]
    assert bridge.call(_leave([]), 1.0, finishing=True) == "left"


async def _leave(pressed: list[int]) -> str:
    for number in pressed:
        press(number)
        await asyncio.sleep(0)
    await asyncio.sleep(0.01)
    return "left"


def test_what_leaves_the_venue_in_order_is_let_finish(bridge: Bridge, interrupts: Interrupts) -> None:
    """A signal during the clearing up does not cut it off; the interruption comes behind it."""
    with pytest.raises(KeyboardInterrupt), interrupts.held():
        assert bridge.call(_leave([signal.SIGINT]), 1.0, finishing=True) == "left"


def test_the_second_one_waits_for_nothing(bridge: Bridge, interrupts: Interrupts) -> None:
    """It cuts off the clearing up, and whoever would send more is told not to."""
    told: list[str] = []
    interrupts.abandon = lambda: told.append("abandoned")

    with pytest.raises(KeyboardInterrupt):
        bridge.call(_leave([signal.SIGTERM, signal.SIGINT]), 60.0, finishing=True)
    assert told == ["abandoned"]
    assert interrupts.at_once


def test_no_step_begins_after_a_signal(bridge: Bridge, interrupts: Interrupts) -> None:
    """Between two steps nothing is cut off; the next one does not begin."""
    begun: list[bool] = []

    async def step() -> None:
        begun.append(True)

    with interrupts.held():
        press()
        with pytest.raises(KeyboardInterrupt):
            bridge.call(step(), 1.0)
    assert begun == []


def test_what_belongs_together_is_kept_together(interrupts: Interrupts) -> None:
    """What is held, and held again inside, is done when the interruption comes; it comes once."""
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), interrupts.held():
        with interrupts.held():
            press()
            done.append("written")
        done.append("counted")
    assert done == ["written", "counted"]
    interrupts.check()


def test_outside_of_everything_it_comes_at_once(interrupts: Interrupts) -> None:
    """A plain test of the same run is interrupted where it is."""
    with pytest.raises(KeyboardInterrupt):
        press(signal.SIGTERM)


def test_nothing_tears_the_end_of_a_run(interrupts: Interrupts) -> None:
    """While the results are closed one signal and another change nothing; a third one does."""
    interrupts.end()
    press()
    press(signal.SIGTERM)
    interrupts.check()
    with pytest.raises(KeyboardInterrupt):
        press()


def test_a_worker_takes_the_signal_of_the_terminal_and_of_its_starter_as_one() -> None:
    """Ctrl-C reaches the whole group, and the process that started the workers passes it on as SIGTERM."""
    worker = Interrupts()
    worker.install(is_worker=True)
    try:
        with worker.held(), pytest.raises(KeyboardInterrupt):
            press(signal.SIGINT)
            press(signal.SIGTERM)
            assert not worker.at_once
            worker.check()
    finally:
        worker.remove()
