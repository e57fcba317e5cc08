"""Every message and option of OUCH 5.0 as bytes written by hand."""

from __future__ import annotations

from typing import Any

from tests.wire.wire_vectors_incoming import INCOMING
from tests.wire.wire_vectors_outgoing import OUTGOING

VECTORS = (*INCOMING, *OUTGOING)

OPTIONS: dict[str, tuple[Any, str]] = {
    "secondaryOrdRefNum": (9, "09 01 00 00 00 00 00 00 00 09"),
    "firm": ("FRM", "05 02 46 52 4d 20"),
    "minQty": (100, "05 03 00 00 00 64"),
    "customerType": ("R", "02 04 52"),
    "maxFloor": (200, "05 05 00 00 00 c8"),
    "priceType": ("m", "02 06 6d"),
    "pegOffset": (-100, "05 07 ff ff ff 9c"),
    "discretionPrice": (100_100, "09 09 00 00 00 00 00 01 87 04"),
    "discretionPriceType": ("M", "02 0a 4d"),
    "discretionPegOffset": (100, "05 0b 00 00 00 64"),
    "postOnly": ("P", "02 0c 50"),
    "randomReserves": (300, "05 0d 00 00 01 2c"),
    "route": ("DOTA", "05 0e 44 4f 54 41"),
    "expireTime": (86_399, "05 0f 00 01 51 7f"),
    "tradeNow": ("Y", "02 10 59"),
    "handleInst": ("I", "02 11 49"),
    "bboWeightIndicator": ("2", "02 12 32"),
    "displayQuantity": (100, "05 16 00 00 00 64"),
    "displayPrice": (100_000, "09 17 00 00 00 00 00 01 86 a0"),
    "groupID": (258, "03 18 01 02"),
    "sharesLocated": ("N", "02 19 4e"),
    "locateBroker": ("AB", "05 1a 41 42 20 20"),
    "side": ("E", "02 1b 45"),
    "userRefIdx": (5, "02 1c 05"),
    "aiqStrategy": ("o", "02 1d 6f"),
    "aiqGroupID": ("A1", "03 1e 41 31"),
}
"""One element of every option: Length, OptionTag, OptionValue."""
