"""A run that is judged again: its scenarios are played against its record instead of a venue.

The steps, the predicates, the invariants and the audit are those of this suite, run as they are; what the venue sent is
what it sent then. Where a scenario now asks for something else than it did, the record cannot answer: what was not
judged by then is inconclusive, and says where the two part.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from ouch_conformance.archive.record import Recorded, RunRecord
from ouch_conformance.client.replay import Replay, ReplayLoop, ReplayRecorder
from ouch_conformance.evidence.clock import told_by
from ouch_conformance.evidence.frames import Mark, SessionMark
from ouch_conformance.evidence.printable import mirror_of
from ouch_conformance.judge.check import ActionMissing, Check
from ouch_conformance.judge.ledger import Ledger
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.plugin.bridge import Bridge
from ouch_conformance.plugin.control import MISSING, failed
from ouch_conformance.plugin.judging import Ending, Judgement
from ouch_conformance.plugin.perform import Performance, Stage
from ouch_conformance.plugin.running import Running
from ouch_conformance.steps.own_bytes import OwnBytes
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_bdd.parser import Step

    from ouch_conformance.plugin.collect import ScenarioItem
    from ouch_conformance.plugin.index import Definition
    from ouch_conformance.plugin.interrupts import Interrupts
    from ouch_conformance.plugin.options import Options
    from ouch_conformance.plugin.wiring import Plan

_NEVER = float("inf")
"""Seconds of a stall that matters: in a record's time nothing stands still."""


class Replaying(Running):
    """One run of a record. No socket is opened and nothing waits."""

    def __init__(self, plan: Plan, options: Options, record: RunRecord, interrupts: Interrupts) -> None:
        self._loop = ReplayLoop()
        super().__init__(plan, options, self._loop, interrupts)
        self._stage = Stage(Bridge(self._loop, _NEVER, interrupts), plan.profile.step_limit, plan.profile.tolerance)
        self._record = record
        self._recorder = ReplayRecorder()
        self._control = ReplayControl()
        self._ledgers: dict[str, Ledger] = {}
        self._clock = ExitStack()

    def open(self) -> None:
        """Take up the record's time."""
        self._clock.enter_context(told_by(self._loop.now_ns))
        plan = self.plan
        self._run = Run(plan.profile, plan.catalogues, self._recorder, self._control, ("", 0), self._strict)

    def close(self) -> None:
        """Give the time back."""
        self._clock.close()
        self._loop.close()

    def perform(self, item: ScenarioItem) -> None:
        """Judge one scenario again; the run knows what it knew when that one began."""
        assert self._run is not None  # noqa: S101 - opened before the first scenario
        recorded = self._record.scenarios[item.record.id]
        if recorded.facts.get("began_with"):
            self._run.know(recorded.facts["began_with"])
        self._run.ledger = self._ledgers.setdefault(recorded.facts.get("worker") or "", Ledger())
        super().perform(item)

    def _play(self, item: ScenarioItem, run: Run, judgement: Judgement) -> None:
        recorded = self._record.scenarios[item.record.id]
        unfit = _unfit(recorded)
        if unfit:
            judgement.settle(item.record, item.requirements, ending=_not_again(unfit))
            return
        self._recorder.forget(self._recorder.mark())
        replay = self._recorder.replay = self._loop.play(recorded.entries)
        self._control.take_up(replay, recorded.facts["operator"])
        run.own_bytes = OwnBytes(run.codec, run.profile.session_protocol)
        run.address = _address(recorded)
        run.mirrors = tuple(_address(recorded, number) for number, _ in enumerate(run.profile.mirrors, 1))
        super()._play(item, run, judgement)
        self._recorder.replay = None

    def _performance(self, item: ScenarioItem, judgement: Judgement) -> Performance:
        assert isinstance(item.world, World)  # noqa: S101 - made just before
        recorded = self._record.scenarios[item.record.id]
        return _Replayed(item, item.world, self._stage, judgement, recorded, self._loop.replay)

    def invariants(self) -> list[Check]:
        """The invariants over all sessions of the record, whichever worker heard them."""
        if self._run is not None:
            self._run.ledger = _together(self._ledgers.values())
        return super().invariants()


