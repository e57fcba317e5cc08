"""Replace Order and its four outcomes (2.2): ignored, cancelled, rejected, replaced."""

from __future__ import annotations

from dataclasses import replace as changed

from ouch_conformance.venue.ouch42.checks import refusal
from ouch_conformance.venue.ouch42.enter import make_order, time_in_force
from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import LiveOrder, Port, Terms
from ouch_conformance.venue.trading.changes import Barred, barred, exchange
from ouch_conformance.wire import WireMessage

REASONS = {Barred.LATE: "NotAllowedInCross", Barred.CLOSED: "MarketClosed", Barred.HALTED: "Halted"}


def replace(floor: Floor, port: Port, message: WireMessage) -> None:
    """Replace a live order.

    Where the existing order is not live the new token stays free: the document does not say. The reason in the Canceled
    of an invalid Replace is U, which 3.5 ties to Replace.
    """
    original, token = port.live(message.existingOrderToken), message.replacementOrderToken
    if original is None or not port.is_new(token):
        return
    refused = barred(floor, original)
    if refused is not None:
        port.consume(token)
        floor.reports.rejected(port.member, token, REASONS[refused])
        return
    terms = _terms(original, message)
    if refusal(floor, port, terms, original.firm) is not None:
        floor.cancel(original, "U")
        return
    port.consume(token)
    order = make_order(floor, port, terms, original.firm, token)
    order.former = original.token
    exchange(floor, original, order, floor.reports.replaced)


def _terms(original: LiveOrder, message: WireMessage) -> Terms:
    """The original's terms with what the request changes: side, stock, firm and capacity stay (2.2)."""
    return changed(
        original.terms,
        quantity=message.shares,
        price=message.price,
        timeInForce=time_in_force(message.timeInForce),
        display=message.display,
        interMarketSweepEligibility=message.intermarketSweepEligibility,
        minimum=message.minimumQuantity,
    )
