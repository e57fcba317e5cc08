"""OUCH 4.2 bytes written by hand from the document's layouts, and a member that speaks nothing else."""

from __future__ import annotations

import struct
from types import SimpleNamespace
from typing import Any

from tests.venue.hand_written import Member

PROTOCOL = "nasdaq-ouch-4.2"
DAY, MARKET_HOURS = 99_999, 99_998

OUTBOUND: dict[bytes, tuple[str, str]] = {
    b"S": (">cQc", "type timestamp event"),
    b"A": (
        ">cQ14scI8sII4scQccIccc",
        "type timestamp token side shares stock price tif firm display reference capacity sweep minimum cross state"
        " bbo",
    ),
    b"U": (
        ">cQ14scI8sII4scQccIcc14sc",
        "type timestamp token side shares stock price tif firm display reference capacity sweep minimum cross state"
        " previous bbo",
    ),
    b"C": (">cQ14sIc", "type timestamp token shares reason"),
    b"D": (">cQ14sIcIIc", "type timestamp token shares reason prevented price flag"),
    b"E": (">cQ14sIIcQ", "type timestamp token shares price flag match"),
    b"B": (">cQ14sQc", "type timestamp token match reason"),
    b"G": (">cQ14sIIcQIc", "type timestamp token shares price flag match proxy proxytype"),
    b"F": (">cQ14sIIcQc", "type timestamp token shares price flag match reason"),
    b"J": (">cQ14sc", "type timestamp token reason"),
    b"P": (">cQ14s", "type timestamp token"),
    b"I": (">cQ14s", "type timestamp token"),
    b"T": (">cQ14sIcQ", "type timestamp token price display reference"),
    b"M": (">cQ14scI", "type timestamp token side shares"),
    b"N": (">cQ14s", "type timestamp token"),
}
"""Section 3's layouts: struct format and field names."""
LENGTHS = dict(zip(b"SAUCDEBGFJPITMN", (10, 66, 80, 28, 37, 40, 32, 45, 41, 24, 23, 23, 36, 28, 23), strict=True))
"""Section 3's lengths."""


def told(payload: bytes) -> SimpleNamespace:
    """An outbound message by its layout; tokens without their padding, `rest` is what should not be there."""
    layout, names = OUTBOUND[payload[:1]]
    size = struct.calcsize(layout)
    values = [value.rstrip(b" ") if isinstance(value, bytes) and len(value) == 14 else value for value in _in(payload)]
    return SimpleNamespace(**dict(zip(names.split(), values, strict=True)), rest=payload[size:], raw=payload)


def _in(payload: bytes) -> tuple[Any, ...]:
    layout, _ = OUTBOUND[payload[:1]]
    return struct.unpack(layout, payload[: struct.calcsize(layout)])


def enter(token: bytes, side: bytes = b"B", shares: int = 100, price: int = 100_000, **other: Any) -> bytes:
    """Enter Order (2.1): 49 bytes, 48 without a customer type. 10.00 is 100,000."""
    given: dict[str, Any] = {"stock": b"OUCHA", "tif": DAY, "firm": b"", "display": b"Y", "capacity": b"P"}
    given |= {"sweep": b"N", "minimum": 0, "cross": b"N", "customer": b" "} | other
    customer: bytes = given["customer"]
    fixed = struct.pack(
        ">c14scI8sII4scccIc",
        b"O",
        token.ljust(14),
        side,
        shares,
        given["stock"].ljust(8),
        price,
        given["tif"],
        given["firm"].ljust(4),
        given["display"],
        given["capacity"],
        given["sweep"],
        given["minimum"],
        given["cross"],
    )
    return fixed + customer


def replace(existing: bytes, token: bytes, shares: int = 100, price: int = 100_000, **other: Any) -> bytes:
    """Replace Order (2.2): 47 bytes."""
    given = {"tif": DAY, "display": b"Y", "sweep": b"N", "minimum": 0} | other
    return struct.pack(
        ">c14s14sIIIccI",
        b"U",
        existing.ljust(14),
        token.ljust(14),
        shares,
        price,
        given["tif"],
        given["display"],
        given["sweep"],
        given["minimum"],
    )


def cancel(token: bytes, shares: int = 0) -> bytes:
    """Cancel Order (2.3): 19 bytes."""
    return struct.pack(">c14sI", b"X", token.ljust(14), shares)


def modify(token: bytes, side: bytes, shares: int) -> bytes:
    """Modify Order (2.4): 20 bytes."""
    return struct.pack(">c14scI", b"M", token.ljust(14), side, shares)


def trade_now(token: bytes) -> bytes:
    """Trade Now (2.5): 15 bytes."""
    return b"N" + token.ljust(14)


class Member42(Member):
    """A member whose silence ends with an order that is refused by rule: its stock does not exist."""

    markers = 0

    def hears(self, *messages: bytes) -> list[SimpleNamespace]:
        """What the venue says to these messages: all up to the reject of a marker sent behind them."""
        Member42.markers += 1
        token = b"marker %d" % Member42.markers
        self.say(*messages, self.marker(token))
        heard: list[SimpleNamespace] = []
        while (message := told(self.sequenced())).type != b"J" or message.token != token:
            heard.append(message)
        return heard

    def marker(self, token: bytes) -> bytes:
        """The order that is refused."""
        return enter(token, stock=b"NOSUCH")


class Member48(Member42):
    """A member of BX or PSX, whose Enter Order has no customer type."""

    def marker(self, token: bytes) -> bytes:
        return enter(token, stock=b"NOSUCH", customer=b"")
