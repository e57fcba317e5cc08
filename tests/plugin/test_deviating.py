"""A run held against a list of known deviations: what is green, what is red, and what a partial run cannot know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Project, lines_of
from .test_exit_status import PROFILE

FEATURE = """
    Feature: Rules

      @OUCH50-2.1-01
      Scenario: One is broken
        Then it is broken

      @OUCH50-2.1-02
      Scenario: One holds
        Then it holds

      @OUCH50-2.1-12
      Scenario: A derived one is broken
        Then it is broken
"""
PLACE = "nasdaq-ouch-5.0/1_rules.feature"
BROKEN = f"OUCH50-2.1-01@{PLACE}::one-is-broken"
HOLDS = f"OUCH50-2.1-02@{PLACE}::one-holds"
DERIVED = f"OUCH50-2.1-12@{PLACE}::a-derived-one-is-broken"


def entry(check: str, **values: str) -> str:
    """One entry; `observed` is what a violated rule of these tests observes."""
    told = {"verdict": '"fail"', "observed": '"something else"', "reason": '"known"', "owner": '"us"'}
    told |= {"expires": "2999-12-31", **values}
    return "\n".join(["[[deviation]]", f'check = "{check}"', *(f"{name} = {value}" for name, value in told.items())])


def run(project: Project, *entries: str, options: tuple[str, ...] = ()) -> pytest.RunResult:
    """A run against a list of these entries."""
    (project.pytester.path / "known.toml").write_text("\n".join(entries) + "\n")
    project.feature(FEATURE)
    return project.run("--ouch-deviations=known.toml", *options)


def listed(result: pytest.RunResult) -> str:
    """What the closing lines say of the list."""
    (line,) = lines_of(result, "deviations ")
    return line.removeprefix("deviations").strip()


def test_a_listed_check_that_fails_as_pinned_is_a_known_deviation(project: Project) -> None:
    """It is xfailed, counted, and costs no status; the last line says that there is one."""
    result = run(project, entry(BROKEN))

    result.assert_outcomes(passed=2, xfailed=1)
    assert lines_of(result, "scenarios ") == ["scenarios  3 selected = 1 pass + 1 known deviation + 1 warning"]
    assert lines_of(result, "checks ") == ["checks     3 selected = 1 pass + 1 known deviation + 1 warning"]
    assert listed(result) == "1 listed = 1 known"
    assert lines_of(result, "exit status") == ["exit status 0:  conforming, but for 1 known deviation"]
    assert result.ret == 0


def test_without_the_list_it_fails(project: Project) -> None:
    """The same run without its list is not conforming."""
    project.feature(FEATURE)
    result = project.run()
    assert result.ret == 1
    assert not lines_of(result, "deviations ")


def test_the_profile_may_name_the_list(project: Project) -> None:
    """[deviations] path is relative to the profile; the option on the command line takes its place."""
    folder = project.pytester.path / "venues"
    folder.mkdir()
    (folder / "mine.toml").write_text(PROFILE + '[deviations]\npath = "mine.known.toml"\n')
    (folder / "mine.known.toml").write_text(entry(BROKEN))
    project.feature(FEATURE)

    assert project.run("--ouch-profile=venues/mine.toml").ret == 0
    (project.pytester.path / "other.toml").write_text("# nothing is known\n")
    assert project.run("--ouch-profile=venues/mine.toml", "--ouch-deviations=other.toml").ret == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (entry(BROKEN) + "\n" + entry(HOLDS), "listed as fail, and the check says pass now: a"),
        (
            entry(BROKEN, observed='"another thing"'),
            "listed with 'another thing', and the check observed 'something else'",
        ),
        (
            entry(BROKEN, verdict='"inconclusive"'),
            "listed as inconclusive, and the check says fail now: something else",
        ),
        (entry(BROKEN, expires="2020-12-31"), "the entry expired on 2020-12-31"),
    ],
)
def test_an_entry_that_does_not_hold_is_a_stale_deviation(project: Project, text: str, why: str) -> None:
    """Passing, another observation, another verdict, a day that is over: red, with the entry's place, and status 1."""
    result = run(project, text)

    assert result.ret == 1
    assert "1 stale deviation" in lines_of(result, "scenarios ")[0]
    assert " 1 stale" in listed(result)
    result.stdout.fnmatch_lines(["stale deviation: *", f"  listed *{why}*(*known.toml:*)"])


