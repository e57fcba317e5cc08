"""Cancel Order (2.3), Modify Order (2.4) and Trade Now (2.5)."""

from __future__ import annotations

from functools import partial

from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import Port
from ouch_conformance.venue.trading import changes
from ouch_conformance.venue.trading.checks import side_change, valid_code
from ouch_conformance.venue.trading.matching import match
from ouch_conformance.wire import WireMessage


def cancel(floor: Floor, port: Port, message: WireMessage) -> None:
    """Bring an order's intended size down; what would not do that is ignored in silence (2.3).

    After a Replace the order answers to its new token only; the document leaves that open.
    """
    token = message.orderToken
    order = port.live(token)
    if order is None:
        if not port.is_new(token) and floor.defects.has("cancel-of-dead-order-rejected"):
            floor.reports.no_order(port.member, token)
        return
    changes.cut(floor, order, message.shares)
    if not order.open and floor.defects.has("cancelled-token-free-again"):
        port.release(token)


def modify(floor: Floor, port: Port, message: WireMessage) -> None:
    """Change the side among the sells and the size (2.4).

    The document has no answer to another change of side or to a size outside 1 to 999,999: both are ignored.
    """
    order, side, size = port.live(message.orderToken), message.buySellIndicator, message.shares
    if order is None or not valid_code(side) or not 1 <= size <= floor.settings.maximum_quantity:
        return
    former, defects = order.terms.side, floor.defects
    deaf = former not in (side, "S") and defects.has("modify-one-way")
    if side_change(former, side) and not deaf:
        size += defects.pick("modify-size-is-open", order.done, 0)
        changes.modify(floor, order, side, size, partial(floor.reports.modified, former=former))


def trade_now(floor: Floor, port: Port, message: WireMessage) -> None:
    """Let a resting order take what locks it, and keep its place with the rest (2.5).

    Orders lock where a post-only order came to a hidden one. An order that is not in the book is not answered.
    """
    order, defects = port.live(message.orderToken), floor.defects
    if order is None or order.in_cross:
        return
    if not defects.has("trade-now-unanswered"):
        floor.reports.trade_now(order)
    if not defects.has("trade-now-only-echoed"):
        match(floor, order)
    if defects.has("trade-now-loses-priority"):
        floor.requeue(order)
