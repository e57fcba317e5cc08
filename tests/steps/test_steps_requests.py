"""Requests: the profile's defaults, a table's values over them, options, channels, forms, raw bytes."""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from ouch_conformance.judge.check import Unmet
from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.judge.orders import Order
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import Scale
from ouch_conformance.steps import requests
from ouch_conformance.steps.cells import CellError, read_expected, read_sent
from ouch_conformance.steps.expectations import value_of, value_words
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.requests import Draft, Record
from ouch_conformance.steps.tables import MessageTable, columns_of
from ouch_conformance.steps.world import World
from ouch_conformance.wire import WireMessage, codec
from tests.steps.steps_world import PROFILE, PROTOCOL, offline, table

TEN = 100_000


def world() -> World:
    """A world whose venue is never spoken to."""
    return World(offline())


def record(rows: str, schema: MessageTable = requests.ENTER) -> Record:
    """The record of a table."""
    (found,) = schema.read_sent(table(rows), PROTOCOL)
    return found


def entered(rows: str = "", side: str = "buy", in_world: World | None = None) -> WireMessage:
    """An Enter Order with number 1, as a table asks for it."""
    draft = requests.entering(in_world or world(), side, record(rows) if rows else None)
    draft.values["userRefNum"] = 1
    return draft.build()


def order_of(message: WireMessage, channel: int = 0) -> Order:
    """An order as the model knows it after it was entered."""
    return Order((channel, 1), Kind.ENTER, message, message.encode())


def test_an_order_without_a_table_is_the_profiles() -> None:
    """One lot at the base price in the main instrument, for the day, and nothing optional (2.1)."""
    expected = struct.pack(">cIcI8sQ", b"O", 1, b"B", 100, b"OUCHA   ", TEN) + b"0YANN" + b"OC00000001    \0\0"

    assert entered().encode() == expected


@pytest.mark.parametrize(
    ("words", "code"), [("buy", b"B"), ("sell", b"S"), ("sell short", b"T"), ("sell short exempt", b"E")]
)
def test_a_side_has_a_code(words: str, code: bytes) -> None:
    """The four sides of section 2.1."""
    assert entered(side=words).encode()[5:6] == code


def test_each_order_has_a_cl_ord_id_of_its_own() -> None:
    """Two orders of a run never share a ClOrdID unless a table says so."""
    one = world()

    assert [entered(in_world=one).clOrdID for _ in range(2)] == ["OC00000001", "OC00000002"]
    assert entered("| cl ord id |\n| MINE |", in_world=one).clOrdID == "MINE"


def test_a_table_stands_over_the_defaults() -> None:
    """What a table names is sent as it says, in the venue's units; the rest stays."""
    run = offline(replace(PROFILE, scale=Scale(Decimal("250.00"), Decimal("0.05"), 10)))
    message = entered("| quantity | price | symbol |\n| 1,000 | 10.02 | second |", in_world=World(run))

    assert (message.quantity, message.price, message.symbol) == (100, 2_501_000, "OUCHB")
    assert message.timeInForce == "0"


def test_options_stand_in_the_order_of_the_table() -> None:
    """Each option becomes an element; two orders of the same elements are two tables (1.2)."""
    there = entered("| min qty | firm |\n| 200 | own |").encode()
    back = entered("| firm | min qty |\n| own | 200 |").encode()

    assert there[45:] == bytes.fromhex("000c 05 03 000000c8 05 02") + b"FRMA"
    assert back[45:] == bytes.fromhex("000c 05 02") + b"FRMA" + bytes.fromhex("05 03 000000c8")


def test_an_option_may_hold_bytes_that_no_value_has() -> None:
    """`reserved` in an option sends its bytes under the option's tag."""
    assert entered("| aiq strategy |\n| reserved 0x21 |").encode()[45:] == bytes.fromhex("0003 02 1d 21")


def test_a_field_may_hold_bytes_that_no_value_has() -> None:
    """`reserved` in a field is overwritten after encoding: the draft keeps it as a patch."""
    draft = requests.entering(world(), "buy", record("| side | quantity |\n| reserved 0x51 | 200 |"))

    assert draft.patches == {"side": b"Q"}
    assert draft.values["quantity"] == 200


def test_a_column_of_a_field_wins_over_an_option_of_the_same_name() -> None:
    """The word "option" before a name means the option; without it a field of that name comes first."""
    columns = columns_of(PROTOCOL, "MassCancelRequest")

    assert (columns["firm"].tag, columns["optionside"].tag, columns["side"].tag) == (None, 27, 27)


