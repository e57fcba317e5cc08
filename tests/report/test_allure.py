"""One scenario as one Allure result."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.allure import test_result
from ouch_conformance.report.attachments import Evidence
from ouch_conformance.report.render import CONFIG
from ouch_conformance.report.run_files import AllureWriter, categories, executor
from ouch_conformance.wire import codec
from tests.report.hand_made import (
    FRAMES,
    PROTOCOL_TITLE,
    REQUIREMENTS,
    START_NS,
    check,
    failing,
    observed,
    passing,
    record,
)

OUCH = codec("nasdaq-ouch-5.0")


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder for results that does not exist yet."""
    return tmp_path / "deep" / "allure-results"


def written(made: ScenarioRecord, results: Path, evidence: Evidence = "failures", **more: Any) -> dict[str, Any]:
    """The result file of a scenario, read back."""
    result, attachments = test_result(
        made, REQUIREMENTS.__getitem__, protocol_title=PROTOCOL_TITLE, evidence=evidence, codec=OUCH, **more
    )
    AllureWriter(results).write(result, attachments)
    read: dict[str, Any] = json.loads((results / f"{result.uuid}-result.json").read_text(encoding="utf-8"))
    return read


def labels(result: dict[str, Any], name: str) -> list[str]:
    """The values of one label."""
    return [label["value"] for label in result["labels"] if label["name"] == name]


def attachment(results: Path, holder: dict[str, Any], name: str) -> str:
    """The text of an attachment of a result or a step."""
    source: str = next(reference["source"] for reference in holder["attachments"] if reference["name"] == name)
    return (results / source).read_text(encoding="utf-8")


def test_steps_keep_their_words_their_times_and_their_outcome(results: Path) -> None:
    """The report reads like the feature, down to the step that was not reached."""
    steps = written(failing(), results)["steps"]

    assert [(step["name"], step["status"]) for step in steps] == [
        ('Given a live buy of 100 shares at 10.00 as "the buy"', "passed"),
        ('When the member replaces "the buy"', "passed"),
        ('Then "the buy" is canceled', "failed"),
        ('And "the buy" is not live', "skipped"),
    ]
    assert steps[2]["statusDetails"]["message"] == "expected Order Canceled, observed Rejected"
    assert (steps[0]["start"], steps[0]["stop"]) == (START_NS // 1_000_000, START_NS // 1_000_000 + 4)


def test_tables_and_texts_of_a_step_are_attached_to_it(results: Path) -> None:
    """A table is CSV, which Allure shows as a table; a doc string is text."""
    made = failing()
    made.steps[2].docstring = "00 01 52"

    steps = written(made, results)["steps"]

    assert attachment(results, steps[1], "table") == 'quantity,price\n"1,000,000",10.00\n'
    assert attachment(results, steps[2], "text") == "00 01 52"


def test_a_non_pass_carries_its_messages_and_the_bytes_with_the_faulty_field(results: Path) -> None:
    """The evidence is in the report: every entry in the table, the bytes field by field, the fault marked."""
    result = written(failing(), results)

    rows = list(csv.DictReader(attachment(results, result, "messages").splitlines()))
    assert [row["message"] for row in rows] == ["connected", "ReplaceOrderRequest (U)", "", "Rejected (J)", ""]
    hexed = attachment(results, result, "annotated hex")
    assert "14:13:20.003000  A  received  Sequenced Data 7  Rejected (J)\n  0000  00 1e" in hexed
    assert re.findall(r"^> .*$", hexed, re.M) == [
        "> 0010  00 13                    reason         invalid quantity (19)"
    ]


def test_evidence_of_a_pass_is_attached_on_demand_only(results: Path) -> None:
    """The evidence of what held would fill the report: it is there when asked for."""
    assert "attachments" not in written(passing(), results)
    assert [file["name"] for file in written(passing(), results, "always")["attachments"]] == [
        "sequence",
        "messages",
        "annotated hex",
    ]


def test_evidence_of_a_long_scenario_is_bounded(results: Path) -> None:
    """Ten thousand messages: the table and the hex show the last ones and say so."""
    made = failing()
    made.frames = [*FRAMES] * 2_000

    result = written(made, results)

    assert result["attachments"][1]["name"] == "messages (the last 2,000 of 10,000)"
    rows = list(csv.DictReader((results / result["attachments"][1]["source"]).read_text().splitlines()))
    assert len(rows) == 2_000
    assert attachment(results, result, "annotated hex").count("packet length") == 200


def test_the_tree_is_protocol_feature_rule(results: Path) -> None:
    """By behaviours and by suites alike; a scenario outside a rule stands directly under its feature."""
    result = written(failing(), results)
    path = ["Nasdaq OUCH 5.0", "2.2 Replace Order", "An invalid replace cancels"]

    assert result["titlePath"] == path
    for names in (("epic", "feature", "story"), ("parentSuite", "suite", "subSuite")):
        assert [labels(result, name) for name in names] == [[part] for part in path]
    assert labels(written(observed(), results), "subSuite") == []


def test_requirements_are_labels_tags_and_links(results: Path) -> None:
    """Every id that the scenario is about, those that only a check brought in included."""
    result = written(failing(), results)
    ids = ["OUCH50-2.2-04", "OUCH50-2.2-05"]

    assert labels(result, "requirement") == ids
    assert set(ids) < set(labels(result, "tag"))
    assert [(link["name"], link["url"]) for link in result["links"]] == [(one, f"?tags={one}") for one in ids]
    assert (
        written(failing(), results, link="https://rules/{}".format)["links"][0]["url"] == "https://rules/OUCH50-2.2-04"
    )


def test_severity_follows_the_firmest_level(results: Path) -> None:
    """must is critical, derived is normal, observe is minor."""
    derived = record("x", tags=("OUCH50-2.2-03", "OUCH50-2.2-05"))

    assert [labels(written(made, results), "severity") for made in (failing(), derived, observed())] == [
        ["critical"],
        ["normal"],
        ["minor"],
    ]


def test_the_layer_is_a_label(results: Path) -> None:
    """Where the rule lives, session or orders, can be filtered by."""
    assert labels(written(failing(), results), "layer") == ["orders"]


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (Verdict.HARNESS_ERROR, "broken"),
        (Verdict.FAIL, "failed"),
        (Verdict.STALE_DEVIATION, "failed"),
        (Verdict.INCONCLUSIVE, "broken"),
        (Verdict.NOT_TESTABLE, "broken"),
        (Verdict.WARNING, "passed"),
        (Verdict.KNOWN_DEVIATION, "skipped"),
        (Verdict.LENIENT, "passed"),
        (Verdict.OBSERVED, "passed"),
        (Verdict.PASS, "passed"),
        (Verdict.NOT_APPLICABLE, "skipped"),
    ],
)
def test_each_verdict_has_its_status_its_label_and_its_category(verdict: Verdict, status: str, results: Path) -> None:
    """Eleven verdicts in Allure's four statuses: the label keeps them apart, and so do the categories."""
    result = written(record("x", verdict, reason="so it was"), results)

    assert (result["status"], labels(result, "verdict")) == (status, [verdict])
    if verdict is not Verdict.PASS:
        message = result["statusDetails"]["message"]
        matching = [c["name"] for c in categories() if re.fullmatch(str(c["messageRegex"]), message)]
        assert matching == [verdict]


