"""The operator's hand on the market: events, halts, breaks and cancels by the venue (3.1, 3.4, 3.7 to 3.13)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.ouch50.floor import Floor, Market
from ouch_conformance.venue.ouch50.matching import match
from ouch_conformance.venue.ouch50.order import LiveOrder
from ouch_conformance.venue.settings import VenueError, unknown

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member


def start_of_day(floor: Floor) -> None:
    """The market opens: System Event S to everybody (3.1)."""
    floor.is_open = True
    for port in floor.ports.values():
        floor.reports.system_event(port.member, "S")


def end_of_day(floor: Floor) -> None:
    """No new orders from here on: System Event E to everybody; live orders stay and can be cancelled (3.1)."""
    floor.is_open = False
    for port in floor.ports.values():
        floor.reports.system_event(port.member, "E")


class Control:
    """Operator actions of OUCH 5.0. A name that does not exist raises VenueError with the nearest one."""

    def __init__(self, floor: Floor, members: Mapping[str, Member]) -> None:
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
            "cancel_order": self.cancel_order,
            "update_priority": self.update_priority,
            "reprice": self.reprice,
            "late_period": self.late_period,
            "cross": self.cross,
        }

    def _market(self, symbol: str) -> Market:
        try:
            return self._floor.markets[symbol]
        except KeyError:
            raise unknown("symbol", symbol, self._floor.markets) from None

    def _order(self, user: str, number: int, channel: int) -> LiveOrder:
        member = self._members.get(user.upper())
        if member is None:
            raise unknown("user", user, self._members)
        order = self._floor.ports[member].orders.get((channel, number))
        if order is None:
            raise VenueError(f"{user} has no live order {number} in channel {channel}")
        return order

    def _codes(self, enum: str) -> list[object]:
        return [member.value for member in self._floor.codec.enums[enum]]

    def halt(self, symbol: str) -> None:
        """Stop trading in a symbol: new orders are refused, live ones stay."""
        self._market(symbol).halted = True

    def resume(self, symbol: str) -> None:
        """Let a symbol trade again."""
        self._market(symbol).halted = False

    def break_trade(self, match_number: int | None = None, reason: str = "S") -> int:
        """Break a trade, the last one by default, and tell both sides; gives its match number (3.7)."""
        trades = self._floor.trades
        number = next(reversed(trades), None) if match_number is None else match_number
        if number is None or number not in trades:
            raise VenueError("there was no trade yet" if number is None else f"there is no trade {number} to break")
        if reason not in self._codes("BrokenTradeReason"):
            raise VenueError(f"{reason!r} is not a reason of Broken Trade (E, C, S or X)")
        told = self._floor.defects.pick("broken-trade-told-to-one-side", 1, 2)
        for side in trades.pop(number).sides[:told]:
            self._floor.reports.broken(side, number, reason)
        return number

    def cancel_order(
        self, user: str, number: int, channel: int = 0, reason: str = "S", quantity: int | None = None
    ) -> None:
        """Cancel a member's order, or so many of its shares, on the venue's own account (3.4)."""
        order = self._order(user, number, channel)
        if reason not in self._codes("CancelReason"):
            raise VenueError(f"{reason!r} is not a cancel reason")
        if quantity is not None and not 1 <= quantity <= order.open:
            raise VenueError(f"order {number} has {order.open} open shares, {quantity} cannot be cancelled")
        self._floor.cancel(order, reason, quantity)

    def update_priority(self, user: str, number: int, channel: int = 0, price: int | None = None) -> int:
        """Send an order to the back of its price, or to another price, under a new reference (3.11)."""
        order = self._order(user, number, channel)
        self._move(order, order.price if price is None else price)
        former, order.reference = order.reference, self._floor.next_reference()
        self._floor.reports.priority_update(order, former)
        match(self._floor, order)
        return order.reference

    def _move(self, order: LiveOrder, price: int) -> None:
        if order.in_cross:
            raise VenueError(f"order {order.number} waits for a cross and has no priority")
        book = self._floor.market_of(order).book
        book.remove(order)
        order.price = price
        book.add(order)

    def reprice(self, user: str, number: int, price: int, channel: int = 0) -> None:
        """Say that an order is displayed at another price; what it trades at stays (3.13)."""
        self._floor.reports.repriced(self._order(user, number, channel), price)

    def late_period(self, on: bool = True) -> None:
        """Begin or end the period in which cross orders cannot be cancelled (2.2, 3.9, 3.10)."""
        self._floor.late = on

    def cross(self, symbol: str) -> None:
        """End the late period with a cross that executes nothing: pending cancels are done (3.9)."""
        self._floor.late = False
        for order in list(self._market(symbol).cross):
            order.cancel_rejected = False
            if order.cancel_pending:
                self._floor.cancel(order, "U")
