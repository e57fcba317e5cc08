"""Which values of a field are tried, and what may come of them: from the fact sheets, never from a venue."""

from __future__ import annotations

from tests.cases.reading import OUCH42, OUCH50, read, values

ENTER = read(OUCH50, "enter_order")
REPLACE = read(OUCH50, "replace_order_request")
CANCEL = read(OUCH50, "cancel_order_request")


def test_a_quantity_is_accepted_at_its_limits() -> None:
    """1 to 999,999 shares (2.1): the profile says which numbers these are at its venue."""
    assert values(ENTER, "quantity", "is accepted") == ["min", "min+1", "max-1", "max"]


def test_a_quantity_beyond_its_limits_enters_no_book() -> None:
    """0, a million, and all bits (2.1): as numbers of the wire, since no venue's own limit makes them legal."""
    beyond = [each for each in ENTER if "does not enter the book" in each.title]

    assert values(ENTER, "quantity", "does not enter the book") == ["raw 0", "raw 1000000", "raw 4294967295"]
    assert [each.tags for each in beyond] == [["OUCH50-2.1-02", "OUCH50-2.1-10", "OUCH50-2.1-01", "OUCH50-2.3-02"]]


def test_a_side_is_tried_outside_its_list() -> None:
    """B, S, T and E are sides (2.1): their small letters, the letters behind them, blank, NUL, all bits, a mark."""
    tried = {"62", "73", "74", "65", "43", "55", "46", "20", "00", "FF", "3F"}

    assert set(values(ENTER, "side", "is recorded")) >= {f"reserved 0x{code}" for code in tried}
    assert values(ENTER, "side", "is accepted") == []


def test_no_symbol_is_tried_that_could_be_an_instrument() -> None:
    """Nobody may trade on an instrument that is not the suite's own: only bytes that are no text."""
    symbols = values(ENTER, "symbol", "is recorded")

    assert symbols == [f"reserved 0x{code * 8}" for code in ("00", "01", "7F", "80")]


def test_the_highest_price_is_accepted_and_what_lies_above_is_asked() -> None:
    """199,999.9900 is the highest (1.2); a market price outside a cross has no stated answer."""
    asked = values(ENTER, "price", "is recorded")

    assert values(ENTER, "price", "is accepted") == ["raw 1999999900"]
    assert {"raw 1999999901", "raw 2147483647", "raw 2000000000", "raw 18446744073709551615"} <= set(asked)


def test_a_clordid_comes_back_whatever_its_length() -> None:
    """14 characters, fewer, or none (1.2)."""
    assert values(ENTER, "cl ord id", "is accepted") == ["A", "A" * 14, "empty"]


def test_the_number_of_a_new_order_is_not_used_up() -> None:
    """A number far above the last would spend those between (1.2): 0 alone is tried."""
    assert values(ENTER, "user ref num", "is recorded") == ["raw 0"]
    assert values(ENTER, "user ref num", "is accepted") == []


def test_a_superfluous_cancel_is_ignored() -> None:
    """Of an order that does not exist, or to a size that the order does not reach (2.3)."""
    ignored = 'nothing happens to "the buy"'

    assert values(CANCEL, "user ref num", ignored) == ["raw 0", "raw 4294967295"]
    assert values(CANCEL, "quantity", ignored) == ["raw 4294967294", "raw 4294967295"]
    assert values(CANCEL, "quantity", "is cancelled with 100 shares") == ["raw 0"]


def test_an_invalid_replace_takes_its_order_out() -> None:
    """A million shares and more (2.2); at or below what the chain executed nothing is stated."""
    assert values(REPLACE, "quantity", "is cancelled with 100 shares") == ["raw 1000000", "raw 4294967295"]
    assert values(REPLACE, "quantity", "is recorded") == ["raw 0"]
    assert values(REPLACE, "orig user ref num", '"the replacement" is ignored') == ["raw 0", "raw 4294967295"]


def test_an_unlisted_capacity_is_accepted_where_the_document_says_so() -> None:
    """In OUCH 4.2 what is none of A, P and R becomes O (2.1); in 5.0 nothing is said."""
    four = values(read(OUCH42, "enter_order"), "capacity", "is accepted")

    assert {"reserved 0x61", "reserved 0x3F", "reserved 0x51"} <= set(four)
    assert values(ENTER, "capacity", "is accepted") == []


def test_an_option_is_tried_as_a_column_of_its_own() -> None:
    """ExpireTime is below 86,400 seconds, and a Replace may name a side (appendix A)."""
    assert {"raw 86399", "raw 86400"} <= set(values(ENTER, "expire time", "is recorded"))
    assert "sell short" in values(REPLACE, "side", "is recorded")


def test_a_token_that_names_no_order_is_ignored() -> None:
    """OUCH 4.2 names orders by text (2.2, 2.3)."""
    tokens = ["A", "A" * 14, "empty"]

    assert values(read(OUCH42, "cancel_order"), "order token", 'nothing happens to "the buy"') == tokens
    assert values(read(OUCH42, "replace_order"), "existing order token", '"the replacement" is ignored') == tokens


def test_a_new_token_is_left_as_it_is() -> None:
    """The token of a new order names it: another one might be that of an order of the day."""
    assert [row for each in read(OUCH42, "enter_order") for row in each.rows if row.get("field") == "order token"] == []
