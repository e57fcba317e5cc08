"""Cancel Order (4.1.4), Cancel by Order ID (4.1.5) and Mass Cancel (4.1.6)."""

from __future__ import annotations

from ouch_conformance.venue.genium.floor import Floor
from ouch_conformance.venue.genium.order import LiveOrder, Port
from ouch_conformance.venue.trading.checks import valid_code
from ouch_conformance.wire import WireMessage

BY_USER, BY_PROXY = 1, 10
NOBODY = ""


def cancel(floor: Floor, port: Port, message: WireMessage) -> None:
    """Take out the whole order, or refuse: an order that is done, or a token that no order has, is answered, too.

    What was inactivated is reached by its order id alone.
    """
    token, defects = message.orderToken, floor.defects
    order = port.live(token) or (_of_another(floor, token) if defects.has("cancel-reaches-other-accounts") else None)
    if order is not None and not (order.inactive and not defects.has("token-reaches-inactivated-orders")):
        kept = order.open - 10 if defects.has("cancel-keeps-some") and order.open > 10 else None
        floor.cancel(order, BY_USER, kept)
    elif not defects.has("unknown-cancel-ignored"):
        floor.reports.rejected(port.member, token, "can not cancel" if token in port.used else "unknown token")


def _of_another(floor: Floor, token: str) -> LiveOrder | None:
    """An order of any account, for a defect."""
    return next((found for port in floor.ports.values() if (found := port.live(token))), None)


def by_order_id(floor: Floor, port: Port, message: WireMessage) -> None:
    """Take out an order of any session; what is refused bears no token, for the request has none."""
    order = floor.find(str(message.orderBookId), message.side, message.orderId)
    own = order is not None and order.port is port
    if order is None or (not own and floor.defects.has("order-id-of-own-session-only")):
        if not floor.defects.has("unknown-order-id-ignored"):
            floor.reports.rejected(port.member, NOBODY, "invalid order number")
        return
    floor.cancel(order, BY_USER if own else BY_PROXY)


def mass_cancel(floor: Floor, port: Port, message: WireMessage) -> None:
    """Take out all orders of the participant: here those of the accounts of its firm.

    The number is told first, the cancels follow; the document states no order. An underlying that is named narrows it
    to the books of that number, an account to its orders.
    """
    defects = floor.defects
    if not valid_code(message.scope) and not defects.has("mass-cancel-in-any-scope"):
        floor.reports.rejected(port.member, message.orderToken, "illegal transaction")
        return
    found = [each for each in floor.orders() if each.firm == port.participant and _meant(each, message)]
    told = defects.pick("mass-cancel-tells-one-more", len(found) + 1, len(found))
    floor.reports.mass_canceled(port.member, message.orderToken, told)
    for order in found[defects.pick("mass-cancel-leaves-one", 1, 0) :]:
        floor.cancel(order, BY_USER)


def _meant(order: LiveOrder, message: WireMessage) -> bool:
    """Whether a mass cancel that names an underlying or an account means an order."""
    book = message.underlyingId in (0, int(order.terms.symbol))
    return book and message.clientAccount.strip("\0 ") in ("", order.terms.clientAccount)
