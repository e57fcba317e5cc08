"""One scenario's world: its members, its named orders, its evidence, and the outcomes that its steps leave behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ouch_conformance.client import ConnectFailed, Session, SessionError
from ouch_conformance.evidence.frames import Entry, redact
from ouch_conformance.judge.check import ActionMissing, Outcome, Unmet
from ouch_conformance.judge.expect import Absence, breached, weakest
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.orders import Order
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import Scale, nearest
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.cells import Value
from ouch_conformance.steps.hosts import leave_mirrors
from ouch_conformance.steps.leftovers import cancel_open, enable_entry, left_by
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.run import Run

if TYPE_CHECKING:
    from ouch_conformance.steps.races import Race

About = Heard | Entry | None

UNDO = {
    "halt": "resume",
    "end-of-day": "start-of-day",
    "end-session": "start-session",
    "market-close": "start-of-day",
    "late-period": "cross",
}
"""What puts right what an operator action did, should the scenario not do so itself."""


@dataclass(slots=True)
class Named:
    """An order by the name a scenario gave it."""

    name: str
    member: Member
    order: Order


class World:
    """Everything a scenario's steps act on. `outcomes` grows; the executor remembers its length before each step.

    `beside` is a second connection of a member, where a scenario opened one; `outside` are the texts that the operator
    had sent outside the sequence.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.outcomes: list[Outcome] = []
        self.members: dict[str, Member] = {}
        self.orders: dict[str, Named] = {}
        self.bookmarks: dict[str, int] = {}
        self.race: Race | None = None
        self.beside: Session | None = None
        self.outside: list[str] = []
        self._undo: list[tuple[str, dict[str, str]]] = []
        self._unheard: set[str] = set()
        self._mark = 0

    # ------------------------------------------------------------------------------------ the scenario's frame

    async def begin(self) -> None:
        """Start the scenario's evidence."""
        self.run.scenarios_begun += 1
        try:
            # What was sent between the scenarios, by the run itself.
            self.run.own_bytes.check(self.run.recorder)
        finally:
            self.run.recorder.forget(self.run.recorder.mark())
            self._mark = self.run.recorder.mark()

    def entries(self) -> list[Entry]:
        """The evidence of the scenario so far."""
        return self.run.recorder.since(self._mark).entries

    def lost(self) -> int:
        """How many entries of the scenario the recorder's ring no longer holds: a venue that floods fills it."""
        return self.run.recorder.lost(self._mark)

    async def end(self) -> None:
        """Hear what is still to come, judge the invariants, leave nothing resting, undo operator actions, log out."""
        for member in self.members.values():
            member.voice = None
            await self._hear_out(member)
        self.report_breaches()
        try:
            await self._undo_actions()
        finally:
            if self.beside is not None:
                await self.beside.close(self.run.profile.patience)
            for member in self.members.values():
                await leave_mirrors(member)
                await self._clean(member)
            self.report_breaches()
            self.run.own_bytes.check(self.run.recorder)

    async def _hear_out(self, member: Member) -> None:
        if member.has_marker and member.logged_in:
            absence = await member.marker()
            if absence.proof is None:
                self._unheard.add(member.name)
            else:
                member.breaches += member.model.unfinished()
        member.pump()

    def report_breaches(self) -> None:
        """Make an outcome of each breach of an invariant in what the members have heard."""
        for member in self.members.values():
            member.pump()
            for breach in member.breaches:
                if breach.requirement is not None:
                    self.run.ledger.violated.add(breach.requirement)
                    self.outcomes.append(_shown(replace(breached(breach), frames=self._indexes((breach.frame,)))))
            member.breaches.clear()

    async def _undo_actions(self) -> None:
        """Undo the last action first; one that cannot be undone keeps none of the others from it."""
        if not self._undo or self.run.abandoned:
            return
        action, arguments = self._undo.pop()
        try:
            await self.run.control.perform(action, **arguments)
            self._forget_day(action)
        finally:
            await self._undo_actions()

    async def _clean(self, member: Member) -> None:
        """Cancel what rests or may rest, on a connection of its own where the scenario's is gone."""
        if self.run.abandoned:
            return
        # What a mirrored host took and nobody was told of may rest as well.
        unheard = not member.logged_in or member.name in self._unheard or bool(member.mirrors)
        lost = bool(member.model.unanswered()) and unheard
        try:
            if member.model.open_orders() or member.entry_disabled or lost:
                await self._reconnect(member)
                await enable_entry(member)
                await cancel_open(member, lost=lost)
            await member.leave()
        except (ConnectFailed, SessionError) as error:
            # The next run's first act is to cancel what this one could not.
            member.trouble = str(error)

    def left(self) -> list[str]:
        """What may be left at the venue, a line each: nothing after a scenario that came to its end in order."""
        found = [left_by(member) for member in self.members.values()]
        undone = [f"what the operator's {action} would have undone" for action, _ in self._undo]
        return [*filter(None, found), *undone]

    async def _reconnect(self, member: Member) -> None:
        if not member.logged_in:
            await member.leave()
            await member.connect()
            member.send_login()
            await member.login_answer()
            await member.marker()

    # ------------------------------------------------------------------------------------------------- members

    def member(self, name: str) -> Member:
        """A member by the name of its account. Unmet (not testable) where the profile has no such account."""
        if name not in self.run.profile.accounts:
            raise self.unmet(
                untestable(f"the scenario needs account {name}", f"an account [accounts.{name}] in the profile")
            )
        if name not in self.members:
            self.members[name] = Member(self.run, name)
        return self.members[name]

    async def logged_in(self, name: str) -> Member:
        """A member that is logged in; connects and logs in where it is not."""
        member = self.member(name)
        if member.logged_in:
            return member
        if not await member.try_connect():
            raise self.unmet(unreached("the member connects", "a TCP connection", member.trouble))
        member.send_login()
        answer = await member.login_answer()
        if answer is None or not isinstance(answer.packet, soup.LoginAccepted):
            observed = type(answer.packet).NAME if answer else member.trouble or "no answer"
            raise self.unmet(unreached("the member is logged in", "Login Accepted", observed))
        member.pump()
        if (name, 0) not in self.run.next_numbers:
            await member.learn_number()
        return member

    # ------------------------------------------------------------------------------------------ orders by name

    def name_order(self, name: str, member: Member, order: Order | None) -> None:
        """Give an order the name that later steps use."""
        if order is not None:
            self.orders[name] = Named(name, member, order)

    def order(self, name: str) -> Named:
        """The order of a name. Unmet (inconclusive) where no step gave it, or nothing was sent."""
        if name not in self.orders:
            raise self.unmet(_unnamed(f'an order is named "{name}"', "a step that names it", name, self.orders))
        return self.orders[name]

    def bookmark(self, name: str) -> int:
        """The number of the message that stands at a noted place. Unmet (inconclusive) where no step noted it."""
        if name not in self.bookmarks:
            raise self.unmet(_unnamed(f'a place is noted as "{name}"', "a step that notes it", name, self.bookmarks))
        return self.bookmarks[name]

    # ---------------------------------------------------------------------------------------- what cells speak of

    @property
    def scale(self) -> Scale:
        """The reference scale of the main instrument."""
        return self.run.profile.scale

    @property
    def max_quantity(self) -> int:
        """The most shares that one order may have at this venue."""
        return self.run.profile.max_quantity

    def shares(self, count: int) -> int:
        """A number of shares at this venue. Unmet (not testable) where its lot cannot express it."""
        try:
            return self.scale.shares(count)
        except ValueError as error:
            raise self.unmet(untestable(str(error), "a finer lot under [scale] in the profile")) from None

    def symbol(self, role: str) -> str:
        """The instrument that plays a role. Unmet (not testable) where the profile names none, or not as its own."""
        instrument = self.run.profile.instruments.get(role.replace(" ", "-"))
        if instrument is None:
            raise self.unmet(
                untestable(
                    f"the scenario needs instrument {role!r}", f"[instruments.{role.replace(' ', '-')}] in the profile"
                )
            )
        if role != "unknown" and not instrument.exclusive:
            wanted = f"exclusive = true under [instruments.{instrument.role}]"
            raise self.unmet(untestable(f"instrument {role!r} is not the suite's own to trade on", wanted))
        return instrument.symbol

    def firm(self, word: str) -> str:
        """The firm that a word stands for. Unmet (not testable) where the profile names none."""
        account = self.run.profile.accounts["A"]
        firm = {"own": account.firm, "second": account.second_firm, "foreign": account.foreign_firm, "empty": ""}[word]
        if not firm and word != "empty":
            raise self.unmet(
                untestable(f"the scenario needs a {word} firm", f"{word}-firm under [accounts.A] in the profile")
            )
        return firm

    def field_of(self, name: str, field: str) -> Value:
        """A field or option of a named order as it was sent, its own number where the field is that of a request."""
        order = self.order(name).order
        if field in self.run.dialect.numbers:
            return order.key[1]
        appendage = getattr(order.request, "appendage", None)
        value = getattr(order.request, field, appendage.get(field) if appendage is not None else None)
        if value is None:
            raise LookupError(f'"{name}" was sent without {field}')
        return value if isinstance(value, int) else str(value)

    def token(self, ending: str) -> str:
        """A token that is new on this day and ends in a text; the same one for the same text of a scenario."""
        return self.run.token(ending)

    def common_number(self) -> int:
        """A number that is above every one used so far, whatever the account and channel."""
        return max(self.run.next_numbers.values(), default=1)

    # ------------------------------------------------------------------------------------------------ outcomes

    def judge(self, outcome: Outcome, *about: About) -> None:
        """Record an outcome with the frames it is about; Unmet where it does not hold."""
        self.judge_each([outcome], *about)

    def judge_each(self, outcomes: Sequence[Outcome], *about: About) -> None:
        """Record several outcomes about the same frames; Unmet with the first that does not hold."""
        frames = self._indexes(about)
        shown = [_shown(replace(outcome, frames=frames)) for outcome in outcomes]
        self.outcomes += shown
        for outcome in shown:
            if outcome.result not in (Result.HELD, Result.LENIENT):
                raise Unmet(outcome)

    def unmet(self, outcome: Outcome) -> Unmet:
        """Record an outcome that ends the scenario, as the exception to raise."""
        outcome = _shown(outcome)
        self.outcomes.append(outcome)
        return Unmet(outcome)

    def _indexes(self, about: tuple[About, ...]) -> tuple[int, ...]:
        frames = [each.frame if isinstance(each, Heard) else each for each in about]
        places = {id(entry): index for index, entry in enumerate(self.entries())}
        return tuple(places[id(frame)] for frame in frames if id(frame) in places)

    # ---------------------------------------------------------------------------------------------- silence

    async def silence(self, *members: Member) -> Absence:
        """Prove that no more comes to some members.

        The connections run apart: what any other member asked for has to be answered before a marker is put here, or
        its effect could still come behind the marker.
        """
        asking = [each for each in self.members.values() if each.asking and each.logged_in and members != (each,)]
        proofs = [await each.marker() for each in asking]
        return weakest([*proofs, *[await each.marker() for each in members]])

    # ------------------------------------------------------------------------------------------- the operator

    async def operate(self, action: str, *, undo: dict[str, str] | None = None, **arguments: str) -> None:
        """Perform an operator action, and remember to undo it, with the arguments `undo` where those are others.

        ActionMissing where the profile offers no way to do so, or none to undo it: the venue is left as it was found.
        """
        back, commands = UNDO.get(action), self.run.profile.control.commands
        if back is not None and action in commands and back not in commands:
            raise ActionMissing(back)
        await self.run.control.perform(action, **arguments)
        self._undo = [each for each in self._undo if each != (action, arguments)]
        if back is not None:
            self._undo.append((back, arguments if undo is None else undo))
        self._forget_day(action)

    def _forget_day(self, action: str) -> None:
        if action == "start-session":
            self.run.positions.clear()
            self.run.next_numbers.clear()
            self.run.ledger.new_day()


def _shown(outcome: Outcome) -> Outcome:
    """An outcome as it may be shown to anybody: what the venue said may hold a password."""
    return replace(outcome, expected=redact(outcome.expected), observed=redact(outcome.observed))


def _unnamed(sentence: str, wanted: str, name: str, known: Iterable[str]) -> Outcome:
    """A name that no step of the scenario has given: the scenario is wrong, or what it was to name was never sent."""
    names = list(known)
    meant = f"; {nearest(name, names)}" if get_close_matches(name, names) else ""
    return unreached(sentence, wanted + meant, f"names given: {', '.join(names) or 'none'}")


def unreached(sentence: str, expected: str, observed: str) -> Outcome:
    """The state that a scenario starts from was not reached, so nothing was examined."""
    return Outcome(Result.UNPROVEN, sentence, expected, observed)


def untestable(sentence: str, needed: str) -> Outcome:
    """A prerequisite is missing: `needed` says what would provide it."""
    return Outcome(Result.UNTESTABLE, sentence, needed, "it is missing")
