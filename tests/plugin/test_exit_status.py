"""What a run says in the end: pytest's outcomes, the sums, and the exit status, as a shell sees it where it matters."""

from __future__ import annotations

import pytest

from ouch_conformance.venue.embedded import EmbeddedVenue
from tests.profile.profile_text import features

from .conftest import Project, lines_of

PROFILE = f"""
[venue]
name = "Mine"
environment = "test"
reference-venue = true
protocol = "nasdaq-ouch-5.0"
endpoint = "embedded"
[accounts.A]
user = "MEMBRA"
password = "alpha-pass"
firm = "FRMA"
[instruments.main]
symbol = "OUCHA"
exclusive = true
{features()}[time]
patience = 1.0
"""

HELD, BROKEN, OPEN, LENIENT = "it holds", "it is broken", "it stays open", "it is legal in another way"


@pytest.mark.parametrize(
    ("steps", "tag", "word", "status"),
    [
        (("Then it holds",), "@OUCH50-2.1-01", "1 pass", 0),
        (("Then it is legal in another way",), "@OUCH50-2.1-01", "1 pass (lenient)", 0),
        (("Then it holds",), "@OUCH50-2.1-10", "1 observed", 0),
        (("Then it is broken",), "@OUCH50-2.1-10", "1 observed", 0),
        (("Then it is broken",), "@OUCH50-2.1-12", "1 warning", 0),
        (("Then it is broken",), "@OUCH50-2.1-01", "1 fail", 1),
        (("Then it stays open",), "@OUCH50-2.1-01", "1 inconclusive", 6),
        (("When the operator does what nobody can", "Then it holds"), "@OUCH50-2.1-01", "1 not testable", 6),
        (("When the suite stumbles", "Then it holds"), "@OUCH50-2.1-01", "1 harness error", 3),
        (("Then it holds",), "@OUCH50-2.2-16", "1 not applicable", 5),
    ],
)
def test_each_verdict_has_its_exit_status(
    project: Project, steps: tuple[str, ...], tag: str, word: str, status: int
) -> None:
    """One scenario of each verdict: the sum names it, and the run exits with its status."""
    project.scenario(*steps, tags=tag)

    result = project.run()

    assert lines_of(result, "scenarios ") == [f"scenarios  1 selected = {word}"]
    assert lines_of(result, f"exit status {status}:")
    assert result.ret == status


@pytest.mark.parametrize(
    ("then", "tag", "outcome"),
    [
        (HELD, "@OUCH50-2.1-01", {"passed": 1}),
        (BROKEN, "@OUCH50-2.1-12", {"passed": 1}),
        (BROKEN, "@OUCH50-2.1-01", {"failed": 1}),
        (OPEN, "@OUCH50-2.1-01", {"failed": 1}),
        (HELD, "@OUCH50-2.2-16", {"skipped": 1}),
    ],
)
def test_each_verdict_has_its_outcome_in_pytest(project: Project, then: str, tag: str, outcome: dict[str, int]) -> None:
    """pytest counts a scenario as passed, failed or skipped after its verdict."""
    project.scenario(f"Then {then}", tags=tag)

    project.run().assert_outcomes(**outcome)


def test_a_fault_of_the_suite_is_an_error_with_its_traceback(project: Project) -> None:
    """A defect of our own code is counted as an error, and is the one case with a traceback."""
    project.scenario("When the suite stumbles", "Then it holds")

    result = project.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ZeroDivisionError: by nobody's fault but ours"])


def test_the_worst_of_several_verdicts_is_the_exit_status(project: Project) -> None:
    """3 before 1 before 6 before 5 before 0; the sums add up to what was selected."""
    project.feature(
        """
        Feature: F
          @OUCH50-2.1-01
          Scenario: One holds
            Then it holds
          @OUCH50-2.1-01
          Scenario: One stays open
            Then it stays open
          @OUCH50-2.1-01 @OUCH50-2.1-02
          Scenario: One is broken
            Then it is broken
          @OUCH50-2.2-16
          Scenario: One does not apply
            Then it holds
        """
    )

    result = project.run()

    assert lines_of(result, "scenarios ") == [
        "scenarios  4 selected = 1 not applicable + 1 pass + 1 inconclusive + 1 fail"
    ]
    assert lines_of(result, "checks ") == [
        "checks     5 selected = 1 not applicable + 1 pass + 1 inconclusive + 2 fail"
    ]
    assert result.ret == 1
    assert project.run("-k", "open or applies or holds").ret == 6
    assert project.run("-k", "holds or apply").ret == 0


