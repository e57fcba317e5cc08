"""What the longer defects do; see the registries for what each breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.framing import Deframer

if TYPE_CHECKING:
    from ouch_conformance.soup.server import ServerEvent

BURST = 4


def lumped(messages: list[bytes]) -> list[bytes]:
    """The first two messages of a burst as one."""
    return [messages[0] + messages[1], *messages[2:]] if len(messages) >= BURST else messages


def restamped(message: bytes) -> bytes:
    """A message with the last bit of its time stamp turned over."""
    return message[:8] + bytes((message[8] ^ 1,)) + message[9:]


def whole_packets(data: bytes) -> bytes:
    """What was read without the packet at its end that is not complete."""
    return b"".join(Deframer().feed(data))


def first_two(events: Iterable[ServerEvent]) -> Iterator[ServerEvent]:
    """The first two packets of a segment; the others are drawn and dropped."""
    for place, event in enumerate(events):
        if place < 2:
            yield event


def second_first(events: Iterable[ServerEvent]) -> Iterator[ServerEvent]:
    """The orders of a segment that holds two or three and nothing else, the second before the first."""
    found = list(events)
    enters = [isinstance(event, soup.UnsequencedData) and event.payload[:1] == b"O" for event in found]
    few = len(found) in {2, 3} and all(enters)
    yield from [found[1], found[0], *found[2:]] if few else found


def number_in_binary(accepted: bytes) -> bytes:
    """A Login Accepted whose number is a big-endian integer as wide as the field."""
    return accepted[:13] + int(accepted[13:]).to_bytes(20, "big")


def misordered(message: bytes) -> bytes:
    """An Accepted of OUCH 4.2 with the bytes of its minimum quantity turned round."""
    return message[:59] + message[62:58:-1] + message[63:]


def stock_on_the_right(message: bytes) -> bytes:
    """An Accepted of OUCH 4.2 whose stock is padded in front."""
    return message[:28] + message[28:36].rstrip(b" ").rjust(8) + message[36:]


def unlisted_flag(message: bytes, place: int) -> bytes:
    """An execution whose liquidity flag, at its place in the message, is one that no list has."""
    return message[:place] + b"Z" + message[place + 1 :]


def counting_itself(message: bytes) -> bytes:
    """An Order Accepted with several options whose Appendage Length counts its own two bytes."""
    length = int.from_bytes(message[62:64], "big")
    several = length > 1 + message[64] if length else False
    return message[:62] + (length + 2 * several).to_bytes(2, "big") + message[64:]


def nul_for_blank(message: bytes) -> bytes:
    """An Order Accepted whose ClOrdID is NUL where it is blank."""
    return message[:48] + (message[48:62].strip(b" ") and message[48:62]).ljust(14, b"\x00") + message[62:]
