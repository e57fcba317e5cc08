"""What happens to an order once it is let in: announced, traded, then resting or gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ouch_conformance.venue.trading.floor import Floor
from ouch_conformance.venue.trading.matching import match, would_step_back, would_trade
from ouch_conformance.venue.trading.order import OrderT

LIVE, DEAD = "L", "D"

Announce = Callable[[OrderT, str], None]
"""Tell the member of the order and its state: accepted or replaced."""


def admit(floor: Floor[OrderT, Any], order: OrderT, announce: Announce[OrderT]) -> None:
    """Announce an order, trade it, and leave what remains where it belongs.

    Cross orders wait for a cross. This venue has no auction: a cross comes only at the operator's word and executes
    nothing; it is there for what the documents say about cancels around it.
    """
    if _empty(floor, order) or (_dies_unmatched(floor, order) and not would_trade(floor, order)):
        announce(order, DEAD)
        if floor.defects.has("dead-order-is-cancelled"):
            floor.reports.canceled(order, order.open, "I")
        return
    announce(order, LIVE)
    order.port.orders[order.key] = order
    if order.in_cross:
        floor.rest(order)
    elif would_step_back(floor, order):
        floor.cancel(order, floor.post_only_reason)
    else:
        if not order.post_only:
            match(floor, order)
        _settle(floor, order)
    _limit_life(floor, order)


def _empty(floor: Floor[OrderT, Any], order: OrderT) -> bool:
    """Whether nothing of an order is left to do."""
    return not order.open and not (order.terms.quantity == 0 and floor.defects.has("quantity-zero-accepted"))


def _passes(order: OrderT) -> bool:
    """Whether an order never rests: IOC, or a market order outside a cross, for which no document has a rule."""
    return not order.in_cross and (order.immediate or order.market)


def _dies_unmatched(floor: Floor[OrderT, Any], order: OrderT) -> bool:
    dead = floor.settings.unmatched_ioc == "dead" and not floor.defects.has("ioc-rests")
    return _passes(order) and dead and not floor.defects.has("unmatched-ioc-cancelled-as-user")


def _settle(floor: Floor[OrderT, Any], order: OrderT) -> None:
    """Rest what did not trade, or cancel it: an IOC with I, a market order with Z."""
    if not order.open:
        return
    if _passes(order) and not floor.defects.has("ioc-rests"):
        floor.cancel(order, _unmatched_reason(floor, order) if order.immediate else "Z")
    else:
        floor.rest(order)


def _unmatched_reason(floor: Floor[OrderT, Any], order: OrderT) -> str:
    """Why what an IOC did not trade is cancelled."""
    nothing = order.open == order.terms.quantity
    return floor.defects.pick("unmatched-ioc-cancelled-as-user", "U" if nothing else "I", "I")


def _limit_life(floor: Floor[OrderT, Any], order: OrderT) -> None:
    """Cancel what is left with T when the order's seconds are over."""
    if not order.open or not order.seconds:
        return
    seconds = order.seconds * floor.settings.time_scale
    reason = floor.defects.pick("expired-as-user-cancel", "U", "T")
    if not floor.defects.has("good-till-time-for-ever"):
        order.timer = floor.schedule(seconds, partial(floor.cancel, order, reason))
