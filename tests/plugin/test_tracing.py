"""The traceability that a run leaves behind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Project, lines_of


def rows(project: Project) -> dict[str, dict[str, Any]]:
    """The requirements of the last run, by id."""
    trace = json.loads((project.pytester.path / "reports" / "traceability.json").read_text("utf-8"))
    return {row["id"]: row for row in trace["requirements"]}


FEATURE = """
    Feature: Rules

      @OUCH50-2.1-01
      Scenario: One holds
        Then it holds

      @OUCH50-2.1-01 @OUCH50-2.1-02
      Scenario: One is broken
        Then it is broken

      @OUCH50-2.3-01
      Scenario: One is never reached
        When the operator does what nobody can
        Then it holds

      @OUCH50-2.2-16
      Scenario: One does not apply
        Then it holds

      @OUCH50-2.1-10
      Scenario: One is a question
        Then it holds
"""


def test_a_run_writes_what_became_of_each_requirement(project: Project) -> None:
    """A check that fired makes a requirement tested; not reached, not applicable and not run are told apart."""
    project.feature(FEATURE)

    result = project.run()

    found = rows(project)
    states = {name: (row["state"], row["verdict"]) for name, row in found.items() if row["checks"]}
    assert states == {
        "OUCH50-2.1-01": ("tested", "fail"),
        "OUCH50-2.1-02": ("tested", "fail"),
        "OUCH50-2.3-01": ("not reached", "not testable"),
        "OUCH50-2.2-16": ("not applicable", "not applicable"),
        "OUCH50-2.1-10": ("tested", "observed"),
    }
    assert found["OUCH50-2.2-01"]["state"] == "not in this run"
    assert found["SOUP-L1"]["state"] == "filed"
    assert found["OUCH50-2.1-02"]["defects"] == ["quantity-zero-accepted", "quantity-million-accepted"]
    assert found["OUCH50-2.6-01"]["points"] == ["c"]
    (line,) = lines_of(result, "traceability ")
    assert line.startswith("traceability    reports/traceability.json: ")
    assert " = 3 tested + 1 not reached + 1 not applicable + " in line


def test_a_run_writes_the_behaviour_sheet(project: Project) -> None:
    """A question of level observe stands there with what the venue did."""
    project.feature(FEATURE)
    project.run("-k", "question")

    trace = json.loads((project.pytester.path / "reports" / "traceability.json").read_text("utf-8"))

    (asked,) = trace["behaviour"]
    assert asked["question"] == "How does the venue answer an order with 0 shares, or with 1,000,000 and more?"
    assert asked["answers"] == [
        {
            "scenario": "nasdaq-ouch-5.0/1_rules.feature::one-is-a-question",
            "verdict": "observed",
            "observed": "a",
            "proof": "marker",
        }
    ]


def test_the_report_says_where_the_traceability_lies(project: Project) -> None:
    """Allure's environment names the file and its counts."""
    project.feature(FEATURE)
    project.run("-k", "holds")

    properties = (project.pytester.path / "reports" / "allure-results" / "environment.properties").read_text("utf-8")

    assert "\ntraceability = reports/traceability.json: " in properties


def test_the_stream_says_which_checks_fired(project: Project) -> None:
    """A reader of the events can tell a verdict of a predicate from one that stands for its absence."""
    project.feature(FEATURE)
    project.run()

    events = [json.loads(line) for line in (project.pytester.path / "reports" / "events.jsonl").open()]

    fired = {event["requirement"]: event["fired"] for event in events if event["event"] == "check"}
    assert {name for name, told in fired.items() if not told} == {"OUCH50-2.3-01", "OUCH50-2.2-16"}


def test_a_refused_run_writes_none(project: Project) -> None:
    """What was refused before its first scenario leaves no file that looks like a result."""
    project.feature(FEATURE)

    assert project.run("--ouch-target", "127.0.0.1:1").ret == pytest.ExitCode.USAGE_ERROR

    assert not (project.pytester.path / "reports" / "traceability.json").exists()


def test_strict_changes_the_verdict_of_derived_requirements_and_nothing_else(project: Project) -> None:
    """The same run, strict and not: only a violated derived requirement differs; lenient passes are counted."""
    project.feature(
        """
        Feature: Rules
          @OUCH50-2.1-01
          Scenario: A must is broken
            Then it is broken
          @OUCH50-2.1-12
          Scenario: A derived one is broken
            Then it is broken
          @OUCH50-2.1-13
          Scenario: A derived one holds
            Then it holds
          @OUCH50-2.2-17
          Scenario: A derived one is held in another way
            Then it is legal in another way
          @OUCH50-2.1-02
          Scenario: A must is held in another way
            Then it is legal in another way
          @OUCH50-2.3-07
          Scenario: A derived one stays open
            Then it stays open
          @OUCH50-2.1-10
          Scenario: A question
            Then it is broken
          @OUCH50-2.1-10
          Scenario: A question with another legal answer
            Then it is legal in another way
        """
    )
    sums = {}
    verdicts = {}
    for option in ((), ("--ouch-strict",)):
        result = project.run(*option)
        sums[option] = lines_of(result, "scenarios ")
        verdicts[option] = {name: row["verdict"] for name, row in rows(project).items() if row["checks"]}

    assert sums[()] == [
        "scenarios  8 selected = 1 pass + 2 observed + 2 pass (lenient) + 1 warning + 1 inconclusive + 1 fail"
    ]
    assert sums[("--ouch-strict",)] == [
        "scenarios  8 selected = 1 pass + 2 observed + 2 pass (lenient) + 1 inconclusive + 2 fail"
    ]
    changed = {name: verdict for name, verdict in verdicts[("--ouch-strict",)].items() if verdicts[()][name] != verdict}
    assert changed == {"OUCH50-2.1-12": "fail"}


def test_a_lenient_pass_is_a_pass_in_pytest(project: Project) -> None:
    """Another legal outcome is green, strict or not, and the run conforms."""
    project.scenario("Then it is legal in another way", tags="@OUCH50-2.1-12")

    for option in ((), ("--ouch-strict",)):
        result = project.run(*option)
        result.assert_outcomes(passed=1)
        assert result.ret == 0
