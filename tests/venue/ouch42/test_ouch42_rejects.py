"""Which orders the OUCH 4.2 venue refuses, with which code of 3.11, and what its editions know."""

from __future__ import annotations

from typing import Any

import pytest

from ouch_conformance.venue import Account, EmbeddedVenue, Instrument
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import PROTOCOL, Member42, Member48, cancel, enter, modify, replace, trade_now

REFUSED: dict[str, tuple[bytes, dict[str, Any]]] = {
    "halted": (b"H", {"stock": b"OUCHH"}),
    "shares 0": (b"Z", {"shares": 0}),
    "shares 1,000,000": (b"Z", {"shares": 1_000_000}),
    "unknown stock": (b"S", {"stock": b"NOSUCH"}),
    "blank stock": (b"S", {"stock": b""}),
    "stock in small letters": (b"S", {"stock": b"oucha"}),
    "display outside the list": (b"D", {"display": b"Z"}),
    "imbalance-only without a cross": (b"D", {"display": b"I"}),
    "imbalance-only in another cross": (b"D", {"display": b"I", "cross": b"S"}),
    "firm of another account": (b"L", {"firm": b"FRMB"}),
    "cross type outside the list": (b"R", {"cross": b"X"}),
    "price 0": (b"X", {"price": 0}),
    "price above the highest": (b"X", {"price": 1_999_999_901}),
    "price that is all ones": (b"X", {"price": 2**32 - 1}),
    "market price outside a cross": (b"X", {"price": 0x7FFFFFFF}),
    "limit in the halt cross": (b"X", {"cross": b"H"}),
    "price off the tick": (b"X", {"stock": b"OUCHT", "price": 100_001}),
    "minimum above the shares": (b"N", {"minimum": 101}),
    "side outside the list": (b"O", {"side": b"X"}),
    "sweep outside the list": (b"O", {"sweep": b"X"}),
    "customer type outside the list": (b"O", {"customer": b"X"}),
    "midpoint post-only at the offer": (b"W", {"stock": b"OUCHZ", "price": 101_000, "display": b"W"}),
    "midpoint peg in a crossed market": (b"q", {"stock": b"OUCHX", "display": b"M"}),
    "restricted symbol": (b"c", {"stock": b"OUCHR"}),
    "sweep order": (b"d", {"stock": b"OUCHI", "sweep": b"Y"}),
    "trade-at sweep order": (b"d", {"stock": b"OUCHI", "sweep": b"y"}),
    "odd lot": (b"e", {"stock": b"OUCHK", "shares": 101}),
    "midpoint": (b"f", {"stock": b"OUCHK", "display": b"m"}),
    "short sale": (b"i", {"stock": b"OUCHS", "side": b"T"}),
    "on open": (b"j", {"stock": b"OUCHK", "cross": b"O"}),
    "on close": (b"k", {"stock": b"OUCHK", "cross": b"C"}),
    "share limit": (b"m", {"stock": b"OUCHQ", "shares": 10_001}),
    "dollar limit": (b"n", {"stock": b"OUCHN", "shares": 100_001}),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_refused_with_its_reason(member: Member42, fault: str) -> None:
    """OUCH42-3.11-01, OUCH42-3.11-02: Rejected in 24 bytes and nothing else, and the token is used up."""
    reason, order = REFUSED[fault]
    heard = member.hears(enter(b"one", **order), enter(b"one"), cancel(b"one"))

    assert [message.raw[:1] + message.raw[9:] for message in heard] == [b"J" + b"one".ljust(14) + reason]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param({"stock": b"OUCHI"}, id="no sweep where sweeps are refused"),
        pytest.param({"stock": b"OUCHS", "side": b"E"}, id="short exempt where short sales are refused"),
        pytest.param({"stock": b"OUCHK"}, id="none of the refused kinds"),
        pytest.param({"stock": b"OUCHT", "price": 100_100}, id="on the tick"),
        pytest.param({"stock": b"OUCHN", "shares": 100_000}, id="at the dollar limit"),
        pytest.param({"stock": b"OUCHQ", "shares": 10_000}, id="at the share limit"),
        pytest.param({"minimum": 100}, id="minimum of all shares"),
        pytest.param({"stock": b"OUCHZ", "price": 100_900, "display": b"W"}, id="midpoint post-only below the offer"),
        pytest.param({"stock": b"OUCHX", "display": b"N"}, id="no peg in a crossed market"),
        pytest.param({"customer": b"R"}, id="retail customer"),
    ],
)
def test_just_inside_the_rules_is_accepted(member: Member42, order: dict[str, Any]) -> None:
    """OUCH42-2.1-01: the neighbour of each refused order is accepted."""
    assert member.hears_one(enter(b"one", **order)).type == b"A"


