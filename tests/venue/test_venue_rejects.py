"""Which orders the reference venue refuses, and with which code of Appendix C (OUCH 5.0 3.8)."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from ouch_conformance.venue import Account, EmbeddedVenue, Instrument
from tests.venue.hand_written import CHANNEL_5, Member, Opener, counted, disable, enter, option


def shares(tag: int, count: int) -> bytes:
    """An option whose value is a number of shares."""
    return option(tag, struct.pack(">I", count))


REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "invalid display": (0x0003, {"display": b"Z"}),
    "invalid max floor": (0x0004, {"options": shares(5, 200)}),
    "invalid peg type": (0x0005, {"options": option(6, b"X")}),
    "halted": (0x0007, {"symbol": b"OUCHH"}),
    "sweep not allowed": (0x0008, {"symbol": b"OUCHI", "sweep": b"Y"}),
    "invalid side": (0x0009, {"side": b"X"}),
    "firm not authorized": (0x000C, {"options": option(2, b"FRMB")}),
    "minimum quantity above the quantity": (0x000D, {"options": shares(3, 200)}),
    "minimum quantity not a round lot": (0x000D, {"options": shares(3, 50)}),
    "unknown time in force": (0x000F, {"tif": b"9"}),
    "good till time without a time": (0x000F, {"tif": b"6"}),
    "good till time of a day": (0x000F, {"tif": b"6", "options": shares(15, 86_400)}),
    "unknown capacity": (0x000F, {"capacity": b"X"}),
    "unknown post-only code": (0x000F, {"options": option(12, b"X")}),
    "unknown option": (0x000F, {"options": option(99, b"X")}),
    "repeated option": (0x000F, {"options": CHANNEL_5[:0] + option(4, b"R") * 2}),
    "option of a wrong size": (0x000F, {"options": option(3, b"\x00\x64")}),
    "option that Enter does not have": (0x000F, {"options": option(27, b"S")}),
    "pegging not allowed": (0x0011, {"options": option(6, b"P")}),
    "quantity 0": (0x0013, {"quantity": 0}),
    "quantity 1,000,000": (0x0013, {"quantity": 1_000_000}),
    "unknown cross type": (0x0014, {"cross": b"X"}),
    "imbalance-only outside a cross": (0x0014, {"options": option(17, b"I")}),
    "routing not allowed": (0x0016, {"options": option(14, b"SCAN")}),
    "unknown symbol": (0x0017, {"symbol": b"NOSUCH"}),
    "blank symbol": (0x0017, {"symbol": b""}),
    "symbol in small letters": (0x0017, {"symbol": b"oucha"}),
    "retail not allowed": (0x001A, {"cross": b"R"}),
    "price 0": (0x001D, {"price": 0}),
    "price above the highest": (0x001D, {"price": 1_999_999_901}),
    "price that is all ones": (0x001D, {"price": 2**64 - 1}),
    "price off the tick": (0x001D, {"symbol": b"OUCHT", "price": 100_001}),
    "restricted stock": (0x0022, {"symbol": b"OUCHR"}),
    "short sell restricted": (0x0023, {"symbol": b"OUCHS", "side": b"T"}),
    "locate required": (0x0027, {"symbol": b"OUCHL", "side": b"T", "options": option(25, b"N")}),
    "market order not allowed": (0x002C, {"symbol": b"OUCHM", "price": 2_147_483_647, "cross": b"O"}),
    "single order notional exceeded": (0x0030, {"symbol": b"OUCHN", "quantity": 100_001}),
    "max quantity exceeded": (0x0031, {"symbol": b"OUCHQ", "quantity": 10_001}),
    "invalid AIQ": (0x0040, {"options": option(29, b"?")}),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_refused_with_its_reason(member: Member, fault: str) -> None:
    """OUCH50-3.8-01: Rejected carries number, 2-byte reason and ClOrdID; the number is used up, the order unknown."""
    reason, order = REFUSED[fault]

    heard = member.hears(enter(7, **order), enter(7), enter(8))

    assert [(told.type, told.number) for told in heard] == [(b"J", 7), (b"A", 8)]
    assert len(heard[0].raw) == 29
    assert (heard[0].reason, heard[0].clordid) == (reason, b"CL            ")
    assert member.next_number == 9


@pytest.mark.parametrize(
    "order",
    [
        pytest.param({"symbol": b"OUCHI"}, id="no sweep where sweeps are not allowed"),
        pytest.param({"symbol": b"OUCHS", "side": b"E"}, id="short exempt where short is restricted"),
        pytest.param({"symbol": b"OUCHL", "side": b"T", "options": option(25, b"Y")}, id="located"),
        pytest.param({"symbol": b"OUCHT", "price": 100_100}, id="on the tick"),
        pytest.param({"symbol": b"OUCHN", "quantity": 100_000}, id="at the notional limit"),
        pytest.param({"symbol": b"OUCHQ", "quantity": 10_000}, id="at the quantity limit"),
        pytest.param({"cross": b"O", "options": option(17, b"I")}, id="imbalance-only in the opening cross"),
        pytest.param({"cross": b"H", "options": option(17, b"D")}, id="capital raise in the halt cross"),
        pytest.param({"options": shares(5, 100)}, id="reserve of all shares"),
    ],
)
def test_just_inside_the_rules_is_accepted(member: Member, order: dict[str, Any]) -> None:
    """OUCH50-2.1-01, OUCH50-2.1-06: the neighbour of each refused order is accepted."""
    assert member.hears_one(enter(1, **order)).type == b"A"


def test_rejected_in_a_channel_carries_the_channel(member: Member) -> None:
    """OUCH50-3-02: Rejected has an appendage only where the order used a channel, and then it is that channel."""
    assert member.hears_one(enter(1, quantity=0)).appendage == b""
    assert member.hears_one(enter(1, quantity=0, options=CHANNEL_5)).appendage == counted(CHANNEL_5)


def test_the_first_of_several_faults_is_the_reason(member: Member) -> None:
    """OUCH50-3.8-01: one Rejected answers an order, however many faults it has."""
    assert member.hears_one(enter(1, b"X", 0, 0, symbol=b"NOSUCH", display=b"?")).reason == 0x0017


def test_a_disabled_firm_is_not_authorized(member: Member) -> None:
    """OUCH50-2.6-01: the block answers new orders with a reject; this venue says Firm Not Authorized."""
    heard = member.hears(disable(1), enter(2))

    assert [(told.type, told.number) for told in heard] == [(b"G", 1), (b"J", 2)]
    assert heard[1].reason == 0x000C


@pytest.mark.parametrize(
    ("market", "cross", "answer"), [("bx", b"R", b"A"), ("bx", b"O", b"J"), ("psx", b"O", b"J"), ("psx", b"N", b"A")]
)
def test_cross_types_depend_on_the_market(open_venue: Opener, market: str, cross: bytes, answer: bytes) -> None:
    """OUCH50-2.1-07: the retail cross is BX's, the others are Nasdaq's."""
    assert Member(open_venue(market=market).address).hears_one(enter(1, cross=cross)).type == answer


def test_reasons_a_revision_does_not_know_become_other(open_venue: Opener) -> None:
    """OUCH50-3.8-03: revision 1.02 ends at 0x002A, so a later reason is sent as Other."""
    member = Member(open_venue(revision="1.02").address)

    assert member.hears_one(enter(1, symbol=b"OUCHN", quantity=100_001)).reason == 0x000F
    assert member.hears_one(enter(2, options=option(14, b"SCAN"))).reason == 0x0016


def test_accounts_and_instruments_are_what_the_settings_say(open_venue: Opener) -> None:
    """A venue with symbols of its own knows no others."""
    accounts = (Account("MEMBRA", "alpha-pass", "AAAA"),)
    venue: EmbeddedVenue = open_venue(accounts=accounts, symbols=(Instrument("MSFT", lot=10),))
    heard = Member(venue.address).hears(enter(1), enter(2, symbol=b"MSFT", options=shares(3, 10)))

    assert [told.type for told in heard] == [b"J", b"A"]
