"""Runs that pytest-xdist spreads over several processes: the parts add up to one run."""

from __future__ import annotations

import json

from .conftest import Project, lines_of
from .test_deviating import BROKEN, GHOST, entry

FEATURE = """
    Feature: Rules

      @OUCH50-2.1-01
      Scenario: One is broken
        Then it is broken

      @OUCH50-2.1-02
      Scenario: One holds
        Then it holds

      @OUCH50-2.1-10
      Scenario: One is a question
        Then it holds
"""


def test_the_traceability_is_that_of_all_workers(project: Project) -> None:
    """One file, with the checks of every worker and the facts of the run; the sums close, and the status is theirs.

    One page for the job, too, and one matrix.
    """
    project.feature(FEATURE)

    result = project.run_apart("-n", "2", "--ouch-html=page.html", "--ouch-summary=job.md")

    trace = json.loads((project.pytester.path / "reports" / "traceability.json").read_text("utf-8"))
    verdicts = {row["id"]: row["verdict"] for row in trace["requirements"] if row["state"] == "tested"}
    assert verdicts == {"OUCH50-2.1-01": "fail", "OUCH50-2.1-02": "pass", "OUCH50-2.1-10": "observed"}
    assert trace["run"]["profile"] == "Reference venue"
    sums = "scenarios  3 selected = 1 pass + 1 observed + 1 fail"
    assert lines_of(result, "scenarios ") == [sums]
    page, job = ((project.pytester.path / name).read_text("utf-8") for name in ("page.html", "job.md"))
    assert sums in page
    assert (job.count("\n## ") + job.startswith("## "), job.count(sums)) == (1, 1)
    assert result.ret == 1


def test_the_list_of_deviations_holds_in_every_worker(project: Project) -> None:
    """A known deviation is one wherever it ran, and an entry of no check is told once."""
    project.feature(FEATURE)
    (project.pytester.path / "known.toml").write_text(entry(BROKEN))

    assert project.run_apart("-n", "2", "--ouch-deviations=known.toml").ret == 0

    (project.pytester.path / "known.toml").write_text(entry(BROKEN) + "\n" + entry(GHOST))
    result = project.run_apart("-n", "2", "--ouch-deviations=known.toml")

    assert len([line for line in result.outlines if line.endswith("no scenario of the suite has that id")]) == 1
    assert lines_of(result, "deviations ") == ["deviations      2 listed = 1 known + 1 stale"]
    assert lines_of(result, "checks ") == [
        "checks     4 selected = 1 pass + 1 observed + 1 known deviation + 1 stale deviation"
    ]
    assert result.ret == 1


def test_a_folder_of_somebody_elses_is_refused_over_workers(project: Project) -> None:
    """As without workers: what no run wrote is not replaced, and the status is that of a wrong usage."""
    project.feature(FEATURE)
    mine = project.pytester.path / "reports" / "allure-results" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")

    result = project.run_apart("-n", "2")

    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: --ouch-results: *'mine.txt', which is no Allure result*"])
    assert mine.read_text() == "mine"
