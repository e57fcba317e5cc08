"""How a connection's packets become TCP segments: each write as it is, in single bytes, or several writes in one.

TCP knows no packets (SoupBinTCP 1.1), and a debug packet may stand between any two (2.1): a reader has to bear it all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ouch_conformance.soup import packets as soup

if TYPE_CHECKING:
    from ouch_conformance.venue.settings import VenueSettings

LUMP_SECONDS = 0.002
"""How long output waits for more to join it, where it goes out in lumps."""
SHORT = 1_000
"""Bytes up to which every single one is a segment of its own; a long replay goes out in odd pieces instead."""
ODD = 7
TOLD, EMPTY = soup.debug("a debug packet may come at any time"), soup.debug("")


class Outlet:
    """The sending half of one connection. Nothing waits here longer than `LUMP_SECONDS`."""

    def __init__(self, transport: asyncio.Transport, settings: VenueSettings) -> None:
        self._transport = transport
        self._output = settings.output
        self._chatty = settings.debug_packets
        self._waiting = bytearray()
        self._timer: asyncio.TimerHandle | None = None

    def write(self, *packets: bytes) -> None:
        """Send whole packets, in this order."""
        data = b"".join(_with_debug(packets) if self._chatty else packets)
        if self._output == "lumps":
            self._gather(data)
        elif self._output == "single bytes":
            self._send_apart(data)
        else:
            self._transport.write(data)

    def greet(self) -> None:
        """The connection is up: where debug packets are sent, one precedes everything."""
        if self._chatty:
            self.write()

    def flush(self) -> None:
        """Send what waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        data, self._waiting = bytes(self._waiting), bytearray()
        if data and not self._transport.is_closing():
            self._transport.write(data)

    def _gather(self, data: bytes) -> None:
        self._waiting += data
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LUMP_SECONDS, self.flush)

    def _send_apart(self, data: bytes) -> None:
        size = 1 if len(data) <= SHORT else ODD
        for start in range(0, len(data), size):
            self._transport.write(data[start : start + size])


def _with_debug(packets: Iterable[bytes]) -> Iterable[bytes]:
    """Debug packets before, between and behind some packets: one with a text and one without."""
    yield TOLD
    for packet in packets:
        yield packet
        yield EMPTY
