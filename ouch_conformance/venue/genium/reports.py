"""Everything the venue says in Genium OUCH (section 4.2)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.clock import DAY_NS
from ouch_conformance.venue.genium.checks import CODES
from ouch_conformance.venue.genium.order import CLOSE, OPEN, LiveOrder

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.genium.combinations import Combinations
    from ouch_conformance.wire.codec import Codec

SECOND = 1_000_000_000
MATCHED, COMBINATION = 1, 7
UNLISTED = 99
SOURCE = slice(51, 52)
"""Where the deal source stands in Executed (4.2.6)."""
QUANTITY = slice(36, 44)
"""Where the quantity stands in Accepted (4.2.1)."""


Flaw = Callable[[bytes], bytes]
"""What a defect makes of a message."""


def _unlisted(message: bytes) -> bytes:
    """An Executed with a deal source that no list has."""
    return message[: SOURCE.start] + bytes((UNLISTED,)) + message[SOURCE.stop :]


class Reports:
    """Builds outbound messages and adds them to the members' streams. Timestamps count from 1970 (3.2)."""

    def __init__(self, codec: Codec, clock: DayClock, defects: Defects, combinations: Combinations) -> None:
        self.codec = codec
        self._combinations = combinations
        self.defects = defects
        self._clock = clock
        self._midnight = time.time_ns() // DAY_NS * DAY_NS
        self._holding: Member | None = None
        self._held: list[Callable[[], None]] = []

    def _send(self, member: Member, name: str, *, shift: int = 0, flaw: Flaw | None = None, **fields: Any) -> None:
        if member is self._holding:
            # It gets its timestamp when it goes out, behind the order that it is about.
            self._held.append(partial(self._send, member, name, shift=shift, flaw=flaw, **fields))
            return
        stamp = self._midnight + self._clock.now() + shift
        message = self._flawed(name, self.codec[name](timestamp=stamp, **fields).encode())
        member.publish(message if flaw is None else flaw(message))

    def _flawed(self, name: str, message: bytes) -> bytes:
        """The message as it goes out: as it is, but for defects of the bytes (3.1, 3.2)."""
        if name == "OrderAccepted" and self.defects.has("quantity-little-endian"):
            return message[: QUANTITY.start] + message[QUANTITY][::-1] + message[QUANTITY.stop :]
        longer = name == "MassCancelAccepted" and self.defects.has("mass-cancel-longer-by-a-byte")
        return message + b" " if longer else message

    def again(self, member: Member) -> None:
        """Send a member's last message once more, for defects."""
        member.publish(member.stream.message(len(member.stream)))

    def hold(self, member: Member) -> None:
        """Keep what a member is to be told until the order that causes it has been told of (4.2.1)."""
        self._holding, self._held = member, []

    def release(self, announce: Callable[[], None], *, first: bool = False) -> None:
        """Tell of the order, then of what was kept; the other way round for a defect."""
        held, self._holding = self._held, None
        for tell in (*held, announce) if first else (announce, *held):
            tell()

    # Sections 4.2.1 and 4.2.4

    def accepted(self, order: LiveOrder, state: int) -> None:
        """Order Accepted: the order as it stands once it has matched (4.2.1)."""
        fields = self._described(order, state)
        if self.defects.has("accepted-loses-exchange-info"):
            fields["exchangeInfo"] = ""
        shift = self._shift() if order.terms.openClose == OPEN else 0
        self._send(order.port.member, "OrderAccepted", shift=shift, orderToken=order.token, **fields)

    def _shift(self) -> int:
        """What defects add to the timestamp of an Accepted of an order that opens a position (3.2)."""
        away = self.defects.pick("timestamps-since-midnight", -self._midnight, 0)
        return away + self.defects.pick("timestamps-in-local-time", 9 * 3_600 * SECOND, 0)

    def replaced(self, order: LiveOrder, state: int) -> None:
        """Order Replaced: the order as it stands now (4.2.4)."""
        self._replaced(order, state, order.token, order.former)

    def changed(self, order: LiveOrder, state: int) -> None:
        """Order Replaced for a change of the venue's own: no new token, and the current one for the former (4.2.4)."""
        token = self.defects.pick("own-change-repeats-the-token", order.token, "")
        former = self.defects.pick("own-change-names-the-former-token", order.former or order.token, order.token)
        if not self.defects.has("own-change-untold"):
            self._replaced(order, state, token, former)

    def _replaced(self, order: LiveOrder, state: int, token: str, former: str) -> None:
        fields = self._described(order, state)
        if not order.buy and self.defects.has("replaced-turns-the-side"):
            fields["side"] = "B"
        back = order.grown * self.defects.pick("replaced-stamped-back", 2 * SECOND, 0)
        fields |= {"replacementOrderToken": token, "previousOrderToken": former}
        self._send(order.port.member, "OrderReplaced", shift=-back, **fields)

    def _described(self, order: LiveOrder, state: int) -> dict[str, Any]:
        terms = order.terms
        return {
            "orderBookId": int(terms.symbol),
            "side": terms.side,
            "orderId": order.reference,
            "quantity": order.open,
            "price": order.price,
            "timeInForce": terms.timeInForce,
            "openClose": terms.openClose,
            "clientAccount": terms.clientAccount,
            "orderState": state,
            "customerInfo": terms.customerInfo,
            "exchangeInfo": terms.exchangeInfo,
        }

    # Sections 4.2.2 and 4.2.3

    def mass_canceled(self, member: Member, token: str, count: int) -> None:
        """Mass Cancel Accepted with the number of orders that it takes out (4.2.2)."""
        named = self.defects.pick("mass-cancel-of-none-has-another-token", token if count else "NONE", token)
        self._send(member, "MassCancelAccepted", orderToken=named, status=count)

    def rejected(self, member: Member, token: str, reason: str) -> None:
        """Order Rejected with the token as it came (4.2.3)."""
        blank = not token.isalnum() and self.defects.has("odd-token-comes-back-blank")
        self._send(member, "OrderRejected", orderToken="" if blank else token, rejectCode=CODES[reason])
        if reason == "invalid order book" and self.defects.has("rejected-twice"):
            self.again(member)

    # Sections 4.2.5 and 4.2.6

    def canceled(self, order: LiveOrder, quantity: int, reason: Any) -> None:  # noqa: ARG002 - no message tells it
        """Order Canceled: all that was left of the order (4.2.5). Some defects show at a replaced sell that grew."""
        grown = order.grown and not order.buy
        side = self.defects.pick("canceled-turns-the-side", "B", order.terms.side) if grown else order.terms.side
        self._send(
            order.port.member,
            "OrderCanceled",
            orderToken=order.token,
            orderBookId=int(order.terms.symbol) + grown * self.defects.pick("canceled-in-another-book", 1, 0),
            side=side,
            orderId=order.reference + grown * self.defects.pick("canceled-has-another-order-id", 1_000, 0),
            reason=reason,
        )
        if order.terms.openClose == CLOSE and self.defects.has("canceled-twice"):
            self.again(order.port.member)

    def executed(self, order: LiveOrder, quantity: int, price: int, flag: str, match: int) -> None:  # noqa: ARG002
        """Order Executed: one fill, in a combination one for each leg (4.2.6)."""
        symbol = order.terms.symbol
        if symbol in self._combinations:
            for book, at in self._combinations.told(symbol, price):
                self._execution(order, quantity, match, book, at, group=match, source=COMBINATION)
        else:
            group = self.defects.pick("combo-group-outside-combinations", 7, 0)
            self._execution(order, quantity, match, int(symbol), price, group=group, source=MATCHED)

    def _execution(
        self, order: LiveOrder, quantity: int, match: int, book: int, price: int, *, group: int, source: int
    ) -> None:
        """One Order Executed. Some defects show from the second fill of an order on."""
        again = order.done > quantity
        elsewhere = again * self.defects.pick("second-fill-in-another-book", 1, 0)
        fields: dict[str, Any] = {
            "orderToken": order.token,
            "orderBookId": book + elsewhere,
            "tradedQuantity": quantity + again * self.defects.pick("executed-for-more-than-was-open", 10_000, 0),
            "tradePrice": price,
            "matchId": self.defects.pick("match-ids-run-back", (1 << 40) - match, match),
            "comboGroupId": group,
            "dealSource": source,
        }
        if not (again and self.defects.has("second-fill-untold")):
            flaw = again and self.defects.has("unlisted-deal-source")
            self._send(order.port.member, "OrderExecuted", flaw=_unlisted if flaw else None, **fields)

    # What the market of other protocols may have to say

    def system_event(self, member: Member, code: str) -> None:
        """There are no system events."""

    def prevented(
        self, order: LiveOrder, decrement: int, *, prevented: int, price: int, flag: str, strategy: str
    ) -> None:
        """Self-trades are not prevented."""

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
