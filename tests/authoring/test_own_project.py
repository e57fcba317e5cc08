"""The commands of an author in a project of his own, with a protocol and sentences of his own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.project.create import Application, create

from .desk import Desk

STEPS = '''
from ouch_conformance.steps.sentence import when


@when("{member:Member} takes a rest")
async def rests(world, member):
    """Do nothing at all."""
'''
RESTS = """
    Feature: Rests

      @OUCH50-2.1-01
      Scenario: A rest changes nothing
        When the member takes a rest
        And the member enters a buy as "it"
        Then "it" is accepted
"""


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    """A project with a protocol of its own, as `ouch-conformance new` makes it."""
    create("demo", [Application("oe", "ouch")], tmp_path)
    desk = Desk(tmp_path / "demo")
    (desk.folder / "pytest.ini").unlink()
    return desk


def test_the_messages_of_ones_own_protocol(own: Desk) -> None:
    """Where the ini file names a profile, its protocol is the one that is meant."""
    run = own.command("fields", "EnterOrder")
    assert run.returncode == 0, run.stderr
    assert "orderBookId" in run.stdout
    assert "EnterOrder" in own.command("steps", "sends", "--protocol", "oe").stdout
    assert own.command("lint").stdout.startswith("1 feature: nothing is wrong\n")


def test_a_scenario_for_ones_own_requirement(own: Desk) -> None:
    """The skeleton goes into the feature that has the section, and cannot run."""
    run = own.command("new-scenario", "OE-1-02")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("features/oe/1_orders.feature:")
    assert own.command("lint").returncode == 4
    assert own.pytest("-q").returncode == 4


def test_ones_own_sentences_are_listed(tmp_path: Path) -> None:
    """A sentence of a conftest has its meaning, its example and its use; the page of the suite does not have it."""
    desk = Desk(tmp_path)
    (tmp_path / "conftest.py").write_text(STEPS)
    desk.write(RESTS)
    said = desk.command("steps", "rest").stdout
    assert "When {member:Member} takes a rest\n    Do nothing at all.\n" in said
    assert "example     When the member takes a rest\n                # nasdaq-ouch-5.0/mine.feature:5\n" in said
    assert "used        1 time: nasdaq-ouch-5.0/mine.feature:5\n" in said
    assert "async def rests():" in (desk.command("steps", "--glue", "glue.py"), tmp_path / "glue.py")[1].read_text()
    desk.command("steps", "--markdown", "steps.md")
    assert "takes a rest" not in (tmp_path / "steps.md").read_text()


def test_outside_any_project_the_suites_own_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No ini file is needed to look something up."""
    monkeypatch.chdir(tmp_path)
    assert main(["fields"]) == 0
    assert capsys.readouterr().out.startswith("EnterOrder, section 2.1: the member sends it\n")
