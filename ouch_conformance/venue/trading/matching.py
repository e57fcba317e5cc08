"""Trading: an incoming order meets the book, or meets its own firm."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from ouch_conformance.venue.settings import VenueSettings, unknown
from ouch_conformance.venue.trading.floor import Fill, Floor, Market, Trade
from ouch_conformance.venue.trading.order import PORT_DEFAULT, Order, OrderT

CENT = 100
AIQ_ACTIONS = ("decrement both, no details", "decrement both", "cancel oldest", "cancel newest", "use remover")
AIQ_LEVELS = {"firm": "YDOWR", "organisation": "ydowr", "affiliate": "ZEPXS", "any": "01245"}
AIQ_CODES = {
    code: (level, action)
    for level, codes in AIQ_LEVELS.items()
    for code, action in zip(codes, AIQ_ACTIONS, strict=True)
}
"""AIQ strategy codes: whose orders must not meet, and what happens instead."""


def check_prevention(settings: VenueSettings) -> None:
    """Raise VenueError for a port's strategy that there is not."""
    if settings.self_match_prevention not in AIQ_CODES and settings.self_match_prevention != "N":
        raise unknown("AIQ strategy", settings.self_match_prevention, [*AIQ_CODES, "N"])


def would_trade(floor: Floor[OrderT, Any], order: OrderT) -> bool:
    """Whether an order meets anything in a market that trades."""
    market = floor.market_of(order)
    return not market.halted and next(market.book.counterparts(order), None) is not None


def would_step_back(floor: Floor[OrderT, Any], order: OrderT) -> bool:
    """Whether a post-only order meets what it must not take."""
    market = floor.market_of(order)
    met = market.book.counterparts(order)
    return order.post_only and not market.halted and any(order.steps_back(resting) for resting in met)


def match(floor: Floor[OrderT, Any], order: OrderT, passed: Container[OrderT] = ()) -> None:
    """Trade an incoming order as far as it goes, past those named. The price is that of the resting order."""
    market = floor.market_of(order)
    while order.open and not market.halted:
        resting = next(market.book.counterparts(order, passed), None)
        if resting is None:
            return
        strategy = _prevention(floor, order, resting)
        if strategy is None:
            _trade(floor, market, order, resting)
        else:
            _prevent(floor, order, resting, strategy)


def _trade(floor: Floor[OrderT, Any], market: Market[OrderT], order: OrderT, resting: OrderT) -> None:
    quantity = min(order.open, resting.available)
    price = resting.price + floor.defects.pick("executed-beyond-the-limit", _beyond(order, resting), 0)
    flags = (resting.added(), order.removed(resting))
    number = floor.next_match()
    for party, flag in zip((resting, order), flags, strict=True):
        party.take(quantity)
        told = floor.defects.pick("executed-quantity-adds-up", party.done, quantity)
        match = number + (party is order and floor.defects.pick("match-numbers-differ", 1_000_000_000, 0))
        floor.reports.executed(party, told, price, flag, match)
    floor.record(Trade(number, (Fill(resting, quantity, price, flags[0]), Fill(order, quantity, price, flags[1]))))
    if not resting.open:
        floor.defects.mark("late-cancel-rejected", (resting.port.member.account.user, resting.key))
        floor.withdraw(resting)
    elif resting.reserve and not resting.shown:
        market.book.remove(resting)
        market.book.add(resting)
        if not floor.defects.has("reserve-not-restated"):
            floor.reports.refreshed(resting, floor.next_reference())
    if not order.open:
        floor.withdraw(order)


def _beyond(order: Order, resting: Order) -> int:
    """What brings a better price than the incoming order's limit to just beyond it (a defect's); else 0."""
    better = order.price != resting.price and not order.market
    return order.price - resting.price + (CENT if order.buy else -CENT) if better else 0


# Self match prevention


def _prevention(floor: Floor[OrderT, Any], order: OrderT, resting: OrderT) -> str | None:
    """The strategy that keeps two orders from trading; None where they may.

    The documents do not say whose strategy counts: here the incoming order's, and the resting one's where the
    incoming order has none. Orders of different AIQ groups may trade.
    """
    strategy = _strategy(floor, order) or _strategy(floor, resting)
    if floor.defects.has("self-match-trades"):
        return None
    if strategy is None or order.aiq_group != resting.aiq_group:
        return None
    level, _ = AIQ_CODES[strategy]
    ours, theirs = order.port.member.account, resting.port.member.account
    if level == "firm":
        return strategy if order.firm == resting.firm else None
    return strategy if (ours.organisation or ours.firm) == (theirs.organisation or theirs.firm) else None


def _strategy(floor: Floor[OrderT, Any], order: OrderT) -> str | None:
    own = order.strategy
    strategy = str(floor.settings.self_match_prevention if own == PORT_DEFAULT else own)
    return strategy if strategy in AIQ_CODES else None


def _prevent(floor: Floor[OrderT, Any], order: OrderT, resting: OrderT, strategy: str) -> None:
    """Take shares out instead of trading them; "use remover" without another strategy decrements both."""
    _, action = AIQ_CODES[strategy]
    prevented = min(order.open, resting.available)
    decrements = {resting: prevented, order: prevented}
    if action == "cancel oldest":
        decrements = {resting: resting.open}
    elif action == "cancel newest":
        decrements = {order: order.open}
    flags = {resting: resting.added(), order: order.removed(resting)}
    for party, decrement in decrements.items():
        party.take(decrement)
        if action == "decrement both, no details":
            floor.reports.canceled(party, decrement, "Q")
        else:
            floor.reports.prevented(
                party, decrement, prevented=prevented, price=resting.price, flag=flags[party], strategy=strategy
            )
        if not party.open:
            floor.withdraw(party)
        elif party.reserve and not party.shown:
            party.refresh()
    if not order.open and floor.defects.has("prevented-match-also-executed"):
        floor.reports.executed(order, prevented, resting.price, flags[order], floor.next_match())
