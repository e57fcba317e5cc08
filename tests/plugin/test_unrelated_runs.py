"""Where nobody asks for the plugin it changes nothing and loads nothing."""

from __future__ import annotations

import sys

import pytest

from .conftest import Project

LOADED = """
import sys

def test_nothing_of_the_suite_is_loaded():
    ours = sorted(name for name in sys.modules if name.startswith("ouch_conformance"))
    assert ours == ["ouch_conformance", "ouch_conformance.plugin"]
"""

PLAIN = """
import pytest

def test_passes(): pass
def test_fails(): assert False
@pytest.mark.skip
def test_skipped(): pass
"""


def test_a_run_without_roots_and_options_loads_two_empty_modules(pytester: pytest.Pytester) -> None:
    """Without a features root or an option nothing but the registration of the options is imported."""
    pytester.makepyfile(LOADED)

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1)
    assert not (pytester.path / "reports").exists()


def test_plain_tests_below_a_root_load_no_more(project: Project) -> None:
    """A run of plain tests in a project that has features loads nothing of the suite either."""
    (project.pytester.path / "conftest.py").unlink()
    project.pytester.makepyfile(test_plain=LOADED)

    result = project.pytester.runpytest_subprocess("test_plain.py")

    result.assert_outcomes(passed=1)
    assert not (project.pytester.path / "reports").exists()


def test_exit_status_and_output_stay_as_they_are(pytester: pytest.Pytester) -> None:
    """With and without the plugin an unrelated run prints the same and exits with the same status."""
    pytester.makepyfile(PLAIN)
    (pytester.path / "x.feature").write_text("Feature: nobody collects this\n")

    with_it = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--no-header")
    without = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--no-header", "-p", "no:ouch_conformance")

    assert with_it.ret == without.ret == 1
    assert with_it.outlines[:-1] == without.outlines[:-1]


def test_stock_pytest_bdd_scenarios_run_as_before(pytester: pytest.Pytester) -> None:
    """A project that uses pytest-bdd in its own way keeps doing so."""
    pytester.makepyfile(
        """
        import pytest_bdd

        pytest_bdd.scenarios("x.feature")

        @pytest_bdd.given("a step")
        def _(): pass
        """
    )
    (pytester.path / "x.feature").write_text("Feature: X\n  Scenario: S\n    Given a step\n")

    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_the_options_are_in_the_help(pytester: pytest.Pytester) -> None:
    """pytest --help lists what the plugin understands."""
    result = pytester.run(sys.executable, "-m", "pytest", "--help")

    result.stdout.fnmatch_lines(["OUCH conformance:", "  --ouch-profile*FILE*", "  --ouch-target*HOST:PORT*"])


def test_an_option_without_features_is_refused(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pytest takes an option's path for the place of the ini file, the run says so and tests nothing else."""
    elsewhere = pytester.mkdir("elsewhere")
    project = pytester.mkdir("project")
    (project / "pytest.ini").write_text("[pytest]\nouch_features = features\n")
    monkeypatch.chdir(project)

    result = pytester.runpytest_subprocess("--ouch-results", str(elsewhere))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: no ini file names features*: rootdir is *, ini file none; write paths with =*"]
    )
