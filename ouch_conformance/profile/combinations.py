"""Combinations among the instruments of a profile: each names the instruments that it trades in, its legs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ouch_conformance.profile.errors import Fault
from ouch_conformance.profile.model import Instrument
from ouch_conformance.profile.pools import base_name
from ouch_conformance.profile.suggestions import nearest

COMBINATION, UNKNOWN = "combination", "unknown"
LEGS = 'the roles of two or more single instruments, such as ["main", "second"]'


def leg_faults(instruments: Mapping[str, Instrument]) -> Iterator[Fault]:
    """Everything that is wrong with legs, given as roles."""
    for role, each in instruments.items():
        section = f"instruments.{role}"
        if base_name(role) == COMBINATION:
            yield from (Fault(problem, right, section, "legs") for problem, right in _faults(each, instruments))
        elif each.legs:
            yield Fault(f"legs in [{section}]", f"only [instruments.{COMBINATION}] has legs", section, "legs")


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
