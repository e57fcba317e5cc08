"""One run of one scenario: its steps in order on the session's loop, until one leaves no ground for the next."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from pytest_bdd.compat import inject_fixture
from pytest_bdd.parser import Step

from ouch_conformance.evidence.clock import now_ns
from ouch_conformance.evidence.frames import Entry
from ouch_conformance.judge.check import ActionMissing, Outcome, StepRecord, Unmet
from ouch_conformance.judge.verdict import Result, Verdict
from ouch_conformance.plugin.bridge import Bridge, StepTimeout
from ouch_conformance.plugin.index import Definition
from ouch_conformance.plugin.judging import CLEAN, Ending, Fired, Judgement, ending_after
from ouch_conformance.plugin.source import table_rows
from ouch_conformance.plugin.tags import arguments
from ouch_conformance.report.labels import UNDISTURBED

if TYPE_CHECKING:
    from ouch_conformance.plugin.collect import ScenarioItem

# pytest's own outcomes and a cancellation are no Exceptions; Ctrl-C and pytest.exit, which stop the run, pass through.
_CAUGHT = (Exception, asyncio.CancelledError, pytest.fail.Exception, pytest.skip.Exception)


class World(Protocol):
    """What the steps of one scenario share."""

    @property
    def outcomes(self) -> list[Outcome]:
        """What the predicates found so far."""
        ...

    async def begin(self) -> None:
        """Get ready for the first step."""

    async def end(self) -> None:
        """Leave the venue as it was found, and hold the scenario's traffic against the invariants."""

    def entries(self) -> Sequence[Entry]:
        """The evidence so far."""
        ...

    def lost(self) -> int:
        """How many entries of the evidence have left the memory."""
        return 0


class JudgedNothing(Exception):  # noqa: N818 - a defect of a sentence, named after what it did
    """A Then of the vocabulary ended without an outcome: it would have been green without looking."""


@dataclass(frozen=True)
class Stage:
    """What a scenario is run on. In seconds: `limit`, the longest that one step may take, and `tolerance` for times."""

    bridge: Bridge
    limit: float
    tolerance: float


