"""Operator actions that name an order of OUCH 5.0 (3.4, 3.11, 3.13)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port
from ouch_conformance.venue.trading import control as trading


class Control(trading.Control[LiveOrder, Port]):
    """Operator actions of OUCH 5.0. A name that does not exist raises VenueError with the nearest one."""

    _floor: Floor

    def actions(self) -> dict[str, Callable[..., Any]]:
        """The actions by the name that the operator gives."""
        return super().actions() | {
            "cancel_order": self.cancel_order,
            "update_priority": self.update_priority,
            "reprice": self.reprice,
        }

    def _order(self, user: str, number: int, channel: int) -> LiveOrder:
        return self.order(user, (channel, number), f"order {number} in channel {channel}")

    def cancel_order(
        self, user: str, number: int, channel: int = 0, reason: str = "S", quantity: int | None = None
    ) -> None:
        """Cancel a member's order, or so many of its shares, on the venue's own account (3.4)."""
        self.reduce(self._order(user, number, channel), reason, quantity)

    def update_priority(self, user: str, number: int, channel: int = 0, price: int | None = None) -> int:
        """Send an order to the back of its price, or to another price, under a new reference (3.11)."""
        return self.promote(self._order(user, number, channel), price)

    def reprice(self, user: str, number: int, price: int, channel: int = 0) -> None:
        """Say that an order is displayed at another price; what it trades at stays (3.13)."""
        self._floor.reports.repriced(self._order(user, number, channel), price)