def test_a_warning_may_be_listed(project: Project) -> None:
    """A violated derived requirement is the same entry in a strict run and in another."""
    both = (entry(BROKEN), entry(DERIVED))
    for options in ((), ("--ouch-strict",)):
        result = run(project, *both, options=options)
        assert lines_of(result, "scenarios ") == ["scenarios  3 selected = 1 pass + 2 known deviation"]
        assert result.ret == 0


GHOST = f"OUCH50-2.1-01@{PLACE}::no-such-scenario"
NOBODYS = f"OUCH50-9.9-99@{PLACE}::one-holds"


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (GHOST, "no scenario of the suite has that id"),
        (NOBODYS, "no catalogue of the run holds that requirement"),
    ],
)
def test_an_entry_of_no_check_is_a_stale_deviation(project: Project, check: str, why: str) -> None:
    """What matches nothing is told at its line, counted, and costs status 1 though no scenario is red."""
    result = run(project, entry(BROKEN), entry(check))

    result.assert_outcomes(passed=2, xfailed=1)
    assert [line for line in result.outlines if line.endswith(f"known.toml:8: {check}: {why}")]
    assert lines_of(result, "checks ") == [
        "checks     4 selected = 1 pass + 1 known deviation + 1 warning + 1 stale deviation"
    ]
    assert listed(result) == "2 listed = 1 known + 1 stale"
    assert result.ret == 1


@pytest.mark.parametrize(
    "options", [("-k", "holds"), (f"features/{PLACE}::One holds",), ("features/nasdaq-ouch-5.0/2_more.feature",)]
)
def test_a_partial_run_says_nothing_about_what_it_did_not_select(project: Project, options: tuple[str, ...]) -> None:
    """Entries of scenarios that were left out are not stale, nor is one that belongs to no scenario of this run."""
    project.feature(FEATURE.replace("OUCH50-2.1-12", "OUCH50-2.1-13"), "nasdaq-ouch-5.0/2_more.feature")
    others = [entry("OUCH50-2.1-01@nasdaq-ouch-5.0/2_more.feature::one-is-broken")] if "2_more" in options[0] else []
    result = run(
        project, entry(BROKEN), entry(GHOST), entry(BROKEN.replace("1_rules", "3_none")), *others, options=options
    )

    assert result.ret == 0
    assert "3 not judged in this run" in listed(result)


def test_a_partial_run_tells_what_is_stale_among_what_it_selected(project: Project) -> None:
    """A selected check that passes now is stale in a partial run, too."""
    result = run(project, entry(BROKEN), entry(HOLDS), options=("-k", "holds"))

    assert result.ret == 1
    assert listed(result) == "2 listed = 1 stale + 1 not judged in this run"


def test_slow_scenarios_that_the_profile_leaves_out_do_not_make_a_run_partial(project: Project) -> None:
    """With [time] checks = false the run is whole: an id that does not exist is told, one of a slow scenario is not."""
    project.pytester.makefile(".toml", mine=PROFILE + "checks = false\n")
    project.feature(FEATURE.replace("@OUCH50-2.1-12", "@OUCH50-2.1-12 @cost:slow"))
    (project.pytester.path / "known.toml").write_text("\n".join([entry(BROKEN), entry(DERIVED), entry(GHOST)]))

    result = project.run("--ouch-profile=mine.toml", "--ouch-deviations=known.toml")

    assert listed(result) == "3 listed = 1 known + 1 stale + 1 not judged in this run"
    assert result.ret == 1


def test_what_a_listed_failure_keeps_from_being_judged_may_be_listed(project: Project) -> None:
    """A tag behind a known failure is pinned as inconclusive; unlisted it leaves the run incomplete."""
    feature = """
        Feature: Rules
          @OUCH50-2.1-01 @SOUP-F1
          Scenario: One is broken
            Then only the order is broken
            And it holds
    """
    project.conftest(
        """
        @then("only the order is broken", judges=("OUCH50-*",))
        async def _(world):
            '''It is not as the rule says.'''
            outcome = Outcome(Result.VIOLATED, "it holds", "the rule", "something else", proof="marker")
            world.outcomes.append(outcome)
            raise Unmet(outcome)
        """
    )
    project.feature(feature)
    behind = f"SOUP-F1@{PLACE}::one-is-broken"
    open_ = entry(behind, verdict='"inconclusive"', observed='"the scenario ended at line *"')
    (project.pytester.path / "one.toml").write_text(entry(BROKEN))
    (project.pytester.path / "both.toml").write_text(entry(BROKEN) + "\n" + open_)

    assert project.run("--ouch-deviations=one.toml").ret == 6
    assert project.run("--ouch-deviations=both.toml").ret == 0


