"""The dialect of Genium OUCH: which handler takes which message, and what an operator can do to the market."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ouch_conformance.venue.genium import cancel, enter, replace
from ouch_conformance.venue.genium.control import Control
from ouch_conformance.venue.genium.floor import Floor
from ouch_conformance.venue.genium.order import Port
from ouch_conformance.wire import FindingKind, Unknown, WireMessage

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule

BEARABLE = frozenset({FindingKind.ENUM, FindingKind.PADDING})
"""A message with these faults is still a request: an unlisted code is refused."""
HANDLERS: Mapping[str, Callable[[Floor, Port, WireMessage], None]] = {
    "EnterOrder": enter.enter,
    "EnterMMOrder": enter.enter,
    "ReplaceOrder": replace.replace,
    "CancelOrder": cancel.cancel,
    "CancelByOrderId": cancel.by_order_id,
    "MassCancel": cancel.mass_cancel,
}


class Genium:
    """One trading day. The streams begin empty: there are no events of the day.

    A member's orders stay when its last connection is gone, unless its account has the option that inactivates them
    (4.2.5).
    """

    def __init__(
        self,
        settings: VenueSettings,
        defects: Defects,
        clock: DayClock,
        schedule: Schedule,
        members: Mapping[str, Member],
    ) -> None:
        self.floor = Floor(settings.codec(), settings, defects, clock, schedule)
        for member in members.values():
            self.floor.ports[member] = Port(member, defects)
        self.actions = Control(self.floor, members).actions()

    def receive(self, member: Member, payload: bytes) -> None:
        """Process one message of a member. Total: an unknown type, a wrong length or unprintable text is dropped."""
        message, findings = self.floor.codec.decode(payload, "incoming")
        if isinstance(message, Unknown) or any(each.kind not in BEARABLE for each in findings):
            return
        port = self.floor.ports[member]
        if message.SPEC.name == "EnterMMOrder" and self.floor.defects.has("market-makers-order-refused"):
            self.floor.reports.rejected(member, message.orderToken, "illegal transaction")
            return
        HANDLERS[message.SPEC.name](self.floor, port, message)

    def left(self, member: Member) -> None:
        """A member has no connection left."""
        if member.account.inactivates:
            for order in list(self.floor.ports[member].orders.values()):
                self.floor.inactivate(order)

    def close(self) -> None:
        """The session is over: no timer may fire into the next one."""
        self.floor.stop_timers()


DIALECT = Genium
