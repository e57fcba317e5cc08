"""One line for each packet that says something: time (UTC), number in the stream, message."""

from __future__ import annotations

from collections.abc import Iterable

from ouch_conformance.evidence.frames import Frame, Way, masked
from ouch_conformance.evidence.tables import time_of_day
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import Codec, Finding, Unknown

QUIET = (soup.ServerHeartbeat, soup.LoginAccepted, soup.LoginRejected)
"""Packets that have no line: life signs, and answers to the login, which are told apart from the stream."""


def is_told(frame: Frame) -> bool:
    """Whether a frame has a line."""
    return frame.way is Way.RECEIVED and not isinstance(soup.parse(frame.data), QUIET)


def line(frame: Frame, codec: Codec | None) -> str:
    """The line of a frame. What is wrong with its bytes stands behind an exclamation mark.

    Without a codec a message is shown as its bytes, in hex and as text. Nothing in it can move the terminal's cursor.
    """
    frame = masked(frame)
    packet = soup.parse(frame.data)
    number = "-" if frame.number is None else str(frame.number)
    return f"{time_of_day(frame.time_ns)} {number:>8}  {_told(packet, codec)}"


def _told(packet: soup.Packet, codec: Codec | None) -> str:
    match packet:
        case soup.SequencedData(payload) | soup.UnsequencedData(payload):
            return _message(payload, codec)
        case soup.Debug(text):
            return f"Debug {repr(text)[1:]}"
        case soup.Malformed():
            return f"Malformed ! {packet.problem}"
        case _:
            return packet.NAME


def _message(payload: bytes, codec: Codec | None) -> str:
    if codec is None:
        return f"{payload.hex(' ')}  {repr(payload)[1:]}"
    message, findings = codec.decode(payload, "outgoing")
    shown = payload.hex(" ") if isinstance(message, Unknown) else repr(message)
    return shown + _faults(findings)


def _faults(findings: Iterable[Finding]) -> str:
    return "".join(f" ! {finding.sentence}" for finding in findings)
