"""Ctrl-C: the scenario at hand is left in order, the sum says what was not run."""

from __future__ import annotations

from ouch_conformance.venue.embedded import EmbeddedVenue
from tests.runs.runs_raw import live_orders, stream_of

from .conftest import Project, lines_of

STEPS = """
    import os
    import signal

    @when("somebody presses Ctrl-C")
    async def _(world):
        '''As a terminal does.'''
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)

    @when("somebody presses Ctrl-C and will not wait")
    async def _(world):
        '''Once more while the member is heard out.'''
        async def marker():
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(60)
        world.members["A"].marker = marker
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)
"""

STOPPED = "exit status 2:  interrupted"

FEATURE = """
    Feature: F
      @OUCH50-2.1-01
      Scenario: One is held
        Then it holds

      @OUCH50-2.1-01
      Scenario: One is interrupted
        Given the member is logged in
        And the member has a resting buy of 100 shares at 9.90 as "the buy"
        When somebody presses Ctrl-C
        And "went on" is noted
        Then it holds

      @OUCH50-2.1-01
      Scenario: One is never reached
        When "went on" is noted
        Then it holds
"""


def test_ctrl_c_leaves_no_order_and_no_session(project: Project) -> None:
    """On Ctrl-C the resting order is cancelled and the member logged out, the sum closes, and the status is 2."""
    project.conftest(STEPS)
    project.feature(FEATURE)

    with EmbeddedVenue() as venue:
        result = project.run_apart("--ouch-target", "{}:{}".format(*venue.address))
        connections = venue.control("status")["users"]["MEMBRA"]["connections"]
        messages = stream_of(venue.address, b"MEMBRA", b"alpha-pass")

    assert result.ret == 2
    assert lines_of(result, "scenarios ") == ["scenarios  3 selected = 1 pass + 2 not run (interrupted)"]
    assert lines_of(result, "exit status 2:") == ["exit status 2:  interrupted"]
    assert project.trace == []
    assert connections == 0
    assert [message[:1] for message in messages if message[:1] != b"Q"] == [b"S", b"A", b"C"]
    assert "may be left" not in result.stdout.str()


def test_the_second_ctrl_c_says_what_may_be_left(project: Project) -> None:
    """Nothing more is sent: the order rests, the end of the run says so, and what was judged before is kept."""
    project.conftest(STEPS)
    project.feature(FEATURE.replace("presses Ctrl-C", "presses Ctrl-C and will not wait"))

    with EmbeddedVenue() as venue:
        result = project.run_apart("--ouch-target", "{}:{}".format(*venue.address))
        left = live_orders(stream_of(venue.address, b"MEMBRA", b"alpha-pass"))

    assert result.ret == 2
    assert list(left.values()) == [100]
    assert lines_of(result, "scenarios ") == ["scenarios  3 selected = 1 pass + 2 not run (interrupted)"]
    assert result.outlines.index(lines_of(result, "may be left")[0]) < result.outlines.index(STOPPED)
    assert lines_of(result, "may be left") == [
        "may be left     member A (user MEMBRA): 1 order in the book, a session that is not logged out"
    ]
    assert [line.partition(":")[0] for line in result.errlines if line.startswith("interrupted")] == [
        "interrupted",
        "interrupted again",
    ]


def test_a_run_that_is_stopped_before_its_first_scenario_says_so(project: Project) -> None:
    """Nothing was judged, and the sum closes; results of an earlier run are left alone."""
    project.conftest(
        "import os, pytest, signal\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_runtest_setup():\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    project.scenario("Then it holds")
    result = project.run_apart()
    assert result.ret == 2
    assert lines_of(result, "scenarios ") == ["scenarios  1 selected = 1 not run (interrupted)"]
    assert lines_of(result, "exit status 2:") == ["exit status 2:  interrupted"]
    assert not (project.pytester.path / "reports").exists()
