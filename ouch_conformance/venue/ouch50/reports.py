"""Everything the venue says in OUCH 5.0 (section 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.clock import DayClock, InMilliseconds
from ouch_conformance.venue.defects import effects
from ouch_conformance.venue.ouch50.order import LiveOrder, Port
from ouch_conformance.wire import Appendage

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.wire.codec import Codec

DEFAULTS: Mapping[str, Any] = {
    "minQty": 0,
    "customerType": " ",
    "maxFloor": 0,
    "priceType": "L",
    "pegOffset": 0,
    "discretionPrice": 0,
    "discretionPriceType": "L",
    "discretionPegOffset": 0,
    "postOnly": "N",
    "randomReserves": 0,
    "expireTime": 0,
    "tradeNow": " ",
    "groupID": 0,
    "sharesLocated": "N",
}
"""Defaults of Appendix A for a venue that echoes every option it can (`options_echo` "all")."""
SHORT = ("T", "E")
FLAG = 25
"""Where the liquidity flag stands in Order Executed (3.6)."""
SECOND = 1_000_000_000
YEARS = 56 * 365 * 86_400 * SECOND


class Reports:
    """Builds outbound messages and adds them to the members' streams."""

    def __init__(self, codec: Codec, clock: DayClock, settings: VenueSettings, defects: Defects) -> None:
        self.codec = codec
        self.defects = defects
        self._clock = defects.pick("timestamps-in-milliseconds", InMilliseconds(clock), clock)
        self._all_options = settings.options_echo == "all"
        self._reasons = codec.enums["RejectReason"].__members__
        self._echoed = {name: frozenset(self._option_names(name)) for name in ("OrderAccepted", "OrderReplaced")}

    def _option_names(self, message: str) -> Iterable[str]:
        """The options that a message may carry in the codec's revision (section 3, Appendix A)."""
        appendage = self.codec[message].SPEC.appendage
        revisions = self.codec.protocol.revisions
        for name, option in self.codec.options.items():
            since = appendage.since.get(option.tag) if appendage else None
            old_enough = since is None or revisions.index(since) <= revisions.index(self.codec.revision)
            if appendage and option.tag in appendage.tags and old_enough:
                yield name

    def _send(
        self,
        member: Member,
        name: str,
        options: Iterable[tuple[str, Any]] | None,
        flaw: Callable[[bytes], bytes] = bytes,
        **fields: Any,
    ) -> None:
        # Before 1.04 some messages have no appendage at all: none is named unless there is one.
        tail = {} if options is None else {"appendage": Appendage(list(options))}
        stamp = max(0, self._clock.now() + fields.pop("shift", 0))
        member.publish(flaw(self._flawed(name, self.codec[name](timestamp=stamp, **fields, **tail).encode())))

    def _flawed(self, name: str, message: bytes) -> bytes:
        """The message as it goes out: as it is, but for defects of the bytes (1.2, 3)."""
        if name == "OrderModified" and self.defects.has("appendage-without-channel"):
            return message.ljust(20, b"\x00")
        if name == "OrderAccepted" and self.defects.has("appendage-length-counts-itself"):
            return effects.counting_itself(message)
        if name == "OrderAccepted" and self.defects.has("blank-clordid-is-nul"):
            return effects.nul_for_blank(message)
        if name == "EnableOrderEntryResponse" and self.defects.has("enable-response-without-length"):
            return message.removesuffix(b"\x00\x00")
        return message

    def _tell(self, member: Member, name: str, channel: int, **fields: Any) -> None:
        """A message whose Appendage Length stands only with a UserRefIdx other than 0 (1.04)."""
        if name == "OrderCanceled" and self.defects.has("canceled-without-channel"):
            channel = 0
        self._send(member, name, _channel(channel) or None, **fields)

    # Section 3.1

    def system_event(self, member: Member, code: str) -> None:
        """Start or end of day: never an appendage (3.1)."""
        member.publish(self.codec["SystemEvent"](timestamp=self._clock.now(), eventCode=code).encode())

    # Sections 3.2 and 3.3

    def accepted(self, order: LiveOrder, state: str) -> None:
        """Order Accepted with the echo of the order and of its options as sent (3.2)."""
        self._send(
            order.port.member,
            "OrderAccepted",
            self._echo("OrderAccepted", order),
            userRefNum=order.number,
            quantity=order.open,
            **self._described(order, state) | self._accepted_flaws(order),
        )
        if order.terms.display == "A" and self.defects.has("accepted-twice"):
            member = order.port.member
            member.publish(member.stream.message(len(member.stream)))

    def _accepted_flaws(self, order: LiveOrder) -> dict[str, Any]:
        """Fields of Order Accepted that a defect changes."""
        flaws: dict[str, Any] = {}
        if self.defects.has("accepted-clordid-in-capitals"):
            flaws["clOrdID"] = order.clOrdID.upper()
        if self.defects.has("accepted-price-worse") and order.terms.side in SHORT and not order.market:
            flaws["price"] = max(0, order.terms.price - 100)
        return flaws

    def replaced(self, order: LiveOrder, original: LiveOrder, state: str) -> None:
        """Order Replaced: the quantity is what is left exposed, the options are those now in force (3.3)."""
        self._send(
            order.port.member,
            "OrderReplaced",
            self._echo("OrderReplaced", order),
            origUserRefNum=original.number,
            userRefNum=order.number,
            quantity=self.defects.pick("replaced-shows-the-total", order.terms.quantity, order.open),
            **self._described(order, state) | self._replaced_flaws(order, original),
        )

    def _replaced_flaws(self, order: LiveOrder, original: LiveOrder) -> dict[str, Any]:
        """Fields of Order Replaced that a defect changes."""
        flaws: dict[str, Any] = {}
        if self.defects.has("replaced-shows-old-clordid"):
            flaws["clOrdID"] = original.clOrdID
        if self.defects.has("replaced-shows-plain-sell") and order.terms.side in SHORT:
            flaws["side"] = "S"
        return flaws

    def _described(self, order: LiveOrder, state: str) -> dict[str, Any]:
        terms = order.terms
        return {
            "side": terms.side,
            "symbol": terms.symbol,
            "price": terms.price,
            "timeInForce": terms.timeInForce,
            "display": terms.display,
            "orderReferenceNumber": order.reference,
            "capacity": terms.capacity,
            "interMarketSweepEligibility": terms.interMarketSweepEligibility,
            "crossType": terms.crossType,
            "orderState": state,
            "clOrdID": order.clOrdID,
        }

    def _echo(self, message: str, order: LiveOrder) -> list[tuple[str, Any]]:
        given = dict(order.terms.options)
        if self._all_options:
            given = {**DEFAULTS, "firm": order.firm, **given}
        return [(name, value) for name, value in given.items() if name in self._echoed[message]]

    # Sections 3.4 to 3.13

    def canceled(self, order: LiveOrder, quantity: int, reason: str) -> None:
        """Order Canceled: `quantity` is the decrement, the order may live on (3.4)."""
        self._tell(
            order.port.member,
            "OrderCanceled",
            order.channel,
            userRefNum=order.number,
            quantity=self._taken(order, quantity),
            reason=reason,
            shift=self._shift() if order.open else 0,
        )

    def _taken(self, order: LiveOrder, quantity: int) -> int:
        """The shares that Canceled tells (3.4)."""
        if order.done > quantity and not order.open and self.defects.has("canceled-counts-executed"):
            return quantity + order.done
        return self.defects.pick("canceled-quantity-adds-up", _all_cancelled(order, quantity), quantity)

    def _shift(self) -> int:
        """What defects add to the time stamp of a Canceled that leaves its order alive (3)."""
        back = self.defects.pick("canceled-stamp-runs-back", SECOND, 0)
        return self.defects.pick("canceled-stamp-since-the-epoch", YEARS, 0) - back

    def prevented(
        self, order: LiveOrder, decrement: int, *, prevented: int, price: int, flag: str, strategy: str
    ) -> None:
        """AIQ Canceled: the trade that self match prevention did not let happen (3.5)."""
        self._tell(
            order.port.member,
            "AIQCanceled",
            order.channel,
            userRefNum=order.number,
            decrementShares=decrement,
            reason="Q",
            quantityPreventedFromTrading=prevented,
            executionPrice=price,
            liquidityFlag=self.defects.pick("prevented-flag-turned", "R" if flag != "R" else "A", flag),
            aiqStrategy=strategy,
        )

    def executed(self, order: LiveOrder, quantity: int, price: int, flag: str, match: int) -> None:
        """Order Executed (3.6)."""
        partly = order.buy and order.open and flag != "R"
        unlisted = partly and self.defects.has("partial-fill-has-unlisted-flag")
        self._send(
            order.port.member,
            "OrderExecuted",
            _channel(order.channel),
            partial(effects.unlisted_flag, place=FLAG) if unlisted else bytes,
            userRefNum=order.number,
            quantity=quantity,
            price=price,
            liquidityFlag=flag,
            matchNumber=match,
        )

    def broken(self, order: LiveOrder, match: int, reason: str) -> None:
        """Broken Trade with the number and the ClOrdID that the order had when it traded (3.7)."""
        self._tell(
            order.port.member,
            "BrokenTrade",
            order.channel,
            userRefNum=order.number,
            matchNumber=match,
            reason=reason,
            clOrdID=self.defects.pick("broken-trade-without-clordid", "", order.clOrdID),
        )

    def rejected(self, port: Port, key: tuple[int, int], reason: str, clOrdID: str) -> None:
        """Rejected for a reason of Appendix C by its name; one the revision does not know is sent as Other (3.8)."""
        channel, number = key
        code = self._reasons.get(reason) or self._reasons["Other"]
        self._tell(port.member, "Rejected", channel, userRefNum=number, reason=code, clOrdID=clOrdID)

    def cancel_pending(self, order: LiveOrder) -> None:
        """Cancel Pending: the order goes after the cross (3.9)."""
        self._tell(order.port.member, "CancelPending", order.channel, userRefNum=order.number)

    def cancel_reject(self, order: LiveOrder) -> None:
        """Cancel Reject: a partial cancel is not possible now (3.10)."""
        self._tell(order.port.member, "CancelReject", order.channel, userRefNum=order.number)

    def priority_update(self, order: LiveOrder, former: int) -> None:
        """Order Priority Update with the order's new reference number instead of its former one (3.11)."""
        self._tell(
            order.port.member,
            "OrderPriorityUpdate",
            order.channel,
            userRefNum=order.number,
            price=order.price,
            display="Y",
            orderReferenceNumber=self.defects.pick("priority-update-keeps-reference", former, order.reference),
        )

    def modified(self, order: LiveOrder, options: Mapping[str, Any]) -> None:
        """Order Modified: new side and the shares outstanding (3.12).

        SharesLocated and LocateBroker are echoed only where there is an appendage at all, that is with a UserRefIdx.
        """
        self._send(
            order.port.member,
            "OrderModified",
            options.items() if order.channel else None,
            userRefNum=order.number,
            side=order.terms.side,
            quantity=self.defects.pick("modified-shows-the-size", order.size, order.open),
        )

    def refreshed(self, order: LiveOrder, reference: int) -> None:
        """Order Restated R: a reserve order shows its next shares, under a new reference on the data feed (3.13)."""
        shown = [("secondaryOrdRefNum", reference), ("displayQuantity", order.shown)]
        self._send(
            order.port.member, "OrderRestated", shown + _channel(order.channel), userRefNum=order.number, reason="R"
        )

    def repriced(self, order: LiveOrder, price: int) -> None:
        """Order Restated P: the displayed price changed (3.13)."""
        shown = [("displayPrice", price)]
        self._send(
            order.port.member, "OrderRestated", shown + _channel(order.channel), userRefNum=order.number, reason="P"
        )

    # Sections 3.14 to 3.17

    def mass_canceled(self, member: Member, request: Any, options: Mapping[str, Any]) -> None:
        """Mass Cancel Response: number, firm, symbol and options of the request (3.14)."""
        self._send(
            member,
            "MassCancelResponse",
            self._given_back(request, options).items(),
            userRefNum=request.userRefNum + self._anew(request.symbol),
            firm=request.firm,
            symbol=self.defects.pick("mass-cancel-response-without-symbol", "", request.symbol),
        )

    def _given_back(self, request: Any, options: Mapping[str, Any]) -> Mapping[str, Any]:
        """The options of the request, but for defects: one that is lost, one that nobody asked for."""
        lost = {"groupID"} if self.defects.has("mass-cancel-response-without-group") else set()
        more = {"side": "S"} if request.symbol and self.defects.has("mass-cancel-response-of-one-side") else {}
        return {**{name: value for name, value in options.items() if name not in lost}, **more}

    def _anew(self, symbol: str) -> int:
        """What a defect adds to the number of the response where a symbol was named."""
        return self.defects.pick("mass-cancel-response-numbered-anew", 1, 0) if symbol else 0

    def entry_disabled(self, member: Member, request: Any, options: Mapping[str, Any]) -> None:
        """Disable Order Entry Response: the request's number and firm (3.15)."""
        self._send(
            member,
            "DisableOrderEntryResponse",
            self.defects.pick("disable-response-on-a-channel", {"userRefIdx": 9}, options).items(),
            userRefNum=request.userRefNum,
            firm=self.defects.pick("disable-response-without-firm", "", request.firm),
        )

    def entry_enabled(self, member: Member, request: Any, options: Mapping[str, Any]) -> None:
        """Enable Order Entry Response: the request's number and firm (3.16)."""
        self._send(
            member, "EnableOrderEntryResponse", options.items(), userRefNum=request.userRefNum, firm=request.firm
        )

    def next_number(self, member: Member, channel: int, number: int) -> None:
        """Account Query Response: the next UserRefNum that may be used (3.17)."""
        self._tell(member, "AccountQueryResponse", channel, nextUserRefNum=number)


def _all_cancelled(order: LiveOrder, quantity: int) -> int:
    """The shares that an order lost to cancels so far, those of the last one included."""
    return max(quantity, order.terms.quantity - order.size)


def _channel(channel: int) -> list[tuple[str, Any]]:
    """The appendage of a message about an order in a channel; UserRefIdx 0 is no channel (1.2)."""
    return [("userRefIdx", channel)] if channel else []
