"""Writes Allure results: one file per scenario, one per attachment, and three for the run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.allure import allure_status
from ouch_conformance.report.attachments import Attached

VERDICT_MEANING: Mapping[Verdict, str] = {
    Verdict.HARNESS_ERROR: "The suite's own bytes, clock or code are at fault, not the venue.",
    Verdict.FAIL: "A violation of a rule that the document states, with the frame that shows it or the proven absence.",
    Verdict.STALE_DEVIATION: "A listed deviation that passes now, fails in another way or has expired.",
    Verdict.INCONCLUSIVE: "No violation seen, but the purpose of the scenario was not reached.",
    Verdict.NOT_TESTABLE: "It applies, but an account, an operator action or liquidity is missing.",
    Verdict.WARNING: "A violation of a rule that follows from the document without standing in it.",
    Verdict.KNOWN_DEVIATION: "Listed, with a reason and an expiry, and failing as pinned.",
    Verdict.LENIENT: "Another outcome that the requirement lists as legal.",
    Verdict.OBSERVED: "The document is silent here: what the venue did is recorded, not judged.",
    Verdict.PASS: "The wanted outcome.",
    Verdict.NOT_APPLICABLE: "Follows from a feature flag that the profile declares.",
}

_CI: tuple[tuple[str, str, str, str], ...] = (
    ("GITHUB_ACTIONS", "GitHub Actions", "github", "GITHUB_RUN_NUMBER"),
    ("GITLAB_CI", "GitLab CI", "gitlab", "CI_PIPELINE_IID"),
    ("JENKINS_URL", "Jenkins", "jenkins", "BUILD_NUMBER"),
    ("TF_BUILD", "Azure Pipelines", "azure", "BUILD_BUILDNUMBER"),
)


class AllureWriter:
    """Writes into one folder of Allure results, each file with one direct write.

    The reader of a results folder starts when the run has ended, so the detour over a temporary name that
    allure-pytest takes for every file would only cost time: 60 against 30 microseconds a file, more on a busy disk.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)

    def write(self, result: Any, attachments: Iterable[Attached]) -> None:
        """Write one result and the files it names."""
        self.write_files(result_files(result, attachments))

    def write_files(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files as `result_files` made them, here or in another process."""
        for name, body in files:
            (self.directory / name).write_bytes(body)

    def write_run(self, environment: Mapping[str, str], variables: Mapping[str, str]) -> None:
        """Write what belongs to the run: `environment` as shown in the report, and where it ran, out of `variables`."""
        lines = [f"{_escaped(name, key=True)} = {_escaped(value)}\n" for name, value in environment.items()]
        (self.directory / "environment.properties").write_text("".join(lines), encoding="utf-8")
        self._write_json("categories.json", categories())
        self._write_json("executor.json", executor(variables))

    def _write_json(self, name: str, content: object) -> None:
        (self.directory / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def result_files(result: Any, attachments: Iterable[Attached]) -> Iterator[tuple[str, bytes]]:
    """The files of one result, name and content: what is attached first, then the result that names it."""
    for attached in attachments:
        yield attached.source, attached.body
    text = json.dumps(result, default=_set_attributes, ensure_ascii=False)
    yield f"{result.uuid}-result.json", text.encode()


def categories() -> list[dict[str, object]]:
    """One category per verdict, worst first, in the form that Allure 2 reads.

    Allure 2 matches messages, not labels: every message of ours opens with its verdict.
    """
    return [
        {
            "name": verdict,
            "description": meaning,
            "matchedStatuses": sorted({allure_status(verdict), allure_status(verdict, accepted=True)}),
            "messageRegex": rf"(?s){re.escape(verdict)}: .*",
        }
        for verdict, meaning in VERDICT_MEANING.items()
    ]


def executor(variables: Mapping[str, str]) -> dict[str, object]:
    """Where the run took place, told by the environment variables of the common CI services."""
    for marker, name, kind, number in _CI:
        if variables.get(marker):
            build = variables.get(number, "")
            return {"name": name, "type": kind, "buildName": f"#{build}"} | (
                {"buildOrder": int(build)} if build.isdecimal() else {}
            )
    return {"name": "local", "type": "local"}


def _set_attributes(item: object) -> dict[str, object]:
    return {name: value for name, value in vars(item).items() if value or value is False}


def _escaped(text: str, *, key: bool = False) -> str:
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return "".join(f"\\{letter}" if letter in " =:#!" else letter for letter in escaped) if key else escaped
