"""What a reader is shown: one line, a table, values in their units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ouch_conformance.wire import Appendage, Codec, FieldError, Row, codec
from tests.wire.wire_protocols import TYPES
from tests.wire.wire_vectors import VECTORS

OUCH = codec("nasdaq-ouch-5.0")
BY_NAME = {vector.name: vector for vector in reversed(VECTORS)}


def table(rows: list[Row]) -> list[str]:
    return [f"{row.offset:3} {row.raw.hex():20.20} {row.title} = {row.text}" for row in rows]


def test_a_message_in_one_line() -> None:
    """Prices in their unit, enums by name, texts quoted."""
    order = OUCH["EnterOrder"](**BY_NAME["EnterOrder"].values)

    assert repr(order) == (
        "EnterOrder(userRefNum=1, side=Buy, quantity=500, symbol='OUCHA', price=10.0000, timeInForce=Day, "
        "display=Visible, capacity=Principal, interMarketSweepEligibility=NotEligible, crossType=Continuous, "
        "clOrdID='order 1', appendage=[])"
    )


def test_lines_of_other_values() -> None:
    """Times of day, market prices, absent and unusual options, what was not given, what is unknown."""
    cancel = OUCH["CancelOrderRequest"](1, 0)
    with_options = OUCH["CancelOrderRequest"](1, 0, Appendage([("userRefIdx", 5), (99, b"\x01\x02")]))
    event = OUCH["SystemEvent"](34_200_000_000_001, "S")
    update = OUCH["OrderPriorityUpdate"](1, 1, 2_147_483_647, "?", 8)
    bare = OUCH["SystemEvent"]()

    assert repr(cancel) == "CancelOrderRequest(userRefNum=1, quantity=0, appendage=None)"
    assert repr(with_options).endswith("appendage=[userRefIdx=5, tag 99=01 02])")
    assert repr(event) == "SystemEvent(timestamp=09:30:00.000000001, eventCode=StartOfDay)"
    assert "price=market, display='?'" in repr(update)
    assert repr(bare) == "SystemEvent(timestamp=00:00:00.000000000, eventCode=None)"


def test_lines_of_groups() -> None:
    """Records and arrays show what they hold; booleans stay booleans."""
    hand = Codec(TYPES)
    groups = hand["Groups"](pair=(1, 2), legs=[("B", 3, "x")], counts=[1], grid=[[1], []], sides="S")

    assert repr(groups) == (
        "Groups(pair=Pair(left=1, right=2), legs=[Leg(side=Buy, price=3, note='x')], counts=[1], grid=[[1], []], "
        "sides=[Sell], word=Yes)"
    )
    assert repr(hand["Texts"](True)).startswith("Texts(flag=True, letter=' ', ")


def test_the_table_of_a_message() -> None:
    """Each field with its offset, bytes, title and meaning."""
    modify = OUCH["ModifyOrderRequest"](7, "T", 100, [("locateBroker", "AB"), ("userRefIdx", 1)])

    assert table(modify.table()) == [
        "  0 4d                   type = ModifyOrderRequest (M)",
        "  1 00000007             UserRefNum = 7",
        "  5 54                   Side = sell short (T)",
        "  6 00000064             Quantity = 100",
        " 10 0009                 Appendage Length = 9",
        " 12 051a41422020         Locate Broker = 'AB'",
        " 18 021c01               UserRefIdx = 1",
    ]


def test_the_table_of_an_outgoing_message() -> None:
    """Timestamps read as times of day, reasons with their code."""
    rejected = OUCH["Rejected"](**BY_NAME["Rejected"].values)

    assert table(rejected.table()) == [
        "  0 4a                   type = Rejected (J)",
        "  1 00001f1aced9f001     Timestamp = 09:30:00.000000001",
        "  9 00000001             UserRefNum = 1",
        " 13 0017                 Reason = invalid symbol (23)",
        " 15 6f726465722031202020 ClOrdID = 'order 1'",
    ]


def test_the_table_of_faulty_bytes_marks_the_rows() -> None:
    """Each finding stands at the row whose bytes are at fault, missing fields included."""
    data = bytes.fromhex("4d 00000007 3f 0000")

    rows = OUCH.table(data, "incoming")

    assert table(rows) == [
        "  0 4d                   type = ModifyOrderRequest (M)",
        "  1 00000007             UserRefNum = 7",
        "  5 3f                   Side = '?'",
        "  6 0000                 Quantity = 0",
    ]
    assert [row.finding.kind if row.finding else None for row in rows] == [None, None, "enum", "truncated"]


def test_the_table_of_bytes_without_a_type() -> None:
    """Unknown bytes are one row, no bytes none."""
    rows = OUCH.table(b"\x01\x02", "incoming")

    assert table(rows) == ["  0 0102                 type = 01 02"]
    assert rows[0].finding is not None
    assert OUCH.table(b"", "incoming") == []


def test_the_table_shows_elements_that_could_not_be_read() -> None:
    """What is left of a broken appendage is a row of its own, and so is what follows the message."""
    data = bytes.fromhex("58 00000001 00000000 0004 026378 09")

    rows = OUCH.table(data, "incoming")

    assert table(rows)[-3:] == [
        "  9 0004                 Appendage Length = 4",
        " 11 026378               tag 99 = 78",
        " 14 09                   element = 09",
    ]
    assert [row.finding.kind if row.finding else None for row in rows[-2:]] == ["unknown-tag", "element-length"]


def test_trailing_bytes_are_a_row() -> None:
    """Nothing of the message is left out of its table."""
    rows = OUCH.table(bytes.fromhex("53 0000000000000001 53 7879"), "outgoing")

    assert table(rows)[-1] == " 10 7879                 trailing = 78 79"
    assert rows[-1].finding is not None


def test_the_table_of_groups_and_payloads() -> None:
    """Parts of records and arrays are named by their path."""
    hand = Codec(TYPES)
    groups = hand["Groups"](legs=[("B", 3, "x")], counts=[1], grid=[[2]])
    debug = codec("soupbintcp-3.00")["ServerDebug"](b"hello")

    assert [row.name for row in groups.table()] == [
        *("type", "pair.left", "pair.right", "legs", "legs[0].side", "legs[0].price", "legs[0].note"),
        *("counts", "counts[0]", "grid", "grid[0]", "grid[0][0]", "sides", "word"),
    ]
    assert table(debug.table()) == [
        "  0 2b                   type = ServerDebug (+)",
        "  1 68656c6c6f           text = 68 65 6c 6c 6f",
    ]


def test_an_unprintable_type_is_shown_as_a_number() -> None:
    """Message ids may be decimal."""
    own = Codec(TYPES)
    assert own["Groups"].SPEC.id == 71
    assert own["Groups"]().table()[0].text == "Groups (G)"


def test_secrets_are_not_shown() -> None:
    """A password stands in no line, no table's text and no error."""
    login = codec("soupbintcp-3.00")["LoginRequest"]
    request = login("MEMBRA", "alpha-pass", "", "1")

    assert "password=(not shown)" in repr(request)
    assert [row.text for row in request.table() if row.name == "password"] == ["(not shown)"]
    with pytest.raises(FieldError, match=r"LoginRequest.password: wanted at most 10 .*, given '\(not shown\)'"):
        login("MEMBRA", "much-too-long-a-pass").encode()


def test_prices_are_exact() -> None:
    """Decimals are those of the field, without rounding."""
    price = OUCH["EnterOrder"].SPEC.fields[4]
    quantity = OUCH["EnterOrder"].SPEC.fields[2]

    assert OUCH.decimal(price, 1_999_999_900) == Decimal("199999.9900")
    assert str(OUCH.decimal(price, 100_000)) == "10.0000"
    assert OUCH.decimal(quantity, 500) == 500
    assert str(OUCH.decimal(price, 18_446_744_073_709_551_615)) == "1844674407370955.1615"


def test_offsets_in_signed_prices() -> None:
    """A peg offset below zero keeps its sign."""
    offset = OUCH.options["pegOffset"].value

    assert OUCH.decimal(offset, -100) == Decimal("-0.0100")
