"""The second decoder: right bytes of every protocol pass, and each kind of fault in our own bytes is found."""

from __future__ import annotations

from typing import Any

import pytest

from ouch_conformance.judge.audit import TAIL, Asked, Audit
from ouch_conformance.judge.audit_fields import FaultKind
from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.model import Direction, EnumType, EnumValue, Field, Message
from tests.wire.wire_protocols import TYPES, make
from tests.wire.wire_vector import Vector
from tests.wire.wire_vectors import VECTORS
from tests.wire.wire_vectors_ouch42 import VECTORS as VECTORS_4_2

SPECS = {"nasdaq-ouch-5.0": VECTORS, "nasdaq-ouch-4.2": VECTORS_4_2}
GOLDEN = [(name, vector) for name, vectors in SPECS.items() for vector in vectors]
ENTER = VECTORS[0].data
ENTER_4_2 = VECTORS_4_2[0].data
SAMPLE = bytes.fromhex("41 00000001 42 0000000000000064 00000000000186a0")
LOGIN = b"\x00\x2fLMEMBRAalpha-pass          1                   "
PACKETS = [
    LOGIN,
    LOGIN[:-20] + b" " * 19 + b"1",
    bytes.fromhex("000152"),
    bytes.fromhex("00014f"),
    bytes.fromhex("00032b6869"),
    bytes.fromhex("00012b"),
]
TEXTS = bytes.fromhex("54 01 78 e9 61622020 20206162 6ee92020 0400776f7264 06006d6f74206ee9")
GROUPS = bytes.fromhex(
    "47 0001 0200 0002 42ffffffff02006869 53000000020000 02 00000005 00000006"
    "0300 0100 0100 0000 0200 0200 0300 00000002 4253 02006e6f"
)
GROUPS_ASKED: dict[str, Any] = {
    "pair": {"left": 1, "right": 2},
    "legs": [{"side": "B", "price": -1, "note": "hi"}, {"side": "S", "price": 2, "note": ""}],
    "counts": [5, 6],
    "grid": [[1], [], [2, 3]],
    "sides": ["B", "S"],
    "word": "no",
}


def audit(name: str = "nasdaq-ouch-5.0", direction: Direction = "incoming", revision: str | None = None) -> Audit:
    spec = protocol(name)
    return Audit(spec, revision or spec.revisions[-1], direction)


def asked_of(vector: Vector, *free: str) -> Asked:
    values = {name: value for name, value in vector.values.items() if name != TAIL}
    return Asked(vector.name, values, vector.values.get(TAIL), frozenset(free))


def kinds(data: bytes, asked: Asked | None = None, name: str = "nasdaq-ouch-5.0") -> list[tuple[str, FaultKind]]:
    """Fields and kinds of what is wrong with a message."""
    return [(fault.field, fault.kind) for fault in audit(name).message(data, asked).faults]


def put(data: bytes, offset: int, raw: bytes) -> bytes:
    return data[:offset] + raw + data[offset + len(raw) :]


def ending(elements: str) -> bytes:
    """An Enter Order of OUCH 5.0 with these elements, behind their right length."""
    raw = bytes.fromhex(elements)
    return ENTER[:-2] + len(raw).to_bytes(2, "big") + raw


# Right bytes


@pytest.mark.parametrize(("name", "vector"), GOLDEN, ids=lambda each: getattr(each, "name", str(each)))
def test_hand_written_messages_pass(name: str, vector: Vector) -> None:
    """Every message of both protocols, alone and against what it was made of."""
    decoder = audit(name, vector.direction)

    assert decoder.message(vector.data).faults == ()
    assert decoder.message(vector.data, asked_of(vector)).faults == ()


@pytest.mark.parametrize("packet", PACKETS)
def test_hand_written_packets_pass(packet: bytes) -> None:
    """Login with its number on either side, heartbeat, logout, debug with a text and without one."""
    assert audit("soupbintcp-3.00").packet(packet) == ((), None)


