"""The TCP connections of a record, made up again: Ethernet, IPv4 and TCP headers around the packets that were kept.

Addresses, ports and TCP's own packets are ours: the record knows what was written and read and when, not what the
wire saw. Checksums and sequence numbers are right, so that Wireshark has nothing to complain of.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ouch_conformance.evidence.frames import Way

VENUE_PORT = 9_000
FIRST_MEMBER_PORT = 40_000
LARGEST_SEGMENT = 1_460
"""Bytes of a TCP segment on Ethernet: 1,500 less the headers of IPv4 and TCP, 20 each."""

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10
_ETHERTYPE_IPV4, _PROTOCOL_TCP = 0x0800, 6
_DONT_FRAGMENT, _TIME_TO_LIVE, _WINDOW = 0x4000, 64, 65_535
_PORTS = 20_000
_HOSTS = 200
_MIRRORS = 9


class Endpoint(NamedTuple):
    """One end of a connection: MAC and IPv4 address as bytes, TCP port."""

    mac: bytes
    address: bytes
    port: int


def venue_endpoint(mirror: int = 0) -> Endpoint:
    """The venue, at 192.0.2.1: an address that is kept for documents (RFC 5737). Its mirrors, from 1 on, follow."""
    last = 1 + mirror if mirror <= _MIRRORS else 1
    return Endpoint(bytes((2, 0, 0, 0, 0, last)), bytes((192, 0, 2, last)), VENUE_PORT)


def member_endpoint(host: int, connection: int) -> Endpoint:
    """The member with a number from 0, at 192.0.2.11 and up; each connection of the record has a port of its own."""
    last = 11 + host % _HOSTS
    return Endpoint(bytes((2, 0, 0, 0, 0, last)), bytes((192, 0, 2, last)), FIRST_MEMBER_PORT + connection % _PORTS)


class Segment(NamedTuple):
    """An Ethernet frame with one TCP segment, and the way it goes."""

    way: Way
    data: bytes


@dataclass
class Connection:
    """One TCP connection; hands out its segments in the order in which they are asked for."""

    member: Endpoint
    venue: Endpoint
    _next: dict[Way, int] = field(default_factory=lambda: {Way.SENT: 1, Way.RECEIVED: 1})
    _open: bool = True

    def opened(self) -> Iterator[Segment]:
        """The handshake."""
        self._next = {Way.SENT: 0, Way.RECEIVED: 0}
        yield self._segment(Way.SENT, SYN)
        yield self._segment(Way.RECEIVED, SYN | ACK)
        yield self._segment(Way.SENT, ACK)

    def refused(self) -> Iterator[Segment]:
        """An attempt to connect that meets no listener."""
        self._next = {Way.SENT: 0, Way.RECEIVED: 0}
        yield self._segment(Way.SENT, SYN)
        yield self._segment(Way.RECEIVED, RST | ACK)
        self._open = False

    def carried(self, way: Way, data: bytes) -> Iterator[Segment]:
        """A packet, in as many segments as it takes."""
        for start in range(0, len(data), LARGEST_SEGMENT):
            yield self._segment(way, PSH | ACK, data[start : start + LARGEST_SEGMENT])

    def closed(self, way: Way) -> Iterator[Segment]:
        """The end in good order, begun by the side whose segments go `way`. A second time there is none."""
        if self._open:
            self._open = False
            other = _other(way)
            yield self._segment(way, FIN | ACK)
            yield self._segment(other, FIN | ACK)
            yield self._segment(way, ACK)

    def reset(self) -> Iterator[Segment]:
        """The end by the venue's reset."""
        if self._open:
            self._open = False
            yield self._segment(Way.RECEIVED, RST | ACK)

    def _segment(self, way: Way, flags: int, data: bytes = b"") -> Segment:
        source, target = (self.member, self.venue) if way is Way.SENT else (self.venue, self.member)
        heard = self._next[_other(way)] if flags & ACK else 0
        tcp = _tcp(source, target, self._next[way], heard, flags, data)
        # SYN and FIN take up a number each, as a byte of data does (RFC 9293, 3.4).
        self._next[way] = (self._next[way] + len(data) + bool(flags & (SYN | FIN))) % 2**32
        ethernet = target.mac + source.mac + struct.pack("!H", _ETHERTYPE_IPV4)
        return Segment(way, ethernet + _ipv4(source, target, len(tcp)) + tcp)


def _other(way: Way) -> Way:
    return Way.RECEIVED if way is Way.SENT else Way.SENT


def _ipv4(source: Endpoint, target: Endpoint, size: int) -> bytes:
    def header(check: int) -> bytes:
        about = (0x45, 0, 20 + size, 0, _DONT_FRAGMENT, _TIME_TO_LIVE, _PROTOCOL_TCP, check)
        return struct.pack("!BBHHHBBH", *about) + source.address + target.address

    return header(checksum(header(0)))


def _tcp(source: Endpoint, target: Endpoint, number: int, heard: int, flags: int, data: bytes) -> bytes:
    def segment(check: int) -> bytes:
        return struct.pack("!HHIIBBHHH", source.port, target.port, number, heard, 5 << 4, flags, _WINDOW, check, 0)

    pseudo = source.address + target.address + struct.pack("!BBH", 0, _PROTOCOL_TCP, 20 + len(data))
    return segment(checksum(pseudo + segment(0) + data)) + data


def checksum(data: bytes) -> int:
    """The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words."""
    padded = data + b"\0" * (len(data) % 2)
    total = sum(int(word) for (word,) in struct.iter_unpack("!H", padded))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF
