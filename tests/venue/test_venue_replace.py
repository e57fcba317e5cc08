"""Replace Order Request and its outcomes at the reference venue (OUCH 5.0 2.2, 3.3)."""

from __future__ import annotations

import struct

import pytest

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import CHANNEL_5, Member, Opener, cancel, counted, enter, mass_cancel, option, replace


def test_replaced_in_68_bytes(member: Member) -> None:
    """OUCH50-2.2-07, OUCH50-3.3-01: one Replaced with both numbers, the new terms and ClOrdID; no Canceled."""
    first = member.hears_one(enter(1, b"S", 500, 100_000, capacity=b"A"))
    replaced = member.hears_one(replace(1, 2, 300, 101_000, tif=b"5", display=b"N", sweep=b"Y", clordid=b"New"))

    assert len(replaced.raw) == 68
    assert replaced.raw[:1] == b"U"
    assert replaced.raw[9:17] == bytes.fromhex("0000000100000002")
    assert replaced.raw[17:18] == b"S"
    assert replaced.raw[18:22] == bytes.fromhex("0000012c")
    assert replaced.raw[22:30] == b"OUCHA   "
    assert replaced.raw[30:38] == bytes.fromhex("0000000000018a88")
    assert replaced.raw[38:40] == b"5N"
    assert replaced.raw[48:52] == b"AYNL"
    assert replaced.raw[52:66] == b"New           "
    assert replaced.raw[66:] == b"\x00\x00"
    assert replaced.reference != first.reference


def test_unknown_done_or_used_is_ignored(member: Member) -> None:
    """OUCH50-2.2-02, OUCH50-2.2-03: no live order or a used number: silence, and the new number stays free."""
    member.hears(enter(1), enter(2), cancel(2))

    assert member.hears(replace(9, 10), replace(2, 11), replace(1, 2), replace(1, 1)) == []
    assert member.next_number == 3
    assert member.types(replace(1, 3)) == b"U"


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(replace(1, 2, 1_000_000), id="quantity 1,000,000"),
        pytest.param(replace(1, 2, 0), id="quantity 0"),
        pytest.param(replace(1, 2, 100, 0), id="price 0"),
        pytest.param(replace(1, 2, 100, 1_999_999_901), id="price above the highest"),
        pytest.param(replace(1, 2, tif=b"E"), id="after hours"),
        pytest.param(replace(1, 2, tif=b"9"), id="unknown time in force"),
        pytest.param(replace(1, 2, display=b"?"), id="unknown display"),
        pytest.param(replace(1, 2, tif=b"6"), id="good till time without a time"),
        pytest.param(replace(1, 2, options=option(3, struct.pack(">I", 50))), id="minimum not a round lot"),
        pytest.param(replace(1, 2, options=option(27, b"S")), id="a buy becomes a sell"),
    ],
)
def test_invalid_details_cancel_the_order(member: Member, request_: bytes) -> None:
    """OUCH50-2.2-04, OUCH50-2.2-15: a live order goes when its replacement cannot be, and the number stays free."""
    heard = member.hears(enter(1, b"B", 500), request_, enter(2))

    assert [(told.type, told.number) for told in heard] == [(b"A", 1), (b"C", 1), (b"A", 2)]
    assert (heard[1].quantity, heard[1].reason) == (500, b"U")


