"""A venue whose stream does not go on where the login asked: what it sends counts as old, and the text says so."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import replace

import pytest

from ouch_conformance.judge.expect import Absence
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.resumption import Resumption
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LOGIN_SIZE, peer
from tests.steps.steps_world import fails, offline, say

PROFILE = replace(load_profile(builtin_profile("jpx-ouch-5.0")), patience=0.1)
MARKER = Absence("marker", 0)
STAMP = struct.pack(">Q", 1_764_172_800_000_000_000)
# Order Accepted behind its token (4.2.1): book, side, order id, quantity, price, codes, three texts and the state.
TERMS = struct.pack(">icQQi", 1301, b"B", 5, 100, 990) + b"\0\0" + b" " * 16 + b"\1" + b" " * 47


async def begins_again(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Accept every login with message 1, whatever it asks for, and answer orders and cancels."""
    await reader.readexactly(LOGIN_SIZE)
    writer.write(soup.login_accepted("DAY1", 1))
    while True:
        (size,) = struct.unpack(">H", await reader.readexactly(2))
        packet = await reader.readexactly(size)
        token = packet[2:16]
        if packet[:2] == b"UO":
            writer.write(soup.sequenced(b"A" + STAMP + token + TERMS))
        elif packet[:2] == b"UX":
            writer.write(soup.sequenced(b"J" + STAMP + token + struct.pack(">i", -800004)))


async def test_an_answer_that_counts_as_old_is_told_with_both_numbers() -> None:
    """The run has heard message 1 of the session, so that the Order Accepted that comes under it is none of its own."""
    async with peer(begins_again) as address:
        run = offline(PROFILE)
        run.address = address
        run.positions["A"] = ("DAY1", 2)
        world = World(run)
        await say(world, 'the member enters a buy as "the buy"')
        outcome = await fails(world, '"the buy" is accepted')

    assert outcome.observed == (
        "nothing (marker; the login asked for message 2 and the venue accepted it with 1, "
        "so that 1 message counts as heard before)"
    )
    assert outcome.proof == "marker"


@pytest.mark.parametrize("asked", [3, "3".ljust(20), "3".rjust(20), "3".zfill(20)])
def test_a_number_is_one_however_a_scenario_writes_it(asked: int | str) -> None:
    """A login of a scenario's own words says it in twenty characters (2.3.1)."""
    resumption = Resumption.of(asked)
    resumption.accepted = 2

    note = "the login asked for message 3 and the venue accepted it with 2, so that 1 message counts as heard before"
    assert resumption.told(MARKER, (2,), 3) == replace(MARKER, note=note)


@pytest.mark.parametrize(
    ("asked", "accepted", "heard"),
    [
        pytest.param(2, 2, (2, 3), id="as it was asked"),
        pytest.param(0, 1, (1,), id="whatever is next"),
        pytest.param("x", 1, (1,), id="no number"),
        pytest.param(3, 1, (5,), id="nothing old came"),
        pytest.param(3, None, (1,), id="not accepted"),
    ],
)
def test_any_other_absence_is_told_as_it_is(asked: int | str, accepted: int | None, heard: tuple[int, ...]) -> None:
    """Only a venue that goes back, and sends something there, leaves messages that count as old."""
    resumption = Resumption.of(asked)
    resumption.accepted = accepted

    assert resumption.told(MARKER, heard, 5) == MARKER
