"""What happened on the wire: frames and the marks of a session's life, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """The way a frame went, seen from the member."""

    SENT = "sent"
    RECEIVED = "received"


class Mark(StrEnum):
    """An event of a connection that carries no bytes."""

    CONNECTED = "connected"
    REFUSED = "connection refused"
    CLOSED_BY_VENUE = "closed by the venue"
    RESET_BY_VENUE = "reset by the venue"
    CLOSED_BY_MEMBER = "closed by the member"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Frame:
    """One SoupBinTCP packet, header included; or the part of one that the end of the connection left.

    `time_ns` is UNIX nanoseconds; `session` names the connection ("A", "A#2", "B");
    `number` is the sequence number of a Sequenced Data packet, counted from Login Accepted.
    """

    time_ns: int
    session: str
    way: Way
    data: bytes
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A mark in a session's life; `detail` says more in words, never a credential."""

    time_ns: int
    session: str
    mark: Mark
    detail: str = ""


Entry = Frame | SessionMark
