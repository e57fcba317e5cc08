"""Replace Order Request and its four outcomes (2.2): ignored, cancelled, rejected, replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as changed
from typing import Any

from ouch_conformance.venue.ouch50.checks import refusal
from ouch_conformance.venue.ouch50.enter import make_order
from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port, Terms
from ouch_conformance.venue.ouch50.request import Request
from ouch_conformance.venue.trading.admission import admit
from ouch_conformance.venue.trading.changes import Barred, barred, end_by_replace, exchange
from ouch_conformance.venue.trading.checks import side_change

GIVEN_EACH_TIME = frozenset({"sharesLocated", "locateBroker"})
"""Options that a Replace does not inherit (2.2)."""
REASONS = {Barred.LATE: "ReplaceNotAllowed", Barred.CLOSED: "DestinationClosed", Barred.HALTED: "Halted"}


def replace(floor: Floor, port: Port, request: Request) -> None:
    """Replace a live order.

    The existing order is looked up in the request's own channel: with another UserRefIdx it is an unknown order. The
    reason in the Canceled of an invalid Replace is not named by the document; this venue says U.
    """
    original = _original(floor, port, request)
    if original is None or request.faults or not port.is_new(*request.key):
        _ignore(floor, port, request)
        return
    refused = barred(floor, original)
    if refused is not None:
        port.consume(*request.key)
        floor.reports.rejected(port, request.key, REASONS[refused], request.message.clOrdID)
        return
    terms = _terms(floor, original, request)
    if _invalid(floor, port, original, terms):
        _give_up(floor, port, original, request)
        return
    port.consume(*request.key)
    order = make_order(floor, port, request, terms, original.firm)

    def announce(made: LiveOrder, state: str) -> None:
        floor.reports.replaced(made, original, state)

    floor.defects.mark("replace-chain-breaks", order)
    exchange(floor, original, order, lambda made: admit(floor, made, announce))
    if floor.defects.has("fill-told-again-behind-replace"):
        _tell_again(floor, original, order)


def _tell_again(floor: Floor, original: LiveOrder, order: LiveOrder) -> None:
    """What only a defect does: the last fill of an order comes once more under its replacement's number."""
    fills = [(trade.match, fill) for trade in floor.trades.values() for fill in trade.fills if fill.order is original]
    for match, fill in fills[-1:]:
        floor.reports.executed(order, fill.quantity, fill.price, fill.flag, match)


def _original(floor: Floor, port: Port, request: Request) -> LiveOrder | None:
    """The live order of the request's channel and original number (2.2)."""
    channel = floor.defects.pick("replace-in-channel-ignored", 0, request.channel)
    found = port.orders.get((channel, request.message.origUserRefNum))
    return None if floor.defects.marked("replace-chain-breaks", found) else found


def _ignore(floor: Floor, port: Port, request: Request) -> None:
    """Nothing happens and the new number stays free (2.2)."""
    if not port.is_new(*request.key):
        return
    if floor.defects.has("ignored-replace-consumes"):
        port.consume(*request.key)
    if floor.defects.has("unknown-replace-rejected"):
        floor.reports.rejected(port, request.key, "Other", request.message.clOrdID)


def _give_up(floor: Floor, port: Port, original: LiveOrder, request: Request) -> None:
    """Invalid details take the existing order out, and the new number stays free (2.2)."""
    end_by_replace(
        floor,
        original,
        "U",
        consume=lambda: port.consume(*request.key),
        reject=lambda: floor.reports.rejected(port, request.key, "Other", request.message.clOrdID),
    )


def _terms(floor: Floor, original: LiveOrder, request: Request) -> Terms:
    """The original's terms with what the request changes (2.2)."""
    message = request.message
    return changed(
        original.terms,
        side=request.options.get("side", original.terms.side),
        quantity=message.quantity,
        price=message.price,
        timeInForce=_time_in_force(floor, message.timeInForce),
        display=message.display,
        interMarketSweepEligibility=message.interMarketSweepEligibility,
        options=_options(floor.defects.pick("replace-forgets-options", {}, original.terms.options), request.options),
    )


def _time_in_force(floor: Floor, asked: Any) -> Any:
    """After hours is not offered (2.2): the codec leaves it as plain text, which no check takes for a code."""
    if asked == "E" and floor.defects.has("replace-to-after-hours-done"):
        return floor.codec.enums["TimeInForce"]["AfterHours"]
    return asked


def _options(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Options left out keep their value; the Side option becomes the side and is no option of the order."""
    kept = {name: value for name, value in before.items() if name not in GIVEN_EACH_TIME}
    return {name: value for name, value in {**kept, **given}.items() if name != "side"}


def _invalid(floor: Floor, port: Port, original: LiveOrder, terms: Terms) -> bool:
    """Whether the details cannot be: the sum of old and new terms is judged as a new order's would be.

    A buy cannot become a sell: the document does not say what the Side option allows; here it is what Modify allows.
    """
    if not side_change(original.terms.side, terms.side):
        return True
    return refusal(floor, port, terms, original.firm) is not None
