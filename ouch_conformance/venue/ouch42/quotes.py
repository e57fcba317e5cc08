"""The best prices, here and elsewhere, and what they do to an order on entry: its price, display and weight (2.1, 3.3).

The documents leave the workings to the rule book. At this venue prices elsewhere are the instrument's fixed away quote,
and an order is fitted to them once, when it is entered or replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.ouch42.order import HIDDEN, MIDPOINT, POST_ONLY, Terms

if TYPE_CHECKING:
    from ouch_conformance.venue.trading.floor import Market

CENT = 100
"""The step between displayed prices, in wire integers of four decimals."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Displayed bid and offer, as raw integers; None where there is none."""

    bid: int | None
    offer: int | None

    @property
    def midpoint(self) -> int | None:
        """The price halfway between both."""
        return None if self.bid is None or self.offer is None else (self.bid + self.offer) // 2

    @property
    def crossed(self) -> bool:
        """Whether the bid is above the offer."""
        return self.bid is not None and self.offer is not None and self.bid > self.offer

    def side(self, buy: bool) -> int | None:
        """The best price of one side."""
        return self.bid if buy else self.offer


@dataclass(frozen=True, slots=True)
class Fitted:
    """An order as it enters the book: its price and display, and its BBO weight."""

    price: int
    display: str
    weight: str = " "


def here(market: Market[Any]) -> Quote:
    """The venue's own displayed quote."""
    shown = [order for order in market.book if not order.hidden]
    bids, offers = [order.price for order in shown if order.buy], [order.price for order in shown if not order.buy]
    return Quote(max(bids, default=None), min(offers, default=None))


def elsewhere(market: Market[Any]) -> Quote:
    """The best prices of other venues."""
    return Quote(market.instrument.away_bid or None, market.instrument.away_offer or None)


def everywhere(market: Market[Any]) -> Quote:
    """The national best bid and offer."""
    ours, away = here(market), elsewhere(market)
    bids, offers = ([price for price in pair if price] for pair in ((ours.bid, away.bid), (ours.offer, away.offer)))
    return Quote(max(bids, default=None), min(offers, default=None))


def locks(buy: bool, price: int, contra: int | None) -> bool:
    """Whether a price reaches a contra price."""
    return contra is not None and (price >= contra if buy else price <= contra)


def fitted(market: Market[Any], terms: Terms) -> Fitted:
    """What becomes of an order's price and display at the prices elsewhere.

    Price to comply (Y) turns hidden at the contra price, price to display (A) is shown a cent away from it, a midpoint
    peg goes to the midpoint where that is better than its limit. The price is never worse than the one entered (3.3).
    """
    buy, price, display = terms.side == "B", terms.price, terms.display
    contra = elsewhere(market).side(not buy)
    if terms.crossType != "N":
        return Fitted(price, display)
    if display in MIDPOINT:
        middle = everywhere(market).midpoint
        better = middle is not None and (middle < price if buy else middle > price)
        return Fitted(middle if better and middle is not None else price, display)
    if contra is not None and locks(buy, price, contra):
        if display == "Y":
            return Fitted(contra, "Z")
        if display == "A":
            return Fitted(contra + (-CENT if buy else CENT), display, _weight(market, buy, contra))
    return Fitted(price, display, " " if display in HIDDEN | POST_ONLY else _weight(market, buy, price))


def _weight(market: Market[Any], buy: bool, price: int) -> str:
    """N where an order improves the national best price, S where it joins it and sets the venue's own (3.3)."""
    best, ours = everywhere(market).side(buy), here(market).side(buy)
    if best is None or _better(buy, price, best):
        return "N"
    sets = ours is None or _better(buy, price, ours)
    return "S" if price == best and sets else " "


def _better(buy: bool, price: int, other: int) -> bool:
    return price > other if buy else price < other


def slides(market: Market[Any], terms: Terms) -> bool:
    """Whether a post-only order would have to slide away from a price elsewhere (cancel reason F, 3.5)."""
    buy = terms.side == "B"
    continuous = terms.crossType == "N" and terms.display in POST_ONLY - MIDPOINT
    return continuous and locks(buy, terms.price, elsewhere(market).side(not buy))
