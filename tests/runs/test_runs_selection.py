"""Scenarios are tests: selected, repeated and reported like any others, beside any others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.runs.runs_tools import ROOT, Finished, run_pytest

LOGOUT = "features/soupbintcp-3.00/2.3.4_logout.feature"

PLAIN = """
import pytest


def test_adds_up():
    assert 1 + 1 == 2


@pytest.mark.parametrize("n", [1, 2])
def test_is_small(n):
    assert n < {limit}
"""

INI = """
[pytest]
testpaths = scenarios plain
ouch_features = scenarios
addopts = --strict-markers --strict-config
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody's own: a feature in one folder, plain tests in another."""
    feature = tmp_path / "scenarios" / Path(LOGOUT).relative_to("features")
    feature.parent.mkdir(parents=True)
    shutil.copy(ROOT / LOGOUT, feature)
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "test_plain.py").write_text(PLAIN.format(limit=3))
    (tmp_path / "pytest.ini").write_text(INI)
    return tmp_path


def test_plain_tests_run_beside_scenarios(project: Path) -> None:
    """Scenarios and unrelated tests of one project run in one run; the sums count the scenarios alone."""
    run = run_pytest(project / "results", cwd=project)

    assert "6 passed" in run.output
    assert run.line("scenarios ") == "scenarios  3 selected = 3 pass"
    assert run.status == 0


def test_a_plain_test_that_fails_is_status_1(project: Path) -> None:
    """A failing test beside conforming scenarios: pytest's own text for the one, the verdicts for the others."""
    (project / "plain" / "test_plain.py").write_text(PLAIN.format(limit=2))

    run = run_pytest(project / "results", cwd=project)

    assert "1 failed, 5 passed" in run.output
    assert "assert 2 < 2" in run.output
    assert run.line("scenarios ") == "scenarios  3 selected = 3 pass"
    assert run.status == 1


def _tagged(tag: str) -> set[str]:
    """The titles of the scenarios that stand below a tag, read from the feature files as text."""
    titles: set[str] = set()
    for file in (ROOT / "features").rglob("*.feature"):
        lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
        for place, line in enumerate(lines):
            if f"@{tag}" in line.split():
                titles.add(next(each for each in lines[place:] if each.startswith("Scenario")).partition(": ")[2])
    return titles


def test_a_requirement_selects_the_scenarios_that_carry_it(tmp_path: Path) -> None:
    """-m with a requirement's id runs exactly the scenarios that are tagged with it, and each of them judges it."""
    run = run_pytest(tmp_path, "-q", "-m", "OUCH50-2.2-04")

    scenarios = run.of("scenario finished")
    assert {each["title"] for each in scenarios} == _tagged("OUCH50-2.2-04")
    judged = {check["scenario"] for check in run.of("check") if check["requirement"] == "OUCH50-2.2-04"}
    assert judged == {each["id"] for each in scenarios}
    assert run.status == 0


def test_words_of_a_title_select(tmp_path: Path) -> None:
    """-k matches the words of titles and rows."""
    run = run_pytest(tmp_path, "-q", "-k", "cancel and valid and forms and without")

    assert [(each["title"], each["row"]["form"]) for each in run.of("scenario finished")] == [
        ("A cancel is valid in both forms", "without appendage length")
    ]
    assert run.status == 0


def test_last_failed_repeats_the_failed_scenario(tmp_path: Path) -> None:
    """--lf runs what failed, and nothing else; where it passes the run conforms."""
    first = run_pytest(tmp_path, "-q", "--ouch-defect=logout-answered", LOGOUT)
    assert first.status == 1
    failed = [name for name, verdict in first.verdicts.items() if verdict == "fail"]
    assert len(first.verdicts) > len(failed) > 0

    again = run_pytest(tmp_path, "-q", "--lf", LOGOUT)

    assert list(again.verdicts) == failed
    assert again.status == 0


@pytest.fixture(scope="module")
def defective(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A run with a JUnit report in which one scenario fails."""
    folder = tmp_path_factory.mktemp("defective")
    return run_pytest(folder, "-q", "--ouch-defect=logout-answered", f"--junitxml={folder / 'junit.xml'}", LOGOUT)


def test_junit_names_the_requirements(defective: Finished) -> None:
    """--junitxml has each scenario's requirements, their verdicts and the first words of a failure."""
    report = ElementTree.parse(defective.results / "junit.xml")  # noqa: S314 - written by ourselves
    cases = {case.get("name"): case for case in report.iter("testcase")}
    case = cases["On a logout the venue closes the connection without a reply"]
    properties = [(each.get("name"), each.get("value")) for each in case.iter("property")]
    assert ("requirement", "SOUP-O1") in properties
    assert ("check", "SOUP-O1: fail") in properties
    assert ("verdict", "fail") in properties
    failure = case.find("failure")
    assert failure is not None
    assert (failure.get("message") or "").startswith("fail: the venue closes without a reply")
    assert len(cases) == len(defective.verdicts)


def _attached(run: Finished) -> dict[str, set[str]]:
    """The kinds of evidence that each scenario has in Allure's results, by its title."""
    found = {}
    for path in (run.results / "allure-results").glob("*-result.json"):
        result = json.loads(path.read_text("utf-8"))
        files = result.get("attachments", ())
        assert all((path.parent / file["source"]).stat().st_size > 0 for file in files)
        found[result["name"]] = {file["name"] for file in files}
    return found


def test_evidence_is_attached_to_what_did_not_pass(defective: Finished) -> None:
    """By default a scenario that did not pass shows all its evidence, and the others none."""
    failed = {each["title"] for each in defective.of("scenario finished") if each["verdict"] == "fail"}
    attached = _attached(defective)
    assert failed
    assert {title for title, files in attached.items() if files} == failed
    everything = {"sequence", "messages", "annotated hex", "capture"}
    assert all(files == everything for title, files in attached.items() if title in failed)


def test_evidence_is_attached_to_everything_on_demand(tmp_path: Path) -> None:
    """--ouch-evidence always: every scenario shows its sequence, its messages and its bytes."""
    run = run_pytest(tmp_path, "-q", "--ouch-evidence=always", LOGOUT)

    attached = _attached(run)
    assert len(attached) == len(run.verdicts) >= 3
    assert all(files == {"sequence", "messages", "annotated hex"} for files in attached.values())
    assert run.status == 0
