"""OUCH 4.2 bytes written by hand from the layouts of sections 2 and 3, and one account that is told of them."""

from __future__ import annotations

import struct

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.judge.heard import Heard
from ouch_conformance.wire import codec
from tests.judge.judged_account import FollowedAccount, heard_by

OUCH42 = DIALECTS["nasdaq-ouch-4.2"]
CODEC = codec("nasdaq-ouch-4.2")
MORNING = 34_200_000_000_000
"""09:30:00 in nanoseconds since midnight."""
TEN = 100_000
"""10.00 with the four implied decimals of a price (1.2)."""
HOURS = 99_998
"""Time in force: market hours (1.2)."""


def padded(name: str) -> bytes:
    """A token in its 14 bytes (1.2)."""
    return name.encode().ljust(14)


# Requests


def enter(name: str = "ONE", side: bytes = b"B", shares: int = 500, price: int = TEN, time: int = HOURS) -> bytes:
    """Enter Order (2.1)."""
    body = struct.pack(">cI8sII4s", side, shares, b"OUCHA   ", price, time, b"    ")
    return b"O" + padded(name) + body + b"YAN" + struct.pack(">I", 0) + b"N "


def replace(old: str = "ONE", new: str = "TWO", shares: int = 500, price: int = TEN) -> bytes:
    """Replace Order (2.2)."""
    return b"U" + padded(old) + padded(new) + struct.pack(">III", shares, price, HOURS) + b"YN" + struct.pack(">I", 0)


def cancel(name: str = "ONE", shares: int = 0) -> bytes:
    """Cancel Order (2.3)."""
    return b"X" + padded(name) + struct.pack(">I", shares)


def modify(name: str = "ONE", side: bytes = b"B", shares: int = 300) -> bytes:
    """Modify Order (2.4)."""
    return b"M" + padded(name) + side + struct.pack(">I", shares)


# What the venue says


def stamped(letter: bytes, name: str, rest: bytes, at: int = MORNING) -> bytes:
    """A message about an order: its type, timestamp and token, then the rest."""
    return letter + struct.pack(">Q", at) + padded(name) + rest


def order_fields(side: bytes, shares: int, price: int, time: int, reference: int, firm: bytes, stock: bytes) -> bytes:
    """What Accepted and Replaced share between the token and the order state (3.3, 3.4)."""
    return (
        struct.pack(">cI8sII4s", side, shares, stock.ljust(8), price, time, firm)
        + b"Y"
        + struct.pack(">Q", reference)
        + b"AN"
        + struct.pack(">I", 0)
        + b"N"
    )


def accepted(
    name: str = "ONE",
    side: bytes = b"B",
    shares: int = 500,
    price: int = TEN,
    time: int = HOURS,
    state: bytes = b"L",
    reference: int = 7001,
) -> bytes:
    """Accepted (3.3)."""
    return stamped(b"A", name, order_fields(side, shares, price, time, reference, b"FRMA", b"OUCHA") + state + b" ")


def replaced(
    old: str = "ONE",
    new: str = "TWO",
    shares: int = 500,
    price: int = TEN,
    side: bytes = b"B",
    state: bytes = b"L",
    reference: int = 7002,
    stock: bytes = b"OUCHA",
) -> bytes:
    """Replaced (3.4)."""
    fields = order_fields(side, shares, price, HOURS, reference, b"FRMA", stock)
    return stamped(b"U", new, fields + state + padded(old) + b" ")


def canceled(name: str = "ONE", shares: int = 500, reason: bytes = b"U", at: int = MORNING) -> bytes:
    """Canceled (3.5)."""
    return stamped(b"C", name, struct.pack(">I", shares) + reason, at)


def prevented(name: str = "ONE", decrement: int = 200, shares: int = 200) -> bytes:
    """AIQ Cancelled (3.6)."""
    return stamped(b"D", name, struct.pack(">IcIIc", decrement, b"Q", shares, TEN, b"A"))


def executed(name: str = "ONE", shares: int = 500, price: int = TEN, match: int = 1) -> bytes:
    """Executed (3.7)."""
    return stamped(b"E", name, struct.pack(">IIcQ", shares, price, b"A", match))


def executed_at_reference(name: str = "ONE", shares: int = 500, match: int = 1) -> bytes:
    """Executed with Reference Price (3.9)."""
    return stamped(b"G", name, struct.pack(">IIcQIc", shares, TEN, b"A", match, TEN, b"I"))


def broken(name: str = "ONE", match: int = 1) -> bytes:
    """Broken Trade (3.8)."""
    return stamped(b"B", name, struct.pack(">Qc", match, b"E"))


def corrected(name: str = "ONE", match: int = 1) -> bytes:
    """Trade Correction (3.10)."""
    return stamped(b"F", name, struct.pack(">IIcQc", 500, TEN + 100, b"A", match, b"N"))


def rejected(name: str = "ONE", reason: bytes = b"S") -> bytes:
    """Rejected (3.11)."""
    return stamped(b"J", name, reason)


def priority_update(name: str = "ONE", price: int = TEN, reference: int = 7009) -> bytes:
    """Order Priority Update (3.14)."""
    return stamped(b"T", name, struct.pack(">IcQ", price, b"Y", reference))


def modified(name: str = "ONE", side: bytes = b"B", shares: int = 300) -> bytes:
    """Order Modified (3.15)."""
    return stamped(b"M", name, side + struct.pack(">I", shares))


def heard(payload: bytes) -> Heard:
    """A message as a member hears it: in a Sequenced Data packet, decoded."""
    return heard_by(CODEC, payload)


class Account(FollowedAccount):
    """An account of this protocol."""

    def __init__(self) -> None:
        super().__init__(OUCH42, CODEC)

    def finds(self, *messages: bytes) -> list[str]:
        """The ids of the requirements that messages of the venue break, without the protocol's prefix."""
        return [(breach.requirement or "none").removeprefix("OUCH42-") for breach in self.hears(*messages)]


def account_with(*exchange: bytes) -> Account:
    """An account whose order ONE, a buy of 500 at 10.00, was accepted live, and what came next without a breach."""
    account = Account()
    account.sends(enter())
    assert account.finds(accepted(), *exchange) == []
    return account
