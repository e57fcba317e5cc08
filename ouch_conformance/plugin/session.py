"""The plugin of a conformance run: collects, lints, opens the run, runs scenarios, adds their verdicts up."""

from __future__ import annotations

from collections.abc import Generator, Sequence, Set
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from _pytest.outcomes import Exit

from ouch_conformance.archive.errors import ArchiveError
from ouch_conformance.archive.record import RunRecord, read_run
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.plugin import fixtures, wiring
from ouch_conformance.plugin.collect import FeatureFile, ScenarioFailed, ScenarioItem
from ouch_conformance.plugin.deviating import Deviating
from ouch_conformance.plugin.dry_run import DryRun
from ouch_conformance.plugin.gate import Gate, pytest_outcome, test_status
from ouch_conformance.plugin.library import Library, shown
from ouch_conformance.plugin.options import POOL, read_options
from ouch_conformance.plugin.pages import Pages
from ouch_conformance.plugin.parallel import Pools, Workers, hand_over, refuse
from ouch_conformance.plugin.progress import Progress
from ouch_conformance.plugin.reports import Reports
from ouch_conformance.plugin.rerun import asked
from ouch_conformance.plugin.results import EVENTS_FILE
from ouch_conformance.plugin.running import Running
from ouch_conformance.plugin.stopping import Stopping
from ouch_conformance.plugin.suites import shipped_nodeid
from ouch_conformance.plugin.tags import arguments, register_families, register_requirements
from ouch_conformance.plugin.tracing import TRACE_FILE, Tracing
from ouch_conformance.report import allure_bridge
from ouch_conformance.report.junit import properties
from ouch_conformance.report.traceability import Seen

_TOLD = "ouch"
_DIAGRAM = "Sequence"
_PARCEL = "ouch_parcel"
_SELECTED = "ouch_selected"


class RunRefused(Exit):
    """Leaves pytest's runner without making a report of the scenario at hand, as `pytest.exit` would."""


