"""Japannext OUCH bytes written by hand from the document's layouts, and a market that speaks nothing else."""

from __future__ import annotations

import itertools
import struct
from types import SimpleNamespace
from typing import Any

from ouch_conformance.venue.dialects import Watchful
from tests.venue.tour import Direct

EQUITIES, BONDS, OSAKA = "japannext-ouch-2.01", "japannext-bonds-ouch-2.01", "odx-ouch-2.0"
IMMEDIATE, DAY = 0, 99_999
PRICE = 10_000
"""1,000.0 yen, or a yield of 10.000."""

OUTBOUND: dict[bytes, tuple[str, str]] = {
    b"S": (">cQc", "type timestamp event"),
    b"A": (
        ">cQI10scI4s4sIIIccQIccc",
        "type timestamp token reference side quantity book group price tif firm display capacity number minimum state"
        " classification margin",
    ),
    b"U": (
        ">cQIcI4s4sIIcQIcI",
        "type timestamp token side quantity book group price tif display number minimum state previous",
    ),
    b"C": (">cQIIc", "type timestamp token quantity reason"),
    b"D": (">cQIIcIIc", "type timestamp token quantity reason prevented price flag"),
    b"E": (">cQIIIcQ", "type timestamp token quantity price flag match"),
    b"J": (">cQIc", "type timestamp token reason"),
}
"""The layouts of chapter 7 for equities: struct format and field names."""
BOND_FILL = (">cQIIic12sQ", "type timestamp token quantity price flag counterparty match")


def told(payload: bytes) -> SimpleNamespace:
    """An outbound message by its layout; `rest` is what should not be there."""
    layout, names = OUTBOUND[payload[:1]]
    if payload[:1] == b"E" and len(payload) >= struct.calcsize(BOND_FILL[0]):
        layout, names = BOND_FILL
    size = struct.calcsize(layout)
    values = struct.unpack(layout, payload[:size])
    return SimpleNamespace(**dict(zip(names.split(), values, strict=True)), rest=payload[size:], raw=payload)


def enter(token: int, side: bytes = b"B", quantity: int = 100, price: int = PRICE, **other: Any) -> bytes:
    """Enter Order (6.1): 48 bytes."""
    given: dict[str, Any] = {"reference": b"", "book": b"1301", "group": b"DAY", "tif": DAY, "firm": 0}
    given |= {"display": b" ", "capacity": b"A", "minimum": 0, "classification": b"1", "margin": b"1"} | other
    return struct.pack(
        ">cI10scI4s4siIIccIcc",
        b"O",
        token,
        given["reference"].ljust(10),
        side,
        quantity,
        given["book"].ljust(4),
        given["group"].ljust(4),
        price,
        given["tif"],
        given["firm"],
        given["display"],
        given["capacity"],
        given["minimum"],
        given["classification"],
        given["margin"],
    )


def bond(token: int, side: bytes = b"B", quantity: int = 100, price: int = PRICE, **other: Any) -> bytes:
    """Enter Order for a bond: the orderbook id is a number."""
    return enter(token, side, quantity, price, book=struct.pack(">I", 1301), group=b"DJGB", **other)


def replace(existing: int, token: int, quantity: int = 100, price: int = PRICE, **other: Any) -> bytes:
    """Replace Order (6.2): 26 bytes."""
    given = {"tif": DAY, "display": b" ", "minimum": 0} | other
    return struct.pack(
        ">cIIIiIcI", b"U", existing, token, quantity, price, given["tif"], given["display"], given["minimum"]
    )


def cancel(token: int, quantity: int = 0) -> bytes:
    """Cancel Order (6.3): 9 bytes."""
    return struct.pack(">cII", b"X", token, quantity)


class Exchange(Direct):
    """The market without a session layer, and members that leave it."""

    protocol = EQUITIES
    read_message = staticmethod(told)

    def leaves(self, user: str = "MEMBRA") -> list[SimpleNamespace]:
        """What a member finds when it has lost its last connection and comes back."""
        assert isinstance(self.dialect, Watchful)
        self.dialect.left(self.members[user])
        return self._hears(user, ())


class BondExchange(Exchange):
    """The market of bonds."""

    protocol = BONDS


class OsakaExchange(Exchange):
    """The market of Osaka Digital Exchange."""

    protocol = OSAKA


def tokens(first: int = 1) -> itertools.count[int]:
    """Tokens that rise."""
    return itertools.count(first)
