"""Messages that a member alters as a whole, and what is asked behind them: bytes by hand, answers of the real venue."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.altered import altered
from ouch_conformance.steps.vocabulary import SENTENCES
from ouch_conformance.steps.world import World
from ouch_conformance.wire import EMPTY, codec
from tests.steps.steps_peers import LETS_IN, LOGIN_SIZE, REFUSES, peer
from tests.steps.steps_world import PROFILE, PROTOCOL, fails, offline, running, say, table

CODEC = codec(PROTOCOL)
CANCEL = "58 00000007 00000000"
"""Cancel of order 7, all of it (2.3)."""
SERVES = "the venue still serves the member"
RECORDED = "everything that came to the member is recorded"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"cut to": "5"}, "58 00000007"),
        ({"cut to": "0"}, ""),
        ({"extended by": "00 FF"}, "58 00000007 00000000 00FF"),
        ({"extended by": "itself"}, "58 00000007 00000000 58 00000007 00000000"),
        ({"type": "7A"}, "7A 00000007 00000000"),
        ({"appendage": "00 03 02 63 01"}, "58 00000007 00000000 0003 02 63 01"),
        ({"appendage": "00 03 02 63 01", "cut to": "10"}, "58 00000007 00000000 00"),
    ],
)
def test_a_message_is_altered_as_the_table_says(record: dict[str, str], expected: str) -> None:
    """Cut, lengthened, of another type, with another appendage."""
    message = CODEC["CancelOrderRequest"](userRefNum=7, quantity=0)

    assert altered(message, record) == bytes.fromhex(expected)


def test_another_appendage_takes_the_place_of_the_one_that_is_there() -> None:
    """The long form of a Cancel, and a Disable, which always has an Appendage Length (2.3, 2.6)."""
    long = CODEC["CancelOrderRequest"](userRefNum=7, quantity=0, appendage=EMPTY)
    disable = CODEC["DisableOrderEntryRequest"](userRefNum=7, firm="FRMA")

    assert altered(long, {"appendage": "00 01"}) == bytes.fromhex(CANCEL + "0001")
    assert altered(disable, {"appendage": "00"}) == bytes.fromhex("44 00000007 46524D41 00")


@pytest.mark.parametrize(
    ("text", "rows", "problem"),
    [
        ("the member sends an altered EnterOrder", "", "nothing is altered: a table with one of the columns cut to, "),
        ("the member sends an altered EnterOrder", "| cut |\n| 1 |", "unknown column 'cut': did you mean 'cut to'?"),
        ("the member sends an altered EnterOrder", "| cut to |\n| one |", "'one' is no number of bytes"),
        ("the member sends an altered EnterOrder", "| type |\n| 4F 55 |", "'4F 55' is no message type: one byte"),
        ("the member sends an altered EnterOrder", "| extended by |\n| xy |", "no bytes: pairs of hex digits"),
        ("the member sends an altered EnterOrders", "| cut to |\n| 1 |", "did you mean 'EnterOrder'?"),
        ("the member sends an altered CancelOrderRequest", "| cut to |\n| 1 |", "is no message that can be said here"),
        (
            'the member sends an altered EnterOrder about "it"',
            "| cut to |\n| 1 |",
            "is no message that can be said here",
        ),
    ],
)
def test_what_cannot_be_altered_is_told_at_collection(text: str, rows: str, problem: str) -> None:
    """With what would be right."""
    (sentence,) = [each for each in SENTENCES if each.parser.is_matching(text)]
    problems = sentence.lint(table(rows) if rows else None, None, PROTOCOL, text)

    assert any(problem in each for each in problems), problems


def test_a_protocol_without_options_has_no_appendage_to_alter() -> None:
    """OUCH 4.2; and one without orders has no such messages at all."""
    text, rows = "the member sends an altered EnterOrder", table("| appendage |\n| 00 |")
    (sentence,) = [each for each in SENTENCES if each.parser.is_matching(text)]

    assert "EnterOrder has no appendage" in sentence.lint(rows, None, "nasdaq-ouch-4.2", text)[0]
    assert "sample-ouch has no such message" in sentence.lint(table("| cut to |\n| 1 |"), None, "sample-ouch", text)[0]


async def test_a_venue_that_drops_what_is_broken_serves_on() -> None:
    """The answer is silence, proven by a marker; an order lives and is cancelled, and nothing is a breach."""
    with running() as run:
        world = World(run)
        await say(world, 'a resting buy of 100 shares at 9.90 as "the buy"')
        await say(world, 'the member sends an altered CancelOrderRequest about "the buy"', "| cut to |\n| 5 |")
        await say(world, RECORDED)
        await say(world, SERVES)
        await world.end()

    recorded, takes, cancels = world.outcomes
    assert recorded.observed == "nothing (marker)"
    assert (takes.requirement, takes.result) == ("OUCH50-2.1-01", Result.HELD)
    assert (cancels.requirement, cancels.result) == ("OUCH50-2.3-02", Result.HELD)


async def test_a_member_whose_connection_is_gone_logs_in_again() -> None:
    """No document forbids a venue to close it: what counts is that the member is let in again."""
    with running() as run:
        world = World(run)
        await say(world, "the member drops the connection")
        await say(world, SERVES)

        assert world.member("A").logged_in
        assert [each.result for each in world.outcomes] == [Result.HELD] * 2


async def test_a_disabled_firm_is_enabled_for_the_order() -> None:
    """A venue may take a longer Disable for one: what it then refuses was asked for."""
    with running() as run:
        world = World(run)
        await say(world, "the member disables order entry")
        await say(world, SERVES)
        await world.end()

    assert {each.result for each in world.outcomes} == {Result.HELD}


async def test_an_altered_question_is_no_answer_owed() -> None:
    """Whether a longer query is answered is the venue's own: the marker behind it proves the silence all the same."""
    with running(patience=5.0) as run:
        world = World(run)
        for cell in ("00", "itself"):
            await say(world, "the member sends an altered AccountQueryRequest", f"| extended by |\n| {cell} |")
            await say(world, RECORDED)
        await say(world, SERVES)
        await world.end()

    assert [each.observed for each in world.outcomes[:2]] == ["nothing (marker)"] * 2
    assert len(world.outcomes) == 4


