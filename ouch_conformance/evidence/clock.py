"""The one clock of all evidence: UNIX nanoseconds that never run back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic_ns, time_ns

# Gaps between frames decide verdicts (heartbeats, 1.3), so a step of the machine's wall clock in the middle of a run
# must not show in them: the wall clock is read once, the monotonic clock counts on from there.
_OFFSET_NS = time_ns() - monotonic_ns()
_told: Callable[[], int] | None = None


def now_ns() -> int:
    """Nanoseconds since 1970-01-01 UTC by the wall clock at the start of the process, counted on monotonically."""
    return monotonic_ns() + _OFFSET_NS if _told is None else _told()


@contextmanager
def told_by(clock: Callable[[], int]) -> Iterator[None]:
    """Have another clock tell the time, in nanoseconds: that of a record which is judged again."""
    global _told  # noqa: PLW0603 - there is one clock in a process
    before, _told = _told, clock
    try:
        yield
    finally:
        _told = before
