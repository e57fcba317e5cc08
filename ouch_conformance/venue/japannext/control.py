"""What an operator can do to a market of Japannext OUCH: the day, halts, and orders by their tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ouch_conformance.venue.japannext.order import LiveOrder, Port
from ouch_conformance.venue.trading import control as trading


class Control(trading.Control[LiveOrder, Port]):
    """Operator actions. A name that does not exist raises VenueError with the nearest one."""

    def actions(self) -> dict[str, Callable[..., Any]]:
        """The actions by the name that the operator gives: no trade can be broken, and there are no crosses."""
        every = super().actions()
        known = ("start_of_day", "end_of_day", "halt", "resume")
        return {name: every[name] for name in known} | {"cancel_order": self.cancel_order}

    def cancel_order(self, user: str, number: int, channel: int = 0, reason: str = "S") -> None:
        """Cancel a member's order on the venue's own account (7.4). Orders have no channels: 0 is all there is."""
        del channel
        self.reduce(self.order(user, int(number), f"order {number}"), reason, None)
