"""Every type of the message XML, against bytes written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from ouch_conformance.spec.model import Field, Message, Option, Record
from ouch_conformance.wire import Appendage, Codec, Finding, WireMessage
from tests.wire.wire_protocols import TRADING, TYPES, enum, make

HAND = Codec(TYPES)
TRADE = Codec(TRADING)

INTEGERS: dict[str, tuple[int, str]] = {
    "byte": (200, "c8"),
    "int_2": (-2, "fe ff"),
    "int_2_be": (-2, "ff fe"),
    "int_4": (-3, "fd ff ff ff"),
    "int_4_be": (-3, "ff ff ff fd"),
    "int_8": (-4, "fc ff ff ff ff ff ff ff"),
    "int_8_be": (-4, "ff ff ff ff ff ff ff fc"),
    "uint_2": (0x1234, "34 12"),
    "uint_2_be": (0x1234, "12 34"),
    "uint_4": (0x12345678, "78 56 34 12"),
    "uint_4_be": (0x12345678, "12 34 56 78"),
    "uint_8": (0x123456789ABCDEF0, "f0 de bc 9a 78 56 34 12"),
    "uint_8_be": (0x123456789ABCDEF0, "12 34 56 78 9a bc de f0"),
}


def decoded(codec: Codec, data: bytes) -> WireMessage:
    message, findings = codec.decode(data, "incoming")
    assert findings == ()
    assert isinstance(message, WireMessage)
    return message


def only(codec: Codec, data: bytes) -> Finding:
    findings = codec.decode(data, "incoming").findings
    assert len(findings) == 1
    return findings[0]


def test_integers_of_both_orders_stand_side_by_side() -> None:
    """Little- and big-endian fields may be mixed within one message."""
    values = {f"f_{kind}": value for kind, (value, _) in INTEGERS.items()}
    data = bytes.fromhex("49" + "".join(text for _, text in INTEGERS.values()))

    message = HAND["Integers"](**values)

    assert message.encode().hex(" ") == data.hex(" ")
    assert decoded(HAND, data) == message
    assert decoded(HAND, data).f_int_8_be == -4


def test_mixed_orders_check_the_length_too() -> None:
    """A message of several byte orders that is too short or too long is reported like any other."""
    data = HAND["Integers"]().encode()

    assert only(HAND, data[:-1]) == (57, 1, "f_uint_8_be", "truncated", "58 bytes", "57 bytes")
    assert only(HAND, data + b"!") == (58, 1, None, "trailing", "58 bytes", "59 bytes")


def test_texts_of_every_kind() -> None:
    """Booleans, characters, justified and counted strings."""
    message = HAND["Texts"](True, "x", "é", "ab", "ab", "né", "word", "mot né")

    assert message.encode() == bytes.fromhex(
        "54"  # type
        "01"  # boolean
        "78"  # ASCII character
        "e9"  # ISO 8859-1 character
        "61 62 20 20"  # left-justified
        "20 20 61 62"  # right-justified
        "6e e9 20 20"  # ISO 8859-1
        "04 00 77 6f 72 64"  # counted: the length is little-endian
        "06 00 6d 6f 74 20 6e e9"
    )
    assert decoded(HAND, message.encode()) == message


def test_groups_of_every_kind() -> None:
    """Records, arrays of records, of numbers and of enums, arrays of arrays, counted enums."""
    message = HAND["Groups"](
        pair=(1, 2),
        legs=[("B", -1, "hi"), {"side": "S", "price": 2, "note": ""}],
        counts=[5, 6],
        grid=[[1], [], [2, 3]],
        sides="BS",
        word="no",
    )

    assert message.encode() == bytes.fromhex(
        "47"  # type
        "00 01 02 00"  # pair: big-endian, little-endian
        "00 02"  # legs
        "42 ff ff ff ff 02 00 68 69"
        "53 00 00 00 02 00 00"
        "02 00 00 00 05 00 00 00 06"  # counts
        "03 00 01 00 01 00 00 00 02 00 02 00 03 00"  # grid
        "00 00 00 02 42 53"  # sides
        "02 00 6e 6f"  # word
    )
    assert decoded(HAND, message.encode()) == message
    assert message.legs[1] == HAND.records["Leg"]("S", 2, "")
    assert message.legs[1].side is HAND.enums["Side"]["Sell"]
    assert message.word is HAND.enums["Word"]["No"]


def test_what_a_field_is_when_nothing_was_given() -> None:
    """Numbers 0, texts empty, a character blank, arrays of one's own, records of their defaults."""
    first, second = HAND["Groups"](), HAND["Groups"]()
    first.legs.append(HAND.records["Leg"]("B"))

    assert second.legs == []
    assert second.pair == HAND.records["Pair"](0, 0)
    assert second.word is HAND.enums["Word"]["Yes"]
    assert HAND["Texts"]().encode() == b"T\0" + b" " * 14 + b"\0\0\0\0"


