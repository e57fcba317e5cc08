"""Replace Order Request and its four outcomes (2.2): ignored, cancelled, rejected, replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as changed
from typing import Any

from ouch_conformance.venue.ouch50.admission import admit
from ouch_conformance.venue.ouch50.checks import refusal, side_change, valid_code
from ouch_conformance.venue.ouch50.enter import make_order
from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port, Terms
from ouch_conformance.venue.ouch50.request import Request

GIVEN_EACH_TIME = frozenset({"sharesLocated", "locateBroker"})
"""Options that a Replace does not inherit (2.2)."""


def replace(floor: Floor, port: Port, request: Request) -> None:
    """Replace a live order.

    The existing order is looked up in the request's own channel: with another UserRefIdx it is an unknown order. The
    reason in the Canceled of an invalid Replace is not named by the document; this venue says U.
    """
    original = port.orders.get((request.channel, request.message.origUserRefNum))
    if original is None or request.faults or not port.is_new(*request.key):
        return
    refused = _not_now(floor, original)
    if refused is not None:
        port.consume(*request.key)
        floor.reports.rejected(port, request.key, refused, request.message.clOrdID)
        return
    terms = _terms(original, request)
    if _invalid(floor, port, original, request, terms):
        floor.cancel(original, "U")
        return
    port.consume(*request.key)
    _exchange(floor, port, original, request, terms)


def _not_now(floor: Floor, original: LiveOrder) -> str | None:
    """Why the existing order can be neither cancelled nor changed: it then stays as it is (2.2).

    The late period of a cross is the document's case; a closed day and a halted symbol are this venue's.
    """
    if original.in_cross and floor.late:
        return "ReplaceNotAllowed"
    if not floor.is_open:
        return "DestinationClosed"
    return "Halted" if floor.market_of(original).halted else None


def _terms(original: LiveOrder, request: Request) -> Terms:
    """The original's terms with what the request changes (2.2)."""
    message = request.message
    return changed(
        original.terms,
        side=request.options.get("side", original.terms.side),
        quantity=message.quantity,
        price=message.price,
        timeInForce=message.timeInForce,
        display=message.display,
        interMarketSweepEligibility=message.interMarketSweepEligibility,
        options=_options(original.terms.options, request.options),
    )


def _options(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Options left out keep their value; the Side option becomes the side and is no option of the order."""
    kept = {name: value for name, value in before.items() if name not in GIVEN_EACH_TIME}
    return {name: value for name, value in {**kept, **given}.items() if name != "side"}


def _invalid(floor: Floor, port: Port, original: LiveOrder, request: Request, terms: Terms) -> bool:
    """Whether the details cannot be: the sum of old and new terms is judged as a new order's would be.

    After hours is not offered (2.2); the codec leaves a time in force outside the Replace's own list as plain text. A
    buy cannot become a sell: the document does not say what the Side option allows, this venue takes what Modify takes.
    """
    if not valid_code(request.message.timeInForce) or not side_change(original.terms.side, terms.side):
        return True
    return refusal(floor, port, terms, original.firm) is not None


def _exchange(floor: Floor, port: Port, original: LiveOrder, request: Request, terms: Terms) -> None:
    """Put the replacement in the original's place: a new number, reference and time priority (2.2).

    The quantity is the chain's total, so what is done comes off it (2.2); nothing left is a dead replacement.
    """
    floor.withdraw(original)
    order = make_order(floor, port, request, terms, original.firm)
    order.done = original.done
    order.open = max(0, terms.quantity - original.done)
    admit(floor, order, lambda made, state: floor.reports.replaced(made, original.number, state))
