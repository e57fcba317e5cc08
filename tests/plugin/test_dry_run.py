"""`--ouch-dry-run`: what is said of a run that did not take place, and what it refuses."""

from __future__ import annotations

import pytest

from ouch_conformance.plugin.index import StepIndex, sentence_definitions
from ouch_conformance.plugin.limits import beyond
from ouch_conformance.plugin.source import read_feature
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.spec.resources import data_root

from .conftest import Project

PROFILE = (data_root() / "profiles" / "reference-nasdaq-ouch-5.0.toml").read_text("utf-8")
NO_PASS = "a dry run: no venue was asked, nothing was judged, and this is no pass"
RESTING = 'Given a resting buy of {} shares at {} as "the buy"'


def told(project: Project, *options: str, status: int = 0) -> list[str]:
    """The lines of a dry run behind its heading, or its errors."""
    result = project.run("--ouch-dry-run", *options)
    assert result.ret == status
    lines = result.errlines if status else result.outlines
    start = 0 if status else next(place for place, line in enumerate(lines) if "OUCH dry run" in line) + 1
    return [line for line in lines[start:] if line and not line.startswith("===")]


def profile(project: Project, *changes: tuple[str, str]) -> str:
    """The option that names the reference profile with some changes."""
    text = PROFILE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (project.pytester.path / "venue.toml").write_text(text)
    return "--ouch-profile=venue.toml"


def test_nothing_runs_and_nothing_passes(project: Project) -> None:
    """No step is called, no result is written, and the output says that it is no pass."""
    project.scenario('When "ran" is noted', "Then it holds")
    assert told(project) == ["scenarios  1 selected = 1 would run", NO_PASS]
    assert project.trace == []
    assert not (project.pytester.path / "reports").exists()


def test_what_does_not_apply_or_cannot_be_tested_is_counted(project: Project) -> None:
    """Each scenario is counted once, with the rule or the prerequisite, and the sum closes."""
    project.feature(
        """
        Feature: Rules

          @OUCH50-2.1-01
          Scenario Outline: It holds for <what>
            Then it holds

            Examples:
              | what | comment |
              | one  | a row   |
              | two  | another |

          @OUCH50-2.1-01 @pics:retail
          Scenario: It holds for retail
            Then it holds

          @OUCH50-2.1-01
          Scenario: It holds for member C
            Given member C is logged in
            Then it holds
        """
    )
    without = profile(project, ('[accounts.C]\nuser = "MEMC"\npassword = "charlie"\nfirm = "FRMC"\n', ""))
    assert told(project, without) == [
        "scenarios  4 selected = 2 would run + 1 not applicable + 1 not testable",
        "     1 not applicable: needs the feature 'retail': the profile declares retail = false",
        "     1 not testable: there is no [accounts.C]",
        NO_PASS,
    ]


def test_the_lint_refuses_it_as_it_refuses_a_run(project: Project) -> None:
    """A misspelt step is status 4, in the words of a run."""
    project.scenario("Given a venu", "Then it holds")
    dry = told(project, status=4)
    assert (
        "features/nasdaq-ouch-5.0/1_rules.feature:4: undefined step 'Given a venu'; did you mean 'Given a venue'?"
        in dry
    )
    assert dry == [line for line in project.run().errlines if line]


def test_a_profile_that_is_wrong_is_told(project: Project) -> None:
    """A profile is read as for a run."""
    project.scenario("Then it holds")
    assert "unknown key 'patiense' in [time]" in "\n".join(
        told(project, profile(project, ("patience", "patiense")), status=4)
    )


@pytest.mark.parametrize(
    ("shares", "price", "changes", "problem"),
    [
        (
            "1,000,100",
            "9.90",
            (),
            "1,000,100 shares would be 1,000,100 at this venue: its max-quantity is 999,999",
        ),
        (
            "100",
            "0.90",
            (('base-price = "10.00"', 'base-price = "2.00"'),),
            "the price 0.90 would be -71,000 on the wire: 'price' holds 0 to 18,446,744,073,709,551,615",
        ),
    ],
)
def test_a_value_that_the_venue_has_no_room_for(
    project: Project, shares: str, price: str, changes: tuple[tuple[str, str], ...], problem: str
) -> None:
    """What a profile's limits and scale make of a value is found at its line, before a venue refuses it."""
    project.scenario(RESTING.format(shares, price), "Then it holds")
    lines = told(project, profile(project, *changes), status=4)
    assert lines == [
        "ERROR: the features do not fit the profile: 1 problem",
        f"features/nasdaq-ouch-5.0/1_rules.feature:4: {problem}; take a value that the profile allows, or max, max+1",
    ]


def test_a_value_in_a_table_is_held_against_the_limits_too(project: Project) -> None:
    """A cell beyond the limit is found; one that says max+1, or the number of the wire, is beyond it on purpose."""
    enters = 'When the member enters a buy as "it"'
    cells = ("5,000,000", "max+1", "raw 1000000")
    tables = [line for cell in cells for line in (enters, "  | quantity |", f"  | {cell} |")]
    project.scenario(*tables, "Then it holds")
    (_, line) = told(project, status=4)
    assert line.startswith("features/nasdaq-ouch-5.0/1_rules.feature:4: the quantity would be 5,000,000 at this venue")


def test_nothing_selected_is_not_clean(project: Project) -> None:
    """Where a selection leaves nothing the status is 5, as for a run."""
    project.scenario("Then it holds")
    assert project.run("--ouch-dry-run", "-k", "nothing").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_plain_tests_are_left_out(project: Project) -> None:
    """A test beside the features does not run either, and that is said."""
    project.scenario("Then it holds")
    project.pytester.makepyfile(test_plain="def test_it():\n    assert False\n")
    assert "1 tests that are no scenarios were left out" in told(project, "features", "test_plain.py")


def test_workers_have_nothing_to_do(project: Project) -> None:
    """With pytest-xdist it is refused."""
    project.scenario("Then it holds")
    assert told(project, "-n", "1", status=4) == ["ERROR: --ouch-dry-run only reads: leave out -n and --dist"]


def test_the_shipped_features_fit_the_reference_profile() -> None:
    """Every profile of a reference venue has room for what the features of its protocol send."""
    index = StepIndex(sentence_definitions())
    profiles = {name: load_profile(builtin_profile(name)) for name in ("nasdaq-ouch-5.0", "nasdaq-ouch-4.2")}
    found = [
        f"{path}:{step.line_number}: {problem}"
        for protocol in profiles
        for path in sorted((data_root() / "features" / protocol).glob("*.feature"))
        for scenario in read_feature(path).scenarios
        for row in scenario.rows()
        for step in scenario.render(row).steps
        for problem in beyond(step, index.find(step.type, step.name)[0], protocol, profiles[protocol])
    ]
    assert found == []


def test_a_run_without_scenarios_is_refused(project: Project) -> None:
    """Plain tests alone are nothing that a dry run could look at."""
    project.pytester.makepyfile(test_plain="def test_it():\n    pass\n")
    assert told(project, "test_plain.py", status=4) == [
        "ERROR: --ouch-dry-run looks at scenarios, and none was selected"
    ]