def test_a_data_packet_gives_its_message() -> None:
    """What Unsequenced Data carries is audited as a message, by the audit of its own protocol."""
    packet = (len(ENTER) + 1).to_bytes(2, "big") + b"U" + ENTER
    assert audit("soupbintcp-3.00").packet(packet) == ((), ENTER)


def test_a_protocol_without_our_extensions_passes() -> None:
    """Big- and little-endian numbers, texts of every kind, records and arrays."""
    types = Audit(TYPES, "1")
    integers = bytes.fromhex("49 c8 feff 3412 fffe 1234 fdffffff 78563412 fffffffd 12345678") + b"\xff" * 32

    assert audit("sample-ouch").message(SAMPLE).faults == ()
    assert types.message(integers).faults == ()
    assert types.message(TEXTS).faults == ()
    assert types.message(GROUPS).faults == ()
    assert types.message(GROUPS, Asked("Groups", GROUPS_ASKED)).faults == ()


def test_what_was_asked_for_may_lie_beyond_the_documents_range() -> None:
    """A scenario that enters 0 shares means it: the bytes have to say 0, and are no fault then."""
    data = put(ENTER, 6, bytes(4))

    assert kinds(data) == [("quantity", FaultKind.RANGE)]
    assert kinds(data, asked_of(VECTORS[0])) == [("quantity", FaultKind.VALUE)]
    assert kinds(data, Asked("EnterOrder", asked_of(VECTORS[0]).values | {"quantity": 0})) == []  # type: ignore[operator]


def test_market_prices_and_open_codes_are_right() -> None:
    """A sentinel above the highest limit is no fault, nor is a value beside an open list."""
    assert kinds(VECTORS_4_2[1].data, name="nasdaq-ouch-4.2") == []
    assert kinds(put(ENTER, 18, (2_000_000_000).to_bytes(8, "big"))) == []


def test_bytes_of_the_scenario_are_left_alone() -> None:
    """A patched field may hold anything; its neighbours are audited all the same."""
    data = put(put(ENTER, 5, b"Q"), 30, b"Q")

    assert kinds(data, asked_of(VECTORS[0], "side")) == [
        ("crossType", FaultKind.CODE),
        ("crossType", FaultKind.VALUE),
    ]
    assert kinds(data, asked_of(VECTORS[0], "side", "crossType")) == []


def test_a_tail_of_the_scenario_is_left_alone() -> None:
    """Bytes from the Appendage Length on that a scenario wrote itself are not looked at."""
    data = ENTER[:-2] + bytes.fromhex("00 09 02")

    assert kinds(data, asked_of(VECTORS[0]))
    assert kinds(data, asked_of(VECTORS[0], TAIL)) == []


def test_an_element_of_the_scenario_has_to_arrive_as_it_was_written() -> None:
    """An option that was given as bytes may be anything, but no other bytes."""
    raw = Asked("EnterOrder", asked_of(VECTORS[0]).values, [(99, b"\x07"), (99, b"\x07")])

    assert kinds(ending("02 63 07 02 63 07"), raw) == []
    assert kinds(ending("02 63 07 02 63 08"), raw) == [(TAIL, FaultKind.VALUE)]


