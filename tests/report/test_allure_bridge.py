"""Scenarios and plain tests in one run with allure-pytest, each reported once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allure_pytest.listener import AllureListener

from ouch_conformance.report.allure_bridge import AllureBridge

# A plugin as small as it can be: an item whose name starts with "test_scenario" stands for a scenario.
CONFTEST = """
import pytest
from tests.report.hand_made import PROTOCOL_TITLE, REQUIREMENTS, failing, passing
from ouch_conformance.report.allure import test_result
from ouch_conformance.report.allure_bridge import install

def is_scenario(node):
    return node.name.startswith("test_scenario")

def pytest_sessionstart(session):
    session.bridge = install(session.config, is_scenario)

def pytest_sessionfinish(session):
    if session.bridge:
        session.bridge.finish({"profile": "reference"}, {})

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_teardown(item):
    yield
    if is_scenario(item) and "lost" not in item.name and item.session.bridge:
        made = failing() if "fails" in item.name else passing()
        # Its first step took the whole time of this process.
        made.steps[0].start_ns, made.steps[0].stop_ns = 10**9, 2**63
        about = {"protocol_title": PROTOCOL_TITLE, "evidence": "failures", "codec": None}
        item.session.bridge.report(item.nodeid, *test_result(made, REQUIREMENTS.__getitem__, **about))

@pytest.fixture(scope="session")
def loop():
    yield

@pytest.fixture(scope="session")
def shared():
    yield

@pytest.fixture
def world(loop):
    yield

@pytest.fixture
def plain(shared):
    yield
"""


TESTS = """
import allure
import pytest

def test_scenario_passes(world, request):
    print("LINK", request.session.bridge and request.session.bridge.link("SOUP-L1"))
    allure.attach("log of the gateway", "gateway.log", allure.attachment_type.TEXT)
    allure.dynamic.label("team", "matching")
    allure.dynamic.link("https://issues/7", name="7")
    with allure.step("ask the drop copy"):
        allure.attach("copy", "drop copy", allure.attachment_type.TEXT)

def test_scenario_fails(world):
    assert False

def test_scenario_lost(world):
    pass

def test_plain(plain):
    pass

def test_plain_fails():
    assert 1 == 2

@pytest.mark.skip
def test_plain_is_skipped():
    pass
"""
SCENARIO = "A valid replace is taken [100, 9.99]"


def pytest_in(folder: Path, *options: str) -> str:
    """Run the tests with the small plugin in a process of its own; what it printed."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_it.py").write_text(TESTS)
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent.parent)])
    without = [word for plugin in ("cacheprovider", "asyncio", "ouch_conformance") for word in ("-p", f"no:{plugin}")]
    command = [sys.executable, "-m", "pytest", "-s", *without, *options]
    environment = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert "2 failed, 3 passed, 1 skipped" in done.stdout, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of one run."""
    folder = tmp_path_factory.mktemp("run")
    pytest_in(folder, "--alluredir", "results")
    return folder / "results"


@pytest.fixture(scope="module")
def results(folder: Path) -> dict[str, dict[str, Any]]:
    """The results by name; two of one name would be two results for one item."""
    read = [json.loads(file.read_text()) for file in folder.glob("*-result.json")]
    by_name = {result["name"]: result for result in read}
    assert len(by_name) == len(read)
    return by_name


def test_a_scenario_is_one_result_and_a_plain_test_keeps_its_own(results: dict[str, dict[str, Any]]) -> None:
    """Passing and failing, with and without fixtures: never two results for one item, never none."""
    assert {name: result["status"] for name, result in results.items()} == {
        SCENARIO: "passed",
        "An invalid replace cancels the existing order": "failed",
        "test_scenario_lost": "broken",
        "test_plain": "passed",
        "test_plain_fails": "failed",
        "test_plain_is_skipped": "skipped",
    }
    assert "assert 1 == 2" in results["test_plain_fails"]["statusDetails"]["message"]


def test_containers_are_written_for_plain_tests_only(folder: Path, results: dict[str, dict[str, Any]]) -> None:
    """The plumbing of a scenario is not a set-up that a reader wants to see."""
    containers = [json.loads(file.read_text()) for file in folder.glob("*-container.json")]

    assert sorted(before["name"] for one in containers for before in one["befores"]) == ["plain", "shared"]
    assert [one["children"] for one in containers] == [[results["test_plain"]["uuid"]]] * 2


def test_what_a_users_step_adds_through_allure_is_kept(folder: Path, results: dict[str, dict[str, Any]]) -> None:
    """allure.attach, allure.step and allure.dynamic work inside a scenario."""
    result = results[SCENARIO]

    kept = next(file for file in result["attachments"] if file["name"] == "gateway.log")
    assert (folder / kept["source"]).read_text() == "log of the gateway"
    assert {"name": "team", "value": "matching"} in result["labels"]
    assert "https://issues/7" in [link["url"] for link in result["links"]]
    inner = result["steps"][0]["steps"][0]
    assert (inner["name"], inner["attachments"][0]["name"]) == ("ask the drop copy", "drop copy")


def test_a_scenario_that_the_suite_forgot_is_not_lost(results: dict[str, dict[str, Any]]) -> None:
    """A result that nobody reported is broken, not absent."""
    message = results["test_scenario_lost"]["statusDetails"]["message"]

    assert message == "The suite ended this scenario without a verdict."


def test_the_files_of_the_run_are_written_beside_the_results(folder: Path) -> None:
    """Environment, categories and executor."""
    assert (folder / "environment.properties").read_text() == "profile = reference\n"
    assert {"categories.json", "executor.json"} < {file.name for file in folder.iterdir()}


def test_without_results_to_write_nothing_is_installed(tmp_path: Path) -> None:
    """No --alluredir, no bridge, no file."""
    assert "LINK None" in pytest_in(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} <= {"conftest.py", "test_it.py", "__pycache__"}


def test_the_link_of_a_requirement_follows_allures_own_option(tmp_path: Path) -> None:
    """A team with pages for its requirements names them once, on the command line."""
    said = pytest_in(tmp_path, "--alluredir", "results", "--allure-link-pattern", "requirement:https://rules/{}")

    assert "LINK https://rules/SOUP-L1" in said


def test_the_bridge_stands_in_for_every_hook_of_the_listener() -> None:
    """A hook that a newer allure-pytest adds would be lost without a word: this test tells."""

    def hooks(kind: type) -> set[str]:
        return {name for name in dir(kind) if name.startswith("pytest_")}

    assert hooks(AllureBridge) == hooks(AllureListener)
