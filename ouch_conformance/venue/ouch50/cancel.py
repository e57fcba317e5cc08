"""Cancel Order Request (2.3) and Modify Order Request (2.4): the quantity is the order's intended size in total."""

from __future__ import annotations

from dataclasses import replace as changed

from ouch_conformance.venue.ouch50.checks import side_change
from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port
from ouch_conformance.venue.ouch50.request import Request


def cancel(floor: Floor, port: Port, request: Request) -> None:
    """Bring an order's intended size down; what would not do that is ignored in silence (2.3).

    After a Replace the order answers to its new number only, and its size counts the executions of the whole chain; the
    document leaves both open.
    """
    order, defects = port.orders.get(request.key), floor.defects
    if order is None or request.faults or (request.long and defects.has("long-cancel-ignored")):
        return
    size = request.message.quantity + defects.pick("cancel-size-is-open", order.done, 0)
    if size >= order.size:
        if defects.has("superfluous-cancel-answered"):
            floor.reports.canceled(order, 0, "U")
        return
    if size == 0 and order.size < order.terms.quantity and defects.has("cancel-zero-ignored"):
        return
    excess = _excess(order, size)
    if order.in_cross and floor.late:
        _cancel_late(floor, order, excess)
    else:
        floor.cancel(order, "U", excess)
        if defects.has("cancel-loses-priority"):
            floor.requeue(order)


def _excess(order: LiveOrder, size: int) -> int:
    """The open shares above an intended size; executions cannot be undone."""
    return order.open - max(0, size - order.done)


def _cancel_late(floor: Floor, order: LiveOrder, excess: int) -> None:
    """In the late period of a cross: a full cancel is pending, a partial one refused, each told once (3.9, 3.10)."""
    if excess == order.open:
        if not order.cancel_pending or floor.defects.has("cancel-pending-repeated"):
            floor.reports.cancel_pending(order)
        order.cancel_pending = True
    elif not order.cancel_rejected or floor.defects.has("cancel-reject-repeated"):
        floor.reports.cancel_reject(order)
        order.cancel_rejected = True


def modify(floor: Floor, port: Port, request: Request) -> None:
    """Change the side among the sells and bring the size down, with the order's priority kept (2.4).

    Choices where the document is silent: another change of side is ignored; a size that leaves nothing open cancels the
    order and says so with Canceled alone; a request that would only increase the size is ignored in silence, one that
    also changes the side is answered with the shares unchanged. Before 1.04 an increase was done and lost priority.
    """
    order, defects = port.orders.get(request.key), floor.defects
    if order is None or request.faults or not side_change(order.terms.side, request.message.side):
        return
    size, side = request.message.quantity, request.message.side
    if _modify_ignored(floor, order, request):
        return
    grows = size > order.size
    if grows and (floor.increases or defects.has("modify-increases")):
        _grow(floor, order, size)
    elif grows and side == order.terms.side:
        return
    elif _excess(order, min(size, order.size)) == order.open:
        floor.cancel(order, "U")
        return
    else:
        order.drop(_excess(order, min(size, order.size)))
    order.terms = changed(order.terms, side=side)
    floor.reports.modified(order, request.options)
    if defects.has("modify-loses-priority"):
        floor.requeue(order)


def _modify_ignored(floor: Floor, order: LiveOrder, request: Request) -> bool:
    """Whether a defect makes the venue deaf to this request (2.4)."""
    old, new, defects = order.terms.side, request.message.side, floor.defects
    return (
        (old not in (new, "S") and defects.has("modify-one-way"))
        or (request.long and defects.has("long-modify-ignored"))
        or (request.message.quantity == 0 and defects.has("modify-zero-ignored"))
    )


def _grow(floor: Floor, order: LiveOrder, size: int) -> None:
    """More shares, at the back of the queue (revisions before 1.04)."""
    order.open = size - order.done
    floor.requeue(order)
