"""A price-time order book that knows shares and prices and nothing of any protocol.

Best price first; at one price displayed shares before hidden ones, then by time (the order of displayed and hidden is a
setting). A reserve order shows `reserve` shares at a time and goes to the back of its price with each refresh.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Rank = tuple[int, bool, int]
UNRANKED: Rank = (0, False, 0)


@dataclass(slots=True, eq=False, kw_only=True)
class BookOrder:
    """What the book needs of an order. `price` is a raw integer and means nothing where `market` is set.

    `open` is the shares left; `minimum` the smallest execution the order takes; `reserve` the shares it shows at a time
    (0: all of them) and `shown` what is left of those.
    """

    buy: bool
    price: int
    open: int
    market: bool = False
    hidden: bool = False
    minimum: int = 0
    reserve: int = 0
    shown: int = 0
    rank: Rank = UNRANKED

    @property
    def available(self) -> int:
        """The shares that may trade before the order has to queue again."""
        return min(self.shown, self.open) if self.reserve else self.open

    def reaches(self, price: int) -> bool:
        """Whether the order's limit allows a trade at a price."""
        if self.market:
            return True
        return self.price >= price if self.buy else self.price <= price

    def take(self, quantity: int) -> None:
        """Shares are gone, traded or prevented from trading."""
        self.open -= quantity
        self.shown = max(0, self.shown - quantity)

    def refresh(self) -> None:
        """Show the next shares of the reserve."""
        self.shown = min(self.reserve, self.open)


Order = TypeVar("Order", bound=BookOrder)


def _rank(order: BookOrder) -> Rank:
    return order.rank


class Book(Generic[Order]):
    """The resting orders of one symbol, two sorted lists."""

    __slots__ = ("_arrivals", "_displayed_first", "_sides")

    def __init__(self, *, displayed_first: bool = True) -> None:
        self._sides: dict[bool, list[Order]] = {True: [], False: []}
        self._arrivals = itertools.count(1)
        self._displayed_first = displayed_first

    def __iter__(self) -> Iterator[Order]:
        """All resting orders: buys from the best price on, then sells."""
        yield from self._sides[True]
        yield from self._sides[False]

    def __contains__(self, order: Order) -> bool:
        return self._place(order) is not None

    def add(self, order: Order) -> None:
        """Rest an order behind all others of its price and kind."""
        price = -order.price if order.buy else order.price
        order.rank = (price, order.hidden and self._displayed_first, next(self._arrivals))
        order.refresh()
        insort(self._sides[order.buy], order, key=_rank)

    def restore(self, order: Order, rank: Rank) -> None:
        """Rest an order at a place in the queue that it had before."""
        order.rank = rank
        insort(self._sides[order.buy], order, key=_rank)

    def remove(self, order: Order) -> None:
        """Take an order out; an order that does not rest here is no fault."""
        place = self._place(order)
        if place is not None:
            del self._sides[order.buy][place]

    def counterparts(self, incoming: Order, passed: Container[Order] = ()) -> Iterator[Order]:
        """The resting orders an incoming one may trade with, best first; those in `passed` are left out.

        Two orders trade only when the shares that both have at hand satisfy both minimum quantities.
        """
        for resting in self._sides[not incoming.buy]:
            if not incoming.reaches(resting.price):
                return
            fits = min(incoming.open, resting.available) >= max(incoming.minimum, resting.minimum)
            if fits and resting not in passed:
                yield resting

    def _place(self, order: Order) -> int | None:
        side = self._sides[order.buy]
        place = bisect_left(side, order.rank, key=_rank)
        return place if place < len(side) and side[place] is order else None
