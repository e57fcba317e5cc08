"""Cancel Order (2.3), Modify Order (2.4) and Trade Now (2.5)."""

from __future__ import annotations

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
    order = port.live(message.orderToken)
    if order is not None:
        changes.cut(floor, order, message.shares)


def modify(floor: Floor, port: Port, message: WireMessage) -> None:
    """Change the side among the sells and the size (2.4).

    The document has no answer to another change of side or to a size outside 1 to 999,999: both are ignored.
    """
    order, side, size = port.live(message.orderToken), message.buySellIndicator, message.shares
    if order is None or not valid_code(side) or not 1 <= size <= floor.settings.maximum_quantity:
        return
    if side_change(order.terms.side, side):
        changes.modify(floor, order, side, size, floor.reports.modified)


def trade_now(floor: Floor, port: Port, message: WireMessage) -> None:
    """Let a resting order take what locks it, and keep its place with the rest (2.5).

    Orders lock where a post-only order came to a hidden one. An order that is not in the book is not answered.
    """
    order = port.live(message.orderToken)
    if order is not None and not order.in_cross:
        floor.reports.trade_now(order)
        match(floor, order)
