"""Cancel Order Request (2.3) and Modify Order Request (2.4): the quantity is the order's intended size in total."""

from __future__ import annotations

from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port
from ouch_conformance.venue.ouch50.request import Request
from ouch_conformance.venue.trading import changes
from ouch_conformance.venue.trading.checks import side_change


def cancel(floor: Floor, port: Port, request: Request) -> None:
    """Bring an order's intended size down; what would not do that is ignored in silence (2.3).

    After a Replace the order answers to its new number only; the document leaves that open.
    """
    order = port.orders.get(request.key) or _elsewhere(floor, port, request)
    if order is None and floor.defects.marked("late-cancel-rejected", (port.member.account.user, request.key)):
        floor.reports.rejected(port, request.key, "Other", "")
    if order is None or request.faults or (request.long and floor.defects.has("long-cancel-ignored")):
        return
    changes.cut(floor, order, request.message.quantity)


def _elsewhere(floor: Floor, port: Port, request: Request) -> LiveOrder | None:
    """What only a defect finds: an order of the request's number in another channel (1.2)."""
    if not floor.defects.has("cancel-ignores-channel"):
        return None
    return next((order for order in port.orders.values() if order.number == request.message.userRefNum), None)


def modify(floor: Floor, port: Port, request: Request) -> None:
    """Change the side among the sells and bring the size down, with the order's priority kept (2.4).

    Another change of side is ignored: the document is silent. Before 1.04 an increase was done and lost priority.
    """
    order = port.orders.get(request.key)
    if order is None or request.faults or request.unlisted:
        return
    if not side_change(order.terms.side, request.message.side):
        return
    if _modify_ignored(floor, order, request):
        return
    side, size = request.message.side, request.message.quantity
    changes.modify(floor, order, side, size, lambda order: floor.reports.modified(order, request.options))


def _modify_ignored(floor: Floor, order: LiveOrder, request: Request) -> bool:
    """Whether a defect makes the venue deaf to this request (2.4)."""
    old, new, defects = order.terms.side, request.message.side, floor.defects
    return (
        (old not in (new, "S") and defects.has("modify-one-way"))
        or (request.long and defects.has("long-modify-ignored"))
        or (request.message.quantity == 0 and defects.has("modify-zero-ignored"))
    )
