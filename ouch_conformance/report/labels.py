"""What a scenario's tags say: the requirements it judges, and the families `layer:`, `cost:`, `pics:`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.spec.requirements import Level, Requirement

CatalogueLookup = Callable[[str], Requirement]
"""The requirement of an id; KeyError where no catalogue holds it."""

UNDISTURBED = frozenset({Verdict.PASS, Verdict.LENIENT, Verdict.OBSERVED, Verdict.NOT_APPLICABLE})
"""Verdicts that ask nobody to look: everything else is a non-pass and gets its evidence attached."""

# A requirement's id opens with its document in capitals; the marks of a user's own feature (`@smoke`) do not.
_REQUIREMENT = re.compile(r"[A-Z][A-Z0-9]*-[A-Za-z0-9][A-Za-z0-9.-]*")

_FIRMNESS = tuple(Level)
_SEVERITY = {Level.MUST: "critical", Level.DERIVED: "normal", Level.OBSERVE: "minor"}


def requirement_ids(record: ScenarioRecord) -> list[str]:
    """The ids a scenario judges, each once: those of its tags in their order, then those only a check brought in."""
    tags = (tag for tag in record.tags if _REQUIREMENT.fullmatch(tag))
    return list(dict.fromkeys([*tags, *(check.requirement for check in record.checks)]))


def family(record: ScenarioRecord, name: str) -> list[str]:
    """The arguments of a tag family: `family(record, "layer")` is `["session"]` for `@layer:session`."""
    return [tag.partition(":")[2] for tag in record.tags if tag.startswith(f"{name}:")]


def severity(requirements: Iterable[Requirement]) -> str:
    """Allure's severity of a scenario: that of the firmest level among its requirements."""
    levels = {requirement.level for requirement in requirements}
    return next((_SEVERITY[level] for level in _FIRMNESS if level in levels), "normal")
