"""One scenario's world: what it stands on, what it leaves behind, and what it says of the venue."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from ouch_conformance.evidence.frames import Frame, SessionMark, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.check import ActionMissing, Unmet
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import ControlSettings, Instrument, Profile
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.world import World
from tests.steps.steps_peers import LETS_IN, REFUSES, SILENT, peer
from tests.steps.steps_world import PROFILE, fails, offline, running, say
from tests.steps.test_steps_leftovers import rests

HASTY = replace(PROFILE, patience=0.08)


def unmet(caught: pytest.ExceptionInfo[Unmet]) -> tuple[str, str, str]:
    """Result, sentence and what was wanted."""
    outcome = caught.value.outcome
    return outcome.result.name, outcome.sentence, outcome.expected


def at(address: tuple[str, int], profile: Profile = HASTY) -> World:
    """A world at a peer of these tests."""
    run = offline(profile)
    run.address = address
    return World(run)


# What a scenario stands on


async def test_a_member_logs_in_once() -> None:
    """Who is logged in stays so, for every step of the scenario."""
    with running() as run:
        world = World(run)
        first = await world.logged_in("A")

        assert await world.logged_in("A") is first
        assert len(first.sessions) == 1
        await world.end()


async def test_a_missing_account_is_not_testable() -> None:
    """A second member needs a second account; the profile is told which."""
    world = World(offline(replace(PROFILE, accounts={"A": PROFILE.accounts["A"]})))
    with pytest.raises(Unmet) as caught:
        await world.logged_in("B")

    assert unmet(caught) == (
        "UNTESTABLE",
        "the scenario needs account B",
        "an account [accounts.B] in the profile",
    )
    assert world.outcomes == [caught.value.outcome]


async def test_who_cannot_connect_has_no_ground_to_stand_on() -> None:
    """A refused connection leaves the scenario unproven, with the reason."""
    world = World(offline())
    with pytest.raises(Unmet) as caught:
        await world.logged_in("A")

    assert unmet(caught) == ("UNPROVEN", "the member connects", "a TCP connection")
    assert "connection refused" in caught.value.outcome.observed
    assert (await fails(world, "the member is connected but not logged in")).sentence == "the member connects"


@pytest.mark.parametrize(
    ("script", "observed"), [(SILENT, "no answer"), (REFUSES, "Login Rejected")], ids=["silent", "refused"]
)
async def test_who_is_not_let_in_has_no_ground_to_stand_on(script: object, observed: str) -> None:
    """Without Login Accepted there is nothing that an order scenario could judge."""
    async with peer(script) as address:  # type: ignore[arg-type]
        world = at(address)
        with pytest.raises(Unmet) as caught:
            await world.logged_in("A")

        assert unmet(caught) == ("UNPROVEN", "the member is logged in", "Login Accepted")
        assert caught.value.outcome.observed == observed
        await world.end()


def with_instruments(**roles: Instrument) -> World:
    """A world of a profile with these instruments."""
    return World(offline(replace(PROFILE, instruments={each.role: each for each in roles.values()})))


def test_only_exclusive_instruments_are_traded_on() -> None:
    """Somebody else's order in the book would change every verdict: not testable."""
    role = "short-sales-restricted"
    world = with_instruments(it=Instrument(role, "SYM", exclusive=False))
    with pytest.raises(Unmet) as caught:
        world.symbol("short sales restricted")

    assert unmet(caught) == (
        "UNTESTABLE",
        "instrument 'short sales restricted' is not the suite's own to trade on",
        "exclusive = true under [instruments.short-sales-restricted]",
    )


def test_a_role_that_nobody_plays_is_not_testable() -> None:
    """The section that is missing is named as the profile writes it."""
    with pytest.raises(Unmet) as caught:
        with_instruments().symbol("capped quantity")

    assert unmet(caught) == (
        "UNTESTABLE",
        "the scenario needs instrument 'capped quantity'",
        "[instruments.capped-quantity] in the profile",
    )


