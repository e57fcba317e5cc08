"""Osaka Exchange's OUCH as bytes written by hand from its tables, and one account that is told of them."""

from __future__ import annotations

import struct

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.judge.heard import Heard
from ouch_conformance.wire import codec
from tests.judge.judged_account import FollowedAccount, heard_by

JPX = DIALECTS["jpx-ouch-5.0"]
CODEC = codec("jpx-ouch-5.0")
NOW = 1_764_172_800_000_000_000
"""Nanoseconds since 1970 (3.2)."""
BOOK = 1301
COMBINATION, LEGS = 1390, (1301, 1332)
"""A combination series, and the books that it trades in."""
ON_BOOK, NOT_ON_BOOK = 1, 2
TEXTS = b" " * 63


def padded(name: str) -> bytes:
    """A token in its 14 bytes (3.2)."""
    return name.encode().ljust(14)


# Requests


def enter(
    name: str = "ONE",
    side: bytes = b"B",
    quantity: int = 500,
    price: int = 1_000,
    life: int = 0,
    *,
    book: int = BOOK,
) -> bytes:
    """Enter Order (4.1.1)."""
    return b"O" + padded(name) + struct.pack(">icQiBB", book, side, quantity, price, life, 0) + TEXTS


def replace(original: str = "ONE", name: str = "TWO", quantity: int = 500, price: int = 1_000) -> bytes:
    """Replace Order (4.1.3)."""
    return b"U" + padded(original) + padded(name) + struct.pack(">QiB", quantity, price, 0) + TEXTS


def cancel(name: str = "ONE") -> bytes:
    """Cancel Order (4.1.4)."""
    return b"X" + padded(name)


def cancel_by_id(number: int = 1, side: bytes = b"B") -> bytes:
    """Cancel by Order ID (4.1.5)."""
    return b"Y" + struct.pack(">icQ", BOOK, side, number)


def mass_cancel(name: str = "MASS") -> bytes:
    """Mass Cancel (4.1.6)."""
    return b"M" + padded(name) + struct.pack(">IB", 0, 1) + b" " * 16


# Answers


def shown(side: bytes, number: int, quantity: int, price: int, life: int, state: int, book: int = BOOK) -> bytes:
    """What Accepted and Replaced say of an order from its book on."""
    described = struct.pack(">icQQiBB", book, side, number, quantity, price, life, 0)
    return described + b" " * 16 + bytes((state,)) + b" " * 47


def accepted(
    name: str = "ONE",
    quantity: int = 500,
    state: int = ON_BOOK,
    *,
    side: bytes = b"B",
    number: int = 1,
    price: int = 1_000,
    life: int = 0,
    book: int = BOOK,
) -> bytes:
    """Order Accepted: the order as it stands once it has matched (4.2.1)."""
    return b"A" + struct.pack(">Q", NOW) + padded(name) + shown(side, number, quantity, price, life, state, book)


def replaced(
    name: str = "TWO",
    original: str = "ONE",
    quantity: int = 500,
    state: int = ON_BOOK,
    *,
    number: int = 1,
    book: int = BOOK,
    side: bytes = b"B",
) -> bytes:
    """Order Replaced (4.2.4)."""
    tokens = padded(name) + padded(original)
    return b"U" + struct.pack(">Q", NOW) + tokens + shown(side, number, quantity, 1_000, 0, state, book)


def rejected(name: str = "ONE", code: int = -800_002, stamp: int = NOW) -> bytes:
    """Order Rejected (4.2.3)."""
    return b"J" + struct.pack(">Q", stamp) + padded(name) + struct.pack(">i", code)


def mass_canceled(name: str = "MASS", count: int = 0) -> bytes:
    """Mass Cancel Accepted (4.2.2)."""
    return b"M" + struct.pack(">Q", NOW) + padded(name) + struct.pack(">I", count)


def canceled(
    name: str = "ONE", reason: int = 1, *, book: int = BOOK, side: bytes = b"B", number: int = 1, stamp: int = NOW
) -> bytes:
    """Order Canceled, which tells no quantity (4.2.5)."""
    return b"C" + struct.pack(">Q", stamp) + padded(name) + struct.pack(">icQB", book, side, number, reason)


def executed(
    name: str = "ONE",
    quantity: int = 300,
    price: int = 1_000,
    *,
    book: int = BOOK,
    match: int = 7,
    group: int = 0,
    source: int = 1,
) -> bytes:
    """Order Executed (4.2.6)."""
    told = struct.pack(">iQiQIB", book, quantity, price, match, group, source)
    return b"E" + struct.pack(">Q", NOW) + padded(name) + told


def heard(payload: bytes) -> Heard:
    """A message as a member hears it: in a Sequenced Data packet, decoded."""
    return heard_by(CODEC, payload)


class Account(FollowedAccount):
    """An account of this protocol."""

    def __init__(self) -> None:
        super().__init__(JPX, CODEC, {COMBINATION: LEGS})

    def finds(self, *messages: bytes) -> list[str]:
        """The ids of the requirements that messages of the venue break."""
        return [breach.requirement or breach.rule for breach in self.hears(*messages)]


def account_with(*exchange: bytes) -> Account:
    """An account whose order ONE, a buy of 500 at 1,000, rests, and what came next without a breach."""
    account = Account()
    account.sends(enter())
    assert account.finds(accepted(), *exchange) == []
    return account
