"""The lint within a run: everything wrong is told at once, before anything runs."""

from __future__ import annotations

import pytest

from ouch_conformance.spec.library import protocol_names

from .conftest import Project

FOLDERS = ", ".join(protocol_names())
BAD = """
    Feature: Rules

      @OUCH50-2.1-01
      Scenario: A rule
        Given a venu
        Then it holds

      @OUCH50-2.1-1
      Scenario: A rule
        When "ran" is noted
        Then it holds
"""


def test_all_findings_are_one_usage_error(project: Project) -> None:
    """Findings of all files are told together as file:line, nothing runs, and the status is 4."""
    project.feature(BAD)
    project.feature("Feature: F\n  Scenario: Test it\n    Then it holds\n", "soupbintcp-3.00/2.1_x.feature")

    result = project.run()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if line] == [
        "ERROR: the features cannot be run: 5 problems",
        "features/nasdaq-ouch-5.0/1_rules.feature:5: undefined step 'Given a venu'; did you mean 'Given a venue'?",
        "features/nasdaq-ouch-5.0/1_rules.feature:8: unknown requirement @OUCH50-2.1-1; did you mean @OUCH50-2.1-13?",
        "features/nasdaq-ouch-5.0/1_rules.feature:9: the title 'A rule' stands at line 4 already; "
        "a title is unique in its file, also across rules: it is part of the check id",
        "features/soupbintcp-3.00/2.1_x.feature:2: a scenario without a requirement; "
        "a tag names what it judges, as @OUCH50-2.2-04",
        "features/soupbintcp-3.00/2.1_x.feature:2: the title starts with 'Test'; a title states the rule",
    ]
    assert project.trace == []


def test_a_collection_alone_is_linted_too(project: Project) -> None:
    """--collect-only refuses a bad feature as a run does."""
    project.feature(BAD)

    assert project.run("--collect-only").ret == pytest.ExitCode.USAGE_ERROR


def test_a_selection_does_not_hide_a_finding(project: Project) -> None:
    """What -k leaves out is linted all the same: the file is wrong."""
    project.feature(BAD)

    assert project.run("-k", "nothing").ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "nasdaq-ouch-5.1/1_rules.feature",
            "features/nasdaq-ouch-5.1/1_rules.feature:1: 'nasdaq-ouch-5.1' is no protocol; "
            "did you mean nasdaq-ouch-5.0?",
        ),
        (
            "rules.feature",
            f"features/rules.feature:1: the feature stands in no protocol's folder; allowed folders: {FOLDERS}",
        ),
    ],
)
def test_a_feature_outside_a_protocols_folder(project: Project, name: str, message: str) -> None:
    """A feature stands in the folder of a protocol that exists."""
    project.feature("Feature: F\n  @OUCH50-2.1-01\n  Scenario: S\n    Then it holds\n", name)

    result = project.run()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert message in result.errlines


def test_features_of_another_protocol_alone_are_no_run(project: Project) -> None:
    """A run that would test nothing of what it was given is refused, and told how to be about it; others go on."""
    project.feature("Feature: F\n  @SOUP-F1\n  Scenario: A rule\n    Then it holds\n", "soupbintcp-4.00/1.1_x.feature")

    refused = project.run()

    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    assert refused.errlines == [
        "ERROR: no scenario takes part: features/soupbintcp-4.00/1.1_x.feature is about soupbintcp-4.00, and the run "
        "about nasdaq-ouch-5.0 and soupbintcp-3.00; give --ouch-protocol=soupbintcp-4.00 for the reference venue, or "
        "--ouch-profile=FILE for the profile of a venue that speaks it",
        "",
    ]

    project.feature("Feature: F\n  @OUCH50-2.1-01\n  Scenario: Another rule\n    Then it holds\n")
    assert project.run().ret == 0


def test_a_broken_file_is_told_with_the_others(project: Project) -> None:
    """A file that is no Gherkin is one finding among the others."""
    project.feature("Feature: F\n  Scenario: S\n    And a venue\n", "nasdaq-ouch-5.0/2_broken.feature")
    project.feature(BAD)

    result = project.run()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [
            "*1_rules.feature:5: undefined step*",
            "*2_broken.feature:3: First step in a scenario or background must start with*",
        ]
    )


def test_sentences_stay_unused_where_only_a_users_features_are_collected(project: Project) -> None:
    """The suite's own sentences may go unused in a user's project."""
    project.scenario("Given a venue", "Then it holds")

    assert project.run().ret == 0


def test_two_definitions_of_a_user_that_match_one_step(project: Project) -> None:
    """A user's step that matches the same text as a sentence of the suite is found with both places."""
    project.conftest(
        """
        from pytest_bdd import given as bdd_given, parsers

        @bdd_given(parsers.parse("the member is {state}"))
        async def _(state):
            pass
        """
    )
    project.scenario("Given the member is logged in", "Then it holds")

    result = project.run()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*1_rules.feature:4: 2 definitions match 'the member is logged in': *conftest.py:*"])
