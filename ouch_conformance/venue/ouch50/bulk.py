"""Requests about a firm or a port instead of an order: Mass Cancel, Disable, Enable, Account Query (2.5 to 2.8)."""

from __future__ import annotations

from functools import partial

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
    every = floor.defects.has("mass-cancel-ignores-firm")
    chosen = [each for each in port.orders.values() if (every or each.firm == firm) and _selected(floor, each, request)]
    answer = partial(floor.reports.mass_canceled, port.member, request.message, request.options)
    last = floor.settings.mass_cancel_response == "last"
    quiet = floor.defects.has("mass-cancel-unacknowledged")
    if not last and not quiet:
        answer()
    for order in chosen:
        if floor.defects.has("mass-cancel-not-reported"):
            floor.withdraw(order)
        else:
            floor.cancel(order, "U")
    if last and not quiet:
        answer()


def _selected(floor: Floor, order: LiveOrder, request: Request) -> bool:
    """Whether symbol, side, group and channel of a request let an order through (2.5)."""
    given, symbol, defects = request.options, request.message.symbol, floor.defects
    group = given.get("groupID", defects.pick("mass-cancel-spares-groups", 0, _group(order)))
    return (
        (symbol in ("", order.terms.symbol) or defects.has("mass-cancel-ignores-symbol"))
        and (given.get("side", order.terms.side) == order.terms.side or defects.has("mass-cancel-ignores-side"))
        and (group == _group(order) or (group == 0 and defects.has("mass-cancel-group-zero-is-all")))
        and (request.channel in (0, order.channel) or defects.has("mass-cancel-ignores-channel"))
        and not (order.hidden and defects.has("mass-cancel-spares-hidden"))
    )


def _group(order: LiveOrder) -> int:
    return int(order.terms.options.get("groupID", 0))


def disable(floor: Floor, port: Port, request: Request) -> None:
    """Refuse new orders of a firm on this account from here on; replaces and cancels still work (2.6)."""
    if _begin(floor, port, request):
        quiet = _superfluous(floor, port, request, disabled=True)
        if not floor.defects.has("disable-does-nothing"):
            port.disabled.add(port.firm(request.message.firm))
        if not quiet:
            floor.reports.entry_disabled(port.member, request.message, request.options)


def enable(floor: Floor, port: Port, request: Request) -> None:
    """Lift the block of a firm; without one nothing changes, and it is acknowledged all the same (2.7)."""
    if _begin(floor, port, request):
        quiet = _superfluous(floor, port, request, disabled=False)
        if not floor.defects.has("enable-does-nothing"):
            port.disabled.discard(port.firm(request.message.firm))
        if not quiet:
            floor.reports.entry_enabled(port.member, request.message, request.options)


def _superfluous(floor: Floor, port: Port, request: Request, *, disabled: bool) -> bool:
    """Whether a firm is already what it is to be, and a defect keeps the answer back (2.7)."""
    already = (port.firm(request.message.firm) in port.disabled) is disabled
    return already and floor.defects.has("superfluous-switch-unanswered")


def _begin(floor: Floor, port: Port, request: Request) -> bool:
    """Take the request's number; a firm that is not the account's is refused with a blank ClOrdID (3.8, left open)."""
    repeated = not (port.is_new(*request.key) or floor.defects.has("repeated-bulk-request-answered"))
    if request.faults or request.unlisted or repeated:
        return False
    disabling = request.message.SPEC.name == "DisableOrderEntryRequest"
    if not (disabling and floor.defects.has("disable-number-stays-free")):
        port.consume(*request.key)
    if port.member.account.may_use(port.firm(request.message.firm)):
        return True
    floor.reports.rejected(port, request.key, "FirmNotAuthorized", "")
    return False


def query(floor: Floor, port: Port, request: Request) -> None:
    """Tell the next number that may be used in the channel; consumes nothing (2.8)."""
    defects = floor.defects
    if request.faults or (request.long and defects.has("long-query-ignored")):
        return
    counted = defects.pick("query-ignores-channel", 0, port.scope(request.channel))
    last = port.last.get(counted, 0)
    asked = (port, counted, last)
    step = defects.pick("query-tells-the-last", 0, 1) + defects.marked("repeated-query-tells-more", asked)
    defects.mark("repeated-query-tells-more", asked)
    number = last + step if last else defects.pick("fresh-query-tells-zero", 0, 1)
    floor.reports.next_number(port.member, request.channel, number)
