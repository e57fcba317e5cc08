"""The state of one OUCH 5.0 trading day, shared by the handlers of all messages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ouch_conformance.venue.book import Book, Rank
from ouch_conformance.venue.ouch50.order import LiveOrder, Port, Timer, TradeSide
from ouch_conformance.venue.ouch50.reports import Reports

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import Instrument, VenueSettings
    from ouch_conformance.wire.codec import Codec

Schedule = Callable[[float, Callable[[], None]], Timer]
"""Call a function in so many seconds."""

KEPT_TRADES = 100_000
"""Trades that can still be broken; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Trade:
    """Both sides of one match number."""

    match: int
    sides: tuple[TradeSide, TradeSide]


@dataclass(slots=True)
class Market:
    """One symbol: its rules, its continuous book and the orders that wait for its crosses."""

    instrument: Instrument
    book: Book[LiveOrder]
    cross: dict[LiveOrder, None] = field(default_factory=dict)
    halted: bool = False


class Floor:
    """Ports, markets, numbers and trades.

    `is_open` is false once End of Day was sent; `late` is true in the late period of a cross; `increases` says that
    Modify may add shares, as it could before revision 1.04 (2.4).
    """

    def __init__(
        self, codec: Codec, settings: VenueSettings, defects: Defects, clock: DayClock, schedule: Schedule
    ) -> None:
        self.codec = codec
        self.settings = settings
        self.defects = defects
        self.schedule = schedule
        self.reports = Reports(codec, clock, settings, defects)
        self.markets = {rules.symbol: self._market(rules) for rules in settings.symbols}
        self.ports: dict[Member, Port] = {}
        self.trades: dict[int, Trade] = {}
        self.is_open = True
        self.late = False
        price = next(field for field in codec["EnterOrder"].SPEC.fields if field.name == "price")
        self.market_prices = price.market
        self.maximum_price = price.maximum or 0
        revisions = codec.protocol.revisions
        self.increases = revisions.index(codec.revision) < revisions.index("1.04")
        self._reference = 0
        self._matches = itertools.count(settings.number_step, settings.number_step)

    def _market(self, rules: Instrument) -> Market:
        return Market(rules, Book(displayed_first=self.settings.displayed_first), halted=rules.halted)

    def next_reference(self, *, hidden: bool = False) -> int:
        """An order reference number that nobody had today (3.2)."""
        if not (hidden and self.defects.has("hidden-order-repeats-reference")):
            self._reference += self.settings.number_step
        return self._reference

    def record(self, sides: tuple[TradeSide, TradeSide]) -> Trade:
        """Number a trade and keep what breaking it needs."""
        trade = Trade(next(self._matches), sides)
        self.trades[trade.match] = trade
        if len(self.trades) > KEPT_TRADES:
            del self.trades[next(iter(self.trades))]
        return trade

    def orders(self) -> Iterable[LiveOrder]:
        """All live orders of all ports; a copy, so that they may be cancelled meanwhile."""
        return [order for port in self.ports.values() for order in port.orders.values()]

    def market_of(self, order: LiveOrder) -> Market:
        """The market of a live order's symbol."""
        return self.markets[order.terms.symbol]

    def rest(self, order: LiveOrder) -> None:
        """Let an order wait: in the book, or for its cross."""
        market = self.market_of(order)
        if order.in_cross:
            market.cross[order] = None
        else:
            market.book.add(order)

    def withdraw(self, order: LiveOrder) -> None:
        """Take an order out of everything it waits in: it is done, or replaced."""
        market = self.market_of(order)
        market.book.remove(order)
        market.cross.pop(order, None)
        order.port.orders.pop(order.key, None)
        if order.timer is not None:
            order.timer.cancel()

    def requeue(self, order: LiveOrder, rank: Rank | None = None) -> None:
        """Send a resting order to the back of its price, or to a place given."""
        book = self.market_of(order).book
        if order not in book:
            return
        book.remove(order)
        if rank is None:
            book.add(order)
        else:
            book.restore(order, rank)

    def cancel(self, order: LiveOrder, reason: str, quantity: int | None = None) -> None:
        """Cancel so many open shares, all by default, and say so (3.4)."""
        decrement = order.open if quantity is None else quantity
        order.drop(decrement)
        self.reports.canceled(order, decrement, reason)
        if not order.open:
            self.withdraw(order)
