"""Ctrl-C: the scenario at hand is left in order, the sum says what was not run."""

from __future__ import annotations

import asyncio

from ouch_conformance.client import Session, connect_async
from ouch_conformance.venue.embedded import EmbeddedVenue

from .conftest import Project, lines_of

STEPS = """
    import os
    import signal

    @when("somebody presses Ctrl-C")
    async def _(world):
        '''As a terminal does.'''
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)
"""

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
        types = asyncio.run(_order_messages(venue.address))

    assert result.ret == 2
    assert lines_of(result, "scenarios ") == ["scenarios  3 selected = 1 pass + 2 not run (interrupted)"]
    assert lines_of(result, "exit status 2:") == ["exit status 2:  interrupted"]
    assert project.trace == []
    assert connections == 0
    assert types == [b"S", b"A", b"C"]


async def _order_messages(address: tuple[str, int]) -> list[bytes]:
    """The types of the day's messages to the member, answers to account queries left out, once a cancel is there."""

    def types(session: Session) -> list[bytes] | None:
        found = [event.payload[:1] for event in session.events if event.payload and event.payload[:1] != b"Q"]
        return found if b"C" in found else None

    session = await connect_async(address, "MEMBRA", "alpha-pass", sequence=1)
    found = await session.wait_for(types, 5.0)
    await session.close()
    return found or []
