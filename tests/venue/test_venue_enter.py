"""Enter Order at the reference venue: echo, numbers and lives of orders (OUCH 5.0 1.2, 2.1, 3.2)."""

from __future__ import annotations

import struct

import pytest

from tests.venue.hand_written import CHANNEL_5, Member, Opener, cancel, counted, enter, mass_cancel, option

MIN_100 = option(3, struct.pack(">I", 100))


def seconds(count: int) -> bytes:
    """The option ExpireTime."""
    return option(15, struct.pack(">I", count))


def test_accepted_repeats_the_order_in_64_bytes(member: Member) -> None:
    """OUCH50-3.2-01, OUCH50-1.2-01: Accepted repeats every field, alphas padded with spaces, integers big-endian."""
    accepted = member.hears_one(enter(1, b"B", 300, 99_900, clordid=b"Order 1", capacity=b"A"))

    assert len(accepted.raw) == 64
    assert accepted.raw[:1] == b"A"
    assert accepted.raw[9:13] == bytes.fromhex("00000001")
    assert accepted.raw[13:14] == b"B"
    assert accepted.raw[14:18] == bytes.fromhex("0000012c")
    assert accepted.raw[18:26] == b"OUCHA   "
    assert accepted.raw[26:34] == bytes.fromhex("000000000001863c")
    assert accepted.raw[34:36] == b"0Y"
    assert accepted.raw[44:48] == b"ANNL"
    assert accepted.raw[48:62] == b"Order 1       "
    assert accepted.raw[62:64] == b"\x00\x00"


@pytest.mark.parametrize("side", [b"B", b"S", b"T", b"E"])
@pytest.mark.parametrize("tif", [b"0", b"5", b"E"])
def test_codes_come_back_as_sent(member: Member, side: bytes, tif: bytes) -> None:
    """OUCH50-3.2-01: side, time in force, display, capacity and sweep eligibility are echoed for each code."""
    codes = [(display, capacity) for display in (b"Y", b"N", b"A") for capacity in (b"A", b"P", b"R", b"O")]
    orders = [
        enter(number, side, tif=tif, display=display, capacity=capacity, sweep=b"Y")
        for number, (display, capacity) in enumerate(codes, 1)
    ]

    accepted = member.hears(*orders)

    assert [(told.display, told.capacity) for told in accepted] == codes
    assert {(told.type, told.side, told.tif, told.sweep, told.state) for told in accepted} == {
        (b"A", side, tif, b"Y", b"L")
    }


@pytest.mark.parametrize("cross", [b"O", b"C", b"H", b"S", b"E", b"A"])
def test_cross_orders_wait_and_can_be_cancelled(member: Member, cross: bytes) -> None:
    """OUCH50-2.1-07, OUCH50-1.2-03: Nasdaq takes its cross types, at the market price too; nothing trades before."""
    heard = member.hears(
        enter(1, b"B", price=2_147_483_647, cross=cross),
        enter(2, b"S", price=2_147_483_647, cross=cross),
        enter(3, b"S", price=1),
        cancel(1),
    )

    assert [(told.type, told.number) for told in heard] == [(b"A", 1), (b"A", 2), (b"A", 3), (b"C", 1)]
    assert [told.cross for told in heard[:3]] == [cross, cross, b"N"]
    assert heard[0].price == 0x7FFFFFFF


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(option(2, b"FRMX"), id="firm"),
        pytest.param(MIN_100, id="minimum quantity"),
        pytest.param(option(4, b"R"), id="customer type"),
        pytest.param(option(6, b"L"), id="price type"),
        pytest.param(option(7, struct.pack(">i", -100)), id="peg offset"),
        pytest.param(option(9, struct.pack(">Q", 100_100)), id="discretion price"),
        pytest.param(option(10, b"L"), id="discretion price type"),
        pytest.param(option(11, struct.pack(">i", 100)), id="discretion peg offset"),
        pytest.param(option(12, b"P"), id="post only"),
        pytest.param(option(13, struct.pack(">I", 100)), id="random reserves"),
        pytest.param(seconds(60), id="expire time"),
        pytest.param(option(16, b"Y"), id="trade now"),
        pytest.param(option(24, b"\x00\x07"), id="group"),
        pytest.param(option(25, b"Y"), id="shares located"),
        pytest.param(CHANNEL_5, id="channel"),
        pytest.param(option(28, b"\x00"), id="channel 0"),
        pytest.param(option(29, b"D"), id="AIQ strategy"),
        pytest.param(option(30, b"G1"), id="AIQ group"),
        pytest.param(option(24, b"\x00\x01") + option(4, b"N") + CHANNEL_5, id="several, in the order sent"),
    ],
)
def test_options_come_back_as_sent(member: Member, options: bytes) -> None:
    """OUCH50-1.2-15, OUCH50-1.2-16: options of any order are taken and echoed as sent."""
    accepted = member.hears_one(enter(1, options=options))

    assert accepted.type == b"A"
    assert accepted.appendage == counted(options)


