"""Races at the embedded venue: both histories are reached, and a wrong one is found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.races import HISTORIES
from ouch_conformance.steps.world import World
from tests.steps.steps_world import PROTOCOL, fails, running, say, table

BUY = 'a resting buy of 500 shares at 10.00 as "the buy"'
SELL = "| quantity | price | time in force       |\n| {shares} | 10.00 | immediate or cancel |"
CANCEL = 'the member cancels "the buy" while member B enters a sell as "the sell"'
REPLACE = 'the member replaces "the buy" with "the new buy" while member B enters a sell as "the sell"'
CANCELLING = """
| history      | the buy                   | the sell             |
| cancel first | cancelled 500             | accepted dead        |
| fill first   | filled 300, cancelled 200 | accepted, filled 300 |
"""
REPLACING = """
| history       | the buy    | the new buy              | the sell             |
| fill first    | filled 300 | replaced 200             | accepted, filled 300 |
| replace first | nothing    | replaced 500, filled 300 | accepted, filled 300 |
"""


@asynccontextmanager
async def race(legal: str, stimulus: str, *defects: str, **profile: Any) -> AsyncIterator[World]:
    """A world in which a race has been run once."""
    with running(*defects, **profile) as run:
        world = World(run)
        await world.begin()
        await say(world, BUY)
        await say(world, "a race that may end in these histories", legal)
        await say(world, stimulus, SELL.format(shares=300))
        yield world
        await world.end()


@pytest.mark.parametrize(
    ("legal", "stimulus", "wanted"),
    [
        (CANCELLING, CANCEL, "cancel first"),
        (CANCELLING, CANCEL, "fill first"),
        (REPLACING, REPLACE, "fill first"),
        (REPLACING, REPLACE, "replace first"),
    ],
)
async def test_every_history_is_reached(legal: str, stimulus: str, wanted: str) -> None:
    """The requests are sent in either order by turns, so that each history happens within the tries of the profile."""
    async with race(legal, stimulus) as world:
        await say(world, f'the race is repeated until "{wanted}"')
        await say(world, f'the race ends with "{wanted}"')

        outcome = world.outcomes[-1]
        assert (outcome.result, outcome.proof) == (Result.HELD, "marker")
        assert outcome.observed.startswith(f"{wanted}: ")
        assert outcome.frames


async def test_a_history_that_never_comes_is_inconclusive() -> None:
    """After as many tries as the profile allows the histogram says what was seen instead."""
    never = CANCELLING + "| never        | filled 100                | accepted dead        |\n"
    async with race(never, CANCEL, race_tries=3) as world:
        await say(world, 'the race is repeated until "never"')
        outcome = await fails(world, 'the race ends with "never"')

        assert outcome.result is Result.UNPROVEN
        assert outcome.observed.endswith(" in 3 tries")


@pytest.mark.parametrize(
    ("defect", "legal", "stimulus", "wanted", "observed"),
    [
        ("canceled-counts-executed", CANCELLING, CANCEL, "fill first", '"the buy" filled 300, cancelled 500; '),
        (
            "fill-told-again-behind-replace",
            REPLACING,
            REPLACE,
            "fill first",
            '"the new buy" replaced 200, filled 300; ',
        ),
    ],
)
async def test_a_wrong_history_is_found(defect: str, legal: str, stimulus: str, wanted: str, observed: str) -> None:
    """The first illegal try ends the race, and is told."""
    async with race(legal, stimulus, defect) as world:
        await say(world, f'the race is repeated until "{wanted}"')
        outcome = await fails(world, f'the race ends with "{wanted}"')

        assert outcome.result is Result.VIOLATED
        assert observed in outcome.observed


async def test_a_history_that_the_table_does_not_name() -> None:
    """A misspelt name is a mistake of the scenario."""
    async with race(CANCELLING, CANCEL) as world:
        with pytest.raises(LookupError, match="no history of the race is named 'fil first'; known: cancel first, fill"):
            await say(world, 'the race is repeated until "fil first"')


async def test_a_race_without_its_histories() -> None:
    """Which histories are legal has to be said before the race begins."""
    with running() as run:
        world = World(run)
        with pytest.raises(LookupError, match="no step of this scenario says which histories"):
            await say(world, 'the race ends with "fill first"')


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("| the buy | the sell |\n| nothing | nothing |", "the first column is 'history', each other one the name of"),
        ("| history |\n| one |", "the first column is 'history', each other one the name of an order"),
        ("| history | the buy |\n| | nothing |", "a history has no name"),
        ("| history | the buy |\n| one | filled |", "'filled' is no event of a history: nothing, accepted, "),
        ("| history | the buy |", "at least one row is expected"),
    ],
)
def test_a_table_that_is_none_of_histories(rows: str, problem: str) -> None:
    """Found at collection, with what would be right."""
    assert any(each.startswith(problem) for each in HISTORIES.lint(table(rows), PROTOCOL))
