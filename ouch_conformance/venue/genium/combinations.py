"""Combination series: books that trade by themselves, and whose trades are trades in the books of their legs (4.2.6).

The document says of a fill that each leg is told of, in the leg's own book. What it leaves open is answered here: no
orders of outright books meet those of a combination, both legs have the match number of the trade and a combo group id
that is the same number, and the first leg's price less those of the others is the combination's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ouch_conformance.venue.settings import VenueError

if TYPE_CHECKING:
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import Instrument

Leg = tuple[int, int]
"""A book and a price, with the book's decimals."""
USUAL = 10
"""What every leg but the first trades at, in units of its currency."""


class Combinations:
    """The combinations among a venue's instruments. VenueError for one whose legs are not there."""

    def __init__(self, symbols: Mapping[str, Instrument], defects: Defects) -> None:
        self._symbols = symbols
        self._defects = defects
        for rules in symbols.values():
            for leg in rules.legs:
                if leg not in symbols or symbols[leg].legs:
                    raise VenueError(f"the combination {rules.symbol} has a leg {leg!r} that is no single instrument")

    def __contains__(self, symbol: str) -> bool:
        return symbol in self._symbols and bool(self._symbols[symbol].legs)

    def told(self, symbol: str, price: int) -> Iterator[Leg]:
        """Where a fill at a price is told: in each leg's book, at prices whose difference is the combination's."""
        rules = self._symbols[symbol]
        if self._defects.has("combination-told-as-one"):
            yield int(symbol), price
            return
        first, *others = (self._symbols[leg] for leg in rules.legs)
        sum_of_others = len(others) * USUAL * 10**first.decimals
        yield int(first.symbol), sum_of_others + price * 10**first.decimals // 10**rules.decimals
        if not self._defects.has("second-leg-untold"):
            for leg in others:
                yield int(leg.symbol), USUAL * 10**leg.decimals
