"""Races: two members' requests meet, and more than one history is legal. Pure functions over what was heard.

A history says, for each order that takes part, what its member is told of it from the moment of the race on, in the
words of `read_events`. Several may have one name: the outcome that a reader cares about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.judge.expect import Absence, name_of
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import Scale

Events = tuple[str, ...]
"""What a member is told of one order, in the order of its stream."""

NOTHING: Events = ()
_WORDS: Mapping[Kind, str] = {
    Kind.ACCEPTED: "accepted",
    Kind.REPLACED: "replaced",
    Kind.EXECUTED: "filled",
    Kind.CANCELED: "cancelled",
    Kind.REJECTED: "refused",
}
_EVENT = re.compile(r"accepted( dead)?|replaced( dead)? [0-9][0-9,]*|(filled|cancelled) [0-9][0-9,]*|refused")


@dataclass(frozen=True, slots=True)
class History:
    """One legal history: its name, and the events of each order by the name that the scenario gave it."""

    name: str
    orders: Mapping[str, Events]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one try: the events of each order, and how it is known that no more are to come."""

    orders: Mapping[str, Events]
    absence: Absence


@dataclass(slots=True)
class Tries:
    """The tries of one race so far, and the histories that are legal."""

    legal: Sequence[History] = ()
    attempts: list[Attempt] = field(default_factory=list)

    def name_of(self, attempt: Attempt) -> str | None:
        """The name of the history that happened; None where it is not legal."""
        return next((each.name for each in self.legal if each.orders == attempt.orders), None)

    @property
    def last(self) -> str | None:
        """The name of the history that happened last; None where it is not legal, or not known to be whole."""
        return self.name_of(self.attempts[-1]) if self.attempts and self.attempts[-1].absence.proven else None

    @property
    def histogram(self) -> str:
        """How often each history happened."""
        counted = Counter(self.name_of(each) or "another history" for each in self.attempts)
        seen = ", ".join(f"{name} {count}" for name, count in counted.items())
        return f"{seen} in {counted.total()} {'try' if counted.total() == 1 else 'tries'}" if seen else ""


def read_events(text: str) -> Events:
    """A cell of a table of histories: `nothing`, or events with a comma and a space between them.

    An event is `accepted`, `accepted dead`, `replaced 300`, `filled 300`, `cancelled 200` or `refused`; ValueError says
    so. Shares are on the features' scale.
    """
    if text == "nothing":
        return NOTHING
    events = tuple(text.split(", "))
    for event in events:
        if not _EVENT.fullmatch(event):
            right = "nothing, accepted, accepted dead, replaced N, filled N, cancelled N, refused"
            raise ValueError(f"{event!r} is no event of a history: {right}")
    return events


def events_of(messages: Iterable[Heard], dialect: Dialect, scale: Scale) -> Events:
    """What some messages about one order say, in the words of `read_events`."""
    return tuple(_event(heard, dialect, scale) for heard in messages)


def _event(heard: Heard, dialect: Dialect, scale: Scale) -> str:
    kind = dialect.kind_of(heard.message)
    word = _WORDS.get(kind) if kind else None
    if kind is None or word is None:
        return name_of(heard.message)
    dead = " dead" if dialect.is_dead(heard.message) else ""
    counted = kind in (Kind.REPLACED, Kind.EXECUTED, Kind.CANCELED)
    shares = f" {scale.shares_words(dialect.read(heard.message, Role.QUANTITY, 0))}" if counted else ""
    return word + dead + shares


def told(orders: Mapping[str, Events]) -> str:
    """A history in words."""
    return "; ".join(f'"{name}" {", ".join(events) or "nothing"}' for name, events in orders.items())


def reached(tries: Tries, wanted: str, most: int) -> Outcome:
    """The last try ended in the history that is wanted, within the most tries that there may be, and all were legal."""
    sentence, expected = f'the race ends with "{wanted}"', f"{wanted} within {most} tries"
    for attempt in tries.attempts:
        observed, absence = told(attempt.orders), attempt.absence
        if not absence.proven:
            return Outcome(Result.UNPROVEN, sentence, expected, f"{observed} ({absence.words})", proof=absence.proof)
        if tries.name_of(attempt) is None:
            return Outcome(Result.VIOLATED, sentence, expected, f"{observed} ({absence.words})", proof=absence.proof)
    if tries.last != wanted:
        return Outcome(Result.UNPROVEN, sentence, expected, tries.histogram or "no try was made")
    last = tries.attempts[-1]
    seen = f"{wanted}: {told(last.orders)} ({last.absence.words}; {tries.histogram})"
    return Outcome(Result.HELD, sentence, expected, seen, proof=last.absence.proof)
