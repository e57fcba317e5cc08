"""A catalogue closed both ways: each requirement is judged by a scenario, or filed with the kind of reason why not.

A requirement with an oracle has the scenarios that are made from the layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from ouch_conformance.plugin.lint import Finding
from ouch_conformance.plugin.source import FeatureSource
from ouch_conformance.plugin.tags import requirement_tags
from ouch_conformance.spec.requirements import Catalogue, Requirement

_FILE_IT = "give it a scenario, or a <not-tested> with its category and words"


def judged_in(sources: Iterable[FeatureSource]) -> set[str]:
    """The ids that the scenarios and rows of some files carry; the lint of tags holds that a step judges each."""
    return {
        name
        for source in sources
        for scenario in source.scenarios
        for row in scenario.rows()
        for name in requirement_tags(scenario.tags_of(row))
    }


def lint_closure(catalogue: Catalogue, judged: Set[str]) -> list[Finding]:
    """What leaves a catalogue open: an id with neither scenario nor reason, one with both, a reason that hangs on none.

    `judged` are the ids that scenarios carry.
    """
    path = catalogue.source or Path(catalogue.protocol)
    return [
        Finding(path, requirement.line, *fault)
        for requirement in catalogue
        if not requirement.retired
        for fault in _faults(requirement, catalogue.requirements, judged)
    ]


def _faults(requirement: Requirement, known: Mapping[str, Requirement], judged: Set[str]) -> Iterator[tuple[str, str]]:
    name, category = requirement.id, requirement.not_tested_category
    if name in judged and category:
        yield f"{name} is judged by a scenario and filed as {category}", "one of the two is taken out"
    elif name not in judged and not category and not requirement.oracles:
        yield f"no scenario judges {name}, and no reason is filed", _FILE_IT
    elif category == "implied-by":
        yield from _implications(requirement, known, judged)


def _implications(
    requirement: Requirement, known: Mapping[str, Requirement], judged: Set[str]
) -> Iterator[tuple[str, str]]:
    name = requirement.id
    if not requirement.implied_by:
        yield f"{name} is filed as implied by nothing", 'by="..." names the requirements that imply it'
    for other in requirement.implied_by:
        if other not in known:
            yield f"{name} is implied by the unknown requirement {other}", "the ids of the catalogue"
        elif known[other].retired:
            yield f"{name} is implied by {other}, which is retired", "an id that is in force"
        elif other not in judged:
            yield f"{name} is implied by {other}, which no scenario judges", "an id that a scenario judges"
