"""Cancel Order, Modify Order and Trade Now in OUCH 4.2 (2.3 to 2.5, 3.5, 3.12 to 3.16)."""

from __future__ import annotations

import pytest

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import PROTOCOL, Member42, Member48, cancel, enter, modify, replace, trade_now


def test_canceled_in_28_bytes(member: Member42) -> None:
    """OUCH42-2.3-02: shares 0 takes everything that is open."""
    member.hears(enter(b"one", shares=500))
    canceled = member.hears_one(cancel(b"one"))

    assert canceled.raw[:1] + canceled.raw[9:] == b"C" + b"one".ljust(14) + bytes.fromhex("000001f4") + b"U"


def test_cancel_names_the_size_in_total(member: Member42) -> None:
    """OUCH42-2.3-01, OUCH42-3.5-01: of 500 with 100 executed, 300 takes off 200, then 0 the 200 that are left."""
    member.hears(enter(b"one", shares=500), enter(b"other", b"S", 100))

    assert [message.shares for message in member.hears(cancel(b"one", 300), cancel(b"one", 300), cancel(b"one"))] == [
        200,
        200,
    ]


def test_size_below_what_is_executed(member: Member42) -> None:
    """OUCH42-2.3-01: executions cannot be undone: all that is open goes."""
    member.hears(enter(b"one", shares=500), enter(b"other", b"S", 100))

    assert member.hears_one(cancel(b"one", 50)).shares == 400


@pytest.mark.parametrize("size", [500, 501, 2**32 - 1])
def test_superfluous_cancels_are_ignored(member: Member42, size: int) -> None:
    """OUCH42-2.3-04, OUCH42-2.3-05: unknown, done, or no smaller size: no answer."""
    member.hears(enter(b"one", shares=500), enter(b"done", b"S", tif=0), enter(b"gone"), cancel(b"gone"))
    member.hears(enter(b"two", shares=500))

    assert member.hears(cancel(b"two", size), cancel(b"unknown"), cancel(b"done"), cancel(b"gone", 5)) == []


def test_partial_cancel_keeps_the_place(member: Member42, member_b: Member42) -> None:
    """OUCH42-2.3-03: the order that was cut still trades first."""
    member.hears(enter(b"one", shares=300), enter(b"two"), cancel(b"one", 100))
    member_b.hears(enter(b"x", b"S"))

    assert member.hears_one().token == b"one"


def test_late_cancels_of_a_cross_order(venue: EmbeddedVenue, member: Member42) -> None:
    """OUCH42-3.12-01, OUCH42-3.13-01: P and I, each once; the cross ends the pending order, the other may ask again."""
    member.hears(enter(b"all", shares=500, cross=b"C"), enter(b"part", shares=500, cross=b"C"), enter(b"free"))
    venue.control("late_period")

    heard = member.hears(
        cancel(b"all"), cancel(b"all"), cancel(b"part", 300), cancel(b"part", 200), cancel(b"free", 50)
    )
    assert [message.raw[:1] + message.raw[9:] for message in heard[:2]] == [
        b"P" + b"all".ljust(14),
        b"I" + b"part".ljust(14),
    ]
    assert [(message.type, message.token) for message in heard[2:]] == [(b"C", b"free")]
    venue.control("cross", symbol="OUCHA")
    canceled = member.hears_one()
    assert (canceled.type, canceled.token, canceled.shares) == (b"C", b"all", 500)
    assert member.hears_one(cancel(b"part", 300)).shares == 200


@pytest.mark.parametrize("old", [b"S", b"T", b"E"])
@pytest.mark.parametrize("new", [b"S", b"T", b"E"])
def test_modify_changes_the_side_among_sells(member: Member42, old: bytes, new: bytes) -> None:
    """OUCH42-2.4-01, OUCH42-2.4-04, OUCH42-3.15-01: Order Modified with the new side and the shares outstanding."""
    member.hears(enter(b"one", old, 500))
    modified = member.hears_one(modify(b"one", new, 300))

    assert modified.raw[:1] + modified.raw[9:] == b"M" + b"one".ljust(14) + new + bytes.fromhex("0000012c")


