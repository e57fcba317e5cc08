"""Defects of the session layer (SoupBinTCP 3.00)."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect

SESSION_DEFECTS: tuple[Defect, ...] = ()
