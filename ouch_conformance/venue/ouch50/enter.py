"""Enter Order (2.1)."""

from __future__ import annotations

from functools import partial

from ouch_conformance.venue.ouch50.checks import refusal
from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port, Terms
from ouch_conformance.venue.ouch50.request import Request
from ouch_conformance.venue.trading.admission import admit

FAR = 5
"""How far above the last number a defect lets the next one lie."""


def enter(floor: Floor, port: Port, request: Request) -> None:
    """Accept an order, refuse it, or ignore it where its number is not new (1.2)."""
    if request.options.get("userRefIdx") == 0 and floor.defects.has("channel-zero-refused"):
        floor.reports.rejected(port, request.key, "Other", request.message.clOrdID)
        return
    if not _is_new(floor, port, request):
        _repeated(floor, port, request)
        return
    port.consume(*request.key)
    terms = _terms(request)
    firm = port.firm(terms.options.get("firm", ""))
    reason = _closed(floor, port, request, firm) or refusal(floor, port, terms, firm)
    if reason == "InvalidQuantity" and floor.defects.has(_wrong_quantity(terms)):
        reason = None
    if reason is not None:
        if floor.defects.has("rejected-number-stays-free"):
            port.last[port.scope(request.channel)] -= 1
        floor.reports.rejected(port, request.key, reason, request.message.clOrdID)
        return
    order = make_order(floor, port, request, terms, firm)
    admit(floor, order, floor.reports.accepted)
    if floor.defects.has("resting-order-modified-unasked"):
        floor.schedule(1.5 * floor.settings.heartbeat_interval, partial(_modify_unasked, floor, order))


def _modify_unasked(floor: Floor, order: LiveOrder) -> None:
    """An Order Modified out of nothing, for a defect, where the order still rests."""
    if order.port.orders.get(order.key) is order:
        floor.reports.modified(order, {})


def _is_new(floor: Floor, port: Port, request: Request) -> bool:
    """Whether the number is above the last one, however far (1.2); defects ask for more, or spend what is too far."""
    step = request.message.userRefNum - port.last.get(port.scope(request.channel), 0)
    if step > FAR and floor.defects.has("far-number-ignored"):
        port.consume(*request.key)
    if floor.defects.has("accounts-share-numbers") and _is_anothers(floor, port, request):
        return False
    return port.is_new(*request.key)


def _is_anothers(floor: Floor, port: Port, request: Request) -> bool:
    """Whether an open order of another account has the same number, side and symbol."""
    namesakes = [other.orders.get(request.key) for other in floor.ports.values() if other is not port]
    asked = (request.message.side, request.message.symbol)
    return any(order and asked == (order.terms.side, order.terms.symbol) for order in namesakes)


def _repeated(floor: Floor, port: Port, request: Request) -> None:
    """A number that is not new is a retransmission: nothing happens (1.2)."""
    equal = request.message.userRefNum == port.last.get(port.scope(request.channel))
    if floor.defects.has("repeated-number-rejected") or (equal and floor.defects.has("equal-number-rejected")):
        floor.reports.rejected(port, request.key, "Other", request.message.clOrdID)


def _terms(request: Request) -> Terms:
    message = request.message
    return Terms(
        message.side,
        message.quantity,
        message.symbol,
        message.price,
        message.timeInForce,
        message.display,
        message.capacity,
        message.interMarketSweepEligibility,
        message.crossType,
        request.options,
    )


def _wrong_quantity(terms: Terms) -> str:
    """The defect that accepts a quantity outside 1 to 999,999 (2.1)."""
    return "quantity-million-accepted" if terms.quantity else "quantity-zero-accepted"


def _closed(floor: Floor, port: Port, request: Request, firm: str) -> str | None:
    """Reasons that have nothing to do with the order's terms; that of a disabled firm is this venue's choice (2.6)."""
    if not floor.is_open and not floor.defects.has("orders-after-end-of-day"):
        return "DestinationClosed"
    if firm in port.disabled:
        return "FirmNotAuthorized"
    if request.options.get("firm") == "" and floor.defects.has("blank-firm-refused"):
        return "FirmNotAuthorized"
    if floor.defects.has("falling-options-refused") and _falls(floor, request):
        return "Other"
    if any(fault.field == "route" for fault in request.faults) or "route" in request.options:
        return "RoutingNotAllowed"
    stopped = floor.defects.marked("nul-type-stops-orders", port.member)
    return "Other" if request.faults or stopped or _lacks_options(floor, request) else None


def _lacks_options(floor: Floor, request: Request) -> bool:
    """Whether a defect asks for options that nothing asks for (2.1)."""
    extended = request.message.timeInForce == floor.codec.enums["TimeInForce"]["ExtendedHours"]
    return extended and not request.options and floor.defects.has("extended-hours-need-options")


def _falls(floor: Floor, request: Request) -> bool:
    """Whether the tags of the options fall somewhere; the document asks for no order (1.2)."""
    tags = [floor.codec.options[name].tag for name in request.options]
    return tags != sorted(tags)


def make_order(floor: Floor, port: Port, request: Request, terms: Terms, firm: str) -> LiveOrder:
    """A live order of checked terms; its open shares are all of its quantity."""
    hidden = terms.display == "N"
    floor_shares = int(terms.options.get("maxFloor", 0))
    return LiveOrder(
        buy=terms.side == "B",
        price=terms.price,
        open=terms.quantity,
        market=terms.price in floor.market_prices,
        hidden=hidden,
        minimum=floor.defects.pick("minimum-quantity-ignored", 0, int(terms.options.get("minQty", 0))),
        reserve=0 if hidden else floor_shares,
        port=port,
        channel=request.channel,
        number=request.message.userRefNum,
        terms=terms,
        firm=firm,
        clOrdID=request.message.clOrdID,
        reference=floor.next_reference(hidden=hidden),
    )
