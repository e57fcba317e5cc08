"""What a session received: packets with their numbers, and messages decoded from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ouch_conformance.soup import packets as soup

if TYPE_CHECKING:
    from ouch_conformance.evidence.frames import Frame
    from ouch_conformance.soup.client import Problem
    from ouch_conformance.wire.findings import Finding


class Encodable(Protocol):
    """A message that knows its bytes."""

    def encode(self) -> bytes:
        """The message's bytes."""


class Event:
    """One packet of the venue as it was received.

    `frame` is its evidence, `problems` what the SoupBinTCP state machine found wrong with it.
    """

    __slots__ = ("frame", "problems")

    def __init__(self, frame: Frame, problems: tuple[Problem, ...] = ()) -> None:
        self.frame = frame
        self.problems = problems

    @property
    def packet(self) -> soup.Packet:
        """The packet as a value; `Malformed` where it is none."""
        return soup.parse(self.frame.data)

    @property
    def number(self) -> int | None:
        """The sequence number of Sequenced Data, counted from Login Accepted."""
        return self.frame.number

    @property
    def payload(self) -> bytes | None:
        """The upper protocol's message in Sequenced Data; None in every other packet."""
        data = self.frame.data
        if len(data) < soup.HEADER_SIZE or data[2] != soup.SequencedData.TYPE:
            return None
        whole = len(data) == 2 + (data[0] << 8 | data[1])
        return data[soup.HEADER_SIZE :] if whole else None

    def __repr__(self) -> str:
        return f"Event({self.packet!r}, number={self.number}, problems={self.problems!r})"


class Received(NamedTuple):
    """One message of the venue: decoded where the session has a codec, and its bytes.

    `number` is the packet's sequence number, `findings` what the codec found wrong with the bytes.
    """

    message: Any
    number: int | None
    payload: bytes
    findings: tuple[Finding, ...] = ()
