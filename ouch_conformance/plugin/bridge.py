"""The step bridge: coroutines of one scenario run on one loop, from plain pytest code, each bounded in time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from ouch_conformance.plugin.interrupts import Interrupts

T = TypeVar("T")


class StepTimeout(Exception):  # noqa: N818 - a verdict follows from it, not a traceback
    """A step did not end within its limit, in seconds."""

    def __init__(self, limit: float) -> None:
        super().__init__(f"did not end within {limit:g} s")
        self.limit = limit


class Bridge:
    """Runs coroutines to their end on a loop that stands still in between.

    Sockets keep what arrives meanwhile; heartbeats do not, hence the watch over the stalls of the loop.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, stall_limit: float, interrupts: Interrupts | None = None
    ) -> None:
        self.loop = loop
        self.interrupts = interrupts or Interrupts()
        self.watch = StallWatch(loop, stall_limit)

    def call(self, coroutine: Coroutine[Any, Any, T], limit: float, *, finishing: bool = False) -> T:
        """The result of a coroutine. StepTimeout where it takes longer than `limit` seconds.

        On Ctrl-C the coroutine is cancelled and has ended before KeyboardInterrupt leaves here: the loop stays usable.
        One that is `finishing` leaves the venue in order: it is cancelled by the second Ctrl-C only.
        """
        if not finishing:
            self._check(coroutine)
        task = self.loop.create_task(coroutine)
        expired = False

        def expire() -> None:
            nonlocal expired
            expired = True
            task.cancel()

        timer = self.loop.call_later(limit, expire)
        try:
            with self.interrupts.during(self.loop, task, finishing=finishing):
                return self.loop.run_until_complete(task)
        except asyncio.CancelledError:
            if expired:
                raise StepTimeout(limit) from None
            raise
        finally:
            timer.cancel()
            self._abandon(task)

    def _check(self, coroutine: Coroutine[Any, Any, T]) -> None:
        try:
            self.interrupts.check()
        except KeyboardInterrupt:
            coroutine.close()
            raise

    def _abandon(self, task: asyncio.Task[Any]) -> None:
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                self.loop.run_until_complete(task)


class StallWatch:
    """Notices when the loop did not turn for longer than `limit` seconds: the suite was late then, not the venue."""

    def __init__(self, loop: asyncio.AbstractEventLoop, limit: float) -> None:
        self.limit = limit
        self.worst = 0.0
        self._loop = loop
        self._due = 0.0
        self._handle: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to watch, from now on."""
        self.worst = 0.0
        self._schedule()

    def stop(self) -> float:
        """Stop, and say in seconds how late the loop was at worst."""
        if self._handle is not None:
            self._note()
            self._handle.cancel()
            self._handle = None
        return self.worst

    def _schedule(self) -> None:
        self._due = self._loop.time() + self.limit / 2
        self._handle = self._loop.call_at(self._due, self._tick)

    def _tick(self) -> None:
        self._note()
        self._schedule()

    def _note(self) -> None:
        self.worst = max(self.worst, self._loop.time() - self._due)
