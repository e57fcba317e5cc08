"""Enter Order in OUCH 4.2: echo, tokens, lives and displays of orders (1.2, 2.1, 3.3)."""

from __future__ import annotations

import pytest

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import DAY, LENGTHS, MARKET_HOURS, PROTOCOL, Member42, cancel, enter, told


def test_accepted_repeats_the_order_in_66_bytes(member: Member42) -> None:
    """OUCH42-3.3-01, OUCH42-1.2-01, OUCH42-1.2-02: every field, alphas padded with spaces, integers big-endian."""
    accepted = member.hears_one(
        enter(b"Order 1", b"T", 300, 99_900, minimum=200, capacity=b"A", sweep=b"y", display=b"N", firm=b"FRMX")
    )

    assert len(accepted.raw) == 66
    assert accepted.raw[:1] == b"A"
    assert accepted.raw[9:23] == b"Order 1       "
    assert accepted.raw[23:24] == b"T"
    assert accepted.raw[24:28] == bytes.fromhex("0000012c")
    assert accepted.raw[28:36] == b"OUCHA   "
    assert accepted.raw[36:40] == bytes.fromhex("0001863c")
    assert accepted.raw[40:44] == bytes.fromhex("0001869f")
    assert accepted.raw[44:49] == b"FRMXN"
    assert accepted.raw[57:59] == b"Ay"
    assert accepted.raw[59:63] == bytes.fromhex("000000c8")
    assert accepted.raw[63:65] == b"NL"


@pytest.mark.parametrize("side", [b"B", b"S", b"T", b"E"])
@pytest.mark.parametrize("sweep", [b"Y", b"N", b"y"])
def test_codes_come_back_as_sent(member: Member42, side: bytes, sweep: bytes) -> None:
    """OUCH42-3.3-01: side, sweep eligibility, display and capacity are given back for each code."""
    codes = [(bytes((display,)), bytes((capacity,))) for display in b"AYNPMmnOTQ" for capacity in b"APRO"]
    heard = member.hears(
        *(
            enter(display + capacity, side, sweep=sweep, display=display, capacity=capacity)
            for display, capacity in codes
        )
    )

    assert [(message.display, message.capacity) for message in heard] == codes
    assert {(message.type, message.side, message.sweep, message.state) for message in heard} == {
        (b"A", side, sweep, b"L")
    }


@pytest.mark.parametrize("cross", [b"O", b"C", b"S", b"R", b"E"])
def test_cross_orders_wait_and_can_be_cancelled(member: Member42, cross: bytes) -> None:
    """OUCH42-3.3-01, OUCH42-1.2-07: crosses are taken, at the market price too; nothing trades before the cross."""
    heard = member.hears(
        enter(b"one", b"B", price=0x7FFFFFFF, cross=cross),
        enter(b"two", b"S", price=100_000, cross=cross),
        enter(b"three", b"S", price=1),
        cancel(b"one"),
    )

    assert [(message.type, message.token) for message in heard] == [
        (b"A", b"one"),
        (b"A", b"two"),
        (b"A", b"three"),
        (b"C", b"one"),
    ]
    assert heard[0].price == 2_147_483_647


def test_imbalance_only_and_halt_cross_orders(member: Member42) -> None:
    """OUCH42-2.1-07: display I is taken in the opening and closing cross, cross H at the market price."""
    orders = [enter(b"o", display=b"I", cross=b"O"), enter(b"c", display=b"I", cross=b"C")]

    assert member.types(*orders, enter(b"h", price=0x7FFFFFFF, cross=b"H")) == b"AAA"


@pytest.mark.parametrize("token", [b"a", b"14 characters.", b" starts blank", b"a-b_c/d", b"~!@#$%^&*()"])
def test_tokens_of_printable_characters(member: Member42, token: bytes) -> None:
    """OUCH42-1.2-03, OUCH42-1.2-05: letters, digits and spaces come back; this venue takes what else can be printed."""
    assert member.hears_one(enter(token)).raw[9:23] == token.ljust(14)


def test_tokens_are_told_apart_by_case_and_account(member: Member42, member_b: Member42) -> None:
    """OUCH42-1.2-04, OUCH42-1.1-03: a token names one order of one account."""
    assert member.types(enter(b"token"), enter(b"TOKEN"), enter(b"Token")) == b"AAA"
    assert member_b.types(enter(b"token", b"S", 300)) == b"AEEE"


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([enter(b"x")], id="live"),
        pytest.param([enter(b"x", tif=0)], id="dead"),
        pytest.param([enter(b"x"), cancel(b"x")], id="cancelled"),
        pytest.param([enter(b"x"), enter(b"y", b"S")], id="filled"),
        pytest.param([enter(b"x", shares=0)], id="rejected"),
    ],
)
def test_a_used_token_is_ignored_in_silence(member: Member42, before: list[bytes]) -> None:
    """OUCH42-2.1-02, OUCH42-2.1-10: whatever became of its order, and whatever else the message says."""
    member.hears(*before)

    assert member.hears(enter(b"x"), enter(b"x", b"S", 7, 99_000, stock=b"NOSUCH")) == []


