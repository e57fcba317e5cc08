"""A member that speaks nothing but sockets and hand-written bytes: the suite's own code has no part in it."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

from tests.runs.runs_hostile import packet

PATIENCE = 10.0


class RawMember:
    """One login at a venue; `first` is the number of the next message that the venue named."""

    def __init__(self, address: tuple[str, int], user: bytes, password: bytes, sequence: int) -> None:
        self._socket = socket.create_connection(address, PATIENCE)
        self._bytes = self._socket.makefile("rb")
        self.send(b"L", user.ljust(6) + password.ljust(10) + b" " * 10 + b"%-20d" % sequence)
        kind, answer = self.receive()
        assert kind == b"A", (kind, answer)
        self.first = int(answer[10:])

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Write one packet."""
        self._socket.sendall(packet(kind, payload))

    def receive(self) -> tuple[bytes, bytes]:
        """The next packet that is no heartbeat: type and payload."""
        while True:
            size = int.from_bytes(self._bytes.read(2), "big")
            data = self._bytes.read(size)
            assert len(data) == size > 0, "the venue has closed"
            if data != b"H":
                return data[:1], data[1:]

    def leave(self) -> None:
        """Log out and read on until the venue has closed, so that nothing of this login is left."""
        self.send(b"O")
        self._bytes.read()
        self._bytes.close()
        self._socket.close()


def stream_of(address: tuple[str, int], user: bytes, password: bytes) -> list[bytes]:
    """Every message of the day to a user, read again from the first one (SoupBinTCP 1.2)."""
    at_the_end = RawMember(address, user, password, 0)
    count = at_the_end.first - 1
    at_the_end.leave()
    reading = RawMember(address, user, password, 1)
    messages = [reading.receive()[1] for _ in range(count)]
    reading.leave()
    return messages


def live_orders(messages: list[bytes]) -> dict[int, int]:
    """What is in the book after some messages: shares by UserRefNum, from the layouts of OUCH 5.0, section 3."""
    live: dict[int, int] = {}
    for number, shares in _changes(messages):
        live[number] = live.get(number, 0) + shares
    return {number: shares for number, shares in live.items() if shares}


def _changes(messages: list[bytes]) -> Iterator[tuple[int, int]]:
    """UserRefNum and shares, each time an order enters the book or leaves it, in whole or in part."""
    for message in messages:
        match message[:1]:
            case b"A" if message[47:48] == b"L":
                number, shares = struct.unpack_from(">I1xI", message, 9)
                yield number, shares
            case b"C" | b"E":
                number, shares = struct.unpack_from(">II", message, 9)
                yield number, -shares
