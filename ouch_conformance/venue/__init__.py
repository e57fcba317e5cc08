"""The reference venue: a SoupBinTCP server with accounts, a matching engine and switchable defects.

It is what the suite is tried on. Correct where the protocols' documents say what is correct; where they are silent, the
answer taken stands in the docstring of the place that gives it, and in `VenueSettings` where it can be chosen.
"""

from __future__ import annotations

from ouch_conformance.venue.defects import Defect, defects_of
from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.venue.settings import Account, Instrument, VenueError, VenueSettings
from ouch_conformance.venue.venue import Venue

__all__ = [
    "Account",
    "Defect",
    "EmbeddedVenue",
    "Instrument",
    "Venue",
    "VenueError",
    "VenueSettings",
    "defects_of",
]
