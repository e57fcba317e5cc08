"""Ctrl-C and SIGTERM: the first one lets the scenario at hand leave the venue in order, the second one ends at once."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_DEFAULT: dict[signal.Signals, Callable[[int, FrameType | None], Any] | signal.Handlers] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
}
"""What is replaced: somebody else's handler stays, they know what they do."""
_NAMES = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated (SIGTERM)"}
_FIRST = "{}: the scenario at hand is stopped, its orders are cancelled, its members log out; once more ends at once"
_SECOND = "{} again: nothing more is sent to the venue"


class Interrupts:
    """The signals that asked this run to end.

    Python raises KeyboardInterrupt from whatever is at work: bytes that were read and not yet taken in would be lost,
    and an order with them that then rests for ever; a result would be half written. Here the coroutine at hand is
    cancelled instead, and KeyboardInterrupt is raised when it has ended, or when what is held together is done.
    `abandon` is called with the second signal.
    """

    def __init__(self) -> None:
        self.count = 0
        self.abandon: Callable[[], None] = lambda: None
        self._due = False
        self._held = 0
        self._is_over = False
        self._cancel: Callable[[], object] | None = None
        self._finishing = False
        self._replaced: list[signal.Signals] = []
        self._terminal: int | None = None
        self._is_worker = False

    @property
    def at_once(self) -> bool:
        """Whether nothing may be waited for any more."""
        return self.count > 1

    def install(self, *, is_worker: bool = False) -> None:
        """Take the signals. A worker of pytest-xdist says nothing, the process that started it does."""
        self._is_worker = is_worker
        if threading.current_thread() is not threading.main_thread() or self._replaced:
            return
        self._replaced = [number for number, default in _DEFAULT.items() if signal.getsignal(number) == default]
        for number in self._replaced:
            signal.signal(number, self._take)
        if not is_worker:
            # While a test runs pytest has standard error in its own hands.
            with suppress(OSError):
                self._terminal = os.dup(2)

    def remove(self) -> None:
        """Give the signals back."""
        for number in self._replaced:
            signal.signal(number, _DEFAULT[number])
        self._replaced = []
        if self._terminal is not None:
            os.close(self._terminal)
            self._terminal = None

    def _take(self, number: int, _: FrameType | None) -> None:
        if self._is_worker and self.count and number == signal.SIGTERM:
            # Who sends it to the workers cannot know whether they had Ctrl-C from the terminal already.
            return
        self.count += 1
        self._say(number)
        if self.count == 2:
            self.abandon()
        if self.count > 2 and not self._is_worker:
            raise KeyboardInterrupt
        if self._cancel and (self.at_once or not self._finishing):
            self._cancel()
        if not self._cancel and not self._held and not self._is_over:
            raise KeyboardInterrupt
        self._due = True

    def _say(self, number: int) -> None:
        words = {1: _FIRST, 2: _SECOND}.get(self.count)
        if words and self._terminal is not None:
            with suppress(OSError):
                os.write(self._terminal, f"\n{words.format(_NAMES[signal.Signals(number)])}\n".encode())

    @contextmanager
    def during(self, loop: asyncio.AbstractEventLoop, task: asyncio.Task[object], *, finishing: bool) -> Iterator[None]:
        """While a task runs, cancel it with the first signal, or with the second where it is `finishing`.

        KeyboardInterrupt is raised when the task has ended; after a task that was left to finish only what is held
        together ends with it.
        """
        self._cancel, self._finishing = lambda: loop.call_soon_threadsafe(task.cancel), finishing
        try:
            yield
        finally:
            self._cancel = None
            if not finishing or self.at_once:
                self.check()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep together what belongs together: a scenario, its files, its place in the sums."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if not self._held:
            self.check()

    def end(self) -> None:
        """From here on nothing is interrupted: the run is over, and what is left is to write that down."""
        self._is_over = True

    def check(self) -> None:
        """Raise the KeyboardInterrupt that is due, once."""
        if self._due and not self._is_over:
            self._due = False
            raise KeyboardInterrupt
