"""Checks held against the list of a venue's known deviations: known, or stale in one of four ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ouch_conformance.judge.check import Check, Listed, ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.spec.requirements import Requirement

_VIOLATED = (Verdict.FAIL, Verdict.WARNING)
_SPARED = (Verdict.HARNESS_ERROR,)


def against(check: Check, deviation: Deviation, today: date) -> Check:
    """A check with the verdict that the list gives it.

    A fault of the suite says nothing about the venue, nor does a check that was never judged, unless that is what was
    pinned: both keep their own verdict.
    """
    pinned = is_pinned(check.verdict, deviation)
    if check.verdict in _SPARED or (not check.fired and not pinned and check.verdict is not Verdict.NOT_APPLICABLE):
        return check
    why = _stale(check, deviation, today)
    verdict = Verdict.STALE_DEVIATION if why else Verdict.KNOWN_DEVIATION
    return replace(check, verdict=verdict, listed=Listed(check.verdict, deviation, why))


def is_pinned(verdict: Verdict, deviation: Deviation) -> bool:
    """Whether a verdict is the pinned one. Strict or not, a violated `derived` requirement is the same finding."""
    pinned = Verdict(deviation.verdict)
    return verdict is pinned or (verdict in _VIOLATED and pinned in _VIOLATED)


def _stale(check: Check, deviation: Deviation, today: date) -> str:
    """Why an entry does not hold any more; nothing where it does."""
    if not is_pinned(check.verdict, deviation):
        return f"listed as {deviation.verdict}, and the check says {check.verdict} now: {check.observed}"
    if not deviation.expects(check.observed):
        return f"listed with {deviation.observed!r}, and the check observed {check.observed!r}"
    if deviation.expires < today:
        return f"the entry expired on {deviation.expires.isoformat()}"
    return ""


def held(deviation: Deviation, requirement: Requirement) -> Check:
    """The check of an entry whose scenario ran to its end without one: the rule was not broken there."""
    why = f"listed as {deviation.verdict}, and nothing was found now"
    listed = Listed(Verdict.PASS, deviation, why)
    observed = "no violation"
    return Check(
        deviation.check,
        requirement.id,
        Verdict.STALE_DEVIATION,
        requirement.sentence,
        deviation.observed,
        observed,
        listed=listed,
    )


def hold_record(
    record: ScenarioRecord, entries: Mapping[str, Deviation], catalogue: Mapping[str, Requirement], today: date
) -> None:
    """Write the verdicts of the list into a scenario's checks. `entries` are those of this scenario, by check id.

    An entry without a check is one of an invariant, which makes a check only where it was broken. Where nothing was
    judged it was not looked for.
    """
    record.checks = [
        against(check, entries[check.id], today) if check.id in entries else check for check in record.checks
    ]
    made = {check.id for check in record.checks}
    if not any(check.fired for check in record.checks):
        return
    for name, entry in entries.items():
        if name not in made and entry.requirement in catalogue:
            record.checks.append(held(entry, catalogue[entry.requirement]))
