"""Enter Order (2.1)."""

from __future__ import annotations

from functools import partial
from typing import Any

from ouch_conformance.venue.ouch42 import quotes
from ouch_conformance.venue.ouch42.checks import refusal
from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import HIDDEN, MARKET_HOURS, SYSTEM_HOURS, LiveOrder, Port, Terms
from ouch_conformance.venue.trading.admission import Announce, admit
from ouch_conformance.venue.trading.checks import valid_code
from ouch_conformance.wire import WireMessage

OTHER, PORT_DEFAULT, BLANK = "O", " ", " "
LET_IN = {"FirmNotAuthorized": "foreign-firm-accepted", "InvalidMinimumQuantity": "minimum-above-shares-accepted"}


def enter(floor: Floor, port: Port, message: WireMessage) -> None:
    """Accept an order, refuse it, or ignore it where its token was used before (1.2, 2.1)."""
    token = message.orderToken
    if not port.is_new(token):
        if floor.defects.has("used-token-rejected"):
            floor.reports.rejected(port.member, token, "Other")
        return
    port.consume(token)
    terms, firm = _terms(floor, message), port.firm(message.firm)
    reason = _closed(floor, port, firm) or refusal(floor, port, terms, firm)
    if reason is not None and not floor.defects.has(_let_in(reason, terms)):
        _refuse(floor, port, token, reason)
        return
    order = make_order(floor, port, terms, firm, token)
    if not message.firm:
        order.told_firm = floor.defects.pick("blank-firm-not-filled-in", BLANK, firm)
    take_in(floor, order, floor.reports.accepted)


def _closed(floor: Floor, port: Port, firm: str) -> str | None:
    """Reasons that have nothing to do with the order's terms: the day, and what a defect has against the firm."""
    if not floor.is_open and not floor.defects.has("orders-after-end-of-day"):
        return "MarketClosed"
    if floor.defects.marked("nul-type-stops-orders", port.member):
        return "Other"
    second = firm != port.member.account.firm
    return "FirmNotAuthorized" if second and floor.defects.has("second-firm-refused") else None


def _let_in(reason: str, terms: Terms) -> str:
    """The defect that accepts an order in spite of a reason to refuse it; "" where there is none."""
    if reason == "SafetyThreshold":
        return "quantity-million-accepted" if terms.quantity else "quantity-zero-accepted"
    return LET_IN.get(reason, "")


def _refuse(floor: Floor, port: Port, token: str, reason: str) -> None:
    """Rejected, and nothing else ever; the token stays used (3.11)."""
    if floor.defects.has("rejected-token-stays-free"):
        port.release(token)
    floor.reports.rejected(port.member, token, reason)
    if reason == "FirmNotAuthorized" and floor.defects.has("rejected-order-is-cancelled"):
        floor.reports.nothing_canceled(port.member, token)


def _terms(floor: Floor, message: Any) -> Terms:
    other = floor.defects.pick("other-capacity-becomes-principal", "P", OTHER)
    return Terms(
        side=message.buySellIndicator,
        quantity=message.shares,
        symbol=message.stock,
        price=message.price,
        timeInForce=time_in_force(message.timeInForce),
        display=message.display,
        capacity=message.capacity if valid_code(message.capacity) else other,
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
        told_firm=firm,
        prevention=market.instrument.self_match_prevention or "*",
        reference=floor.next_reference(hidden=hidden),
    )


def take_in(floor: Floor, order: LiveOrder, announce: Announce[LiveOrder]) -> None:
    """Admit an order, unless its time is over or it would have to slide: it is then announced and cancelled."""
    reason = _cancelled_at_once(floor, order)
    if floor.defects.has("accepted-comes-last") and order.buy and _fills(floor, order):
        floor.reports.hold_back(order.port.member)
    if reason is None:
        admit(floor, order, announce)
        if floor.defects.has("resting-order-modified-unasked"):
            floor.schedule(1.5 * floor.settings.heartbeat_interval, partial(_modify_unasked, floor, order))
        return
    announce(order, "L")
    floor.cancel(order, reason)


def _fills(floor: Floor, order: LiveOrder) -> bool:
    """Whether the first order that a new one meets has just as many shares."""
    met = next(floor.market_of(order).book.counterparts(order), None)
    return met is not None and met.open == order.open


def _modify_unasked(floor: Floor, order: LiveOrder) -> None:
    """An Order Modified out of nothing, for a defect, where the order still rests."""
    if order.port.orders.get(order.key) is order:
        floor.reports.modified(order)


def _cancelled_at_once(floor: Floor, order: LiveOrder) -> str | None:
    """A day order after the primary market's close, or a post-only order at a price elsewhere (3.5)."""
    if not order.open:
        return None
    if order.terms.timeInForce == MARKET_HOURS and not floor.market_hours:
        return "E"
    return floor.slide_reason if quotes.slides(floor.market_of(order), order.terms) else None
