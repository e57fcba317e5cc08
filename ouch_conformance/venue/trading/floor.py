"""The state of one trading day, shared by the handlers of all messages."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic

from ouch_conformance.venue.book import Book, Rank
from ouch_conformance.venue.trading.order import OrderT, PortT, Schedule

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import Instrument, VenueSettings
    from ouch_conformance.venue.trading.voice import Voice
    from ouch_conformance.wire.codec import Codec

KEPT_TRADES = 100_000
"""Trades that can still be broken; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Fill(Generic[OrderT]):
    """One side of a trade. An order that is replaced later keeps the name it traded under."""

    order: OrderT
    quantity: int
    price: int
    flag: str


@dataclass(frozen=True, slots=True)
class Trade(Generic[OrderT]):
    """Both sides of one match number, the resting one first."""

    match: int
    fills: tuple[Fill[OrderT], Fill[OrderT]]


@dataclass(slots=True)
class Market(Generic[OrderT]):
    """One symbol: its rules, its continuous book and the orders that wait for its crosses."""

    instrument: Instrument
    book: Book[OrderT]
    cross: dict[OrderT, None] = field(default_factory=dict)
    halted: bool = False


class Floor(Generic[OrderT, PortT]):
    """Ports, markets, numbers and trades.

    `is_open` is false once End of Day was sent; `late` is true in the late period of a cross. Whether Modify may add
    shares is the protocol's: `increases`, and with `increases_keep_place` the order does not go to the back for it.
    `post_only_reason` is why a post-only order that would take shares is cancelled.
    """

    def __init__(
        self, codec: Codec, settings: VenueSettings, defects: Defects, schedule: Schedule, reports: Voice[OrderT]
    ) -> None:
        self.codec = codec
        self.settings = settings
        self.defects = defects
        self.schedule = schedule
        self.reports = reports
        self.markets = {rules.symbol: self._market(rules) for rules in settings.symbols}
        self.ports: dict[Member, PortT] = {}
        self.trades: dict[int, Trade[OrderT]] = {}
        self.is_open = True
        self.late = False
        price = next(field for field in codec["EnterOrder"].SPEC.fields if field.name == "price")
        self.market_prices = price.market
        self.maximum_price = price.maximum or 0
        self.increases = False
        self.increases_keep_place = False
        self.post_only_reason = "G"
        self._reference = 0
        self._matches = itertools.count(settings.number_step, settings.number_step)

    def _market(self, rules: Instrument) -> Market[OrderT]:
        return Market(rules, Book(displayed_first=self.settings.displayed_first), halted=rules.halted)

    def next_reference(self, *, hidden: bool = False) -> int:
        """An order reference number that nobody had today."""
        if not (hidden and self.defects.has("hidden-order-repeats-reference")):
            self._reference += self.settings.number_step
        return self._reference

    def next_match(self) -> int:
        """A match number that no trade had today."""
        return next(self._matches)

    def record(self, trade: Trade[OrderT]) -> None:
        """Keep what breaking a trade needs."""
        self.trades[trade.match] = trade
        if len(self.trades) > KEPT_TRADES:
            del self.trades[next(iter(self.trades))]

    def orders(self) -> Iterable[OrderT]:
        """All live orders of all ports; a copy, so that they may be cancelled meanwhile."""
        return [order for port in self.ports.values() for order in port.orders.values()]

    def market_of(self, order: OrderT) -> Market[OrderT]:
        """The market of a live order's symbol."""
        return self.markets[order.terms.symbol]

    def rest(self, order: OrderT) -> None:
        """Let an order wait: in the book, or for its cross."""
        market = self.market_of(order)
        if order.in_cross:
            market.cross[order] = None
        else:
            market.book.add(order)

    def withdraw(self, order: OrderT) -> None:
        """Take an order out of everything it waits in: it is done, or replaced."""
        market = self.market_of(order)
        market.book.remove(order)
        market.cross.pop(order, None)
        order.port.orders.pop(order.key, None)
        if order.timer is not None:
            order.timer.cancel()

    def requeue(self, order: OrderT, rank: Rank | None = None) -> None:
        """Send a resting order to the back of its price, or to a place given."""
        book = self.market_of(order).book
        if order not in book:
            return
        book.remove(order)
        if rank is None:
            book.add(order)
        else:
            book.restore(order, rank)

    def cancel(self, order: OrderT, reason: Any, quantity: int | None = None) -> None:
        """Cancel so many open shares, all by default, and say so; the reason is a code of the protocol's."""
        decrement = order.open if quantity is None else quantity
        kept = decrement < order.open and self.defects.has("cut-shares-still-trade")
        order.drop(decrement)
        self.reports.canceled(order, decrement, reason)
        order.open += kept * decrement
        if not order.open:
            self.withdraw(order)

    def stop_timers(self) -> None:
        """The session is over: no timer may fire into the next one."""
        for order in self.orders():
            if order.timer is not None:
                order.timer.cancel()
