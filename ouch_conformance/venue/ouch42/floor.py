"""The state of one OUCH 4.2 trading day, shared by the handlers of all messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ouch_conformance.venue.ouch42.order import LiveOrder, Port
from ouch_conformance.venue.ouch42.reports import Reports
from ouch_conformance.venue.trading import floor as trading

if TYPE_CHECKING:
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule
    from ouch_conformance.wire.codec import Codec

PSX, BX, NASDAQ = "4.2-psx", "4.2-bx", "4.2-nasdaq"


class Floor(trading.Floor[LiveOrder, Port]):
    """The market with the words of OUCH 4.2. `market_hours` is false once the primary market has closed (1.2).

    Modify may add shares: in the Nasdaq edition the order then goes to the back, the others name no exception from
    "priority is kept" (2.4). Cancel reasons F and G are Nasdaq's; BX and PSX say Z.
    """

    reports: Reports

    def __init__(
        self, codec: Codec, settings: VenueSettings, defects: Defects, clock: DayClock, schedule: Schedule
    ) -> None:
        super().__init__(codec, settings, defects, schedule, Reports(codec, clock, settings, defects))
        self.increases = True
        self.increases_keep_place = self.edition != NASDAQ
        self.post_only_reason = "G" if self.edition == NASDAQ else "Z"
        self.slide_reason = "F" if self.edition == NASDAQ else "Z"
        self.market_hours = True

    @property
    def edition(self) -> str:
        """Whose document is spoken."""
        return self.codec.revision