def test_modify_counts_for_the_whole_chain(member: Member42) -> None:
    """OUCH42-2.4-02: of 500 with 100 executed, 300 leaves 200."""
    member.hears(enter(b"one", b"S", 500), enter(b"other", b"B", 100))

    assert member.hears_one(modify(b"one", b"T", 300)).shares == 200
    assert member.hears_one(cancel(b"one")).shares == 200


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(modify(b"buy", b"S", 100), id="from a buy"),
        pytest.param(modify(b"sell", b"B", 100), id="to a buy"),
        pytest.param(modify(b"sell", b"?", 100), id="to no side"),
        pytest.param(modify(b"sell", b"T", 0), id="no shares"),
        pytest.param(modify(b"sell", b"T", 1_000_000), id="a million shares"),
        pytest.param(modify(b"unknown", b"T", 100), id="unknown order"),
    ],
)
def test_modifies_without_an_answer(member: Member42, message: bytes) -> None:
    """OUCH42-2.4-05, OUCH42-2.4-06: this venue ignores what the document has no answer to, and the orders stay."""
    member.hears(enter(b"buy", b"B", 500, 90_000), enter(b"sell", b"S", 500))

    assert member.hears(message) == []
    assert [message.shares for message in member.hears(cancel(b"buy"), cancel(b"sell"))] == [500, 500]


def test_modify_to_what_is_executed_cancels(member: Member42) -> None:
    """OUCH42-2.4-06: nothing would be left open: Canceled alone."""
    member.hears(enter(b"one", b"S", 500), enter(b"other", b"B", 100))
    canceled = member.hears_one(modify(b"one", b"T", 100))

    assert (canceled.type, canceled.shares) == (b"C", 400)


@pytest.mark.parametrize(
    ("edition", "shares", "first"),
    [
        ("4.2-nasdaq", 200, b"one"),
        ("4.2-nasdaq", 400, b"two"),
        ("4.2-bx", 400, b"one"),
        ("4.2-psx", 400, b"one"),
    ],
)
def test_modify_and_the_queue(open_venue: Opener, edition: str, shares: int, first: bytes) -> None:
    """OUCH42-2.4-03: the place is kept; in the Nasdaq edition more shares lose it, the others name no exception."""
    make, customer = (Member42, b" ") if edition == "4.2-nasdaq" else (Member48, b"")
    member = make(open_venue(protocol=PROTOCOL, revision=edition).address)
    member.hears(enter(b"one", b"S", 300, customer=customer), enter(b"two", b"S", 300, customer=customer))
    assert member.hears_one(modify(b"one", b"T", shares)).shares == shares

    assert member.hears(enter(b"x", b"B", 50, customer=customer))[1].token == first


def test_trade_now_takes_what_locks_and_keeps_the_place(member: Member42, member_b: Member42) -> None:
    """OUCH42-2.5-01: an echo of the token, the execution, and the rest of the order still trades first."""
    member.hears(enter(b"one", shares=300, display=b"N"), enter(b"two", shares=300, display=b"N"))
    assert member_b.types(enter(b"lock", b"S", 100, display=b"P")) == b"A"

    echo, executed = member.hears(trade_now(b"one"))
    assert echo.raw[:1] + echo.raw[9:] == b"N" + b"one".ljust(14)
    assert (executed.type, executed.token, executed.shares, executed.flag) == (b"E", b"one", 100, b"R")
    assert member_b.hears_one().flag == b"A"
    member_b.hears(enter(b"next", b"S", 250))
    assert [(message.token, message.shares) for message in member.hears()] == [(b"one", 200), (b"two", 50)]


def test_trade_now_where_nothing_locks(member: Member42) -> None:
    """OUCH42-2.5-01: the token is echoed; an unknown order, a dead one and one of a cross are not answered."""
    member.hears(enter(b"one"), enter(b"cross", cross=b"O"), enter(b"dead", tif=0))

    assert member.types(trade_now(b"one")) == b"N"
    assert member.hears(trade_now(b"none"), trade_now(b"cross"), trade_now(b"dead")) == []


def test_requests_again(member: Member42) -> None:
    """OUCH42-2-01: whatever is sent twice is done once."""
    requests = [
        enter(b"one", b"S", 500),
        modify(b"one", b"T", 400),
        cancel(b"one", 300),
        replace(b"one", b"two", 200),
        cancel(b"two"),
    ]
    heard = member.hears(*(request for request in requests for _ in range(2)))

    assert b"".join(message.type for message in heard) == b"AMMCUC"