class _Replayed(Performance):
    """A scenario whose steps begin when they began then, so that no wait of theirs ends at another time."""

    def __init__(
        self, item: ScenarioItem, world: World, stage: Stage, judgement: Judgement, recorded: Recorded, replay: Replay
    ) -> None:
        super().__init__(item, world, stage, judgement)
        self._judged_world = world
        self._closing = False
        self._recorded = recorded
        self._replay = replay
        replay.advance(recorded.facts["start_ns"])

    def _run_step(self, place: int, step: Step, definition: Definition) -> None:
        known = self._recorded.steps[place : place + 1]
        same = bool(known) and known[0]["text"] == step.name
        if same:
            self._replay.advance(known[0]["start_ns"])
        super()._run_step(place, step, definition)
        if same and not self._replay.parted:
            self._replay.advance(known[0]["stop_ns"])

    def _fault(self, error: BaseException | None, where: str, what: str = "") -> None:
        if not self._replay.parted:
            super()._fault(error, where, what)
        elif not self._closing:
            self.ending = self.ending or _not_again(self._replay.parted)

    def _close(self) -> None:
        """Leave the venue as it was then. A scenario that ends sooner now has other things to put right than the record
        tells of: what its steps found stands, and so do the breaches in what was heard.
        """
        self._closing = True
        super()._close()
        if self._replay.parted:
            seen = len(self._world.outcomes)
            self._replay.rest()
            self._judged_world.report_breaches()
            self._fire(self._world.outcomes[seen:], (), is_then=True)


class ReplayControl:
    """The operator of a record: what he did then is done, or fails, at the time at which it was."""

    def __init__(self) -> None:
        self._replay = Replay(())
        self._actions: list[Mapping[str, Any]] = []

    def take_up(self, replay: Replay, actions: list[Mapping[str, Any]]) -> None:
        """Take up the actions of another scenario."""
        self._replay, self._actions = replay, list(actions)

    async def perform(self, action: str, **_: str) -> str:
        """Do as was done then. Parted where the record tells of another action, or of none."""
        known = self._actions.pop(0) if self._actions else None
        if known is None or known["action"] != action:
            told = known["action"] if known else "none"
            raise self._replay.part(f"the operator action {action}; in the record: {told}")
        self._replay.advance(known["time_ns"])
        if known["failed"] == MISSING:
            raise ActionMissing(action)
        if known["failed"] is not None:
            raise failed(action, known["failed"])
        return ""


def _unfit(recorded: Recorded) -> str:
    """Why a scenario cannot be judged from its record; empty where it can."""
    if recorded.facts["verdict"] == Verdict.HARNESS_ERROR:
        return f"the suite was at fault then: {recorded.facts['reason']}"
    if recorded.facts["entries_lost"]:
        return f"{recorded.facts['entries_lost']} entries of its evidence are lost"
    if not recorded.whole:
        return "a packet in its evidence is longer than what is kept of one"
    if "operator" not in recorded.facts or not recorded.facts.get("began_with"):
        return "the record does not say what the run knew when it began: an earlier version of the suite wrote it"
    return ""


def _not_again(why: str) -> Ending:
    return Ending(Verdict.INCONCLUSIVE, "not judged again", "what the scenario asks for in its record", why)


def _address(recorded: Recorded, mirror: int = 0) -> tuple[str, int]:
    """Where the members connected to, at the first host or a mirror by its number, out of the first mark that tells."""
    for entry in recorded.entries:
        told = isinstance(entry, SessionMark) and entry.mark in (Mark.CONNECTED, Mark.REFUSED)
        if isinstance(entry, SessionMark) and told and mirror_of(entry.session) == mirror:
            host, _, port = entry.detail.partition(": ")[0].rpartition(":")
            return host, int(port)
    return "", 0


def _together(ledgers: Any) -> Ledger:
    found = Ledger()
    for each in ledgers:
        found.violated |= each.violated
        for name, looked in each.looked.items():
            found.looked[name] = found.looked.get(name, 0) + looked
    return found
