"""The Japannext dialect: which handler takes which message, and what an operator can do to the market."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ouch_conformance.venue.japannext import change, enter, replace
from ouch_conformance.venue.japannext.control import Control
from ouch_conformance.venue.japannext.floor import Floor
from ouch_conformance.venue.japannext.order import Port
from ouch_conformance.venue.trading.control import start_of_day
from ouch_conformance.venue.trading.matching import check_prevention
from ouch_conformance.wire import FindingKind, Unknown, WireMessage

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule

BEARABLE = frozenset({FindingKind.ENUM, FindingKind.PADDING})
"""Faults of a message that is still a request: a code outside its list is refused by the handler that looks at it."""

HANDLERS: Mapping[str, Callable[[Floor, Port, WireMessage], None]] = {
    "EnterOrder": enter.enter,
    "ReplaceOrder": replace.replace,
    "CancelOrder": change.cancel,
}


class Japannext:
    """One trading day. Start of Day opens every member's stream (7.1)."""

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
        for member in members.values():
            self.floor.ports[member] = Port(member, defects)
        for port in self.floor.ports.values():
            port.beside = [other for other in self.floor.ports.values() if other is not port]
        self.actions = Control(self.floor, members).actions()
        if not defects.has("start-of-day-missing"):
            start_of_day(self.floor)

    def receive(self, member: Member, payload: bytes) -> None:
        """Process one message of a member. Total: an unknown type, a wrong length or unprintable text is dropped."""
        message, findings = self.floor.codec.decode(payload, "incoming")
        if isinstance(message, Unknown) or any(finding.kind not in BEARABLE for finding in findings):
            return
        HANDLERS[message.SPEC.name](self.floor, self.floor.ports[member], message)

    def left(self, member: Member) -> None:
        """A member has no connection left: its open orders are withdrawn (4)."""
        change.withdraw_all(self.floor, self.floor.ports[member])

    def close(self) -> None:
        """The session is over: no timer may fire into the next one."""
        self.floor.stop_timers()


DIALECT = Japannext
