"""From outcomes to checks: which requirement an outcome speaks for, and what an early end leaves open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.judge.check import Outcome, ScenarioRecord
from ouch_conformance.judge.verdict import Result, Verdict
from ouch_conformance.plugin.judging import Ending, Fired, Judgement, ending_after
from ouch_conformance.spec.requirements import Level, Requirement

LEVELS = {"A-1": Level.MUST, "A-2": Level.DERIVED, "A-3": Level.OBSERVE}


def requirement(name: str) -> Requirement | None:
    """A requirement of these tests."""
    return Requirement(name, "1", "It is so.", LEVELS[name]) if name in LEVELS else None


def outcome(result: Result, name: str | None = None, observed: str = "x") -> Outcome:
    """An outcome that points at a frame."""
    return Outcome(result, "it is so", "a", observed, frames=(0,), requirement=name)


def settled(
    *fired: Fired,
    tags: tuple[str, ...] = ("A-1",),
    ending: Ending | None = None,
    unreached: tuple[str, ...] = (),
    judgement: Judgement | None = None,
) -> ScenarioRecord:
    """A record after it was judged."""
    record = ScenarioRecord("p/f::s", "S", "p", "F", None, "f", 1, tags)
    (judgement or Judgement(requirement)).settle(record, tags, fired, ending, unreached)
    return record


def verdicts(record: ScenarioRecord) -> dict[str, Verdict]:
    """The verdict of each requirement."""
    return {check.requirement: check.verdict for check in record.checks}


ANY = ("A-*",)


def test_an_outcome_counts_for_the_tags_its_step_judges() -> None:
    """Without a requirement of its own an outcome speaks for each tag that its sentence's globs match."""
    record = settled(Fired(outcome(Result.HELD), ("A-1", "A-3")), tags=("A-1", "A-2", "A-3"))

    assert verdicts(record) == {"A-1": Verdict.PASS, "A-2": Verdict.INCONCLUSIVE, "A-3": Verdict.OBSERVED}
    assert record.verdict is Verdict.INCONCLUSIVE
    assert record.reason == "never judged: expected a step that judges it; observed the scenario ended without one"


def test_an_outcome_may_name_its_requirement() -> None:
    """An outcome with a requirement of its own makes that check, whether or not the scenario carries the tag."""
    record = settled(Fired(outcome(Result.HELD), ANY), Fired(outcome(Result.VIOLATED, "A-2"), ()))

    assert verdicts(record) == {"A-1": Verdict.PASS, "A-2": Verdict.WARNING}
    assert record.checks[1].id == "A-2@p/f::s"


def test_the_worst_outcome_of_one_requirement_stays_with_its_first_reason() -> None:
    """Several outcomes for one requirement are one check: the worst, and the first reason at that level."""
    record = settled(
        Fired(outcome(Result.HELD, observed="0"), ANY),
        Fired(outcome(Result.VIOLATED, observed="1"), ANY),
        Fired(outcome(Result.VIOLATED, observed="2"), ANY),
        Fired(outcome(Result.LENIENT, observed="3"), ANY),
    )

    assert [(check.verdict, check.observed) for check in record.checks] == [(Verdict.FAIL, "1")]
    assert record.reason == "it is so: expected a; observed 1"


def test_strict_makes_a_warning_a_failure_and_nothing_else() -> None:
    """--ouch-strict fails a violated derived requirement; a lenient pass stays one."""
    strict = Judgement(requirement, strict=True)
    fired = [Fired(outcome(Result.VIOLATED), ("A-2",)), Fired(outcome(Result.LENIENT), ("A-1",))]

    assert verdicts(settled(*fired, tags=("A-1", "A-2"))) == {"A-1": Verdict.LENIENT, "A-2": Verdict.WARNING}
    assert verdicts(settled(*fired, tags=("A-1", "A-2"), judgement=strict))["A-2"] is Verdict.FAIL


def test_a_state_that_was_not_reached_judges_nothing() -> None:
    """A Given that does not hold leaves the tags open: inconclusive, whatever its globs."""
    unmet = outcome(Result.VIOLATED, observed="refused")
    record = settled(Fired(unmet, ANY, is_then=False), ending=ending_after(unmet, 7, judged=False), unreached=ANY)

    assert verdicts(record) == {"A-1": Verdict.INCONCLUSIVE}
    assert record.reason == "it is so: expected a; observed refused"


