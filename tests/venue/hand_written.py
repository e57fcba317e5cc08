"""OUCH 5.0 and SoupBinTCP bytes written by hand from the documents' layouts, and a member that speaks nothing else."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ouch_conformance.venue import EmbeddedVenue

Packet = tuple[bytes, bytes]
"""Type and payload of one SoupBinTCP packet."""

PATIENCE = 5.0

OUTBOUND: dict[bytes, tuple[str, str]] = {
    b"S": (">cQc", "type timestamp event"),
    b"A": (
        ">cQIcI8sQccQcccc14s",
        "type timestamp number side quantity symbol price tif display reference capacity sweep cross state clordid",
    ),
    b"U": (
        ">cQIIcI8sQccQcccc14s",
        "type timestamp original number side quantity symbol price tif display reference capacity sweep cross state"
        " clordid",
    ),
    b"C": (">cQIIc", "type timestamp number quantity reason"),
    b"D": (">cQIIcIQcc", "type timestamp number decrement reason prevented price flag strategy"),
    b"E": (">cQIIQcQ", "type timestamp number quantity price flag match"),
    b"B": (">cQIQc14s", "type timestamp number match reason clordid"),
    b"J": (">cQIH14s", "type timestamp number reason clordid"),
    b"P": (">cQI", "type timestamp number"),
    b"I": (">cQI", "type timestamp number"),
    b"T": (">cQIQcQ", "type timestamp number price display reference"),
    b"M": (">cQIcI", "type timestamp number side quantity"),
    b"R": (">cQIc", "type timestamp number reason"),
    b"X": (">cQI4s8s", "type timestamp number firm symbol"),
    b"G": (">cQI4s", "type timestamp number firm"),
    b"K": (">cQI4s", "type timestamp number firm"),
    b"Q": (">cQI", "type timestamp number"),
}
"""Section 3's layouts: struct format and field names. What follows the fields is the appendage with its length."""


def told(payload: bytes) -> SimpleNamespace:
    """An outbound message by its layout; `appendage` is what follows the fixed fields, its length included."""
    layout, names = OUTBOUND[payload[:1]]
    size = struct.calcsize(layout)
    values = struct.unpack(layout, payload[:size])
    return SimpleNamespace(**dict(zip(names.split(), values, strict=True)), appendage=payload[size:], raw=payload)


def option(tag: int, value: bytes) -> bytes:
    """One TagValue element (1.2)."""
    return bytes((len(value) + 1, tag)) + value


def counted(options: bytes) -> bytes:
    """Elements behind their Appendage Length."""
    return struct.pack(">H", len(options)) + options


CHANNEL_5 = option(28, b"\x05")


def enter(number: int, side: bytes = b"B", quantity: int = 100, price: int = 100_000, **other: Any) -> bytes:
    """Enter Order (2.1): 47 bytes and the options. 10.00 is 100,000."""
    given = {"symbol": b"OUCHA", "tif": b"0", "display": b"Y", "capacity": b"P", "sweep": b"N", "cross": b"N"}
    given |= {"clordid": b"CL", "options": b""} | other
    return struct.pack(
        ">cIcI8sQccccc14s",
        b"O",
        number,
        side,
        quantity,
        given["symbol"].ljust(8),
        price,
        given["tif"],
        given["display"],
        given["capacity"],
        given["sweep"],
        given["cross"],
        given["clordid"].ljust(14),
    ) + counted(given["options"])


def replace(original: int, number: int, quantity: int = 100, price: int = 100_000, **other: Any) -> bytes:
    """Replace Order Request (2.2): 40 bytes and the options."""
    given = {"tif": b"0", "display": b"Y", "sweep": b"N", "clordid": b"RE", "options": b""} | other
    return struct.pack(
        ">cIIIQccc14s",
        b"U",
        original,
        number,
        quantity,
        price,
        given["tif"],
        given["display"],
        given["sweep"],
        given["clordid"].ljust(14),
    ) + counted(given["options"])


def cancel(number: int, quantity: int = 0, options: bytes | None = None) -> bytes:
    """Cancel Order Request (2.3): 9 bytes, or longer with an Appendage Length."""
    return struct.pack(">cII", b"X", number, quantity) + (b"" if options is None else counted(options))


def modify(number: int, side: bytes, quantity: int, options: bytes | None = None) -> bytes:
    """Modify Order Request (2.4): 10 bytes, or longer with an Appendage Length."""
    return struct.pack(">cIcI", b"M", number, side, quantity) + (b"" if options is None else counted(options))


