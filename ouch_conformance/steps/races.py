"""Races: a member changes its order while another trades with it. Either may come first, and both histories are legal.

An attempt sends both requests back to back, by turns the one and the other first; later attempts give whoever is first
a lead that grows, so that a slower gateway on one side does not decide them all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from ouch_conformance.judge import expect
from ouch_conformance.judge.dialect import Kind, Role, Topic, judging
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.orders import Order
from ouch_conformance.judge.race import Attempt, Events, History, Tries, events_of, reached, read_events
from ouch_conformance.steps import requests
from ouch_conformance.steps.leftovers import cancel_request
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.sentence import given, then, when
from ouch_conformance.steps.tables import Rows, lint_shape, records_of
from ouch_conformance.steps.world import World, unreached

RACING = judging(Topic.REQUESTS, Kind.REPLACE, Kind.CANCEL, Kind.ACCEPTED, Kind.REPLACED, Kind.CANCELED, Kind.EXECUTED)
NAME_COLUMN = "history"
FIRST_LEAD = 0.001
"""Seconds of the first lead that one side gets; doubled after each pair of attempts."""

Send = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Race:
    """A race: its tries, what the last one was about, and, once it has begun, who sends what."""

    tries: Tries
    order: str = ""
    ours: tuple[Member, Send] | None = None
    theirs: tuple[Member, Send] | None = None
    heard: list[Heard] = field(default_factory=list)


class Histories:
    """A table of legal histories: the column `history` names each, every other column is an order."""

    def lint(self, rows: Rows, protocol: str) -> list[str]:  # noqa: ARG002 - the same words in every protocol
        """What is wrong with a table, each with what would be right."""
        problems = lint_shape(rows, many=True)
        if rows[0][0] != NAME_COLUMN or len(rows[0]) < 2:
            return [*problems, f"the first column is {NAME_COLUMN!r}, each other one the name of an order"]
        for record in records_of(rows):
            problems += [] if record[NAME_COLUMN] else ["a history has no name"]
            problems += [problem for name in rows[0][1:] for problem in _cell_problem(record[name])]
        return list(dict.fromkeys(problems))

    def unknown(self, protocol: str) -> str | None:  # noqa: ARG002 - likewise
        """Nothing: a history is told in words of the suite's own."""
        return None

    def read(self, rows: Rows) -> list[History]:
        """The histories of a table."""
        return [
            History(record.pop(NAME_COLUMN), {name: read_events(text) for name, text in record.items()})
            for record in records_of(rows)
        ]


def _cell_problem(text: str) -> list[str]:
    try:
        read_events(text)
    except ValueError as error:
        return [str(error)]
    return []


HISTORIES = Histories()


@given("a race that may end in these histories", table=HISTORIES, table_required=True)
async def may_end(world: World, datatable: Rows) -> None:
    """What each member may be told of its order, the legal histories by name: any other is a violation."""
    world.race = Race(Tries(HISTORIES.read(datatable)))


@when(
    "{member:Member} cancels {order:Order} while {rival:Member} enters a {side:Side} as {other:NewOrder}",
    table=requests.ENTER,
)
async def cancel_while(
    world: World, member: str, order: str, rival: str, side: str, other: str, datatable: Rows | None = None
) -> None:
    """Send a cancel of the whole order and another member's order back to back: either may come first."""

    async def cancel() -> None:
        named = world.order(order)
        request = requests.about(world, Kind.CANCEL, named.order, {Role.QUANTITY: 0}, None, requests.CANCEL)
        named.member.send(request.build())

    await _begin(world, member, order, cancel, (rival, _entering(world, rival, side, other, datatable)))


@when(
    "{member:Member} replaces {order:Order} with {replacement:NewOrder} while {rival:Member} enters a {side:Side}"
    " as {other:NewOrder}",
    table=requests.ENTER,
)
async def replace_while(
    world: World,
    member: str,
    order: str,
    replacement: str,
    rival: str,
    side: str,
    other: str,
    datatable: Rows | None = None,
) -> None:
    """Send a replace that changes nothing but the order's number and another member's order back to back."""

    async def replace() -> None:
        named = world.order(order)
        await requests.send(requests.replacing(world, named.order), named.member, replacement)

    await _begin(world, member, order, replace, (rival, _entering(world, rival, side, other, datatable)))


