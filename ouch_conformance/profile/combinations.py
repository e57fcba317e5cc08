"""Combinations among the instruments of a profile: each names the instruments that it trades in, its legs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ouch_conformance.profile.model import Instrument
from ouch_conformance.profile.pools import base_name
from ouch_conformance.profile.suggestions import nearest

COMBINATION, UNKNOWN = "combination", "unknown"
LEGS = 'the roles of two or more single instruments, such as ["main", "second"]'


@dataclass(frozen=True, slots=True)
class LegFault:
    """What is wrong with the legs of an instrument, and what would be right."""

    role: str
    problem: str
    right: str


def leg_faults(instruments: Mapping[str, Instrument]) -> Iterator[LegFault]:
    """Everything that is wrong with legs, given as roles."""
    for role, each in instruments.items():
        if base_name(role) == COMBINATION:
            yield from (LegFault(role, problem, right) for problem, right in _faults(each, instruments))
        elif each.legs:
            yield LegFault(role, f"legs in [instruments.{role}]", f"only [instruments.{COMBINATION}] has legs")


def _faults(combination: Instrument, instruments: Mapping[str, Instrument]) -> Iterator[tuple[str, str]]:
    section, legs = f"[instruments.{combination.role}]", combination.legs
    if not legs:
        yield f"{section} lacks 'legs'", LEGS
    elif len(set(legs)) < max(2, len(legs)):
        yield f"legs = {list(legs)} in {section}", LEGS
    single = [role for role in instruments if base_name(role) not in (COMBINATION, UNKNOWN)]
    for leg in legs:
        if leg not in single:
            yield f"the leg {leg!r} in {section} is no single instrument of the profile", nearest(leg, single)


def by_symbols(instruments: Mapping[str, Instrument]) -> dict[str, Instrument]:
    """The instruments with the legs of combinations by their symbols instead of their roles."""
    return {
        role: replace(each, legs=tuple(instruments[leg].symbol for leg in each.legs))
        for role, each in instruments.items()
    }