def test_locked_cross_order_is_rejected_and_stays(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-2.2-06: late cross orders cannot be replaced: Rejected with the new number, which is used up."""
    member.hears(enter(1, cross=b"O"))
    venue.control("late_period")
    heard = member.hears(replace(1, 2), enter(2), enter(3))

    assert [(told.type, told.number) for told in heard] == [(b"J", 2), (b"A", 3)]
    assert heard[0].reason == 0x0015
    venue.control("late_period", on=False)
    assert member.types(replace(1, 4)) == b"U"


def test_halted_symbol_keeps_its_orders(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.8-01: a replace in a halted symbol is rejected, the order lives on; this venue's choice."""
    member.hears(enter(1))
    venue.control("halt", symbol="OUCHA")
    assert member.hears_one(replace(1, 2)).reason == 0x0007
    venue.control("resume", symbol="OUCHA")
    assert member.types(replace(1, 3)) == b"U"


@pytest.mark.parametrize(("total", "exposed"), [(500, 400), (600, 500), (101, 1)])
def test_quantity_is_the_total_of_the_chain(member: Member, total: int, exposed: int) -> None:
    """OUCH50-2.2-09: 500 entered, 100 executed: a replace to 500 leaves 400, to 600 leaves 500."""
    member.hears(enter(1, b"B", 500), enter(2, b"S", 100))
    replaced = member.hears_one(replace(1, 3, total))

    assert (replaced.quantity, replaced.state) == (exposed, b"L")


@pytest.mark.parametrize("total", [100, 50])
def test_nothing_left_is_replaced_dead(member: Member, total: int) -> None:
    """OUCH50-2.2-11: at or below what is executed: Replaced with quantity 0 and state D, and nothing follows."""
    member.hears(enter(1, b"B", 500), enter(2, b"S", 100))
    replaced = member.hears_one(replace(1, 3, total))

    assert (replaced.quantity, replaced.state) == (0, b"D")
    assert member.hears(cancel(3), cancel(1), mass_cancel(4))[0].type == b"X"


def test_chains_go_on(member: Member) -> None:
    """OUCH50-2.2-01, OUCH50-2.2-10: each link is named by the number of the last Replace; totals run through."""
    member.hears(enter(1, b"B", 500))
    for number in range(2, 12):
        assert member.hears_one(replace(number - 1, number, 500 + number)).quantity == 500 + number
    member.hears(enter(12, b"S", 200))
    assert member.hears_one(replace(11, 13, 500)).quantity == 300
    assert member.hears(replace(11, 14)) == []


def test_replacing_costs_the_time_priority(member: Member, member_b: Member) -> None:
    """OUCH50-2.2-08: the replaced order stands behind one that came later at the same price."""
    member.hears(enter(1, b"B", 100), enter(2, b"B", 100), replace(1, 3, 100))
    member_b.hears(enter(1, b"S", 100))

    assert member.hears_one().number == 2


def test_replaced_order_trades_at_its_new_price(member: Member, member_b: Member) -> None:
    """OUCH50-3.3-01: Replaced comes first, then what the new price executes."""
    member_b.hears(enter(1, b"S", 100, 101_000))
    member.hears(enter(1, b"B", 300, 100_000))
    replaced, executed = member.hears(replace(1, 2, 300, 101_000))

    assert (replaced.type, replaced.quantity, replaced.state) == (b"U", 300, b"L")
    assert (executed.number, executed.quantity, executed.price, executed.flag) == (2, 100, 101_000, b"R")


def test_replaced_to_ioc_that_meets_nothing_is_dead(member: Member) -> None:
    """OUCH50-3.3-03: Replaced with state D ends the chain."""
    member.hears(enter(1, b"B", 300))

    assert member.hears_one(replace(1, 2, 300, tif=b"3")).state == b"D"
    assert member.hears(cancel(2), replace(2, 3)) == []


def test_fill_before_the_replace_is_under_the_old_number(member: Member, member_b: Member) -> None:
    """OUCH50-3.3-02: the fill is told first under the old number, then Replaced shows the rest."""
    member.hears(enter(1, b"B", 500))
    member_b.hears(enter(1, b"S", 200))
    executed, replaced = member.hears(replace(1, 2, 500))

    assert (executed.type, executed.number, replaced.type, replaced.quantity) == (b"E", 1, b"U", 300)


def test_options_left_out_are_inherited(member: Member) -> None:
    """OUCH50-2.2-12: an option keeps its value until a replace gives another; Shares Located is given each time."""
    minimum, other = option(3, struct.pack(">I", 300)), option(3, struct.pack(">I", 200))
    member.hears(enter(1, b"S", 500, options=option(2, b"FRMX") + minimum + option(25, b"Y")))

    assert member.hears_one(replace(1, 2, 500)).appendage == counted(option(2, b"FRMX") + minimum)
    assert member.hears_one(replace(2, 3, 500, options=other)).appendage == counted(option(2, b"FRMX") + other)
    assert [told.number for told in member.hears(mass_cancel(4, b"FRMX"))] == [4, 3]


def test_shares_located_is_not_inherited(member: Member) -> None:
    """OUCH50-2.2-12: where a locate is required, a replace that does not repeat it has invalid details."""
    located = option(25, b"Y")
    member.hears(enter(1, b"T", symbol=b"OUCHL", options=located))

    assert member.types(replace(1, 2, options=located)) == b"U"
    assert member.types(replace(2, 3)) == b"C"


def test_side_option_changes_the_side_among_the_sells(member: Member) -> None:
    """OUCH50-2.2-14, OUCH50-3.3-04: Replaced shows the side as entered now."""
    member.hears(enter(1, b"S", 500))

    assert member.hears_one(replace(1, 2, 500, options=option(27, b"T"))).side == b"T"
    assert member.hears_one(replace(2, 3, 500)).side == b"T"


def test_channel_must_match_the_original(member: Member) -> None:
    """OUCH50-2.2-13, OUCH50-1.2-13: without its channel the order is unknown; with it Replaced carries it."""
    member.hears(enter(1, options=CHANNEL_5))

    assert member.hears(replace(1, 2), replace(1, 2, options=option(28, b"\x06"))) == []
    replaced = member.hears_one(replace(1, 2, options=CHANNEL_5))
    assert (replaced.type, replaced.appendage) == (b"U", counted(CHANNEL_5))


def test_options_a_replace_does_not_have_drop_it(member: Member) -> None:
    """OUCH50-1.2-17: a firm on a replace is not allowed; the message is dropped and the order stays."""
    member.hears(enter(1))

    assert member.hears(replace(1, 2, options=option(2, b"FRMX"))) == []
    assert member.types(replace(1, 2)) == b"U"


def test_time_to_live_starts_again(open_venue: Opener) -> None:
    """OUCH50-2.1-03: a replaced GTT order lives as long as its replacement says, not its original."""
    member = Member(open_venue(time_scale=0.001).address)
    long, short = option(15, struct.pack(">I", 86_399)), option(15, struct.pack(">I", 20))
    member.hears(enter(1, tif=b"6", options=short), enter(2, tif=b"6", options=long))
    member.hears(replace(1, 3, tif=b"6", options=long), replace(2, 4, tif=b"6", options=short))

    assert member.sequenced()[9:13] == bytes.fromhex("00000004")