def mass_cancel(number: int, firm: bytes = b"FRMA", symbol: bytes = b"", options: bytes = b"") -> bytes:
    """Mass Cancel Request (2.5): 19 bytes and the options."""
    return struct.pack(">cI4s8s", b"C", number, firm.ljust(4), symbol.ljust(8)) + counted(options)


def disable(number: int, firm: bytes = b"FRMA", options: bytes = b"") -> bytes:
    """Disable Order Entry Request (2.6): 11 bytes and the options."""
    return struct.pack(">cI4s", b"D", number, firm.ljust(4)) + counted(options)


def enable(number: int, firm: bytes = b"FRMA", options: bytes = b"") -> bytes:
    """Enable Order Entry Request (2.7): 11 bytes and the options."""
    return struct.pack(">cI4s", b"E", number, firm.ljust(4)) + counted(options)


def query(options: bytes | None = None) -> bytes:
    """Account Query Request (2.8): 1 byte, or longer with an Appendage Length."""
    return b"Q" + (b"" if options is None else counted(options))


def packet(kind: bytes, payload: bytes = b"") -> bytes:
    """One SoupBinTCP packet: length, type, payload (1.1)."""
    return struct.pack(">H", 1 + len(payload)) + kind + payload


def login(
    user: bytes = b"MEMBRA", password: bytes = b"alpha-pass", session: bytes = b"", sequence: bytes = b"1"
) -> bytes:
    """A Login Request of 49 bytes (2.3.1)."""
    return packet(b"L", user.ljust(6) + password.ljust(10) + session.ljust(10) + sequence.ljust(20))


PASSWORDS = {b"MEMBRA": b"alpha-pass", b"MEMBRB": b"bravo-pass", b"MEMC": b"charlie", b"MEMD": b"delta"}


class Wire:
    """A TCP connection to a venue, seen as packets."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, *packets: bytes) -> None:
        """Write some bytes in one segment."""
        self.socket.sendall(b"".join(packets))

    def packet(self, patience: float = PATIENCE) -> Packet | None:
        """The next packet; None where the venue has closed. TimeoutError where neither comes."""
        while len(self._rest) < 2 or len(self._rest) < 2 + int.from_bytes(self._rest[:2], "big"):
            self.socket.settimeout(patience)
            try:
                data = self.socket.recv(65_536)
            except ConnectionResetError:
                data = b""
            if not data:
                return None
            self._rest += data
        end = 2 + int.from_bytes(self._rest[:2], "big")
        found, self._rest = self._rest[2:end], self._rest[end:]
        return found[:1], found[1:]

    def packets(self) -> list[Packet]:
        """Every packet until the venue closes, heartbeats left out."""
        found = []
        while (packet := self.packet()) is not None:
            if packet[0] != b"H":
                found.append(packet)
        return found

    def close(self) -> None:
        """Drop the connection without a logout."""
        self.socket.close()


class Member(Wire):
    """A logged-in member. `session` and `first` are what Login Accepted said."""

    def __init__(
        self, address: tuple[str, int], user: bytes = b"MEMBRA", session: bytes = b"", sequence: bytes = b"0"
    ) -> None:
        super().__init__(address)
        self.send(login(user, PASSWORDS[user.upper()], session, sequence))
        answer = self.packet()
        while answer == (b"H", b""):
            answer = self.packet()
        assert answer is not None and answer[0] == b"A", answer
        self.session, self.first = answer[1][:10], int(answer[1][10:])

    def say(self, *messages: bytes) -> None:
        """Send messages as Unsequenced Data, all in one segment."""
        self.send(*(packet(b"U", message) for message in messages))

    def sequenced(self) -> bytes:
        """The next Sequenced Data payload."""
        while True:
            found = self.packet()
            assert found is not None, "the venue closed"
            if found[0] != b"H":
                assert found[0] == b"S", found
                return found[1]

    def hears(self, *messages: bytes) -> list[SimpleNamespace]:
        """What the venue says to these messages: all up to the answer of an Account Query sent behind them."""
        self.say(*messages, query())
        heard: list[SimpleNamespace] = []
        while (message := told(self.sequenced())).type != b"Q" or len(message.raw) != 13:
            heard.append(message)
        self.next_number = message.number
        return heard

    def hears_one(self, *messages: bytes) -> SimpleNamespace:
        """The one message that the venue answers with."""
        (heard,) = self.hears(*messages)
        return heard

    def types(self, *messages: bytes) -> bytes:
        """The types of what the venue says, as one string."""
        return b"".join(message.type for message in self.hears(*messages))


def eventually(condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Whether a condition comes true in time; for states that no message announces."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.002)
    return False


Opener = Callable[..., EmbeddedVenue]
"""What the fixture `open_venue` gives: settings in, a running venue out."""
