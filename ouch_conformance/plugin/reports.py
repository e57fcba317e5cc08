"""Everything a run writes: Allure results, the event stream, JUnit properties, the texts of the terminal.

A worker of pytest-xdist writes nothing, it may be on another host: each scenario goes as a parcel to the process that
started the workers, which writes it.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypedDict

import pytest
from allure_commons.model2 import StatusDetails

from ouch_conformance.evidence.diagram_text import diagram_text
from ouch_conformance.evidence.frames import redact
from ouch_conformance.evidence.stream import EventStream, scenario_lines
from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.plugin.captures import CaptureFolder
from ouch_conformance.plugin.library import shown
from ouch_conformance.plugin.options import Options
from ouch_conformance.plugin.provenance import checksums, run_facts
from ouch_conformance.plugin.results import (
    ALLURE_FOLDER,
    DEVIATIONS_FILE,
    EVENTS_FILE,
    PAGES,
    PROFILE_FILE,
    ForeignFiles,
    discard,
    fresh_allure_folder,
)
from ouch_conformance.plugin.wiring import Plan, Refused
from ouch_conformance.profile.redacted import redacted
from ouch_conformance.report.allure import requirement_filter, test_result
from ouch_conformance.report.allure_bridge import AllureBridge
from ouch_conformance.report.attachments import LARGEST_CAPTURE, Attached
from ouch_conformance.report.failure import failure_text
from ouch_conformance.report.labels import UNDISTURBED
from ouch_conformance.report.run_files import AllureWriter, result_files
from ouch_conformance.report.sequence import sequence
from ouch_conformance.spec.library import protocol
from ouch_conformance.wire import Codec, codec

_EVENT_FIELDS = ("id", "title", "protocol", "feature", "rule", "file", "line", "tags", "row", "nodeid", "asked")
_EVENT_FIELDS_TO_JUDGE_AGAIN = ("start_ns", "stop_ns", "began_with", "operator")


class Parcel(TypedDict):
    """One finished scenario on its way from a worker: its lines of the event stream, its files, its capture."""

    events: str
    files: list[tuple[str, bytes]]
    captures: list[tuple[str, bytes]]


class Reports:
    """The writers of one run; made when its first scenario is about to run, so that no other run touches a file.

    In a worker nothing is written: `parcel` gives what there is to write of the scenario that was added last.
    """

    def __init__(self, config: pytest.Config, options: Options, plan: Plan, bridge: AllureBridge | None) -> None:
        self._plan = plan
        self._evidence = options.evidence
        self.facts = run_facts(plan, options)
        self._replaced: Path | None = None
        self._worker: str | None = getattr(config, "workerinput", {}).get("workerid")
        self._parcel: Parcel = {"events": "", "files": [], "captures": []}
        self._captures = CaptureFolder(options.results, options.captures)
        self._diagrams = options.diagrams
        self._events: EventStream | None = None
        self._write: Callable[[str, Any, list[Attached]], None]
        self._write_run: Callable[[dict[str, str], Mapping[str, str]], None]
        self._link = bridge.link if bridge else requirement_filter
        if bridge:
            self._directory = Path(config.option.allure_report_dir)
            self._write, self._write_run = bridge.report, bridge.finish
        else:
            self._directory = options.results / ALLURE_FOLDER if self._worker else self._own_directory(options.results)
            writer = None if self._worker else AllureWriter(self._directory)
            self._write = lambda _, result, files: self._write_files(writer, result_files(result, files))
            self._write_run = writer.write_run if writer else lambda *_: None
        self._events_file = options.results / EVENTS_FILE
        if not self._worker:
            self._events = EventStream(self._events_file)
            self._events.run_started({**self.facts, "checksums": checksums(plan, options)})
            self._captures.clear()
            for page in PAGES:
                (options.results / page).unlink(missing_ok=True)
            _write_settings(plan, options.results)

    def _own_directory(self, results: Path) -> Path:
        try:
            folder, self._replaced = fresh_allure_folder(results)
        except (ForeignFiles, OSError) as error:
            raise Refused(f"--ouch-results: {error}") from None
        return folder

    def _write_files(self, writer: AllureWriter | None, files: Iterable[tuple[str, bytes]]) -> None:
        if writer is None:
            self._parcel["files"] = list(files)
        else:
            writer.write_files(files)

    @property
    def codec(self) -> Codec:
        """The codec that decodes the evidence."""
        return codec(self._plan.profile.protocol, self._plan.profile.revision)

    @property
    def places(self) -> dict[str, str]:
        """What was written and where, relative to the working directory where that is shorter."""
        written = self._captures.written
        captures = {"captures": f"{shown(self._captures.path)}: {written}"} if written else {}
        return {"Allure results": shown(self._directory), "events": shown(self._events_file), **captures}

    def add(self, record: ScenarioRecord, *, accepted: bool, error: BaseException | None = None) -> None:
        """Write one finished scenario."""
        capture = self._capture(record)
        result, files = test_result(
            record,
            self._plan.requirement,
            protocol_title=protocol(record.protocol).title or record.protocol,
            evidence=self._evidence,
            codec=self.codec,
            accepted=accepted,
            link=self._link,
            places=self._evidence_of(record),
            capture=capture if capture and len(capture) <= LARGEST_CAPTURE else None,
        )
        if error is not None:
            # The suite is at fault: whoever reads the report has to see where.
            result.statusDetails = StatusDetails(message=record.reason, trace=_trace(error))
        self._write(record.nodeid, result, files)
        facts = {name: getattr(record, name) for name in _EVENT_FIELDS}
        facts |= {"verdict": record.verdict, "reason": record.reason, "accepted": accepted}
        facts |= {name: getattr(record, name) for name in _EVENT_FIELDS_TO_JUDGE_AGAIN} | {"worker": self._worker}
        steps = [asdict(step) for step in record.steps]
        checks = [asdict(check) for check in record.checks]
        lines = scenario_lines(facts, record.frames, self.codec, lost=record.lost, steps=steps, checks=checks)
        if self._events:
            self._events.scenario(lines)
        else:
            self._parcel["events"] = lines

    def _capture(self, record: ScenarioRecord) -> bytes | None:
        """Write the capture of a scenario, or put it into the parcel; where it has one."""
        data, place = self._captures.make(record), self._captures.place(record)
        told = [(place.name, data)] if data and place else []
        self._parcel["captures"] = told if self._worker else []
        for name, each in [] if self._worker else told:
            self._captures.write(name, each)
        return data

    @property
    def parcel(self) -> Parcel | None:
        """What a worker has to send of the scenario that was added last; None in any other process."""
        return self._parcel if self._worker else None

    def unpack(self, parcel: Parcel) -> None:
        """Write a scenario that a worker sent."""
        if self._events:
            self._events.scenario(parcel["events"])
        AllureWriter(self._directory).write_files(parcel["files"])
        for name, data in parcel["captures"]:
            self._captures.write(name, data)

    def failure_text(self, record: ScenarioRecord, error: BaseException | None) -> str:
        """What the terminal says of a scenario that did not pass; a traceback where the suite is at fault."""
        text = failure_text(record, self._plan.requirement, self.codec, places=self._evidence_of(record))
        if error is None:
            return text
        return text + "\n\n" + _trace(error)

    def diagram_text(self, record: ScenarioRecord) -> str | None:
        """The sequence of a scenario that did not pass, where the command line asks for it."""
        if not self._diagrams or record.verdict in UNDISTURBED or not record.frames:
            return None
        return diagram_text(sequence(record, self.codec))

    def _evidence_of(self, record: ScenarioRecord) -> dict[str, str]:
        """Where more of a scenario is to be seen."""
        capture = self._captures.place(record)
        return {"evidence": shown(self._events_file), **({"capture": shown(capture)} if capture else {})}

    def finish(
        self,
        result: Mapping[str, object],
        invariants: Sequence[Mapping[str, object]],
        adrift: list[str],
        more: dict[str, str],
    ) -> None:
        """Write what belongs to the run as a whole, and close.

        `result` is how it ended, `more` is shown beside the facts of the run.
        """
        if self._events is None:
            return
        self._events.run_finished(
            {
                **result,
                "invariants": list(invariants),
                "stale_deviations": adrift,
            }
        )
        self._events.close()
        self._write_run({name: _in_words(value) for name, value in self.facts.items() if value} | more, os.environ)
        discard(self._replaced)


def _write_settings(plan: Plan, results: Path) -> None:
    """Keep what the run was judged by beside its evidence, without credentials: a bundle takes both along."""
    for path, name in ((plan.profile.path, PROFILE_FILE), (plan.listed_in, DEVIATIONS_FILE)):
        copy = results / name
        copy.unlink(missing_ok=True)
        if path is not None:
            copy.write_text(redact(redacted(path)), encoding="utf-8")


def _trace(error: BaseException) -> str:
    return redact("".join(traceback.format_exception(error)).rstrip())


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
