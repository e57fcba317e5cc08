"""Messages of a protocol without orders: what a table may say, what is sent for it, and how an answer is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.check import Outcome, Unmet
from ouch_conformance.judge.verdict import Result
from ouch_conformance.spec.library import add_protocol, forget
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.vocabulary import SENTENCES
from ouch_conformance.steps.world import World
from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from tests.steps.steps_peers import LETS_IN, SILENT, hangs_up, peer
from tests.steps.steps_world import PROFILE, PROTOCOL, NoOperator, table

NAME = "messages_rich"
XML = """<root>
  <enums-root>
    <enum id="Side" type="char_ascii"><value name="Buy">B</value><value name="SellShort">S</value></enum>
    <enum id="State" type="byte"><value name="Live">1</value><value name="Dead">2</value></enum>
  </enums-root>
  <records-root>
    <record id="Party"><fields>
      <field name="firm" type="str_ascii_n" length="4"/><field name="side" type="enum:Side" default="B"/>
    </fields></record>
    <record id="Strict"><fields><field name="side" type="enum:Side"/></fields></record>
  </records-root>
  <messages-root>
    <message id="NewOrder" message-id="N" direction="incoming"><fields>
      <field name="quantity" type="uint_2_be"/>
      <field name="side" type="enum:Side"/>
      <field name="state" type="enum:State" default="1"/>
      <field name="table" type="str_ascii_n" length="4"/>
      <field name="flag" type="char_ascii" default="Y"/>
      <field name="hidden" type="boolean"/>
      <field name="party" type="record:Party"/>
      <field name="legs" type="byte" array="single" length_type="byte"/>
    </fields></message>
    <message id="Grouped" message-id="G" direction="incoming"><fields>
      <field name="owner" type="record:Strict"/>
    </fields></message>
    <message id="Accept" message-id="A" direction="outgoing"><fields>
      <field name="orderId" type="int_4_be"/>
      <field name="quantity" type="uint_2_be"/>
      <field name="side" type="enum:Side"/>
      <field name="table" type="str_ascii_n" length="4"/>
      <field name="hidden" type="boolean"/>
      <field name="legs" type="byte" array="single" length_type="byte"/>
    </fields></message>
    <message id="Reject" message-id="R" direction="outgoing"><fields/></message>
  </messages-root>
</root>"""
SEND, RECEIVE = "the member sends NewOrder", "the member receives Accept"


@pytest.fixture(scope="module", autouse=True)
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The protocol of these tests, gone when they are over."""
    file: Path = tmp_path_factory.mktemp("messages") / f"{NAME}.xml"
    file.write_text(XML, encoding="utf-8")
    add_protocol(file)
    yield
    forget([NAME])


@pytest.fixture
def venue() -> Iterator[tuple[str, int]]:
    """The address of a venue that speaks the protocol by rule."""
    with EmbeddedVenue(VenueSettings(protocol=NAME)) as running:
        yield running.address


def world_at(address: tuple[str, int], patience: float = 1.0) -> World:
    """A scenario's world at a venue of this protocol."""
    profile = replace(PROFILE, protocol=NAME, revision="1", patience=patience)
    return World(Run(profile, {}, Recorder(), NoOperator(), address))


def lint(text: str, rows: str = "", protocol: str = NAME) -> list[str]:
    """What the lint says of a step."""
    (sentence,) = [each for each in SENTENCES if each.parser.is_matching(text)]
    return sentence.lint(table(rows) if rows else None, None, protocol, text)


async def say(world: World, text: str, rows: str = "") -> None:
    """Run a step, linted before."""
    (sentence,) = [each for each in SENTENCES if each.parser.is_matching(text)]
    assert lint(text, rows) == []
    more = {"datatable": table(rows)} if rows else {}
    await sentence.func(world, **(sentence.parser.parse_arguments(text) or {}), **more)


