"""What every dialect knows of an order and of the port it came through."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from ouch_conformance.venue.account import Member
from ouch_conformance.venue.book import BookOrder
from ouch_conformance.venue.defects import Defects

SELLS = frozenset("STE")
CONTINUOUS = "N"
PORT_DEFAULT = "*"


class Timer(Protocol):
    """A call that will come unless it is cancelled."""

    def cancel(self) -> None:
        """It shall not come."""


Schedule = Callable[[float, Callable[[], None]], Timer]
"""Call a function in so many seconds."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a member asked for; codes are the characters of the wire, `price` is a raw integer.

    `timeInForce` is what the protocol has there: a code or seconds.
    """

    side: str
    quantity: int
    symbol: str
    price: int
    timeInForce: Any
    display: str
    capacity: str
    interMarketSweepEligibility: str
    crossType: str

    @property
    def notional(self) -> int:
        """Price times shares, both as on the wire."""
        return self.price * self.quantity


@dataclass(slots=True, eq=False)
class Port:
    """One account's order entry: its live orders by what names them."""

    member: Member
    defects: Defects
    orders: dict[Any, Any] = field(default_factory=dict)

    def firm(self, firm: str) -> str:
        """The firm meant: the account's default where none is named."""
        return firm or self.member.account.firm


@dataclass(slots=True, eq=False, kw_only=True)
class Order(BookOrder, ABC):
    """An order with shares left. `done` counts the shares of its chain that traded or were prevented from trading."""

    port: Port
    terms: Terms
    firm: str
    reference: int
    done: int = 0
    timer: Timer | None = None
    cancel_pending: bool = False
    cancel_rejected: bool = False

    @property
    @abstractmethod
    def key(self) -> Hashable:
        """The order's name within its account."""

    @property
    @abstractmethod
    def immediate(self) -> bool:
        """Whether the order is immediate or cancel."""

    @property
    @abstractmethod
    def seconds(self) -> int:
        """The seconds that the order lives; 0 where it has no such limit."""

    @property
    def post_only(self) -> bool:
        """Whether the order must not take shares from the book."""
        return False

    @property
    def strategy(self) -> str:
        """The order's own AIQ strategy."""
        return PORT_DEFAULT

    @property
    def aiq_group(self) -> str:
        """The group within which self match prevention works."""
        return ""

    @property
    def size(self) -> int:
        """The intended size of the chain: what is done and what is open."""
        return self.done + self.open

    @property
    def in_cross(self) -> bool:
        """Whether the order waits for a cross instead of resting in the continuous book."""
        return self.terms.crossType != CONTINUOUS

    def added(self) -> str:
        """The liquidity flag of the order where it rested."""
        return "J" if self.hidden else "A"

    def removed(self, resting: BookOrder) -> str:  # noqa: ARG002 - a dialect may tell apart what it met
        """The liquidity flag of the order where it met a resting one."""
        return "R"

    def steps_back(self, resting: BookOrder) -> bool:  # noqa: ARG002 - likewise
        """Whether the order, being post-only, is cancelled because of a resting one that it would meet."""
        return True

    def take(self, quantity: int) -> None:
        """Shares traded or were prevented from trading."""
        BookOrder.take(self, quantity)
        self.done += quantity

    def drop(self, quantity: int) -> None:
        """Shares are cancelled: they leave the intended size."""
        BookOrder.take(self, quantity)


OrderT = TypeVar("OrderT", bound=Order)
PortT = TypeVar("PortT", bound=Port)
