"""How a defect of OUCH 5.0 is written down."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect


def ouch50(name: str, requirements: str, doc: str, reach: str = "") -> Defect:
    """A defect of OUCH 5.0; several requirements where they are one and the same fault."""
    ids = tuple(f"OUCH50-{number}" for number in requirements.split())
    return Defect(name, ids, "orders", "nasdaq-ouch-5.0", doc, reach)
