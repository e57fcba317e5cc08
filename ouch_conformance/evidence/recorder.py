"""The recorder: what happened on all sessions, in one order, in bounded memory."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import NamedTuple

from ouch_conformance.evidence.frames import Entry, Frame

MAX_ENTRIES = 200_000
MAX_BYTES = 64 * 1024 * 1024


class Excerpt(NamedTuple):
    """A part of the record: `lost` entries of it had left the ring before anybody asked."""

    entries: list[Entry]
    lost: int


class Recorder:
    """A ring of entries. When it is full the oldest leave it, and `since` says how many.

    Bounded by entries and by the sum of the frames' bytes (a single frame is always kept). For one thread.
    """

    __slots__ = ("_appended", "_bytes", "_max_bytes", "_max_entries", "_ring")

    def __init__(self, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._ring: deque[Entry] = deque()
        self._appended = 0
        self._bytes = 0

    @property
    def count(self) -> int:
        """The entries in the ring. Not `len`, or an empty recorder would count as none in `recorder or Recorder()`."""
        return len(self._ring)

    @property
    def size(self) -> int:
        """The bytes of the frames in the ring."""
        return self._bytes

    def append(self, entry: Entry) -> None:
        """Record one entry. On the hot path: nothing is decoded, nothing is written."""
        self._ring.append(entry)
        self._appended += 1
        if isinstance(entry, Frame):
            self._bytes += len(entry.data)
        if len(self._ring) > self._max_entries or self._bytes > self._max_bytes:
            self._shed()

    def mark(self) -> int:
        """The position after the newest entry, for `since`. Positions count all entries ever recorded."""
        return self._appended

    def since(self, position: int) -> Excerpt:
        """The entries recorded after `position`, and how many of them are lost."""
        first = self._appended - len(self._ring)
        return Excerpt(list(islice(self._ring, max(0, position - first), None)), self.lost(position))

    def lost(self, position: int) -> int:
        """How many of the entries after `position` have left the ring."""
        return max(0, self._appended - len(self._ring) - position)

    def forget(self, position: int) -> None:
        """Let go of the entries before `position`: a finished scenario has its own copy, and a long run stays small."""
        while self._ring and self._appended - len(self._ring) < position:
            self._drop()

    def _shed(self) -> None:
        while len(self._ring) > self._max_entries or (self._bytes > self._max_bytes and len(self._ring) > 1):
            self._drop()

    def _drop(self) -> None:
        entry = self._ring.popleft()
        if isinstance(entry, Frame):
            self._bytes -= len(entry.data)
