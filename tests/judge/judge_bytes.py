"""OUCH 5.0 bytes written by hand from the layouts of sections 2 and 3, and one account that is told of them."""

from __future__ import annotations

import struct

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.orders import AccountModel, Order
from ouch_conformance.wire import codec
from tests.judge.judged_account import heard_by

OUCH50 = DIALECTS["nasdaq-ouch-5.0"]
CODEC = codec("nasdaq-ouch-5.0")
MORNING = 34_200_000_000_000
"""09:30:00 in nanoseconds since midnight."""

TEN = 100_000
"""10.00 with the four implied decimals of a price (1.2)."""

CHANNEL_5 = bytes.fromhex("02 1c 05")
"""The option UserRefIdx 5 (1.2)."""


def counted(options: bytes = b"") -> bytes:
    """An appendage behind its Appendage Length."""
    return struct.pack(">H", len(options)) + options


# Requests


def enter(number: int = 1, side: bytes = b"B", quantity: int = 500, price: int = TEN, options: bytes = b"") -> bytes:
    """Enter Order (2.1)."""
    body = struct.pack(">IcI8sQ", number, side, quantity, b"OUCHA   ", price)
    return b"O" + body + b"0YANN" + b"ENTER-1       " + counted(options)


def replace(original: int = 1, number: int = 2, quantity: int = 500, price: int = TEN, options: bytes = b"") -> bytes:
    """Replace Order Request (2.2)."""
    body = struct.pack(">IIIQ", original, number, quantity, price)
    return b"U" + body + b"0YN" + b"REPLACE-2     " + counted(options)


def cancel(number: int = 1, quantity: int = 0) -> bytes:
    """Cancel Order Request (2.3) without Appendage Length."""
    return b"X" + struct.pack(">II", number, quantity)


def modify(number: int = 1, quantity: int = 0, side: bytes = b"B") -> bytes:
    """Modify Order Request (2.4) without Appendage Length."""
    return b"M" + struct.pack(">IcI", number, side, quantity)


def mass_cancel(number: int) -> bytes:
    """Mass Cancel Request (2.5) for every symbol."""
    return b"C" + struct.pack(">I4s8s", number, b"FRMA", b" " * 8) + counted()


def disable(number: int) -> bytes:
    """Disable Order Entry Request (2.6)."""
    return b"D" + struct.pack(">I4s", number, b"FRMA") + counted()


def enable(number: int) -> bytes:
    """Enable Order Entry Request (2.7)."""
    return b"E" + struct.pack(">I4s", number, b"FRMA") + counted()


QUERY = b"Q"
"""Account Query Request (2.8) without Appendage Length."""


# What the venue says


def accepted(
    number: int = 1,
    quantity: int = 500,
    price: int = TEN,
    side: bytes = b"B",
    state: bytes = b"L",
    reference: int = 7001,
    at: int = MORNING,
    options: bytes = b"",
) -> bytes:
    """Order Accepted (3.2)."""
    body = struct.pack(">QIcI8sQ", at, number, side, quantity, b"OUCHA   ", price)
    return (
        b"A"
        + body
        + b"0"
        + b"Y"
        + struct.pack(">Q", reference)
        + b"A"
        + b"N"
        + b"N"
        + state
        + b"ENTER-1       "
        + counted(options)
    )


def replaced(
    original: int = 1,
    number: int = 2,
    quantity: int = 500,
    price: int = TEN,
    side: bytes = b"B",
    state: bytes = b"L",
    reference: int = 7002,
    options: bytes = b"",
) -> bytes:
    """Order Replaced (3.3)."""
    body = struct.pack(">QIIcI8sQ", MORNING, original, number, side, quantity, b"OUCHA   ", price)
    return (
        b"U"
        + body
        + b"0"
        + b"Y"
        + struct.pack(">Q", reference)
        + b"A"
        + b"N"
        + b"N"
        + state
        + b"REPLACE-2     "
        + counted(options)
    )


def canceled(number: int = 1, quantity: int = 500, reason: bytes = b"U") -> bytes:
    """Order Canceled (3.4)."""
    return b"C" + struct.pack(">QII", MORNING, number, quantity) + reason


