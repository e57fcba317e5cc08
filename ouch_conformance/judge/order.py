"""One order as the traffic shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge.dialect import Kind
from ouch_conformance.judge.heard import Heard

Key = tuple[int, int | str]
"""(channel, number or token): channel 0 is the account without a UserRefIdx; a token is text without its padding."""

LIVE, DONE, REFUSED, REPLACED, SENT = "live", "done", "refused", "replaced", "sent"

TAIL = "appendage"
"""What stands for all options of a message among the fields that were altered."""
EVERY_FIELD = "*"
"""What stands for all of a message there: bytes are missing, or what is there may not be what it was."""


@dataclass(slots=True)
class Order:
    """One order as the traffic shows it. Quantities in shares, prices as raw wire integers.

    `kind` is the request it began with, None where that lies before this run. `intended` is the size that the request
    or its acceptance named, `executed` and `prevented` what the whole chain of replaces has so far (2.2),
    `cancelled` what the last cancel took.
    `modified_away` are the open shares that an Order Modified to 0 took out. `sides_changed` counts Order Modified.
    `came_dead` says that the message which accepted it called it dead. A `marker` was entered to prove a silence: no
    scenario speaks of it. `altered` are the fields of the request that hold bytes of the scenario's own.
    `inactive` is what an inactivation took off the book: it can still be cancelled. `legs` is what the chain of an
    order in a combination has traded in the book of each leg, as far as was told.
    """

    key: Key
    kind: Kind | None = None
    request: Any = None
    request_bytes: bytes = b""
    request_frame: Frame | None = None
    accepted: Any = None
    came_dead: bool = False
    state: str = SENT
    open: int = 0
    intended: int = 0
    executed: int = 0
    prevented: int = 0
    cancelled: int = 0
    price: int = 0
    side: str = ""
    symbol: str = ""
    heard: list[Heard] = field(default_factory=list)
    cursor: int = 0
    cancels: int = 0
    modifies: int = 0
    replaces: int = 0
    modified_away: int = 0
    sides_changed: int = 0
    marker: bool = False
    previous: Order | None = None
    replacement: Order | None = None
    matches: set[int] = field(default_factory=set)
    altered: frozenset[str] = frozenset()
    inactive: int = 0
    legs: Counter[str | int] = field(default_factory=Counter)

    @property
    def live(self) -> bool:
        """Whether it rests in the book as far as is known."""
        return self.state == LIVE

    def is_altered(self, name: str) -> bool:
        """Whether a field of the request, or its options (`TAIL`), are bytes that no encoder would write."""
        return name in self.altered or EVERY_FIELD in self.altered

    @property
    def pending(self) -> list[Heard]:
        """What was heard of it and no step has looked at yet."""
        return self.heard[self.cursor :]

    @property
    def chain(self) -> Iterator[Order]:
        """The order, the one that it replaced, and so on back to the one that was entered."""
        link: Order | None = self
        while link is not None:
            yield link
            link = link.previous

    @property
    def latest(self) -> Order:
        """The order that this one became by its replaces, as far as they were heard of."""
        link = self
        while link.replacement is not None:
            link = link.replacement
        return link