def test_an_unknown_instrument_is_nobodys() -> None:
    """Nothing trades on a symbol that the venue does not know."""
    assert with_instruments(it=Instrument("unknown", "NOSUCH", exclusive=False)).symbol("unknown") == "NOSUCH"


def test_a_missing_firm_is_not_testable() -> None:
    """Own, second and foreign firm come from the profile; a blank one needs none."""
    world = World(offline())
    bare = World(offline(replace(PROFILE, accounts={"A": replace(PROFILE.accounts["A"], second_firm="")})))

    assert [world.firm(word) for word in ("own", "second", "foreign", "empty")] == ["FRMA", "FRMX", "FRMZ", ""]
    with pytest.raises(Unmet) as caught:
        bare.firm("second")
    assert unmet(caught) == (
        "UNTESTABLE",
        "the scenario needs a second firm",
        "second-firm under [accounts.A] in the profile",
    )


def test_shares_that_a_lot_cannot_express_are_not_testable() -> None:
    """A venue of lots of 1 has no half lot."""
    world = World(offline(replace(PROFILE, scale=replace(PROFILE.scale, lot=1))))
    with pytest.raises(Unmet) as caught:
        world.shares(150)

    assert unmet(caught) == (
        "UNTESTABLE",
        "150 shares cannot be expressed in lots of 1",
        "a finer lot under [scale] in the profile",
    )
    assert (world.shares(200), world.max_quantity) == (2, 999_999)


async def test_an_order_that_does_not_rest_ends_the_scenario() -> None:
    """Given a resting order: where it is refused nothing that follows would mean anything."""
    with running() as run:
        run.profile = replace(run.profile, instruments={"main": Instrument("main", "NOSUCH", exclusive=True)})
        world = World(run)
        outcome = await fails(world, 'a resting buy of 100 shares at 9.90 as "the buy"')

        assert (outcome.result, outcome.sentence) == (Result.UNPROVEN, '"the buy" rests in the book')
        assert "Rejected" in outcome.observed
        await world.end()


async def test_an_order_without_an_answer_ends_the_scenario() -> None:
    """The same at a venue that lets members in and says nothing more."""
    async with peer(LETS_IN) as address:
        world = at(address)
        world.run.next_numbers["A", 0] = 1
        outcome = await fails(world, 'a resting buy of 100 shares at 9.90 as "the buy"')

        assert (outcome.result, outcome.observed) == (
            Result.UNPROVEN,
            "no answer (nothing within 0.08 s, and the marker was not answered either)",
        )
        await world.end()


async def test_a_fill_that_does_not_come_ends_the_scenario() -> None:
    """Given a partly filled order: the other side has to trade exactly that much."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        outcome = await fails(world, '"the buy" is partly filled for 200 shares by member B')

        assert (outcome.result, outcome.sentence) == (Result.UNPROVEN, '"the buy" is partly filled')
        await world.end()


# Names


def test_a_name_that_no_step_gave() -> None:
    """A misspelt name leaves the scenario unproven, with the names there are: it is no fault of the suite's."""
    world = World(offline())
    world.bookmarks |= {"the start": 1, "noon": 7}

    with pytest.raises(Unmet):
        world.order("the by")
    with pytest.raises(Unmet):
        world.bookmark("the stat")

    assert [(each.result, each.sentence, each.expected, each.observed) for each in world.outcomes] == [
        (Result.UNPROVEN, 'an order is named "the by"', "a step that names it", "names given: none"),
        (
            Result.UNPROVEN,
            'a place is noted as "the stat"',
            "a step that notes it; did you mean 'the start'?",
            "names given: the start, noon",
        ),
    ]


async def test_a_cell_speaks_of_a_named_order() -> None:
    """Its fields as they were sent, its own number wherever a number is meant, its options where it has them."""
    with running() as run:
        world = World(run)
        await say(world, 'the member enters a buy as "the buy"', "| min qty |\n| 100 |")

        assert [world.field_of("the buy", name) for name in ("side", "quantity", "clOrdID", "minQty")] == [
            "B",
            100,
            "OC00000001",
            100,
        ]
        assert {world.field_of("the buy", name) for name in ("userRefNum", "nextUserRefNum", "origUserRefNum")} == {1}
        with pytest.raises(LookupError, match='"the buy" was sent without firm'):
            world.field_of("the buy", "firm")
        await world.end()


