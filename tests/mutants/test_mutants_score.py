"""What counts as a kill, on runs made up by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.venue.defects import defects_of
from tests.mutants.evidence import CheckSeen, RunSeen, ScenarioSeen
from tests.mutants.score import Fate, order_for, score

DEFECTS = defects_of("nasdaq-ouch-5.0")
DEFECT = DEFECTS["quantity-zero-accepted"]
OWN, OTHER = "OUCH50-2.1-02", "OUCH50-2.3-01"


def scenario(name: str, carries: str, verdict: Verdict, *checks: tuple[str, Verdict]) -> ScenarioSeen:
    """One scenario with the checks that it made."""
    seen = tuple(CheckSeen(f"{each}@{name}", each, judged, "") for each, judged in checks)
    return ScenarioSeen(name, verdict, "", frozenset({carries}), seen)


def others(count: int, red: int = 0) -> list[ScenarioSeen]:
    """Scenarios of another requirement, some of them failing."""
    return [scenario(f"other {n}", OTHER, Verdict.FAIL if n < red else Verdict.PASS) for n in range(count)]


KILLING = scenario("own", OWN, Verdict.FAIL, (OWN, Verdict.FAIL))


@pytest.mark.parametrize(
    ("scenarios", "status", "fate"),
    [
        ([KILLING, *others(10)], 1, Fate.KILLED),
        ([KILLING, *others(10, red=1)], 1, Fate.KILLED),
        ([KILLING, *others(10, red=2)], 1, Fate.BROAD),
        ([scenario("own", OWN, Verdict.PASS, (OWN, Verdict.PASS)), *others(10)], 0, Fate.SILENT),
        (others(10, red=1), 1, Fate.DEAD),
        # Red by accident: another id in the same scenario, or the id in a scenario that does not carry it.
        ([scenario("own", OWN, Verdict.FAIL, (OTHER, Verdict.FAIL), (OWN, Verdict.PASS)), *others(10)], 1, Fate.SILENT),
        ([scenario("a", OWN, Verdict.PASS), scenario("b", OTHER, Verdict.FAIL, (OWN, Verdict.FAIL))], 1, Fate.SILENT),
        # Not proven: no answer is no violation, and a warning leaves the run green.
        ([scenario("own", OWN, Verdict.INCONCLUSIVE, (OWN, Verdict.INCONCLUSIVE)), *others(10)], 6, Fate.SILENT),
        ([scenario("own", OWN, Verdict.WARNING, (OWN, Verdict.WARNING)), *others(10)], 0, Fate.SILENT),
        # A check that failed in a run that was cut off, or in which the suite was at fault.
        ([KILLING, *others(10)], 3, Fate.SILENT),
    ],
)
def test_only_a_failed_check_of_the_defects_own_requirement_kills(
    scenarios: list[ScenarioSeen], status: int, fate: Fate
) -> None:
    """Each kind of run has its fate."""
    assert score(DEFECT, RunSeen(status, tuple(scenarios), 1.0)).fate is fate


def test_a_defect_that_no_scenario_is_about_is_not_as_promised() -> None:
    """Dead is accepted only where the catalogue says why nothing judges the requirement."""
    run = RunSeen(0, tuple(others(10)), 1.0)

    assert not score(DEFECT, run).as_promised
    assert score(DEFECT, RunSeen(1, (KILLING, *others(10)), 1.0)).as_promised


def test_a_red_elsewhere_needs_a_reason() -> None:
    """A defect that reaches further than its own scenarios has to say why."""
    run = RunSeen(1, (KILLING, *others(10, red=1)), 1.0)

    plain = replace(DEFECT, reach="")

    assert [each.id for each in score(plain, run).unexplained] == ["other 0"]
    assert not score(plain, run).as_promised
    assert score(replace(DEFECT, reach="Every order is entered with a quantity."), run).as_promised


def test_only_derived_requirements_need_a_strict_run() -> None:
    """A must fails without being asked to."""
    assert not order_for(DEFECT).strict
    assert order_for(DEFECTS["minimum-quantity-ignored"]).strict
