"""A refusal where another answer was wanted is told with its reason, and with what the profile calls that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.steps.world import World
from tests.steps.steps_world import fails, offline, running, say

JPX = replace(load_profile(builtin_profile("jpx-ouch-5.0")), patience=0.3)

CODES: dict[str, tuple[str, str, Any, str]] = {
    # Reject codes of Osaka Exchange are the exchange's own (4.2.3); the profile says which is which.
    "jpx-ouch-5.0": ("OrderRejected", "rejectCode", -110157, "reject code -110157 (no round lot)"),
    # Order Rejected of Japannext (7.7), Rejected of Nasdaq (4.2 3.11, 5.0 3.8 and appendix C).
    "japannext-ouch-2.01": ("OrderRejected", "reason", "S", "reason invalid orderbook (unknown symbol)"),
    "japannext-bonds-ouch-2.01": ("OrderRejected", "reason", "S", "reason invalid orderbook (unknown symbol)"),
    "odx-ouch-2.0": ("OrderRejected", "reason", "S", "reason invalid orderbook (unknown symbol)"),
    "nasdaq-ouch-5.0": ("Rejected", "reason", 0x0017, "reason invalid symbol (unknown symbol)"),
    "nasdaq-ouch-4.2": ("Rejected", "reason", "S", "reason invalid stock (unknown symbol)"),
}


@pytest.mark.parametrize("name", CODES)
def test_a_reason_has_its_name_in_the_profile(name: str) -> None:
    """The field, the code or its words in the document, and the condition of [rejects] that has it."""
    run = offline(load_profile(builtin_profile(name)))
    message, field, code, words = CODES[name]

    assert run.refusal(run.codec[message](**{field: code})) == words


def test_a_reason_without_a_name_is_told_alone() -> None:
    """A code that the profile does not name, and one that two conditions share."""
    run = offline(replace(JPX, rejects={"no round lot": ("-1",), "not in the book": ("-1", "-2")}))
    rejected = run.codec["OrderRejected"]

    assert run.refusal(rejected(rejectCode=-3)) == "reject code -3"
    assert run.refusal(rejected(rejectCode=-1)) == "reject code -1 (no round lot or not in the book)"
    assert run.refusal(run.codec["OrderCanceled"]()) == ""


async def test_an_order_that_is_no_round_lot_is_told_with_code_and_name() -> None:
    """A wrong lot in the profile: what the suite takes to be a right order is refused."""
    with running(profile=JPX) as run:
        world = World(run)
        await say(world, 'the member enters a buy as "the buy"', "| quantity |\n| raw 7 |")
        outcome = await fails(world, '"the buy" is accepted')
        assert outcome.observed == "Order Rejected, reject code -110157 (no round lot)"
        await world.end()
