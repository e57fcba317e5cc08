"""An order of OUCH 5.0 and the port it came through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ouch_conformance.venue.trading import order as trading

Key = tuple[int, int]
"""What names an order within its account: UserRefIdx (0 where there is none) and UserRefNum (1.2)."""
IMMEDIATE_OR_CANCEL, GOOD_TILL_TIME = "3", "6"


@dataclass(frozen=True, slots=True)
class Terms(trading.Terms):
    """What a member asked for. `options` holds the appendage's values by name in the order sent.

    Of a Replace it is the sum of the original's options and its own.
    """

    options: Mapping[str, Any]


@dataclass(slots=True, eq=False, kw_only=True)
class LiveOrder(trading.Order):
    """An order with shares left."""

    terms: Terms
    channel: int
    number: int
    clOrdID: str

    @property
    def key(self) -> Key:
        """The order's name within its account."""
        return self.channel, self.number

    @property
    def immediate(self) -> bool:
        """Whether the order is immediate or cancel (2.1)."""
        return bool(self.terms.timeInForce == IMMEDIATE_OR_CANCEL)

    @property
    def seconds(self) -> int:
        """The seconds that a GTT order lives (2.1); 0 for every other one."""
        return int(self.terms.options["expireTime"]) if self.terms.timeInForce == GOOD_TILL_TIME else 0

    @property
    def post_only(self) -> bool:
        """Whether the order must not take shares from the book (Appendix A)."""
        return bool(self.terms.options.get("postOnly", "N") == "P")

    @property
    def strategy(self) -> str:
        """The order's own AIQ strategy (Appendix A)."""
        return str(self.terms.options.get("aiqStrategy", trading.PORT_DEFAULT))

    @property
    def aiq_group(self) -> str:
        """The group within which self match prevention works (Appendix A)."""
        return str(self.terms.options.get("aiqGroupID", "**"))


@dataclass(slots=True, eq=False)
class Port(trading.Port):
    """One account's order entry: its numbers, its live orders and the firms it is disabled for.

    Numbers count per account and within it per UserRefIdx (1.2; the document says port and account by turns, the
    account is the reading under which mirrored ports work).
    """

    orders: dict[Key, LiveOrder] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # A day begins with all numbers free (1.2), but for what a defect remembers of the days before.
        spent = self.defects.marked("numbers-outlive-the-day", self.member.account.user)
        if spent:
            self.last[0] = spent

    def is_new(self, channel: int, number: int) -> bool:
        """Whether a request's number is above the last one of its channel; others are retransmissions (1.2)."""
        return number > self.last.get(self.scope(channel), 0)

    def consume(self, channel: int, number: int) -> None:
        """The number is processed and cannot be used again."""
        self.last[self.scope(channel)] = number
        self.defects.mark("numbers-outlive-the-day", self.member.account.user)

    def scope(self, channel: int) -> int:
        """Where a channel's numbers count: each for itself (1.2)."""
        return self.defects.pick("channels-share-numbers", 0, channel)