def test_defaults_come_from_the_specification() -> None:
    """A default is a value of its field, hexadecimal numbers included."""
    word = enum("Word", "str_ascii", ("Yes", "yes"))
    code = enum("Code", "uint_2_be", ("Fine", 0), ("Wrong", 255))
    fields = (
        Field("number", "int_4_be", default="-7"),
        Field("mask", "byte", default="0x1f"),
        Field("flag", "boolean", default="True"),
        Field("letter", "char_ascii", default="N"),
        Field("text", "str_ascii_n", length=4, default="**"),
        Field("name", "str_ascii", default="n"),
        Field("code", "uint_2_be", enum="Code", default="0x00FF"),
        Field("word", "str_ascii", enum="Word"),
    )
    own = Codec(make(Message("Given", 71, None, fields), enums={"Word": word, "Code": code}))

    message = own["Given"](word="yes")

    assert message.code is own.enums["Code"]["Wrong"]
    assert own["Given"]().word is None
    assert message.encode() == bytes.fromhex("47 fffffff9 1f 01 4e 2a2a2020 01006e 00ff 0300796573")


@pytest.mark.parametrize(
    ("offset", "byte", "field", "kind", "expected"),
    [
        (1, 0x02, "flag", "enum", "00 or 01"),
        (2, 0xE9, "letter", "charset", "printable ascii"),
        (3, 0x85, "accent", "charset", "printable iso-8859-1"),
        (7, 0x00, "left", "padding", "spaces (20)"),
        (8, 0x00, "right", "padding", "spaces (20)"),
        (11, 0x20, "right", "padding", "right-justified text"),
        (10, 0x01, "right", "charset", "printable ascii"),
        (12, 0x07, "latin", "charset", "printable iso-8859-1"),
        (19, 0x1F, "name", "charset", "printable ascii"),
        (25, 0x9F, "nom", "charset", "printable iso-8859-1"),
    ],
)
def test_faults_of_texts(offset: int, byte: int, field: str, kind: str, expected: str) -> None:
    """One wrong byte in a clean message is found where it stands."""
    clean = bytearray(HAND["Texts"](True, "x", "é", "ab", "ab", "né", "word", "mot né").encode())
    clean[offset] = byte

    finding = only(HAND, bytes(clean))

    assert (finding.offset, finding.field, finding.kind, finding.expected) == (offset, field, kind, expected)


def test_nul_before_an_unprintable_character_moves_its_place() -> None:
    """In a right-justified field both the wrong padding and the character are found."""
    clean = bytearray(HAND["Texts"]().encode())
    clean[8:12] = b"\0\x01ab"

    findings = HAND.decode(bytes(clean), "incoming").findings

    assert [(finding.offset, finding.kind) for finding in findings] == [(8, "padding"), (9, "charset")]


def test_iso_letters_beyond_ascii_are_clean() -> None:
    """A non-breaking space is printable in ISO 8859-1, and stripped from nowhere."""
    message = HAND["Texts"](accent="\xa0", latin="\xa0é\xad")

    assert decoded(HAND, message.encode()).latin == "\xa0é\xad"


def test_a_cut_counted_string_keeps_what_is_there() -> None:
    """The missing characters are counted; what came is the value."""
    data = HAND["Texts"](name="word").encode()[:20]

    message, findings = HAND.decode(data, "incoming")

    assert isinstance(message, WireMessage)
    assert (message.name, message.nom) == ("wo", "")
    assert findings == (Finding(20, 4, "name", findings[0].kind, "24 bytes", "20 bytes"),)


def test_a_cut_count_reads_as_zero_filled() -> None:
    """Half a length is still a length, and nothing of it is there."""
    data = HAND["Texts"]().encode()[:17]

    message, findings = HAND.decode(data, "incoming")

    assert isinstance(message, WireMessage)
    assert message.name == ""
    assert [(finding.offset, finding.kind) for finding in findings] == [(17, "truncated")]


def test_a_negative_length_is_an_empty_string() -> None:
    """The length of a counted string is signed: below zero it counts nothing."""
    data = HAND["Texts"]().encode()[:-4] + b"\xff\xff\0\0"

    message, _ = HAND.decode(data, "incoming")

    assert isinstance(message, WireMessage)
    assert message.name == ""


def test_a_hostile_count_ends_with_the_bytes() -> None:
    """An array that claims four billion items holds those that are there."""
    data = HAND["Groups"]().encode()[:-9] + b"\xff\xff\xff\xffBSB"

    message, findings = HAND.decode(data, "incoming")

    assert isinstance(message, WireMessage)
    assert message.sides == ["B", "S", "B"]
    assert findings[0][:4] == (len(data), 3, "sides", "truncated")


