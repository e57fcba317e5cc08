"""Before a run: the accounts are tried, and what an earlier run left in the book is cancelled."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import replace

import pytest

from ouch_conformance.profile import Secret, builtin_profile, load_profile
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.requests import entering, send
from ouch_conformance.steps.run import PreflightError, Run
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LOGIN_SIZE, NOT_AVAILABLE, REFUSES, SILENT, peer
from tests.steps.steps_world import PROFILE, offline, running, say


def later(run: Run) -> Run:
    """Another run at the same venue, which knows nothing of the first."""
    again = offline(run.profile)
    again.address = run.address
    return again


async def leave_behind(run: Run, orders: int, member: str = "A") -> None:
    """Enter orders as a run would, ask something now and then, and break off without tidying up."""
    world = World(run)
    who = await world.logged_in(member)
    for turn in range(orders):
        await send(entering(world, "buy"), who, f"{turn}")
        if turn % 10 == 0:
            await who.marker()
    await who.marker()
    who.attempt(lambda session: session.drop())


async def rests(run: Run, member: str = "member B") -> bool:
    """Whether an order rests that a sell at a low price trades with."""
    world = World(run)
    await say(world, f'{member} enters a sell as "probe"', "| price | time in force |\n| 9.00 | immediate or cancel |")
    named = world.order("probe")
    await named.member.marker()
    await world.end()
    return named.order.executed > 0


@pytest.mark.parametrize("orders", [1, 400])
async def test_orders_of_an_earlier_run_are_cancelled(orders: int) -> None:
    """However long the stream of the day is: it is read from its first message to its end."""
    with running() as run:
        await leave_behind(run, orders)
        await later(run).open()

        assert not await rests(later(run))


async def test_numbers_go_on_behind_those_of_an_earlier_run() -> None:
    """Answers to queries of an earlier run stand in the replay: the number is that of the newest one."""
    with running() as run:
        await leave_behind(run, 30)
        again = later(run)
        await again.open()
        world = World(again)

        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        assert world.order("the buy").order.key == (0, 31)
        await world.end()


async def test_every_account_is_looked_after() -> None:
    """What member B left behind is cancelled, too."""
    with running() as run:
        await leave_behind(run, 3, "B")
        await later(run).open()

        assert not await rests(later(run), "the member")


async def test_replaced_and_done_orders_are_left_alone() -> None:
    """Only what is still open is cancelled: the rest of the replay is history."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 500 shares at 9.90 as "first"')
        await say(world, 'the member replaces "first" with "second"')
        await say(world, 'the member enters a buy as "third"')
        await say(world, 'the member cancels "third"')
        await world.member("A").marker()
        world.member("A").attempt(lambda session: session.drop())
        again = later(run)
        await again.open()

        member = await World(again).logged_in("A")
        assert not member.model.open_orders()
        assert not await rests(again)


async def test_a_venue_may_begin_at_the_last_message() -> None:
    """A login from 0 may be told the last number instead of the next (2.3.1): the end is found all the same."""
    with running(sequence_zero="last") as run:
        await leave_behind(run, 25)
        await later(run).open()

        assert not await rests(later(run))


TOLD = [b"LEFT".ljust(14, b"\0"), b"\x01\x02".ljust(14), b" " * 14]
"""Names of orders as a venue may tell them: filled up with NUL, control characters, nothing at all."""


async def test_names_that_no_request_can_carry_are_not_repeated() -> None:
    """What a venue fills up with NUL is cancelled by its name; what is no name is left alone."""
    heard: list[bytes] = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wanted = int((await reader.readexactly(LOGIN_SIZE))[-21:-1])
        # Order Accepted of a day order on the book (4.2.1), 114 bytes each.
        terms = struct.pack(">icQQi", 1301, b"B", 5, 100, 990) + b"\0\0" + b" " * 16 + b"\1" + b" " * 47
        stream = [b"A" + struct.pack(">Q", 1_764_172_800_000_000_000) + name + terms for name in TOLD]
        writer.write(soup.login_accepted("DAY1", wanted or len(stream) + 1))
        writer.writelines(soup.sequenced(each) for each in stream[: len(stream) * (wanted == 1)])
        while True:
            (size,) = struct.unpack(">H", await reader.readexactly(2))
            heard.append(await reader.readexactly(size))

    profile = replace(load_profile(builtin_profile("jpx-ouch-5.0")), patience=0.1)
    async with peer(script) as address:
        run = offline(profile)
        run.address = address
        await run.open()
        world = World(run)

        await world.begin()

    cancelled = {each[2:16] for each in heard if each[:2] == b"UX"}
    assert b"LEFT".ljust(14) in cancelled
    assert all(name.strip().isalnum() for name in cancelled)


async def test_an_empty_day_leaves_nothing_to_do() -> None:
    """At a fresh venue the run knows its number and its place in the stream."""
    with running() as run:
        await run.open()

        assert run.next_numbers == {("A", 0): 1, ("B", 0): 1, ("C", 0): 1}
        assert set(run.positions) == {"A", "B", "C"}
        await run.close()


# What refuses a run


async def test_nobody_listens() -> None:
    """A refused connection ends the run before it begins."""
    with pytest.raises(PreflightError, match="connection refused"):
        await offline().open()


async def test_a_host_that_does_not_exist() -> None:
    """So does a name that no resolver knows."""
    run = offline()
    run.address = ("no-such-host.invalid", 9000)

    with pytest.raises(PreflightError, match=r"no-such-host\.invalid"):
        await run.open()


async def test_the_wrong_password() -> None:
    """Login Rejected A names account, user and the section to look at, and never the password."""
    accounts = {"A": replace(PROFILE.accounts["A"], password=Secret("hush-hush"))}
    with running() as run:
        run.profile = replace(PROFILE, accounts=accounts)
        with pytest.raises(PreflightError) as caught:
            await run.open()

    assert str(caught.value) == (
        "the venue refuses the login of account A (user MEMBRA, password from the profile itself): not authorized; "
        f"check both under [accounts.A] in {PROFILE.path}"
    )


async def test_a_peer_that_refuses_every_login() -> None:
    """Any venue's Login Rejected A is taken at its word."""
    async with peer(REFUSES) as address:
        run = offline()
        run.address = address
        with pytest.raises(PreflightError, match="not authorized"):
            await run.open()


@pytest.mark.parametrize("script", [SILENT, NOT_AVAILABLE], ids=["silent", "session not available"])
async def test_what_the_scenarios_judge(script: object) -> None:
    """Silence and a session that is not available are no reason not to begin: the scenarios find out."""
    async with peer(script) as address:  # type: ignore[arg-type]
        run = offline(replace(PROFILE, patience=0.05))
        run.address = address

        await run.open()
        assert run.next_numbers == {}


async def test_numbers_that_nobody_can_ask_for_are_read_from_the_replay() -> None:
    """Where orders have numbers and the account has no query, a number that was used would be ignored in silence."""
    profile = replace(load_profile(builtin_profile("japannext-ouch-2.01")), patience=1.0)
    with running(profile=profile) as run:
        await leave_behind(run, 400)
        used = run.next_numbers["A", 0] - 1
        again = later(run)
        await again.open()
        world = World(again)

        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        assert world.order("the buy").order.key > (0, used)
        await world.end()
