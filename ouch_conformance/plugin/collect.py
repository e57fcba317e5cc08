"""Collection: a `.feature` file is a collector, each scenario or row of it an item."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest.fixtures import TopRequest

from ouch_conformance.judge.check import Check, ScenarioRecord, StepRecord, scenario_id
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.plugin.index import Definition, StepIndex, visible_definitions
from ouch_conformance.plugin.judging import Ending, Judgement
from ouch_conformance.plugin.source import FeatureSource, Row, ScenarioSource, SourceError, read_feature, table_rows
from ouch_conformance.plugin.tags import marks, requirement_tags

if TYPE_CHECKING:
    from _pytest._io import TerminalWriter
    from pytest_bdd.parser import Step

    from ouch_conformance.plugin.gate import CheckTold, Told
    from ouch_conformance.plugin.perform import World
    from ouch_conformance.plugin.session import Conformance


class ScenarioFailed(Exception):  # noqa: N818 - the venue's verdict, not a fault of this program
    """Carries a verdict through pytest; the text of the failure is made from the item's record."""


class FailureText(TerminalRepr):
    """The text of a failure, with its first line for pytest's short summary and for JUnit's message."""

    def __init__(self, record: ScenarioRecord, text: str) -> None:
        self.text = text
        self.reprcrash = ReprFileLocation(record.file, record.line, text.partition("\n")[0])

    def toterminal(self, tw: TerminalWriter) -> None:
        """Print it."""
        tw.line(self.text)


class FeatureFile(pytest.Module):
    """One `.feature` file. A Module, so that module-scoped fixtures of a user's conftest have a place to live."""

    obj = None
    conformance: Conformance

    def collect(self) -> Iterable[ScenarioItem]:
        """Every scenario and row, where its protocol takes part in the run; findings go to the run's lint."""
        try:
            source = read_feature(self.path)
        except SourceError as error:
            self.conformance.library.refuse(self.path, error.line, error.problem, error.hint)
            return
        index = self.conformance.library.admit(source, visible_definitions(self))
        if index is None:
            return
        for scenario in source.scenarios:
            for row in scenario.rows():
                yield self._item(source, scenario, row, index)

    def _item(self, source: FeatureSource, scenario: ScenarioSource, row: Row, index: StepIndex) -> ScenarioItem:
        steps = [(step, index.find(step.type, step.name)[0]) for step in scenario.render(row).steps]
        name = scenario.title + (f"[{row.id}]" if row.values else "")
        return ScenarioItem.from_parent(self, name=name, source=source, scenario=scenario, row=row, steps=steps)


class ScenarioItem(pytest.Item):
    """One scenario, or one row of an outline. `record` is filled by the run."""

    def __init__(
        self,
        *,
        source: FeatureSource,
        scenario: ScenarioSource,
        row: Row,
        steps: list[tuple[Step, Definition]],
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.conformance: Conformance = self.parent.conformance  # type: ignore[union-attr]
        self.source = scenario
        self.scenario = scenario.render(row)
        self.steps = steps
        self.tags = scenario.tags_of(row)
        self.requirements = requirement_tags(self.tags)
        self.record = self._new_record(source, row)
        self.accepted = False
        self.world: World | None = None
        self.error: BaseException | None = None
        for mark in marks(self.tags):
            self.add_marker(mark)
        self._support_fixtures()

    def _new_record(self, source: FeatureSource, row: Row) -> ScenarioRecord:
        protocol, file = self.conformance.library.place(self.path)
        return ScenarioRecord(
            id=scenario_id(protocol, file, self.source.title, row.id),
            title=self.scenario.name,
            protocol=protocol,
            feature=source.feature.name,
            rule=self.source.rule,
            file=self.nodeid.partition("::")[0],
            line=row.line,
            tags=tuple(tag.name for tag in self.tags),
            row=dict(row.values),
            nodeid=self.nodeid,
            asked=self.conformance.asked,
            steps=[
                StepRecord(step.keyword, step.name, step.line_number, table=_frozen(step), docstring=step.docstring)
                for step, _ in self.steps
            ],
            verdict=Verdict.HARNESS_ERROR,
            reason="the scenario did not come to a verdict",
        )

    def _support_fixtures(self) -> None:
        # The way of pytest's own doctest items: an item without a function that can still ask for fixtures.
        self._fixtureinfo = self.session._fixturemanager.getfixtureinfo(node=self, func=None, cls=None)
        self.fixturenames = self._fixtureinfo.names_closure
        self.funcargs: dict[str, object] = {}
        self.request = TopRequest(self, _ispytest=True)  # type: ignore[arg-type]
        self._request = self.request

    def setup(self) -> None:
        """Open the run, if this is its first scenario, and set up the autouse fixtures of the user's conftest."""
        self.conformance.open(self)
        self.request._fillfixtures()

    def runtest(self) -> None:
        """Run the scenario and turn its verdict into pytest's outcome."""
        self.conformance.run_scenario(self)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]
        """The text of a verdict; a traceback only where the suite itself is at fault."""
        if isinstance(excinfo.value, ScenarioFailed):
            return FailureText(self.record, self.conformance.failure_text(self))
        return super().repr_failure(excinfo)

    def end_outside(self, report: pytest.TestReport, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Judge a scenario that did not end by its own steps: a fixture failed, or something skipped it."""
        what = f"{excinfo.typename}: {excinfo.value}"
        if report.when == "setup":
            verdict = Verdict.NOT_TESTABLE if report.skipped else Verdict.HARNESS_ERROR
            ending = Ending(verdict, "the scenario is set up", "no fixture or mark that stops it", what)
            Judgement(lambda _: None).settle(self.record, self.requirements, ending=ending)
        else:
            self.record.verdict, self.record.reason = Verdict.HARNESS_ERROR, f"a fixture failed at its end: {what}"

    def told(self) -> Told:
        """What a report carries of the scenario."""
        checks = [_check_told(check) for check in self.record.checks]
        verdict, tags = str(self.record.verdict), len(self.requirements)
        return {"verdict": verdict, "accepted": self.accepted, "tags": tags, "checks": checks}

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the scenario stands: file, line counted from 0, and name."""
        return self.path, self.record.line - 1, self.name


def _check_told(check: Check) -> CheckTold:
    return {
        "id": check.id,
        "requirement": check.requirement,
        "verdict": str(check.verdict),
        "fired": check.fired,
        "observed": check.observed,
        "proof": check.proof,
    }


def _frozen(step: Step) -> tuple[tuple[str, ...], ...] | None:
    rows = table_rows(step)
    return tuple(tuple(row) for row in rows) if rows is not None else None