# Wrong bytes


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ("", FaultKind.TYPE)),
        (b"A" + ENTER[1:], ("", FaultKind.TYPE)),
        (ENTER[:5], ("side", FaultKind.LENGTH)),
        (ENTER[:40], ("clOrdID", FaultKind.LENGTH)),
        (ENTER[:-1], ("appendageLength", FaultKind.LENGTH)),
        (put(ENTER, 5, b"X"), ("side", FaultKind.CODE)),
        (put(ENTER, 6, b"\x00\x0f\x42\x40"), ("quantity", FaultKind.RANGE)),
        (put(ENTER, 6, b"\xf4\x01\x00\x00"), ("quantity", FaultKind.RANGE)),
        (put(ENTER, 18, (1_999_999_901).to_bytes(8, "big")), ("price", FaultKind.RANGE)),
        (put(ENTER, 10, b"   OUCHA"), ("symbol", FaultKind.PADDING)),
        (put(ENTER, 10, b"OUCHA\0\0\0"), ("symbol", FaultKind.PADDING)),
        (put(ENTER, 10, b"OUCH\x07   "), ("symbol", FaultKind.CHARSET)),
        (put(ENTER, 45, b"\x00\x01"), ("appendageLength", FaultKind.LENGTH)),
        (ending("00"), (TAIL, FaultKind.LENGTH)),
        (ending("00 03"), (TAIL, FaultKind.LENGTH)),
        (ending("05 03 00 00"), (TAIL, FaultKind.LENGTH)),
        (ending("04 03 00 00 64"), (f"{TAIL}.minQty", FaultKind.LENGTH)),
        (ending("02 63 01"), (TAIL, FaultKind.TAG)),
        (ending("02 08 01"), (TAIL, FaultKind.TAG)),
        (ending("09 01 00 00 00 00 00 00 00 01"), (TAIL, FaultKind.TAG)),
        (ending("02 1c 05 02 1c 05"), (TAIL, FaultKind.TAG)),
        (ending("02 0c 51"), (f"{TAIL}.postOnly", FaultKind.CODE)),
        (ending("05 0f 00 01 51 80"), (f"{TAIL}.expireTime", FaultKind.RANGE)),
    ],
)
def test_a_fault_of_ouch_5_0_is_found(data: bytes, found: tuple[str, FaultKind]) -> None:
    """Type, length, padding, code, range, and what is wrong with options."""
    assert kinds(data) == [found]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (ENTER_4_2[:-1], ("customerType", FaultKind.LENGTH)),
        (ENTER_4_2 + b" ", ("", FaultKind.LENGTH)),
        (put(ENTER_4_2, 16, b"\xf4\x01\x00\x00"), ("shares", FaultKind.RANGE)),
        (put(ENTER_4_2, 28, b"\x77\x35\x93\x9d"), ("price", FaultKind.RANGE)),
        (put(ENTER_4_2, 40, b"Z"), ("display", FaultKind.CODE)),
        (put(ENTER_4_2, 1, b"first\0\0\0\0\0\0\0\0\0"), ("orderToken", FaultKind.PADDING)),
    ],
)
def test_a_fault_of_ouch_4_2_is_found(data: bytes, found: tuple[str, FaultKind]) -> None:
    """The same for messages of one length."""
    assert kinds(data, name="nasdaq-ouch-4.2") == [found]


def test_an_edition_has_codes_and_fields_of_its_own() -> None:
    """At BX the order ends behind the cross type, and W is no display."""
    decoder = audit("nasdaq-ouch-4.2", revision="4.2-bx")

    assert decoder.message(ENTER_4_2[:-1]).faults == ()
    assert [each.kind for each in decoder.message(put(ENTER_4_2, 40, b"W")).faults] == [
        FaultKind.CODE,
        FaultKind.LENGTH,
    ]


def test_an_option_waits_for_its_revision() -> None:
    """The AIQ strategy came with 1.05; before 1.04 a Cancel had no appendage."""
    assert kinds(ending("02 1d 44")) == []
    assert [each.kind for each in audit(revision="1.04").message(ending("02 1d 44")).faults] == [FaultKind.TAG]
    assert [each.kind for each in audit(revision="1.03").message(b"X" + bytes(8) + b"\0\0").faults] == [
        FaultKind.LENGTH
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("quantity", 501), ("side", "S"), ("symbol", "OUCHB"), ("clOrdID", "order 2"), ("price", 100_100)],
)
def test_a_value_that_nobody_asked_for_is_found(field: str, value: object) -> None:
    """Bytes may be right by themselves and still not be what the step said."""
    asked = Asked("EnterOrder", {**asked_of(VECTORS[0]).values, field: value})
    assert kinds(ENTER, asked) == [(field, FaultKind.VALUE)]


