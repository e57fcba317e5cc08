"""Venues that do one thing only: let members in and fall silent, refuse them, hang up, or say what they are told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from ouch_conformance.soup import packets as soup

LOGIN_SIZE = 49
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def peer(script: Script) -> AsyncIterator[tuple[str, int]]:
    """A server on loopback that plays a script on every connection and closes it at the script's end."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await script(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[:2]
    finally:
        server.close()
        for task in tasks:
            task.cancel()


def says(*packets: bytes, stay: bool = True) -> Script:
    """Read the login, write these packets, then listen without a word, or hang up."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(LOGIN_SIZE)
        writer.write(b"".join(packets))
        await writer.drain()
        if stay:
            await reader.read(-1)

    return script


SILENT = says()
"""Takes connections and logins and answers nothing."""

LETS_IN = says(soup.login_accepted("DAY1", 1))
"""Lets every member in and says nothing more."""

REFUSES = says(soup.login_rejected("A"), stay=False)
NOT_AVAILABLE = says(soup.login_rejected("S"), stay=False)


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let a member in, wait for its first message, then close without an answer."""
    await reader.readexactly(LOGIN_SIZE)
    writer.write(soup.login_accepted("DAY1", 1))
    await reader.readexactly(3)
