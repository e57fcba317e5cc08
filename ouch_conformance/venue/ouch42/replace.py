"""Replace Order and its four outcomes (2.2): ignored, cancelled, rejected, replaced."""

from __future__ import annotations

from dataclasses import replace as changed

from ouch_conformance.venue.ouch42.checks import refusal
from ouch_conformance.venue.ouch42.enter import make_order, take_in, time_in_force
from ouch_conformance.venue.ouch42.floor import Floor
from ouch_conformance.venue.ouch42.order import LiveOrder, Port, Terms
from ouch_conformance.venue.trading.changes import Barred, barred, end_by_replace, exchange, ignore_replace
from ouch_conformance.wire import WireMessage

REASONS = {Barred.LATE: "NotAllowedInCross", Barred.CLOSED: "MarketClosed", Barred.HALTED: "Halted"}


def replace(floor: Floor, port: Port, message: WireMessage) -> None:
    """Replace a live order.

    Where the existing order is not live the new token stays free: the document does not say. The reason in the Canceled
    of an invalid Replace is U, which 3.5 ties to Replace.
    """
    original, token = _original(floor, port, message), message.replacementOrderToken
    is_free = port.is_new(token)

    def reject() -> None:
        floor.reports.rejected(port.member, token, "Other")

    if original is None or not is_free:
        ignore_replace(floor, original, port.live(token), is_free=is_free, reject=reject)
        return
    refused = barred(floor, original)
    if refused is not None:
        port.consume(token)
        floor.reports.rejected(port.member, token, REASONS[refused])
        return
    terms = _terms(original, message)
    if refusal(floor, port, terms, original.firm) is not None:
        reason = floor.defects.pick("invalid-replace-cancels-as-system", "Z", "U")
        end_by_replace(floor, original, reason, consume=lambda: port.consume(token), reject=reject)
        return
    port.consume(token)
    order = _successor(floor, port, original, terms, token)
    if _cheaper(original, order) and floor.defects.has("cheaper-replace-also-cancels"):
        floor.reports.canceled(original, original.open, "U")
    exchange(floor, original, order, lambda made: take_in(floor, made, floor.reports.replaced))
    if floor.defects.has("replaced-token-free-again"):
        port.release(original.token)
    if _cheaper(original, order) and floor.defects.has("replaced-twice"):
        floor.reports.again(port.member)


def _original(floor: Floor, port: Port, message: WireMessage) -> LiveOrder | None:
    """The live order of the existing token (2.2)."""
    order = port.live(message.existingOrderToken)
    broken = order is not None and order.former and floor.defects.has("replace-chain-breaks")
    return None if broken else order


def _successor(floor: Floor, port: Port, original: LiveOrder, terms: Terms, token: str) -> LiveOrder:
    """The order that takes the original's place, not yet admitted."""
    # The original is no part of the best prices any more that the replacement is fitted to.
    floor.withdraw(original)
    order = make_order(floor, port, terms, original.firm, token)
    order.former = original.token
    if _cheaper(original, order):
        order.former = floor.defects.pick("replaced-names-itself", token, original.token)
    order.told_firm = floor.defects.pick("replaced-shows-default-firm", port.firm(""), order.firm)
    return order


def _cheaper(original: LiveOrder, order: LiveOrder) -> bool:
    """Whether a buy's price went down: what some defects do only then."""
    return order.buy and order.price < original.price


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
