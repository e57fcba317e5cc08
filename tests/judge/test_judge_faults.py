"""What the bytes of one message break: findings of the codec, and fields that do not give back what was sent."""

from __future__ import annotations

import struct

import pytest

from ouch_conformance.judge.dialect import Kind
from ouch_conformance.judge.faults import answer_faults, byte_faults, is_limit, price_fault
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import EVERY_FIELD, TAIL
from ouch_conformance.judge.orders import Order
from ouch_conformance.judge.repeats import echo_faults
from ouch_conformance.wire import Finding, FindingKind
from tests.judge.judge_bytes import (
    CHANNEL_5,
    CODEC,
    MORNING,
    OUCH50,
    TEN,
    accepted,
    canceled,
    enter,
    event,
    executed,
    heard,
    modified,
    rejected,
    replace,
    replaced,
)

ACCEPTED_ECHO = "OUCH50-3.2-01"


def faults(payload: bytes) -> list[tuple[str | None, str | None]]:
    """Requirement and field of each fault in a message's bytes."""
    return [(breach.requirement, breach.field) for breach in byte_faults(heard(payload), OUCH50)]


def echo(request: bytes, answer: bytes) -> list[Breach]:
    """What an answer does not give back of a request."""
    message = CODEC.decode(request, "incoming").message
    return list(echo_faults(message, request, heard(answer), ACCEPTED_ECHO))


def price(request: bytes, answer: bytes) -> list[Breach]:
    """What is wrong with the price of an answer."""
    return list(price_fault(CODEC.decode(request, "incoming").message, heard(answer), OUCH50))


@pytest.mark.parametrize("payload", [accepted(), replaced(), canceled(), executed(), rejected(), modified(), event()])
def test_faultless_bytes_have_no_fault(payload: bytes) -> None:
    """Messages as the layouts have them give nothing to say."""
    assert faults(payload) == []


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param(event()[:-1], [("SOUP-S8", "eventCode")], id="cut off"),
        pytest.param(event() + b"!", [("SOUP-S8", None)], id="bytes behind it"),
        pytest.param(b"", [("SOUP-S8", None)], id="empty"),
        pytest.param(b"z", [("OUCH50-3-06", "type")], id="unknown type"),
        pytest.param(event(b"?"), [("OUCH50-3-06", "eventCode")], id="unknown code"),
        pytest.param(accepted().replace(b"OUCHA   ", b"OUCHA\0\0\0"), [("OUCH50-1.2-01", "symbol")], id="padded NUL"),
        pytest.param(accepted().replace(b"ENTER-1 ", b"ENTER-\xff "), [("OUCH50-1.2-01", "clOrdID")], id="no ASCII"),
        pytest.param(accepted(options=b"\x02\xc8\x05"), [("OUCH50-3-06", None)], id="unknown tag"),
        pytest.param(replaced(options=b"\x02\x1b\x42"), [("OUCH50-3-06", "side")], id="tag of another message"),
        pytest.param(accepted(options=CHANNEL_5 * 2), [("OUCH50-3-06", "userRefIdx")], id="repeated tag"),
        pytest.param(
            accepted(options=bytes.fromhex("03 1c 05 05")), [("OUCH50-1.2-15", "userRefIdx")], id="element too long"
        ),
        pytest.param(accepted()[:-2] + b"\x00\x03", [("OUCH50-1.2-15", "appendageLength")], id="appendage too long"),
        pytest.param(accepted()[:-2], [("OUCH50-3-03", "appendageLength")], id="no appendage length"),
        pytest.param(canceled() + b"\x00\x00", [("OUCH50-3-02", "appendageLength")], id="appendage length unasked"),
    ],
)
def test_each_finding_falls_under_a_requirement(payload: bytes, expected: list[tuple[str, str | None]]) -> None:
    """Lengths, padding, codes and tags: every fault in the bytes has one rule that it breaks."""
    assert faults(payload) == expected


