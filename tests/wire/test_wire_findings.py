"""Each kind of fault in some bytes, with the place where it is reported."""

from __future__ import annotations

import pytest

from ouch_conformance.spec.model import Field, Message
from ouch_conformance.wire import Codec, Decoded, Finding, FindingKind, Unknown, WireMessage, codec, patch
from tests.wire.wire_protocols import TRADING, make
from tests.wire.wire_vectors import VECTORS

OUCH = codec("nasdaq-ouch-5.0")
TRADE = Codec(TRADING)
ENTER = next(vector.data for vector in VECTORS if vector.name == "EnterOrder")
SPEC = OUCH["EnterOrder"].SPEC
CANCEL = bytes.fromhex("58 00000001 00000000")
CANCELED = bytes.fromhex("43 0000000000000001 00000001 000000c8 55")


def only(decoded: Decoded) -> Finding:
    assert len(decoded.findings) == 1
    return decoded.findings[0]


def message(decoded: Decoded) -> WireMessage:
    assert isinstance(decoded.message, WireMessage)
    return decoded.message


def enter_with(appendage: str) -> bytes:
    """An Enter Order whose elements are given in hexadecimal, behind their right length."""
    elements = bytes.fromhex(appendage)
    return ENTER[:45] + len(elements).to_bytes(2, "big") + elements


def test_an_empty_payload_is_a_finding() -> None:
    """No bytes are no message."""
    decoded = OUCH.decode(b"", "incoming")

    assert decoded.message == Unknown(-1, b"")
    assert only(decoded) == (0, 0, None, "empty", "a message", "no bytes")


def test_an_unknown_type_is_kept_with_its_bytes() -> None:
    """A type byte that this direction does not have gives Unknown."""
    decoded = OUCH.decode(b"A123", "incoming")

    assert decoded.message == Unknown(0x41, b"A123")
    assert only(decoded) == (0, 1, "type", "unknown-type", "the type of an incoming message", "41")


@pytest.mark.parametrize("size", range(1, 47))
def test_a_message_cut_short_says_what_is_missing(size: int) -> None:
    """The finding stands where the bytes end and counts the bytes that are missing."""
    finding = only(OUCH.decode(ENTER[:size], "incoming"))

    assert (finding.offset, finding.length, finding.kind) == (size, 47 - size, FindingKind.TRUNCATED)
    assert (finding.expected, finding.observed) == ("47 bytes", f"{size} bytes")


def test_missing_bytes_read_as_zero() -> None:
    """Fields before the cut keep their values, half a number is filled up, missing text is empty."""
    found = message(OUCH.decode(ENTER[:24], "incoming"))

    assert (found.userRefNum, found.side, found.symbol) == (1, "B", "OUCHA")
    assert found.price == 0x00000000000186A0 & ~0xFFFF
    assert (found.timeInForce, found.clOrdID) == ("\0", "")
    assert only(OUCH.decode(ENTER[:24], "incoming")).field == "price"


def test_half_a_text_keeps_what_is_there() -> None:
    """A text that is cut off holds the characters that came."""
    assert message(OUCH.decode(ENTER[:12], "incoming")).symbol == "OU"


def test_bytes_behind_the_message_are_trailing() -> None:
    """What follows the last field is counted and left alone."""
    event = bytes.fromhex("53 0000000000000001 53") + b"xyz"

    finding = only(OUCH.decode(event, "outgoing"))

    assert finding == (10, 3, None, "trailing", "10 bytes", "13 bytes")


def test_bytes_behind_the_appendage_are_trailing() -> None:
    """The Appendage Length says where the message ends."""
    decoded = OUCH.decode(enter_with("02 1c 05") + b"\x02\x1c", "incoming")

    assert only(decoded) == (50, 2, None, "trailing", "50 bytes", "52 bytes")
    assert message(decoded).appendage == TRADE_APPENDAGE


TRADE_APPENDAGE = message(OUCH.decode(enter_with("02 1c 05"), "incoming")).appendage


