"""A venue that does as little as a venue can: accepts every login and answers every order with one message.

`python -m benchmarks.peer` listens on a free port of loopback, prints it, and ends when its standard input does.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.framing import Deframer

ANSWER = soup.sequenced(
    b"A"
    + (34_200_000_000_000).to_bytes(8, "big")  # timestamp
    + (1).to_bytes(4, "big")  # UserRefNum
    + b"B"
    + (500).to_bytes(4, "big")
    + b"OUCHA   "
    + (100_000).to_bytes(8, "big")  # price
    + b"0Y"
    + (7).to_bytes(8, "big")  # order reference number
    + b"PNNL"
    + b"order 1       "
    + bytes(2)
)
"""A clean Order Accepted of OUCH 5.0 without options."""
MANY_FILES = 4_096
RAW = b"RAW"
"""A user that gets no heartbeats: it counts bytes."""


class Peer(asyncio.Protocol):
    """One connection."""

    open: set[Peer] = set()  # noqa: RUF012 - shared on purpose: the heartbeats go to all of them

    def __init__(self) -> None:
        self.deframer = Deframer()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        answers = []
        for packet in self.deframer.feed(data):
            match packet[2]:
                case soup.LoginRequest.TYPE:
                    answers.append(soup.login_accepted("S1", 1))
                    if not packet.startswith(RAW, soup.HEADER_SIZE):
                        self.open.add(self)
                case soup.UnsequencedData.TYPE:
                    answers.append(ANSWER)
                case soup.LogoutRequest.TYPE:
                    self.transport.close()
        if answers:
            self.transport.write(b"".join(answers))

    def connection_lost(self, _: Exception | None) -> None:
        self.open.discard(self)


def many_files() -> None:
    """Allow this process a thousand sockets and more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < MANY_FILES:
        wanted = MANY_FILES if hard == resource.RLIM_INFINITY else min(hard, MANY_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def _serve() -> None:
    many_files()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Peer, "127.0.0.1", 0, backlog=2_048)
    print(server.sockets[0].getsockname()[1], flush=True)
    end = loop.run_in_executor(None, sys.stdin.read)
    while not end.done():
        await asyncio.sleep(1.0)
        for peer in list(Peer.open):
            peer.transport.write(soup.SERVER_HEARTBEAT)


@contextmanager
def running_peer() -> Iterator[tuple[str, int]]:
    """The peer in a process of its own, and where it listens."""
    command = [sys.executable, "-m", "benchmarks.peer"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield "127.0.0.1", int(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(_serve())
