"""Frames of a session as a capture file: raw IPv4 and TCP around each SoupBinTCP packet, nothing else."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from ouch_conformance.evidence.frames import Frame, Way

MEMBER, VENUE = bytes((127, 0, 0, 2)), bytes((127, 0, 0, 1))
MEMBER_PORT, VENUE_PORT = 40_000, 9_000
RAW_IP = 101
MAGIC, SNAPLEN = 0xA1B23C4D, 0x40000
PUSH_ACK = 0x18


def write(path: Path, frames: Iterable[Frame]) -> None:
    """A pcap file with nanosecond times; each frame is a TCP segment of its own, numbered without a gap."""
    places = {Way.SENT: 1, Way.RECEIVED: 1}
    with path.open("wb") as file:
        file.write(struct.pack("<IHHiIII", MAGIC, 2, 4, 0, 0, SNAPLEN, RAW_IP))
        for frame in frames:
            packet = _segment(frame, places)
            places[frame.way] += len(frame.data)
            seconds, rest = divmod(frame.time_ns, 10**9)
            file.write(struct.pack("<IIII", seconds, rest, len(packet), len(packet)) + packet)


def _segment(frame: Frame, places: dict[Way, int]) -> bytes:
    sent = frame.way is Way.SENT
    source, target = (MEMBER, VENUE) if sent else (VENUE, MEMBER)
    ports = (MEMBER_PORT, VENUE_PORT) if sent else (VENUE_PORT, MEMBER_PORT)
    other = Way.RECEIVED if sent else Way.SENT
    tcp = struct.pack("!HHIIBBHHH", *ports, places[frame.way], places[other], 5 << 4, PUSH_ACK, 65535, 0, 0)
    size = 20 + len(tcp) + len(frame.data)
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 64, 6, 0, source, target)
    return ip + tcp + frame.data