def test_nul_bytes_are_wrong_padding() -> None:
    """Alphas are padded with spaces."""
    decoded = OUCH.decode(patch(ENTER, SPEC, "symbol", b"OUCHA\0\0\0"), "incoming")

    assert only(decoded) == (15, 3, "symbol", "padding", "spaces (20)", "00 00 00")
    assert message(decoded).symbol == "OUCHA\0\0\0"


def test_text_on_the_wrong_side_is_wrong_padding() -> None:
    """Alphas begin at the left."""
    decoded = OUCH.decode(patch(ENTER, SPEC, "symbol", b"   OUCHA"), "incoming")

    assert only(decoded) == (10, 3, "symbol", "padding", "left-justified text", "3 spaces on the left")
    assert message(decoded).symbol == "   OUCHA"


def test_a_blank_text_is_not_wrong_padding() -> None:
    """A field of spaces is empty, which is for other rules to judge."""
    assert OUCH.decode(patch(ENTER, SPEC, "clOrdID", b" " * 14), "incoming").findings == ()


def test_a_token_may_begin_with_a_space() -> None:
    """Where the role of a field is token, leading spaces belong to the text."""
    enter = TRADE["Enter"](1, "B", 100, "OUCHA", 1, " abc")

    decoded = TRADE.decode(enter.encode(), "incoming")

    assert decoded == (enter, ())


@pytest.mark.parametrize(
    ("raw", "offset", "length", "observed"),
    [
        (b"OU\x01HA   ", 12, 1, "01"),
        (b"\x7fUCHA   ", 10, 1, "7f"),
        (b"O\xe9C\x00A   ", 11, 3, "e9 43 00"),
        (b"OUCHA \n ", 16, 1, "0a"),
    ],
)
def test_unprintable_characters_break_the_charset(raw: bytes, offset: int, length: int, observed: str) -> None:
    """The finding spans from the first unprintable byte to the last."""
    finding = only(OUCH.decode(patch(ENTER, SPEC, "symbol", raw), "incoming"))

    assert finding == (offset, length, "symbol", "charset", "printable ascii", observed)


def test_long_texts_are_checked_alike() -> None:
    """A control character or a high byte in a ClOrdID is found too."""
    for raw, offset in ((b"order\t1       ", 36), (b"order 1      \xff", 44)):
        finding = only(OUCH.decode(patch(ENTER, SPEC, "clOrdID", raw), "incoming"))
        assert (finding.offset, finding.kind) == (offset, FindingKind.CHARSET)


def test_a_value_outside_the_enum_stays_plain() -> None:
    """The value is kept as the wire has it, and the finding lists what was allowed."""
    decoded = OUCH.decode(patch(ENTER, SPEC, "side", b"b"), "incoming")

    assert only(decoded) == (5, 1, "side", "enum", "one of B, S, T, E", "62")
    assert message(decoded).side == "b"


def test_an_open_enum_lets_unlisted_values_pass() -> None:
    """Reject reasons that the document does not list are no fault."""
    rejected = bytes.fromhex("4a 0000000000000001 00000001 fffe") + b"order 1       "

    decoded = OUCH.decode(rejected, "outgoing")

    assert decoded.findings == ()
    assert message(decoded).reason == 0xFFFE
    assert message(decoded).encode() == rejected


def test_an_appendage_length_above_what_follows() -> None:
    """The options that are there are still read."""
    decoded = OUCH.decode(ENTER[:45] + bytes.fromhex("00 09 02 1c 05"), "incoming")

    assert only(decoded) == (45, 2, "appendageLength", "appendage-length", "3 (bytes that follow)", "9")
    assert message(decoded).appendage == TRADE_APPENDAGE


def test_half_an_appendage_length_is_truncated() -> None:
    """One byte behind a message whose appendage is optional is half a length field."""
    decoded = OUCH.decode(CANCEL + b"\0", "incoming")

    assert only(decoded) == (10, 1, "appendageLength", "truncated", "11 bytes", "10 bytes")


