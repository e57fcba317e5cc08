"""One member at the venue: an account, its sessions one after the other, and what is known from its traffic."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ouch_conformance.client import ConnectFailed, Event, Session, SessionError
from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.expect import CLOSED, Absence
from ouch_conformance.judge.faults import answer_faults, byte_faults
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.orders import AccountModel, Order
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.client import ProblemKind
from ouch_conformance.steps.alterations import Alterations, raw_options
from ouch_conformance.steps.marker import marker_of, window
from ouch_conformance.steps.resumption import Resumption
from ouch_conformance.wire import Appendage, WireMessage, patch

if TYPE_CHECKING:
    from ouch_conformance.profile import Account
    from ouch_conformance.steps.hosts import Mirrored
    from ouch_conformance.steps.run import Run

T = TypeVar("T")

_SPENDING = frozenset({Kind.ACCEPTED, Kind.REPLACED, Kind.REJECTED, Kind.MASS_CANCELED, Kind.DISABLED, Kind.ENABLED})
"""Answers to requests that use up a number."""

_SESSION_RULES = {
    ProblemKind.MALFORMED: "SOUP-F1",
    ProblemKind.BEFORE_ANSWER: "SOUP-L4",
    ProblemKind.SECOND_ANSWER: "SOUP-L4",
    ProblemKind.AFTER_REJECTION: "SOUP-L8",
    ProblemKind.AFTER_END: "SOUP-E1",
    ProblemKind.SESSION: "SOUP-L5",
    ProblemKind.SEQUENCE: "SOUP-L6",
    ProblemKind.REASON: "SOUP-L17",
}


def _patched(message: WireMessage, patches: Mapping[str, bytes]) -> bytes:
    data = message.encode()
    for name, raw in patches.items():
        data = patch(data, message.SPEC, name, raw)
    return data


class Member:
    """A member. `session` is the connection it uses now, None before the first and after a failure to connect.

    `mirrors` are its connections at the mirrored hosts, and `voice` the one that its requests go out on, where that is
    not `session`; what it is told is heard from `session` alone, so that nothing counts twice.
    `asking` is whether anything was sent since its last marker, so that the venue may not have come to it yet.
    """

    def __init__(self, run: Run, account: str) -> None:
        self.run = run
        self.name = account
        self.account: Account = run.profile.accounts[account]
        self.model = AccountModel(run.dialect, run.combinations)
        self.session: Session | None = None
        self.sessions: list[Session] = []
        self.mirrors: list[Mirrored] = []
        self.voice: Session | None = None
        self.breaches: list[Breach] = []
        self.trouble: str = ""
        self.asking = False
        self.stream: dict[int, bytes] = {}
        self.stream_id = ""
        self.known_from: int | None = None
        self.last_before_resume = 0
        self.replaying = False
        self.entry_disabled = False
        self.inbox: deque[Heard] = deque()
        self._alterations = Alterations(self.model, run.codec)
        self._marker = marker_of(self)
        self._resumption = Resumption()
        self._cursor = 0

    # ------------------------------------------------------------------------------------------- the connection

    async def connect(self) -> None:
        """Open a TCP connection; a failure is kept in `trouble`, for the Then that asks."""
        self.pump()
        name = self.name if not self.sessions else self.run.new_name(self.name)
        self.last_before_resume = self.position[1] - 1 if self.position else 0
        if self._marker is not None:
            self._marker.reconnected()
        self.session, self._cursor, self.trouble = None, 0, ""
        self.session = await self.run.open_session(name)
        self.sessions.append(self.session)

    async def try_connect(self) -> bool:
        """Connect, and say whether it worked; `trouble` tells why not."""
        try:
            await self.connect()
        except ConnectFailed as failure:
            self.trouble = str(failure)
        return self.session is not None

    def send_login(
        self,
        user: str | None = None,
        password: str | None = None,
        session: str = "",
        sequence: int | str | None = None,
        timeout: str | None = None,
    ) -> None:
        """Send a Login Request: own credentials and the next expected message where nothing else is said."""
        if sequence is None:
            sequence = self.position[1] if self.position else 0
        self._resumption = Resumption.of(sequence)
        packet = self.run.login_request(
            self.account.user if user is None else user,
            self.account.password.reveal() if password is None else password,
            session,
            sequence,
            timeout,
        )
        self.attempt(lambda session_: session_.send_packet(packet))

    @property
    def logged_in(self) -> bool:
        """Whether the venue let the member in, and the connection is still there."""
        return self.session is not None and not self.session.closed and bool(self.session.session_id)

    @property
    def position(self) -> tuple[str, int] | None:
        """The session and the number of the next message that is not yet known, from all of the run."""
        return self.run.positions.get(self.name)

    def attempt(self, action: Callable[[Session], object]) -> bool:
        """Do something with the connection; where it is gone, `trouble` says so and later judgements find out."""
        return self._attempt(action, self.session)

    def request(self, action: Callable[[Session], object]) -> bool:
        """Do something with the connection that the member's requests go out on, as `attempt` does."""
        return self._attempt(action, self.voice or self.session)

    def _attempt(self, action: Callable[[Session], object], session: Session | None) -> bool:
        if session is None:
            return False
        try:
            action(session)
        except SessionError as error:
            self.trouble = str(error)
            return False
        return True

    async def login_answer(self) -> Event | None:
        """The packet that answers the login, debug packets passed over; None where none comes in time."""

        def answer() -> Event | None:
            for event in self.session.events if self.session else ():
                if not isinstance(event.packet, soup.Debug):
                    return event
            return None

        found = await self.until(answer)
        self.run.unanswered_logins = (
            0 if found or (self.session and self.session.closed) else self.run.unanswered_logins + 1
        )
        return found

    async def leave(self) -> None:
        """Log out and close, whatever state the connection is in."""
        if self.session is not None:
            await self.session.close(self.run.profile.patience)
            self._remember()
        self.session = None

    # --------------------------------------------------------------------------------------------- the messages

    def send(self, message: WireMessage, patches: dict[str, bytes] | None = None) -> tuple[Order | None, Frame | None]:
        """Send one message, some fields overwritten with bytes no encoder would write; the order it speaks of."""
        return self.send_together([(message, patches or {})])[0]

    def send_together(
        self, messages: Sequence[tuple[WireMessage, Mapping[str, bytes]]]
    ) -> list[tuple[Order | None, Frame | None]]:
        """Send messages with one write, each with its fields to overwrite; the order that each speaks of."""
        self.asking = True
        written = [(message, _patched(message, patches)) for message, patches in messages]
        for (message, data), (_, patches) in zip(written, messages, strict=True):
            self.run.own_bytes.made(message, data, patches)
        mark = self.run.recorder.mark()
        packets = [soup.unsequenced(data) for _, data in written]
        self.request(lambda session: session.send_bytes(b"".join(packets)))
        sent = [self.note_sent(message, data, mark) for message, data in written]
        for (order, _), (message, data), (_, patches) in zip(sent, written, messages, strict=True):
            self._alterations.mark(order, message, data, frozenset(patches) | raw_options(message))
        return sent

    def write_freely(self, data: bytes, *, packet: bool = False) -> None:
        """Write bytes of the scenario's own, which nobody audits: raw ones, or one whole `packet`."""
        self.asking = True
        mark = self.run.recorder.mark()
        if self.attempt(lambda session: session.send_packet(data) if packet else session.send_bytes(data)):
            name = self.session.name if self.session else self.name
            self.run.own_bytes.freely(name, data, self.run.recorder.since(mark).entries)

    def note_sent(self, message: WireMessage, data: bytes, mark: int) -> tuple[Order | None, Frame | None]:
        """Tell the model of a message that was written after `mark`."""
        entries = self.run.recorder.since(mark).entries
        frame = next((entry for entry in entries if isinstance(entry, Frame) and data in entry.data), None)
        channel, key = self.model.key_of(message)
        if self.model.consumed(message) and isinstance(key, int):
            self.run.note_number(self.name, channel, key + 1)
        return self.model.sent(message, data, frame), frame

    def note_altered(self, message: WireMessage, data: bytes, mark: int, altered: frozenset[str]) -> None:
        """Tell the model of altered bytes of a message: as far as they are still legible they may be answered."""
        told: Any = self.run.codec.decode(data, "incoming").message
        self.model.unstated = True
        # An appendage may name another channel; a number that is cut off names nothing.
        if type(told) is type(message) and self.model.key_of(told)[1] == self.model.key_of(message)[1]:
            order, _ = self.note_sent(told, data, mark)
            self._alterations.mark(order, told, data, altered)
        if self._marker is not None:
            # An altered question may be answered or not, as those of a connection that is gone.
            self._marker.reconnected()

    def pump(self) -> None:
        """Take in what the session received since the last time."""
        session = self.session
        if session is None:
            return
        while self._cursor < len(session.events):
            event = session.events[self._cursor]
            self._cursor += 1
            for problem in event.problems:
                rule = _SESSION_RULES.get(problem.kind) or self.run.dialect.rules.get("unasked")
                wanted = "packets in an order that the document allows"
                self.breaches.append(Breach(rule, str(problem.kind), wanted, problem.sentence, event.frame))
            if isinstance(event.packet, soup.LoginAccepted):
                self._logged_in(event.packet)
            elif event.payload is not None and not isinstance(event.packet, soup.UnsequencedData):
                # Of what a venue may send outside the sequence nothing of the orders follows.
                self._take(event)
        self._remember()

    def _logged_in(self, accepted: soup.LoginAccepted) -> None:
        self._resumption.accepted = accepted.sequence_number
        if accepted.session_id != self.stream_id:
            known = self.position
            if known is not None and known[0] != accepted.session_id:
                self.model.new_session()
                self.run.ledger.new_day()
                self.run.positions.pop(self.name, None)
            self.stream, self.stream_id = {}, accepted.session_id
            self.known_from = self.position[1] if self.position else accepted.sequence_number

    def _take(self, event: Event) -> None:
        payload, number = event.payload or b"", event.number
        if number is not None:
            known = self.stream.setdefault(number, payload)
            if known is not payload:
                self._repeated(event, known, payload)
                return
        foreign = self.replaying or (number is not None and self.known_from is not None and number < self.known_from)
        message, findings = self.run.codec.decode(payload, "outgoing")
        heard = Heard(message, event.frame, payload, number, findings, foreign, self.run.refusal(message))
        if self.replaying:
            self.model.heard(heard)
            self._note_spent(heard)
        if foreign:
            return
        if not self.run.dialect.kinds:
            self.inbox.append(heard)
        key = self.model.key_of(heard.message)
        order = self.model.about(heard)
        self.breaches += byte_faults(heard, self.run.dialect, self._alterations.about(key))
        self.breaches += self.model.heard(heard)
        self.breaches += self.run.ledger.look(heard, self.run.dialect)
        self.breaches += answer_faults(order, heard, self.run.dialect) if order is not None else ()

    def _note_spent(self, heard: Heard) -> None:
        """A number that an earlier run used up is spent, whether or not the account can be asked for the next one."""
        dialect = self.run.dialect
        spent = dialect.read(heard.message, Role.KEY, None) if dialect.kind_of(heard.message) in _SPENDING else None
        if isinstance(spent, int):
            self.run.note_number(self.name, self.model.channel_of(heard.message), spent + 1)

    def _repeated(self, event: Event, known: bytes, payload: bytes) -> None:
        if known != payload:
            expected, observed = known.hex(" "), payload.hex(" ")
            self.breaches.append(Breach("SOUP-S4", "replay", expected, observed, event.frame))

    def _remember(self) -> None:
        session = self.session
        if session is not None and session.session_id and session.next_number:
            known = self.position
            if known is None or known[0] != session.session_id or session.next_number > known[1]:
                self.run.positions[self.name] = (session.session_id, session.next_number)

    # ------------------------------------------------------------------------------------------------- waiting

    async def until(self, condition: Callable[[], T | None], within: float | None = None) -> T | None:
        """What the condition gives, asked again on every arrival; None when patience ends or the connection closes."""
        if self.session is None:
            return None

        def look(_: Session) -> T | None:
            self.pump()
            return condition()

        return await self.session.wait_for(look, self.run.profile.patience if within is None else within)

    async def next_of(self, order: Order) -> tuple[Heard | None, Absence]:
        """The next message about an order that no step has looked at; where none comes, how its absence is proven."""
        heard = await self.until(lambda: order.pending[0] if order.pending else None)
        if heard is not None:
            order.cursor += 1
            return heard, Absence(None, 0)
        absence = await self.marker()
        if order.pending:
            order.cursor += 1
            return order.heard[order.cursor - 1], absence
        return None, absence

    async def next_message(self) -> tuple[Heard | None, Absence]:
        """The next message of a protocol without orders; nothing can prove there that none will come."""
        heard = await self.until(lambda: self.inbox.popleft() if self.inbox else None)
        gone = self.session is None or self.session.closed
        return heard, Absence(CLOSED if gone else None, self.run.profile.patience)

    async def next_general(self, kind: Kind) -> tuple[Heard | None, Absence]:
        """The next message of a kind that speaks of the account as a whole."""
        found = await self.until(lambda: self._find_general(kind))
        if found is None:
            absence = await self.marker()
            return self._take_general(self._find_general(kind)), absence
        return self._take_general(found), Absence(None, 0)

    def _find_general(self, kind: Kind) -> Heard | None:
        kinds = self.run.dialect.kinds
        return next((each for each in self.model.general if kinds.get(type(each.message).__name__) is kind), None)

    def _take_general(self, heard: Heard | None) -> Heard | None:
        if heard is not None:
            self.model.general.remove(heard)
        return heard

    @property
    def has_marker(self) -> bool:
        """Whether silence can be proven by something that is always answered."""
        return self._marker is not None

    async def marker(self) -> Absence:
        """Ask something whose answer must come after all answers to what was asked before, and wait for it.

        Where the protocol has nothing to ask, a window has to do.
        """
        if self.session is None or self.session.closed:
            return Absence(CLOSED if self.session else None, 0)
        proof = await (self._marker.put() if self._marker else window(self))
        self.asking = False
        return self._resumption.told(proof, self.stream, self.known_from)

    async def learn_number(self, channel: int = 0) -> Any:
        """Ask for the next number of a channel and note it; the answer, None where none comes or none can be asked."""
        if not self.run.may_query:
            return None
        request = self.run.codec[self.run.dialect.message_name(Kind.QUERY)]()
        if channel:
            request.appendage = Appendage([(self.run.dialect.channel or "", channel)])
        self.send(request)
        heard = await self.until(lambda: self._find_general(Kind.QUERIED))
        if heard is None:
            return None
        self._take_general(heard)
        self.run.note_number(self.name, channel, self.run.dialect.read(heard.message, Role.KEY, 0))
        return heard.message

    async def closed(self, within: float | None = None) -> bool:
        """Whether the venue has ended the connection by the time patience ends."""
        if self.session is None:
            return True
        closed = await self.session.wait_closed(self.run.profile.patience if within is None else within)
        self.pump()
        return closed