def test_another_message_than_the_one_asked_for_is_found() -> None:
    """A Cancel under the letter of an order is no Cancel."""
    assert kinds(ENTER, Asked("CancelOrderRequest", {})) == [("", FaultKind.TYPE)]


@pytest.mark.parametrize(
    ("elements", "options", "found"),
    [
        ("", [("minQty", 100)], [(TAIL, FaultKind.TAG)]),
        ("05 03 00 00 00 64", None, [(TAIL, FaultKind.TAG)]),
        ("05 03 00 00 00 64", [("maxFloor", 100)], [(TAIL, FaultKind.TAG)]),
        ("05 03 00 00 00 64", [(3, 200)], [(f"{TAIL}.minQty", FaultKind.VALUE)]),
        ("05 03 00 00 00 64", [("minQty", 100)], []),
    ],
)
def test_options_are_those_that_were_asked_for(
    elements: str, options: list[tuple[str | int, Any]] | None, found: list[tuple[str, FaultKind]]
) -> None:
    """A missing option, one too many, another one, another value."""
    assert kinds(ending(elements), Asked("EnterOrder", asked_of(VECTORS[0]).values, options)) == found


def test_an_appendage_that_was_asked_for_must_stand() -> None:
    """A Cancel with options is not the shorter Cancel without."""
    cancel = Asked("CancelOrderRequest", {"userRefNum": 1, "quantity": 0}, [("userRefIdx", 5)])
    assert kinds(bytes.fromhex("58 00000001 00000000"), cancel) == [(TAIL, FaultKind.TAG)]


def test_a_length_for_a_channel_needs_the_channel() -> None:
    """Order Canceled has an Appendage Length only for a channel other than 0 (1.2)."""
    canceled = bytes.fromhex("43 0000000000000001 00000001 000000c8 55")
    found = [
        audit(direction="outgoing").message(canceled + bytes.fromhex(tail)).faults
        for tail in ("0000", "0003 021c00", "0003 021c05")
    ]
    assert [[each.kind for each in faults] for faults in found] == [[FaultKind.TAG], [FaultKind.TAG], []]


@pytest.mark.parametrize(
    ("packet", "found"),
    [
        (b"", [("length", FaultKind.LENGTH), ("", FaultKind.TYPE)]),
        (b"\x00\x02R", [("length", FaultKind.LENGTH)]),
        (b"\x00\x01A", [("", FaultKind.TYPE)]),
        (b"\x00\x02RR", [("", FaultKind.LENGTH)]),
        (put(LOGIN, 29, b"one"), [("requestedSequenceNumber", FaultKind.CODE)]),
        (put(LOGIN, 3, b" MEMBR"), [("username", FaultKind.PADDING)]),
        (put(LOGIN, 9, b"\0"), [("password", FaultKind.PADDING)]),
    ],
)
def test_a_fault_of_a_packet_is_found(packet: bytes, found: list[tuple[str, FaultKind]]) -> None:
    """Length, type, and the texts of a login."""
    assert [(each.field, each.kind) for each in audit("soupbintcp-3.00").packet(packet).faults] == found


def test_no_fault_of_a_login_shows_what_stands_in_it() -> None:
    """A login with its fields out of place could show the password anywhere."""
    moved = b"\x00\x2fL alpha-pass" + b" " * 35
    faults = audit("soupbintcp-3.00").packet(moved).faults

    assert faults
    assert not any("alpha" in str(each) or "pass'" in str(each) for each in faults)


