"""What an execution says of its order: in which book it is told, beyond which price it may not go, how much it takes.

An order in a combination trades in its legs: each of them is told of by itself, in any order. With the first leg that
is told of a fill the order is open for so much less; the other legs have to follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.judge.faults import is_limit
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import Order

Book = str | int
"""What names an instrument on the wire."""
Combinations = Mapping[Book, tuple[Book, ...]]
"""The books that are combinations, each with those of its legs, which trade as much as it does."""


class Fills:
    """Holds executions against their orders."""

    def __init__(self, dialect: Dialect, combinations: Combinations) -> None:
        self._dialect = dialect
        self._combinations = combinations

    def legs(self, order: Order) -> tuple[Book, ...]:
        """The books of an order's legs; none where it is not in a combination."""
        return self._combinations.get(order.symbol, ())

    def elsewhere(self, heard: Heard, order: Order) -> list[Breach]:
        """An execution in a book where its order cannot trade; in some protocols none tells its book."""
        book, legs = self._dialect.read(heard.message, Role.SYMBOL), self.legs(order)
        if book is None or book in (legs or (order.symbol,)):
            return []
        rule, at = "fill-legs" if legs else "fill-book", self._dialect.name(Kind.EXECUTED, Role.SYMBOL)
        expected = "the book of a leg, " + " or ".join(map(str, legs)) if legs else f"the order's book, {order.symbol}"
        return [self._breach(rule, heard, expected, f"{book}", at)]

    def count(self, message: Any, order: Order) -> int:
        """Note the shares of an execution; by how many the order has traded more: 0 for a leg that others were before.

        A combination that is told in no leg's book is taken to be told in all of them.
        """
        shares: int = self._dialect.read(message, Role.QUANTITY)
        legs, book = self.legs(order), self._dialect.read(message, Role.SYMBOL)
        if not legs:
            return shares
        before = max(order.legs.values(), default=0)
        for leg in (book,) if book in legs else legs:
            order.legs[leg] += shares
        return max(0, max(order.legs.values()) - before)

    def unfinished(self, order: Order) -> list[Breach]:
        """A fill that was told of some legs, and by now should have been told of all."""
        told = {leg: order.legs[leg] for leg in self.legs(order)}
        if len(set(told.values())) < 2 or order.replacement is not None:
            return []
        observed = ", ".join(f"{shares} in {leg}" for leg, shares in told.items())
        return [self._breach("fill-legs", order.heard[-1], f"{max(told.values())} shares in each leg", observed)]

    def beyond_the_limit(self, heard: Heard, order: Order) -> list[Breach]:
        """The price of a fill that is worse than the limit, where the price of the order is its limit.

        The limit of a combination is none of its legs'.
        """
        if order.accepted is None or not is_limit(order.accepted, self._dialect) or self._has_discretion(order):
            return []
        at = self._dialect.name(Kind.EXECUTED, Role.PRICE)
        price = getattr(heard.message, at)
        within = price <= order.price if order.side == self._dialect.buy else price >= order.price
        if within or self.legs(order):
            return []
        return [self._breach("fill-price", heard, f"no worse than {order.price}", f"{price}", at)]

    def _has_discretion(self, order: Order) -> bool:
        """Whether an option lets the order trade beyond its price; a replacement inherits it (OUCH 5.0 2.2)."""
        appendages = [getattr(link.request, "appendage", None) or () for link in order.chain]
        return any(element.name in self._dialect.discretion for elements in appendages for element in elements)

    def told_again(self, heard: Heard, order: Order) -> list[Breach]:
        """A trade that is broken or corrected is one that was told before."""
        match = self._dialect.read(heard.message, Role.MATCH)
        if match in order.matches:
            return []
        kind = self._dialect.kind_of(heard.message)
        at = self._dialect.name(kind, Role.MATCH)
        rule = "broken-after-executed" if kind is Kind.BROKEN else "corrected-after-executed"
        return [self._breach(rule, heard, "the match number of an execution of this order", f"{match}", at)]

    def _breach(self, rule: str, heard: Heard, expected: str, observed: str, at: str | None = None) -> Breach:
        return Breach(self._dialect.rules.get(rule), rule, expected, observed, heard.frame, at)
