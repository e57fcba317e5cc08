"""The requirements of one protocol, read from its `requirements.xml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from .oracles import Oracle

Subject = Literal["venue", "member"]
Observability = Literal[
    "session", "reconnect", "time", "self-trade", "second-account", "phase", "operator", "configuration", "none"
]
NotTested = Literal["operator-action", "clients-duty", "implied-by", "not-observable", "pending"]


class Level(StrEnum):
    """How firmly the document stands behind a requirement."""

    MUST = "must"
    DERIVED = "derived"
    OBSERVE = "observe"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One testable sentence of a document.

    `features` are the flags a venue must declare for it to apply; `observable` says by which means a black-box client
    can see it; `not_tested` is the reason, where no scenario judges it, `not_tested_category` its kind, and
    `implied_by` the ids that imply it where the kind says so. `section` is the clause that says it first, "-" where
    none of the document does; `also` are further clauses. The sentence of level `observe` is a question.
    `cause` says where implementers of a venue usually go wrong about it, None where there is no such place.
    `same_as` are ids of another document that ask for the same in its words, `instead_of` ids whose place this one
    takes with another demand. `oracles` are the cases, made from the layout, that it says something of.
    """

    id: str
    section: str
    sentence: str
    level: Level
    subject: Subject = "venue"
    features: tuple[str, ...] = ()
    observable: tuple[Observability, ...] = ("session",)
    not_tested: str | None = None
    retired: bool = False
    since: str | None = None
    line: int = 0
    also: tuple[str, ...] = ()
    not_tested_category: NotTested | None = None
    implied_by: tuple[str, ...] = ()
    cause: str | None = None
    same_as: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    oracles: tuple[Oracle, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All requirements of one protocol, by id. `features` are the flags they may ask for, each with its meaning.

    `closed` says that each of them has a scenario or a filed reason: the lint of the suite's own features holds it.
    """

    protocol: str
    document: str
    requirements: Mapping[str, Requirement]
    source: Path | None = None
    features: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False

    def __contains__(self, requirement_id: object) -> bool:
        return requirement_id in self.requirements

    def __getitem__(self, requirement_id: str) -> Requirement:
        return self.requirements[requirement_id]

    def __iter__(self) -> Iterator[Requirement]:
        return iter(self.requirements.values())

    def __len__(self) -> int:
        return len(self.requirements)