def test_locate_broker_is_no_option_of_accepted(member: Member) -> None:
    """OUCH50-3.2-01: an option that section 3.2 does not list for Accepted is taken and left out of the echo."""
    assert member.hears_one(enter(1, b"T", options=option(26, b"BRKR"))).appendage == b"\x00\x00"


def test_every_option_with_its_default_may_be_echoed(open_venue: Opener) -> None:
    """OUCH50-3.2-05: with `options_echo` "all" an order without options is accepted with all defaults."""
    venue = open_venue(options_echo="all")
    accepted = Member(venue.address).hears_one(enter(1))

    assert option(2, b"FRMA") in accepted.appendage
    assert option(15, b"\x00\x00\x00\x00") in accepted.appendage
    assert int.from_bytes(accepted.appendage[:2], "big") == len(accepted.appendage) - 2


def test_limits_of_quantity_and_price_are_accepted(member: Member) -> None:
    """OUCH50-2.1-02, OUCH50-1.2-02: 1 and 999,999 shares, and 199,999.99 as the highest limit."""
    heard = member.hears(
        enter(1, quantity=1, price=1), enter(2, quantity=999_999, price=1), enter(3, b"S", price=1_999_999_900)
    )

    assert [(told.type, told.quantity, told.price) for told in heard] == [
        (b"A", 1, 1),
        (b"A", 999_999, 1),
        (b"A", 100, 0x7735939C),
    ]


@pytest.mark.parametrize("price", [2_147_483_647, 2_000_000_000])
def test_market_price_outside_a_cross_takes_what_is_there(member: Member, price: int) -> None:
    """OUCH50-1.2-03: both market values trade at any price; what is left does not rest."""
    heard = member.hears(enter(1, b"S", 100, 5_000_000), enter(2, b"B", 300, price))

    assert [told.type for told in heard] == [b"A", b"A", b"E", b"E", b"C"]
    assert heard[2].price == 5_000_000
    assert (heard[4].number, heard[4].quantity, heard[4].reason) == (2, 200, b"Z")


def test_numbers_not_above_the_last_are_ignored(member: Member) -> None:
    """OUCH50-1.2-06, OUCH50-1.2-07, OUCH50-1.2-08: lower and equal numbers get no answer, gaps are allowed."""
    heard = member.hears(enter(1), enter(2), enter(10), enter(10), enter(9), enter(3), enter(0), enter(11))

    assert [told.number for told in heard] == [1, 2, 10, 11]


def test_each_channel_counts_for_itself(member: Member) -> None:
    """OUCH50-1.2-11, OUCH50-1.2-12: number 1 is free once in each channel; channel 0 is the account without channel."""
    other = option(28, b"\x06")
    heard = member.hears(
        enter(1), enter(1, options=CHANNEL_5), enter(1, options=other), enter(1, options=option(28, b"\x00"))
    )

    assert [told.appendage for told in heard] == [counted(b""), counted(CHANNEL_5), counted(other)]


def test_accounts_count_for_themselves(member: Member, member_b: Member) -> None:
    """OUCH50-1.1-02: an order is named by its account and number; two accounts both start at 1."""
    assert (member.types(enter(1)), member_b.types(enter(1))) == (b"A", b"A")


def test_reference_numbers_are_unique(member: Member, member_b: Member) -> None:
    """OUCH50-3.2-03: no two orders of the day share a reference number, whichever account they are of."""
    heard = member.hears(enter(1), enter(2)) + member_b.hears(enter(1), enter(2))

    assert len({told.reference for told in heard}) == 4


