"""Executions in OUCH 4.2: flags, match numbers, prices elsewhere, self match prevention (3.3 to 3.10)."""

from __future__ import annotations

import pytest

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import PROTOCOL, Member42, enter, replace


def test_executed_in_40_bytes_on_both_sides(member: Member42, member_b: Member42) -> None:
    """OUCH42-3.7-01, OUCH42-3.7-02: the resting order's price, flags A and R, one match number."""
    member.hears(enter(b"mine", b"B", 300, 100_000))
    theirs = member_b.hears(enter(b"theirs", b"S", 100, 99_000))[1]
    mine = member.hears_one()

    assert mine.raw[:1] + mine.raw[9:32] == (b"E" + b"mine".ljust(14) + bytes.fromhex("00000064 000186a0") + b"A")
    assert theirs.raw[9:32] == b"theirs".ljust(14) + bytes.fromhex("00000064 000186a0") + b"R"
    assert len(mine.raw) == 40 and mine.match == theirs.match


@pytest.mark.parametrize(
    ("display", "flags"),
    [(b"Y", (b"A", b"R")), (b"A", (b"A", b"R")), (b"N", (b"J", b"R")), (b"M", (b"k", b"m")), (b"W", (b"k", b"m"))],
)
def test_liquidity_flags(member: Member42, display: bytes, flags: tuple[bytes, bytes]) -> None:
    """OUCH42-3.7-01: added, added hidden, and both sides of a midpoint peg."""
    heard = member.hears(enter(b"one", b"S", display=display), enter(b"two"))

    assert tuple(message.flag for message in heard[2:]) == flags


def test_match_numbers_and_sums(member: Member42, member_b: Member42) -> None:
    """OUCH42-3.5-02, OUCH42-3.7-03: executed and cancelled shares add up to those entered; numbers differ."""
    member.hears(*(enter(b"%d" % number, b"S", 100, 100_000 + number) for number in range(3)))
    heard = member_b.hears(enter(b"x", b"B", 500, 100_002, tif=0))

    assert [message.price for message in heard[1:4]] == [100_000, 100_001, 100_002]
    assert sum(message.shares for message in heard[1:]) == 500
    assert len({message.match for message in heard[1:4]}) == 3


def test_price_to_comply_turns_hidden(member: Member42) -> None:
    """OUCH42-3.3-08, OUCH42-3.3-02: at the price of another venue's offer display Y becomes Z, at a better price."""
    accepted = member.hears_one(enter(b"one", price=101_500, stock=b"OUCHZ"))
    assert (accepted.display, accepted.price) == (b"Z", 101_000)

    heard = member.hears(enter(b"two", b"S", price=101_000, stock=b"OUCHZ"))
    assert (heard[1].flag, heard[1].price) == (b"J", 101_000)


@pytest.mark.parametrize(
    ("side", "price", "display", "taken"),
    [
        pytest.param(b"B", 101_000, b"A", (b"A", 100_900), id="buy shown a cent below the offer"),
        pytest.param(b"S", 98_000, b"A", (b"A", 99_100), id="sell shown a cent above the bid"),
        pytest.param(b"S", 98_000, b"Y", (b"Z", 99_000), id="sell hidden at the bid"),
        pytest.param(b"B", 100_500, b"M", (b"M", 100_000), id="midpoint better than the limit"),
        pytest.param(b"B", 99_500, b"M", (b"M", 99_500), id="limit better than the midpoint"),
        pytest.param(b"S", 99_500, b"m", (b"m", 100_000), id="sell at the midpoint"),
        pytest.param(b"B", 100_900, b"Y", (b"Y", 100_900), id="inside the quote"),
    ],
)
def test_prices_elsewhere(member: Member42, side: bytes, price: int, display: bytes, taken: tuple[bytes, int]) -> None:
    """OUCH42-3.3-02: the price accepted is never worse than the one entered."""
    accepted = member.hears_one(enter(b"one", side, price=price, display=display, stock=b"OUCHZ"))

    assert (accepted.display, accepted.price) == taken


