"""The operator's hand on the market: events, halts, breaks and cancels by the venue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic

from ouch_conformance.venue.settings import VenueError, unknown
from ouch_conformance.venue.trading.floor import Floor, Market, Trade
from ouch_conformance.venue.trading.matching import match
from ouch_conformance.venue.trading.order import OrderT, PortT

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member


def start_of_day(floor: Floor[Any, Any]) -> None:
    """The market opens: System Event S to everybody."""
    floor.is_open = True
    for port in floor.ports.values():
        floor.reports.system_event(port.member, "S")


def end_of_day(floor: Floor[Any, Any]) -> None:
    """No new orders from here on: System Event E to everybody; live orders stay and can be cancelled."""
    floor.is_open = False
    for port in floor.ports.values():
        floor.reports.system_event(port.member, "E")


class Control(Generic[OrderT, PortT]):
    """Operator actions that every market knows; a dialect adds those that name an order in its own way.

    A name that does not exist raises VenueError with the nearest one.
    """

    def __init__(self, floor: Floor[OrderT, PortT], members: Mapping[str, Member]) -> None:
        self._floor = floor
        self._members = members

    def actions(self) -> dict[str, Callable[..., Any]]:
        """The actions by the name that the operator gives."""
        return {
            "start_of_day": lambda: start_of_day(self._floor),
            "end_of_day": lambda: end_of_day(self._floor),
            "halt": self.halt,
            "resume": self.resume,
            "break_trade": self.break_trade,
            "late_period": self.late_period,
            "cross": self.cross,
        }

    # Looking things up

    def market(self, symbol: str) -> Market[OrderT]:
        """The market of a symbol."""
        try:
            return self._floor.markets[symbol]
        except KeyError:
            raise unknown("symbol", symbol, self._floor.markets) from None

    def order(self, user: str, key: object, name: str) -> OrderT:
        """A member's live order by its key; `name` is what a refusal calls it."""
        member = self._members.get(user.upper())
        if member is None:
            raise unknown("user", user, self._members)
        order: OrderT | None = self._floor.ports[member].orders.get(key)
        if order is None:
            raise VenueError(f"{user} has no live {name}")
        return order

    def trade(self, match_number: int | None, act: str) -> Trade[OrderT]:
        """A trade by its match number, the last one by default; `act` is what was to be done to it."""
        trades = self._floor.trades
        number = next(reversed(trades), None) if match_number is None else match_number
        if number is None or number not in trades:
            raise VenueError("there was no trade yet" if number is None else f"there is no trade {number} to {act}")
        return trades[number]

    def codes(self, enum: str) -> list[object]:
        """The codes of an enum in the dialect's revision."""
        return [member.value for member in self._floor.codec.enums[enum]]

    # Symbols and trades

    def halt(self, symbol: str) -> None:
        """Stop trading in a symbol: new orders are refused, live ones stay."""
        self.market(symbol).halted = True

    def resume(self, symbol: str) -> None:
        """Let a symbol trade again."""
        self.market(symbol).halted = False

    def break_trade(self, match_number: int | None = None, reason: str = "S") -> int:
        """Break a trade, the last one by default, and tell both sides; gives its match number."""
        trade = self.trade(match_number, "break")
        if reason not in self.codes("BrokenTradeReason"):
            raise VenueError(f"{reason!r} is not a reason of Broken Trade (E, C, S or X)")
        del self._floor.trades[trade.match]
        told = self._floor.defects.pick("broken-trade-told-to-one-side", 1, 2)
        for fill in trade.fills[:told]:
            self._floor.reports.broken(fill.order, trade.match, reason)
        return trade.match

    # Orders, once a dialect has found them

    def reduce(self, order: OrderT, reason: Any, quantity: int | None) -> None:
        """Cancel an order, or so many of its shares, on the venue's own account."""
        if reason not in self.codes("CancelReason"):
            raise VenueError(f"{reason!r} is not a cancel reason")
        if quantity is not None and not 1 <= quantity <= order.open:
            raise VenueError(f"the order has {order.open} open shares, {quantity} cannot be cancelled")
        self._floor.cancel(order, reason, quantity)

    def promote(self, order: OrderT, price: int | None) -> int:
        """Send an order to the back of its price, or to another price; gives its new reference number."""
        if order.in_cross:
            raise VenueError("the order waits for a cross and has no priority")
        book = self._floor.market_of(order).book
        book.remove(order)
        order.price = order.price if price is None else price
        book.add(order)
        former, order.reference = order.reference, self._floor.next_reference()
        self._floor.reports.priority_update(order, former)
        match(self._floor, order)
        return order.reference

    # Crosses

    def late_period(self, on: bool = True) -> None:
        """Begin or end the period in which cross orders cannot be cancelled."""
        self._floor.late = on

    def cross(self, symbol: str) -> None:
        """End the late period with a cross that executes nothing: pending cancels are done."""
        self._floor.late = False
        for order in list(self.market(symbol).cross):
            order.cancel_rejected = False
            if order.cancel_pending:
                self._floor.cancel(order, "U")
