"""One scenario as one Allure result: steps, tables, parameters, requirements, verdict, evidence."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from allure_commons.model2 import Attachment, Label, Link, Parameter, Status, StatusDetails, TestResult, TestStepResult

from ouch_conformance.judge.check import Check, ScenarioRecord, StepRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.attachments import Attached, Evidence, attached, csv_text, evidence_files
from ouch_conformance.report.failure import failure_text, note_text
from ouch_conformance.report.labels import UNDISTURBED, CatalogueLookup, family, requirement_ids, severity
from ouch_conformance.spec.requirements import Requirement

if TYPE_CHECKING:
    from ouch_conformance.wire import Codec

_STATUS = {
    Verdict.HARNESS_ERROR: Status.BROKEN,
    Verdict.FAIL: Status.FAILED,
    Verdict.STALE_DEVIATION: Status.FAILED,
    Verdict.INCONCLUSIVE: Status.BROKEN,
    Verdict.NOT_TESTABLE: Status.BROKEN,
    Verdict.KNOWN_DEVIATION: Status.SKIPPED,
    Verdict.NOT_APPLICABLE: Status.SKIPPED,
}


def requirement_filter(requirement_id: str) -> str:
    """The default link of a requirement: the same page of the report, narrowed to the scenarios tagged with its id."""
    return f"?tags={requirement_id}"


def allure_status(verdict: Verdict, *, accepted: bool = False) -> str:
    """Allure's status of a verdict; `accepted` where the profile accepts by name that it is not testable."""
    if verdict is Verdict.NOT_TESTABLE and accepted:
        return str(Status.SKIPPED)
    return str(_STATUS.get(verdict, Status.PASSED))


def test_result(
    record: ScenarioRecord,
    catalogue_lookup: CatalogueLookup,
    *,
    protocol_title: str,
    evidence: Evidence,
    codec: Codec | None,
    accepted: bool = False,
    link: Callable[[str], str] = requirement_filter,
    places: Mapping[str, str] | None = None,
    capture: bytes | None = None,
) -> tuple[TestResult, list[Attached]]:
    """Turn a finished scenario into its Allure result and the files that the result names.

    Times of the record are UNIX nanoseconds. `link` gives the address of a requirement's id, `places` are named in the
    text of a failure, `capture` is the scenario's pcapng file where it is to be attached. KeyError where a check's
    requirement is in no catalogue.
    """
    identity = str(uuid4())
    history = hashlib.md5(record.id.encode(), usedforsecurity=False).hexdigest()
    requirements = list(_requirements(record, catalogue_lookup))
    steps, files = _steps(record, identity)
    shown = evidence_files(record, evidence, codec, identity, capture)
    result = TestResult(
        uuid=identity,
        name=_name(record),
        fullName=record.id,
        # The scenario's id alone keeps its history: a row of Examples is part of the id, its values may be re-worded.
        testCaseId=history,
        historyId=history,
        titlePath=[part for part in (protocol_title, record.feature, record.rule) if part],
        status=allure_status(record.verdict, accepted=accepted),
        statusDetails=_details(record, catalogue_lookup, codec, places),
        stage="finished",
        start=_milliseconds(record.start_ns),
        stop=_milliseconds(record.stop_ns),
        description=_description(record, requirements),
        parameters=[Parameter(name=name, value=value, excluded=True) for name, value in record.row.items()],
        labels=_labels(record, requirements, protocol_title),
        links=[Link("requirement", link(requirement.id), requirement.id) for requirement in requirements]
        + [Link("issue", url, "known deviation") for url in _deviation_links(record)],
        steps=steps,
        attachments=[_reference(file) for file in shown],
    )
    return result, [*files, *shown]


test_result.__test__ = False  # type: ignore[attr-defined]  # pytest takes its name for a test's


def _requirements(record: ScenarioRecord, catalogue_lookup: CatalogueLookup) -> Iterator[Requirement]:
    for requirement_id in requirement_ids(record):
        with suppress(KeyError):  # a tag of the user's own that only looks like an id
            yield catalogue_lookup(requirement_id)