def test_what_was_not_reached_stays_open_however_it_stood() -> None:
    """A requirement that a step not reached would have judged as well is inconclusive, even if it held so far."""
    ending = ending_after(outcome(Result.VIOLATED), 7, judged=True)

    record = settled(Fired(outcome(Result.HELD), ANY), ending=ending, unreached=("A-1",))
    assert verdicts(record) == {"A-1": Verdict.INCONCLUSIVE}

    record = settled(Fired(outcome(Result.HELD), ANY), ending=ending, unreached=("A-2",))
    assert verdicts(record) == {"A-1": Verdict.PASS}


def test_a_violation_outweighs_what_was_not_reached() -> None:
    """A violation stays a violation where the scenario ends with it."""
    violated = outcome(Result.VIOLATED)
    record = settled(
        Fired(violated, ("A-1",)), tags=("A-1", "A-2"), ending=ending_after(violated, 7, judged=True), unreached=ANY
    )

    assert verdicts(record) == {"A-1": Verdict.FAIL, "A-2": Verdict.INCONCLUSIVE}
    assert record.verdict is Verdict.FAIL
    assert record.checks[1].observed == "the scenario ended at line 7: it is so"


def test_a_missing_prerequisite_is_not_testable() -> None:
    """A prerequisite that the profile lacks makes what was not judged not testable, and names what would provide it."""
    missing = replace(outcome(Result.UNTESTABLE), expected="[accounts.B]")
    ending = ending_after(missing, 7, judged=True)

    assert ending.prerequisite == "[accounts.B]"
    assert verdicts(settled(ending=ending, unreached=ANY)) == {"A-1": Verdict.NOT_TESTABLE}


def test_an_exempt_requirement_is_not_applicable_with_its_rule() -> None:
    """A requirement that does not apply is not judged, and its check names the rule."""
    judgement = Judgement(requirement, exempt={"A-1": "needs the feature 'x'"})
    record = settled(Fired(outcome(Result.VIOLATED), ANY), tags=("A-1", "A-2"), judgement=judgement)

    assert verdicts(record) == {"A-1": Verdict.NOT_APPLICABLE, "A-2": Verdict.WARNING}
    assert record.checks[0].observed == "needs the feature 'x'"


def test_observed_without_evidence_is_a_fault_of_the_suite() -> None:
    """An observation that shows neither a frame nor a proven silence is a harness error."""
    bare = replace(outcome(Result.HELD), frames=())

    assert verdicts(settled(Fired(bare, ANY), tags=("A-3",))) == {"A-3": Verdict.HARNESS_ERROR}
    proven = replace(bare, proof="marker")
    assert verdicts(settled(Fired(proven, ANY), tags=("A-3",))) == {"A-3": Verdict.OBSERVED}


def test_a_requirement_of_no_catalogue_is_a_fault_of_the_suite() -> None:
    """A step that judges an id that does not exist is a harness error."""
    assert verdicts(settled(Fired(outcome(Result.HELD, "A-9"), ())))["A-9"] is Verdict.HARNESS_ERROR


@pytest.mark.parametrize(("result", "verdict"), [(Result.HELD, Verdict.PASS), (Result.VIOLATED, Verdict.HARNESS_ERROR)])
def test_a_fault_of_the_suite_speaks_for_the_scenario(result: Result, verdict: Verdict) -> None:
    """A harness error is the scenario's verdict; a violation found by a faulty suite is none."""
    ending = Ending(Verdict.HARNESS_ERROR, "a step", "no fault of the suite", "ZeroDivisionError: x")

    record = settled(Fired(outcome(result), ANY), ending=ending)

    assert verdicts(record) == {"A-1": verdict}
    assert record.verdict is Verdict.HARNESS_ERROR
    assert record.reason == "a step: expected no fault of the suite; observed ZeroDivisionError: x"


def test_a_step_that_only_records_speaks_for_open_questions_alone() -> None:
    """Whatever comes is taken for an answer: a must that nothing else judges stays without a verdict."""
    record = settled(Fired(outcome(Result.HELD), ANY, records=True), tags=("A-1", "A-3"))

    assert verdicts(record) == {"A-1": Verdict.INCONCLUSIVE, "A-3": Verdict.OBSERVED}
