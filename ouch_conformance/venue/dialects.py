"""The protocols that the reference venue speaks above SoupBinTCP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from ouch_conformance.spec.library import protocol_names
from ouch_conformance.venue.account import Member
from ouch_conformance.venue.by_rule import ByRule
from ouch_conformance.venue.clock import DayClock
from ouch_conformance.venue.defects import Defects
from ouch_conformance.venue.packages import part
from ouch_conformance.venue.settings import VenueSettings, unknown
from ouch_conformance.venue.trading.order import Schedule


class Dialect(Protocol):
    """One trading day in one protocol."""

    @property
    def actions(self) -> Mapping[str, Callable[..., Any]]:
        """What an operator can do to its market, by name."""

    def receive(self, member: Member, payload: bytes) -> None:
        """Process one message of a member; no bytes make it raise."""

    def close(self) -> None:
        """The session is over; nothing may happen afterwards."""


@runtime_checkable
class Watchful(Protocol):
    """A dialect that has to know when a member is gone."""

    def left(self, member: Member) -> None:
        """The last connection of a member is over."""


Factory = Callable[[VenueSettings, Defects, DayClock, Schedule, Mapping[str, Member]], Dialect]


def dialect(name: str) -> Factory:
    """The factory of a protocol's dialect; VenueError with the nearest name where there is no such protocol."""
    if name not in protocol_names():
        raise unknown("protocol", name, protocol_names())
    found: Factory | None = part(name, "dialect", "DIALECT")
    return found or ByRule