@pytest.mark.parametrize(
    ("elements", "offset", "expected", "observed"),
    [
        ("04 1c 05", 47, "1 to 2", "4"),
        ("00 02 1c 05", 47, "1 to 3", "0"),
        ("02 1c 05 00", 50, "an element", "0"),
        ("02 1c 05 03 03 64", 50, "1 to 2", "3"),
    ],
)
def test_an_element_that_cannot_be_walked_over(elements: str, offset: int, expected: str, observed: str) -> None:
    """A Length of 0, or one beyond the appendage, ends the reading of options."""
    finding = only(OUCH.decode(enter_with(elements), "incoming"))

    assert finding == (offset, 1, None, "element-length", expected, observed)


def test_an_element_of_the_wrong_width_keeps_its_bytes() -> None:
    """The next element is still read."""
    decoded = OUCH.decode(enter_with("03 03 00 64 02 1c 05"), "incoming")
    appendage = message(decoded).appendage

    assert only(decoded) == (47, 1, "minQty", "element-length", "5", "3")
    assert appendage is not None
    assert appendage["minQty"] == b"\0d"
    assert appendage["userRefIdx"] == 5


def test_an_unknown_tag_keeps_its_bytes() -> None:
    """Clients skip tags that they do not know."""
    decoded = OUCH.decode(enter_with("03 c8 01 02"), "incoming")
    appendage = message(decoded).appendage

    assert only(decoded) == (48, 1, None, "unknown-tag", "a tag of the protocol", "200")
    assert appendage is not None
    assert [tuple(element) for element in appendage] == [(200, None, b"\x01\x02", b"\x01\x02")]


def test_a_tag_that_the_message_does_not_list() -> None:
    """Route is an option of the protocol, not of Enter Order."""
    decoded = OUCH.decode(enter_with("05 0e 44 4f 54 41"), "incoming")
    finding = only(decoded)

    assert (finding.offset, finding.field, finding.kind) == (48, "route", FindingKind.TAG_NOT_ALLOWED)
    assert finding.expected.startswith("one of firm, minQty, ")
    appendage = message(decoded).appendage
    assert appendage is not None
    assert appendage["route"] == "DOTA"


def test_a_tag_where_no_option_is_allowed() -> None:
    """In 1.02 Order Executed had a length field and no option for it."""
    executed = next(vector.data for vector in VECTORS if vector.name == "OrderExecuted")
    old = codec("nasdaq-ouch-5.0", "1.02")

    finding = only(old.decode(executed[:34] + bytes.fromhex("00 06 05 03 00 00 00 64"), "outgoing"))

    assert finding == (37, 1, "minQty", "tag-not-allowed", "no option", "minQty")


def test_a_repeated_tag() -> None:
    """Both elements are kept; the second is the finding."""
    decoded = OUCH.decode(enter_with("02 1c 05 02 1c 06"), "incoming")
    appendage = message(decoded).appendage

    assert only(decoded) == (51, 1, "userRefIdx", "repeated-tag", "each tag once", "tag 28 again")
    assert appendage is not None
    assert [element.value for element in appendage] == [5, 6]


def test_a_value_of_an_option_is_checked_too() -> None:
    """Enum and padding faults of options name the option and its offset."""
    decoded = OUCH.decode(enter_with("02 0c 58 05 02 46 52 4d 00"), "incoming")

    assert [(finding.offset, finding.field, finding.kind) for finding in decoded.findings] == [
        (49, "postOnly", "enum"),
        (55, "firm", "padding"),
    ]


