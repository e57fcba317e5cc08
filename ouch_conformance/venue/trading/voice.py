"""What the market has a dialect say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ouch_conformance.venue.trading.order import Order

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member

OrderT_contra = TypeVar("OrderT_contra", bound=Order, contravariant=True)


class Voice(Protocol[OrderT_contra]):
    """The messages that trading, cancels and the operator cause, whatever they look like."""

    def system_event(self, member: Member, code: str) -> None:
        """Start (S) or end (E) of day."""

    def canceled(self, order: OrderT_contra, quantity: int, reason: Any) -> None:
        """So many shares of an order are cancelled; it may live on."""

    def prevented(
        self, order: OrderT_contra, decrement: int, *, prevented: int, price: int, flag: str, strategy: str
    ) -> None:
        """Self match prevention took shares out instead of trading them."""

    def executed(self, order: OrderT_contra, quantity: int, price: int, flag: str, match: int) -> None:
        """One side of a trade."""

    def refreshed(self, order: OrderT_contra, reference: int) -> None:
        """A reserve order shows its next shares; a protocol without reserve orders says nothing."""

    def broken(self, order: OrderT_contra, match: int, reason: str) -> None:
        """A trade of the order is broken."""

    def cancel_pending(self, order: OrderT_contra) -> None:
        """The order goes after the cross."""

    def cancel_reject(self, order: OrderT_contra) -> None:
        """A partial cancel is not possible now."""

    def priority_update(self, order: OrderT_contra, former: int) -> None:
        """The venue gave the order another place, and a new reference number instead of its former one."""