def test_blank_firm_is_the_accounts(member: Member42) -> None:
    """OUCH42-2.1-04, OUCH42-1.4-01: a blank firm becomes the default, a named one stays, another's is refused."""
    heard = member.hears(enter(b"one"), enter(b"two", firm=b"FRMX"), enter(b"three", firm=b"FRMB"))

    assert [message.firm for message in heard[:2]] == [b"FRMA", b"FRMX"]
    assert (heard[2].type, heard[2].reason) == (b"J", b"L")


@pytest.mark.parametrize("capacity", [b"X", b" ", b"a", b"1"])
def test_other_capacities_become_o(member: Member42, capacity: bytes) -> None:
    """OUCH42-2.1-05: anything but A, P and R is O in Accepted."""
    assert member.hears_one(enter(b"one", capacity=capacity)).capacity == b"O"


@pytest.mark.parametrize(
    ("asked", "taken"), [(1, 1), (99_997, 99_997), (99_998, 99_998), (99_999, 99_999), (100_000, DAY), (2**32 - 1, DAY)]
)
def test_time_in_force(member: Member42, asked: int, taken: int) -> None:
    """OUCH42-3.3-03, OUCH42-1.2-08: seconds and codes are given back; anything above is good for system hours."""
    assert member.hears_one(enter(b"one", tif=asked)).tif == taken


def test_immediate_orders(member: Member42, member_b: Member42) -> None:
    """OUCH42-1.2-09, OUCH42-3.3-07: without a match dead at once; else what is left is cancelled with I."""
    assert member.hears_one(enter(b"one", tif=0)).state == b"D"
    member_b.hears(enter(b"one", b"S", 60))

    heard = member.hears(enter(b"two", tif=0))

    assert [message.type for message in heard] == [b"A", b"E", b"C"]
    assert (heard[1].shares, heard[2].shares, heard[2].reason) == (60, 40, b"I")


def test_unmatched_immediate_order_as_a_setting(open_venue: Opener) -> None:
    """OUCH42-3.3-07: a venue may as well accept it live and cancel it with I."""
    member = Member42(open_venue(protocol=PROTOCOL, unmatched_ioc="cancelled").address)

    assert [getattr(message, "state", message.type) for message in member.hears(enter(b"one", tif=0))] == [b"L", b"C"]


def test_seconds_run_out(open_venue: Opener) -> None:
    """OUCH42-1.2-10: the order is cancelled with T when its seconds are over, shares that traded not counted."""
    member = Member42(open_venue(protocol=PROTOCOL, time_scale=0.001).address)
    member.hears(enter(b"one", b"B", 300, tif=20), enter(b"two", b"S", 100))

    canceled = told(member.sequenced())

    assert (canceled.type, canceled.token, canceled.shares, canceled.reason) == (b"C", b"one", 200, b"T")
    assert len(canceled.raw) == LENGTHS[ord("C")]


def test_minimum_quantity(member: Member42, member_b: Member42) -> None:
    """OUCH42-2.1-06: an order trades in no smaller amount, whichever side came first."""
    member.hears(enter(b"one", b"S", 200), enter(b"two", b"S", 400, 100_100))

    heard = member_b.hears(enter(b"one", b"B", 500, 100_100, minimum=300))

    assert [(message.type, message.shares) for message in heard] == [(b"A", 500), (b"E", 400)]


def test_reference_numbers_and_timestamps(member: Member42) -> None:
    """OUCH42-3.3-04, OUCH42-3-01, OUCH42-3-02: numbers differ, timestamps rise below a day."""
    heard = member.hears(*(enter(b"%d" % number) for number in range(20)))

    assert len({message.reference for message in heard}) == 20
    stamps = [message.timestamp for message in heard]
    assert stamps == sorted(stamps) and stamps[-1] < 86_400_000_000_000


def test_hours_and_day_end(venue: EmbeddedVenue, member: Member42) -> None:
    """OUCH42-1.2-11: market hours end with the close, with E for what comes later; the day ends the rest with T."""
    member.hears(enter(b"hours", tif=MARKET_HOURS), enter(b"day", tif=DAY), enter(b"seconds", tif=3_600))
    venue.control("market_close")
    assert [(message.token, message.reason) for message in member.hears()] == [(b"hours", b"T")]

    late = member.hears(enter(b"late", tif=MARKET_HOURS))
    assert [(message.type, getattr(message, "reason", b"")) for message in late] == [(b"A", b""), (b"C", b"E")]
    venue.control("end_of_day")
    heard = member.hears()

    assert heard[0].event == b"E"
    assert {(message.type, message.token, message.reason) for message in heard[1:]} == {
        (b"C", b"day", b"T"),
        (b"C", b"seconds", b"T"),
    }
    venue.control("start_of_day")
    assert member.types(enter(b"again", tif=MARKET_HOURS)) == b"SA"
