"""Frames written by hand for the tests of evidence."""

from __future__ import annotations

from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way

NOON = 1_790_000_000_000_000_000 + 123_456_789
"""14:13:20.123456789 UTC on 2026-09-21."""

LOGIN = b"\x00\x2fLMEMBRAalpha-pass" + b" " * 10 + b"1" + b" " * 19
ACCEPTED = b"\x00\x1fA" + b" " * 8 + b"S1" + b" " * 19 + b"1"
ENTER = (
    b"\x00\x36U"
    + b"O\x00\x00\x00\x01B\x00\x00\x00\x64OUCHA   "
    + (100_000).to_bytes(8, "big")
    + b"0YANNorder 1       "
    + bytes.fromhex("0006 0503 00000064")
)
"""Enter Order: UserRefNum 1, buy 100 OUCHA at 10.0000, ClOrdID "order 1", MinQty (tag 3) 100."""
CANCELED = b"\x00\x13SC" + (34_200_000_000_000).to_bytes(8, "big") + bytes.fromhex("00000001 00000064") + b"U"
"""Order Canceled at 09:30: UserRefNum 1, 100 shares, user requested; no appendage length."""
BAD_REASON = CANCELED[:-1] + b"?"
SHORT = b"\x00\x06SC\x00\x00\x00\x00"
UNKNOWN = b"\x00\x03S?x"


def sent(data: bytes, at: int = NOON, session: str = "A") -> Frame:
    """A frame of the member."""
    return Frame(at, session, Way.SENT, data)


def received(data: bytes, number: int | None = None, at: int = NOON, session: str = "A") -> Frame:
    """A frame of the venue."""
    return Frame(at, session, Way.RECEIVED, data, number)


CONVERSATION: list[Entry] = [
    SessionMark(NOON, "A", Mark.CONNECTED, "127.0.0.1:9000"),
    sent(LOGIN),
    received(ACCEPTED),
    sent(ENTER),
    received(CANCELED, 1),
    received(BAD_REASON, 2),
    received(SHORT, 3),
    received(UNKNOWN, 4),
    received(b"\x00\x01S", 5),
    received(b"\x00\x01H"),
    received(b"\x00\x06+hello"),
    received(b"\x00\x00"),
    received(b"\x00\x05S12"),
    SessionMark(NOON, "A", Mark.CLOSED_BY_VENUE),
]
