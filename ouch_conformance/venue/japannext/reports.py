"""Everything the venue says in Japannext OUCH (section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.clock import DayClock, InMilliseconds
from ouch_conformance.venue.japannext import flaws
from ouch_conformance.venue.japannext.order import LiveOrder

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.wire.codec import Codec

MINIMUM, REFERENCE = slice(58, 62), slice(13, 23)
"""Where the minimum quantity and the client reference stand in Accepted (7.2)."""
SECOND = 1_000_000_000
YEARS = 56 * 365 * 86_400 * SECOND
COUNTERPARTY, CLEARING = "counterParty", "CLEARING"


class Reports:
    """Builds outbound messages and adds them to the members' streams."""

    def __init__(self, codec: Codec, clock: DayClock, defects: Defects) -> None:
        self.codec = codec
        self.defects = defects
        self._clock = defects.pick("timestamps-in-milliseconds", InMilliseconds(clock), clock)
        [self._execution] = [name for name in codec.classes if name.startswith("OrderExecuted")]
        self._bonds = any(field.name == COUNTERPARTY for field in codec[self._execution].SPEC.fields)

    def _send(self, member: Member, name: str, *, shift: int = 0, **fields: Any) -> None:
        stamp = max(0, self._clock.now() + shift)
        member.publish(self._flawed(name, self.codec[name](timestamp=stamp, **fields).encode()))

    def _flawed(self, name: str, message: bytes) -> bytes:
        """The message as it goes out: as it is, but for defects of the bytes (5, 7.7)."""
        if name == "OrderAccepted" and self.defects.has("minimum-quantity-little-endian"):
            return flaws.turned_round(message, MINIMUM)
        if name == "OrderAccepted" and self.defects.has("short-reference-ends-in-nul"):
            return flaws.ending_in_nul(message, REFERENCE)
        if name == "OrderRejected" and message[-1:] == b"Y" and self.defects.has("bad-time-has-unlisted-reason"):
            return message[:-1] + b"?"
        return message

    def again(self, member: Member) -> None:
        """Send a member's last message once more, for defects."""
        member.publish(member.stream.message(len(member.stream)))

    def system_event(self, member: Member, code: str) -> None:
        """Start or end of day (7.1)."""
        self._send(member, "SystemEvent", systemEvent=code)

    # Sections 7.2 and 7.3

    def accepted(self, order: LiveOrder, state: str) -> None:
        """Accepted: the order as it was entered (7.2)."""
        terms = order.terms
        fields = {
            **self._described(order, state),
            "orderToken": order.token,
            "clientReference": terms.clientReference,
            "quantity": terms.quantity,
            "firmId": terms.firmId,
            "capacity": self.defects.pick("accepted-shows-agency", "A", terms.capacity),
            "orderClassification": terms.orderClassification,
            "cashMarginType": terms.cashMarginType,
        }
        if self.defects.has("accepted-price-loses-a-decimal"):
            fields["price"] = order.price // 10 * 10
        self._send(order.port.member, "OrderAccepted", **fields)
        if terms.capacity == "P" and self.defects.has("accepted-twice"):
            self.again(order.port.member)

    def replaced(self, order: LiveOrder, state: str) -> None:
        """Replaced: the quantity is what is outstanding, the previous token comes last (7.3)."""
        self._send(
            order.port.member,
            "OrderReplaced",
            shift=self._shift() if order.cheaper else 0,
            **self._described(order, state),
            replacementOrderToken=order.token,
            previousOrderToken=order.former,
            quantity=self.defects.pick("replaced-shows-the-total", order.terms.quantity, order.open),
        )

    def _shift(self) -> int:
        """What defects add to the timestamp of a Replaced of a buy that became cheaper (5)."""
        back = self.defects.pick("cheaper-replace-stamped-back", SECOND, 0)
        return self.defects.pick("cheaper-replace-stamped-since-the-epoch", YEARS, 0) - back

    def _described(self, order: LiveOrder, state: str) -> dict[str, Any]:
        terms = order.terms
        return {
            "side": terms.side,
            "orderbookId": self._instrument(terms.symbol),
            "group": terms.group,
            "price": order.price,
            "timeInForce": terms.timeInForce,
            "display": terms.display,
            "orderNumber": order.reference,
            "minimumQuantity": terms.minimum,
            "orderState": state,
        }

    def _instrument(self, symbol: str) -> int | str:
        """The orderbook id as the layout has it: a text, or a number for bonds."""
        return int(symbol) if self._bonds else symbol

    # Sections 7.4 to 7.6

    def canceled(self, order: LiveOrder, quantity: int, reason: str) -> None:
        """Canceled: `quantity` is what this message takes off (7.4)."""
        if reason == "I":
            reason = self.defects.pick("immediate-rest-cancelled-as-user", "U", reason)
        if reason == "U" and not order.buy:
            quantity += self.defects.pick("sell-cancel-tells-the-size", order.done, 0)
        fields: dict[str, Any] = {"orderToken": order.token, "decrementQuantity": quantity, "reason": reason}
        self._send(order.port.member, "OrderCanceled", **fields)

    def nothing_canceled(self, member: Member, token: int) -> None:
        """A Canceled about no live order, for defects."""
        self._send(member, "OrderCanceled", orderToken=token, decrementQuantity=0, reason="U")

    def prevented(
        self,
        order: LiveOrder,
        decrement: int,
        *,
        prevented: int,
        price: int,
        flag: str,
        strategy: str,  # noqa: ARG002 - this protocol does not tell it
    ) -> None:
        """AIQ Canceled: the trade that self-trade prevention did not let happen (7.5)."""
        self._send(
            order.port.member,
            "OrderAIQCanceled",
            orderToken=order.token,
            decrementQuantity=decrement,
            reason="M",
            quantityPreventedFromTrading=self.defects.pick("prevented-tells-the-decrement", decrement, prevented),
            executionPrice=price,
            liquidityIndicator=flag,
        )

    def executed(self, order: LiveOrder, quantity: int, price: int, flag: str, match: int) -> None:
        """One side of a trade (7.6). Whom bonds name as the counterparty is not stated: here a house that clears."""
        fields: dict[str, Any] = {
            "orderToken": order.token,
            "executedQuantity": quantity,
            "executionPrice": price,
            "liquidityIndicator": flag,
            "matchNumber": match,
        }
        if self._bonds:
            fields |= {COUNTERPARTY: CLEARING}
        message = self.codec[self._execution](timestamp=self._clock.now(), **fields).encode()
        longer = order.former and self.defects.has("executed-longer-behind-a-replace")
        order.port.member.publish(message + b" " if longer else message)

    # Section 7.7

    def rejected(self, member: Member, token: int, reason: str) -> None:
        """Rejected for a reason by its name; one the edition does not know is told as Other (7.7)."""
        reasons = self.codec.enums["RejectReason"].__members__
        self._send(member, "OrderRejected", orderToken=token, reason=reasons.get(reason) or reasons["Other"])

    # What the market of other protocols may have to say

    def refreshed(self, order: LiveOrder, reference: int) -> None:
        """There are no reserve orders."""

    def broken(self, order: LiveOrder, match: int, reason: str) -> None:
        """There is no message for a broken trade."""

    def cancel_pending(self, order: LiveOrder) -> None:
        """There are no crosses."""

    def cancel_reject(self, order: LiveOrder) -> None:
        """There are no crosses."""

    def priority_update(self, order: LiveOrder, former: int) -> None:
        """There is no message for a changed priority."""
