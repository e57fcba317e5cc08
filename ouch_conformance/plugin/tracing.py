"""Traceability of a run: its checks collected as they are told, and written when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.plugin.gate import Told
from ouch_conformance.plugin.wiring import Plan
from ouch_conformance.profile import Profile
from ouch_conformance.report.traceability import Seen, counts_line, traceability, write_traceability
from ouch_conformance.spec.areas import certification_areas
from ouch_conformance.venue.defects import defects_of

TRACE_FILE = "traceability.json"


class Tracing:
    """What is kept of each check until the end of the run."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self.trace: dict[str, Any] | None = None

    def add(self, told: Told) -> None:
        """Keep the checks of a scenario that has ended."""
        for check in told["checks"]:
            verdict, proof = Verdict(check["verdict"]), check["proof"]
            self._seen.append(
                Seen(check["id"], check["requirement"], verdict, check["fired"], check["observed"], proof)
            )

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict of each check so far, by its id."""
        return {check.id: check.verdict for check in self._seen}

    def make(self, plan: Plan, facts: dict[str, object], invariants: Iterable[Seen]) -> str:
        """Make the traceability, and give its counts in words."""
        seen = [*self._seen, *invariants]
        catalogues = [plan.catalogues[name] for name in plan.protocols]
        self.trace = traceability(facts, catalogues, seen, _defects(plan.profile), certification_areas())
        return counts_line(self.trace)

    def write(self, path: Path, result: dict[str, object]) -> None:
        """Write the file, with how the run ended; nothing where no traceability was made."""
        if self.trace is not None:
            self.trace["result"] = result
            write_traceability(path, self.trace)


def _defects(profile: Profile) -> dict[str, list[str]]:
    """The names of the reference venue's defects, by the requirement that each breaks."""
    names: dict[str, list[str]] = {}
    for defect in {**defects_of(profile.session_protocol), **defects_of(profile.protocol)}.values():
        for requirement in defect.requirements:
            names.setdefault(requirement, []).append(defect.name)
    return names
