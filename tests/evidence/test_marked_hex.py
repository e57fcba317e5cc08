"""The bytes of a frame with the field at fault marked below them."""

from __future__ import annotations

from ouch_conformance.evidence.decoding import Cell, cells, named
from ouch_conformance.evidence.marked_hex import MAX_LINES, marked_hex
from ouch_conformance.wire import codec
from tests.evidence.evidence_samples import BAD_REASON, CANCELED, ENTER, LOGIN, SHORT, received, sent

OUCH = codec("nasdaq-ouch-5.0")


def test_the_field_at_fault_is_underlined_with_its_name_and_value() -> None:
    """The quantity of Order Canceled: bytes 16 to 19 of the packet, header included."""
    assert marked_hex(received(CANCELED), OUCH, "quantity") == [
        "0000  00 13 53 43 00 00 1f 1a ce d9 f0 00 00 00 00 01  ..SC............",
        "0010  00 00 00 64 55                                   ...dU",
        "      ^^^^^^^^^^^ quantity 100",
    ]


def test_what_the_decoder_found_is_marked_and_said() -> None:
    """A code that no list has: the last byte, and below it what would be right."""
    *dump, fault = marked_hex(received(BAD_REASON), OUCH)
    assert dump[-1] == "                  ^^ reason '?'"
    assert fault.startswith("> reason at offset 20: ")


def test_bytes_that_are_missing_are_marked_where_they_would_stand() -> None:
    """A message that ends early shows what it lacks; what would stand in a further line is marked at the line's end."""
    assert marked_hex(received(SHORT), OUCH)[:5] == [
        "0000  00 06 53 43 00 00 00 00                          ..SC....",
        "                  ^^^^^^^^^^^ timestamp 00:00:00.000000000 (4 of 8 bytes missing)",
        " " * 42 + "^^ userRefNum (4 of 4 bytes missing)",
        " " * 54 + "^^ quantity (4 of 4 bytes missing)",
        " " * 54 + "^^ reason (1 of 1 bytes missing)",
    ]


def test_a_frame_without_a_fault_is_a_plain_dump() -> None:
    """Where the message itself is wrong, all its bytes are evidence."""
    told = marked_hex(sent(ENTER), OUCH)
    assert len(told) == 4
    assert all(line[0] == "0" for line in told)


def test_a_long_frame_shows_its_beginning_and_what_is_marked() -> None:
    """A debug packet of a thousand bytes, the text marked at its beginning; and one whose packet is wrong."""
    told = marked_hex(received(b"\x03\xe9+" + b"x" * 1_000), OUCH, "text")
    assert len([line for line in told if line.startswith("0")]) == MAX_LINES
    assert told[1].startswith("               ^^^^^")
    assert told[-1] == "... 1,003 bytes in all"


def test_lines_between_the_beginning_and_the_mark_are_left_out() -> None:
    """A field far behind: the first line, a gap, the line with the field and the one behind it."""
    message = ENTER[3:50] + b"\x00\xff" + b"\x05\x03\x00\x00\x00\x64" * 42 + b"\x02\x63\x00"
    frame = sent((len(message) + 1).to_bytes(2, "big") + b"U" + message)
    told = marked_hex(frame, OUCH)
    assert told[0].startswith("0000  ")
    assert any("^" in line for line in told)
    assert len([line for line in told if line.startswith("0")]) == MAX_LINES


def test_no_password_is_dumped() -> None:
    """Asterisks stand for it, in hex too."""
    told = "\n".join(marked_hex(sent(LOGIN), OUCH, "password"))
    assert "alpha" not in told
    assert b"alpha".hex(" ") not in told
    assert "^ password '**********'" in told


def test_a_field_that_goes_on_in_the_next_line_is_underlined_there_too() -> None:
    """The eight characters of the symbol, at 13 to 20 of the packet's bytes: its name stands where it begins."""
    told = marked_hex(sent(ENTER), OUCH, "symbol")
    assert told[1] == " " * (6 + 3 * 13) + "^^^^^^^^ symbol 'OUCHA'"
    assert told[3] == " " * 6 + "^^^^^^^^^^^^^^"


def test_the_field_that_was_asked_for_is_marked_however_many_the_decoder_found() -> None:
    """Order Accepted in which every code and text is wrong: more than there is room for, and the last one asked for."""
    accepted = received(b"\x00\x41SA" + b"\xff" * 63)
    told = marked_hex(accepted, OUCH, "clOrdID")
    assert any("clOrdID" in line for line in told)


def test_the_words_of_an_older_record_are_told_by_their_letters() -> None:
    """A field in words as a feature's column, an option in words, and one that no cell has."""
    assert [cell.offset for cell in named(cells(sent(ENTER), OUCH), "user ref num")] == [4]
    assert [cell.offset for cell in named(cells(sent(ENTER), OUCH), "min qty")] == [50]
    assert named(cells(sent(ENTER), OUCH), "match number") == []
    assert named(cells(sent(ENTER), OUCH), None) == []


def test_an_option_is_told_from_a_field_of_the_same_name() -> None:
    """A plain name is that of the fixed field; the option is asked for by where it stands."""
    field, option = Cell("price", 3, 4, b"\0" * 4, "0"), Cell("price", 20, 6, b"\0" * 6, "0", option=True)

    assert named([field, option], "price") == [field]
    assert named([field, option], "appendage.price") == [option]
    assert named([option], "price") == [option]
    assert named([field], "appendage.price") == []
