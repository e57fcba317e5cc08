"""Attributes of generated classes: what they take, what they refuse and how they say it."""

from __future__ import annotations

import copy
import pickle
from enum import Enum
from types import ModuleType
from typing import Any

import pytest

from ouch_conformance.wire import Appendage, FieldError
from tests.generate.generate_packages import OUCH50, SOUP, TRADE, module_of, module_of_text

VALUES: dict[str, Any] = {
    "number": 7,
    "side": "B",
    "price": 100_000,
    "symbol": "OUCHA",
    "wide": "Zürs",
    "letter": "é",
    "text": "so",
    "leg": {"side": "S"},
    "pin": "1234",
}


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A protocol with a bit of everything."""
    return module_of_text(TRADE, "attributes", tmp_path_factory.mktemp("trade"))


@pytest.fixture(scope="module")
def ouch(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """OUCH 5.0."""
    return module_of(OUCH50, "attributes50", tmp_path_factory.mktemp("ouch"))


NUMBER = "an integer 0 to 4,294,967,295 (uint_4_be, 4 bytes)"
SIDE = "one of Side: Buy 'B', Sell 'S' (char_ascii, 1 byte)"
LEGS = "(list of record Leg of 2 fields, behind a count (byte, 1 byte))"
GRID = "(list of list of int_4, 4 bytes, behind a count (byte, 1 byte), behind a count (byte, 1 byte))"
LOW, HIGH = "-2,147,483,648", "2,147,483,647"
REFUSED = [
    ("number", -1, NUMBER, "-1"),
    ("number", 2**32, NUMBER, "4294967296"),
    ("number", 1.0, NUMBER, "1.0"),
    ("number", "1", NUMBER, "'1'"),
    ("number", None, NUMBER, "None"),
    ("side", "X", SIDE, "'X'"),
    ("side", None, SIDE, "None"),
    ("side", ["B"], SIDE, "['B']"),
    ("side", "BUY", SIDE, "'BUY'"),
    ("symbol", "NINECHARS", "at most 8 ascii characters (str_ascii_n, 8 bytes)", "'NINECHARS'"),
    ("symbol", "é", "at most 8 ascii characters (str_ascii_n, 8 bytes)", "'é'"),
    ("symbol", b"OUCHA", "at most 8 ascii characters (str_ascii_n, 8 bytes)", "b'OUCHA'"),
    ("wide", "€", "at most 4 iso-8859-1 characters (str_iso-8859-1_n, 4 bytes)", "'€'"),
    ("letter", "", "one character (char_iso-8859-1, 1 byte)", "''"),
    ("letter", "ab", "one character (char_iso-8859-1, 1 byte)", "'ab'"),
    ("flag", 2, "True or False (boolean, 1 byte)", "2"),
    ("flag", [], "True or False (boolean, 1 byte)", "[]"),
    ("reason", 1, "one of Reason: Halted 0, Closed 7 (uint_2_be, 2 bytes)", "1"),
    ("word", "maybe", "one of Word: Yes 'yes', No 'no' (str_ascii)", "'maybe'"),
    ("hint", "12", "one character (char_ascii, 1 byte)", "'12'"),
    ("text", 5, "at most 32,767 iso-8859-1 characters (str_iso-8859-1)", "5"),
    ("leg", 5, "a Leg (record Leg of 2 fields)", "5"),
    ("leg", (1, "B", 3), "record Leg of 2 fields", "(1, 'B', 3)"),
    ("leg", {"ratoi": 1}, "record Leg of 2 fields", "{'ratoi': 1}"),
    ("legs", 5, f"a list {LEGS}", "5"),
    ("legs", [{"side": "B"}] * 256, f"at most 255 items {LEGS}", None),
    ("sides", ["B", "X"], "item 1 to be one of Side: Buy 'B', Sell 'S' (char_ascii, 1 byte) (list of Side", None),
    ("grid", [[1], [2**31]], f"item 1 to be item 0 to be an integer {LOW} to {HIGH} (int_4, 4 bytes) {GRID}", None),
    ("pin", "12345", "at most 4 ascii characters (str_ascii_n, 4 bytes)", "'(not shown)'"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "wanted", "given"), REFUSED)
def test_a_refused_value_is_named_with_its_field_and_type(
    trade: ModuleType, field: str, value: object, wanted: str, given: str | None
) -> None:
    """Assigned or given to the constructor: message, field, type, width and value, at once; what was there stays."""
    message = trade.Enter(**VALUES)
    before = message.encode()
    text = f"Enter.{field}: wanted {wanted}"

    with pytest.raises(FieldError) as assigned:
        setattr(message, field, value)
    if value is not None:
        with pytest.raises(FieldError) as constructed:
            trade.Enter(**VALUES | {field: value})
        assert str(constructed.value) == str(assigned.value)

    assert str(assigned.value).startswith(text)
    assert given is None or str(assigned.value) == f"{text}, given {given}"
    assert message.encode() == before


def test_a_fault_inside_a_record_is_named_by_its_path(trade: ModuleType) -> None:
    """A record's own attributes are checked, too, and a record that is given as a mapping says where its fault is."""
    message = trade.Enter(**VALUES)

    with pytest.raises(FieldError, match=r"^Leg\.ratio: wanted an integer -32,768 to 32,767 \(int_2_be, 2 bytes\)"):
        message.leg.ratio = 40_000
    with pytest.raises(FieldError, match=r"^Enter\.leg\.ratio: wanted an integer .*, given 40000$"):
        message.leg = {"ratio": 40_000, "side": "B"}
    with pytest.raises(FieldError, match=r"^Enter\.legs: wanted item 0 to be a Leg whose side is one of Side"):
        message.legs = [trade.Leg()]


