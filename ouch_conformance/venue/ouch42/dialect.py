"""The OUCH 4.2 dialect: which handler takes which message, and what an operator can do to the market."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ouch_conformance.venue.ouch42 import change, enter, replace
from ouch_conformance.venue.ouch42.control import Control
from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import Port
from ouch_conformance.venue.trading import hostile
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
    "ModifyOrder": change.modify,
    "TradeNow": change.trade_now,
}


class Ouch42:
    """One trading day of OUCH 4.2 in the edition that the revision names. Start of Day opens every member's stream."""

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
        shared: set[str] = set()
        for member in members.values():
            self.floor.ports[member] = Port(
                member, defects, tokens=defects.pick("accounts-share-tokens", shared, set())
            )
        self.actions = Control(self.floor, members).actions()
        if not defects.has("start-of-day-missing"):
            start_of_day(self.floor)

    def receive(self, member: Member, payload: bytes) -> None:
        """Process one message of a member. Total: an unknown type, a wrong length or unprintable text is dropped."""
        message, findings = self.floor.codec.decode(payload, "incoming")
        hostile.note(self.floor, member, payload, findings)
        if isinstance(message, Unknown) or any(finding.kind not in BEARABLE for finding in findings):
            return
        HANDLERS[message.SPEC.name](self.floor, self.floor.ports[member], message)

    def close(self) -> None:
        """The session is over: no timer may fire into the next one."""
        self.floor.stop_timers()


DIALECT = Ouch42
