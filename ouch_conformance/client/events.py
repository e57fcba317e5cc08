"""What a session received: packets with their numbers, and messages decoded from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.versions import Version

if TYPE_CHECKING:
    from ouch_conformance.evidence.frames import Frame
    from ouch_conformance.soup.client import Problem
    from ouch_conformance.wire import Finding, Unknown, WireMessage


class Event:
    """One packet of the venue as it was received.

    `frame` is its evidence, `problems` what the SoupBinTCP state machine found wrong with it, `payload` the upper
    protocol's message in Sequenced Data, from 4.00 on in Unsequenced Data as well, and None in every other packet.
    """

    __slots__ = ("frame", "payload", "problems")

    def __init__(self, frame: Frame, problems: tuple[Problem, ...], payload: bytes | None) -> None:
        self.frame = frame
        self.problems = problems
        self.payload = payload

    @property
    def packet(self) -> soup.Packet:
        """The packet as a value; `Malformed` where it is none."""
        return soup.parse(self.frame.data)

    @property
    def number(self) -> int | None:
        """The sequence number of Sequenced Data, counted from Login Accepted."""
        return self.frame.number

    def __repr__(self) -> str:
        return f"Event({self.packet!r}, number={self.number}, problems={self.problems!r})"


def payload_of(packet: bytes, version: Version = Version.V3_00) -> bytes | None:
    """The message in a whole data packet that a venue may send; None in anything else."""
    match soup.parse(packet):
        case soup.SequencedData(message):
            return message
        case soup.UnsequencedData(message) if version.server_sends_unsequenced:
            return message
    return None


class Received(NamedTuple):
    """One message of the venue: decoded where the session has a codec, and its bytes.

    `number` is the packet's sequence number, `findings` what the codec found wrong with the bytes.
    """

    message: WireMessage | Unknown | None
    number: int | None
    payload: bytes
    findings: tuple[Finding, ...] = ()