def test_what_was_never_set_says_so(trade: ModuleType) -> None:
    """An enum without default has no value to read, and a message without it cannot be encoded."""
    message = trade.Enter()

    with pytest.raises(AttributeError, match=r"^Enter\.side has not been set and has no default$"):
        _ = message.side
    with pytest.raises(FieldError, match=r"^Enter\.side: wanted one of Side"):
        message.encode()
    assert "side=None" in repr(message)
    assert not hasattr(trade.Leg(), "side")


def test_everything_else_has_a_default(trade: ModuleType) -> None:
    """The XML's default, else zero, a blank, an empty text, an empty list, a record of defaults."""
    message = trade.Enter()

    assert (message.number, message.symbol, message.letter, message.text) == (0, "", " ", "")
    assert (message.flag, message.reason, message.word, message.hint) == (True, trade.Reason.Closed, "yes", "1")
    assert (message.leg.ratio, message.legs, message.sides, message.grid) == (1, [], [], [])


def test_messages_share_no_list_and_no_record(trade: ModuleType) -> None:
    """What is appended to one message's list is in no other message."""
    one, other = trade.Enter(), trade.Enter()
    one.sides.append("B")
    one.leg.ratio = 5

    assert (other.sides, other.leg.ratio, trade.Enter().sides) == ([], 1, [])


def test_an_appended_item_is_checked_when_it_is_encoded(trade: ModuleType) -> None:
    """A list is a plain list: what its own methods put in is seen by encode."""
    message = trade.Enter(**VALUES)
    message.sides.append("X")

    with pytest.raises(FieldError, match=r"^Enter\.sides: wanted item 0 to be one of Side"):
        message.encode()


def test_a_misspelt_attribute_is_an_error(trade: ModuleType) -> None:
    """Nothing is stored under a name that the message does not have, and none can be deleted."""
    message = trade.Enter()

    with pytest.raises(AttributeError, match="symbl"):
        message.symbl = "OUCHA"
    with pytest.raises(TypeError, match="symbl"):
        trade.Enter(symbl="OUCHA")
    with pytest.raises(AttributeError):
        del message.symbol


