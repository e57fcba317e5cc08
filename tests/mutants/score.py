"""What a run with one defect proves: whether a check of the defect's requirement found it, and what else went red."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.spec.library import catalogue, protocol_names
from ouch_conformance.spec.requirements import Level, Requirement
from ouch_conformance.spec.sessions import OLDEST, SESSIONS
from ouch_conformance.venue.defects import Defect, defects_of

from .evidence import CheckSeen, RunSeen, ScenarioSeen
from .runs import PROTOCOL, Order, Scope

ENOUGH_GREEN = 0.9
"""The share of the other scenarios that has to stay green: a defect that breaks everything proves nothing."""
CONFORMING, NON_CONFORMING = 0, 1


class Fate(StrEnum):
    """What became of a defect."""

    KILLED = "killed"
    SILENT = "silent"
    """Scenarios carry its requirement, and none of their checks of it failed."""
    BROAD = "broad"
    """A check of its own failed, and too many other scenarios were not green."""
    DEAD = "dead"
    """No scenario carries its requirement: the catalogue says why (`not-tested`)."""


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement on one defect. `others` are the scenarios that carry none of its requirements."""

    defect: Defect
    run: RunSeen
    killers: tuple[CheckSeen, ...]
    others: tuple[ScenarioSeen, ...]
    carriers: int

    @property
    def others_red(self) -> tuple[ScenarioSeen, ...]:
        """The other scenarios that did not stay green."""
        return tuple(scenario for scenario in self.others if not scenario.green)

    @property
    def green_share(self) -> float:
        """The share of the other scenarios that stayed green; 1 where none took part."""
        return 1 - len(self.others_red) / len(self.others) if self.others else 1.0

    @property
    def fate(self) -> Fate:
        """What became of the defect."""
        if not self.carriers:
            return Fate.DEAD
        if not self.killers or self.run.status != NON_CONFORMING:
            return Fate.SILENT
        return Fate.KILLED if self.green_share >= ENOUGH_GREEN else Fate.BROAD

    @property
    def unexplained(self) -> tuple[ScenarioSeen, ...]:
        """The other scenarios that went red though the defect does not say why it reaches further."""
        return () if self.defect.reach else self.others_red

    @property
    def as_promised(self) -> bool:
        """Killed, or dead where the catalogue itself says that nothing judges it; and no other red without a reason."""
        reasons = [requirement_of(name).not_tested for name in self.defect.requirements]
        found = self.fate is Fate.KILLED or (self.fate is Fate.DEAD and all(reasons))
        return found and not self.unexplained


def order_for(defect: Defect, scope: Scope = Scope.FULL, protocol: str = PROTOCOL) -> Order:
    """The run that has to find a defect: strict where what it breaks is only `derived`, which else just warns."""
    strict = any(requirement_of(name).level is Level.DERIVED for name in defect.requirements)
    return Order((defect.name,), frozenset(defect.requirements), strict, scope, protocol, defect.found_by)


def score(defect: Defect, run: RunSeen) -> Score:
    """Judge one run. A kill counts only in a scenario that carries the requirement, by a check of that requirement."""
    own = frozenset(defect.requirements)
    carriers = [scenario for scenario in run.scenarios if scenario.requirements & own]
    others = tuple(scenario for scenario in run.scenarios if not scenario.requirements & own)
    killers = tuple(check for scenario in carriers for check in scenario.checks if _kills(check, scenario, own))
    return Score(defect, run, killers, others, len(carriers))


def _kills(check: CheckSeen, scenario: ScenarioSeen, own: frozenset[str]) -> bool:
    return check.requirement in own & scenario.requirements and check.verdict is Verdict.FAIL


def sought(protocol: str) -> list[Defect]:
    """The defects that runs of a protocol have to find: the session layer's under the first of them alone."""
    own = catalogue(protocol)
    found = defects_of(protocol).values()
    if protocol in SESSIONS:
        return [each for each in found if each.protocol != OLDEST]
    return [each for each in found if protocol == PROTOCOL or any(name in own for name in each.requirements)]


def protocol_of(defect: Defect) -> str:
    """The protocol under which a defect is sought: that of the last requirement that it breaks.

    The versions of SoupBinTCP share ids: there the defect itself says which version it breaks.
    """
    if defect.protocol in SESSIONS and defect.protocol != OLDEST:
        return defect.protocol
    return next(name for name in protocol_names() if defect.requirements[-1] in catalogue(name))


def requirement_of(name: str) -> Requirement:
    """A requirement of any protocol; KeyError where there is none of that id."""
    return next(book[name] for book in map(catalogue, protocol_names()) if name in book)
