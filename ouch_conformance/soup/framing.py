"""Packets out of a byte stream, however TCP cut or merged it (1.1)."""

from __future__ import annotations


class Deframer:
    """Collects bytes and gives back whole packets, header included, in order.

    Total: every byte string is some run of packets and a rest. The rest is at most one packet short of a byte
    (65,536 bytes), since the length has 16 bits. A packet of length 0 comes out as its two length bytes.
    """

    __slots__ = ("_rest",)

    def __init__(self) -> None:
        self._rest = bytearray()

    def __len__(self) -> int:
        """How many bytes are pending."""
        return len(self._rest)

    @property
    def pending(self) -> bytes:
        """The bytes of the packet that has begun and is not complete."""
        return bytes(self._rest)

    def feed(self, data: bytes) -> list[bytes]:
        """The packets that `data` completes."""
        rest = self._rest
        if rest:
            rest += data
            if len(rest) < 2 or len(rest) < 2 + (rest[0] << 8 | rest[1]):
                return []
            data = bytes(rest)
            rest.clear()
        return self._split(data)

    def _split(self, data: bytes) -> list[bytes]:
        packets: list[bytes] = []
        start, size = 0, len(data)
        while size - start >= 2:
            end = start + 2 + (data[start] << 8 | data[start + 1])
            if end > size:
                break
            packets.append(data[start:end])
            start = end
        if start < size:
            self._rest += data[start:]
        return packets
