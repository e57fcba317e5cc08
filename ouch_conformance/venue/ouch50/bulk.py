"""Requests about a firm or a port instead of an order: Mass Cancel, Disable, Enable, Account Query (2.5 to 2.8)."""

from __future__ import annotations

from ouch_conformance.venue.ouch50.floor import Floor
from ouch_conformance.venue.ouch50.order import LiveOrder, Port
from ouch_conformance.venue.ouch50.request import Request


def mass_cancel(floor: Floor, port: Port, request: Request) -> None:
    """Cancel every live order of a firm on this account that symbol, side, group and channel let through (2.5).

    A blank firm is the account's default firm, and a Side option means that very side (T is not "all sells"): both are
    left open by the document, as is the order of the response and the Canceled messages.
    """
    if not _begin(floor, port, request):
        return
    firm = port.firm(request.message.firm)
    chosen = [order for order in port.orders.values() if order.firm == firm and _selected(order, request)]
    last = floor.settings.mass_cancel_response == "last"
    if not last:
        floor.reports.mass_canceled(port.member, request.message, request.options)
    for order in chosen:
        floor.cancel(order, "U")
    if last:
        floor.reports.mass_canceled(port.member, request.message, request.options)


def _selected(order: LiveOrder, request: Request) -> bool:
    options, symbol = request.options, request.message.symbol
    return (
        symbol in ("", order.terms.symbol)
        and options.get("side", order.terms.side) == order.terms.side
        and options.get("groupID", _group(order)) == _group(order)
        and request.channel in (0, order.channel)
    )


def _group(order: LiveOrder) -> int:
    return int(order.terms.options.get("groupID", 0))


def disable(floor: Floor, port: Port, request: Request) -> None:
    """Refuse new orders of a firm on this account from here on; replaces and cancels still work (2.6)."""
    if _begin(floor, port, request):
        port.disabled.add(port.firm(request.message.firm))
        floor.reports.entry_disabled(port.member, request.message, request.options)


def enable(floor: Floor, port: Port, request: Request) -> None:
    """Lift the block of a firm; without one nothing changes, and it is acknowledged all the same (2.7)."""
    if _begin(floor, port, request):
        port.disabled.discard(port.firm(request.message.firm))
        floor.reports.entry_enabled(port.member, request.message, request.options)


def _begin(floor: Floor, port: Port, request: Request) -> bool:
    """Take the request's number; a firm that is not the account's is refused with a blank ClOrdID (3.8, left open)."""
    if request.faults or not port.is_new(*request.key):
        return False
    port.consume(*request.key)
    if port.member.account.may_use(port.firm(request.message.firm)):
        return True
    floor.reports.rejected(port, request.key, "FirmNotAuthorized", "")
    return False


def query(floor: Floor, port: Port, request: Request) -> None:
    """Tell the next number that may be used in the channel; consumes nothing (2.8)."""
    if not request.faults:
        channel = request.channel
        floor.reports.next_number(port.member, channel, port.last.get(channel, 0) + 1)