@pytest.mark.parametrize("display", [b"P", b"L"])
def test_post_only_orders(member: Member42, member_b: Member42, display: bytes) -> None:
    """OUCH42-3.5-01: F where it would lock a price elsewhere, G where a displayed order is met; else it rests."""
    away = member.hears(enter(b"away", price=101_000, display=display, stock=b"OUCHZ"))
    assert [(message.type, getattr(message, "reason", b"")) for message in away] == [(b"A", b""), (b"C", b"F")]
    member_b.hears(enter(b"shown", b"S"))
    met = member.hears(enter(b"met", display=display))
    assert [(message.type, getattr(message, "reason", b"")) for message in met] == [(b"A", b""), (b"C", b"G")]
    assert member.types(enter(b"rests", price=99_900, display=display)) == b"A"
    moved = member.hears(enter(b"old", stock=b"OUCHZ"), replace(b"old", b"new", price=101_000, display=display))
    assert [(message.type, getattr(message, "reason", b"")) for message in moved[1:]] == [(b"U", b""), (b"C", b"F")]
    assert member_b.types(enter(b"takes", b"S", price=99_900)) == b"AE"


def test_bbo_weight(member: Member42) -> None:
    """OUCH42-3.3-01: N for a better price than all, S for the venue's first at the best price, else blank."""
    heard = member.hears(
        enter(b"better", price=99_500, stock=b"OUCHZ"),
        enter(b"same", price=99_500, stock=b"OUCHZ"),
        enter(b"hidden", price=99_600, display=b"N", stock=b"OUCHZ"),
        enter(b"joins", b"S", price=101_000, stock=b"OUCHZ"),
        enter(b"behind", b"S", price=101_500, stock=b"OUCHZ"),
    )

    assert b"".join(message.bbo for message in heard) == b"N  S "
    assert member.hears_one(replace(b"joins", b"again", price=101_000)).bbo == b"S"


def test_aiq_decrement_both(member: Member42) -> None:
    """OUCH42-3.6-01: both lose the smaller order's shares: prevented and decremented shares are the same."""
    heard = member.hears(enter(b"one", shares=500, stock=b"OUCHD"), enter(b"two", b"S", 300, 99_000, stock=b"OUCHD"))
    told = [message.raw[:1] + message.raw[9:] for message in heard[2:]]
    trade = b"Q" + bytes.fromhex("0000012c 000186a0")

    assert told == [
        b"D" + b"one".ljust(14) + bytes.fromhex("0000012c") + trade + b"A",
        b"D" + b"two".ljust(14) + bytes.fromhex("0000012c") + trade + b"R",
    ]


def test_aiq_cancel_oldest(member: Member42) -> None:
    """OUCH42-3.6-01: resting 500, incoming 300: decrement 500, prevented 300; the new order rests."""
    heard = member.hears(enter(b"one", shares=500, stock=b"OUCHO"), enter(b"two", b"S", 300, stock=b"OUCHO"))

    assert [(message.type, message.token, message.shares, message.prevented) for message in heard[2:]] == [
        (b"D", b"one", 500, 300)
    ]


@pytest.mark.parametrize(("strategy", "types"), [("N", b"AAEE"), ("D", b"AADD"), ("W", b"AAD"), ("Y", b"AACC")])
def test_aiq_of_the_port(open_venue: Opener, strategy: str, types: bytes) -> None:
    """OUCH42-3.6-01, OUCH42-3.6-02: the port's strategy; without details it is a Canceled with Q."""
    member = Member42(open_venue(protocol=PROTOCOL, self_match_prevention=strategy).address)

    assert member.types(enter(b"one"), enter(b"two", b"S")) == types


def test_execution_with_a_reference_price(member: Member42, member_b: Member42) -> None:
    """OUCH42-3.9-01: G in 45 bytes instead of E, on both sides."""
    member.hears(enter(b"one", stock=b"OUCHE"))
    assert member_b.types(enter(b"x", b"S", stock=b"OUCHE")) == b"AG"
    told = member.hears_one()

    assert told.raw[:1] + told.raw[9:32] == b"G" + b"one".ljust(14) + bytes.fromhex("00000064 000186a0") + b"A"
    assert told.raw[40:] == bytes.fromhex("000186a0") + b"I"


def test_trade_correction(venue: EmbeddedVenue, member: Member42, member_b: Member42) -> None:
    """OUCH42-3.10-01: F in 41 bytes restates shares and flag at another price under the match number of the trade."""
    member.hears(enter(b"one", stock=b"OUCHE"))
    member_b.hears(enter(b"x", b"S", 60, stock=b"OUCHE"))
    executed = member.hears_one()

    assert venue.control("correct_trade", price=100_500) == executed.match
    mine, theirs = member.hears_one(), member_b.hears_one()
    number = executed.match.to_bytes(8, "big")
    assert mine.raw[:1] + mine.raw[9:] == (
        b"F" + b"one".ljust(14) + bytes.fromhex("0000003c 00018894") + b"A" + number + b"N"
    )
    assert theirs.raw[9:] == b"x".ljust(14) + bytes.fromhex("0000003c 00018894") + b"R" + number + b"N"
