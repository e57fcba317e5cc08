"""A reader of pcapng files, made from the format's description: blocks, options and the TCP segments in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple


class Packet(NamedTuple):
    """One Enhanced Packet Block around one TCP segment."""

    time_ns: int
    options: dict[int, bytes]
    ends: tuple[str, str]
    number: int
    heard: int
    flags: int
    data: bytes
    ethernet: bytes


def blocks(file: bytes) -> list[tuple[int, bytes]]:
    """Type and body of each block; the length stands before and behind it, a multiple of four."""
    found, place = [], 0
    while place < len(file):
        kind, size = struct.unpack_from("<II", file, place)
        assert size % 4 == 0
        assert struct.unpack_from("<I", file, place + size - 4)[0] == size
        found.append((kind, file[place + 8 : place + size - 4]))
        place += size
    return found


def options(body: bytes) -> dict[int, bytes]:
    """Options by code, up to the one that ends them."""
    return dict(_options(body))


def _options(body: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while (code := struct.unpack_from("<H", body, place)[0]) != 0:
        (length,) = struct.unpack_from("<H", body, place + 2)
        yield code, body[place + 4 : place + 4 + length]
        place += 4 + (length + 3) // 4 * 4
    assert body[place:] == b"\0\0\0\0"


def packets(file: bytes) -> list[Packet]:
    """The packets of a file, in order."""
    return [_packet(body) for kind, body in blocks(file) if kind == 6]


def _packet(body: bytes) -> Packet:
    interface, high, low, kept, size = struct.unpack_from("<IIIII", body)
    assert (interface, kept) == (0, size)
    ethernet = body[20 : 20 + size]
    assert ethernet[12:14] == b"\x08\x00"
    ip, tcp = ethernet[14:34], ethernet[34:]
    assert int.from_bytes(ip[2:4], "big") == len(ethernet) - 14
    source, target, number, heard, _, flags = struct.unpack_from("!HHIIBB", tcp)
    ends = (f"{'.'.join(map(str, ip[12:16]))}:{source}", f"{'.'.join(map(str, ip[16:20]))}:{target}")
    padded = 20 + (size + 3) // 4 * 4
    return Packet(high << 32 | low, options(body[padded:]), ends, number, heard, flags, tcp[20:], ethernet)


def folded(data: bytes) -> int:
    """The ones' complement sum of 16-bit words: 0xFFFF over a header whose checksum is right (RFC 1071)."""
    data += b"\0" * (len(data) % 2)
    total = sum(int(word) for (word,) in struct.iter_unpack("!H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total
