"""Everything the venue says in OUCH 4.2 (section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.clock import DayClock, InMilliseconds
from ouch_conformance.venue.defects import effects
from ouch_conformance.venue.ouch42.order import MARKET_HOURS, LiveOrder
from ouch_conformance.venue.ouch42.quotes import CENT
from ouch_conformance.venue.trading.admission import DEAD

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.floor import Fill
    from ouch_conformance.wire.codec import Codec

SHORT = ("T", "E")
FLAG = 31
"""Where the liquidity flag stands in Executed (3.7)."""
SECOND = 1_000_000_000
YEARS = 56 * 365 * 86_400 * SECOND
NO_TRADE = 1_000_000_000
"""What defects add to match numbers."""


class Reports:
    """Builds outbound messages and adds them to the members' streams."""

    def __init__(self, codec: Codec, clock: DayClock, settings: VenueSettings, defects: Defects) -> None:
        self.codec = codec
        self.defects = defects
        self._clock = defects.pick("timestamps-in-milliseconds", InMilliseconds(clock), clock)
        self._reference_prices = {rules.symbol: rules.reference_price for rules in settings.symbols}
        self._holding: dict[Member, bytes | None] = {}

    def _send(self, member: Member, name: str, *, shift: int = 0, **fields: Any) -> None:
        stamp = max(0, self._clock.now() + shift)
        message = self._flawed(name, self.codec[name](timestamp=stamp, **fields).encode())
        if name == "Accepted" and member in self._holding:
            self._holding[member] = message
            return
        member.publish(message)
        held = self._holding.pop(member, None)
        if held is not None:
            member.publish(held)

    def _flawed(self, name: str, message: bytes) -> bytes:
        """The message as it goes out: as it is, but for defects of the bytes (1.1, 1.2)."""
        has = self.defects.has
        if name == "Accepted" and has("minimum-quantity-little-endian"):
            return effects.misordered(message)
        if name == "Accepted" and message[48:49] == b"A" and has("attributable-stock-on-the-right"):
            return effects.stock_on_the_right(message)
        return message + b" " if name == "OrderModified" and has("modified-longer-by-a-byte") else message

    def hold_back(self, member: Member) -> None:
        """Let a member's next Accepted come behind the message after it, for a defect."""
        self._holding[member] = None

    def again(self, member: Member) -> None:
        """Send a member's last message once more, for defects."""
        member.publish(member.stream.message(len(member.stream)))

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
        fields = {"orderToken": order.token, "shares": order.open, **self._described(order, state)}
        self._send(order.port.member, "Accepted", **fields | self._accepted_flaws(order, state))
        if order.terms.display == "A" and self.defects.has("accepted-twice"):
            self.again(order.port.member)

    def _accepted_flaws(self, order: LiveOrder, state: str) -> dict[str, Any]:
        """Fields of Accepted that a defect changes."""
        terms, turned, has = order.terms, order.display == "Z", self.defects.has
        flaws = {
            "orderToken": (has("token-cut-at-a-space"), order.token.split(" ")[0]),
            "buySellIndicator": (terms.side in SHORT and has("accepted-shows-plain-sell"), "S"),
            "price": (turned and has("accepted-price-worse"), terms.price + (CENT if order.buy else -CENT)),
            "timeInForce": (order.immediate and state == DEAD and has("accepted-lives-longer"), MARKET_HOURS),
            "display": (turned and has("turned-hidden-shown-as-displayed"), "Y"),
        }
        return {name: wrong for name, (on, wrong) in flaws.items() if on}

    def replaced(self, order: LiveOrder, state: str) -> None:
        """Replaced: the shares are what is left exposed, the previous token is that of the order replaced (3.4)."""
        fields = {
            **self._described(order, state),
            "replacementOrderToken": order.token,
            "previousOrderToken": order.former,
            "shares": self.defects.pick("replaced-shows-the-total", order.terms.quantity, order.open),
        }
        if order.terms.side in SHORT and self.defects.has("replaced-shows-plain-sell"):
            fields["buySellIndicator"] = "S"
        self._send(order.port.member, "Replaced", **fields)

    def _described(self, order: LiveOrder, state: str) -> dict[str, Any]:
        terms = order.terms
        return {
            "buySellIndicator": terms.side,
            "stock": terms.symbol,
            "price": order.price,
            "timeInForce": terms.timeInForce,
            "firm": order.told_firm,
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
        told = self.defects.pick("canceled-quantity-adds-up", _all_cancelled(order, quantity), quantity)
        if order.buy and not order.open:
            told += self.defects.pick("full-cancel-tells-the-size", order.done, 0)
        self._tell(order, "Canceled", decrementShares=told, reason=reason, shift=self._shift() if order.open else 0)

    def _shift(self) -> int:
        """What defects add to the timestamp of a Canceled that leaves its order alive (3)."""
        back = self.defects.pick("canceled-stamp-runs-back", SECOND, 0)
        return self.defects.pick("canceled-stamp-since-the-epoch", YEARS, 0) - back

    def nothing_canceled(self, member: Member, token: str) -> None:
        """A Canceled about no order at all, for defects."""
        self._send(member, "Canceled", orderToken=token, decrementShares=0, reason="U")

    def no_order(self, member: Member, token: str) -> None:
        """A Cancel Reject about no order at all, for defects."""
        self._send(member, "CancelReject", orderToken=token)

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
            quantityPreventedFromTrading=self.defects.pick("prevented-tells-the-decrement", decrement, prevented),
            executionPrice=price,
            liquidityFlag=flag,
        )

    def executed(self, order: LiveOrder, quantity: int, price: int, flag: str, match: int) -> None:
        """Executed, or Executed with Reference Price where the stock trades with one (3.7, 3.9)."""
        fields: dict[str, Any] = {
            "executedShares": quantity,
            "executionPrice": price,
            "liquidityFlag": flag,
            "matchNumber": match,
        }
        reference = self._reference_prices[order.terms.symbol]
        if order.former and self.defects.has("executed-names-the-replaced-token"):
            fields["orderToken"] = order.former
        told = "ExecutedWithReferencePrice" in self.codec.classes and not self.defects.has("reference-price-left-out")
        if order.buy and order.open and flag != "R" and self.defects.has("partial-fill-has-unlisted-flag"):
            self._tell_unlisted(order, fields)
        elif reference and told:
            more = {"referencePrice": reference, "referencePriceType": "I"}
            self._tell(order, "ExecutedWithReferencePrice", **fields, **more)
        else:
            self._tell(order, "Executed", **fields)

    def _tell_unlisted(self, order: LiveOrder, fields: Mapping[str, Any]) -> None:
        """An Executed whose liquidity flag no list has, for a defect."""
        message = self.codec["Executed"](timestamp=self._clock.now(), orderToken=order.token, **fields).encode()
        order.port.member.publish(effects.unlisted_flag(message, FLAG))

    def refreshed(self, order: LiveOrder, reference: int) -> None:
        """There are no reserve orders in OUCH 4.2."""

    def broken(self, order: LiveOrder, match: int, reason: str) -> None:
        """Broken Trade with the token that the order had when it traded (3.8)."""
        match += self.defects.pick("broken-trade-with-another-number", NO_TRADE, 0)
        self._tell(order, "BrokenTrade", matchNumber=match, reason=reason)

    def corrected(self, fill: Fill[LiveOrder], match: int, price: int) -> None:
        """Trade Correction: an execution restated at another price under its match number (3.10)."""
        self._tell(
            fill.order,
            "TradeCorrection",
            executedShares=fill.quantity,
            executionPrice=price,
            liquidityFlag=fill.flag,
            matchNumber=match + self.defects.pick("correction-with-another-number", NO_TRADE, 0),
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

    def modified(self, order: LiveOrder, former: str = "") -> None:
        """Order Modified: new side and the shares outstanding (3.15). `former` is the side before."""
        if former and self.defects.has("modify-unanswered"):
            return
        shares = self.defects.pick("modified-shows-the-size", order.size, order.open)
        side = self.defects.pick("modified-shows-the-old-side", former or order.terms.side, order.terms.side)
        self._tell(order, "OrderModified", buySellIndicator=side, shares=shares)

    def trade_now(self, order: LiveOrder) -> None:
        """Trade Now: the order takes what locks it (3.16)."""
        self._tell(order, "TradeNowAccepted")


def _all_cancelled(order: LiveOrder, quantity: int) -> int:
    """The shares that an order lost to cancels so far, those of the last one included."""
    return max(quantity, order.terms.quantity - order.size)