class Performance:
    """One scenario being run. `error` is the exception behind a fault of the suite."""

    def __init__(self, item: ScenarioItem, world: World, stage: Stage, judgement: Judgement) -> None:
        self.error: BaseException | None = None
        self.ending: Ending | None = None
        self._item = item
        self._world = world
        self._stage = stage
        self._judgement = judgement
        self._record = item.record
        self._fired: list[Fired] = []
        self._open_from = 0
        self._stall = 0.0
        self._hook = item.config.hook
        scenario = item.scenario
        self._scene = {"request": item.request, "feature": scenario.feature, "scenario": scenario}

    def run(self) -> None:
        """Play the scenario and write what came of it into the record. Ctrl-C leaves the record unjudged."""
        self._record.start_ns = now_ns()
        self._stage.bridge.watch.start()
        self._hook.pytest_bdd_before_scenario(**self._scene)
        try:
            self._play()
        finally:
            self._close()
            self._hook.pytest_bdd_after_scenario(**self._scene)
        self._settle()
        if self._may_matter():
            # Heartbeats of ours were late then: what the venue did about it is not its fault.
            self._fault(None, "the event loop", f"it stood still for {self._stall:.3f} s")
            self._settle()

    def _settle(self) -> None:
        self._judgement.settle(
            self._record, self._item.requirements, self._fired, self.ending, tuple(self._unreached())
        )

    def _may_matter(self) -> bool:
        """Whether the loop stood still for so long that it can have made the verdict.

        A busy machine stalls the loop now and then. What a scenario found good is good all the same, unless it measures
        time and the stall was beyond the tolerance that times are judged with.
        """
        if self._stall <= self._stage.bridge.watch.limit:
            return False
        if self._record.verdict not in UNDISTURBED:
            return True
        return "slow" in arguments(self._item.tags, "cost") and self._stall > self._stage.tolerance

    def _play(self) -> None:
        try:
            self._wait_for(self._world.begin())
        except Unmet as error:
            self._fire([error.outcome], (), is_then=False)
            self.ending = ending_after(error.outcome, self._record.line, judged=False)
            return
        except _CAUGHT as error:
            self._stop(error, "the start of the scenario")
            return
        for place, (step, definition) in enumerate(self._item.steps):
            self._run_step(place, step, definition)
            if self.ending:
                return

    def _close(self) -> None:
        seen = len(self._world.outcomes)
        try:
            self._wait_for(self._world.end(), finishing=True)
        except Unmet as error:
            self._fire([error.outcome], (), is_then=False)
        except _CAUGHT as error:
            self._fault(error, "the end of the scenario")
        self._fire(self._world.outcomes[seen:], (), is_then=True)
        self._stall = self._stage.bridge.watch.stop()
        self._record.frames = list(self._world.entries())
        self._record.lost = self._world.lost()
        self._record.stop_ns = now_ns()

    def _run_step(self, place: int, step: Step, definition: Definition) -> None:
        record = self._record.steps[place]
        self._open_from = place
        seen = len(self._world.outcomes)
        more: dict[str, Any] = {**self._scene, "step": step, "step_func": definition.func}
        record.start_ns, record.status = now_ns(), "passed"
        self._hook.pytest_bdd_before_step(**more)
        more["step_func_args"] = {}
        found: list[Outcome] = []
        try:
            more["step_func_args"] = self._arguments(step, definition)
            self._hook.pytest_bdd_before_step_call(**more)
            value = self._wait_for(definition.func(**more["step_func_args"]))
            found = self._heard(step, definition, seen)
        except _CAUGHT as error:
            self._hook.pytest_bdd_step_error(**more, exception=error)
            found = self._failed(error, step, definition, self._world.outcomes[seen:])
        else:
            if definition.target_fixture is not None:
                inject_fixture(self._item.request, definition.target_fixture, value)
            self._hook.pytest_bdd_after_step(**more)
        record.stop_ns = now_ns()
        self._fire(found, definition.judges, is_then=step.type == "then", records=definition.records)
        _describe(record, found, self.ending)

    def _arguments(self, step: Step, definition: Definition) -> dict[str, object]:
        given = {"world": self._world, **definition.arguments(step.name)}
        rows = table_rows(step)
        given |= {"datatable": rows} if rows is not None else {}
        given |= {"docstring": step.docstring} if step.docstring is not None else {}
        chosen = {}
        for name, parameter in definition.parameters.items():
            if name in given:
                chosen[name] = given[name]
            elif parameter.default is parameter.empty:
                chosen[name] = self._item.request.getfixturevalue(name)
        return chosen

    def _heard(self, step: Step, definition: Definition, seen: int) -> list[Outcome]:
        """The outcomes of a step that came to its end."""
        found = self._world.outcomes[seen:]
        if step.type != "then":
            _require(found)
        if found or step.type != "then":
            return found
        if definition.sentence:
            raise JudgedNothing(f"the sentence {definition.text!r} looked at nothing")
        return [Outcome(Result.HELD, step.name, "the step passes", "it passed")]

    def _failed(self, error: BaseException, step: Step, definition: Definition, found: list[Outcome]) -> list[Outcome]:
        """The outcomes of a step that was cut short, and why the scenario ends with it."""
        carried = _carried(error, step, definition)
        if carried is None:
            self._stop(error, step.name)
            return found
        self._open_from += 1
        judged = step.type == "then" or carried.requirement is not None
        self.ending = ending_after(carried, step.line_number, judged=judged)
        return found if carried in found else [*found, carried]

    def _stop(self, error: BaseException, where: str) -> None:
        if isinstance(error, ActionMissing):
            wanted, missing = f"the operator action {error.action!r}", "the profile's control adapter has none"
            self.ending = Ending(Verdict.NOT_TESTABLE, where, wanted, missing, error.action)
        elif isinstance(error, StepTimeout):
            self.ending = Ending(
                Verdict.INCONCLUSIVE, where, f"an end within {error.limit:g} s", "it was still waiting"
            )
        else:
            self._fault(error, where)

    def _fault(self, error: BaseException | None, where: str, what: str = "") -> None:
        self.error = self.error or error
        observed = what or f"{type(error).__name__}: {error}"
        self.ending = Ending(Verdict.HARNESS_ERROR, where, "no fault of the suite", observed)

    def _fire(self, found: Sequence[Outcome], judges: tuple[str, ...], *, is_then: bool, records: bool = False) -> None:
        self._fired += [Fired(outcome, judges, is_then, records) for outcome in found]

    def _unreached(self) -> Iterator[str]:
        if self.ending:
            for _, definition in self._item.steps[self._open_from :]:
                yield from definition.judges

    def _wait_for(self, coroutine: Coroutine[Any, Any, Any], *, finishing: bool = False) -> Any:
        return self._stage.bridge.call(coroutine, self._stage.limit, finishing=finishing)


def _require(found: Sequence[Outcome]) -> None:
    """A precondition that did not hold ends the scenario, also where the step did not raise it."""
    for outcome in found:
        if not outcome.requirement and outcome.result not in CLEAN:
            raise Unmet(outcome)


def _carried(error: BaseException, step: Step, definition: Definition) -> Outcome | None:
    """The outcome inside an exception; nothing where the exception speaks of something else than the venue."""
    if isinstance(error, Unmet):
        return error.outcome
    if definition.sentence or not isinstance(error, AssertionError | pytest.fail.Exception):
        return None
    # A user's own step: what pytest calls a failure is what a predicate calls a violation.
    result = Result.VIOLATED if step.type == "then" else Result.UNPROVEN
    return Outcome(result, step.name, "the step passes", str(error) or "its assertion failed")


def _describe(record: StepRecord, found: Sequence[Outcome], ending: Ending | None) -> None:
    """Write into the record of a step how it came out."""
    results = {outcome.result for outcome in found}
    if Result.VIOLATED in results:
        record.status = "failed"
    elif ending or results & {Result.UNPROVEN, Result.UNTESTABLE}:
        record.status = "broken"
    told = [f"expected {each.expected}; observed {each.observed}" for each in found if each.result is not Result.HELD]
    if ending and not told:
        told = [f"expected {ending.expected}; observed {ending.observed}"]
    record.note = "\n".join(told)
