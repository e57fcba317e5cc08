"""How the venue's packets become writes: whole, byte by byte, or several at once, with debug packets or without."""

from __future__ import annotations

import asyncio

import pytest

from ouch_conformance.venue import VenueSettings
from ouch_conformance.venue.outlet import Outlet
from ouch_conformance.venue.variants import played

HEARTBEAT, DATA = b"\x00\x01H", b"\x00\x03SAB"
TOLD, EMPTY = b"\x00\x24+a debug packet may come at any time", b"\x00\x01+"
"""SoupBinTCP 2.1: a debug packet with 35 characters of text, and one without."""


class Writes(asyncio.Transport):
    """A transport that keeps what it is told to write."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[bytes] = []
        self.written = asyncio.Event()
        self.closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep one write."""
        self.made.append(bytes(data))
        self.written.set()

    def is_closing(self) -> bool:
        """Whether nothing more is to be written."""
        return self.closing


def outlet(*variants: str) -> tuple[Outlet, list[bytes], Writes]:
    """An outlet that plays some variants, and what it writes."""
    transport = Writes()
    return Outlet(transport, played(VenueSettings(), variants)), transport.made, transport


def test_packets_of_one_write_stay_together() -> None:
    """Without a variant what is written at once is one write, and nothing greets the member."""
    out, made, _ = outlet()
    out.greet()
    out.write(HEARTBEAT, DATA)

    assert made == [HEARTBEAT + DATA]


def test_every_byte_is_a_write() -> None:
    """A short output goes byte by byte, a long replay in pieces that keep to no packet's bounds."""
    out, made, _ = outlet("single-bytes")
    out.write(DATA)
    assert made == [DATA[place : place + 1] for place in range(5)]
    made.clear()
    out.write(*[DATA] * 300)

    assert b"".join(made) == DATA * 300
    assert {len(each) for each in made[:-1]} == {7}


async def test_lumps_gather_what_comes_in_a_moment() -> None:
    """Two writes are one; what waits at the close is sent before it, and nothing after."""
    out, made, transport = outlet("lumps")
    out.write(HEARTBEAT)
    out.write(DATA)
    assert made == []
    out.flush()
    assert made == [HEARTBEAT + DATA]
    out.write(DATA)
    transport.closing = True
    out.flush()

    assert made == [HEARTBEAT + DATA]


async def test_lumps_go_out_by_themselves() -> None:
    """Nobody has to flush: what waits goes out within moments."""
    out, made, transport = outlet("lumps")
    out.write(DATA)
    async with asyncio.timeout(2):
        await transport.written.wait()

    assert made == [DATA]


@pytest.mark.parametrize(
    ("packets", "written"),
    [((), TOLD), ((HEARTBEAT,), TOLD + HEARTBEAT + EMPTY), ((DATA, DATA), TOLD + DATA + EMPTY + DATA + EMPTY)],
)
def test_debug_packets_stand_before_between_and_behind(packets: tuple[bytes, ...], written: bytes) -> None:
    """Each is whole, so that no packet is torn; a connection is greeted by one."""
    out, made, _ = outlet("debug-packets")
    out.write(*packets)
    out.greet()

    assert made == [written, TOLD]
