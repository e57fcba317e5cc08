"""Everything the venue says in OUCH 4.2 (section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.ouch42.order import LiveOrder

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.floor import Fill
    from ouch_conformance.wire.codec import Codec

SHORT = ("T", "E")


class Reports:
    """Builds outbound messages and adds them to the members' streams."""

    def __init__(self, codec: Codec, clock: DayClock, settings: VenueSettings, defects: Defects) -> None:
        self.codec = codec
        self.defects = defects
        self._clock = clock
        self._reference_prices = {rules.symbol: rules.reference_price for rules in settings.symbols}

    def _send(self, member: Member, name: str, **fields: Any) -> None:
        member.publish(self.codec[name](timestamp=self._clock.now(), **fields).encode())

    def _tell(self, order: LiveOrder, name: str, **fields: Any) -> None:
        """A message about an order under the token it has."""
        self._send(order.port.member, name, **{"orderToken": order.token, **fields})

    # Section 3.1

    def system_event(self, member: Member, code: str) -> None:
        """Start or end of day (3.1)."""
        self._send(member, "SystemEvent", eventCode=code)

    # Sections 3.3 and 3.4

    def accepted(self, order: LiveOrder, state: str) -> None:
        """Accepted with the accepted values of the order (3.3)."""
        self._tell(order, "Accepted", shares=order.open, **self._described(order, state))

    def replaced(self, order: LiveOrder, state: str) -> None:
        """Replaced: the shares are what is left exposed, the previous token is that of the order replaced (3.4)."""
        self._send(
            order.port.member,
            "Replaced",
            replacementOrderToken=order.token,
            previousOrderToken=order.former,
            shares=order.open,
            **self._described(order, state),
        )

    def _described(self, order: LiveOrder, state: str) -> dict[str, Any]:
        terms = order.terms
        return {
            "buySellIndicator": terms.side,
            "stock": terms.symbol,
            "price": order.price,
            "timeInForce": terms.timeInForce,
            "firm": order.firm,
            "display": order.display,
            "orderReferenceNumber": order.reference,
            "capacity": terms.capacity,
            "intermarketSweepEligibility": terms.interMarketSweepEligibility,
            "minimumQuantity": terms.minimum,
            "crossType": terms.crossType,
            "orderState": state,
            "bboWeightIndicator": order.weight,
        }

    # Sections 3.5 to 3.10

    def canceled(self, order: LiveOrder, quantity: int, reason: str) -> None:
        """Canceled: `quantity` is the decrement, the order may live on (3.5)."""
        self._tell(order, "Canceled", decrementShares=quantity, reason=reason)

    def prevented(
        self,
        order: LiveOrder,
        decrement: int,
        *,
        prevented: int,
        price: int,
        flag: str,
        strategy: str,  # noqa: ARG002 - 4.2 does not tell it
    ) -> None:
        """AIQ Cancelled: the trade that self match prevention did not let happen (3.6)."""
        self._tell(
            order,
            "AIQCancelled",
            decrementShares=decrement,
            reason="Q",
            quantityPreventedFromTrading=prevented,
            executionPrice=price,
            liquidityFlag=flag,
        )

    def executed(self, order: LiveOrder, quantity: int, price: int, flag: str, match: int) -> None:
        """Executed, or Executed with Reference Price where the stock trades with one (3.7, 3.9)."""
        fields = {"executedShares": quantity, "executionPrice": price, "liquidityFlag": flag, "matchNumber": match}
        reference = self._reference_prices[order.terms.symbol]
        if reference and "ExecutedWithReferencePrice" in self.codec.classes:
            more = {"referencePrice": reference, "referencePriceType": "I"}
            self._tell(order, "ExecutedWithReferencePrice", **fields, **more)
        else:
            self._tell(order, "Executed", **fields)

    def refreshed(self, order: LiveOrder, reference: int) -> None:
        """There are no reserve orders in OUCH 4.2."""

    def broken(self, order: LiveOrder, match: int, reason: str) -> None:
        """Broken Trade with the token that the order had when it traded (3.8)."""
        self._tell(order, "BrokenTrade", matchNumber=match, reason=reason)

    def corrected(self, fill: Fill[LiveOrder], match: int, price: int) -> None:
        """Trade Correction: an execution restated at another price under its match number (3.10)."""
        self._tell(
            fill.order,
            "TradeCorrection",
            executedShares=fill.quantity,
            executionPrice=price,
            liquidityFlag=fill.flag,
            matchNumber=match,
            reason="N",
        )

    # Sections 3.11 to 3.16

    def rejected(self, member: Member, token: str, reason: str) -> None:
        """Rejected for a reason by its name; one the edition does not know is told as Invalid Price (3.11)."""
        reasons = self.codec.enums["RejectReason"].__members__
        self._send(member, "Rejected", orderToken=token, reason=reasons.get(reason) or reasons["InvalidPrice"])

    def cancel_pending(self, order: LiveOrder) -> None:
        """Cancel Pending: the order goes after the cross (3.12)."""
        self._tell(order, "CancelPending")

    def cancel_reject(self, order: LiveOrder) -> None:
        """Cancel Reject: a partial cancel is not possible now (3.13)."""
        self._tell(order, "CancelReject")

    def priority_update(self, order: LiveOrder, former: int) -> None:
        """Order Priority Update with the order's new reference number instead of its former one (3.14)."""
        told = self.defects.pick("priority-update-keeps-reference", former, order.reference)
        self._tell(order, "OrderPriorityUpdate", price=order.price, display="Y", orderReferenceNumber=told)

    def modified(self, order: LiveOrder) -> None:
        """Order Modified: new side and the shares outstanding (3.15)."""
        shares = self.defects.pick("modified-shows-the-size", order.size, order.open)
        self._tell(order, "OrderModified", buySellIndicator=order.terms.side, shares=shares)

    def trade_now(self, order: LiveOrder) -> None:
        """Trade Now: the order takes what locks it (3.16)."""
        self._tell(order, "TradeNowAccepted")