def test_strict_fails_a_violated_derived_requirement(project: Project) -> None:
    """--ouch-strict turns a warning into a failure."""
    project.scenario("Then it is broken", tags="@OUCH50-2.1-12")

    result = project.run("--ouch-strict")

    assert lines_of(result, "scenarios ") == ["scenarios  1 selected = 1 fail"]
    assert result.ret == 1


def test_a_scenario_that_does_not_apply_names_the_rule(project: Project) -> None:
    """A skip says which feature flag it follows from."""
    project.scenario("Then it holds", tags="@OUCH50-2.2-16")

    result = project.run("-rs")

    result.stdout.fnmatch_lines(["*needs the feature 'retail': the profile declares retail = false"])


def test_a_pics_tag_exempts_the_whole_scenario(project: Project) -> None:
    """A flag that the profile declares as false takes the scenario that needs it out of the run."""
    project.scenario("Then it is broken", tags="@OUCH50-2.1-01 @pics:retail")

    result = project.run("-rs")

    result.stdout.fnmatch_lines(["*needs the feature 'retail': the profile declares retail = false"])
    assert result.ret == 5


def test_what_the_profile_accepts_is_not_in_the_exit_status(project: Project) -> None:
    """A missing operator action that the profile accepts by name is skipped and counted, and costs no status."""
    project.pytester.makefile(".toml", mine=PROFILE + '[accept]\nnot-testable = ["halt"]\n')
    project.scenario("When the operator does what nobody can", "Then it holds")

    result = project.run("--ouch-profile", "mine.toml")

    result.assert_outcomes(skipped=1)
    assert lines_of(result, "scenarios ") == ["scenarios  1 selected = 1 not testable"]
    result.stdout.fnmatch_lines(["*1 of the not testable are accepted by the profile"])
    assert result.ret == 5


def test_time_based_checks_are_left_out_where_the_profile_says_so(project: Project) -> None:
    """With [time] checks = false the scenarios of @cost:slow are not selected."""
    project.pytester.makefile(".toml", mine=PROFILE + "checks = false\n")
    project.feature(
        """
        Feature: F
          @OUCH50-2.1-01 @cost:slow
          Scenario: Slow
            Then it is broken
          @OUCH50-2.1-01
          Scenario: Quick
            Then it holds
        """
    )

    result = project.run("--ouch-profile", "mine.toml")

    result.assert_outcomes(passed=1, deselected=1)
    assert result.ret == 0


def test_nothing_selected_is_status_5(project: Project) -> None:
    """A selection that leaves nothing is status 5."""
    project.scenario("Then it holds")

    assert project.run_apart("-k", "nothing").ret == 5


def test_the_statuses_are_those_of_the_process(project: Project) -> None:
    """A shell sees the status of the verdicts, not pytest's own."""
    project.scenario("Then it stays open")

    assert project.run_apart().ret == 6


def test_a_plain_test_that_fails_beside_scenarios_is_status_1(project: Project) -> None:
    """A run of scenarios and plain tests is not conforming where a plain test fails."""
    project.scenario("Then it holds")
    project.pytester.makepyfile(test_plain="def test_plain():\n    assert False\n")

    result = project.run("features", "test_plain.py")

    result.assert_outcomes(passed=1, failed=1)
    assert result.ret == 1


def test_a_run_that_stops_at_the_first_failure_closes_its_sum(project: Project) -> None:
    """With -x what did not run is counted as such."""
    project.feature(
        """
        Feature: F
          @OUCH50-2.1-01
          Scenario: One is broken
            Then it is broken
          @OUCH50-2.1-01
          Scenario: One holds
            Then it holds
        """
    )

    result = project.run("-x")

    result.stdout.fnmatch_lines(["scenarios  2 selected = 1 fail + 1 not run*"])
    assert result.ret == 1


