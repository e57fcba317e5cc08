"""Enter Order (2.1)."""

from __future__ import annotations

from typing import Any

from ouch_conformance.venue.ouch42 import quotes
from ouch_conformance.venue.ouch42.checks import refusal
from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import HIDDEN, MARKET_HOURS, SYSTEM_HOURS, LiveOrder, Port, Terms
from ouch_conformance.venue.trading.admission import Announce, admit
from ouch_conformance.venue.trading.checks import valid_code
from ouch_conformance.wire import WireMessage

OTHER, PORT_DEFAULT = "O", " "


def enter(floor: Floor, port: Port, message: WireMessage) -> None:
    """Accept an order, refuse it, or ignore it where its token was used before (1.2, 2.1)."""
    token = message.orderToken
    if not port.is_new(token):
        return
    port.consume(token)
    terms, firm = _terms(message), port.firm(message.firm)
    reason = _closed(floor) or refusal(floor, port, terms, firm)
    if reason is not None:
        floor.reports.rejected(port.member, token, reason)
        return
    take_in(floor, make_order(floor, port, terms, firm, token), floor.reports.accepted)


def _closed(floor: Floor) -> str | None:
    return None if floor.is_open else "MarketClosed"


def _terms(message: Any) -> Terms:
    return Terms(
        side=message.buySellIndicator,
        quantity=message.shares,
        symbol=message.stock,
        price=message.price,
        timeInForce=time_in_force(message.timeInForce),
        display=message.display,
        capacity=message.capacity if valid_code(message.capacity) else OTHER,
        interMarketSweepEligibility=message.intermarketSweepEligibility,
        crossType=message.crossType,
        minimum=message.minimumQuantity,
        # BX and PSX have no such field: the port's default it is (2.1).
        customerType=getattr(message, "customerType", PORT_DEFAULT),
    )


def time_in_force(asked: int) -> int:
    """The seconds or code accepted: anything above 99,999 is good for system hours (1.2)."""
    return min(int(asked), SYSTEM_HOURS)


def make_order(floor: Floor, port: Port, terms: Terms, firm: str, token: str) -> LiveOrder:
    """A live order of checked terms; its open shares are all of its quantity."""
    market = floor.markets[terms.symbol]
    fit = quotes.fitted(market, terms)
    hidden = fit.display in HIDDEN or fit.display == "Z"
    return LiveOrder(
        buy=terms.side == "B",
        price=fit.price,
        open=terms.quantity,
        market=terms.price in floor.market_prices,
        hidden=hidden,
        minimum=floor.defects.pick("minimum-quantity-ignored", 0, terms.minimum),
        port=port,
        terms=terms,
        firm=firm,
        token=token,
        display=fit.display,
        weight=fit.weight,
        prevention=market.instrument.self_match_prevention or "*",
        reference=floor.next_reference(hidden=hidden),
    )


def take_in(floor: Floor, order: LiveOrder, announce: Announce[LiveOrder]) -> None:
    """Admit an order, unless its time is over or it would have to slide: it is then accepted and cancelled."""
    reason = _cancelled_at_once(floor, order)
    if reason is None:
        admit(floor, order, announce)
        return
    announce(order, "L")
    floor.cancel(order, reason)


def _cancelled_at_once(floor: Floor, order: LiveOrder) -> str | None:
    """A day order after the primary market's close, or a post-only order at a price elsewhere (3.5)."""
    if order.terms.timeInForce == MARKET_HOURS and not floor.market_hours:
        return "E"
    return floor.slide_reason if quotes.slides(floor.market_of(order), order.terms) else None
