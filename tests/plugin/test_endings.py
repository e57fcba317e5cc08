"""How a scenario ends that cannot go on: silence, a step without end, a step that looks at nothing, a stalled loop."""

from __future__ import annotations

import json
import socket

import pytest

from .conftest import Project, lines_of
from .test_exit_status import PROFILE

IMPATIENT = PROFILE.replace("patience = 1.0", "patience = 0.01")


def scenarios(count: int, *steps: str) -> str:
    """A feature of equal scenarios."""
    told = "".join(f"  @OUCH50-2.1-01\n  Scenario: Rule {n}\n    " + "\n    ".join(steps) + "\n" for n in range(count))
    return "Feature: F\n" + told


def test_a_mute_venue_is_not_asked_for_ever(project: Project) -> None:
    """After five logins in a row without an answer the rest is inconclusive at once; the run is not refused."""
    project.pytester.makefile(".toml", mine=IMPATIENT)
    project.feature(scenarios(8, "Given the member is logged in", "Then it holds"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = project.run("--ouch-profile", "mine.toml", "--ouch-target", f"127.0.0.1:{silent.getsockname()[1]}")

    assert lines_of(result, "scenarios ") == ["scenarios  8 selected = 8 inconclusive"]
    assert result.ret == 6
    untried = [line for line in result.outlines if line.endswith("so this scenario was not tried")]
    # The preflight's silence counts as the first of the five.
    assert len(untried) == 4


def test_a_step_without_end_is_inconclusive(project: Project) -> None:
    """A step beyond the profile's limit is stopped: nothing was violated, nothing was shown, and the run goes on."""
    project.pytester.makefile(".toml", mine=IMPATIENT + "heartbeat = 0.25\nsecond = 0.01\n")
    project.conftest(
        """
        @when("nothing ever happens")
        async def _(world):
            '''It waits for good.'''
            await asyncio.Event().wait()
        """
    )
    project.feature(
        scenarios(1, "When nothing ever happens", "Then it holds")
        + "  @OUCH50-2.1-02\n  Scenario: Another\n    Then it holds\n"
    )

    result = project.run("--ouch-profile", "mine.toml")

    assert lines_of(result, "scenarios ") == ["scenarios  2 selected = 1 pass + 1 inconclusive"]
    result.stdout.fnmatch_lines(["*expected * an end within * s", "*observed * it was still waiting"])


def test_a_sentence_that_looks_at_nothing_is_a_fault_of_the_suite(project: Project) -> None:
    """A Then of the vocabulary that leaves no outcome must not pass."""
    project.conftest(
        """
        @then("nobody looks", judges=("OUCH50-*",))
        async def _(world):
            '''It does not look.'''
        """
    )
    project.scenario("Then nobody looks")

    result = project.run()

    assert result.ret == 3
    result.stdout.fnmatch_lines(["*JudgedNothing: the sentence 'nobody looks' looked at nothing*"])


@pytest.mark.parametrize(
    ("then", "tags", "status"),
    [
        ("it holds", "@OUCH50-2.1-01", 0),
        ("it holds", "@OUCH50-2.1-01 @cost:slow", 3),
        ("it is broken", "@OUCH50-2.1-01", 3),
    ],
)
def test_a_stalled_loop_counts_where_it_can_have_made_the_verdict(
    project: Project, then: str, tags: str, status: int
) -> None:
    """A loop that stood still spoils a violation and a measured time; what was good without a clock stays good."""
    project.conftest(
        """
        @when("the suite blocks")
        async def _(world):
            '''As no step may.'''
            import time
            time.sleep(0.6)
        """
    )
    project.scenario("When the suite blocks", f"Then {then}", tags=tags)

    result = project.run()

    assert result.ret == status
    if status:
        result.stdout.fnmatch_lines(["harness error: the event loop", "*it stood still for 0.* s"])


@pytest.mark.parametrize(("option", "attached"), [((), 0), (("--ouch-evidence", "always"), 3)])
def test_evidence_is_attached_on_demand(project: Project, option: tuple[str, ...], attached: int) -> None:
    """A passing scenario carries its sequence, messages and annotated bytes only with --ouch-evidence always."""
    project.scenario("Given the member is logged in", "Then it holds")

    project.run("--ouch-results", "out", *option)

    (result,) = (project.pytester.path / "out/allure-results").glob("*-result.json")
    assert len(json.loads(result.read_text()).get("attachments", [])) == attached


def test_the_events_hold_steps_checks_and_frames(project: Project) -> None:
    """The stream of a run has every step, every check and every frame of a scenario, and no password."""
    project.scenario("Given the member is logged in", "Then it holds")

    project.run("--ouch-results", "out")

    text = (project.pytester.path / "out/events.jsonl").read_text()
    events = [json.loads(line) for line in text.splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds[0] == "run started"
    assert kinds[1:4] == ["scenario started", "step", "step"]
    assert "frame" in kinds
    assert kinds[-3:] == ["check", "scenario finished", "run finished"]
    assert events[-3]["id"] == "OUCH50-2.1-01@nasdaq-ouch-5.0/1_rules.feature::a-rule"
    assert "alpha-pass" not in text
    assert b"alpha-pass".hex() not in text
