"""Replace Order (4.1.3): the order is replaced, or stays as it was."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Any

from ouch_conformance.venue.genium.checks import refusal
from ouch_conformance.venue.genium.enter import make_order, take_in, used
from ouch_conformance.venue.genium.floor import BY_SYSTEM, Floor
from ouch_conformance.venue.genium.order import UNCHANGED_PRICE, UNCHANGED_TEXT, LiveOrder, Port, Terms
from ouch_conformance.venue.trading.changes import exchange
from ouch_conformance.venue.trading.checks import valid_code
from ouch_conformance.wire import WireMessage

TEXTS = ("clientAccount", "customerInfo", "exchangeInfo")
NO_CHANGE = "NoChange"
"""The open or close that leaves an order's as it is; the others have one name in both lists (4.1.3)."""


def replace(floor: Floor, port: Port, message: WireMessage) -> None:
    """Replace an order, or refuse to: then nothing of it changes. A refused replacement uses its token up.

    An order that was inactivated cannot come back (4.2.5).
    """
    token, original = message.replacementOrderToken, port.live(message.existingOrderToken)
    if used(floor, port, token) and not floor.defects.has("used-replacement-token-accepted"):
        if not floor.defects.has("repeat-ignored"):
            floor.reports.rejected(port.member, token, "duplicate token")
        return
    if original is None or original.inactive:
        port.consume(token)
        floor.reports.rejected(port.member, token, "unknown token")
        return
    terms = _terms(floor, original, message)
    reason = refusal(floor, port, terms)
    if reason is not None and terms.quantity > original.done:
        port.consume(token)
        _refuse(floor, port, original, token, reason)
        return
    if terms.quantity <= original.done and floor.defects.has("low-total-refused"):
        floor.reports.rejected(port.member, token, "illegal quantity")
        return
    port.consume(token, message.existingOrderToken)
    order = make_order(floor, port, terms, token)
    order.former, order.reference = original.token, original.reference
    order.grown = terms.quantity > original.terms.quantity
    exchange(floor, original, order, lambda made: take_in(floor, made, floor.reports.replaced))
    if floor.defects.has("replaced-twice") and terms.side == "S":
        floor.reports.again(port.member)


def _refuse(floor: Floor, port: Port, original: LiveOrder, token: str, reason: str) -> None:
    """Order Rejected, and the order stays (4.1.3)."""
    if not floor.defects.has("failed-replace-unanswered"):
        floor.reports.rejected(port.member, token, reason)
    if floor.defects.has("failed-replace-cancels"):
        floor.cancel(original, BY_SYSTEM)


def _terms(floor: Floor, original: LiveOrder, message: Any) -> Terms:
    """The original's terms with what the request changes: 0, the lowest price and a NUL leave a value (4.1.3.2)."""
    terms, defects = original.terms, floor.defects
    kept = message.price == UNCHANGED_PRICE and not defects.has("unchanged-price-is-a-price")
    kept |= message.price == 0 and defects.has("zero-price-leaves-the-price")
    changes = valid_code(message.openClose) and message.openClose.name != NO_CHANGE
    texts = {name: getattr(message, name) for name in TEXTS}
    blank = defects.has("unset-texts-become-blank")
    return changed(
        terms,
        quantity=message.quantity or terms.quantity,
        price=terms.price if kept else message.price,
        openClose=floor.codec.enums["OpenClose"][message.openClose.name] if changes else _kept(terms, message),
        **{
            name: ("" if blank else getattr(terms, name)) if text.startswith(UNCHANGED_TEXT) else text
            for name, text in texts.items()
        },
    )


def _kept(terms: Terms, message: Any) -> Any:
    """The order's open or close; a code outside the list stays as it came, to be refused."""
    return terms.openClose if valid_code(message.openClose) else message.openClose