def _entering(world: World, rival: str, side: str, name: str, rows: Rows | None) -> Send:
    record = requests.one_record(requests.ENTER, rows, world)

    async def enter() -> None:
        await requests.send(requests.entering(world, side, record), world.member(rival), name)

    return enter


async def _begin(world: World, member: str, order: str, ours: Send, theirs: tuple[str, Send]) -> None:
    """Make the first attempt, with the order that the scenario has."""
    race = _race(world)
    race.order = order
    race.ours = (await world.logged_in(member), ours)
    race.theirs = (await world.logged_in(theirs[0]), theirs[1])
    await _attempt(world, race, race.ours, race.theirs)


async def _attempt(world: World, race: Race, ours: tuple[Member, Send], theirs: tuple[Member, Send]) -> None:
    """Send both requests, the one first at odd attempts and the other at even ones, and hear both members out."""
    turn = len(race.tries.attempts)
    first, second = (ours, theirs) if turn % 2 == 0 else (theirs, ours)
    await first[1]()
    if turn >= 2:
        lead = min(FIRST_LEAD * 2 ** (turn // 2 - 1), world.run.profile.patience)
        await first[0].until(lambda: None, lead)
    await second[1]()
    # The other member first: what its order did to ours is on our stream before the answer to a later marker.
    absence = expect.weakest([await theirs[0].marker(), await ours[0].marker()])
    race.tries.attempts.append(Attempt(_events(world, race), absence))


def _events(world: World, race: Race) -> dict[str, Events]:
    """What every order of the race was told since it began."""
    found: dict[str, Events] = {}
    race.heard = []
    for name in race.tries.legal[0].orders:
        order = world.order(name).order
        race.heard += order.pending
        found[name] = events_of(order.pending, world.run.dialect, world.scale)
        order.cursor = len(order.heard)
    return found


@when("the race is repeated until {words:History}")
async def repeat(world: World, words: str) -> None:
    """Try again with an order like the first until that history happens, as often as the profile allows."""
    race = _race(world)
    names = [each.name for each in race.tries.legal]
    if words not in names:
        raise LookupError(f"no history of the race is named {words!r}; known: {', '.join(names)}")
    while race.ours and race.theirs and race.tries.last not in (None, words):
        if len(race.tries.attempts) >= world.run.profile.race_tries:
            return
        await _rest_again(world, race)
        await _attempt(world, race, race.ours, race.theirs)


async def _rest_again(world: World, race: Race) -> None:
    """Take out what the last try left, and put an order like the first one into the book, under the same name."""
    await _take_out(world, race)
    named = world.order(race.order)
    request, dialect = named.order.request, world.run.dialect
    draft = requests.entering(world, "buy" if named.order.side == dialect.buy else "sell")
    draft.say({role: dialect.read(request, role) for role in (Role.QUANTITY, Role.PRICE)})
    order = await requests.send(draft, named.member, race.order)
    heard, absence = await named.member.next_of(order) if order else (None, expect.Absence(None, 0))
    if heard is None or order is None or not order.live:
        observed = repr(heard.message) if heard else f"no answer ({absence.words})"
        raise world.unmet(unreached(f'"{race.order}" rests in the book again', "Order Accepted, live", observed))


async def _take_out(world: World, race: Race) -> None:
    """Cancel what rests of the race's orders: it would trade in the next try."""
    for named in [world.order(name) for name in race.tries.legal[0].orders]:
        if named.order.live:
            named.member.send(cancel_request(named.member, named.order))
            await named.member.until(partial(_is_out, named.order))


def _is_out(order: Order) -> bool | None:
    return None if order.live else True


@then("the race ends with {words:History}", judges=RACING)
async def ends_with(world: World, words: str) -> None:
    """The wanted history happened within the tries of the profile, and none of the others was illegal."""
    race = _race(world)
    world.judge(reached(race.tries, words, world.run.profile.race_tries), *race.heard)


def _race(world: World) -> Race:
    if world.race is None:
        raise LookupError("no step of this scenario says which histories a race may end in")
    return world.race