def test_a_fixture_that_fails_is_a_fault_of_the_suite(project: Project) -> None:
    """A scenario whose fixtures fail has a verdict all the same, and its sum closes."""
    project.conftest(
        """
        import pytest

        @pytest.fixture(autouse=True)
        def broken():
            raise OSError("no disk")
        """
    )
    project.scenario("Then it holds")

    result = project.run()

    result.assert_outcomes(errors=1)
    assert lines_of(result, "scenarios ") == ["scenarios  1 selected = 1 harness error"]
    assert result.ret == 3


def test_a_fixture_that_fails_at_its_end_is_a_fault_of_the_suite(project: Project) -> None:
    """A teardown that fails turns the scenario's verdict into a harness error."""
    project.conftest(
        """
        import pytest

        @pytest.fixture(autouse=True)
        def broken():
            yield
            raise OSError("no disk")
        """
    )
    project.scenario("Then it holds")

    assert project.run().ret == 3


def test_a_scenario_that_something_else_skips_is_not_testable(project: Project) -> None:
    """A skip from outside is no pass: the scenario was selected and not judged."""
    project.conftest(
        """
        import pytest

        def pytest_collection_modifyitems(items):
            for item in items:
                item.add_marker(pytest.mark.skip(reason="not today"))
        """
    )
    project.scenario("Then it holds")

    result = project.run()

    assert lines_of(result, "scenarios ") == ["scenarios  1 selected = 1 not testable"]
    assert result.ret == 6


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--ouch-profile", "nix.toml"), "ERROR: */nix.toml: the profile cannot be read: No such file or directory"),
        (
            ("--ouch-protocol", "nasdaq-ouch-5.1"),
            "ERROR: --ouch-protocol 'nasdaq-ouch-5.1' does not exist (nearest: nasdaq-ouch-5.0)*",
        ),
        (("--ouch-target", "nowhere"), "ERROR: --ouch-target: 'nowhere' is no HOST:PORT*"),
        (("--ouch-target", "127.0.0.1:1"), "ERROR: cannot connect to 127.0.0.1:1: connection refused; is the venue *"),
        (("--ouch-target", "nosuch.invalid:7"), "ERROR: cannot connect to nosuch.invalid:7: the host name cannot be*"),
        (
            ("--ouch-target", "127.0.0.1:7", "--ouch-defect", "x"),
            "ERROR: --ouch-defect switches on a defect of the embedded*",
        ),
        (("--ouch-defect", "no-such-defect"), "ERROR: --ouch-defect: unknown defect 'no-such-defect'*"),
        (
            ("--ouch-protocol", "soupbintcp-3.00"),
            "ERROR: there is no reference venue for soupbintcp-3.00: give a profile*",
        ),
    ],
)
def test_a_wrong_target_is_one_message_and_status_4(project: Project, args: tuple[str, ...], message: str) -> None:
    """What is wrong with command line, profile or connection is one message: no traceback, no verdict, nothing run."""
    project.scenario('When "ran" is noted', "Then it holds")

    result = project.run(*args)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    errors = [line for line in result.errlines if line]
    assert len(errors) == 1
    result.stderr.fnmatch_lines([message.replace("[", "[[]")])
    assert not lines_of(result, "scenarios ")
    result.stdout.no_fnmatch_line("*Traceback*")
    assert project.trace == []


def test_a_wrong_password_is_status_4_and_not_printed(project: Project) -> None:
    """The password of a profile that the venue refuses: status 4 before the first scenario, and it is never shown."""
    project.pytester.makefile(".toml", mine=PROFILE.replace("alpha-pass", "wrong-pass"))
    project.scenario('When "ran" is noted', "Then it holds")
    with EmbeddedVenue() as venue:
        result = project.run("--ouch-profile", "mine.toml", "--ouch-target", "{}:{}".format(*venue.address))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: *refuses the login of account A (user MEMBRA, password from the profile itself): not authorized*"]
    )
    assert "wrong-pass" not in result.stdout.str() + result.stderr.str()
    assert project.trace == []


def test_a_profile_contradicts_the_protocol(project: Project) -> None:
    """A protocol beside a profile of another one is refused."""
    project.pytester.makefile(".toml", mine=PROFILE)
    project.scenario("Then it holds")

    result = project.run("--ouch-profile", "mine.toml", "--ouch-protocol", "soupbintcp-3.00")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --ouch-protocol soupbintcp-3.00 contradicts the profile */mine.toml, which is for*"]
    )
