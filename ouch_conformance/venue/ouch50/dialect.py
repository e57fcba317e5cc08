"""The OUCH 5.0 dialect: which handler takes which message, and what an operator can do to the market."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ouch_conformance.venue.ouch50 import bulk, cancel, enter, replace
from ouch_conformance.venue.ouch50.control import Control
from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import Port
from ouch_conformance.venue.ouch50.request import Request, request
from ouch_conformance.venue.trading import hostile
from ouch_conformance.venue.trading.control import start_of_day
from ouch_conformance.venue.trading.matching import check_prevention
from ouch_conformance.wire import Unknown

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule


HANDLERS: Mapping[str, Callable[[Floor, Port, Request], None]] = {
    "EnterOrder": enter.enter,
    "ReplaceOrderRequest": replace.replace,
    "CancelOrderRequest": cancel.cancel,
    "ModifyOrderRequest": cancel.modify,
    "MassCancelRequest": bulk.mass_cancel,
    "DisableOrderEntryRequest": bulk.disable,
    "EnableOrderEntryRequest": bulk.enable,
    "AccountQueryRequest": bulk.query,
}


class Ouch50:
    """One trading day of OUCH 5.0. Start of Day opens every member's stream."""

    def __init__(
        self,
        settings: VenueSettings,
        defects: Defects,
        clock: DayClock,
        schedule: Schedule,
        members: Mapping[str, Member],
    ) -> None:
        check_prevention(settings)
        self.floor = Floor(settings.codec(), settings, defects, clock, schedule)
        self.floor.ports = {member: Port(member, defects) for member in members.values()}
        self.actions = Control(self.floor, members).actions()
        start_of_day(self.floor)

    def receive(self, member: Member, payload: bytes) -> None:
        """Process one message of a member. Total: bytes that are no request are dropped."""
        message, findings = self.floor.codec.decode(payload, "incoming")
        hostile.note(self.floor, member, payload, findings)
        if isinstance(message, Unknown):
            return
        taken = request(message, findings)
        if taken is not None and not hostile.swallows(self.floor, member, message):
            HANDLERS[message.SPEC.name](self.floor, self.floor.ports[member], taken)

    def close(self) -> None:
        """The session is over: no timer may fire into the next one."""
        self.floor.stop_timers()


DIALECT = Ouch50
