"""Venues for the tests of the tail: bytes written by hand, and the command as a process."""

from __future__ import annotations

import socket
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from tests.processes import command

PATIENCE = 10.0
ROOT = Path(__file__).parents[2]


def packet(kind: bytes, payload: bytes = b"") -> bytes:
    """One SoupBinTCP packet: length, type, payload (1.1)."""
    return struct.pack(">H", 1 + len(payload)) + kind + payload


def accepted(number: int = 1) -> bytes:
    """Login Accepted of session DAY, 33 bytes (2.2.1)."""
    return packet(b"A", b"       DAY" + str(number).encode().rjust(20))


class Peer:
    """The venue's end of one connection, seen as packets."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._socket.settimeout(PATIENCE)
        self._rest = b""

    def send(self, *packets: bytes) -> None:
        """Write some packets in one segment."""
        self._socket.sendall(b"".join(packets))

    def packet(self) -> bytes | None:
        """The next packet of the member without its length; None where it has closed."""
        while len(self._rest) < 2 or len(self._rest) < 2 + int.from_bytes(self._rest[:2], "big"):
            data = self._socket.recv(65_536)
            if not data:
                return None
            self._rest += data
        end = 2 + int.from_bytes(self._rest[:2], "big")
        found, self._rest = self._rest[2:end], self._rest[end:]
        return found

    def until(self, last: bytes | None) -> list[bytes]:
        """Every packet up to a last one (None: until the member closes), heartbeats left out."""
        found: list[bytes] = []
        while (packet := self.packet()) not in (last, None):
            found += [packet] if packet and packet != b"R" else []
        assert packet == last, "the member closed"
        return found


class ScriptedVenue:
    """A venue that serves one connection with a script, in a thread; `address` is where it listens."""

    def __init__(self, script: Callable[[Peer], object]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listener.getsockname()
        self._script = script
        self.said: object = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def target(self) -> str:
        """The address as the command line takes it."""
        return f"{self.address[0]}:{self.address[1]}"

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            self.said = self._script(Peer(connection))

    def end(self) -> object:
        """Wait for the end of the script, and give what it gave."""
        self._thread.join(PATIENCE)
        self._listener.close()
        assert not self._thread.is_alive(), "the script did not end"
        return self.said


def tail_process(target: str, *options: str) -> subprocess.Popen[str]:
    """`ouch-conformance tail` as user MEMBRA with the password in a variable."""
    return subprocess.Popen(
        [*command(), "tail", "--target", target, "--user", "MEMBRA", "--password-env", "TAIL_PASSWORD", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"TAIL_PASSWORD": "alpha-pass", "PATH": ""},
    )