def test_a_common_number_is_new_everywhere() -> None:
    """Above every number used so far, whatever the account and channel."""
    world = World(offline())
    assert world.common_number() == 1
    world.run.note_number("B", 5, 40)

    assert world.common_number() == 40


# Outcomes and evidence


async def test_a_step_that_does_not_hold_ends_the_scenario() -> None:
    """The outcome is kept, with the frames it is about, and carried up."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        outcome = await fails(world, '"the buy" is still open with 200 shares')

        assert (outcome.result, outcome.observed) == (Result.VIOLATED, "live, 100 shares open (marker)")
        frame = world.entries()[outcome.frames[0]]
        assert isinstance(frame, Frame) and frame.data[3:4] == b"A"
        await world.end()


async def test_evidence_is_that_of_the_scenario() -> None:
    """What earlier scenarios did is not in it; the recorder lets go of that."""
    with running() as run:
        for _ in range(2):
            world = World(run)
            await world.begin()
            await world.logged_in("A")
            first = world.entries()[0]
            assert isinstance(first, SessionMark) and first.session == "A"
            await world.end()

        assert run.recorder.count == len(world.entries())


async def test_a_scenario_ends_with_the_invariants() -> None:
    """A breach that no step looked at is an outcome of its own requirement, with its frame, and the ledger knows."""
    with running("accepted-twice") as run:
        world = World(run)
        await world.begin()
        await say(world, 'the member enters a buy as "the buy"', "| display |\n| attributable |")
        await world.end()
        breaches = [outcome for outcome in world.outcomes if outcome.requirement]

        assert [outcome.requirement for outcome in breaches] == ["OUCH50-2.1-01", "OUCH50-3.2-03"]
        assert all(outcome.result is Result.VIOLATED and outcome.frames for outcome in breaches)
        assert run.ledger.violated == {"OUCH50-2.1-01", "OUCH50-3.2-03"}


# What a scenario leaves behind


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param([], id="logged in"),
        pytest.param(["the member drops the connection"], id="dropped"),
        pytest.param(["the member logs out"], id="logged out"),
        pytest.param(["the operator cuts the connection of the member"], id="cut by the operator"),
    ],
)
async def test_resting_orders_are_cancelled(ending: list[str]) -> None:
    """Whatever became of the connection, nothing of the scenario is left in the book."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        for step in ending:
            await say(world, step)
        assert await rests_beside(run, world)

        assert not await rests(run)


async def rests_beside(run: Run, world: World) -> bool:
    """End a world; whether an order of it was in the book until then."""
    live = bool(world.member("A").model.open_orders())
    await world.end()
    return live


async def test_an_order_whose_answer_got_lost_is_cancelled() -> None:
    """An order that was sent, and whose answer nobody heard before the connection was cut, may rest."""
    with running() as run:
        world = World(run)
        member = await world.logged_in("A")
        await say(world, 'the member enters a buy as "the buy"')
        member.attempt(lambda session: session.drop())
        assert world.order("the buy").order.state == "sent"
        await world.end()

        assert not await rests(run)


