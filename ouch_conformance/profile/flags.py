"""The feature flags of a protocol: which a profile has to answer, and which answers exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import catalogue


@dataclass(frozen=True, slots=True)
class Dependency:
    """A flag that cannot be true where each of `needs` is false, and why."""

    flag: str
    needs: tuple[str, ...]
    why: str

    def contradicted(self, features: Mapping[str, bool]) -> bool:
        """Whether the answers contradict each other; a flag that is not answered contradicts nothing."""
        return features.get(self.flag, False) and all(features.get(each) is False for each in self.needs)

    @property
    def problem(self) -> str:
        """The contradiction in words."""
        return f"{self.flag} = true contradicts " + " and ".join(f"{each} = false" for each in self.needs)


DEPENDENCIES = (
    Dependency("user-ref-idx", ("account-query",), "channels are examined through the account query"),
    Dependency("aiq-options", ("self-match-prevention",), "the options choose how orders are kept from trading"),
    Dependency("handling-instructions", ("cross-orders", "retail"), "an instruction goes with an order for a cross"),
)
"""Flags that depend on others, whatever the protocol: a flag that a protocol does not have is never answered there."""


def flags_of(protocol: str) -> Mapping[str, str]:
    """The flags that a profile of a protocol has to answer, each with its meaning."""
    try:
        return catalogue(protocol).features
    except SpecError:
        # A protocol without requirements asks for nothing; what is wrong with a catalogue is said where it is used.
        return {}


def unanswered(protocol: str, features: Mapping[str, bool]) -> list[str]:
    """The flags of a protocol that some answers leave out."""
    return [flag for flag in flags_of(protocol) if flag not in features]


def contradictions(features: Mapping[str, bool]) -> Iterator[Dependency]:
    """The dependencies that some answers do not keep."""
    return (each for each in DEPENDENCIES if each.contradicted(features))
