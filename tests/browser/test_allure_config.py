"""How Allure itself understands our configuration: the quality gate and the history. Needs Node.js with npx."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ouch_conformance.judge.verdict import Verdict, exit_status
from ouch_conformance.report.allure import test_result as allure_result
from ouch_conformance.report.render import CONFIG, quality_gate
from ouch_conformance.report.run_files import AllureWriter
from tests.report.hand_made import PROTOCOL_TITLE, REQUIREMENTS, record

Scenarios = Sequence[tuple[Verdict, bool]]
"""The verdict of each scenario, and whether the profile accepts that it is not testable."""

PASS = (Verdict.PASS, False)
CASES: dict[str, Scenarios] = {
    "all pass": [PASS, PASS],
    "one fails": [PASS, (Verdict.FAIL, False)],
    "one is inconclusive": [PASS, (Verdict.INCONCLUSIVE, False)],
    "a known deviation": [PASS, (Verdict.KNOWN_DEVIATION, False)],
    "only warnings": [(Verdict.WARNING, False), (Verdict.WARNING, False)],
    "not testable by the profile's leave": [PASS, (Verdict.NOT_TESTABLE, True)],
}


def results(folder: Path, scenarios: Scenarios) -> Path:
    """A folder of Allure results with these verdicts."""
    writer = AllureWriter(folder / "allure-results")
    for number, (verdict, accepted) in enumerate(scenarios):
        made = record(f"Scenario {number}", verdict, reason="for a reason")
        told = allure_result(
            made,
            REQUIREMENTS.__getitem__,
            protocol_title=PROTOCOL_TITLE,
            evidence="failures",
            codec=None,
            accepted=accepted,
        )
        writer.write(*told)
    return writer.directory


@pytest.mark.parametrize("case", CASES)
def test_the_gate_says_what_the_exit_status_says(case: str, tmp_path: Path) -> None:
    """Allure's own command passes the gate where the run's status is 0, and names the status where it is not."""
    status = exit_status(CASES[case])

    found = quality_gate(results(tmp_path, CASES[case]))

    assert found == (f"The verdicts ask for exit status {status}, and 0 is expected" if status else None)


ASKED = """
const { default: config } = await import(process.argv[1]);
const cases = JSON.parse(process.argv[2]);
const [rule] = config.qualityGate.use;
const statuses = [];
for (const trs of cases) statuses.push((await rule.validate({ trs, expected: 0 })).actual);
console.log(JSON.stringify(statuses));
"""


def test_the_rule_knows_every_verdict_and_the_worst_of_two() -> None:
    """Each verdict alone, accepted or not, and each pair: the rule finds the status that the suite would set."""
    alone = [(verdict, accepted) for verdict in Verdict for accepted in (False, True)]
    every: list[Scenarios] = [[], *([each] for each in alone), *([one, two] for one in alone for two in alone)]
    told = [[_as_allure_has_it(*each) for each in scenarios] for scenarios in every]

    words = ["node", "--input-type=module", "-e", ASKED, CONFIG.as_uri(), json.dumps(told)]
    node = subprocess.run(words, text=True, capture_output=True, timeout=60, check=True)

    assert json.loads(node.stdout) == [exit_status(scenarios) for scenarios in every]


def _as_allure_has_it(verdict: Verdict, accepted: bool) -> dict[str, object]:
    is_skipped = accepted and verdict is Verdict.NOT_TESTABLE
    return {
        "id": "x",
        "status": "skipped" if is_skipped else "any",
        "labels": [{"name": "verdict", "value": str(verdict)}],
    }


def test_a_failed_test_that_is_no_scenario_closes_the_gate() -> None:
    """A plain test of the same run has no verdict: failed, it asks for status 1, as it does of the suite."""
    plain: list[dict[str, object]] = [
        {"id": "x", "status": status, "labels": []} for status in ("failed", "broken", "passed")
    ]
    held = _as_allure_has_it(*PASS)
    words = [
        "node",
        "--input-type=module",
        "-e",
        ASKED,
        CONFIG.as_uri(),
        json.dumps([[held, each] for each in plain]),
    ]
    node = subprocess.run(words, text=True, capture_output=True, timeout=60, check=True)

    assert json.loads(node.stdout) == [1, 1, 0]


def test_the_history_gets_one_entry_for_each_rendering(report: Path) -> None:
    """Allure's file of the runs before has this one, under the report's own name, with every scenario."""
    (line,) = report.with_name("history.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(line)

    assert entry["name"] == "OUCH conformance of reference venue"
    assert len(entry["testResults"]) == 4