async def fails(world: World, text: str, rows: str = "") -> Outcome:
    """Run a step that does not hold."""
    with pytest.raises(Unmet) as caught:
        await say(world, text, rows)
    return caught.value.outcome


def sent(world: World) -> list[bytes]:
    """The messages that were sent, by their bytes."""
    frames = [each for each in world.entries() if isinstance(each, Frame) and each.way is Way.SENT]
    return [frame.data[3:] for frame in frames if frame.data[2:3] == b"U"]


@pytest.mark.parametrize(
    ("text", "rows", "problem"),
    [
        ("the member sends NewOder", "", "'NewOder' is no message that a member sends: did you mean 'NewOrder'?"),
        ("the member sends Accept", "", "'Accept' is no message that a member sends: known: NewOrder, Grouped"),
        ("member B receives NewOrder", "", "'NewOrder' is no message that a member receives: known: Accept, Reject"),
        (SEND, "", "the column 'side' is missing: the field has no default"),
        (SEND, "| quantity |\n| 1 |", "the column 'side' is missing: the field has no default"),
        (SEND, "| side |\n|  |", "the column 'side' is missing: the field has no default"),
        (SEND, "| side |\n| sell |", "'sell' is no value of 'side': did you mean 'sell short'?"),
        (SEND, "| side | quantitty |\n| buy | 1 |", "unknown column 'quantitty': did you mean 'quantity'?"),
        (SEND, "| side | quantity |\n| buy | 65,536 |", "'65,536' does not fit 'quantity': 0 to 65,535"),
        (SEND, "| side | quantity |\n| buy | -1 |", "'-1' does not fit 'quantity': 0 to 65,535"),
        (SEND, "| side | quantity |\n| buy | x |", "'x' is no value of 'quantity': a whole number is expected"),
        (SEND, '| side | quantity |\n| buy | "a" + 1 |', "is no value of 'quantity': no order is entered with one"),
        (SEND, "| side | table |\n| buy | ABCDE |", "'ABCDE' does not fit 'table': at most 4 characters"),
        (SEND, "| side | flag |\n| buy | YY |", "'YY' does not fit 'flag': at most 1 characters"),
        (SEND, "| side | hidden |\n| buy | 1 |", "'1' is no value of 'hidden': true or false is expected"),
        (SEND, "| side | party |\n| buy | x |", "'party' is a group: no cell can say it"),
        (SEND, "| side | legs |\n| buy | 1 |", "'legs' is a list: no cell can say it"),
        (SEND, "| side |\n| buy |\n| buy |", "exactly one row is expected"),
        (SEND, "| side | Side |\n| buy | buy |", "the column 'side' stands 2 times"),
        ("the member sends Grouped", "", "no table can say the group 'owner', and its 'side' has no default"),
        (RECEIVE, "| order |\n| 1 |", "unknown column 'order': did you mean 'order id'?"),
        (RECEIVE, "| legs |\n| any |", ""),
        (RECEIVE, "| order id |\n| >= x |", "'x' is no value of 'order id': a whole number is expected"),
    ],
)
def test_a_mistake_is_found_before_the_run(text: str, rows: str, problem: str) -> None:
    """Names, columns, codes, sizes and what a table cannot say, each with what would be right."""
    found = lint(text, rows)

    assert len(found) == bool(problem)
    assert not problem or problem in found[0]


def test_a_protocol_with_orders_has_its_own_sentences() -> None:
    """Where the suite knows the orders, it says more than field by field."""
    own = f"{PROTOCOL} has sentences of its own for its messages"
    assert lint("the member sends EnterOrder", protocol=PROTOCOL) == [own]
    assert lint("the member receives Rejected", protocol=PROTOCOL) == [own]


