"""Replace Order and its outcomes (6.2): ignored, the end of the order, or replaced."""

from __future__ import annotations

from dataclasses import replace as changed

from ouch_conformance.venue.japannext.checks import refusal
from ouch_conformance.venue.japannext.enter import make_order, take_in, time_in_force
from ouch_conformance.venue.japannext.floor import Floor
from ouch_conformance.venue.japannext.order import LiveOrder, Port, Terms
from ouch_conformance.venue.trading.changes import end_by_replace, exchange, ignore_replace
from ouch_conformance.wire import WireMessage

CODES = {
    "InvalidPrice": "X",
    "InvalidQuantity": "Z",
    "InvalidMinimumQuantity": "N",
    "InvalidOrderType": "Y",
    "InvalidDisplayType": "D",
    "OrderValueLimit": "V",
    "NotAllowedAtThisTime": "R",
    "TradingHalt": "R",
}
"""Reasons of Rejected that Canceled has too (7.4, 7.7)."""


def replace(floor: Floor, port: Port, message: WireMessage) -> None:
    """Replace a live order by one whose token is in sequence; anything else is ignored in silence.

    What survives a total below what was executed is not stated: here the new token does.
    """
    original, token = port.live(message.existingOrderToken), message.replacementOrderToken
    is_free = port.in_sequence(token)

    def reject() -> None:
        floor.reports.rejected(port.member, token, "Other")

    if original is None or not is_free:
        ignore_replace(floor, original, port.live(token), is_free=is_free, reject=reject)
        return
    terms = _terms(floor, original, message)
    if _nothing_left(floor, original, terms):
        floor.cancel(original, "U")
        return
    reason = _invalid(floor, port, terms)
    if reason is not None:
        end_by_replace(floor, original, reason, consume=lambda: port.consume(token), reject=reject)
        return
    port.consume(token)
    order = _successor(floor, port, original, terms, token)
    exchange(floor, original, order, lambda made: take_in(floor, made, floor.reports.replaced))
    if order.cheaper and floor.defects.has("replaced-twice"):
        floor.reports.again(port.member)


def _nothing_left(floor: Floor, original: LiveOrder, terms: Terms) -> bool:
    """Whether a total is below what was executed, so that the existing order is cancelled (6.2)."""
    if terms.quantity < original.done:
        return not floor.defects.has("low-total-comes-dead")
    return terms.quantity == original.done > 0 and floor.defects.has("equal-total-cancels")


def _invalid(floor: Floor, port: Port, terms: Terms) -> str | None:
    """The code of the reason why a replace ends its order; None where it does not (6.2)."""
    if not floor.is_open:
        return CODES["NotAllowedAtThisTime"]
    reason = refusal(floor, port, terms)
    return None if reason is None else CODES.get(reason, "O")


def _successor(floor: Floor, port: Port, original: LiveOrder, terms: Terms, token: int) -> LiveOrder:
    """The order that takes the original's place, not yet admitted."""
    order = make_order(floor, port, terms, token)
    order.former = original.token
    order.cheaper = order.buy and order.price < original.price
    if order.cheaper:
        order.former = floor.defects.pick("replaced-names-itself", token, original.token)
    return order


def _terms(floor: Floor, original: LiveOrder, message: WireMessage) -> Terms:
    """The original's terms with what the request changes: side, instrument, group and the rest stay (6.2)."""
    return changed(
        original.terms,
        quantity=message.quantity,
        price=message.price,
        timeInForce=time_in_force(floor, message.timeInForce),
        display=message.display,
        minimum=message.minimumQuantity,
    )
