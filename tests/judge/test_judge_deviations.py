"""Checks held against the list of known deviations: what is known, what is stale, what is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ouch_conformance.judge.check import Check, ScenarioRecord
from ouch_conformance.judge.deviations import against, hold_record
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.spec.requirements import Level, Requirement

TODAY = date(2026, 11, 26)
CHECK = Check("P-1@p/f::s", "P-1", Verdict.FAIL, "it is so", "a", "b", frames=(3,))
ENTRY = Deviation("P-1@p/f::s", "fail", "b", "reason", "owner", date(2026, 12, 31), "https://x", "d.toml", 7)


def test_a_check_that_fails_as_pinned_is_a_known_deviation() -> None:
    """It keeps what it found, and says what the entry says."""
    found = against(CHECK, ENTRY, TODAY)
    assert found.verdict is Verdict.KNOWN_DEVIATION
    assert found.listed is not None
    assert (found.listed.found, found.listed.why) == (Verdict.FAIL, "")
    assert found.listed.words == "reason (owner, until 2026-12-31, https://x; d.toml:7)"
    assert replace(found, verdict=Verdict.FAIL, listed=None) == CHECK


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (replace(CHECK, verdict=Verdict.PASS), "listed as fail, and the check says pass now: b"),
        (replace(CHECK, verdict=Verdict.LENIENT), "listed as fail, and the check says pass (lenient) now: b"),
        (replace(CHECK, verdict=Verdict.OBSERVED), "listed as fail, and the check says observed now: b"),
        (replace(CHECK, verdict=Verdict.INCONCLUSIVE), "listed as fail, and the check says inconclusive now: b"),
        (
            replace(CHECK, verdict=Verdict.NOT_APPLICABLE, fired=False),
            "listed as fail, and the check says not applicable now: b",
        ),
        (replace(CHECK, observed="c"), "listed with 'b', and the check observed 'c'"),
    ],
)
def test_a_check_that_does_not_fail_as_pinned_is_a_stale_deviation(check: Check, why: str) -> None:
    """Passing, failing otherwise and failing with another observation are all told, with where the entry stands."""
    found = against(check, ENTRY, TODAY)
    assert found.verdict is Verdict.STALE_DEVIATION
    assert found.listed is not None
    assert found.listed.found is check.verdict
    assert found.listed.words == f"{why} (d.toml:7)"


@pytest.mark.parametrize(
    ("today", "verdict"),
    [(date(2026, 12, 31), Verdict.KNOWN_DEVIATION), (date(2027, 1, 1), Verdict.STALE_DEVIATION)],
)
def test_an_entry_holds_to_its_last_day(today: date, verdict: Verdict) -> None:
    """On the day after that it is stale, though the check fails as pinned."""
    found = against(CHECK, ENTRY, today)
    assert found.verdict is verdict
    assert found.listed is not None
    assert found.listed.why in ("", "the entry expired on 2026-12-31")


@pytest.mark.parametrize("pinned", ["fail", "warning"])
@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.WARNING])
def test_strict_does_not_change_what_was_pinned(pinned: str, verdict: Verdict) -> None:
    """A violated derived requirement is one finding, whether a run calls it a warning or a failure."""
    found = against(replace(CHECK, verdict=verdict), replace(ENTRY, verdict=pinned), TODAY)
    assert found.verdict is Verdict.KNOWN_DEVIATION


@pytest.mark.parametrize("verdict", [Verdict.INCONCLUSIVE, Verdict.NOT_TESTABLE, Verdict.HARNESS_ERROR])
def test_a_check_that_was_not_judged_keeps_its_verdict(verdict: Verdict) -> None:
    """It is red as it is, and says nothing about the entry."""
    check = replace(CHECK, verdict=verdict, fired=False)
    assert against(check, ENTRY, TODAY) == check


def test_what_was_not_reached_may_be_pinned() -> None:
    """What stands behind a known failure is known, too."""
    check = replace(CHECK, verdict=Verdict.INCONCLUSIVE, fired=False)
    entry = replace(ENTRY, verdict="inconclusive")
    assert against(check, entry, TODAY).verdict is Verdict.KNOWN_DEVIATION
    assert against(replace(check, observed="c"), entry, TODAY).verdict is Verdict.STALE_DEVIATION


BOOK = {
    "P-1": Requirement("P-1", "1", "It is so.", Level.MUST),
    "P-2": Requirement("P-2", "1", "So is it.", Level.MUST),
}
INVARIANT = replace(ENTRY, check="P-2@p/f::s")


def record(*checks: Check) -> ScenarioRecord:
    """A scenario with these checks."""
    return ScenarioRecord("p/f::s", "S", "p", "F", None, "f", 1, ("P-1",), checks=list(checks))


def test_an_invariant_that_is_not_broken_any_more_is_a_stale_deviation() -> None:
    """An invariant makes a check only where it was broken: an entry without one is told all the same."""
    held = record(replace(CHECK, verdict=Verdict.PASS))
    hold_record(held, {INVARIANT.check: INVARIANT}, BOOK, TODAY)

    first, second = held.checks
    assert first.verdict is Verdict.PASS
    assert (second.id, second.requirement, second.verdict) == ("P-2@p/f::s", "P-2", Verdict.STALE_DEVIATION)
    assert second.sentence == "So is it."
    assert second.listed is not None
    assert second.listed.why == "listed as fail, and nothing was found now"


def test_a_scenario_that_judged_nothing_says_nothing_about_an_invariant() -> None:
    """Where no predicate ran, nobody looked."""
    unjudged = record(replace(CHECK, verdict=Verdict.NOT_APPLICABLE, fired=False))
    hold_record(unjudged, {INVARIANT.check: INVARIANT}, BOOK, TODAY)
    assert [check.requirement for check in unjudged.checks] == ["P-1"]


def test_an_unknown_requirement_makes_no_check() -> None:
    """There is no sentence that it could be held against; the run tells it apart."""
    held = record(replace(CHECK, verdict=Verdict.PASS))
    unknown = replace(ENTRY, check="P-9@p/f::s")
    hold_record(held, {unknown.check: unknown}, BOOK, TODAY)
    assert [check.requirement for check in held.checks] == ["P-1"]
