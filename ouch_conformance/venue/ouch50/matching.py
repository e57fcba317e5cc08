"""Trading: an incoming order meets the book (3.6), or meets its own firm (3.5)."""

from __future__ import annotations

from ouch_conformance.venue.ouch50.floor import Floor, Market
from ouch_conformance.venue.ouch50.order import LiveOrder, TradeSide

AIQ_ACTIONS = ("decrement both, no details", "decrement both", "cancel oldest", "cancel newest", "use remover")
AIQ_LEVELS = {"firm": "YDOWR", "organisation": "ydowr", "affiliate": "ZEPXS", "any": "01245"}
AIQ_CODES = {
    code: (level, action)
    for level, codes in AIQ_LEVELS.items()
    for code, action in zip(codes, AIQ_ACTIONS, strict=True)
}
"""AIQ strategy codes: whose orders must not meet, and what happens instead."""


def would_trade(floor: Floor, order: LiveOrder) -> bool:
    """Whether an order meets anything in a market that trades."""
    market = floor.market_of(order)
    return not market.halted and next(market.book.counterparts(order), None) is not None


def match(floor: Floor, order: LiveOrder) -> None:
    """Trade an incoming order as far as it goes. The price is that of the resting order."""
    market = floor.market_of(order)
    while order.open and not market.halted:
        resting = next(market.book.counterparts(order), None)
        if resting is None:
            return
        strategy = _prevention(floor, order, resting)
        if strategy is None:
            _trade(floor, market, order, resting)
        else:
            _prevent(floor, order, resting, strategy)


def _trade(floor: Floor, market: Market, order: LiveOrder, resting: LiveOrder) -> None:
    quantity = min(order.open, resting.available)
    trade = floor.record((_side(resting), _side(order)))
    for party, flag in ((resting, _added(resting)), (order, "R")):
        party.take(quantity)
        told = floor.defects.pick("executed-quantity-adds-up", party.done, quantity)
        match = trade.match + (party is order and floor.defects.pick("match-numbers-differ", 1_000_000_000, 0))
        floor.reports.executed(party, told, resting.price, flag, match)
    if not resting.open:
        floor.withdraw(resting)
    elif resting.reserve and not resting.shown:
        market.book.remove(resting)
        market.book.add(resting)
        if not floor.defects.has("reserve-not-restated"):
            floor.reports.refreshed(resting, floor.next_reference())
    if not order.open:
        floor.withdraw(order)


def _side(order: LiveOrder) -> TradeSide:
    return TradeSide(order.port.member, order.channel, order.number, order.clOrdID)


def _added(order: LiveOrder) -> str:
    """The liquidity flag of a resting order (Appendix D)."""
    return "J" if order.hidden else "A"


# Self match prevention


def _prevention(floor: Floor, order: LiveOrder, resting: LiveOrder) -> str | None:
    """The strategy that keeps two orders from trading; None where they may.

    The document does not say whose strategy counts: here the incoming order's, and the resting one's where the
    incoming order has none. Orders of different AIQ groups may trade.
    """
    strategy = _strategy(floor, order) or _strategy(floor, resting)
    if floor.defects.has("self-match-trades"):
        return None
    if strategy is None or _group(order) != _group(resting):
        return None
    level, _ = AIQ_CODES[strategy]
    ours, theirs = order.port.member.account, resting.port.member.account
    if level == "firm":
        return strategy if order.firm == resting.firm else None
    return strategy if (ours.organisation or ours.firm) == (theirs.organisation or theirs.firm) else None


def _strategy(floor: Floor, order: LiveOrder) -> str | None:
    own = order.terms.options.get("aiqStrategy", "*")
    strategy = str(floor.settings.self_match_prevention if own == "*" else own)
    return strategy if strategy in AIQ_CODES else None


def _group(order: LiveOrder) -> str:
    return str(order.terms.options.get("aiqGroupID", "**"))


def _prevent(floor: Floor, order: LiveOrder, resting: LiveOrder, strategy: str) -> None:
    """Take shares out instead of trading them; "use remover" without another strategy decrements both."""
    _, action = AIQ_CODES[strategy]
    prevented = min(order.open, resting.available)
    decrements = {resting: prevented, order: prevented}
    if action == "cancel oldest":
        decrements = {resting: resting.open}
    elif action == "cancel newest":
        decrements = {order: order.open}
    for party, decrement in decrements.items():
        party.take(decrement)
        if action == "decrement both, no details":
            floor.reports.canceled(party, decrement, "Q")
        else:
            flag = "R" if party is order else _added(party)
            floor.reports.prevented(
                party, decrement, prevented=prevented, price=resting.price, flag=flag, strategy=strategy
            )
        if not party.open:
            floor.withdraw(party)
        elif party.reserve and not party.shown:
            party.refresh()