@pytest.mark.parametrize("kind", FindingKind)
def test_no_finding_is_without_a_requirement(kind: FindingKind) -> None:
    """Whatever the codec may find wrong breaks a rule that OUCH 5.0 states."""
    faulty = heard(accepted())
    finding = Finding(0, 1, "symbol", kind, "what is right", "what stood there")
    (breach,) = byte_faults(Heard(faulty.message, faulty.frame, faulty.payload, 1, (finding,)), OUCH50)

    assert breach.requirement in OUCH50.rules.values()
    assert (breach.expected, breach.observed, breach.field) == ("what is right", "what stood there", "symbol")


def test_a_reject_reason_may_be_unlisted() -> None:
    """Members have to live with reasons that the document does not list (3.8); with other codes they do not."""
    assert faults(rejected(reason=0x7777)) == []
    assert faults(canceled(reason=b"?")) == [("OUCH50-3-06", "reason")]


def test_an_answer_that_gives_everything_back() -> None:
    """Order Accepted repeats number, side, symbol, cross type and ClOrdID of its Enter Order."""
    assert echo(enter(), accepted()) == []
    assert echo(replace(), replaced()) == []
    assert echo(enter(), rejected()) == []
    assert echo(replace(), rejected(2, clordid=b"REPLACE-2     ")) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (b"ENTER-1 ", b"enter-1 ", "clOrdID"),
        (b"OUCHA   ", b"OUCHB   ", "symbol"),
        (b"OUCHA   ", b"   OUCHA", "symbol"),
        (struct.pack(">QIc", MORNING, 1, b"B"), struct.pack(">QIc", MORNING, 2, b"B"), "userRefNum"),
        (struct.pack(">QIc", MORNING, 1, b"B"), struct.pack(">QIc", MORNING, 1, b"S"), "side"),
        (b"ANNL", b"ANOL", "crossType"),
    ],
)
def test_a_field_that_is_not_given_back(old: bytes, new: bytes, field: str) -> None:
    """Raw slices are compared at the layout's offsets: padding and case count."""
    answer = accepted()
    assert answer.count(old) == 1
    (breach,) = echo(enter(), answer.replace(old, new))

    assert (breach.requirement, breach.field) == (ACCEPTED_ECHO, field)


def test_what_was_sent_and_what_was_told_are_shown_as_bytes() -> None:
    """A breach of the echo rule names the field and tells both slices in hex."""
    (breach,) = echo(enter(), accepted().replace(b"OUCHA   ", b"OUCHB   "))

    assert (breach.expected, breach.observed) == ("symbol 4f 55 43 48 41 20 20 20", "symbol 4f 55 43 48 42 20 20 20")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (struct.pack(">IcI", 1, b"B", 500), struct.pack(">IcI", 1, b"B", 400)),
        (b"0Y" + struct.pack(">Q", 7001), b"0Z" + struct.pack(">Q", 7001)),
        (b"0Y" + struct.pack(">Q", 7001), b"3Y" + struct.pack(">Q", 7001)),
        (b"ANNL", b"PYNL"),
    ],
    ids=["quantity", "display", "time in force", "capacity and sweep"],
)
def test_a_field_that_the_venue_may_change(old: bytes, new: bytes) -> None:
    """Quantity, display, time in force, capacity and sweep eligibility are told as accepted, not as entered."""
    assert echo(enter(), accepted().replace(old, new)) == []


def test_what_is_no_message_gives_nothing_back() -> None:
    """Bytes of an unknown type, on either side, are other rules' business."""
    unknown = CODEC.decode(b"z", "incoming").message

    assert list(echo_faults(unknown, b"z", heard(accepted()), ACCEPTED_ECHO)) == []
    assert echo(enter(), b"z") == []