def _name(record: ScenarioRecord) -> str:
    unsaid = [value for value in record.row.values() if value not in record.title]
    return f"{record.title} [{', '.join(unsaid)}]" if unsaid else record.title


def _labels(record: ScenarioRecord, requirements: list[Requirement], protocol_title: str) -> list[Label]:
    tree = [
        ("epic", protocol_title),
        ("feature", record.feature),
        ("parentSuite", protocol_title),
        ("suite", record.feature),
    ]
    if record.rule:
        tree += [("story", record.rule), ("subSuite", record.rule)]
    return [
        Label(name, value)
        for name, value in [
            *tree,
            ("severity", severity(requirements)),
            ("verdict", str(record.verdict)),
            *(("layer", layer) for layer in family(record, "layer")),
            *(("requirement", requirement.id) for requirement in requirements),
            *(("tag", tag) for tag in dict.fromkeys([*record.tags, *(r.id for r in requirements)])),
            ("framework", "pytest-bdd"),
            *_process(),
        ]
    ]


@cache
def _process() -> tuple[tuple[str, str], ...]:
    """Which process ran the scenario: Allure's timeline has a lane for each."""
    return (
        ("language", f"{sys.implementation.name}{sys.version_info.major}"),
        ("host", platform.node()),
        ("thread", f"{os.getpid()}"),
    )


def _details(
    record: ScenarioRecord, catalogue_lookup: CatalogueLookup, codec: Codec | None, places: Mapping[str, str] | None
) -> StatusDetails | None:
    if record.verdict is Verdict.PASS:
        return None
    if record.verdict in UNDISTURBED:
        return StatusDetails(message=note_text(record))
    return StatusDetails(
        message=failure_text(record, catalogue_lookup, codec, places=places),
        known=record.verdict is Verdict.KNOWN_DEVIATION or None,
    )


def _steps(record: ScenarioRecord, identity: str) -> tuple[list[TestStepResult], list[Attached]]:
    steps: list[TestStepResult] = []
    files: list[Attached] = []
    for number, step in enumerate(record.steps):
        tables = _step_files(step, f"{identity}-{number}")
        files += tables
        steps.append(
            TestStepResult(
                name=f"{step.keyword} {step.text}",
                status=step.status,
                statusDetails=StatusDetails(message=step.note) if step.note else None,
                start=_milliseconds(step.start_ns),
                stop=_milliseconds(step.stop_ns),
                attachments=[_reference(file) for file in tables],
            )
        )
    return steps, files


def _step_files(step: StepRecord, stem: str) -> list[Attached]:
    files = []
    if step.table:
        files.append(attached(f"{stem}-table", "table", "text/csv", csv_text(step.table)))
    if step.docstring is not None:
        files.append(attached(f"{stem}-text", "text", "text/plain", step.docstring))
    return files


def _description(record: ScenarioRecord, requirements: list[Requirement]) -> str:
    """Markdown: where the scenario stands, then what each of its requirements says and how it came out."""
    rows = [line for requirement in requirements for line in _requirement_lines(requirement, record.checks)]
    return "\n".join([f"`{record.file}:{record.line}`", "", *rows])


def _requirement_lines(requirement: Requirement, checks: list[Check]) -> Iterator[str]:
    yield f"- **{requirement.id}** (section {requirement.section}, {requirement.level}): {requirement.sentence}"
    for check in checks:
        if check.requirement == requirement.id:
            # As code: it may hold text of the venue's own, which must not become a picture or a link in the report.
            observed = check.observed.partition("\n")[0].replace("`", "'")
            yield f"    - *{check.verdict}*: `{observed or ' '}`"


def _deviation_links(record: ScenarioRecord) -> list[str]:
    """Where the deviations of a scenario are dealt with, each once."""
    links = (check.listed.deviation.link for check in record.checks if check.listed)
    return [link for link in dict.fromkeys(links) if link]


def _reference(file: Attached) -> Attachment:
    return Attachment(name=file.name, source=file.source, type=file.mime)


def _milliseconds(nanoseconds: int) -> int | None:
    return nanoseconds // 1_000_000 or None
