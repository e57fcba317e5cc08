"""What an operator can do to a market of Genium OUCH: halts, and orders by their tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ouch_conformance.venue.genium.order import LiveOrder, Port
from ouch_conformance.venue.trading import control as trading


class Control(trading.Control[LiveOrder, Port]):
    """Operator actions. A name that does not exist raises VenueError with the nearest one."""

    def actions(self) -> dict[str, Callable[..., Any]]:
        """The actions by the name that the operator gives: no events of the day, no broken trades, no crosses."""
        every = super().actions()
        return {name: every[name] for name in ("halt", "resume")} | {"cancel_order": self.cancel_order}

    def cancel_order(self, user: str, token: str, reason: int = 9) -> None:
        """Cancel a member's order on the venue's own account (4.2.5)."""
        order = self.order(user, token, f"order {token}")
        if self._floor.defects.has("operators-cancel-untold"):
            self._floor.withdraw(order)
        else:
            self.reduce(order, reason, None)
