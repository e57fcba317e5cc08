"""Enter Order (4.1.1) and Enter MM Order (4.1.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ouch_conformance.venue.genium.checks import in_whole, refusal
from ouch_conformance.venue.genium.floor import BY_SYSTEM, Floor
from ouch_conformance.venue.genium.order import CLOSE, NOT_ON_BOOK, ON_BOOK, LiveOrder, Port, Terms
from ouch_conformance.venue.trading.checks import valid_code
from ouch_conformance.venue.trading.matching import match
from ouch_conformance.venue.trading.order import CONTINUOUS
from ouch_conformance.wire import WireMessage


def enter(floor: Floor, port: Port, message: WireMessage) -> None:
    """Accept an order, or refuse it. A refused order uses its token up; the document leaves that open."""
    token = message.orderToken
    if used(floor, port, token):
        _repeated(floor, port, token)
        return
    port.consume(token)
    terms = _terms(floor, message)
    reason = refusal(floor, port, terms)
    if reason is None:
        take_in(floor, make_order(floor, port, terms, token), floor.reports.accepted)
        if floor.defects.has("accepted-twice") and terms.openClose == CLOSE:
            floor.reports.again(port.member)
    elif not (reason == "invalid order book" and floor.defects.has("unknown-book-ignored")):
        floor.reports.rejected(port.member, token, reason)


def used(floor: Floor, port: Port, token: str) -> bool:
    """Whether a token was used on this day, by this account alone (3.1)."""
    if floor.defects.has("accounts-share-tokens"):
        return any(token in other.used for other in floor.ports.values())
    return token in port.used and not (floor.defects.has("done-token-free-again") and port.live(token) is None)


def _repeated(floor: Floor, port: Port, token: str) -> None:
    if not floor.defects.has("repeat-ignored"):
        code = floor.defects.pick("repeat-has-another-code", "unknown token", "duplicate token")
        floor.reports.rejected(port.member, token, code)


def _terms(floor: Floor, message: Any) -> Terms:
    """A market maker's order has no time in force, open or close, nor customer info: the defaults stand for them."""
    fields = {field.name for field in message.SPEC.fields}
    enums = floor.codec.enums
    return Terms(
        side=message.side,
        quantity=message.quantity,
        symbol=str(message.orderBookId),
        price=message.price,
        timeInForce=_time_in_force(floor, message) if "timeInForce" in fields else enums["TimeInForce"]["Day"],
        display="",
        capacity="",
        interMarketSweepEligibility="",
        crossType=CONTINUOUS,
        openClose=message.openClose if "openClose" in fields else enums["OpenClose"]["Default"],
        clientAccount=message.clientAccount,
        customerInfo=message.customerInfo if "customerInfo" in fields else "",
        exchangeInfo=message.exchangeInfo,
    )


def _time_in_force(floor: Floor, message: Any) -> Any:
    """The time in force as it was asked for; a defect takes whatever is not listed for the day."""
    if not valid_code(message.timeInForce) and floor.defects.has("unlisted-time-in-force-accepted"):
        return floor.codec.enums["TimeInForce"]["Day"]
    return message.timeInForce


def make_order(floor: Floor, port: Port, terms: Terms, token: str) -> LiveOrder:
    """A live order of checked terms; all of its quantity is open."""
    buy = terms.side == "B"
    return LiveOrder(
        buy=buy,
        price=terms.price,
        open=terms.quantity,
        port=port,
        terms=terms,
        firm=port.participant,
        token=token,
        reference=floor.next_id(port, terms.symbol, buy),
    )


def take_in(floor: Floor, order: LiveOrder, announce: Callable[[LiveOrder, int], None]) -> None:
    """Trade an order, and tell of it as it stands then; fills and cancels of its account come behind (4.2.1)."""
    entered = order.open
    order.port.orders[order.key] = order
    floor.reports.hold(order.port.member)
    if order.open and not (in_whole(order.terms) and not _fills(floor, order)):
        match(floor, order)
    if order.open and order.immediate and not floor.defects.has("fill-and-kill-rests"):
        floor.cancel(order, BY_SYSTEM)
    elif order.open:
        floor.rest(order)
    else:
        floor.withdraw(order)
    state = ON_BOOK if order.open else NOT_ON_BOOK
    first = floor.defects.has("fills-before-acceptance") and entered > order.open > 0
    announced = partial(announce, order, state)
    if floor.defects.has("acceptance-shows-what-was-entered"):
        announced = partial(_as_entered, order, entered, announce)
    floor.reports.release(announced, first=first)


def _as_entered(order: LiveOrder, entered: int, announce: Callable[[LiveOrder, int], None]) -> None:
    """Tell of an order as it was before it traded, for a defect."""
    left, order.open = order.open, entered
    announce(order, ON_BOOK)
    order.open = left


def _fills(floor: Floor, order: LiveOrder) -> bool:
    """Whether the book has enough for all of an order."""
    if floor.defects.has("fill-or-kill-fills-in-part"):
        return True
    market = floor.market_of(order)
    return not market.halted and sum(each.open for each in market.book.counterparts(order)) >= order.open