def test_time_stamps_never_run_back(member: Member) -> None:
    """OUCH50-3-01: nanoseconds since midnight, each not below the one before."""
    stamps = [told.timestamp for told in member.hears(*(enter(number) for number in range(1, 50)))]

    assert stamps == sorted(stamps)
    assert 0 < stamps[0] < 86_400_000_000_000


def test_time_stamps_come_from_the_clock_that_is_set(open_venue: Opener) -> None:
    """OUCH50-3-01: with a clock that stands still and even runs back, the stamps still do not."""
    readings = iter([1_000, 5_000, 4_000, 4_000])
    venue = open_venue(clock=lambda: next(readings, 0))
    stamps = [told.timestamp for told in Member(venue.address).hears(enter(1), enter(2))]

    assert stamps == sorted(stamps)


def test_ioc_is_cancelled_for_the_rest(member: Member) -> None:
    """OUCH50-2.1-04: what an IOC does not execute is cancelled with I."""
    heard = member.hears(enter(1, b"S", 100), enter(2, b"B", 300, tif=b"3"))

    assert [told.type for told in heard] == [b"A", b"A", b"E", b"E", b"C"]
    assert heard[1].state == b"L"
    assert (heard[4].number, heard[4].quantity, heard[4].reason) == (2, 200, b"I")


def test_ioc_that_meets_nothing_is_accepted_dead(member: Member) -> None:
    """OUCH50-2.1-04, OUCH50-3.2-02: an IOC without a counterpart is accepted with state D, and nothing follows."""
    accepted = member.hears_one(enter(1, b"B", 300, tif=b"3"))

    assert (accepted.type, accepted.state) == (b"A", b"D")
    assert member.hears(cancel(1)) == []


def test_ioc_that_meets_nothing_may_be_cancelled(open_venue: Opener) -> None:
    """OUCH50-2.1-04: the other legal answer, chosen by `unmatched_ioc`, is live and then Canceled with I."""
    venue = open_venue(unmatched_ioc="cancelled")
    accepted, canceled = Member(venue.address).hears(enter(1, b"B", 300, tif=b"3"))

    assert (accepted.state, canceled.quantity, canceled.reason) == (b"L", 300, b"I")


def test_post_only_that_would_trade_is_cancelled(member: Member) -> None:
    """OUCH50-3.4-01: a post-only order is cancelled with G instead of taking liquidity; one that adds rests."""
    post = option(12, b"P")
    heard = member.hears(
        enter(1, b"S", 100), enter(2, b"B", 100, options=post), enter(3, b"B", 100, 99_900, options=post)
    )

    assert [(told.type, told.number) for told in heard] == [(b"A", 1), (b"A", 2), (b"C", 2), (b"A", 3)]
    assert (heard[2].quantity, heard[2].reason) == (100, b"G")


def test_good_till_time_ends_with_t(open_venue: Opener) -> None:
    """OUCH50-2.1-03: after its seconds (here scaled to a hundredth) a GTT order is cancelled with T."""
    member = Member(open_venue(time_scale=0.01).address)
    assert member.types(enter(1, b"B", 300, tif=b"6", options=seconds(3)), enter(2, b"S", 100)) == b"AAEE"

    canceled = member.sequenced()

    assert canceled[:1] == b"C"
    assert struct.unpack(">IIc", canceled[9:18]) == (1, 200, b"T")


def test_good_till_time_does_not_fire_after_the_end(open_venue: Opener) -> None:
    """OUCH50-2.1-03: an order that is done before its time is not cancelled again."""
    member = Member(open_venue(time_scale=0.001).address)
    member.hears(enter(1, tif=b"6", options=seconds(20)), enter(2, tif=b"6", options=seconds(40)), cancel(1))

    assert member.sequenced()[9:13] == bytes.fromhex("00000002")


def test_firm_left_out_or_blank_is_the_accounts(member: Member) -> None:
    """OUCH50-2.1-09: without a firm the order is the default firm's, which a mass cancel of that firm shows."""
    heard = member.hears(enter(1), enter(2, options=option(2, b"    ")), enter(3, options=option(2, b"FRMX")))
    assert [told.type for told in heard] == [b"A", b"A", b"A"]

    heard = member.hears(mass_cancel(4, b"FRMA"))
    assert [(told.type, told.number) for told in heard] == [(b"X", 4), (b"C", 1), (b"C", 2)]