def test_a_replacement_repeats_what_the_order_has() -> None:
    """Quantity, price, time in force, display and sweep eligibility stay; number and ClOrdID are new (2.2)."""
    one = world()
    order = order_of(entered("| quantity | display |\n| 300 | hidden |", in_world=one))
    draft = requests.replacing(one, order, record("| price |\n| 10.05 |", requests.REPLACE))
    draft.values["userRefNum"] = 2

    body = struct.pack(">cIIIQ", b"U", 1, 2, 300, TEN + 500)
    assert draft.build().encode() == body + b"0NN" + b"OC00000002    \0\0"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", "58 00000001 00000000"),
        ("| form |\n| without appendage length |", "58 00000001 00000000"),
        ("| form |\n| with appendage length |", "58 00000001 00000000 0000"),
        ("| quantity |\n| 100 |", "58 00000001 00000064"),
        ("| user ref idx |\n| 5 |", "58 00000001 00000000 0003 02 1c 05"),
        ("| user ref num |\n| 9 |", "58 00000009 00000000"),
    ],
)
def test_a_cancel_has_two_forms(rows: str, expected: str) -> None:
    """With and without Appendage Length (2.3); a table may change what it says of the order."""
    one = world()
    order = order_of(entered(in_world=one))
    draft = requests.about(one, Kind.CANCEL, order, {Role.QUANTITY: 0}, table(rows) if rows else None, requests.CANCEL)

    assert draft.build().encode() == bytes.fromhex(expected)


def test_requests_follow_the_channel_of_their_order() -> None:
    """An order entered on a channel is cancelled and replaced on it, unless the table names another (1.2)."""
    one = world()
    order = order_of(entered("| user ref idx |\n| 5 |", in_world=one), channel=5)
    cancel = requests.about(one, Kind.CANCEL, order, {Role.QUANTITY: 0}, None, requests.CANCEL)
    other = requests.replacing(one, order, record("| user ref idx |\n| 6 |", requests.REPLACE))

    assert cancel.build().encode()[9:] == bytes.fromhex("0003 02 1c 05")
    assert (cancel.channel, other.channel, len(other.options)) == (5, 6, 1)


def test_a_draft_without_a_channel_has_channel_zero() -> None:
    """Numbers without a UserRefIdx are those of the account."""
    assert requests.entering(world(), "buy").channel == 0


@pytest.mark.parametrize(
    ("revision", "kind", "rows", "missing"),
    [
        ("1.02", Kind.MASS_CANCEL, "", "Mass Cancel Request"),
        ("1.02", Kind.CANCEL, "| form |\n| with appendage length |", "Cancel Order Request with Appendage Length"),
        ("1.03", Kind.ENTER, "| user ref idx |\n| 5 |", "option 'user ref idx' in Enter Order"),
        ("1.05", Kind.REPLACE, "| customer type |\n| retail |", "option 'customer type' in Replace Order Request"),
        ("1.05", Kind.ENTER, "| handle inst |\n| rpi hidden indicator |", "handle inst 'rpi hidden indicator'"),
    ],
)
def test_what_a_revision_does_not_know_is_not_testable(revision: str, kind: Kind, rows: str, missing: str) -> None:
    """A message, form, option or code of another revision cannot be sent: that is said, and nothing is blamed."""
    one = World(offline(replace(PROFILE, revision=revision)))
    cells = record(rows, MessageTable(kind, sent=True)) if rows and "form" not in rows else None
    with pytest.raises(Unmet) as caught:
        Draft(one, kind, {}, cells, "with appendage length" if "form" in rows else "").build()

    assert caught.value.outcome.result is Result.UNTESTABLE
    assert caught.value.outcome.sentence == f"revision {revision} of the protocol has no {missing}"
    assert "[venue]" in caught.value.outcome.expected


async def test_a_number_is_taken_once() -> None:
    """Drafts of one account get rising numbers, and a number of the table is left as it is."""
    one = world()
    member = Member(one.run, "A")
    drafts = [requests.entering(one, "buy"), requests.entering(one, "buy", record("| user ref num |\n| 9 |"))]
    drafts.append(requests.entering(one, "buy"))
    for draft in drafts:
        await requests.number(draft, member)

    assert [draft.values["userRefNum"] for draft in drafts] == [1, 9, 2]


