"""What happened on the wire: frames and the marks of a session's life, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ouch_conformance.soup.packets import PASSWORD_OFFSET, PASSWORD_WIDTH, LoginRequest

_LOGIN = re.compile(rb"\x00[/4]L", re.DOTALL)
"""The header of a Login Request of 47 bytes (3.00) or 52 (4.10), wherever a broken stream put it."""


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


class Frame(NamedTuple):
    """One SoupBinTCP packet, header included; or the part of one that the end of the connection left.

    `time_ns` is UNIX nanoseconds; `session` names the connection ("A", "A#2", "B");
    `number` is the sequence number of a Sequenced Data packet, counted from Login Accepted.
    """

    time_ns: int
    session: str
    way: Way
    data: bytes
    number: int | None = None

    def __repr__(self) -> str:
        number = "" if self.number is None else f", number={self.number}"
        return f"Frame({self.time_ns}, {self.session!r}, {self.way}, {mask(self.data)!r}{number})"


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A mark in a session's life; `detail` says more in words, never a credential."""

    time_ns: int
    session: str
    mark: Mark
    detail: str = ""


Entry = Frame | SessionMark


SHORTEST_SECRET = 4
"""A shorter password is hidden in logins only: hiding its letters wherever they stand would leave no evidence."""
_secrets: list[re.Pattern[bytes]] = []


def keep_secret(password: str) -> None:
    """From now on show this text nowhere, in whatever case: a venue may give it back in a field or a debug packet."""
    if len(password) >= SHORTEST_SECRET:
        pattern = re.compile(re.escape(password.encode("latin-1", "replace")), re.IGNORECASE)
        if pattern not in _secrets:
            _secrets.append(pattern)


def mask(data: bytes) -> bytes:
    """A packet's bytes with the password of a Login Request (2.3.1) and every kept secret overwritten by asterisks.

    The length stays. Holds for a login of any length, cut off, echoed by the venue, or swallowed by a packet with a
    wrong length.
    """
    for secret in _secrets:
        data = secret.sub(lambda found: b"*" * len(found[0]), data)
    starts = [found.start() for found in _LOGIN.finditer(data)]
    if data[2:3] == bytes((LoginRequest.TYPE,)):
        starts.append(0)
    for start in starts:
        first = start + PASSWORD_OFFSET
        hidden = len(data[first : first + PASSWORD_WIDTH])
        data = data[:first] + b"*" * hidden + data[first + hidden :]
    return data


def redact(text: str) -> str:
    """A sentence without the kept secrets."""
    if not _secrets or not text:
        return text
    data = text.encode("utf-8")
    for secret in _secrets:
        data = secret.sub(lambda found: b"*" * len(found[0]), data)
    return data.decode("utf-8")


def masked(frame: Frame) -> Frame:
    """The frame as it may be shown to anybody: without a password."""
    data = mask(frame.data)
    return frame if data == frame.data else frame._replace(data=data)
