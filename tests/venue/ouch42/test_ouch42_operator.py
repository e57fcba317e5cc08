"""The operator's actions at the OUCH 4.2 venue, and the venue as a process (3.1, 3.5, 3.8, 3.14)."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from ouch_conformance.cli import main
from ouch_conformance.venue import EmbeddedVenue, VenueError
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import PROTOCOL, Member42, Member48, enter, replace, told
from tests.venue.test_venue_process import Process


def test_broken_trade_in_32_bytes_to_both_sides(venue: EmbeddedVenue, member: Member42, member_b: Member42) -> None:
    """OUCH42-3.8-01: match number and reason, under the token that each order had when it traded."""
    member.hears(enter(b"mine", shares=300))
    match = member_b.hears(enter(b"theirs", b"S"))[1].match
    member.hears(replace(b"mine", b"later", 300))

    assert venue.control("break_trade", reason="X") == match
    number = match.to_bytes(8, "big")
    assert member.hears_one().raw[9:] == b"mine".ljust(14) + number + b"X"
    broken = member_b.hears_one()
    assert broken.raw[:1] + broken.raw[9:] == b"B" + b"theirs".ljust(14) + number + b"X"


def test_system_events(venue: EmbeddedVenue, member: Member42, member_b: Member42) -> None:
    """OUCH42-3.2-01, OUCH42-3.2-02: S opens every stream; after E trades may be broken, orders are refused."""
    member.hears(enter(b"one"))
    member_b.hears(enter(b"x", b"S"))
    venue.control("end_of_day")
    venue.control("break_trade")

    assert member_b.types(enter(b"y"), replace(b"x", b"z")) == b"SBJ"
    first = told(Member42(venue.address, b"MEMC", sequence=b"1").sequenced())
    assert (first.type, first.event, len(first.raw)) == (b"S", b"S", 10)


def test_orders_cancelled_by_the_venue(venue: EmbeddedVenue, member: Member42) -> None:
    """OUCH42-3.5-01: the venue takes out some or all shares and says why."""
    member.hears(enter(b"one", shares=500))
    venue.control("cancel_order", user="MEMBRA", token="one", quantity=100)
    venue.control("cancel_order", user="membra", token="one", reason="D")

    assert [(message.shares, message.reason) for message in member.hears()] == [(100, b"S"), (400, b"D")]


def test_priority_update_in_36_bytes(venue: EmbeddedVenue, member: Member42) -> None:
    """OUCH42-3.14-01: price, display Y, a new reference number, and the place at the back."""
    first = member.hears(enter(b"one"), enter(b"two"))[0]
    reference = venue.control("update_priority", user="MEMBRA", token="one")
    update = member.hears_one()

    assert update.raw[:1] + update.raw[9:] == (
        b"T" + b"one".ljust(14) + bytes.fromhex("000186a0") + b"Y" + reference.to_bytes(8, "big")
    )
    assert reference != first.reference
    assert member.hears(enter(b"x", b"S"))[1].token == b"two"


def test_a_token_on_the_command_line_may_be_a_number(venue: EmbeddedVenue, member: Member42) -> None:
    """OUCH42-1.2-03: a token of digits is a token, also where the operator's line made a number of it."""
    member.hears(enter(b"17"))
    venue.control("cancel_order", "MEMBRA", 17)

    assert member.hears_one().reason == b"S"


@pytest.mark.parametrize(
    ("action", "arguments", "problem"),
    [
        ("cancel_order", {"user": "NOBODY", "token": "one"}, "unknown user"),
        ("cancel_order", {"user": "MEMBRA", "token": "none"}, "no live order 'none'"),
        ("cancel_order", {"user": "MEMBRA", "token": "one", "reason": "?"}, "not a cancel reason"),
        ("cancel_order", {"user": "MEMBRA", "token": "one", "quantity": 101}, "100 open shares"),
        ("update_priority", {"user": "MEMBRA", "token": "two"}, "waits for a cross"),
        ("correct_trade", {"price": 1}, "no trade yet"),
        ("correct_trade", {"price": 1, "match_number": 9}, "no trade 9 to correct"),
        ("reprice", {"user": "MEMBRA", "token": "one", "price": 1}, "unknown action"),
    ],
)
def test_what_cannot_be_done_is_said(
    venue: EmbeddedVenue, member: Member42, action: str, arguments: dict[str, Any], problem: str
) -> None:
    """A wrong action or argument is refused with a sentence, and nothing happens."""
    member.hears(enter(b"one"), enter(b"two", cross=b"O"))
    with pytest.raises(VenueError, match=problem):
        venue.control(action, **arguments)

    assert member.hears() == []


def test_bx_corrects_no_trades(open_venue: Opener) -> None:
    """OUCH42-3.10-01: BX and PSX have no Trade Correction."""
    venue = open_venue(protocol=PROTOCOL, revision="4.2-bx")
    Member48(venue.address).hears(enter(b"one", customer=b""), enter(b"two", b"S", customer=b""))
    with pytest.raises(VenueError, match=r"4\.2-bx has no Trade Correction"):
        venue.control("correct_trade", price=1)


def test_a_process_that_speaks_ouch_42() -> None:
    """`ouch-conformance venue --protocol nasdaq-ouch-4.2` serves members and the operator until it is interrupted."""
    process = Process("--protocol", PROTOCOL)
    try:
        at = f"{process.operator[0]}:{process.operator[1]}"
        member = Member42(process.member)
        assert member.types(enter(b"one"), enter(b"two", b"S", 50)) == b"AAEE"
        assert main(["operator", "--at", at, "break-trade"]) == 0
        assert main(["operator", "--at", at, "cancel-order", "user=MEMBRA", "token=one"]) == 0
        assert member.types() == b"BBC"
    finally:
        ended = process.stop(signal.SIGINT)

    assert ended == (0, "", "")


def test_settings_that_cannot_be(open_venue: Opener) -> None:
    """An edition that does not exist is refused with those that do."""
    with pytest.raises(VenueError, match=r"4\.2-psx, 4\.2-bx, 4\.2-nasdaq"):
        open_venue(protocol=PROTOCOL, revision="4.1")
    with pytest.raises(VenueError, match="unknown AIQ strategy"):
        open_venue(protocol=PROTOCOL, self_match_prevention="?")