def test_enum_fields_take_members_and_plain_values(trade: ModuleType) -> None:
    """They hold the member, which equals its plain value; members of somebody else's enum stand for their values."""

    class Mine(Enum):
        BUY = "B"
        SEVEN = 7

    message = trade.Enter(**VALUES | {"side": trade.Side.Sell})
    message.side, message.reason, message.number = Mine.BUY, Mine.SEVEN, Mine.SEVEN

    assert message.side is trade.Side.Buy
    assert message.side == "B"
    assert (message.reason, message.number) == (7, 7)
    message.reason = 0
    assert message.reason is trade.Reason.Halted


def test_an_open_enum_takes_other_values(trade: ModuleType) -> None:
    """Where the document's list is not complete another character passes, and is kept as it is."""
    message = trade.Enter(**VALUES)
    message.hint = "?"

    assert message.hint == "?"
    assert b"?" in message.encode()


def test_messages_are_values(trade: ModuleType) -> None:
    """Equal where all fields are; copied, pickled and printed on one line."""
    message = trade.Enter(**VALUES)
    other = trade.Enter(**VALUES)

    pickled = pickle.loads(pickle.dumps(message))  # noqa: S301 - our own bytes
    for same in (other, copy.copy(message), copy.deepcopy(message), pickled):
        assert same == message
        assert same.encode() == message.encode()
    other.leg.ratio = 2
    assert other != message
    assert message != 5
    assert repr(message).startswith("Enter(number=7, side=Buy, price=10.0000, symbol='OUCHA', wide='Zürs'")
    assert "1234" not in repr(message)
    assert repr(message.leg) == "Leg(ratio=1, side=Sell)"
    with pytest.raises(TypeError):
        hash(message)


def test_messages_match_patterns(trade: ModuleType) -> None:
    """Positions in a pattern are the fields in wire order."""
    match trade.Done(5, 7):
        case trade.Done(stamp, reason=trade.Reason.Closed):
            assert stamp == 5
        case other:
            pytest.fail(f"{other} does not match")


def test_options_are_checked_where_they_are_assigned(ouch: ModuleType) -> None:
    """An option that may not stand there, or whose value does not fit, is refused; pairs become an Appendage."""
    order, request = ouch.EnterOrder(), ouch.CancelOrderRequest()
    order.appendage = [("minQty", 100)]

    assert isinstance(order.appendage, Appendage)
    assert order.appendage["minQty"] == 100
    assert (ouch.EnterOrder().appendage, request.appendage) == (Appendage(), None)
    with pytest.raises(FieldError, match=r"^EnterOrder\.appendage\.minQty: wanted an integer .*given -1$"):
        order.appendage = [("minQty", -1)]
    with pytest.raises(
        FieldError, match=r"^EnterOrder\.appendage: wanted an option of the protocol \(did you mean minQty"
    ):
        order.appendage = Appendage([("minQyt", 1)])
    with pytest.raises(FieldError, match=r"^CancelOrderRequest\.appendage: wanted an option that may stand here"):
        request.appendage = [("minQty", 1)]
    with pytest.raises(FieldError, match=r"^EnterOrder\.appendage: wanted an Appendage, or a list"):
        order.appendage = 5
    order.appendage, request.appendage = None, [("userRefIdx", 5)]
    assert order.appendage == Appendage()
    assert request.encode()[-5:] == b"\x00\x03\x02\x1c\x05"
    request.appendage = None
    assert len(request.encode()) == 9


def test_a_payload_is_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What stands behind the fields up to the packet's end is checked like a field."""
    soup = module_of(SOUP, "attributes_soup", tmp_path_factory.mktemp("soup"))
    packet = soup.ClientDebug(text=b"hello")

    with pytest.raises(FieldError, match=r"^ClientDebug\.text: wanted bytes, up to the packet's end, given 'hello'$"):
        packet.text = "hello"
    assert packet.encode() == b"+hello"