def test_counted_enums_are_checked() -> None:
    """An unlisted text stays plain and is a finding; an open enum lets it pass."""
    data = HAND["Groups"](word="no").encode().replace(b"\2\0no", b"\2\0on")
    loose = Codec(make(*TYPES.messages, enums=dict(TYPES.enums) | OPEN, records=TYPES.records))

    finding = only(HAND, data)

    assert (finding.field, finding.kind, finding.expected, finding.observed) == (
        "word",
        "enum",
        "one of yes, no",
        "6f 6e",
    )
    assert decoded(loose, data).word == "on"
    assert decoded(loose, data).encode() == data


OPEN = {"Word": enum("Word", "str_ascii", ("Yes", "yes"), open=True)}


def test_records_may_hold_later_records() -> None:
    """The order of records in the file does not matter."""
    inner = Field("inner", "record", record="Inner")
    records = {
        "Outer": Record("Outer", (Field("head", "byte"), inner)),
        "Inner": Record("Inner", (Field("tail", "byte"),)),
    }
    outer = Field("outer", "record", record="Outer")
    own = Codec(make(Message("Nested", 78, None, (outer,)), records=records))

    message = own["Nested"](outer={"head": 1, "inner": {"tail": 2}})

    assert message.encode() == b"N\1\2"
    assert decoded(own, b"N\1\2") == message
    assert repr(message) == "Nested(outer=Outer(head=1, inner=Inner(tail=2)))"


def test_enums_over_fixed_strings() -> None:
    """A value shorter than its field is padded."""
    venue = enum("Venue", "str_ascii_n", ("One", "A"), ("Two", "BC"))
    field = Field("venue", "str_ascii_n", length=2, enum="Venue")
    own = Codec(make(Message("Routed", 82, None, (field,)), enums={"Venue": venue}))

    assert own["Routed"]("A").encode() == b"RA "
    assert decoded(own, b"RBC").venue is own.enums["Venue"]["Two"]
    assert only(own, b"RCB").kind == "enum"


def test_words_of_python_get_an_underscore() -> None:
    """A field named as a keyword or as a part of the class is reached with an underscore behind its name."""
    fields = (Field("from", "byte"), Field("table", "byte"), Field("encode", "byte"))
    own = Codec(make(Message("Clash", 67, None, fields)))

    message = own["Clash"](from_=1, table_=2, encode_=3)

    assert message.encode() == b"C\1\2\3"
    assert [row.name for row in message.table()] == ["type", "from", "table", "encode"]


def test_options_of_variable_width_do_not_exist() -> None:
    """An option's width is fixed: a counted one in a hand-made protocol is left out."""
    parts = {"options": {1: Option(1, Field("note", "str_ascii"))}, "enums": TRADING.enums}
    own = Codec(make(*TRADING.messages, **parts))

    assert dict(own.options) == {}


def test_many_neighbouring_enums() -> None:
    """However many one-byte enums stand side by side, each is checked for itself."""
    fields = tuple(Field(f"side{place}", "char_ascii", enum="Side") for place in range(13))
    own = Codec(make(Message("Many", 77, None, fields), enums={"Side": TRADING.enums["Side"]}))
    data = b"M" + b"BSBSBSBSBSBSB"

    assert decoded(own, data).encode() == data
    for place in range(13):
        wrong = data[: place + 1] + b"x" + data[place + 2 :]
        assert only(own, wrong)[:3] == (place + 1, 1, f"side{place}")


def test_equality_is_by_class_and_values() -> None:
    """Messages are equal where all attributes are, appendage included; they are not hashable."""
    enter: type[WireMessage] = TRADE["Enter"]
    order = enter(1, "B", 100, "OUCHA", 1, "abc", [("minQty", 100)])

    assert order == enter(1, TRADE.enums["Side"]["Buy"], 100, "OUCHA", 1, "abc", Appendage([("minQty", 100)]))
    assert order != enter(1, "B", 100, "OUCHA", 1, "abc")
    assert order != TRADE["Cancel"](1, 100)
    assert order.__eq__("order") is NotImplemented
    with pytest.raises(TypeError):
        hash(order)


def test_a_message_without_fields() -> None:
    """A type byte alone."""
    own = Codec(make(Message("Beat", 72, None, ())))

    assert own["Beat"]().encode() == b"H"
    assert decoded(own, b"H") == own["Beat"]()
    assert repr(own["Beat"]()) == "Beat()"


def test_remembered_texts_are_bounded() -> None:
    """A thousand symbols, each seen twice, are encoded and decoded alike."""
    for _ in range(2):
        for place in range(1000):
            order: Any = TRADE["Enter"](1, "B", 1, f"S{place}", 1, "t")
            assert decoded(TRADE, order.encode()).symbol == f"S{place}"


def test_an_unknown_revision_is_refused() -> None:
    """The error lists the revisions that there are."""
    with pytest.raises(ValueError, match="hand has no revision '9'; it has 1"):
        Codec(TRADING, "9")
