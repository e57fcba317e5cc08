"""Following one stream: log in, hand over lines as packets come, log out."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ouch_conformance.client import ConnectFailed, Session, SessionError, connect_async
from ouch_conformance.client.events import payload_of
from ouch_conformance.evidence.frames import Frame, keep_secret
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.versions import Version
from ouch_conformance.tail.errors import TailError
from ouch_conformance.tail.lines import is_told, line
from ouch_conformance.wire import Codec

HOUR = 3600.0
LOGIN_PATIENCE = 5.0
"""Seconds that the answer to the login may take."""
MOST_LINES = 500
"""Lines that are written at once."""
MOST_UNREAD = 10_000
"""Messages that may wait to be written; beyond that the venue is held back by TCP."""

Write = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Whom to follow, and from where: `session` blank is the one that runs, `sequence` the first message wanted.

    `version` is the SoupBinTCP that the venue speaks.
    """

    target: tuple[str, int]
    user: str
    password: str = field(repr=False)
    session: str = ""
    sequence: int = 1
    version: Version = Version.V3_00


async def follow(login: Login, codec: Codec | None, write: Write, say: Write) -> None:
    """Write the stream's lines until the session ends; `say` is told of its beginning and its end.

    `write` is called outside the loop, so that a reader who is slow does not stop the heartbeats. Logs out when it is
    cancelled, or when `write` raises. TailError where there is no session, or where it breaks off.
    """
    waiting: deque[Frame] = deque()
    session = await _connect(login, lambda frame: waiting.append(frame) if is_told(frame) else None)
    accepted = session.machine.accepted
    say(f"logged in to session {session.session_id}, from message {accepted.sequence_number if accepted else None} on")
    has_ended = False
    try:
        while not has_ended and await _some(session, waiting):
            frames = [waiting.popleft() for _ in range(min(len(waiting), MOST_LINES))]
            await _write(session, frames, codec, write)
            has_ended = any(isinstance(soup.parse(frame.data), soup.EndOfSession) for frame in frames)
        if not has_ended:
            raise TailError(f"{_place(login)}: {_how_it_ended(session)}")
        say("the session has ended")
    finally:
        await session.close()


async def _connect(login: Login, on_frame: Callable[[Frame], object]) -> Session:
    keep_secret(login.password)
    try:
        return await connect_async(
            login.target,
            login.user,
            login.password,
            login.session,
            login.sequence,
            recorder=Recorder(max_entries=1),
            history=False,
            max_events=MOST_UNREAD,
            login_timeout=LOGIN_PATIENCE,
            version=login.version,
            on_frame=on_frame,
        )
    except ConnectFailed as error:
        raise TailError(str(error)) from None
    except SessionError as error:
        raise TailError(f"{_place(login)}: {error}") from None


async def _some(session: Session, waiting: deque[Frame]) -> bool:
    """Wait for something to write; False when nothing more can come."""
    while not waiting and not session.closed:
        await session.wait_for(lambda _: bool(waiting) or None, HOUR)
    return bool(waiting)


async def _write(session: Session, frames: list[Frame], codec: Codec | None, write: Write) -> None:
    text = "".join(f"{line(frame, codec)}\n" for frame in frames)
    await asyncio.to_thread(write, text)
    for frame in frames:
        if payload_of(frame.data, session.machine.version) is not None:
            # What is written counts as read: the session lets the venue go on.
            await session.receive_message(0)


def _place(login: Login) -> str:
    return f"{login.target[0]}:{login.target[1]}"


def _how_it_ended(session: Session) -> str:
    mark = session.close_mark
    return f"{mark.mark} {mark.detail}".rstrip() if mark else "no connection"
