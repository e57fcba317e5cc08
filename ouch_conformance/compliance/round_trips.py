"""How long the venue took to answer, per type of request: measured on the frames of a run, and never a verdict.

A request is paired with the answer that names it, on the same connection. What the venue sent of its own accord in
between, an execution for example, is no answer. A request that was never answered, or whose name was in use twice at
that time, is not measured.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from ouch_conformance.archive.record import Recorded
from ouch_conformance.evidence.decoding import decoded
from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge.dialect import ANSWER_TO, DIALECTS, Dialect, Kind, Role
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import Codec, WireMessage

LOGIN = "Login Request"
_ANSWERED_BY: Mapping[Kind, frozenset[Kind]] = {
    Kind.ENTER: frozenset({Kind.ACCEPTED, Kind.REJECTED}),
    Kind.REPLACE: frozenset({Kind.REPLACED, Kind.REJECTED}),
    Kind.CANCEL: frozenset({Kind.CANCELED, Kind.CANCEL_PENDING, Kind.CANCEL_REJECT}),
    Kind.MODIFY: frozenset({Kind.MODIFIED, Kind.REJECTED}),
    Kind.TRADE_NOW: frozenset({Kind.TRADING_NOW}),
}
"""The answers to a request about one order."""


class Times(NamedTuple):
    """The round trips of one type of request, in nanoseconds, rising."""

    request: str
    values: tuple[int, ...]

    def percentile(self, percent: int) -> int:
        """The smallest value that at least so many in a hundred do not exceed (nearest rank)."""
        return self.values[max(0, ceil(len(self.values) * percent / 100) - 1)]


def round_trips(scenarios: Iterable[Recorded], codec: Codec | None, protocol: str) -> list[Times]:
    """The round trips of a run by the type of request, in the order in which the types were first answered."""
    found: dict[str, list[int]] = {}
    for scenario in scenarios:
        connections: dict[str, _Connection] = {}
        for entry in scenario.entries:
            if isinstance(entry, Frame):
                connection = connections.setdefault(entry.session, _Connection(codec, DIALECTS.get(protocol)))
                for request, took in connection.take(entry):
                    found.setdefault(request, []).append(took)
    return [Times(request, tuple(sorted(values))) for request, values in found.items()]


class _Connection:
    """The requests of one connection that wait for an answer."""

    def __init__(self, codec: Codec | None, dialect: Dialect | None) -> None:
        self._codec, self._dialect = codec, dialect
        self._login: int | None = None
        self._orders: dict[object, list[tuple[Kind, str, int]]] = defaultdict(list)
        self._account: dict[Kind, deque[tuple[str, int]]] = defaultdict(deque)

    def take(self, frame: Frame) -> Iterator[tuple[str, int]]:
        """Take in a frame; the request that it answers and the nanoseconds that this took."""
        if frame.data[2:3] == bytes([soup.LoginRequest.TYPE]) and frame.way is Way.SENT:
            self._login = frame.time_ns
        elif frame.data[2:3] in (bytes([soup.LoginAccepted.TYPE]), bytes([soup.LoginRejected.TYPE])):
            if self._login is not None and frame.way is Way.RECEIVED:
                yield LOGIN, frame.time_ns - self._login
            self._login = None
        elif self._dialect and (found := decoded(frame, self._codec)) and isinstance(found[0], WireMessage):
            message, kind = found[0], self._dialect.kind_of(found[0])
            if kind is not None:
                key = self._dialect.read(message, Role.KEY)
                yield from (
                    self._sent(frame, message, kind, key) if frame.way is Way.SENT else self._got(frame, kind, key)
                )

    def _sent(self, frame: Frame, message: Any, kind: Kind, key: object) -> Iterator[tuple[str, int]]:
        if kind in _ANSWERED_BY:
            self._orders[key].append((kind, message.SPEC.title, frame.time_ns))
        elif kind in ANSWER_TO.values():
            self._account[kind].append((message.SPEC.title, frame.time_ns))
        return iter(())

    def _got(self, frame: Frame, kind: Kind, key: object) -> Iterator[tuple[str, int]]:
        asked = ANSWER_TO.get(kind)
        if asked is not None and self._account[asked]:
            request, sent = self._account[asked].popleft()
            yield request, frame.time_ns - sent
        waiting = [each for each in self._orders.get(key, ()) if kind in _ANSWERED_BY[each[0]]]
        if waiting:
            self._orders[key] = [each for each in self._orders[key] if each not in waiting]
        if len(waiting) == 1:
            yield waiting[0][1], frame.time_ns - waiting[0][2]


def milliseconds(nanoseconds: int) -> str:
    """As milliseconds: three digits from 1 on, three decimals below: `0.412`, `12.3`, `1000`."""
    value = nanoseconds / 1e6
    return f"{value:.{max(0, 3 - len(str(int(value)))) if value >= 1 else 3}f}"


def total(times: Sequence[Times]) -> int:
    """How many round trips were measured."""
    return sum(len(each.values) for each in times)
