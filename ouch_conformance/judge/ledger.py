"""What the always-on invariants saw in a run: how often each was looked at, and numbers that are unique for a day."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ouch_conformance.judge.dialect import TRADES, Dialect, Kind, Role
from ouch_conformance.judge.heard import Breach, Heard

Trade = tuple[int, int]
"""Shares and raw price of one side."""


class Ledger:
    """One for each run. `looked` counts, for each requirement, the messages that its invariant was held against."""

    def __init__(self) -> None:
        self.looked: dict[str, int] = {}
        self.violated: set[str] = set()
        self._references: set[Hashable] = set()
        self._trades: dict[Hashable, list[Trade]] = {}

    def new_day(self) -> None:
        """Another session began: references and match numbers may start anew."""
        self._references.clear()
        self._trades.clear()

    def look(self, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
        """Hold one message against what the whole day has seen, and note it."""
        kind = dialect.kind_of(heard.message)
        rules = (*(_RULES_OF.get(kind, ()) if kind else ()), *_ALWAYS)
        for requirement in {dialect.rules[rule] for rule in rules if rule in dialect.rules}:
            self.looked[requirement] = self.looked.get(requirement, 0) + 1
        if kind in (Kind.ACCEPTED, Kind.REPLACED, Kind.PRIORITY):
            yield from self._reference(heard, dialect)
        if kind in TRADES:
            yield from self._trade(heard, dialect)

    def _reference(self, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
        number, at = dialect.read(heard.message, Role.REFERENCE), dialect.name(None, Role.REFERENCE)
        where = (Role.SYMBOL, Role.SIDE) if dialect.by_book else ()
        name = (number, *(dialect.read(heard.message, role) for role in where))
        # Where numbers belong to a book and side, a replacement may keep its order's.
        if name in self._references and not (where and dialect.kind_of(heard.message) is Kind.REPLACED):
            rule = "reference-unique"
            expected = f"a number that no other order of the {'book and side' if where else 'day'} has"
            yield Breach(dialect.rules.get(rule), rule, expected, f"{number} again", heard.frame, at)
        self._references.add(name)

    def _trade(self, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
        message = heard.message
        match, at = dialect.read(message, Role.MATCH), dialect.name(None, Role.MATCH)
        # The legs of a combination may have one number: each of them is a trade in its own book.
        sides = self._trades.setdefault((match, dialect.read(message, Role.SYMBOL)), [])
        shares, price = dialect.read(message, Role.QUANTITY), dialect.read(message, Role.PRICE)
        sides.append((shares, price))
        rule = "match-number"
        if len(sides) > 2:
            observed = f"{match} {len(sides)} times"
            yield Breach(dialect.rules.get(rule), rule, "two sides of one trade", observed, heard.frame, at)
        elif sides[0] != sides[-1]:
            wanted = f"{sides[0][0]} shares at {sides[0][1]} on both sides"
            seen = f"{shares} at {price}"
            yield Breach(dialect.rules.get(rule), rule, wanted, seen, heard.frame, at)


_ALWAYS = ("time-of-day", "timestamp", "clock", "nanoseconds", "encoding", "listed-value", "one-message", "unasked")
_ORDERLY = ("order-of-messages", "increments-add-up")
_OF_FILLS = ("fill-book", "fill-legs", "fill-price", "fill-size", "match-number")
_LATER = ("echo-later", "echo-reference")
_RULES_OF: dict[Kind, tuple[str, ...]] = {
    Kind.ACCEPTED: (
        "accepted-once",
        "reference-unique",
        "echo-accepted",
        "accepted-price",
        "accepted-time",
        "order-of-messages",
        "accepted-dead",
        "appendage-present",
        "element-length",
    ),
    Kind.REPLACED: (
        "reference-unique",
        "replaced-once",
        "replaced-dead",
        "replaced-away",
        "echo-replaced",
        "echo-original",
        "order-of-messages",
        "appendage-present",
        "element-length",
    ),
    Kind.CANCELED: (*_ORDERLY, *_LATER, "appendage-absent"),
    Kind.PREVENTED: (*_ORDERLY, "appendage-absent"),
    Kind.EXECUTED: (*_ORDERLY, *_OF_FILLS, "appendage-present"),
    Kind.REFERENCED: (*_ORDERLY, *_OF_FILLS),
    Kind.BROKEN: ("echo-broken", "broken-after-executed", "appendage-absent"),
    Kind.CORRECTED: ("corrected-after-executed",),
    Kind.REJECTED: ("appendage-absent", "echo-rejected", "refused"),
    Kind.MODIFIED: ("appendage-absent",),
    Kind.QUERIED: ("appendage-absent",),
    Kind.MASS_CANCELED: ("appendage-present", "echo-mass-canceled"),
    Kind.DISABLED: ("appendage-present", "echo-disabled"),
    Kind.ENABLED: ("appendage-present", "echo-enabled"),
}
