"""The state of one trading day of Japannext OUCH, shared by the handlers of all messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ouch_conformance.venue.japannext.order import LiveOrder, Port
from ouch_conformance.venue.japannext.reports import Reports
from ouch_conformance.venue.trading import floor as trading

if TYPE_CHECKING:
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule
    from ouch_conformance.wire.codec import Codec

GROUPS = {
    "japannext-ouch-2.01": ("DAY", "NGHT", "DAYX", "DAYU"),
    "japannext-bonds-ouch-2.01": ("DJGB",),
    "odx-ouch-2.0": ("DAY",),
}
"""The markets of each protocol: every one is open all day here, and all share one book."""


class Floor(trading.Floor[LiveOrder, Port]):
    """The market with the words of Japannext OUCH.

    `lowest_price` is 1 for prices, the layout's lowest for yields: whether a price of 0 means anything is not stated.
    Yields rank like prices here: the document does not say which yield is the better one for a buy.
    """

    reports: Reports

    def __init__(
        self, codec: Codec, settings: VenueSettings, defects: Defects, clock: DayClock, schedule: Schedule
    ) -> None:
        super().__init__(codec, settings, defects, schedule, Reports(codec, clock, defects))
        fields = {each.name: each for each in codec["EnterOrder"].SPEC.fields}
        self.lowest_price = fields["price"].minimum or 1
        self.groups = GROUPS[codec.protocol.name]
        self.post_only_reason = "D"