@pytest.mark.parametrize(
    ("side", "entered", "told", "worse"),
    [
        (b"B", TEN, TEN, False),
        (b"B", TEN, TEN - 100, False),
        (b"B", TEN, TEN + 1, True),
        (b"S", TEN, TEN + 100, False),
        (b"S", TEN, TEN - 1, True),
        (b"T", TEN, TEN - 1, True),
        (b"E", TEN, TEN - 1, True),
        (b"B", 1_999_999_900, 2_147_483_647, True),
        (b"S", TEN, 2_147_483_647, True),
        (b"S", 2_147_483_647, TEN, False),
        (b"S", 2_000_000_000, TEN, False),
        (b"B", 2_147_483_647, 2_147_483_647, False),
    ],
)
def test_the_accepted_price_is_no_worse(side: bytes, entered: int, told: int, worse: bool) -> None:
    """OUCH50-3.2-01: equal or better than the limit, to the last decimal; a market order has no limit."""
    breaches = price(enter(side=side, price=entered), accepted(side=side, price=told))

    assert [(each.requirement, each.field) for each in breaches] == [(ACCEPTED_ECHO, "price")] * worse
    assert [each.expected for each in breaches] == [f"{entered} or better"] * worse


def test_the_highest_limit_is_a_limit() -> None:
    """199,999.9900 is the highest price; what stands above it marks a market order (1.2)."""
    limits = [
        is_limit(heard(accepted(price=raw)).message, OUCH50) for raw in (0, 1_999_999_900, 2_000_000_000, 2_147_483_647)
    ]

    assert limits == [True, True, False, False]


def sent(request: bytes, *altered: str) -> Order:
    """An order whose request was sent with some fields altered."""
    message = CODEC.decode(request, "incoming").message
    return Order((0, 1), Kind.ENTER, message, request, altered=frozenset(altered))


def test_what_gives_back_altered_bytes_is_no_fault() -> None:
    """A ClOrdID padded with NUL comes back as it was sent, or as text: no document says what is right."""
    request = enter().replace(b"ENTER-1       ", b"ENTER-1" + bytes(7))
    as_sent = accepted().replace(b"ENTER-1       ", b"ENTER-1" + bytes(7))

    for answer in (as_sent, accepted()):
        order = sent(request, "clOrdID")
        assert [*byte_faults(heard(answer), OUCH50, order), *answer_faults(order, heard(answer), OUCH50)] == []


def test_what_was_not_altered_is_held_as_ever() -> None:
    """The price of an order with a strange ClOrdID, and the ClOrdID of one with a strange side."""
    request = enter().replace(b"ENTER-1       ", b"ENTER-1" + bytes(7))
    worse = accepted(price=TEN + 1)

    (breach,) = answer_faults(sent(request, "clOrdID"), heard(worse), OUCH50)
    assert breach.field == "price"
    assert [each.field for each in answer_faults(sent(request, "side"), heard(accepted()), OUCH50)] == ["clOrdID"]
    nul = heard(accepted().replace(b"ENTER-1       ", b"ENTER-1" + bytes(7)))
    assert [each.field for each in byte_faults(nul, OUCH50, sent(enter(), "side"))] == ["clOrdID"]


def test_of_a_message_that_was_cut_nothing_has_to_come_back() -> None:
    """Whatever a venue takes for the bytes that are missing, it breaks no rule about what was sent."""
    order = sent(enter()[:30], EVERY_FIELD)

    assert list(answer_faults(order, heard(accepted(price=TEN + 1, side=b"S")), OUCH50)) == []


def test_options_of_the_scenarios_own_may_come_back() -> None:
    """An unknown option in the answer to an order that had one."""
    answer = heard(accepted(options=bytes.fromhex("02 63 01")))

    assert [each.requirement for each in byte_faults(answer, OUCH50, sent(enter(), TAIL))] == []
    assert [each.requirement for each in byte_faults(answer, OUCH50, sent(enter()))] == ["OUCH50-3-06"]