@pytest.mark.parametrize(("appendage", "length"), [("00 00", 2), ("00 03 02 1c 00", 5)])
def test_an_appendage_without_a_channel_ought_not_to_be(appendage: str, length: int) -> None:
    """Canceled carries an Appendage Length only with a non-zero UserRefIdx."""
    finding = only(OUCH.decode(CANCELED + bytes.fromhex(appendage), "outgoing"))

    assert (finding.offset, finding.length, finding.field) == (18, length, "appendageLength")
    assert finding.kind is FindingKind.PRESENCE
    assert finding.expected == "no Appendage Length without a non-zero userRefIdx"


def test_an_appendage_with_a_channel_is_clean() -> None:
    """The other form of Canceled, with its UserRefIdx, has no finding."""
    assert OUCH.decode(CANCELED + bytes.fromhex("00 03 02 1c 07"), "outgoing").findings == ()


def test_filler_bytes_hold_their_fill() -> None:
    """A reserved field has one value."""
    filler = Field("filler", "uint_2_be", role="reserved", default="0")
    letters = Field("letters", "str_ascii_n", length=12, role="reserved", default="")
    own = Codec(make(Message("Padded", 80, None, (filler, letters))))

    clean = own.decode(b"P\0\0" + b" " * 12, "incoming")
    dirty = own.decode(b"P\0\1" + b" " * 11 + b"x", "incoming")
    longer = own.decode(b"P\0\0" + b" " * 12 + b"!", "incoming")

    assert clean.findings == ()
    assert only(longer).kind == "trailing"
    assert [tuple(finding) for finding in dirty.findings] == [
        (1, 2, "filler", "reserved", "00 00", "00 01"),
        (3, 12, "letters", "reserved", " ".join(["20"] * 12), " ".join(["20"] * 11) + " 78"),
    ]


def test_findings_come_in_wire_order_and_do_not_hide_each_other() -> None:
    """Several faults in one message are all reported."""
    data = patch(patch(ENTER, SPEC, "side", b"?"), SPEC, "symbol", b"OUCHA\0\0\0") + b"!"

    findings = OUCH.decode(data, "incoming").findings

    assert [(finding.offset, finding.kind) for finding in findings] == [(5, "enum"), (15, "padding"), (47, "trailing")]


def test_a_finding_reads_as_one_sentence() -> None:
    """Place, kind, expected and observed."""
    finding = only(OUCH.decode(patch(ENTER, SPEC, "side", b"b"), "incoming"))
    nameless = only(OUCH.decode(b"", "incoming"))

    assert finding.sentence == "side at offset 5: enum: expected one of B, S, T, E, observed 62"
    assert nameless.sentence == "offset 0: empty: expected a message, observed no bytes"


JPX = codec("jpx-ouch-5.0")
REPLACE = bytes.fromhex(
    f"55 {b'TOKEN 007     '.hex()} {b'TOKEN 008     '.hex()} 000000000000001e 000003fc 00"
    f" {'00' + '20' * 15} {'00' * 15} {'00' + '41' * 31}"
)
"""Replace Order of Osaka Exchange (4.1.3): a 0 in the first byte leaves a text as it is, whatever follows it."""


def test_bytes_that_leave_a_text_unchanged_are_sound() -> None:
    """Client Account, Customer Info and Exchange Info that a replacement leaves as they are (4.1.3.2)."""
    assert len(REPLACE) == 105
    assert JPX.decode(REPLACE, "incoming").findings == ()


def test_a_nul_elsewhere_in_a_text_is_a_finding() -> None:
    """Behind the first byte a 0 means nothing, nor does it where no text is left unchanged: in Order Replaced."""
    behind = REPLACE[:42] + b"AB\0CD".ljust(16) + REPLACE[58:]
    replaced = bytes.fromhex("55") + bytes(8) + REPLACE[1:29] + bytes.fromhex("00000515 42") + bytes(8)
    replaced += REPLACE[29:41] + bytes(2) + REPLACE[42:58] + bytes([1]) + b" " * 47

    assert only(JPX.decode(behind, "incoming"))[:4] == (44, 1, "clientAccount", "charset")
    assert {finding.field for finding in JPX.decode(replaced, "outgoing").findings} == {"clientAccount"}
