"""A tour of OUCH 5.0 in short dialogues; each gives what is to be seen of one kind of behaviour.

A dialogue knows nothing of how its two members reach the market: straight at the dialect, or over TCP. What it gives is
compared between a venue without and one with a defect.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Protocol

from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from ouch_conformance.venue.account import Member as Account
from ouch_conformance.venue.clock import DayClock
from ouch_conformance.venue.defects import Defects
from ouch_conformance.venue.dialects import dialect
from tests.venue.hand_written import Member, option, told

Heard = list[SimpleNamespace]


class Market(Protocol):
    """Two members and an operator; each call gives what that member hears up to its answer."""

    def a(self, *messages: bytes) -> Heard: ...

    def b(self, *messages: bytes) -> Heard: ...

    def control(self, action: str, **arguments: Any) -> Any: ...

    def elapse(self) -> None: ...


class Call:
    """A call that was scheduled."""

    def __init__(self, run: Callable[[], None]) -> None:
        self.run: Callable[[], None] | None = run

    def cancel(self) -> None:
        """It shall not come."""
        self.run = None


class Direct:
    """The market without a session layer: members' bytes go straight to the dialect, time passes on demand."""

    protocol = "nasdaq-ouch-5.0"
    read_message = staticmethod(told)

    def __init__(self, *defects: str) -> None:
        settings = VenueSettings(protocol=self.protocol, defects=frozenset(defects))
        self.members = {account.user: Account(account) for account in settings.accounts}
        self.calls: list[tuple[float, Call]] = []
        clock = DayClock(itertools.count(10**12, 1_000).__next__)
        self.dialect = dialect(self.protocol)(settings, Defects(defects), clock, self._schedule, self.members)
        self.read = {user: len(member.stream) for user, member in self.members.items()}

    def _schedule(self, seconds: float, run: Callable[[], None]) -> Call:
        call = Call(run)
        self.calls.append((seconds, call))
        return call

    def _hears(self, user: str, messages: tuple[bytes, ...]) -> Heard:
        member = self.members[user]
        for message in messages:
            self.dialect.receive(member, message)
        first, self.read[user] = self.read[user], len(member.stream)
        return [self.read_message(member.stream.message(number + 1)) for number in range(first, len(member.stream))]

    def a(self, *messages: bytes) -> Heard:
        return self._hears("MEMBRA", messages)

    def b(self, *messages: bytes) -> Heard:
        return self._hears("MEMBRB", messages)

    def control(self, action: str, **arguments: Any) -> Any:
        return self.dialect.actions[action](**arguments)

    def elapse(self) -> None:
        for _, call in sorted(self.calls, key=lambda entry: entry[0]):
            if call.run is not None:
                call.run()


class OverTcp:
    """The market of a whole venue."""

    def __init__(self, venue: EmbeddedVenue) -> None:
        self.control = venue.control
        self.a = Member(venue.address).hears
        self.b = Member(venue.address, b"MEMBRB").hears

    def elapse(self) -> None:
        raise NotImplementedError("the venue's own clock runs")


DIALOGUES: dict[str, Callable[[Any], object]] = {}
NEEDS_TIME = {"expiry"}
"""Dialogues in which time has to pass."""
ASKS = {"query_of_a_channel", "query_of_a_fresh_day", "query_of_either_form"}
"""Dialogues whose answers look like the end of what a member hears over TCP."""


def dialogue(function: Callable[[Any], object]) -> Callable[[Any], object]:
    """Add a dialogue to the tour."""
    DIALOGUES[function.__name__] = function
    return function


def seen(heard: Heard, *names: str) -> list[tuple[Any, ...]]:
    """The kind of each message, and what it says under these names; None where it has no such field."""
    return [(message.type, *(getattr(message, name, None) for name in names)) for message in heard]


def view(heard: Heard) -> list[tuple[Any, ...]]:
    """What a trader looks at: kind, number, shares, reason, state."""
    return seen(heard, "number", "quantity", "reason", "state")


def without(places: Mapping[bytes, int], heard: Heard) -> list[bytes]:
    """The bytes without time stamp, and without the order reference number that stands at these places by type."""
    return [message.raw[:1] + _blanked(message.raw, places.get(message.type))[9:] for message in heard]


def _blanked(data: bytes, place: int | None) -> bytes:
    return data if place is None else data[:place] + bytes(8) + data[place + 8 :]


def raw(heard: Heard) -> list[bytes]:
    """The bytes without time stamp and order reference number."""
    return without({b"A": 36, b"U": 40}, heard)


def cancels(heard: Heard) -> list[tuple[Any, ...]]:
    """The cancels among what was heard, as a trader looks at them."""
    return [each for each in view(heard) if each[0] == b"C"]


def shares(tag: int, count: int) -> bytes:
    """An option whose value is a number of shares."""
    return option(tag, struct.pack(">I", count))


def group(number: int) -> bytes:
    """The option Group ID."""
    return option(24, number.to_bytes(2, "big"))
