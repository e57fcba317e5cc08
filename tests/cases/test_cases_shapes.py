"""Messages altered as a whole: lengths, types and appendages by hand, from the layouts of the fact sheets."""

from __future__ import annotations

from tests.cases.reading import OUCH42, OUCH50, altered, read

EARLY, BEHIND, TYPE, OPTIONS = "ends early", "goes on behind", "unlisted type", "break the rules"


def test_a_message_ends_before_each_of_its_fields() -> None:
    """Cancel of OUCH 4.2: 19 bytes, the token from 1, the shares from 15."""
    assert altered(read(OUCH42, "cancel_order"), EARLY) == ["0", "1", "15", "18"]


def test_every_field_of_an_order_may_be_missing() -> None:
    """Enter Order of OUCH 5.0: the offsets of its 12 fields, and 46 of its 47 bytes."""
    cuts = [0, 1, 5, 6, 10, 18, 26, 27, 28, 29, 30, 31, 45, 46]

    assert altered(read(OUCH50, "enter_order"), EARLY) == [str(cut) for cut in cuts]


def test_a_message_of_its_type_alone_can_only_be_empty() -> None:
    """Account Query takes one byte."""
    assert altered(read(OUCH50, "account_query_request"), EARLY) == ["0"]


def test_bytes_stand_behind_a_message() -> None:
    """One, eight, and the message once more."""
    assert altered(read(OUCH42, "trade_now"), BEHIND) == ["00", "20", "00 00 00 00 00 00 00 00", "itself"]


def test_no_type_is_one_of_a_member() -> None:
    """Members send O, U, X, M, C, D, E and Q; S is the venue's System Event, and U the small u's capital."""
    for file, small in (("enter_order", "6F"), ("replace_order_request", "75"), ("account_query_request", "71")):
        types = altered(read(OUCH50, file), TYPE)
        assert types == ["00", "20", "FF", small, "53"]


def test_an_appendage_breaks_each_rule_once() -> None:
    """A Cancel may carry option 28, a byte: no tag 0, 141 or 255 is assigned, and option 1 is the venue's."""
    assert altered(read(OUCH50, "cancel_order_request"), OPTIONS) == [
        "00",
        "00 01",
        "00 01 00",
        "00 01 01",
        "00 02 FF 01",
        "00 03 02 00 01",
        "00 03 02 FF 01",
        "00 03 02 8D 01",
        "00 0A 09 01 00 00 00 00 00 00 00 00",
        "00 02 01 1C",
        "00 04 03 1C 00 00",
        "00 06 02 1C 00 02 1C 00",
        "00 04 02 1C 00",
        "00 02 02 1C 00",
        "00 00 02 1C 00",
    ]


def test_a_protocol_without_options_has_no_appendage() -> None:
    """OUCH 4.2 knows none."""
    assert [each.title for each in read(OUCH42, "enter_order") if OPTIONS in each.title] == []