def test_a_fault_of_the_suite_is_no_deviation(project: Project) -> None:
    """Where the suite stumbles the list is not asked."""
    project.scenario("Then it holds", "When the suite stumbles", title="One holds", tags="@OUCH50-2.1-02")
    (project.pytester.path / "known.toml").write_text(entry(HOLDS))

    result = project.run("--ouch-deviations=known.toml")

    assert result.ret == 3
    assert listed(result) == "1 listed = 1 not judged in this run"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry("nonsense"), "known.toml:2: check = 'nonsense'; an id as a run prints it is expected*"),
        (entry(BROKEN, verdict='"pass"'), "known.toml:3: verdict = 'pass'; one of fail, warning, inconclusive*"),
        ("[[deviation]", "known.toml:1: no valid TOML: *"),
    ],
)
def test_a_malformed_list_is_a_usage_error(project: Project, text: str, message: str) -> None:
    """One message with file and line, status 4, and nothing runs."""
    result = run(project, text)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = [line for line in result.errlines if line]
    assert line.startswith("ERROR: ")
    result.stderr.fnmatch_lines([f"ERROR: */{message}"])
    assert not lines_of(result, "scenarios ")


def test_a_list_that_is_not_there_is_a_usage_error(project: Project) -> None:
    """A wrong path is not an empty list."""
    project.feature(FEATURE)
    result = project.run("--ouch-deviations=nix.toml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: */nix.toml: the deviations cannot be read: No such file or directory"])


def allure(project: Project, name: str) -> dict[str, Any]:
    """The Allure result of a scenario."""
    folder = project.pytester.path / "reports" / "allure-results"
    results = [json.loads(path.read_text()) for path in folder.glob("*-result.json")]
    return next(each for each in results if each["name"] == name)


def test_allure_shows_a_known_deviation_as_skipped_with_its_reason(project: Project) -> None:
    """Status, label, link to where it is dealt with, and the words of the entry."""
    run(project, entry(BROKEN, link='"https://tracker.example/7"'))

    result = allure(project, "One is broken")

    assert result["status"] == "skipped"
    assert {"name": "verdict", "value": "known deviation"} in result["labels"]
    assert {"type": "issue", "url": "https://tracker.example/7", "name": "known deviation"} in result["links"]
    assert result["statusDetails"]["known"] is True
    assert "listed       known (us, until 2999-12-31, https://tracker.example/7; " in result["statusDetails"]["message"]


def test_allure_shows_a_stale_deviation_as_failed(project: Project) -> None:
    """What is listed and passes now is red."""
    run(project, entry(BROKEN), entry(HOLDS))

    result = allure(project, "One holds")

    assert result["status"] == "failed"
    assert {"name": "verdict", "value": "stale deviation"} in result["labels"]


def test_the_stream_says_what_a_listed_check_found(project: Project) -> None:
    """The verdict without the list, the entry, and why it is stale; entries of no check stand in the last event."""
    run(project, entry(BROKEN), entry(GHOST))

    events = [json.loads(line) for line in (project.pytester.path / "reports" / "events.jsonl").open()]

    checks = {event["id"]: event for event in events if event["event"] == "check"}
    assert checks[BROKEN]["verdict"] == "known deviation"
    assert checks[BROKEN]["listed"]["found"] == "fail"
    assert checks[BROKEN]["listed"]["why"] == ""
    assert checks[BROKEN]["listed"]["deviation"]["expires"] == "2999-12-31"
    assert checks[HOLDS]["listed"] is None
    (told,) = events[-1]["stale_deviations"]
    assert told.endswith(f"known.toml:8: {GHOST}: no scenario of the suite has that id")
