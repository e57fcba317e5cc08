"""Cancel Order (6.3), and what becomes of orders whose member is gone (4)."""

from __future__ import annotations

from ouch_conformance.venue.japannext.floor import Floor
from ouch_conformance.venue.japannext.order import Port
from ouch_conformance.wire import WireMessage


def cancel(floor: Floor, port: Port, message: WireMessage) -> None:
    """Take out the whole order, whatever quantity the request names; a superfluous one is ignored in silence."""
    order, defects = port.live(message.orderToken), floor.defects
    if order is None:
        if message.orderToken in port.used and defects.has("superfluous-cancel-answered"):
            floor.reports.nothing_canceled(port.member, message.orderToken)
        return
    partial = 0 < message.quantity < order.open and defects.has("cancel-quantity-is-a-size")
    floor.cancel(order, "U", order.open - message.quantity if partial else None)


def withdraw_all(floor: Floor, port: Port) -> None:
    """The account has no connection left: its open orders go, each with a Canceled that nobody asked for (4)."""
    if floor.defects.has("orders-outlive-their-member"):
        return
    for order in list(port.orders.values()):
        floor.cancel(order, floor.defects.pick("withdrawn-as-user-cancel", "U", "L"))
