"""A run held against the list of known deviations: what each entry meets, and what meets none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.judge.deviations import hold_record
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.plugin.judging import conclude
from ouch_conformance.plugin.wiring import Plan
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.spec.requirements import Requirement

_VIOLATED = (Verdict.FAIL, Verdict.WARNING)


class Adrift(NamedTuple):
    """An entry that belongs to no check of the suite."""

    deviation: Deviation
    why: str

    @property
    def text(self) -> str:
        """One line: where the entry stands, what it lists, what is wrong with it."""
        return f"stale deviation: {self.deviation.place}: {self.deviation.check}: {self.why}"


class Deviating:
    """The list while a run goes on."""

    def __init__(self, plan: Plan, today: date | None = None) -> None:
        self.entries: Sequence[Deviation] = plan.deviations
        self._today = today or date.today()
        self._catalogue: dict[str, Requirement] = {each.id: each for book in plan.catalogues.values() for each in book}
        self._of: dict[str, dict[str, Deviation]] = {}
        for entry in self.entries:
            self._of.setdefault(entry.scenario, {})[entry.check] = entry
        self._broken: dict[str, set[bool]] = {}

    def hold(self, record: ScenarioRecord) -> None:
        """Write the verdicts of the list into a scenario that has been judged. A fault of the suite stays one."""
        entries = self._of.get(record.id)
        if entries and record.verdict is not Verdict.HARNESS_ERROR:
            hold_record(record, entries, self._catalogue, self._today)
            conclude(record)
        for check in record.checks:
            if (check.listed.found if check.listed else check.verdict) in _VIOLATED:
                self._broken.setdefault(check.requirement, set()).add(check.verdict is Verdict.KNOWN_DEVIATION)

    def invariant(self, requirement_id: str, verdict: Verdict) -> Verdict:
        """The verdict of a check over all messages: known where every scenario that broke it is listed."""
        known = verdict in _VIOLATED and self._broken.get(requirement_id) == {True}
        return Verdict.KNOWN_DEVIATION if known else verdict

    def adrift(self, collected: Iterable[str], *, whole: bool) -> list[Adrift]:
        """The entries that belong to no check: of an unknown requirement, or, in a whole run, of no scenario.

        `collected` are the ids of all scenarios that were collected, whether or not they were selected.
        """
        known = set(collected)
        reasons = ((entry, self._why_adrift(entry, known, whole=whole)) for entry in self.entries)
        return [Adrift(entry, why) for entry, why in reasons if why is not None]

    def counts(self, adrift: int, verdicts: Mapping[str, Verdict]) -> str:
        """What became of the list, `adrift` being the entries that belong to no check: each entry is counted once.

        `verdicts` are those of the run's checks by their ids, whichever process made them.
        """
        met = [verdicts[entry.check] for entry in self.entries if entry.check in verdicts]
        known, stale = met.count(Verdict.KNOWN_DEVIATION), met.count(Verdict.STALE_DEVIATION) + adrift
        unjudged = len(self.entries) - known - stale
        parts = [(known, "known"), (stale, "stale"), (unjudged, "not judged in this run")]
        return f"{len(self.entries)} listed = {' + '.join(f'{count} {word}' for count, word in parts if count) or '0'}"

    def _why_adrift(self, entry: Deviation, scenarios: set[str], *, whole: bool) -> str | None:
        if entry.scenario in scenarios:
            return None if entry.requirement in self._catalogue else "no catalogue of the run holds that requirement"
        return "no scenario of the suite has that id" if whole else None