def prevented(number: int = 1, decrement: int = 200, quantity: int = 200) -> bytes:
    """AIQ Canceled (3.5)."""
    return b"D" + struct.pack(">QIIcIQ", MORNING, number, decrement, b"Q", quantity, TEN) + b"AD"


def executed(number: int = 1, quantity: int = 500, price: int = TEN, match: int = 1, at: int = MORNING) -> bytes:
    """Order Executed (3.6)."""
    return b"E" + struct.pack(">QIIQcQ", at, number, quantity, price, b"A", match) + counted()


def broken(number: int = 1, match: int = 1) -> bytes:
    """Broken Trade (3.7)."""
    return b"B" + struct.pack(">QIQ", MORNING, number, match) + b"E" + b"ENTER-1       "


def rejected(number: int = 1, reason: int = 0x13, clordid: bytes = b"ENTER-1       ") -> bytes:
    """Rejected (3.8)."""
    return b"J" + struct.pack(">QIH", MORNING, number, reason) + clordid


def cancel_pending(number: int = 1) -> bytes:
    """Cancel Pending (3.9)."""
    return b"P" + struct.pack(">QI", MORNING, number)


def priority_update(number: int = 1, reference: int = 7003) -> bytes:
    """Order Priority Update (3.11)."""
    return b"T" + struct.pack(">QIQ", MORNING, number, TEN) + b"Y" + struct.pack(">Q", reference)


def modified(number: int = 1, quantity: int = 0, side: bytes = b"B") -> bytes:
    """Order Modified (3.12)."""
    return b"M" + struct.pack(">QIcI", MORNING, number, side, quantity)


def mass_canceled(number: int) -> bytes:
    """Mass Cancel Response (3.14)."""
    return b"X" + struct.pack(">QI4s8s", MORNING, number, b"FRMA", b" " * 8) + counted()


def disabled(number: int) -> bytes:
    """Disable Order Entry Response (3.15)."""
    return b"G" + struct.pack(">QI4s", MORNING, number, b"FRMA") + counted()


def enabled(number: int) -> bytes:
    """Enable Order Entry Response (3.16)."""
    return b"K" + struct.pack(">QI4s", MORNING, number, b"FRMA") + counted()


def queried(number: int) -> bytes:
    """Account Query Response (3.17)."""
    return b"Q" + struct.pack(">QI", MORNING, number)


def event(code: bytes = b"S", at: int = MORNING) -> bytes:
    """System Event (3.1)."""
    return b"S" + struct.pack(">Q", at) + code


def heard(payload: bytes, *, foreign: bool = False) -> Heard:
    """A message as a member hears it: in a Sequenced Data packet, decoded."""
    return heard_by(CODEC, payload, foreign=foreign)


class Account:
    """One account: what it sends and hears goes into an order model, which answers with breaches."""

    def __init__(self) -> None:
        self.model = AccountModel(OUCH50)

    def sends(self, *requests: bytes) -> Order | None:
        """Tell the model of requests; the order that the last one speaks of."""
        order = None
        for data in requests:
            order = self.model.sent(CODEC.decode(data, "incoming").message, data)
        return order

    def hears(self, *messages: bytes, foreign: bool = False) -> list[Breach]:
        """Tell the model of messages of the venue; everything that it finds wrong."""
        return [breach for each in messages for breach in self.model.heard(heard(each, foreign=foreign))]

    def finds(self, *messages: bytes) -> list[str]:
        """The ids of the requirements that messages of the venue break, without the protocol's prefix."""
        return [(breach.requirement or "none").removeprefix("OUCH50-") for breach in self.hears(*messages)]

    def order(self, number: int, channel: int = 0) -> Order:
        """An order of the model."""
        return self.model.orders[channel, number]


def account_with(*exchange: bytes, quantity: int = 500) -> Account:
    """An account whose order 1, a buy at 10.00, was accepted live, and what was heard after that without a breach."""
    account = Account()
    account.sends(enter(quantity=quantity))
    assert not account.hears(accepted(quantity=quantity), *exchange)
    return account