async def test_order_entry_is_enabled_again() -> None:
    """A scenario that disables order entry does not leave the firm without it."""
    with running() as run:
        world = World(run)
        await say(world, "the member disables order entry")
        await say(world, "order entry is disabled for the member")
        await world.end()
        after = World(run)

        await say(after, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await after.end()


async def test_a_halt_is_lifted() -> None:
    """An instrument that the operator halted trades again when the scenario is over."""
    with running() as run:
        world = World(run)
        await say(world, "the operator halts the main instrument")
        await say(world, 'the member enters a buy as "the buy"')
        await say(world, '"the buy" is refused because "halted symbol"')
        await world.end()
        after = World(run)

        await say(after, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await after.end()


async def test_each_halt_is_lifted_on_its_own() -> None:
    """Resuming one instrument does not forget another one."""
    with running() as run:
        world = World(run)
        await say(world, "the operator halts the main instrument")
        await say(world, "the operator halts the second instrument")
        await say(world, "the operator resumes the second instrument")
        await world.end()
        after = World(run)

        await say(after, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await after.end()


@pytest.mark.parametrize("action", ["the operator ends the day", "the operator ends the session"])
async def test_a_day_that_was_ended_begins_again(action: str) -> None:
    """The next scenario finds the venue open."""
    with running() as run:
        world = World(run)
        await world.logged_in("A")
        await say(world, action)
        await world.end()
        after = World(run)

        await say(after, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await after.end()


async def test_an_operator_that_nobody_reaches() -> None:
    """Without a control adapter the action is missing by its name, which a profile may accept."""
    with running(control=ControlSettings("none")) as run:
        with pytest.raises(ActionMissing) as caught:
            await say(World(run), "the operator halts the main instrument")

        assert caught.value.action == "halt"


def commands(**words: str) -> ControlSettings:
    """Actions that run a Python line."""
    lines = {name.replace("_", "-"): f"{sys.executable} -c '{line}'" for name, line in words.items()}
    return ControlSettings("command", lines, 10.0)


async def test_what_cannot_be_undone_is_not_done() -> None:
    """A halt without a resume would leave the venue halted: the missing action is the resume."""
    with running(control=commands(halt="raise SystemExit(1)")) as run:
        with pytest.raises(ActionMissing) as caught:
            await say(World(run), "the operator halts the main instrument")

        assert caught.value.action == "resume"


async def test_an_action_without_a_command_is_missing() -> None:
    """The action itself is named where it has no command."""
    with running(control=commands(resume="")) as run:
        with pytest.raises(ActionMissing) as caught:
            await say(World(run), "the operator halts the main instrument")

        assert caught.value.action == "halt"


async def test_one_action_that_cannot_be_undone_keeps_nothing_else() -> None:
    """Orders are cancelled and the other actions undone, and then it is told."""
    control = commands(halt="", resume="raise SystemExit(1)", end_of_day="", start_of_day="")
    with running(control=control) as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, "the operator halts the main instrument")
        await say(world, "the operator ends the day")
        with pytest.raises(Unmet, match="the operator action 'resume'"):
            await world.end()

        assert not world.member("A").model.open_orders()
        assert not await rests(run)
        await world.end()


async def test_a_venue_that_is_gone_is_left() -> None:
    """What cannot be cleaned is the next run's first act: the end of a scenario raises nothing for the venue."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        run.address = ("127.0.0.1", 9)
        world.member("A").attempt(lambda session: session.drop())
        await world.end()

        assert "connection refused" in world.member("A").trouble


async def test_evidence_that_no_longer_fits_is_counted() -> None:
    """A scenario knows how much of its evidence the recorder let go of; what it kept is the newest."""
    with running() as run:
        run.recorder = Recorder(max_entries=3)
        world = World(run)
        await world.begin()
        assert world.lost() == 0
        await world.logged_in("A")
        await world.end()

        assert len(world.entries()) == 3
        assert world.lost() > 0
        packets = [entry.data for entry in world.entries() if isinstance(entry, Frame)]
        assert b"\x00\x01O" in packets  # Logout Request: among the last


async def test_silence_towards_one_member_waits_for_what_another_asked() -> None:
    """The other member's order is answered before this member's marker is sent: its fill cannot come behind that."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, 'a resting sell of 500 shares at 10.00 as "the sell"')
        await say(world, 'member B enters a buy as "the buy"', "| quantity | price |\n| 200 | 10.00 |")
        await say(world, '"the sell" has traded 200 shares in all')

        frames = [each for each in world.entries() if isinstance(each, Frame)]
        asked = [(each.session, each.way) for each in frames if each.data[3:4] == b"Q"]  # Account Query, both ways
        assert asked[-4:] == [("B", Way.SENT), ("B", Way.RECEIVED), ("A", Way.SENT), ("A", Way.RECEIVED)]
        await world.end()