def test_a_secret_is_shown_on_neither_side() -> None:
    """Where another password was asked for than was sent, the fault names the field alone."""
    asked = Asked("LoginRequest", {"username": "MEMBRA", "password": "bravo-pass"})
    [fault] = audit("soupbintcp-3.00").message(LOGIN[2:], asked).faults

    assert (fault.field, fault.kind, fault.expected) == ("password", FaultKind.VALUE, "a secret")
    assert "pass" not in fault.observed


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (put(TEXTS, 1, b"\x02"), ("flag", FaultKind.CODE)),
        (put(TEXTS, 2, b"\xe9"), ("letter", FaultKind.CHARSET)),
        (put(TEXTS, 3, b"\x85"), ("accent", FaultKind.CHARSET)),
        (put(TEXTS, 8, b"ab  "), ("right", FaultKind.PADDING)),
        (put(TEXTS, 8, b"\0"), ("right", FaultKind.PADDING)),
        (put(TEXTS, 16, b"\xff\xff"), ("name", FaultKind.LENGTH)),
        (put(TEXTS, 22, b"\x07"), ("nom", FaultKind.LENGTH)),
        (put(GROUPS, 7, b"X"), ("legs.0.side", FaultKind.CODE)),
        (GROUPS[:12], ("legs.0.note", FaultKind.LENGTH)),
        (GROUPS[:6], ("legs", FaultKind.LENGTH)),
        (GROUPS[:40], ("grid.2", FaultKind.LENGTH)),
        (GROUPS[:23], ("counts", FaultKind.LENGTH)),
        (GROUPS[:26], ("counts.0", FaultKind.LENGTH)),
        (put(GROUPS, len(GROUPS) - 2, b"na"), ("word", FaultKind.CODE)),
    ],
)
def test_a_fault_of_any_type_is_found(data: bytes, found: tuple[str, FaultKind]) -> None:
    """Booleans, characters, counted and right-justified texts, records, arrays and arrays of arrays."""
    assert [(each.field, each.kind) for each in Audit(TYPES, "1").message(data).faults] == [found]


def test_an_array_of_another_length_than_asked_is_found() -> None:
    """Two numbers were asked for one."""
    asked = Asked("Groups", GROUPS_ASKED | {"counts": [5]})
    assert [each.field for each in Audit(TYPES, "1").message(GROUPS, asked).faults] == ["counts"]


def test_filler_holds_its_fill() -> None:
    """Reserved bytes are written as the document's fill, whatever was asked."""
    fields = (
        Field("pad", "str_ascii_n", length=3, role="reserved"),
        Field("zero", "uint_2_be", role="reserved", default="0x0001"),
    )
    decoder = Audit(make(Message("Padded", 71, "incoming", fields)), "1")

    assert decoder.message(b"G   \0\1").faults == ()
    assert [(each.field, each.kind) for each in decoder.message(b"Gxxx\0\0").faults] == [
        ("pad", FaultKind.FILL),
        ("zero", FaultKind.FILL),
    ]


def test_of_two_messages_with_one_type_the_one_that_was_asked_for_counts() -> None:
    """Groups of messages may share their letters; without a name the later one is meant, as in the codec."""
    one = Message("One", 71, "incoming", (Field("a", "byte"),), group="one")
    two = Message("Two", 71, None, (Field("b", "uint_2_be"),), group="two")
    decoder = Audit(make(one, two), "1")

    assert decoder.message(b"G\1", Asked("One", {"a": 1})).faults == ()
    assert decoder.message(b"G\0\1").faults == ()
    assert decoder.message(b"G\1").faults[0].message == "Two"


def test_a_fault_reads_as_a_sentence() -> None:
    """Message, field, place, what was expected and what the bytes say."""
    [fault] = audit().message(put(ENTER, 6, b"\xf4\x01\x00\x00"), asked_of(VECTORS[0])).faults
    assert str(fault) == "EnterOrder.quantity, byte 6 (value): expected 500; observed 4093706240"


def test_codes_of_numbers_are_held_too() -> None:
    """An enum over integers lists numbers."""
    code = EnumType("Code", "uint_2_be", (EnumValue("Fine", 0), EnumValue("Wrong", 255)))
    spec = make(Message("M", 77, "incoming", (Field("code", "uint_2_be", enum="Code"),)), enums={"Code": code})

    assert Audit(spec, "1").message(b"M\x00\xff").faults == ()
    assert [str(each) for each in Audit(spec, "1").message(b"M\xff\x00").faults] == [
        "M.code, byte 1 (code): expected one of 0, 255; observed 65280"
    ]