def test_several_orders_of_one_table() -> None:
    """Each row gives a name and a record."""
    rows = table("| as | side | quantity |\n| first | buy | 100 |\n| second | sell | 200 |")
    found = requests.many_records(requests.ENTER_MANY, rows, world())

    assert [name for name, _ in found] == ["first", "second"]
    assert [entering.values["side"] for _, each in found if (entering := requests.entering(world(), "buy", each))] == [
        "B",
        "S",
    ]


def test_no_table_is_no_record() -> None:
    """A sentence without a table sends the defaults."""
    assert requests.one_record(requests.ENTER, None, world()) is None


# Whatever the lint lets through can be sent and shown

EVERY_OPTION = """
| field                 | value               |
| firm                  | own                 |
| min qty               | 100                 |
| customer type         | retail              |
| max floor             | 100                 |
| price type            | limit               |
| peg offset            | 0.01                |
| discretion price      | 10.01               |
| discretion price type | limit               |
| discretion peg offset | 0.01                |
| post only             | post only           |
| random reserves       | 100                 |
| expire time           | 30                  |
| trade now             | yes                 |
| handle inst           | reserved 0x49       |
| group id              | 7                   |
| shares located        | yes                 |
| locate broker         | ABCD                |
| user ref idx          | 5                   |
| aiq strategy          | firm decrement both |
| aiq group id          | 3                   |
"""

SENT = (Kind.ENTER, Kind.REPLACE, Kind.CANCEL, Kind.MODIFY, Kind.MASS_CANCEL, Kind.DISABLE, Kind.ENABLE, Kind.QUERY)
FORMS = (
    *(
        "10.00",
        "-0.01",
        "0.00",
        "market",
        "1",
        "100",
        "1,000",
        "-1",
        "min",
        "min-1",
        "max",
        "max+1",
        "raw 0",
        "raw 255",
    ),
    *("raw 99999999999999999999", "empty", "common", '"the buy"', '"the buy" + 1', "buy", "day", "yes", "no", "main"),
    *("own", "foreign", "visible", "primary peg", "retail", "ABC", '"A "', "firm decrement both", "reserved 0x51"),
    *("reserved 0x00000000", "reserved 0x0000000000000000", "any", "not 100", ">= 100", "one of A, B"),
)


@pytest.mark.parametrize("kind", SENT)
def test_what_the_lint_lets_through_can_be_sent(kind: Kind) -> None:
    """Every form of a cell in every column is refused at collection, encoded, or not known to the revision."""
    one = world()
    for name in ("the buy", "A "):
        one.name_order(name, Member(one.run, "A"), order_of(entered(EVERY_OPTION, in_world=one)))
    sent = 0
    for column in columns_of(PROTOCOL, DIALECTS[PROTOCOL].message_name(kind)).values():
        for text in FORMS:
            try:
                cell = read_sent(text, column)
            except CellError:
                continue
            with suppress(Unmet):  # the newest revision may have no such option or code: not testable
                assert filled(one, kind, {"it": (column, cell)})
                sent += 1
    assert sent >= (10 if kind is not Kind.QUERY else 5)


def filled(one: World, kind: Kind, cells: Record) -> bytes:
    """A message of a kind with some cells; whatever they leave out is a value that its field can carry."""
    values = {"side": "B", "timeInForce": "0", "display": "Y", "capacity": "A"}
    values |= {"interMarketSweepEligibility": "N", "crossType": "N"}
    fields = {field.name for field in one.run.codec[DIALECTS[PROTOCOL].message_name(kind)].SPEC.fields}
    draft = Draft(one, kind, {name: value for name, value in values.items() if name in fields}, cells)
    return draft.build().encode()


@pytest.mark.parametrize("kind", sorted(set(DIALECTS[PROTOCOL].kinds.values()) - set(SENT), key=str))
def test_what_the_lint_lets_through_can_be_compared(kind: Kind) -> None:
    """Every form of a cell in every column of an answer is refused at collection, or can be held against the answer."""
    one = world()
    for name in ("the buy", "A "):
        one.name_order(name, Member(one.run, "A"), order_of(entered(EVERY_OPTION, in_world=one)))
    cls = codec(PROTOCOL)[DIALECTS[PROTOCOL].message_name(kind)]
    message, _ = codec(PROTOCOL).decode(bytes((cls.SPEC.id,)) + bytes(80), "outgoing")
    for column in columns_of(PROTOCOL, cls.SPEC.name).values():
        for text in FORMS:
            try:
                expected = read_expected(text, column)
            except CellError:
                continue
            value = value_of(message, column)
            assert isinstance(expected.holds(value, one), bool)
            assert isinstance(value_words(one, column, value), str)
