"""What happens to an order once it is let in: announced, traded, then resting or gone (3.2, 3.3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.matching import match, would_trade
from ouch_conformance.venue.ouch50.order import LiveOrder

LIVE, DEAD = "L", "D"
IMMEDIATE_OR_CANCEL, GOOD_TILL_TIME = "3", "6"

Announce = Callable[[LiveOrder, str], None]
"""Tell the member of the order and its state: Order Accepted or Order Replaced."""


def admit(floor: Floor, order: LiveOrder, announce: Announce) -> None:
    """Announce an order, trade it, and leave what remains where it belongs.

    Cross orders wait for a cross. This venue has no auction: a cross comes only at the operator's word and executes
    nothing; it is there for what 3.9 and 3.10 say about cancels around it.
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
    elif order.terms.options.get("postOnly", "N") == "P" and would_trade(floor, order):
        floor.cancel(order, "G")
    else:
        match(floor, order)
        _settle(floor, order)
    _limit_life(floor, order)


def _empty(floor: Floor, order: LiveOrder) -> bool:
    """Whether nothing of an order is left to do."""
    return not order.open and not (order.terms.quantity == 0 and floor.defects.has("quantity-zero-accepted"))


def _passes(order: LiveOrder) -> bool:
    """Whether an order never rests: IOC, or a market order outside a cross, for which the document has no rule."""
    immediate = order.terms.timeInForce == IMMEDIATE_OR_CANCEL
    return not order.in_cross and (immediate or order.market)


def _dies_unmatched(floor: Floor, order: LiveOrder) -> bool:
    dead = floor.settings.unmatched_ioc == "dead" and not floor.defects.has("ioc-rests")
    return _passes(order) and dead


def _settle(floor: Floor, order: LiveOrder) -> None:
    """Rest what did not trade, or cancel it: an IOC with I (2.1), a market order with Z."""
    if not order.open:
        return
    if _passes(order) and not floor.defects.has("ioc-rests"):
        floor.cancel(order, "I" if order.terms.timeInForce == IMMEDIATE_OR_CANCEL else "Z")
    else:
        floor.rest(order)


def _limit_life(floor: Floor, order: LiveOrder) -> None:
    """GTT: cancel what is left with T when the order's seconds are over (2.1)."""
    if not order.open or order.terms.timeInForce != GOOD_TILL_TIME:
        return
    seconds = order.terms.options["expireTime"] * floor.settings.time_scale
    reason = floor.defects.pick("expired-as-user-cancel", "U", "T")
    if not floor.defects.has("good-till-time-for-ever"):
        order.timer = floor.schedule(seconds, partial(floor.cancel, order, reason))
