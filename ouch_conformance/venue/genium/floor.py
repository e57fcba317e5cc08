"""The state of one trading day of Genium OUCH, shared by the handlers of all messages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ouch_conformance.venue.genium.combinations import Combinations
from ouch_conformance.venue.genium.order import LiveOrder, Port
from ouch_conformance.venue.genium.reports import Reports
from ouch_conformance.venue.trading import floor as trading

if TYPE_CHECKING:
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule
    from ouch_conformance.wire.codec import Codec


BY_SYSTEM, INACTIVATED = 9, 4
"""Reasons of Order Canceled (4.2.5)."""


class Floor(trading.Floor[LiveOrder, Port]):
    """The market with the words of Genium OUCH. Order ids count up in each book and side (4.2.1)."""

    reports: Reports

    def __init__(
        self, codec: Codec, settings: VenueSettings, defects: Defects, clock: DayClock, schedule: Schedule
    ) -> None:
        self.combinations = Combinations({each.symbol: each for each in settings.symbols}, defects)
        super().__init__(codec, settings, defects, schedule, Reports(codec, clock, defects, self.combinations))
        self._ids: Counter[tuple[str, bool]] = Counter()

    def next_id(self, port: Port, symbol: str, buy: bool) -> int:
        """An order id that no order of the book and side had today."""
        resting = (each for each in port.orders.values() if each.terms.symbol == symbol and each.buy == buy)
        beside = next(resting, None)
        if beside is not None and self.defects.has("order-id-of-the-order-beside"):
            return beside.reference
        self._ids[symbol, buy] += self.settings.number_step
        return self._ids[symbol, buy]

    def inactivate(self, order: LiveOrder) -> None:
        """Take an order out of the book whose member has lost its connection; it can still be cancelled (4.2.5)."""
        if order.inactive or self.defects.has("orders-outlive-the-connection"):
            return
        order.inactive = True
        self.market_of(order).book.remove(order)
        reason = self.defects.pick("inactivated-as-by-system", BY_SYSTEM, INACTIVATED)
        if not self.defects.has("inactivation-untold"):
            self.reports.canceled(order, order.open, reason)

    def find(self, symbol: str, side: str, number: int) -> LiveOrder | None:
        """The live order of a book, side and order id, whoever entered it (4.1.5)."""
        for order in self.orders():
            if order.inactive and self.defects.has("inactivated-order-has-no-id"):
                continue
            sides = order.terms.side == side or self.defects.has("order-id-without-its-side")
            if order.terms.symbol == symbol and sides and order.reference == number:
                return order
        return None
