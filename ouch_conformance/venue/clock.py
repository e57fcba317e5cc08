"""The venue's time stamp: nanoseconds since midnight that never run back (OUCH 5.0 section 1.2).

The zone is not stated by the document; this venue uses UTC. A session that lives past midnight counts on, so that its
time stamps keep rising.
"""

from __future__ import annotations

import time
from collections.abc import Callable

DAY_NS = 86_400_000_000_000


class DayClock:
    """Nanoseconds since the midnight before the clock was made; every reading is above the last one."""

    __slots__ = ("_last", "_read")

    def __init__(self, read: Callable[[], int] | None = None) -> None:
        self._read = read if read is not None else _since_midnight()
        self._last = 0

    def now(self) -> int:
        """The next time stamp."""
        self._last = max(self._last + 1, self._read())
        return self._last


class InMilliseconds(DayClock):
    """A clock that tells the milliseconds of another one, for a defect."""

    __slots__ = ("_of",)

    def __init__(self, of: DayClock) -> None:
        super().__init__(of.now)
        self._of = of

    def now(self) -> int:
        """The next time stamp, in the wrong unit."""
        return self._of.now() // 1_000_000


def _since_midnight() -> Callable[[], int]:
    """A reading of the monotonic clock moved to the time of day at the start: a step of the wall clock does no harm."""
    offset = time.time_ns() % DAY_NS - time.monotonic_ns()
    return lambda: time.monotonic_ns() + offset
