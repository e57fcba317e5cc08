"""Operator actions that name an order of OUCH 4.2, or that only its document knows (1.2, 3.5, 3.10, 3.14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import MARKET_HOURS, LiveOrder, Port, named
from ouch_conformance.venue.settings import VenueError
from ouch_conformance.venue.trading import control as trading


class Control(trading.Control[LiveOrder, Port]):
    """Operator actions of OUCH 4.2. A name that does not exist raises VenueError with the nearest one."""

    _floor: Floor

    def actions(self) -> dict[str, Callable[..., Any]]:
        """The actions by the name that the operator gives."""
        return super().actions() | {
            "start_of_day": self.start_of_day,
            "end_of_day": self.end_of_day,
            "market_close": self.market_close,
            "cancel_order": self.cancel_order,
            "update_priority": self.update_priority,
            "correct_trade": self.correct_trade,
        }

    def start_of_day(self) -> None:
        """The market opens, the primary market too: System Event S to everybody (3.1)."""
        self._floor.market_hours = True
        trading.start_of_day(self._floor)

    def end_of_day(self) -> None:
        """System Event E to everybody; then every order ends, its time being over (1.2, 3.1)."""
        trading.end_of_day(self._floor)
        if not self._floor.defects.has("orders-outlive-the-day"):
            self._expire(self._floor.orders())

    def market_close(self) -> None:
        """The primary market closes: orders for its hours end (1.2), later ones are cancelled with E (3.5)."""
        self._floor.market_hours = False
        if self._floor.defects.has("orders-outlive-the-close"):
            return
        self._expire([order for order in self._floor.orders() if order.terms.timeInForce == MARKET_HOURS])

    def _expire(self, orders: Iterable[LiveOrder]) -> None:
        for order in orders:
            self._floor.cancel(order, "T")

    def _order(self, user: str, token: str) -> LiveOrder:
        # A token of digits arrives from the operator's line as a number.
        member, token = self._members.get(user.upper()), str(token)
        key = token if member is None else named(self._floor.ports[member], token)
        return self.order(user, key, f"order {token!r}")

    def cancel_order(self, user: str, token: str, reason: str = "S", quantity: int | None = None) -> None:
        """Cancel a member's order, or so many of its shares, on the venue's own account (3.5)."""
        self.reduce(self._order(user, token), reason, quantity)

    def update_priority(self, user: str, token: str, price: int | None = None) -> int:
        """Send an order to the back of its price, or to another price, under a new reference (3.14)."""
        return self.promote(self._order(user, token), price)

    def correct_trade(self, price: int, match_number: int | None = None) -> int:
        """Restate a trade, the last one by default, at another price on both sides; gives its match number (3.10)."""
        if "TradeCorrection" not in self._floor.codec.classes:
            raise VenueError(f"{self._floor.edition} has no Trade Correction")
        trade = self.trade(match_number, "correct")
        for fill in trade.fills:
            self._floor.reports.corrected(fill, trade.match, price)
        return trade.match
