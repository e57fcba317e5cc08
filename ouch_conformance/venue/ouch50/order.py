"""An order of OUCH 5.0 and the port it came through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ouch_conformance.venue.account import Member
from ouch_conformance.venue.book import BookOrder
from ouch_conformance.venue.defects import Defects

Key = tuple[int, int]
"""What names an order within its account: UserRefIdx (0 where there is none) and UserRefNum (1.2)."""

SELLS = frozenset("STE")


class Timer(Protocol):
    """A call that will come unless it is cancelled."""

    def cancel(self) -> None:
        """It shall not come."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a member asked for; codes are the characters of the wire, `price` is a raw integer.

    `options` holds the appendage's values by name in the order sent. Of a Replace it is the sum of the original's
    options and its own.
    """

    side: str
    quantity: int
    symbol: str
    price: int
    timeInForce: str
    display: str
    capacity: str
    interMarketSweepEligibility: str
    crossType: str
    options: Mapping[str, Any]

    @property
    def notional(self) -> int:
        """Price times shares, both as on the wire."""
        return self.price * self.quantity


@dataclass(slots=True, eq=False, kw_only=True)
class LiveOrder(BookOrder):
    """An order with shares left. `done` counts the shares of its chain that traded or were prevented from trading."""

    port: Port
    channel: int
    number: int
    terms: Terms
    firm: str
    clOrdID: str
    reference: int
    done: int = 0
    timer: Timer | None = None
    cancel_pending: bool = False
    cancel_rejected: bool = False

    @property
    def key(self) -> Key:
        """The order's name within its account."""
        return self.channel, self.number

    @property
    def size(self) -> int:
        """The intended size of the chain: what is done and what is open (2.2, 2.3)."""
        return self.done + self.open

    @property
    def in_cross(self) -> bool:
        """Whether the order waits for a cross instead of resting in the continuous book."""
        return self.terms.crossType != "N"

    def take(self, quantity: int) -> None:
        """Shares traded or were prevented from trading."""
        BookOrder.take(self, quantity)
        self.done += quantity

    def drop(self, quantity: int) -> None:
        """Shares are cancelled: they leave the intended size."""
        BookOrder.take(self, quantity)


@dataclass(slots=True, eq=False)
class Port:
    """One account's order entry: its numbers, its live orders and the firms it is disabled for.

    Numbers count per account and within it per UserRefIdx (1.2; the document says port and account by turns, the
    account is the reading under which mirrored ports work).
    """

    member: Member
    defects: Defects
    last: dict[int, int] = field(default_factory=dict)
    orders: dict[Key, LiveOrder] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)

    def is_new(self, channel: int, number: int) -> bool:
        """Whether a request's number is above the last one of its channel; others are retransmissions (1.2)."""
        return number > self.last.get(self.scope(channel), 0)

    def consume(self, channel: int, number: int) -> None:
        """The number is processed and cannot be used again."""
        self.last[self.scope(channel)] = number

    def scope(self, channel: int) -> int:
        """Where a channel's numbers count: each for itself (1.2)."""
        return self.defects.pick("channels-share-numbers", 0, channel)

    def firm(self, firm: str) -> str:
        """The firm meant: the account's default where none is named (2.1)."""
        return firm or self.member.account.firm


@dataclass(frozen=True, slots=True)
class TradeSide:
    """What Broken Trade has to repeat about one side of a trade (3.7)."""

    member: Member
    channel: int
    number: int
    clOrdID: str
