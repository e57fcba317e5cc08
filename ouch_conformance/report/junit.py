"""The properties of a scenario in a JUnit XML report."""

from __future__ import annotations

from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.report.labels import requirement_ids


def properties(record: ScenarioRecord) -> list[tuple[str, str]]:
    """Name and value pairs for `item.user_properties`; a scenario of several requirements has that name several times.

    `check` says which of the requirements came out how, where `verdict` is the scenario's, the worst of them.
    """
    return [
        ("protocol", record.protocol),
        ("scenario", record.id),
        ("verdict", str(record.verdict)),
        *(("requirement", requirement) for requirement in requirement_ids(record)),
        *(("check", f"{check.requirement}: {check.verdict}") for check in record.checks),
    ]