class Conformance:
    """One pytest run with features in it."""

    def __init__(self, config: pytest.Config, roots: Sequence[Path]) -> None:
        self.config = config
        self.options = read_options(config, roots)
        self.asked = asked(self.options)
        self.library = Library(self.options, lambda found: register_requirements(config, found))
        self.gate = Gate()
        self.tracing = Tracing()
        self._workers = Workers()
        self._pages = Pages(config)
        self._pools = Pools()
        self._stopping = Stopping(config)
        config.pluginmanager.register(self._stopping, "ouch-conformance-stopping")
        config.pluginmanager.register(Progress(config, self.gate), "ouch-conformance-progress")
        self.running: Running | None = None
        self.reports: Reports | None = None
        # Where allure-pytest takes part it is kept away from the scenarios: they are reported here.
        self._bridge = allure_bridge.install(config, lambda item: isinstance(item, ScenarioItem))
        self._is_controller = getattr(config.option, "dist", "no") != "no" and not hasattr(config, "workerinput")
        self._left_out = 0
        self._whole = False
        self._closing: list[str] = []
        self._faults: list[str] = []
        self._drawn: list[str] = []
        config.pluginmanager.register(fixtures, "ouch-conformance-fixtures")
        register_families(config)
        if config.option.ouch_dry_run:
            config.pluginmanager.register(DryRun(config, self.library), "ouch-conformance-dry-run")

    # ------------------------------------------------------------------------------------------------ collection

    def check_options(self) -> None:
        """Refuse a command line that names a target which cannot be: pytest.UsageError."""
        if self.options.given or self.options.workers > 1:
            self.library.check_plan()

    def collect(self, file_path: Path, parent: pytest.Collector) -> FeatureFile:
        """Collect one feature file."""
        roots = (root for root in self.options.named_roots if file_path.resolve().is_relative_to(root))
        nodeid = next((shipped_nodeid(file_path, root) for root in roots), None)
        file: FeatureFile = FeatureFile.from_parent(parent, path=file_path, nodeid=nodeid)
        file.conformance = self
        return file

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Refuse the run for what the lint found; leave out the time-based checks where the profile says so, and what
        the record does not hold where one is judged again.
        """
        try:
            self.library.check()
        except pytest.UsageError as refused:
            if self._output is not None:
                refuse(self._output, refused)
            raise
        scenarios = [item for item in items if isinstance(item, ScenarioItem)]
        plan = self.library.plan if scenarios else None
        if plan and not plan.profile.time_checks:
            self._leave_out(items, {item for item in scenarios if "slow" in arguments(item.tags, "cost")})
        if self._judged is not None:
            self._leave_out(items, {item for item in scenarios if item.record.id not in self._judged.scenarios})

    def _leave_out(self, items: list[pytest.Item], out: Set[pytest.Item]) -> None:
        """Deselect what this run is not about."""
        gone = [item for item in items if item in out]
        self._left_out += len(gone)
        self.config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in out]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what has been selected: the verdicts have to add up to it."""
        scenarios = _scenarios(session)
        self.gate.select(len(item.requirements) for item in scenarios)
        self._whole = self.library.is_whole and len(scenarios) + self._left_out == len(self.library.scenarios)

    # --------------------------------------------------------------------------------------------------- the run

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Refuse the run where its first scenario finds no venue to log in to: status 4, no traceback, no verdict."""
        try:
            return (yield)
        except RunRefused as refused:
            if self._output is None:
                raise pytest.UsageError(str(refused)) from None
            refuse(self._output, refused)
            item.session.shouldstop = str(refused)
            return True

    @property
    def _output(self) -> dict[str, Any] | None:
        """What a worker of pytest-xdist hands over at its end; None in any other process."""
        output: dict[str, Any] | None = getattr(self.config, "workeroutput", None)
        return output

    def open(self, item: ScenarioItem) -> None:
        """Open the run, with the first scenario that is set up. Its fixtures give the loop. RunRefused says why not."""
        if self.running is not None:
            return
        plan = self.library.plan
        assert plan is not None  # noqa: S101 - without one the collection was refused
        self.running = self._make_running(plan, item)
        item.session.addfinalizer(self._close)
        try:
            self.running.open()
            self.reports = Reports(self.config, self.options, plan, self._bridge)
        except wiring.Refused as refused:
            raise RunRefused(str(refused)) from None

    def _make_running(self, plan: wiring.Plan, item: ScenarioItem) -> Running:
        if self._judged is None:
            return Running(plan, self.options, item.request.getfixturevalue("ouch_loop"), self._stopping.interrupts)
        from ouch_conformance.plugin.replaying import Replaying  # noqa: PLC0415 - most runs are no replay

        return Replaying(plan, self.options, self._judged, self._stopping.interrupts)

    @cached_property
    def _judged(self) -> RunRecord | None:
        """The record that is judged again. pytest.UsageError where it cannot be read."""
        if self.options.judged is None:
            return None
        try:
            return read_run(self.options.judged / EVENTS_FILE)
        except ArchiveError as error:
            raise pytest.UsageError(f"--ouch-judge: {error}") from None

    def _close(self) -> None:
        """Runs before pytest-asyncio closes the loop, whatever ended the run."""
        try:
            if self.running:
                self.running.close()
        except Exception as error:
            self._faults.append(f"closing the run: {type(error).__name__}: {error}")

    def run_scenario(self, item: ScenarioItem) -> None:
        """Run one scenario and turn its verdict into pytest's outcome."""
        assert self.running is not None  # noqa: S101 - opened before the first test
        self.running.perform(item)
        outcome = pytest_outcome(item.record.verdict, accepted=item.accepted)
        if outcome == "skipped":
            raise pytest.skip.Exception(item.record.reason, _use_item_location=True)
        if outcome == "xfailed":
            raise pytest.xfail.Exception(item.record.reason)
        if outcome == "failed":
            raise ScenarioFailed(item.record.reason)

    def failure_text(self, item: ScenarioItem) -> str:
        """What the terminal and JUnit say of a scenario that did not pass."""
        return self.reports.failure_text(item.record, item.error) if self.reports else item.record.reason

    # ------------------------------------------------------------------------------------------------- reporting

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Let a scenario's reports carry its verdict, and write the scenario when its last report is made."""
        report = yield
        if isinstance(item, ScenarioItem):
            self._tell(item, report, call)
        return report

    def _tell(self, item: ScenarioItem, report: pytest.TestReport, call: pytest.CallInfo[None]) -> None:
        if call.excinfo and report.when != "call":
            item.end_outside(report, call.excinfo)
        setattr(report, _TOLD, item.told())
        drawn = self.reports.diagram_text(item.record) if self.reports and report.when == "call" else None
        if drawn:
            report.sections.append((_DIAGRAM, drawn))
        if report.when == "teardown" and self.reports:
            report.user_properties += properties(item.record)
            self.reports.add(item.record, accepted=item.accepted, error=item.error)
            if self.reports.parcel:
                setattr(report, _PARCEL, self.reports.parcel)
                setattr(report, _SELECTED, self.gate.tags)
            # pytest keeps every item to the end of the run; the evidence is on disk now.
            item.record.frames.clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a scenario that has ended, and whether a plain test of the same run failed."""
        told = getattr(report, _TOLD, None)
        if told is None:
            self._note_other(report)
        elif report.when == "call" and not report.failed:
            # pytest prints the sections of what failed, and of nothing else.
            self._drawn += [f"{report.nodeid}\n{text}" for name, text in report.sections if name == _DIAGRAM]
        elif report.when == "teardown":
            if self._is_controller:
                self._unpack(report)
            self.gate.add(told)
            self.tracing.add(told)

    def _note_other(self, report: pytest.TestReport) -> None:
        """A scenario's report without a verdict comes from nobody but pytest-xdist, for a worker that is gone."""
        if self._is_controller and report.nodeid.partition("::")[0].endswith(".feature"):
            self._faults.append(f"a worker ended in the middle of {report.nodeid}")
        else:
            self.gate.others_failed |= report.failed

    def _unpack(self, report: pytest.TestReport) -> None:
        """Write what a worker sent of a scenario. What was selected is the same in each of them."""
        self._take_up(getattr(report, _SELECTED))
        if self.reports:
            self.reports.unpack(getattr(report, _PARCEL))

    def _take_up(self, selected: list[int]) -> None:
        """Begin the reports of a run whose workers have selected something."""
        plan = self.library.plan
        if self.reports is None and plan is not None and selected and not self._workers.refused:
            self.gate.select(selected)
            try:
                self.reports = Reports(self.config, self.options, plan, self._bridge)
            except wiring.Refused as refused:
                self._workers.refused = str(refused)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Show a scenario's verdict instead of pytest's word for it."""
        told = getattr(report, _TOLD, None)
        if told is None or report.when != "call":
            return None
        return test_status(Verdict(told["verdict"]), accepted=told["accepted"])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Set the exit status from the verdicts, add up the sums and finish the reports."""
        if self._workers.refused:
            raise pytest.UsageError(self._workers.refused)
        self._take_up(self._workers.selected)
        if not self.gate.ended and not self.reports and not self._faults:
            self._pages.stopped(int(exitstatus))
            if exitstatus == pytest.ExitCode.INTERRUPTED and self.gate.selected:
                _, self._closing = self.gate.close(int(exitstatus), {})
            return
        invariants = self.running.invariants() if self.running else []
        seen = [Seen.of(check) for check in invariants] or self._workers.invariants
        self.gate.add_invariants(check.verdict for check in seen)
        adrift = self._adrift()
        self.gate.add_adrift(len(adrift))
        status = self.gate.status(int(exitstatus), faults=bool(self._faults))
        trace = self._trace(seen, adrift)
        places = (self.reports.places if self.reports else {}) | trace | self._listed(adrift)
        status, self._closing = self.gate.close(status, places)
        self._closing[:0] = adrift
        self._stopping.left += self.running.left if self.running else self._workers.left
        # In front of the exit status, which is the last line.
        self._closing[-1:-1] = self._stopping.closing()
        self._closing += [f"fault of the suite: {fault}" for fault in self._faults]
        result = self.gate.result(status)
        self.tracing.write(self.options.results / TRACE_FILE, result)
        if self.reports:
            told = [asdict(check) for check in invariants] or [check._asdict() for check in seen]
            self.reports.finish(result, told, adrift, trace)
        if self._output is None:
            pages = self._pages.write(status, self.tracing.trace, self.library.plan, self.options.results)
            self._closing[-1:-1] = pages
        session.exitstatus = status

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker which accounts and instruments of the profile are its own."""
        node.workerinput[POOL] = self._pools.take(node.gateway.id)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """Where all workers examine one venue, keep what touches the whole of it away from the others."""
        plan = self.library.plan
        if plan is None or plan.profile.embedded or self.options.workers == 1:
            return None
        from ouch_conformance.plugin.scheduling import VenueScheduling, touching  # noqa: PLC0415 - it takes pytest-xdist

        files = (file for root in self.options.roots for file in root.rglob("*.feature"))
        return VenueScheduling(config, log, touching(files))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take in what a worker of pytest-xdist knows of its part of the run."""
        self._pools.give_back(node.gateway.id)
        self._workers.add(getattr(node, "workeroutput", {}))

    def _adrift(self) -> list[str]:
        """The entries of the list of deviations that belong to no check, as far as this run can know, a line each."""
        if self.running is None:
            return self._workers.adrift
        found = self.running.deviating.adrift(self.library.scenarios, whole=self._whole)
        return [each.text for each in found]

    def _listed(self, adrift: list[str]) -> dict[str, str]:
        """What became of the list of deviations, where there is one."""
        plan = self.library.plan
        if plan is None or not plan.deviations:
            return {}
        return {"deviations": Deviating(plan).counts(len(adrift), self.tracing.verdicts)}

    def _trace(self, invariants: list[Seen], adrift: list[str]) -> dict[str, str]:
        """Make the traceability, and say where it will lie; a worker hands over what it knows instead."""
        plan, facts = self.library.plan, self.reports.facts if self.reports else self._workers.facts
        if plan is None:
            return {}
        if self._output is not None:
            left = self.running.left if self.running else []
            hand_over(self._output, facts, invariants, adrift, selected=self.gate.tags, left=left)
            return {}
        counts = self.tracing.make(plan, facts, invariants)
        return {"traceability": f"{shown(self.options.results / TRACE_FILE)}: {counts}"}

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the sums, where the results lie, and the exit status in words."""
        if self._drawn:
            terminalreporter.section("sequences of what neither passed nor failed")
            terminalreporter.write("\n\n".join([*self._drawn, ""]))
        if self._closing:
            terminalreporter.section("OUCH conformance")
            for line in self._closing:
                terminalreporter.write_line(line)


def _scenarios(session: pytest.Session) -> list[ScenarioItem]:
    return [item for item in session.items if isinstance(item, ScenarioItem)]
