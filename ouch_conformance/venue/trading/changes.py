"""What cancels, modifies and replaces do to a live order: the quantity is the order's intended size in total."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed
from enum import Enum
from typing import Any

from ouch_conformance.venue.trading.floor import Floor
from ouch_conformance.venue.trading.order import Order, OrderT

HIGHEST_SIGNED = 2**31 - 1
"""The greatest number of four bytes with a sign."""


def ignore_replace(
    floor: Floor[OrderT, Any],
    original: OrderT | None,
    successor: OrderT | None,
    *,
    is_free: bool,
    reject: Callable[[], None],
) -> None:
    """A replace of no live order, or by a token that is not free, is met with silence, but for defects.

    `successor` is the live order that bears the new token, `reject` tells the member of a rejection.
    """
    defects = floor.defects
    if original is not None:
        if defects.has("used-replacement-cancels"):
            floor.cancel(original, "U")
        if defects.has("used-replacement-rejected"):
            reject()
    elif successor is not None and defects.has("repeated-replace-cancels"):
        floor.cancel(successor, "U")
    elif is_free and defects.has("unknown-replace-rejected"):
        reject()


def end_by_replace(
    floor: Floor[OrderT, Any],
    original: OrderT,
    reason: Any,
    *,
    consume: Callable[[], None],
    reject: Callable[[], None],
) -> None:
    """A replace with invalid details takes the existing order out, and its new token or number stays free."""
    defects = floor.defects
    if defects.has("invalid-replace-consumes"):
        consume()
    if defects.has("invalid-replace-rejected"):
        reject()
    elif not defects.has("invalid-replace-ignored"):
        floor.cancel(original, reason)


def cut(floor: Floor[OrderT, Any], order: OrderT, size: int) -> None:
    """Cancel: bring an order's intended size down; what would not do that is ignored in silence.

    The size counts the executions of the whole chain; the documents leave that open.
    """
    defects = floor.defects
    size += defects.pick("cancel-size-is-open", order.done, 0)
    if size > HIGHEST_SIGNED and defects.has("cancel-size-is-signed"):
        size = 0
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


def _excess(order: Order, size: int) -> int:
    """The open shares above an intended size; executions cannot be undone."""
    return order.open - max(0, size - order.done)


def _cancel_late(floor: Floor[OrderT, Any], order: OrderT, excess: int) -> None:
    """In the late period of a cross: a full cancel is pending, a partial one refused, each told once."""
    if excess == order.open:
        if not order.cancel_pending or floor.defects.has("cancel-pending-repeated"):
            floor.reports.cancel_pending(order)
        order.cancel_pending = True
    elif not order.cancel_rejected or floor.defects.has("cancel-reject-repeated"):
        floor.reports.cancel_reject(order)
        order.cancel_rejected = True


def modify(floor: Floor[OrderT, Any], order: OrderT, side: str, size: int, announce: Callable[[OrderT], None]) -> None:
    """Give an order another side among the sells and another size; `announce` tells the member.

    Choices where the documents are silent: a size that leaves nothing open cancels the order and says so with Canceled
    alone; where a protocol lets no order grow, a request that would only do that is ignored in silence, one that also
    changes the side is answered with the shares unchanged.
    """
    grows = size > order.size
    if grows and (floor.increases or floor.defects.has("modify-increases")):
        _grow(floor, order, size)
    elif grows and side == order.terms.side:
        return
    elif _excess(order, min(size, order.size)) == order.open:
        floor.cancel(order, "U")
        return
    else:
        order.drop(_excess(order, min(size, order.size)))
    order.terms = changed(order.terms, side=side)
    announce(order)
    if floor.defects.has("modify-loses-priority"):
        floor.requeue(order)


def _grow(floor: Floor[OrderT, Any], order: OrderT, size: int) -> None:
    """More shares, at the back of the queue unless the protocol lets an order keep its place."""
    order.open = size - order.done
    if not floor.increases_keep_place:
        floor.requeue(order)


class Barred(Enum):
    """Why an order can be neither cancelled nor changed now."""

    LATE = "late period of its cross"
    CLOSED = "after End of Day"
    HALTED = "halted"


def barred(floor: Floor[OrderT, Any], original: OrderT) -> Barred | None:
    """Why a replace is refused and the existing order stays as it is; None where it is not.

    The late period of a cross is the documents' case; a closed day and a halted symbol are this venue's.
    """
    if original.in_cross and floor.late and not floor.defects.has("late-replace-done"):
        return Barred.LATE
    if not floor.is_open:
        return Barred.CLOSED
    return Barred.HALTED if floor.market_of(original).halted else None


def exchange(floor: Floor[OrderT, Any], original: OrderT, order: OrderT, let_in: Callable[[OrderT], None]) -> None:
    """Put a replacement in the original's place, with a new time priority; `let_in` announces and admits it.

    The replacement's quantity is the chain's total, so what is done comes off it; nothing left is a dead replacement.
    """
    if floor.defects.has("replace-also-cancels"):
        floor.reports.canceled(original, original.open, "U")
    floor.withdraw(original)
    order.done = original.done
    order.open = max(0, order.terms.quantity - floor.defects.pick("replace-quantity-is-open", 0, original.done))
    let_in(order)
    if floor.defects.has("replace-keeps-priority") and order.open and order.price == original.price:
        floor.requeue(order, original.rank)
