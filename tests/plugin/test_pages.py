"""The pages that a run writes when it ends, however it ends."""

from __future__ import annotations

import pytest

from ouch_conformance.plugin import pages

from .conftest import Project, lines_of

FEATURE = """
    Feature: Rules
      @OUCH50-2.1-01
      Scenario: One holds
        Then it holds
      @OUCH50-2.3-01
      Scenario: One is broken
        Then it is broken
"""


def test_both_pages_are_written_and_named(project: Project) -> None:
    """The matrix is one file, the summary is appended to what a job has said before; the log names both."""
    project.feature(FEATURE)
    folder = project.pytester.path
    (folder / "reports").mkdir()
    earlier = [folder / "reports" / name for name in ("compliance.html", "report.html")]
    for each in earlier:
        each.write_text("yesterday's")
    (folder / "job.md").write_text("# The job\n\n")

    result = project.run("--ouch-html=pages/page.html", "--ouch-summary=job.md")

    page, job = (folder / "pages" / "page.html").read_text("utf-8"), (folder / "job.md").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>") and "✘</span> Not conforming" in page
    assert "it holds: expected the rule; observed something else" in page
    assert job.startswith("# The job\n\n## ✘ OUCH conformance: not conforming\n")
    assert "| OUCH50-2.3-01 | fail |" in job
    assert "- Compliance matrix: `pages/page.html`" in job
    for name, file in (("page", "pages/page.html"), ("summary", "job.md")):
        assert lines_of(result, f"{name} ") == [f"{name:<15} {file}"]
    # In their usual places no pages of another run are left that a bundle would take along.
    assert not any(each.exists() for each in earlier)
    assert result.ret == 1


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--ouch-target=127.0.0.1:1", "## ? OUCH conformance: not started: the command line, the profile, a feature"),
        ("-kno-such-scenario", "## ? OUCH conformance: nothing was tested"),
    ],
)
def test_a_run_that_judges_nothing_says_so_on_the_page_of_its_job(project: Project, option: str, words: str) -> None:
    """Refused or empty: the job's page is not silent, and nothing looks like a matrix."""
    project.feature(FEATURE)

    project.run("--ouch-html=page.html", "--ouch-summary=job.md", option)

    assert (project.pytester.path / "job.md").read_text("utf-8").startswith(words)
    assert not (project.pytester.path / "page.html").exists()


def test_a_dry_run_says_nothing(project: Project) -> None:
    """It is no run, and green."""
    project.feature(FEATURE)

    assert project.run("--ouch-dry-run", "--ouch-summary=job.md").ret == 0
    assert not (project.pytester.path / "job.md").exists()


def test_an_interrupted_run_has_both_pages(project: Project) -> None:
    """What was judged so far stands in them, and that it is not all."""
    project.conftest(
        """
        import pytest

        def pytest_runtest_logfinish(nodeid):
            pytest.exit("somebody has seen enough")
        """
    )
    project.feature(FEATURE)

    result = project.run("--ouch-html=page.html", "--ouch-summary=job.md")

    assert result.ret == 2
    page, job = ((project.pytester.path / name).read_text("utf-8") for name in ("page.html", "job.md"))
    assert job.startswith("## ? OUCH conformance: interrupted\n")
    assert "scenarios  2 selected = 1 pass + 1 not run (interrupted)\n" in job
    assert "scenarios  2 selected = 1 pass + 1 not run (interrupted)\n" in page


@pytest.mark.parametrize("option", ["--ouch-html", "--ouch-summary"])
@pytest.mark.parametrize("place", ["file/page", "folder"])
def test_a_page_without_a_place_is_refused_before_the_run(project: Project, option: str, place: str) -> None:
    """One line and status 4: nobody runs an hour for a page that cannot be written."""
    project.feature(FEATURE)
    (project.pytester.path / "folder").mkdir()
    (project.pytester.path / "file").touch()

    result = project.run(f"{option}={place}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {option}: *{place}: a file in a folder is expected"])
    assert project.trace == []
    assert not (project.pytester.path / "reports").exists()


def test_a_page_that_cannot_be_written_in_the_end_changes_no_verdict(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong with a page is a line of its own; the exit status is that of the verdicts."""
    project.feature(FEATURE)
    monkeypatch.setattr(pages, "_page_of", lambda _: 1 / 0)

    result = project.run("--ouch-html=page.html")

    assert lines_of(result, "page ") == [
        "page            page.html: not written, a fault of the suite: ZeroDivisionError: division by zero"
    ]
    assert result.ret == 1
    assert lines_of(result, "exit status 1:") == ["exit status 1:  not conforming"]
