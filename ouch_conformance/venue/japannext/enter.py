"""Enter Order (6.1)."""

from __future__ import annotations

from functools import partial
from typing import Any

from ouch_conformance.venue.japannext.checks import refusal
from ouch_conformance.venue.japannext.floor import Floor
from ouch_conformance.venue.japannext.order import DAY, LiveOrder, Port, Terms
from ouch_conformance.venue.trading.admission import Announce, admit
from ouch_conformance.venue.trading.checks import valid_code
from ouch_conformance.venue.trading.order import CONTINUOUS
from ouch_conformance.wire import WireMessage

NO_SWEEP = "N"


def enter(floor: Floor, port: Port, message: WireMessage) -> None:
    """Accept an order, refuse it, or ignore it where its token is out of sequence.

    Whether a rejected order uses up its token is not stated: here it does.
    """
    token = message.orderToken
    if not port.in_sequence(token):
        if floor.defects.has("used-token-rejected"):
            floor.reports.rejected(port.member, token, "Other")
        return
    port.consume(token)
    terms = _terms(floor, message)
    closed = not floor.is_open and not floor.defects.has("orders-after-end-of-day")
    reason = "NotAllowedAtThisTime" if closed else refusal(floor, port, terms)
    if reason is None:
        take_in(floor, make_order(floor, port, terms, token), floor.reports.accepted)
        return
    _refuse(floor, port, terms, token, reason)


def _refuse(floor: Floor, port: Port, terms: Terms, token: int, reason: str) -> None:
    """Rejected, and nothing else ever (7.7)."""
    day_minimum = reason == "InvalidMinimumQuantity" and terms.timeInForce == DAY
    if day_minimum and floor.defects.has("day-minimum-rejected-as-other"):
        reason = "Other"
    floor.reports.rejected(port.member, token, reason)
    if day_minimum and floor.defects.has("rejected-order-is-cancelled"):
        floor.reports.nothing_canceled(port.member, token)


def time_in_force(floor: Floor, asked: Any) -> Any:
    """The time in force as it was asked for; a defect takes whatever is not listed for the day."""
    if not valid_code(asked) and floor.defects.has("seconds-to-live-accepted"):
        return floor.codec.enums["TimeInForce"]["Day"]
    return asked


def _terms(floor: Floor, message: Any) -> Terms:
    return Terms(
        side=message.side,
        quantity=message.quantity,
        symbol=str(message.orderbookId),
        price=message.price,
        timeInForce=time_in_force(floor, message.timeInForce),
        display=message.display,
        capacity=message.capacity,
        interMarketSweepEligibility=NO_SWEEP,
        crossType=CONTINUOUS,
        minimum=message.minimumQuantity,
        group=message.group,
        clientReference=message.clientReference,
        firmId=message.firmId,
        orderClassification=message.orderClassification,
        cashMarginType=message.cashMarginType,
    )


def make_order(floor: Floor, port: Port, terms: Terms, token: int) -> LiveOrder:
    """A live order of checked terms; all of its quantity is open."""
    number = floor.next_reference()
    return LiveOrder(
        buy=terms.side == "B",
        price=terms.price,
        open=terms.quantity,
        minimum=floor.defects.pick("minimum-quantity-ignored", 0, terms.minimum),
        port=port,
        terms=terms,
        firm=port.firm(""),
        token=token,
        prevention=floor.markets[terms.symbol].instrument.self_match_prevention or "*",
        reference=floor.defects.pick("order-numbers-stand-still", 1, number),
    )


def take_in(floor: Floor, order: LiveOrder, announce: Announce[LiveOrder]) -> None:
    """Admit an order."""
    admit(floor, order, announce)
    if floor.defects.has("resting-order-cancelled-unasked") and not order.immediate:
        floor.schedule(1.5 * floor.settings.heartbeat_interval, partial(_cancel_unasked, floor, order))


def _cancel_unasked(floor: Floor, order: LiveOrder) -> None:
    """A cancel for which nobody asked, for a defect, where the order still rests."""
    if order.port.orders.get(order.key) is order:
        floor.cancel(order, "U")
