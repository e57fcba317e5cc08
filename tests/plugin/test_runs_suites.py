"""The shipped features in any repository: `--ouch-suite`."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from .conftest import INI, Project, lines_of
from .test_deviating import entry

FILE = "soupbintcp-3.00/2.1_debug.feature"
OPTIONS = ("--ouch-defect=debug-answered", "--ouch-suite=soupbintcp-3.00")
RERUN = f'rerun          pytest {" ".join(OPTIONS)} "{FILE}::'


@pytest.fixture
def repository(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A repository that knows nothing of the suite, with one test that fails."""
    monkeypatch.chdir(pytester.path)
    pytester.makepyfile(test_of_its_own="def test_unrelated(): assert False\n")
    return Project(pytester)


def collected(result: pytest.RunResult) -> set[str]:
    """The files that a run collected from, protocol and file."""
    return {line.partition("::")[0] for line in result.outlines if "::" in line}


def test_the_shipped_features_are_collected_and_nothing_else(repository: Project) -> None:
    """The suite's name brings its features and the session's; the repository's own tests are left alone."""
    result = repository.run_apart("--ouch-suite=nasdaq-ouch-5.0", "--collect-only", "-q", "-p", "no:cacheprovider")

    files = collected(result)
    assert result.ret == 0
    assert {"nasdaq-ouch-5.0/2.3_cancel_order.feature", "soupbintcp-3.00/2.3.4_logout.feature"} <= files
    assert {file.partition("/")[0] for file in files} == {"nasdaq-ouch-5.0", "soupbintcp-3.00"}
    result.stdout.no_fnmatch_line("*asyncio_default_fixture_loop_scope*")


def test_a_later_session_brings_what_it_is_built_on(repository: Project) -> None:
    """The suite of SoupBinTCP 4.10 is its own features and those of 3.00 and 4.00, at a venue that speaks it."""
    result = repository.run_apart("--ouch-suite=soupbintcp-4.10", "--collect-only", "-q", "-p", "no:cacheprovider")

    assert result.ret == 0
    assert {file.partition("/")[0] for file in collected(result)} == {
        "soupbintcp-3.00",
        "soupbintcp-4.00",
        "soupbintcp-4.10",
    }


def test_they_run_beside_the_users_own_features_and_steps(repository: Project) -> None:
    """Features below `ouch_features`, with steps of the user's conftest, are part of the same run and the same sum."""
    repository.pytester.makeini(INI)
    repository.conftest()
    repository.scenario("Given a venue", "When something happens", "Then it holds")

    result = repository.run_apart("--ouch-suite=soupbintcp-3.00", "features", FILE)

    assert result.ret == 0
    assert lines_of(result, "scenarios") == ["scenarios  5 selected = 5 pass"]


def test_a_node_id_runs_one_scenario_again(repository: Project) -> None:
    """What the failure text gives for a shipped scenario is a command that runs it as it was run, and nothing else."""
    broken = repository.run_apart(*OPTIONS, FILE)
    (line, *_) = [line for line in broken.outlines if line.startswith(RERUN)] or [""]

    again = repository.run_apart(*shlex.split(line)[2:])

    assert line
    assert again.ret == 1
    assert lines_of(again, "scenarios") == ["scenarios  1 selected = 1 fail"]


def test_a_suite_brings_its_own_reference_venue(repository: Project) -> None:
    """Without a profile the suite of a protocol runs against the reference venue of that protocol."""
    result = repository.run_apart("--ouch-suite=nasdaq-ouch-4.2", "nasdaq-ouch-4.2/2.3_cancel_order.feature")

    assert result.ret == 0
    assert "Reference venue" in _facts(repository.pytester.path)


def _facts(folder: Path) -> str:
    return (folder / "reports" / "events.jsonl").read_text().partition("\n")[0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--ouch-suite=nasdaq-ouch-6"], "*--ouch-suite 'nasdaq-ouch-6' does not exist*nasdaq-ouch-5.0*"),
        (
            ["--ouch-suite=nasdaq-ouch-5.0", "--ouch-suite=nasdaq-ouch-4.2"],
            "*--ouch-suite nasdaq-ouch-4.2 contradicts the profile *: each protocol takes a run of its own*",
        ),
    ],
    ids=["unknown", "two protocols"],
)
def test_a_suite_that_cannot_run_is_refused(repository: Project, options: list[str], told: str) -> None:
    """A misspelled suite, and one that the profile leaves out, is a wrong usage and never a quiet run."""
    result = repository.run_apart(*options)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([told])


def test_a_listed_check_of_no_scenario_is_told_in_a_whole_suite(repository: Project) -> None:
    """A run of all features of the suite's protocols knows that an entry belongs to none of them."""
    ghost = entry("SAMPLE-1-01@sample-ouch/1_orders.feature::no-such-scenario")
    (repository.pytester.path / "known.toml").write_text(ghost + "\n")

    result = repository.run_apart("--ouch-suite=sample-ouch", "--ouch-deviations=known.toml")

    assert [line for line in result.outlines if line.endswith("no scenario of the suite has that id")]
    assert result.ret == 1
