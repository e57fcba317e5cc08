"""Probing a venue: log in, listen, ask the account's next number; orders only where the user allows them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from ouch_conformance.client import ConnectFailed, Session, SessionError, open_async
from ouch_conformance.draft.errors import DraftError
from ouch_conformance.draft.seen import Guess, Seen
from ouch_conformance.evidence.frames import keep_secret
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.judge.kinds import Dialect
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.versions import Version
from ouch_conformance.wire import Appendage, Codec, FieldError, WireMessage

LONGEST_DAY = 100_000
"""Messages of a day that a probe reads at most."""
CHANNEL = 77
"""The UserRefIdx that a query names to see whether channels are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a probe goes and as whom: `patience` bounds each answer, `listen` is how long it only listens (seconds)."""

    address: tuple[str, int]
    protocol: str
    revision: str
    user: str
    password: str = field(repr=False)
    version: Version = Version.V3_00
    patience: float = 2.0
    listen: float = 3.0

    @property
    def place(self) -> str:
        """Host and port as one word."""
        return f"{self.address[0]}:{self.address[1]}"

    @property
    def dialect(self) -> Dialect:
        """What is known of the protocol's orders."""
        return DIALECTS.get(self.protocol) or Dialect(self.protocol)


class Line:
    """A logged-in session and what has been seen on it."""

    def __init__(self, target: Target, session: Session, codec: Codec, seen: Seen) -> None:
        self.target, self.session, self.codec, self.seen = target, session, codec, seen
        self.dialect = target.dialect
        self._read = len(session.events)

    def messages(self) -> list[Any]:
        """The venue's messages that nobody has looked at."""
        events = self.session.events[self._read :]
        return [self.codec.decode(each.payload, "outgoing").message for each in events if each.payload is not None]

    async def ask(self, message: WireMessage, kinds: frozenset[Kind]) -> Any:
        """Send a request; the first message of some kinds that answers it, None where none comes in time."""
        self._read = len(self.session.events)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self.session.send_message(message)
        found = await self.session.wait_for(
            lambda _: next((each for each in self.messages() if self.dialect.kind_of(each) in kinds), None),
            self.target.patience,
        )
        if found is not None:
            self.seen.slowest = max(self.seen.slowest, loop.time() - begun)
        return found

    def make(self, kind: Kind, **values: Any) -> WireMessage:
        """A message of a kind in this protocol."""
        return self.codec[self.dialect.message_name(kind)](**values)


async def connect(target: Target, codec: Codec, seen: Seen) -> Line:
    """Log in from sequence number 0. DraftError where there is no connection or no session."""
    keep_secret(target.password)
    session = await _log_in(target, codec, 0)
    accepted = session.machine.accepted
    seen.session, seen.told = session.session_id, accepted.sequence_number if accepted else None
    if accepted is not None:
        seen.paddings = soup.justification(accepted.session), soup.justification(accepted.sequence)
    return Line(target, session, codec, seen)


async def _log_in(target: Target, codec: Codec, sequence: int) -> Session:
    try:
        session = await open_async(
            target.address, codec=codec, recorder=Recorder(), server_timeout=None, version=target.version
        )
    except ConnectFailed as failure:
        raise DraftError(str(failure)) from None
    try:
        await session.login(target.user, target.password, sequence=sequence, timeout=target.patience)
    except SessionError as error:
        await session.close()
        raise DraftError(f"{target.place}: {error}") from None
    return session


async def read_day(line: Line) -> bool:
    """Log in once more, from the first message of the day, and learn the number behind the highest that it names.

    For orders that have numbers, at a venue that cannot be asked for the next one. False where the day's messages are
    too many, or stop coming.
    """
    end, target = (line.seen.told or 1) - 1, line.target
    if end > LONGEST_DAY:
        return False
    await line.session.close(target.patience)
    session = line.session = await _log_in(target, line.codec, 1)
    while (heard := _last(session)) < end:
        if await session.wait_for(partial(_further, heard), target.patience) is None:
            return False
    told = [line.codec.decode(each.payload, "outgoing").message for each in session.events if each.payload is not None]
    line.seen.next_number = 1 + max((line.dialect.read(each, Role.KEY, 0) for each in told), default=0)
    return True


def _further(heard: int, session: Session) -> bool | None:
    return _last(session) > heard or None


def _last(session: Session) -> int:
    """The number of the last message that was heard, 0 before the first."""
    return next((each.number for each in reversed(session.events) if each.number is not None), 0)


async def listen(line: Line) -> None:
    """Ask nothing for a while: heartbeats, debug packets, and whether a message comes of its own accord."""
    session, seen = line.session, line.seen
    seen.listened = line.target.listen
    await session.wait_for(lambda _: None, line.target.listen)
    if session.closed:
        raise DraftError(f"{line.target.place}: the venue ended the connection while the probe only listened")
    beats = [each.frame.time_ns / 1e9 for each in session.events if isinstance(each.packet, soup.ServerHeartbeat)]
    seen.gaps = [later - earlier for earlier, later in pairwise(beats)]
    seen.debugs = sum(isinstance(each.packet, soup.Debug) for each in session.events)
    seen.first = next((each.number for each in session.events if each.number is not None), None)


async def query(line: Line) -> None:
    """Ask for the next number, without and with a channel: an account query and what it shows of channels."""
    if Kind.QUERY not in line.dialect.kinds.values():
        return
    events = len(line.session.events)
    answer = await line.ask(line.make(Kind.QUERY), frozenset({Kind.QUERIED}))
    line.seen.next = next((each.number for each in line.session.events[events:] if each.number is not None), None)
    line.seen.flags["account-query"] = Guess(answer is not None, "answered" if answer else "not answered")
    if answer is None:
        return
    line.seen.next_number = line.dialect.read(answer, Role.KEY)
    if line.dialect.channel in line.codec.options:
        await _query_channel(line)


async def _query_channel(line: Line) -> None:
    request = line.make(Kind.QUERY)
    try:
        request.appendage = Appendage([(line.dialect.channel or "", CHANNEL)])
        request.encode()
    except (AttributeError, FieldError):
        # A revision without an appendage here has no channels either.
        return
    answer = await line.ask(request, frozenset({Kind.QUERIED}))
    told = getattr(answer, "appendage", None)
    known = told is not None and told.get(line.dialect.channel or "", 0) == CHANNEL
    text = "a query with a channel is answered with it" if known else "a query with a channel is not answered with it"
    line.seen.flags["user-ref-idx"] = Guess(known, text)
