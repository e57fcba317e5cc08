"""What an account may be told for other reasons than an order that waits for its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import Key, Order

DAY_NS = 86_400 * 10**9
CLOCKS_DIFFER_NS = 3_600 * 10**9
"""By how much a venue's clock and ours may differ: a time that is not UTC is off by an hour and more."""
LONG_ENOUGH_NS = 200 * 10**6
"""From how much elapsed time on the step of timestamps tells their unit; a clock that ticks in tenths still passes."""


class Refusals:
    """Requests about a name that Rejected may answer without a word on the order of that name; each is answered once.

    A used name, a cancel that comes too late: in some protocols such requests are ignored, in others refused.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._asked: Counter[Key] = Counter()

    def asked(self, kind: Kind, key: Key) -> None:
        """Note a request that may be refused so."""
        self._asked[key] += kind in self._dialect.refusable

    def answered(self, key: Key) -> bool:
        """Whether Rejected about a name answers such a request."""
        asked = self._asked[key] > 0
        self._asked[key] -= asked
        return asked


class Strangers:
    """Requests that speak of no order of the account and may be refused: each is followed like an order of its own."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[Key, Order] = {}
        self._last: Order | None = None

    def asked(
        self, kind: Kind, key: Key, message: object, data: bytes, frame: Frame | None, order: Order | None
    ) -> Order | None:
        """The order that a request speaks of; the request itself where that is none, or names it without a token."""
        nameless = kind is Kind.CANCEL_BY_REFERENCE
        if kind not in self._dialect.refusable or (order is not None and not nameless):
            return order
        self._known[key] = request = Order(key, request=message, request_bytes=data, request_frame=frame)
        self._last = request if nameless else self._last
        return request

    def meant(self, key: Key) -> Order | None:
        """The request that Rejected answers; what it calls one that has no token is nowhere said."""
        return self._known.get(key) or self._last


class Stamps:
    """The timestamps of one account: nanoseconds, past midnight or since 1970 as the protocol says.

    `asked` is the request that a message follows. The venue wrote the message after we sent that, and before we heard
    it: whatever delays it on its way, and also where a record is judged again.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.forget()

    def forget(self) -> None:
        """A session of another day began: its clock starts anew."""
        self._last = -1
        self._first: tuple[int, int] | None = None

    def look(self, heard: Heard, asked: Frame | None = None) -> list[Breach]:
        """What is wrong with the timestamp of the next message."""
        stamp = self._dialect.read(heard.message, Role.TIMESTAMP)
        if stamp is None:
            return []
        if wrong := self._no_such_time(heard, stamp, asked):
            # Nothing that later times could be held against.
            return [wrong]
        previous, self._last = self._last, max(stamp, self._last)
        if stamp < previous:
            return [self._breach("timestamp", heard, f"not before {previous} ns", stamp)]
        return self._pace(heard, stamp, asked)

    def _no_such_time(self, heard: Heard, stamp: int, asked: Frame | None) -> Breach | None:
        rules, at = self._dialect.rules, heard.frame.time_ns
        if "time-of-day" in rules and stamp >= DAY_NS:
            return self._breach("time-of-day", heard, "below 86,400 seconds past midnight", stamp)
        earliest = asked.time_ns - CLOCKS_DIFFER_NS if asked is not None else 0
        if "clock" in rules and not earliest <= stamp <= at + CLOCKS_DIFFER_NS:
            return self._breach("clock", heard, f"within an hour of {at} ns, when it was heard", stamp)
        return None

    def _pace(self, heard: Heard, stamp: int, asked: Frame | None) -> list[Breach]:
        """Time went by between the first message that was heard and this one's request: less than a tenth is told."""
        self._first = self._first or (heard.frame.time_ns, stamp)
        if asked is None or "nanoseconds" not in self._dialect.rules:
            return []
        received, first = self._first
        elapsed = asked.time_ns - received
        if elapsed < LONG_ENOUGH_NS or (stamp - first) * 10 >= elapsed:
            return []
        return [self._breach("nanoseconds", heard, f"{elapsed} ns or more behind {first}, by our clock", stamp)]

    def _breach(self, rule: str, heard: Heard, expected: str, stamp: int) -> Breach:
        at = self._dialect.name(None, Role.TIMESTAMP)
        return Breach(self._dialect.rules.get(rule), rule, expected, f"{stamp} ns", heard.frame, at)


def by_reference(message: object, orders: Iterable[Order], dialect: Dialect) -> Order | None:
    """The order that the venue's own number, with its book and side, stands for; None where it is none of these."""
    roles = (Role.REFERENCE, Role.SYMBOL, Role.SIDE)
    wanted = [dialect.read(message, role) for role in roles]
    known = (each for each in orders if each.accepted is not None)
    return next((each for each in known if [dialect.read(each.accepted, role) for role in roles] == wanted), None)


def untold(order: Order) -> int:
    """What an order that was accepted as it matched still has to be told of: fills, a cancel, or what is left of it."""
    done = order.previous.executed if order.previous is not None else 0
    return max(0, order.intended - done)
