"""What SoupBinTCP 4.00 and 4.10 add, and second logins: by their sentences, at a venue that speaks each version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge.check import Unmet
from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.world import World
from tests.steps.steps_world import PROFILE, fails, offline, running, say

FOUR_TEN = replace(PROFILE, session_protocol="soupbintcp-4.10", patience=0.5)
OUTSIDE = "what came to the member outside the sequence is whole, in order and comes once"
AT_TIMEOUT = "the venue ends the connection of the member at the timeout of its login"
SECOND = "the second login of the member does what the venue states"


def logins(world: World) -> list[bytes]:
    """The Login Requests that were sent, without their lengths."""
    frames = [each for each in world.entries() if isinstance(each, Frame) and each.way is Way.SENT]
    return [frame.data[2:] for frame in frames if frame.data[2:3] == b"L"]


# Outside the sequence


@pytest.mark.parametrize("protocol", ["soupbintcp-4.00", "soupbintcp-4.10"])
async def test_what_the_operator_sends_comes_outside_the_sequence(protocol: str) -> None:
    """SOUP-U4: each text once and in order, and the order model does not take it for a message."""
    with running(session_protocol=protocol) as run:
        world = World(run)
        await world.begin()
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, 'the operator sends "one" to the member outside the sequence')
        await say(world, 'the operator sends "two" to the member outside the sequence')
        await say(world, 'the member cancels "the buy"')
        await say(world, '"the buy" is cancelled with 100 shares')
        await say(world, OUTSIDE)
        await world.end()

        assert {outcome.result for outcome in world.outcomes} == {Result.HELD}


async def test_what_comes_twice_is_seen() -> None:
    """The defect sends each packet twice."""
    with running("unsequenced-sent-twice", profile=FOUR_TEN) as run:
        world = World(run)
        await say(world, 'the operator sends "one" to the member outside the sequence')
        outcome = await fails(world, OUTSIDE)

        assert (outcome.result, outcome.observed) == (Result.VIOLATED, "'one', 'one'")
        await world.end()


# The time-out of a login


@pytest.mark.parametrize(
    ("words", "stated"),
    [("", b"700  "), ("the idle limit", b"700  "), ("twice the idle limit", b"1400 "), ("0", b"0    ")],
)
async def test_a_login_states_a_timeout(words: str, stated: bytes) -> None:
    """The idle limit of the profile is 0.7 s: 700 ms stand behind the 47 bytes of a login of 3.00 (4.10 2.3.1)."""
    with running(profile=FOUR_TEN) as run:
        world = World(run)
        await world.begin()
        await say(world, "the member logs in", f"| heartbeat timeout |\n| {words} |" if words else "")
        await say(world, "the login of the member is accepted")
        await world.end()

        assert [(len(each), each[47:]) for each in logins(world)] == [(52, stated)]


async def test_a_timeout_that_is_none_is_nobody_s_mistake() -> None:
    """Text where a number belongs is wrong on purpose: the audit of our own bytes leaves it alone."""
    with running(profile=FOUR_TEN) as run:
        world = World(run)
        await world.begin()
        await say(world, "the member logs in", "| heartbeat timeout |\n| no number |")
        await say(world, "the answer to the login of the member is recorded")
        await world.end()

        assert logins(world)[0][47:] == b"soon "


async def test_a_login_of_3_00_is_sent_where_it_is_wrong() -> None:
    """47 bytes with the type; the reference venue takes no notice of them."""
    with running(profile=replace(FOUR_TEN, patience=0.1)) as run:
        world = World(run)
        await world.begin()
        await say(world, "the member sends a login without a heartbeat timeout")
        await say(world, "the answer to the login of the member is recorded")

        assert [len(each) for each in logins(world)] == [47]
        assert world.outcomes[-1].observed == "nothing within 0.1 s (window)"
        await world.end()


@pytest.mark.parametrize(("defect", "result"), [("", Result.HELD), ("stated-timeout-ignored", Result.VIOLATED)])
async def test_a_silent_member_is_cut_off_when_its_login_said(defect: str, result: Result) -> None:
    """0.4 s were stated; a venue that keeps its own 0.2 s is early."""
    profile = replace(FOUR_TEN, idle_timeout=0.2, heartbeat=0.25, tolerance=0.1)
    with running(*([defect] if defect else []), profile=profile) as run:
        world = World(run)
        await say(world, "the member logs in", "| heartbeat timeout |\n| twice the idle limit |")
        await say(world, "the login of the member is accepted")
        await say(world, "the member falls silent")
        outcome = await fails(world, AT_TIMEOUT) if defect else None
        if outcome is None:
            await say(world, AT_TIMEOUT)

        assert world.outcomes[-1].result is result
        assert world.outcomes[-1].expected == "closed after 0.4 s"
        await world.end()


async def test_without_a_login_nothing_was_stated() -> None:
    """The close is recorded then."""
    with running(profile=replace(FOUR_TEN, login_timeout=0.1)) as run:
        world = World(run)
        await say(world, "the member is connected but not logged in")
        await say(world, AT_TIMEOUT)

        assert world.outcomes[-1].expected == "recorded"
        await world.end()


# A second login


@pytest.mark.parametrize("rule", ["takeover", "refuse", "mirror"])
async def test_a_second_login_does_what_is_stated(rule: str) -> None:
    """SOUP-L20: the venue plays each rule, and the profile states it."""
    with running(second_login=rule) as run:
        world = World(run)
        await say(world, "the member logs in once more beside the first connection")
        await say(world, SECOND)

        outcome = world.outcomes[-1]
        assert outcome.result is Result.HELD
        assert ("Login Rejected S" in outcome.observed) is (rule == "refuse")
        first = "ends" if rule == "takeover" else "stands"
        assert f"the first connection {first}" in outcome.observed
        await world.end()
        assert world.beside is not None
        assert world.beside.closed


async def test_a_second_login_that_does_something_else() -> None:
    """Both are served where the profile states that the second takes over."""
    with running("second-login-beside-the-first", patience=0.3) as run:
        world = World(run)
        await say(world, "the member logs in once more beside the first connection")
        outcome = await fails(world, SECOND)

        assert outcome.expected == "Login Accepted, and the first connection ends"
        assert "and the first connection stands" in outcome.observed
        await world.end()


async def test_a_second_connection_that_cannot_be_had() -> None:
    """It is told as a state that was not reached."""
    with running() as run:
        world = World(run)
        await world.logged_in("A")
        run.address = offline().address
        with pytest.raises(Unmet) as caught:
            await say(world, "the member logs in once more beside the first connection")

        assert caught.value.outcome.result is Result.UNPROVEN
        assert world.beside is None
        await world.end()