async def test_a_message_is_sent_as_the_table_says(venue: tuple[str, int]) -> None:
    """Values, codes by their words, truth, raw bytes; what is not named has its default, else 0, blank or nothing."""
    world = world_at(venue)
    await world.begin()

    await say(world, SEND, "| quantity | side | table | hidden |\n| 1,000 | sell short | AB | true |")
    await say(world, SEND, "| field | value |\n| side | buy |\n| state | dead |\n| flag | reserved 0xff |")
    await say(world, RECEIVE)
    await world.end()

    assert sent(world) == [
        b"N\x03\xe8S\x01AB  Y\x01    B\x00",
        b"N\x00\x00B\x02    \xff\x00    B\x00",
    ]


async def test_an_answer_is_judged_field_by_field(venue: tuple[str, int]) -> None:
    """Answers are taken in their order; each comparison of a cell holds or is told with what came."""
    world = world_at(venue)
    await world.begin()
    for _ in range(3):
        await say(world, SEND, "| quantity | side | table | hidden |\n| 7 | sell short | AB | true |")

    await say(
        world,
        RECEIVE,
        "| order id | quantity | side | table | hidden | legs |\n| 1 | >= 7 | sell short | AB | true | any |",
    )
    held = world.outcomes[-1]
    differs = await fails(world, RECEIVE, "| order id | side | hidden |\n| not 2 | one of buy | true |")
    other = await fails(world, "the member receives Reject")
    await world.end()

    assert (held.result, held.sentence) == (Result.HELD, "the member receives Accept")
    assert len(held.frames) == 1
    assert differs.result is Result.VIOLATED
    assert differs.expected == "Accept with orderId not 2, side buy"
    assert differs.observed == "Accept with orderId 2, side sell short"
    assert (other.result, other.expected) == (Result.VIOLATED, "Reject")
    assert other.observed.startswith("Accept")


async def test_members_are_heard_apart(venue: tuple[str, int]) -> None:
    """Each member has the answers to its own messages."""
    world = world_at(venue)
    await world.begin()

    await say(world, "member B sends NewOrder", "| side |\n| buy |")
    await say(world, SEND, "| quantity | side |\n| 1 | buy |")
    await say(world, RECEIVE)
    await say(world, "member B receives Reject")
    await world.end()

    assert [outcome.sentence for outcome in world.outcomes] == [RECEIVE, "member B receives Reject"]


async def test_no_answer_in_time_leaves_it_open() -> None:
    """Nothing in the protocol can prove that no answer will come: unproven, with the time that was waited."""
    async with peer(LETS_IN) as address:
        world = world_at(address, patience=0.05)
        await world.begin()
        await say(world, SEND, "| side |\n| buy |")
        outcome = await fails(world, RECEIVE)
        await world.end()

    assert (outcome.result, outcome.observed) == (Result.UNPROVEN, "nothing within 0.05 s")


async def test_a_close_is_an_answer_that_cannot_come() -> None:
    """On a closed connection the answer's absence is proven."""
    async with peer(hangs_up) as address:
        world = world_at(address)
        await world.begin()
        await say(world, SEND, "| side |\n| buy |")
        outcome = await fails(world, RECEIVE)
        await world.end()

    assert (outcome.result, outcome.observed) == (Result.VIOLATED, "nothing: the connection is closed")


async def test_a_silent_venue_lets_nobody_in() -> None:
    """Without an answer to the login nothing is sent, and nothing is judged."""
    async with peer(SILENT) as address:
        world = world_at(address, patience=0.05)
        await world.begin()
        outcome = await fails(world, SEND, "| side |\n| buy |")
        await world.end()

    assert (outcome.result, outcome.expected) == (Result.UNPROVEN, "Login Accepted")
    assert sent(world) == []


async def test_the_run_opens_with_a_login_alone(venue: tuple[str, int]) -> None:
    """A protocol without orders leaves none behind: each account logs in and out once, and nothing is sent."""
    world = world_at(venue)

    await world.run.open()

    frames = [each.data for each in world.run.recorder.since(0).entries if isinstance(each, Frame)]
    assert [data[2:3] for data in frames if data[2:3] in b"LUA"] == [b"L", b"A"] * len(PROFILE.accounts)
