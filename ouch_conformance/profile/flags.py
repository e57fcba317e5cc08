"""The feature flags of a protocol: which a profile has to answer, and which answers exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ouch_conformance.profile.errors import Fault
from ouch_conformance.profile.model import Account
from ouch_conformance.profile.pools import base_name
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


INACTIVATION, INACTIVATED = "inactivation", "D"
"""The flag of venues that inactivate orders when a connection is lost, and the account that it happens to."""


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


def inactivation_faults(accounts: Mapping[str, Account], features: Mapping[str, bool]) -> Iterator[Fault]:
    """What is wrong with whose orders are inactivated.

    All other accounts come and go in scenarios that have their orders outlive that.
    """
    for name, account in accounts.items():
        meant, section = base_name(name) == INACTIVATED, f"accounts.{name}"
        if account.inactivates and not meant:
            right = f"only [accounts.{INACTIVATED}] is the one whose orders are inactivated"
            yield Fault(f"inactivates = true in [{section}]", right, section, "inactivates")
        elif meant and features.get(INACTIVATION, False) and not account.inactivates:
            problem = f"[{section}] does not say inactivates = true, and {INACTIVATION} = true"
            right = "inactivates = true is expected: its orders have to be inactivated"
            yield Fault(problem, right, section, "inactivates")
