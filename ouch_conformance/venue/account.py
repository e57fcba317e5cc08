"""A member's place at the venue: its account and the stream of messages that outlives every connection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ouch_conformance.venue.settings import Account


class Listener(Protocol):
    """What waits for new messages of a stream: a connection at one of the venue's hosts, 0 the first."""

    host: int

    def wake(self) -> None:
        """A message was added; it may be sent when the venue is done with what it is doing."""

    def abort(self) -> None:
        """End the connection at once."""


class Stream:
    """The numbered messages of one account and one session: append only, the first has number 1 (SoupBinTCP 1.2)."""

    __slots__ = ("_messages", "size")

    def __init__(self) -> None:
        self._messages: list[bytes] = []
        self.size = 0

    def __len__(self) -> int:
        return len(self._messages)

    def append(self, payload: bytes) -> None:
        """Number one more message."""
        self._messages.append(payload)
        self.size += len(payload)

    def message(self, number: int) -> bytes:
        """The payload of a number from 1 on, the very bytes that were appended."""
        return self._messages[number - 1]


@dataclass(slots=True, eq=False)
class Member:
    """One account during one session. `listeners` are its live connections, at several hosts or when they mirror.

    `delivered` is the last message that was ever on its way to it.

    The rest belongs to defects: `forgets_while_away` loses messages for a member without a connection, `forgotten` is
    the last message that cannot be had any more, `counts_on` what is added to every number.
    """

    account: Account
    stream: Stream = field(default_factory=Stream)
    listeners: list[Listener] = field(default_factory=list)
    delivered: int = 0
    forgets_while_away: bool = False
    forgotten: int = 0
    counts_on: int = 0

    def publish(self, payload: bytes) -> None:
        """Add a message to the stream, whether or not anybody is connected (SoupBinTCP 1.2)."""
        if self.forgets_while_away and not self.listeners:
            return
        self.stream.append(payload)
        for listener in self.listeners:
            listener.wake()
