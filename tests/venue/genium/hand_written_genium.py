"""A market that speaks Genium OUCH and nothing else, and its answers by the layouts of the document."""

from __future__ import annotations

import struct
from types import SimpleNamespace

from ouch_conformance.venue.dialects import Watchful
from tests.venue.tour import Direct

PROTOCOL = "jpx-ouch-5.0"
SHOWN = "book side number quantity price life position account state customer exchange"
OUTBOUND: dict[bytes, tuple[str, str]] = {
    b"A": (">cQ14sicQQiBB16sB15s32s", f"type timestamp token {SHOWN}"),
    b"U": (">cQ14s14sicQQiBB16sB15s32s", f"type timestamp token former {SHOWN}"),
    b"M": (">cQ14sI", "type timestamp token status"),
    b"J": (">cQ14si", "type timestamp token code"),
    b"C": (">cQ14sicQB", "type timestamp token book side number reason"),
    b"E": (">cQ14siQiQIB", "type timestamp token book quantity price match group source"),
}
"""The layouts of 4.2: struct format and field names."""


def told(payload: bytes) -> SimpleNamespace:
    """An outbound message by its layout, texts without their padding; `rest` is what should not be there."""
    layout, names = OUTBOUND[payload[:1]]
    size = struct.calcsize(layout)
    values = [each.rstrip(b" ") if isinstance(each, bytes) else each for each in struct.unpack(layout, payload[:size])]
    return SimpleNamespace(**dict(zip(names.split(), values, strict=True)), rest=payload[size:], raw=payload)


class Osaka(Direct):
    """The market without a session layer."""

    protocol = PROTOCOL
    read_message = staticmethod(told)

    def d(self, *messages: bytes) -> list[SimpleNamespace]:
        """Member D's turn: its account has the option that inactivates orders."""
        return self._hears("MEMD", messages)

    def lose(self, user: str) -> None:
        """The last connection of a member is gone."""
        member = self.members[user]
        assert isinstance(self.dialect, Watchful)
        self.dialect.left(member)
