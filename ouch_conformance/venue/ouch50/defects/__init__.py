"""Defects of the OUCH 5.0 dialect."""

from __future__ import annotations

from ouch_conformance.venue.defects import hostile
from ouch_conformance.venue.defects.defect import Defect
from ouch_conformance.venue.ouch50.defects.defect import ouch50
from ouch_conformance.venue.ouch50.defects.messages import MESSAGES
from ouch_conformance.venue.ouch50.defects.requests import REQUESTS

HOSTILE = {
    hostile.SIGNED: ("OUCH50-2.3-03 OUCH50-2.3-08", "cancel_order_request"),
    hostile.STOPS: ("OUCH50-2.1-01", "disable_order_entry_request"),
    hostile.SWALLOWS: ("OUCH50-2.1-01", "enable_order_entry_request"),
    hostile.BARS: ("OUCH50-2.1-01", "account_query_request"),
}
"""What only malformed messages show, and the file of the scenarios that find it."""

DEFECTS: tuple[Defect, ...] = (
    *REQUESTS,
    *MESSAGES,
    # A fault of the session layer that this document forbids, too
    ouch50("replay-restamped", "1.1-03", ""),
    # Found by the scenarios that are made from the layout
    *hostile.hostile_defects("nasdaq-ouch-5.0", HOSTILE),
)
