"""Defects of the OUCH 5.0 dialect."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect

OUCH50_DEFECTS: tuple[Defect, ...] = ()
