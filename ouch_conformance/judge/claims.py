"""What an account may be told for other reasons than an order that waits for its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import Key, Order

DAY_NS = 86_400 * 10**9


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
    """The timestamps of one account: nanoseconds, past midnight where the protocol says so."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._last = -1

    def forget(self) -> None:
        """A session of another day began: its clock starts anew."""
        self._last = -1

    def look(self, heard: Heard) -> list[Breach]:
        """What is wrong with the timestamp of the next message."""
        rules, at = self._dialect.rules, self._dialect.name(None, Role.TIMESTAMP)
        stamp = self._dialect.read(heard.message, Role.TIMESTAMP)
        if stamp is None:
            return []
        if stamp >= DAY_NS and "time-of-day" in rules:
            # No time of the day, so nothing that later times could be held against.
            rule, expected = "time-of-day", "below 86,400 seconds past midnight"
            return [Breach(rules[rule], rule, expected, f"{stamp} ns", heard.frame, at)]
        previous, self._last = self._last, max(stamp, self._last)
        if stamp >= previous:
            return []
        rule = "timestamp"
        return [Breach(rules.get(rule), rule, f"not before {previous} ns", f"{stamp} ns", heard.frame, at)]


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