@pytest.mark.parametrize(
    ("defect", "text", "rows", "observed"),
    [
        (
            "nul-type-stops-orders",
            "the member sends an altered EnterOrder",
            "| type |\n| 00 |",
            "Rejected, reason other (code outside the list)",
        ),
        (
            "short-message-swallows-order",
            "the member sends an altered EnterOrder",
            "| cut to |\n| 46 |",
            "nothing (marker)",
        ),
        (
            "unknown-query-option-bars-account",
            "the member sends an altered AccountQueryRequest",
            "| appendage |\n| 00 03 02 63 01 |",
            "Login Rejected",
        ),
    ],
)
async def test_a_venue_that_serves_no_more_breaks_the_rule_of_orders(
    defect: str, text: str, rows: str, observed: str
) -> None:
    """A valid order is accepted, whatever came before: a must that knows no exception (2.1)."""
    with running(defect, patience=0.3) as run:
        world = World(run)
        await say(world, text, rows)
        await say(world, RECORDED)
        outcome = await fails(world, SERVES)

    assert (outcome.requirement, outcome.result) == ("OUCH50-2.1-01", Result.VIOLATED)
    assert outcome.sentence == "the venue still takes an order"
    assert outcome.observed == observed


async def test_a_connection_that_closes_late_is_followed_by_one_more_login() -> None:
    """What came before may cost the member its connection; a venue that closes the next one, too, breaks the rule."""
    logins = 0

    async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal logins
        await reader.readexactly(LOGIN_SIZE)
        logins += 1
        writer.write(soup.login_accepted("DAY1", 1))
        await reader.read(100)

    async with peer(hangs_up) as address:
        run = offline(replace(PROFILE, patience=0.3))
        run.address = address
        outcome = await fails(World(run), SERVES)

    assert (outcome.result, outcome.observed, logins) == (Result.VIOLATED, "nothing (the connection is closed)", 2)


async def test_a_venue_that_is_gone_is_told_from_one_that_is_slow() -> None:
    """A refused connection or login breaks the rule; silence alone proves nothing."""
    async with peer(REFUSES) as refusing, peer(LETS_IN) as silent:
        found = {}
        for name, address in (("gone", ("127.0.0.1", 9)), ("refuses", refusing), ("silent", silent)):
            run = offline(replace(PROFILE, patience=0.3))
            run.address = address
            found[name] = (await fails(World(run), SERVES)).result

    assert found == {"gone": Result.VIOLATED, "refuses": Result.VIOLATED, "silent": Result.UNPROVEN}