def test_what_the_profile_accepts_as_not_testable_is_skipped(results: Path) -> None:
    """Accepted by name, it does not count against the run; it still stands in the report."""
    assert written(record("x", Verdict.NOT_TESTABLE), results, accepted=True)["status"] == "skipped"


def test_a_row_of_an_outline_shows_its_values_and_keeps_its_history(results: Path) -> None:
    """The values are parameters and part of the name; the history hangs on the scenario's id alone."""
    first, again = written(passing(), results), written(passing(), results)
    other = passing()
    other.id = other.id.replace("100-9.99", "200-9.99")

    assert first["name"] == "A valid replace is taken [100, 9.99]"
    assert [(p["name"], p["value"]) for p in first["parameters"]] == [("quantity", "100"), ("price", "9.99")]
    assert first["uuid"] != again["uuid"]
    assert (first["historyId"], first["testCaseId"]) == (again["historyId"], again["testCaseId"])
    assert written(other, results)["historyId"] != first["historyId"]


def test_what_was_observed_is_in_the_report(results: Path) -> None:
    """A verdict that judges nothing still tells the venue's answer."""
    result = written(observed(), results)

    assert result["statusDetails"]["message"] == "observed: the reason is U"
    assert "- **OUCH50-2.2-05** (section 2.2, observe)" in result["description"]
    assert "*observed*: `reason U`" in result["description"]


def test_text_of_the_venue_stays_text_in_the_description(results: Path) -> None:
    """A hostile venue cannot put a picture that calls home into the report."""
    made = observed()
    made.checks = [check(made.id, "OUCH50-2.2-05", Verdict.OBSERVED, observed="a`![x](https://spy.example/x.png)")]

    assert "`a'![x](https://spy.example/x.png)`" in written(made, results)["description"]


def test_the_files_of_the_run_say_what_was_run_and_where(results: Path) -> None:
    """environment.properties survives any text, executor.json knows the common CI services."""
    AllureWriter(results).write_run(
        {"protocol revision": "1.05", "path": "C:\\x\ny"}, {"GITLAB_CI": "true", "CI_PIPELINE_IID": "42"}
    )

    assert (results / "environment.properties").read_text() == "protocol\\ revision = 1.05\npath = C:\\\\x\\ny\n"
    assert json.loads((results / "executor.json").read_text())["buildOrder"] == 42
    assert [c["name"] for c in json.loads((results / "categories.json").read_text())] == list(Verdict)
    assert executor({}) == {"name": "local", "type": "local"}


def test_the_configuration_of_the_renderer_has_a_category_per_verdict() -> None:
    """Worst first; that each takes what carries its label is for the tests that have node."""
    (listed,) = re.findall(r"const VERDICTS = \[\n(.*?)\n\];", CONFIG.read_text("utf-8"), re.DOTALL)

    assert re.findall(r'^  "(.+)",$', listed, re.MULTILINE) == list(Verdict)
