"""The run while it is open: target, loop, scenarios one after the other, and what the invariants saw in the end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from ouch_conformance.judge.check import Check, check_id
from ouch_conformance.judge.verdict import Result, Verdict, grade
from ouch_conformance.plugin import wiring
from ouch_conformance.plugin.bridge import Bridge, StepTimeout
from ouch_conformance.plugin.deviating import Deviating
from ouch_conformance.plugin.interrupts import Interrupts
from ouch_conformance.plugin.judging import Ending, Judgement
from ouch_conformance.plugin.options import Options
from ouch_conformance.plugin.perform import Performance, Stage
from ouch_conformance.plugin.tags import arguments
from ouch_conformance.steps.run import PreflightError, Run
from ouch_conformance.steps.world import World

if TYPE_CHECKING:
    from ouch_conformance.plugin.collect import ScenarioItem
    from ouch_conformance.profile import Profile

_MUTE = Ending(
    Verdict.INCONCLUSIVE,
    "the venue is mute",
    "an answer to a login",
    "none to several logins in a row, so this scenario was not tried",
)


class Running:
    """One open run. Made on the session's loop before the first scenario, closed after the last.

    `left` is what a scenario that was cut off may have left at the venue.
    """

    def __init__(
        self, plan: wiring.Plan, options: Options, loop: asyncio.AbstractEventLoop, interrupts: Interrupts
    ) -> None:
        self.plan = plan
        self.left: list[str] = []
        self.deviating = Deviating(plan)
        self._strict = options.strict
        # A stall of more than half a heartbeat makes our own heartbeats late.
        bridge = Bridge(loop, plan.profile.heartbeat / 2, interrupts)
        self._stage = Stage(bridge, plan.profile.step_limit, plan.profile.tolerance)
        self._target: wiring.Target | None = None
        self._run: Run | None = None

    def open(self) -> None:
        """Start the embedded venue, or reach for the other one, and log in once. wiring.Refused says why not."""
        try:
            self._target = wiring.Target(self.plan)
            self._run = wiring.make_run(self.plan, self._target, strict=self._strict)
            self._stage.bridge.interrupts.abandon = self._run.abandon
            # A venue that keeps us busy for so long is judged by the scenarios.
            with suppress(StepTimeout):
                self._stage.bridge.call(self._run.open(), 2 * self._stage.limit)
        except (PreflightError, OSError, ValueError) as error:
            raise wiring.Refused(str(error)) from None

    def close(self) -> None:
        """Close the run and stop the embedded venue."""
        try:
            if self._run is not None:
                self._stage.bridge.call(self._run.close(), self._stage.limit)
        finally:
            if self._target is not None:
                self._target.stop()

    def perform(self, item: ScenarioItem) -> None:
        """Run one scenario into its record, or say by which rule it is not run."""
        assert self._run is not None  # noqa: S101 - opened before the first scenario
        item.record.began_with = self._run.known()
        requirements = [self.plan.requirement(name) for name in item.requirements]
        exempt = self.plan.applicability.exempt(requirements, arguments(item.tags, "pics"))
        judgement = Judgement(self._run.requirement, self._strict, exempt)
        self._perform(item, judgement, applies=len(exempt) < len(item.requirements))
        self.deviating.hold(item.record)

    def _perform(self, item: ScenarioItem, judgement: Judgement, *, applies: bool) -> None:
        """Run a scenario, where something of it applies and the venue is not mute."""
        assert self._run is not None  # noqa: S101 - opened before the first scenario
        if not applies:
            judgement.settle(item.record, item.requirements)
        elif self._run.venue_is_mute:
            judgement.settle(item.record, item.requirements, ending=_MUTE)
        else:
            self._play(item, self._run, judgement)

    def _play(self, item: ScenarioItem, run: Run, judgement: Judgement) -> None:
        world = item.world = World(run)
        performance = self._performance(item, judgement)
        try:
            performance.run()
        except KeyboardInterrupt:
            if self._target is not None and not self.plan.profile.embedded:
                self.left = world.left()
            raise
        item.error = performance.error
        item.accepted = _is_accepted(performance.ending, self.plan.profile)
        item.world = None
        if self._target is not None:
            item.record.operator = self._target.operator.take()

    def _performance(self, item: ScenarioItem, judgement: Judgement) -> Performance:
        assert item.world is not None  # noqa: S101 - made just before
        return Performance(item, item.world, self._stage, judgement)

    def invariants(self) -> list[Check]:
        """One check for each always-on invariant that had anything to look at, over all sessions of the run."""
        if self._run is None:
            return []
        ledger = self._run.ledger
        return [
            self._invariant(name, looked, name in ledger.violated) for name, looked in sorted(ledger.looked.items())
        ]

    def _invariant(self, name: str, looked: int, violated: bool) -> Check:
        requirement = self.plan.requirement(name)
        verdict = grade(Result.VIOLATED if violated else Result.HELD, requirement.level, strict=self._strict)
        verdict = self.deviating.invariant(name, verdict)
        observed = "violated: see the scenarios that carry it" if violated else f"held in {looked} messages"
        return Check(check_id(name, "invariant"), name, verdict, requirement.sentence, "always", observed)


def _is_accepted(ending: Ending | None, profile: Profile) -> bool:
    """Whether the profile accepts what is missing by name: `halt`, or `accounts.B` where that section is."""
    if ending is None or ending.verdict is not Verdict.NOT_TESTABLE or ending.prerequisite is None:
        return False
    names = profile.accept_not_testable
    return ending.prerequisite in names or any(f"[{name}]" in ending.prerequisite for name in names)
