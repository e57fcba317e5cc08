"""What does not apply to a venue: it follows from the profile's feature flags and its revision, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ouch_conformance.spec.requirements import Requirement


@dataclass(frozen=True)
class Applicability:
    """The flags and the revision of one profile. `revisions` are those of the protocol, oldest first."""

    features: Mapping[str, bool]
    revision: str
    revisions: Sequence[str]

    def missing_flag(self, flags: Iterable[str]) -> str | None:
        """The rule that exempts whatever needs some flags; nothing where the profile declares them all."""
        for flag in flags:
            if not self.features.get(flag, False):
                said = f"declares {flag} = false" if flag in self.features else f"does not declare {flag}"
                return f"needs the feature {flag!r}: the profile {said}"
        return None

    def exemption(self, requirement: Requirement) -> str | None:
        """The rule by which a requirement does not apply; nothing where it does."""
        if requirement.retired:
            return "no longer asked for in the version that the profile names"
        since = requirement.since
        if since in self.revisions and self.revisions.index(since) > self.revisions.index(self.revision):
            return f"came with revision {since}: the profile names revision {self.revision}"
        return self.missing_flag(requirement.features)

    def exempt(self, requirements: Iterable[Requirement], pics: Iterable[str]) -> dict[str, str]:
        """The ids that do not apply to one scenario, each with its rule; a missing `@pics:` flag takes all of them."""
        whole = self.missing_flag(pics)
        rules = ((requirement.id, whole or self.exemption(requirement)) for requirement in requirements)
        return {name: rule for name, rule in rules if rule}