def test_what_accounts_may_do(open_venue: Opener) -> None:
    """OUCH42-3.11-01: T in test mode, Z from the account's threshold on."""
    accounts = (
        Account("MEMBRA", "alpha-pass", "FRMA", threshold=500),
        Account("MEMBRB", "bravo-pass", "FRMB", test=True),
    )
    venue = open_venue(protocol=PROTOCOL, accounts=accounts, symbols=(Instrument("OUCHA"), Instrument("X", test=True)))
    heard = Member42(venue.address).hears(enter(b"one", shares=499), enter(b"two", shares=500))
    tests = Member42(venue.address, b"MEMBRB").hears(enter(b"one"), enter(b"two", stock=b"X"))

    assert [getattr(message, "reason", b"") for message in heard + tests] == [b"", b"Z", b"T", b""]


def test_after_the_day_and_in_a_halt(venue: EmbeddedVenue, member: Member42) -> None:
    """OUCH42-3.2-03: C after End of Day; a Replace of an order of a halted stock is refused with H, the order stays."""
    member.hears(enter(b"one"))
    venue.control("halt", "OUCHA")
    halted = member.hears(enter(b"two"), replace(b"one", b"three"), cancel(b"one", 50))
    assert [getattr(message, "reason", b"") for message in halted] == [b"H", b"H", b"U"]
    venue.control("end_of_day")

    assert [message.type for message in member.hears(enter(b"four"))] == [b"S", b"C", b"J"]


# BX and PSX


def bx(order: bytes) -> bytes:
    """An Enter Order without its customer type."""
    return order[:48]


@pytest.mark.parametrize("edition", ["4.2-bx", "4.2-psx"])
def test_enter_order_of_48_bytes(open_venue: Opener, edition: str) -> None:
    """OUCH42-1.1-01: BX and PSX know no customer type: 48 bytes are an order, 49 are none."""
    member = Member48(open_venue(protocol=PROTOCOL, revision=edition).address)

    assert member.types(enter(b"one"), bx(enter(b"two"))) == b"A"


@pytest.mark.parametrize(
    ("edition", "displays", "crosses"),
    [("4.2-nasdaq", b"AYNPIMWLOTQmn", b"NOCHSRE"), ("4.2-bx", b"AYNPIMOTQ", b"NOCR"), ("4.2-psx", b"AYNPIMW", b"NOC")],
)
def test_codes_of_an_edition(open_venue: Opener, edition: str, displays: bytes, crosses: bytes) -> None:
    """OUCH42-2.1-07: what an edition does not list is refused, and nothing else."""
    make, cut = (Member42, 49) if edition == "4.2-nasdaq" else (Member48, 48)
    member = make(open_venue(protocol=PROTOCOL, revision=edition).address)
    cross = {ord("I"): b"O"}
    price = {ord("H"): 0x7FFFFFFF}
    shown = [
        enter(b"d%c" % code, display=bytes((code,)), cross=cross.get(code, b"N"))[:cut] for code in b"AYNPIMWLOTQmn"
    ]
    crossing = [enter(b"c%c" % code, cross=bytes((code,)), price=price.get(code, 100_000))[:cut] for code in b"NOCHSRE"]

    accepted = [message for message in member.hears(*shown) if message.type == b"A"]
    assert b"".join(message.display for message in accepted) == displays
    accepted = [message for message in member.hears(*crossing) if message.type == b"A"]
    assert b"".join(message.cross for message in accepted) == crosses


def test_minimum_quantity_at_psx(open_venue: Opener) -> None:
    """OUCH42-2.1-06: at PSX a minimum quantity needs an immediate order; else it is refused with N."""
    member = Member48(open_venue(protocol=PROTOCOL, revision="4.2-psx").address)
    heard = member.hears(bx(enter(b"one", minimum=100)), bx(enter(b"two", minimum=100, tif=0)))

    assert [(message.type, getattr(message, "reason", b"")) for message in heard] == [(b"J", b"N"), (b"A", b"")]


def test_what_an_edition_lacks(open_venue: Opener) -> None:
    """OUCH42-2.5-01, OUCH42-3.9-01: PSX has no Trade Now; BX and PSX have no reference prices, and no reject O."""
    for edition, answer in (("4.2-bx", b"N"), ("4.2-psx", b"")):
        member = Member48(open_venue(protocol=PROTOCOL, revision=edition).address)
        member.hears(bx(enter(b"one", stock=b"OUCHE")))
        assert member.types(trade_now(b"one")) == answer
        assert member.types(bx(enter(b"two", b"S", stock=b"OUCHE"))) == b"AEE"
        assert member.hears_one(bx(enter(b"three", b"?"))).reason == b"X"
        assert member.types(bx(enter(b"four", b"S")), bx(enter(b"five", display=b"P"))) == b"AAC"
        assert member.hears(modify(b"four", b"S", 100))[0].type == b"M"
