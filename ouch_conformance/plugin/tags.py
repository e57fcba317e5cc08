"""The tags of a feature: requirement ids, and three families with an argument. Nothing else is a tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from ouch_conformance.plugin.source import Tag
from ouch_conformance.spec.errors import closest
from ouch_conformance.spec.requirements import Requirement

LAYERS = ("session", "orders", "resilience")
COSTS = ("slow", "destructive", "control")
FAMILIES: Mapping[str, str] = {
    "pics": "needs a capability that the profile declares",
    "layer": "the layer it examines: " + ", ".join(LAYERS),
    "cost": "what it costs: " + ", ".join(COSTS),
}


@dataclass(frozen=True)
class Vocabulary:
    """What the tags of one protocol's features may say."""

    requirements: Mapping[str, Requirement]
    flags: frozenset[str] = frozenset()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Requirement ids of other protocols, and which."""

    def problem(self, tag: Tag) -> tuple[str, str] | None:
        """What is wrong with a tag and what would be right; nothing where it is known."""
        family, colon, argument = tag.name.partition(":")
        return self._family_problem(family, argument) if colon else self._id_problem(tag.name)

    def _family_problem(self, family: str, argument: str) -> tuple[str, str] | None:
        if family not in FAMILIES:
            allowed = ", ".join(f"@{name}:" for name in FAMILIES)
            return f"unknown tag family @{family}:", suggested(family, FAMILIES) or f"allowed: {allowed}"
        known: Iterable[str] = {"pics": self.flags, "layer": LAYERS, "cost": COSTS}[family]
        if argument in known:
            return None
        hint = suggested(argument, sorted(known), f"@{family}:") or f"allowed: {', '.join(sorted(known)) or 'none'}"
        return f"unknown argument of @{family}:{argument}", hint

    def _id_problem(self, name: str) -> tuple[str, str] | None:
        requirement = self.requirements.get(name)
        if requirement is None and name in self.elsewhere:
            return f"requirement {name} belongs to {self.elsewhere[name]}", "a feature carries its own protocol's ids"
        if requirement is None:
            hint = suggested(name, self.requirements) or "allowed: the ids of the catalogue"
            return f"unknown requirement @{name}", hint
        if requirement.retired:
            return f"requirement {name} is retired", "an id is never used again; see the catalogue for its successor"
        return None


def suggested(name: str, known: Iterable[str], before: str = "@") -> str:
    """The question whether the nearest name was meant; nothing where none comes near."""
    found = closest(name, known)
    return f"did you mean {before}{found}?" if found else ""


def requirement_tags(tags: Iterable[Tag]) -> list[str]:
    """The requirement ids among some tags, in their order: the first is the main one."""
    return [tag.name for tag in tags if ":" not in tag.name]


def arguments(tags: Iterable[Tag], family: str) -> list[str]:
    """The arguments of one family among some tags."""
    return [tag.name.partition(":")[2] for tag in tags if tag.name.startswith(family + ":")]


def marks(tags: Iterable[Tag]) -> Iterator[pytest.MarkDecorator]:
    """The marks that tags become: `@OUCH50-2.2-04` by its name, `@cost:slow` as `cost("slow", name="slow")`.

    pytest's `-m` compares keyword arguments only, hence the name: `-m "not cost(name='slow')"`.
    """
    for tag in tags:
        family, colon, argument = tag.name.partition(":")
        mark: pytest.MarkDecorator = getattr(pytest.mark, family)
        yield mark(argument, name=argument) if colon else mark


def register_families(config: pytest.Config) -> None:
    """Make the three families known to `--strict-markers` and `--markers`."""
    for family, meaning in FAMILIES.items():
        config.addinivalue_line("markers", f"{family}(argument, name=argument): {meaning}; -m \"{family}(name='...')\"")


def register_requirements(config: pytest.Config, requirements: Iterable[Requirement]) -> None:
    """Make requirement ids known as marks, so that `-m OUCH50-2.2-04` selects and a typo there is refused."""
    for requirement in requirements:
        config.addinivalue_line("markers", f"{requirement.id}: {requirement.sentence}")
