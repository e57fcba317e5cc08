"""Defects: switches of the reference venue that each break one requirement, to prove that a check can fail.

A hook in the production path is one expression: `defects.has(name)`, or `defects.pick(name, wrong, right)` where only a
value changes. What is too long for that stands in `effects`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from ouch_conformance.spec.sessions import SESSIONS
from ouch_conformance.venue.defects.defect import Defect
from ouch_conformance.venue.defects.session import SESSION_DEFECTS
from ouch_conformance.venue.defects.session4 import SESSION4_DEFECTS
from ouch_conformance.venue.packages import packages, part
from ouch_conformance.venue.settings import unknown

T = TypeVar("T")

_SESSIONS: Mapping[str, tuple[Defect, ...]] = {
    name: tuple(each for each in (*SESSION_DEFECTS, *SESSION4_DEFECTS) if each.protocol in built_on)
    for name, built_on in SESSIONS.items()
}


def _of(protocol: str) -> tuple[Defect, ...]:
    """What can be wrong in a protocol: a version of the session layer, or one that a package of this room speaks."""
    if protocol in _SESSIONS:
        return _SESSIONS[protocol]
    defects: tuple[Defect, ...] = part(protocol, "defects", "DEFECTS") or ()
    return tuple(defect for defect in defects if defect.protocol == protocol)


@cache
def defect_names() -> frozenset[str]:
    """The names of all defects. One name is one fault of the venue, whichever protocols it breaks."""
    return frozenset(defect.name for protocol in (*_SESSIONS, *packages()) for defect in _of(protocol))


def defects_of(protocol: str) -> Mapping[str, Defect]:
    """What can be wrong with a venue that speaks a protocol, by name: session layer first.

    A fault of the session layer that the protocol forbids, too, stands once, with the ids of both.
    """
    found = {defect.name: defect for defect in SESSION_DEFECTS}
    for defect in _of(protocol):
        found[defect.name] = _joined(found.get(defect.name, defect), defect)
    return found


def _joined(known: Defect, defect: Defect) -> Defect:
    """One fault of two layers, with the requirements of both."""
    return defect if known is defect else replace(known, requirements=known.requirements + defect.requirements)


class Defects:
    """The defects that are switched on; an unknown name raises VenueError with the nearest one."""

    __slots__ = ("_marks", "_on")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._on = frozenset(names)
        self._marks: Counter[tuple[str, Hashable]] = Counter()
        for name in sorted(self._on - defect_names()) if self._on else ():
            raise unknown("defect", name, defect_names())

    def has(self, name: str) -> bool:
        """Whether the defect of a name is switched on."""
        return name in self._on

    def pick(self, name: str, wrong: T, right: T) -> T:
        """What a value is: the wrong one where the defect is on."""
        return wrong if name in self._on else right

    def mark(self, name: str, thing: Hashable) -> None:
        """Let a defect that is on remember something."""
        if name in self._on:
            self._marks[name, thing] += 1

    def marked(self, name: str, thing: Hashable) -> int:
        """How often a defect was made to remember something; 0 where it is off."""
        return self._marks[name, thing]


__all__ = ["Defect", "Defects", "defect_names", "defects_of"]
