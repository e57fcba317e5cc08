"""The state of one OUCH 5.0 trading day, shared by the handlers of all messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ouch_conformance.venue.ouch50.order import LiveOrder, Port
from ouch_conformance.venue.ouch50.reports import Reports
from ouch_conformance.venue.trading import floor as trading

if TYPE_CHECKING:
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule
    from ouch_conformance.wire.codec import Codec


class Floor(trading.Floor[LiveOrder, Port]):
    """The market with the words of OUCH 5.0. Modify may add shares before revision 1.04 only (2.4)."""

    reports: Reports

    def __init__(
        self, codec: Codec, settings: VenueSettings, defects: Defects, clock: DayClock, schedule: Schedule
    ) -> None:
        super().__init__(codec, settings, defects, schedule, Reports(codec, clock, settings, defects))
        revisions = codec.protocol.revisions
        self.increases = revisions.index(codec.revision) < revisions.index("1.04")
