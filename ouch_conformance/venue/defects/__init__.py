"""Defects: switches of the reference venue that each break one requirement, to prove that a check can fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ouch_conformance.venue.defects.defect import Defect
from ouch_conformance.venue.defects.ouch50 import OUCH50_DEFECTS
from ouch_conformance.venue.defects.session import SESSION_DEFECTS
from ouch_conformance.venue.settings import unknown

DEFECTS: Mapping[str, Defect] = {defect.name: defect for defect in (*SESSION_DEFECTS, *OUCH50_DEFECTS)}
"""All defects by name, session layer first."""


class Defects:
    """The defects that are switched on; an unknown name raises VenueError with the nearest one."""

    __slots__ = ("_on",)

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._on = frozenset(names)
        for name in sorted(self._on - DEFECTS.keys()):
            raise unknown("defect", name, DEFECTS)

    def has(self, name: str) -> bool:
        """Whether the defect of a name is switched on."""
        return name in self._on


__all__ = ["DEFECTS", "Defect", "Defects"]
