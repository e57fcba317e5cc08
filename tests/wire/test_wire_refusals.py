"""What encoding refuses, and the words it uses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ouch_conformance.wire import Appendage, Codec, FieldError, codec
from tests.wire.wire_protocols import TRADING, TYPES
from tests.wire.wire_vectors import VECTORS

OUCH = codec("nasdaq-ouch-5.0")
ORDER = next(vector.values for vector in VECTORS if vector.name == "EnterOrder")
HAND = Codec(TYPES)


def refusal(name: str, values: dict[str, Any], own: Codec = OUCH) -> str:
    with pytest.raises(FieldError) as caught:
        own[name](**values).encode()
    return str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("userRefNum", -1, "an integer 0 to 4,294,967,295 (uint_4_be, 4 bytes), given -1"),
        ("quantity", 4_294_967_296, "an integer 0 to 4,294,967,295 (uint_4_be, 4 bytes), given 4294967296"),
        ("quantity", None, "an integer 0 to 4,294,967,295 (uint_4_be, 4 bytes), given None"),
        (
            "price",
            Decimal("10.00"),
            "an integer 0 to 18,446,744,073,709,551,615 (uint_8_be, 8 bytes), given Decimal('10.00')",
        ),
        ("symbol", "NINECHARS", "at most 8 ascii characters (str_ascii_n, 8 bytes), given 'NINECHARS'"),
        ("symbol", "ÉTÉ", "at most 8 ascii characters (str_ascii_n, 8 bytes), given 'ÉTÉ'"),
        ("symbol", b"OUCHA", "at most 8 ascii characters (str_ascii_n, 8 bytes), given b'OUCHA'"),
        ("clOrdID", "fifteen letters", "at most 14 ascii characters (str_ascii_n, 14 bytes), given 'fifteen letters'"),
        ("clOrdID", "\u20ac", "at most 14 ascii characters (str_ascii_n, 14 bytes), given '€'"),
        ("clOrdID", None, "at most 14 ascii characters (str_ascii_n, 14 bytes), given None"),
        ("display", "y", "one of Display: Visible 'Y', Hidden 'N', Attributable 'A' (char_ascii, 1 byte), given 'y'"),
        ("display", None, "one of Display: Visible 'Y', Hidden 'N', Attributable 'A' (char_ascii, 1 byte), given None"),
        (
            "display",
            ["Y"],
            "one of Display: Visible 'Y', Hidden 'N', Attributable 'A' (char_ascii, 1 byte), given ['Y']",
        ),
    ],
)
def test_refusal_names_message_field_type_width_and_value(field: str, value: object, text: str) -> None:
    """A value that does not fit is refused with all that is needed to mend it."""
    assert refusal("EnterOrder", ORDER | {field: value}) == f"EnterOrder.{field}: wanted {text}"


def test_a_refusal_carries_its_parts() -> None:
    """Callers need not take the text apart."""
    with pytest.raises(FieldError) as caught:
        OUCH["CancelOrderRequest"](userRefNum="one").encode()

    assert (caught.value.message, caught.value.field, caught.value.given) == ("CancelOrderRequest", "userRefNum", "one")


def test_an_enum_without_default_has_to_be_given() -> None:
    """A message made without values says which field is missing first."""
    assert refusal("EnterOrder", {}).startswith("EnterOrder.side: wanted one of Side: Buy 'B', ")


def test_an_attribute_can_be_mended() -> None:
    """Attributes are assigned freely and checked when the message is encoded."""
    order = OUCH["EnterOrder"](**ORDER)
    order.quantity = -5

    with pytest.raises(FieldError, match="given -5"):
        order.encode()
    order.quantity = 5

    assert order.encode()[6:10] == b"\0\0\0\5"


def test_control_characters_may_be_sent() -> None:
    """They are within ASCII: some documents give a NUL a meaning, and tests want them."""
    order = OUCH["EnterOrder"](**ORDER | {"symbol": "\0", "clOrdID": "a\tb"})

    assert order.encode()[10:18] == b"\0       "
    assert order.encode()[31:35] == b"a\tb "


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ([("minQyt", 1)], "appendage: wanted an option of the protocol (did you mean minQty?), given 'minQyt'"),
        (
            [("zzz", 1)],
            "appendage: wanted an option (sharesLocated, locateBroker, userRefIdx), given 'zzz'",
        ),
        (
            [("minQty", 100)],
            "appendage: wanted an option that may stand here (sharesLocated, locateBroker, userRefIdx), given 'minQty'",
        ),
        ([("userRefIdx", 256)], "appendage.userRefIdx: wanted an integer 0 to 255 (byte, 1 byte), given 256"),
        (
            [("sharesLocated", "Q")],
            "appendage.sharesLocated: wanted one of SharesLocated: Yes 'Y', No 'N' (char_ascii, 1 byte), given 'Q'",
        ),
        (
            [("sharesLocated", ["Y"])],
            "appendage.sharesLocated: wanted one of SharesLocated: Yes 'Y', No 'N' (char_ascii, 1 byte), given ['Y']",
        ),
        (
            [("userRefIdx", 1), (28, 2)],
            "appendage: wanted each option once, given 'userRefIdx'",
        ),
        ([(256, b"")], "appendage: wanted a tag 0 to 255, given 256"),
        ([(8, 5)], "appendage: wanted an option (sharesLocated, locateBroker, userRefIdx), given 8"),
        ("options", "appendage: wanted an Appendage, given 'options'"),
    ],
)
def test_options_are_refused_alike(options: object, text: str) -> None:
    """An unknown option, one of another message, one given twice and one out of range are refused by name."""
    values = {"userRefNum": 1, "side": "B", "quantity": 1, "appendage": options}

    assert refusal("ModifyOrderRequest", values) == f"ModifyOrderRequest.{text}"


def test_an_element_cannot_hold_more_than_its_length_byte_counts() -> None:
    """A raw element has at most 254 bytes of value, an appendage at most 65,535 bytes."""
    assert "wanted at most 254 bytes of value" in refusal("AccountQueryRequest", {"appendage": [(99, b"x" * 255)]})
    many = [(99, b"x" * 254)] * 257
    assert "wanted at most 65,535 bytes of options" in refusal("AccountQueryRequest", {"appendage": many})
    assert OUCH["AccountQueryRequest"]([(99, b"x" * 254)]).encode()[:5] == b"Q\x01\x00\xff\x63"


def test_raw_elements_are_sent_as_they_are() -> None:
    """Bytes behind a tag are not judged: unknown, repeated, ill-sized and forbidden elements can be sent."""
    raw = [(28, b"\x05"), (28, b"\x05\x05"), (3, b"\0"), (200, b"")]

    data = OUCH["AccountQueryRequest"](appendage=raw).encode()

    assert data == bytes.fromhex("51 000c 021c05 031c0505 020300 01c8")


def test_an_always_present_appendage_cannot_be_taken_away() -> None:
    """None in the constructor is the empty appendage; assigned later it is refused."""
    order = OUCH["EnterOrder"](**ORDER, appendage=None)
    assert order.appendage == Appendage()
    order.appendage = None

    with pytest.raises(FieldError, match=r"EnterOrder.appendage: wanted an Appendage, given None"):
        order.encode()


@pytest.mark.parametrize(
    ("name", "field", "value", "wanted"),
    [
        ("Texts", "flag", 2, "True or False (boolean, 1 byte)"),
        ("Texts", "flag", [], "True or False (boolean, 1 byte)"),
        ("Texts", "letter", "", "one character (char_ascii, 1 byte)"),
        ("Texts", "letter", "ab", "one character (char_ascii, 1 byte)"),
        ("Texts", "letter", "é", "one character (char_ascii, 1 byte)"),
        ("Texts", "accent", "€", "one character (char_iso-8859-1, 1 byte)"),
        ("Texts", "latin", "ééééé", "at most 4 iso-8859-1 characters (str_iso-8859-1_n, 4 bytes)"),
        ("Texts", "name", "é", "at most 32,767 ascii characters (str_ascii)"),
        ("Texts", "nom", "x" * 32_768, "at most 32,767 iso-8859-1 characters (str_iso-8859-1)"),
        ("Texts", "nom", 5, "at most 32,767 iso-8859-1 characters (str_iso-8859-1)"),
        ("Groups", "pair", 5, "a Pair"),
        ("Groups", "pair", (1, 2, 3), "a Pair"),
        ("Groups", "pair", {"left": -1}, "a Pair whose left is an integer 0 to 65,535 (uint_2_be, 2 bytes)"),
        ("Groups", "counts", 5, "a list"),
        ("Groups", "counts", [0] * 256, "at most 255 items"),
        ("Groups", "counts", [1, -1], "item 1 to be an integer 0 to 4,294,967,295 (uint_4_be, 4 bytes)"),
        ("Groups", "grid", [[1], [70_000]], "item 1 to be item 0 to be an integer -32,768 to 32,767 (int_2, 2 bytes)"),
        ("Groups", "word", "maybe", "one of Word: Yes 'yes', No 'no' (str_ascii)"),
    ],
)
def test_other_types_are_refused_alike(name: str, field: str, value: object, wanted: str) -> None:
    """Every type of the XML says what it can carry."""
    values = {"word": "yes"} if name == "Groups" else {}

    assert refusal(name, values | {field: value}, HAND).startswith(f"{name}.{field}: wanted {wanted}, given ")


def test_a_payload_is_bytes() -> None:
    """The rest of a packet is not text."""
    soup = codec("soupbintcp-3.00")

    assert refusal("ClientDebug", {"text": "hello"}, soup) == "ClientDebug.text: wanted bytes, given 'hello'"


def test_a_missing_record_attribute_is_named_too() -> None:
    """A message whose constructor met an unhashable value keeps everything else."""
    order = Codec(TRADING)["Enter"](1, ["B"], 100, "OUCHA", 1, "abc")

    assert (order.userRefNum, order.side, order.clOrdID) == (1, ["B"], "abc")
