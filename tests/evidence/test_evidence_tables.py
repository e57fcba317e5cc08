"""Evidence for the eye: the message table and annotated hex."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.evidence.tables import HEADER, MAX_LINES, annotated_hex, message_table, time_of_day
from ouch_conformance.wire import codec
from tests.evidence.evidence_samples import (
    BAD_REASON,
    CANCELED,
    CONVERSATION,
    ENTER,
    LOGIN,
    NOON,
    SHORT,
    UNKNOWN,
    received,
    sent,
)

OUCH = codec("nasdaq-ouch-5.0")


def test_each_entry_is_one_row() -> None:
    """Time, session, way, packet with its number, message, fields."""
    header, *rows = message_table(CONVERSATION, OUCH)

    assert header == ["time", "session", "way", "packet", "message", "fields"] == HEADER
    assert {row[0] for row in rows} == {"14:13:20.123456"}
    assert [row[2:5] for row in rows] == [
        ["", "", "connected"],
        ["sent", "Login Request", ""],
        ["received", "Login Accepted", ""],
        ["sent", "Unsequenced Data", "EnterOrder (O)"],
        ["received", "Sequenced Data 1", "OrderCanceled (C)"],
        ["received", "Sequenced Data 2", "OrderCanceled (C)"],
        ["received", "Sequenced Data 3", "OrderCanceled (C)"],
        ["received", "Sequenced Data 4", "unknown"],
        ["received", "Sequenced Data 5", "empty"],
        ["received", "Server Heartbeat", ""],
        ["received", "Debug", ""],
        ["received", "Malformed", ""],
        ["received", "Malformed", ""],
        ["", "", "closed by the venue"],
    ]


def test_fields_are_in_the_words_of_the_market() -> None:
    """Enum values in words with their code, prices in their unit, faults marked."""
    fields = [row[5] for row in message_table(CONVERSATION, OUCH)[1:]]

    assert fields[0] == "127.0.0.1:9000"
    assert fields[1].startswith("username='MEMBRA' password='**********' session='          ' sequence='1 ")
    assert fields[3].startswith("userRefNum=1, side=buy (B), quantity=100, symbol='OUCHA', price=10.0000, ")
    assert fields[3].endswith("clOrdID='order 1', appendageLength=6, minQty=100")
    assert fields[4] == "timestamp=09:30:00.000000000, userRefNum=1, quantity=100, reason=user requested (U)"
    assert fields[5].endswith("reason='?' (!)")
    assert fields[7] == "3f 78"
    assert fields[10] == "text='hello'"
    assert "length 0 leaves no room" in fields[11]
    assert "announces 7 bytes, 5 are there" in fields[12]


def test_without_a_codec_messages_are_hex() -> None:
    """Raw SoupBinTCP has no names for them."""
    assert message_table([received(UNKNOWN, 4)], None)[1][3:] == ["Sequenced Data 4", "", "3f 78"]


def test_a_long_text_is_shortened() -> None:
    """A row stays a row."""
    row = message_table([received(b"\xff\xff+" + b"x" * 65_534)], None)[1]
    assert len(row[5]) < 600
    assert row[5].endswith("… (65541 characters)")


def test_annotated_hex_names_every_byte() -> None:
    """Offset from the packet's first byte, bytes, field, value; header first."""
    assert annotated_hex(received(CANCELED, 1), OUCH).splitlines() == [
        "  0000  00 13                    packet length  19",
        "  0002  53                       packet type    Sequenced Data ('S')",
        "  0003  43                       type           OrderCanceled (C)",
        "  0004  00 00 1f 1a ce d9 f0 00  timestamp      09:30:00.000000000",
        "  000c  00 00 00 01              userRefNum     1",
        "  0010  00 00 00 64              quantity       100",
        "  0014  55                       reason         user requested (U)",
    ]


def test_the_faulty_field_is_marked() -> None:
    """The field a check points to, in the message or in the packet, on all of its lines."""
    lines = annotated_hex(sent(ENTER), OUCH, "clOrdID").splitlines()
    assert [line for line in lines if line.startswith(">")] == [
        "> 0022  6f 72 64 65 72 20 31 20  clOrdID                      'order 1'",
        "> 002a  20 20 20 20 20 20",
    ]
    lines = annotated_hex(sent(LOGIN), OUCH, "session").splitlines()
    assert [line[8:13] for line in lines if line.startswith(">")] == ["20 20", "20 20"]


def test_what_the_decoder_found_stands_below() -> None:
    """Marked at the field, told in a sentence whose offset is that of the dump."""
    lines = annotated_hex(received(BAD_REASON, 2), OUCH).splitlines()
    assert lines[-2] == "> 0014  3f                       reason         '?'"
    assert lines[-1].startswith("> reason at offset 20: enum: expected ")


def test_missing_bytes_are_told() -> None:
    """A message that ends early shows the fields that it lacks."""
    text = annotated_hex(received(SHORT, 3), OUCH)
    assert "timestamp      00:00:00.000000000 (4 bytes missing)" in text
    assert "(1 byte missing)" in text


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x00\x00", b"\x00\x05J", b"\x00\x05S12", b"\x00\x01?", b"\x00\x02HH"])
def test_what_is_no_packet_is_shown_with_its_fault(data: bytes) -> None:
    """Its bytes and the reason."""
    last = annotated_hex(received(data), OUCH).splitlines()[-1]
    assert last.startswith("> ")
    assert len(last) > 10


def test_an_oversized_packet_shows_its_beginning() -> None:
    """Bounded lines, and how much there is."""
    lines = annotated_hex(received(b"\xff\xff+" + bytes(65_534)), OUCH).splitlines()
    assert len(lines) == MAX_LINES + 1
    assert lines[-1].endswith("more lines, 65537 bytes in all")


def test_no_password_in_any_rendering() -> None:
    """Neither the text nor its hex."""
    secret = b"alpha-pass"
    for text in (annotated_hex(sent(LOGIN), OUCH), str(message_table([sent(LOGIN)], OUCH))):
        assert secret.decode() not in text
        assert secret.hex(" ")[:20] not in text


@given(st.binary(max_size=80), st.booleans())
def test_any_frame_can_be_shown(data: bytes, with_codec: bool) -> None:
    """Hostile bytes do not stop a report."""
    for frame in (sent(data), received(data, 1), received(len(data).to_bytes(2, "big") + b"S" + data[1:], 1)):
        used = OUCH if with_codec else None
        assert annotated_hex(frame, used)
        assert len(message_table([frame], used)) == 2


def test_times_are_utc_times_of_day() -> None:
    """Microseconds; the date is the run's."""
    assert time_of_day(NOON) == "14:13:20.123456"
