"""Everything a run writes: Allure results, the event stream, JUnit properties, the texts of the terminal."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from allure_commons.model2 import StatusDetails

from ouch_conformance.evidence.frames import redact
from ouch_conformance.evidence.stream import EventStream
from ouch_conformance.judge.check import Check, ScenarioRecord
from ouch_conformance.plugin.gate import Gate
from ouch_conformance.plugin.options import Options
from ouch_conformance.plugin.results import ALLURE_FOLDER, EVENTS_FILE, ForeignFiles, discard, fresh_allure_folder
from ouch_conformance.plugin.wiring import Plan, Refused
from ouch_conformance.report.allure import requirement_filter, test_result
from ouch_conformance.report.allure_bridge import AllureBridge
from ouch_conformance.report.attachments import Attached
from ouch_conformance.report.failure import failure_text
from ouch_conformance.report.run_files import AllureWriter
from ouch_conformance.spec.library import protocol
from ouch_conformance.wire import Codec, codec

_EVENT_FIELDS = ("id", "title", "protocol", "feature", "rule", "file", "line", "tags", "row", "nodeid")


class Reports:
    """The writers of one run; made when its first scenario is about to run, so that no other run touches a file."""

    def __init__(self, config: pytest.Config, options: Options, plan: Plan, bridge: AllureBridge | None) -> None:
        self._plan = plan
        self._evidence = options.evidence
        self._replaced: Path | None = None
        worker: str | None = getattr(config, "workerinput", {}).get("workerid")
        self._write: Callable[[str, Any, list[Attached]], None]
        self._write_run: Callable[[dict[str, str], Mapping[str, str]], None]
        self._link = bridge.link if bridge else requirement_filter
        if bridge:
            self._directory = Path(config.option.allure_report_dir)
            self._write, self._write_run = bridge.report, bridge.finish
        else:
            self._directory = self._own_directory(options.results, shared=worker is not None)
            writer = AllureWriter(self._directory)
            self._write = lambda _, result, files: writer.write(result, files)
            self._write_run = writer.write_run
        name = f"{worker}-{EVENTS_FILE}" if worker else EVENTS_FILE
        self._events = EventStream(options.results / name)
        self._events.run_started(self.facts)

    def _own_directory(self, results: Path, *, shared: bool) -> Path:
        if shared:
            # The folder belongs to all workers: none of them may replace what another one writes.
            return results / ALLURE_FOLDER
        try:
            folder, self._replaced = fresh_allure_folder(results)
        except (ForeignFiles, OSError) as error:
            raise Refused(f"--ouch-results: {error}") from None
        return folder

    @property
    def codec(self) -> Codec:
        """The codec that decodes the evidence."""
        return codec(self._plan.profile.protocol, self._plan.profile.revision)

    @property
    def places(self) -> dict[str, str]:
        """What was written and where, relative to the working directory where that is shorter."""
        return {"Allure results": shown(self._directory), "events": shown(self._events.path)}

    @property
    def facts(self) -> dict[str, object]:
        """What the run tells of itself. Never a credential."""
        profile = self._plan.profile
        host, port = profile.endpoint or ("embedded", 0)
        return {
            "suite": version("ouch-conformance"),
            "protocols": list(self._plan.protocols),
            "revision": profile.revision,
            "profile": profile.name,
            "product": profile.product,
            "target": f"{host}:{port}" if port else host,
            "defects": sorted(self._plan.defects),
            "variants": list(self._plan.variants),
        }

    def add(self, record: ScenarioRecord, *, accepted: bool, error: BaseException | None = None) -> None:
        """Write one finished scenario."""
        result, files = test_result(
            record,
            self._plan.requirement,
            protocol_title=protocol(record.protocol).title or record.protocol,
            evidence=self._evidence,
            codec=self.codec,
            accepted=accepted,
            link=self._link,
        )
        if error is not None:
            # The suite is at fault: whoever reads the report has to see where.
            result.statusDetails = StatusDetails(message=record.reason, trace=_trace(error))
        self._write(record.nodeid, result, files)
        facts = {name: getattr(record, name) for name in _EVENT_FIELDS}
        facts |= {"verdict": record.verdict, "reason": record.reason, "accepted": accepted}
        facts |= {"start_ns": record.start_ns, "stop_ns": record.stop_ns}
        steps = [asdict(step) for step in record.steps]
        checks = [asdict(check) for check in record.checks]
        self._events.scenario(facts, record.frames, self.codec, lost=record.lost, steps=steps, checks=checks)

    def failure_text(self, record: ScenarioRecord, error: BaseException | None) -> str:
        """What the terminal says of a scenario that did not pass; a traceback where the suite is at fault."""
        text = failure_text(record, self._plan.requirement, self.codec, evidence=self.places["events"])
        if error is None:
            return text
        return text + "\n\n" + _trace(error)

    def finish(self, gate: Gate, status: int, invariants: list[Check], adrift: list[str], more: dict[str, str]) -> None:
        """Write what belongs to the run as a whole, and close; `more` is shown beside the facts of the run."""
        self._events.run_finished(
            {
                "scenarios": dict(gate.tally.scenarios),
                "checks": dict(gate.tally.checks),
                "selected": gate.selected,
                "invariants": [asdict(check) for check in invariants],
                "stale_deviations": adrift,
                "status": status,
            }
        )
        self._events.close()
        self._write_run({name: _in_words(value) for name, value in self.facts.items() if value} | more, os.environ)
        discard(self._replaced)


def _trace(error: BaseException) -> str:
    return redact("".join(traceback.format_exception(error)).rstrip())


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def shown(path: Path) -> str:
    """A path relative to the working directory, where that is shorter."""
    relative = os.path.relpath(path)
    return relative if len(relative) < len(str(path)) else str(path)
