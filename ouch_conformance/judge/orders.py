"""What is known of each order from the traffic, and what the traffic says that cannot be.

One `AccountModel` follows one account. It is told every request sent and every message heard, in order,
and answers each with the breaches it found: statements that no correct venue makes whatever the scenario is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge.dialect import ANSWER_TO, CONSUMING, Dialect, Kind
from ouch_conformance.judge.heard import Breach, Heard

Key = tuple[int, int]
"""(channel, number): channel 0 is the account without a UserRefIdx."""

LIVE, DONE, REFUSED, REPLACED, SENT = "live", "done", "refused", "replaced", "sent"


@dataclass(slots=True)
class Order:
    """One order as the traffic shows it. Quantities in shares, prices as raw wire integers.

    `intended` is the most that the whole chain may execute (2.2), `executed` and `prevented` what it has so far.
    """

    key: Key
    request: Any = None
    request_bytes: bytes = b""
    request_frame: Frame | None = None
    accepted: Any = None
    state: str = SENT
    open: int = 0
    intended: int = 0
    executed: int = 0
    prevented: int = 0
    price: int = 0
    side: str = ""
    symbol: str = ""
    heard: list[Heard] = field(default_factory=list)
    cursor: int = 0
    cancels: list[int] = field(default_factory=list)
    cancels_due: int = 0
    modifies: int = 0
    replaces: int = 0
    previous: Order | None = None
    replacement: Order | None = None
    trades: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """Whether it rests in the book as far as is known."""
        return self.state == LIVE

    @property
    def pending(self) -> list[Heard]:
        """What was heard of it and no step has looked at yet."""
        return self.heard[self.cursor :]


class AccountModel:
    """The orders and requests of one account."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.orders: dict[Key, Order] = {}
        self.requests: dict[Kind, int] = {}
        self.general: list[Heard] = []
        self.general_cursor = 0
        self.account_requests: set[Key] = set()
        self.mass_cancels = 0
        self._last_timestamp = -1
        self._handlers: dict[Kind, Callable[[Heard, Order], list[Breach]]] = {
            Kind.ACCEPTED: self._accepted,
            Kind.REPLACED: self._replaced,
            Kind.CANCELED: self._canceled,
            Kind.PREVENTED: self._prevented,
            Kind.EXECUTED: self._executed,
            Kind.BROKEN: self._broken,
            Kind.REJECTED: self._rejected,
            Kind.MODIFIED: self._modified,
        }

    def open_orders(self) -> list[Order]:
        """Everything that may rest in the book: live, or sent and not answered."""
        return [order for order in self.orders.values() if order.state == LIVE]

    def channel_of(self, message: Any) -> int:
        """The channel (UserRefIdx) a message speaks of, 0 without one."""
        appendage = getattr(message, "appendage", None)
        if self.dialect.channel is None or appendage is None:
            return 0
        return int(appendage.get(self.dialect.channel, 0) or 0)

    # ------------------------------------------------------------------------------------------ what was sent

    def sent(self, message: Any, data: bytes, frame: Frame | None = None) -> Order | None:
        """Note a request of ours; the order it speaks of, if it speaks of one."""
        kind = self.dialect.kinds.get(type(message).__name__)
        if kind is None:
            return None
        self.requests[kind] = self.requests.get(kind, 0) + 1
        channel = self.channel_of(message)
        if kind is Kind.ENTER:
            return self._enter(message, data, frame, (channel, getattr(message, self.dialect.key)))
        if kind is Kind.REPLACE:
            return self._replace(message, data, frame, channel)
        if kind is Kind.MASS_CANCEL:
            self.mass_cancels += 1
        if kind in (Kind.MASS_CANCEL, Kind.DISABLE, Kind.ENABLE):
            self.account_requests.add((channel, getattr(message, self.dialect.key)))
        order = self.orders.get((channel, getattr(message, self.dialect.key, -1)))
        if order is not None and kind is Kind.CANCEL:
            order.cancels.append(message.quantity)
        if order is not None and kind is Kind.MODIFY:
            order.modifies += 1
        return order

    def _enter(self, message: Any, data: bytes, frame: Frame | None, key: Key) -> Order:
        if key in self.orders:
            # A repeat of a number that was used: nothing of the first order changes.
            return self.orders[key]
        order = Order(key, message, data, frame, intended=message.quantity, price=message.price, side=str(message.side))
        order.symbol = message.symbol
        self.orders[key] = order
        return order

    def _replace(self, message: Any, data: bytes, frame: Frame | None, channel: int) -> Order:
        key = (channel, getattr(message, self.dialect.key))
        old = self.orders.get((channel, getattr(message, self.dialect.original_key)))
        if key in self.orders:
            return self.orders[key]
        order = Order(key, message, data, frame, intended=message.quantity, price=message.price, previous=old)
        if old is not None:
            old.replaces += 1
            order.side, order.symbol = old.side, old.symbol
        self.orders[key] = order
        return order

    def forget(self, key: Key) -> None:
        """Take back a request that the venue ignored, so that its number is free again."""
        self.orders.pop(key, None)

    def consumed(self, message: Any) -> bool:
        """Whether a request of ours uses up its number when it is processed."""
        return self.dialect.kinds.get(type(message).__name__) in CONSUMING

    # ------------------------------------------------------------------------------------------ what was heard

    def heard(self, heard: Heard) -> list[Breach]:
        """Take in one message of the venue; what it says that cannot be."""
        breaches = self._timestamp(heard)
        kind = self.dialect.kinds.get(type(heard.message).__name__)
        if kind is None:
            return [*breaches, self._breach("unasked", heard, "a message of the document", repr(heard.message))]
        if kind is Kind.EVENT or kind in ANSWER_TO:
            self.general.append(heard)
            return breaches + self._general(kind, heard)
        order = self._order_of(kind, heard)
        if order is None:
            self.general.append(heard)
            number = getattr(heard.message, self.dialect.key)
            if kind is Kind.REJECTED and (self.channel_of(heard.message), number) in self.account_requests:
                # What answers a bad request of the account as a whole is not stated (OUCH 5.0 3.8).
                return breaches
            return [
                *breaches,
                self._breach("unasked", heard, "a message about an order or request of ours", f"{number}"),
            ]
        order.heard.append(heard)
        handler = self._handlers.get(kind)
        return breaches + (handler(heard, order) if handler else [])

    def _timestamp(self, heard: Heard) -> list[Breach]:
        stamp = getattr(heard.message, "timestamp", None)
        if stamp is None:
            return []
        previous, self._last_timestamp = self._last_timestamp, max(stamp, self._last_timestamp)
        if stamp >= 86_400 * 10**9:
            return [
                self._breach("time-of-day", heard, "below 86,400 seconds past midnight", f"{stamp} ns", "timestamp")
            ]
        if stamp < previous:
            return [self._breach("timestamp", heard, f"not before {previous} ns", f"{stamp} ns", "timestamp")]
        return []

    def new_session(self) -> None:
        """A session of another day began: its clock and its numbers start anew."""
        self._last_timestamp = -1
        self.orders.clear()

    def _general(self, kind: Kind, heard: Heard) -> list[Breach]:
        request = ANSWER_TO.get(kind)
        if request is None:
            return []
        if not self.requests.get(request):
            return [self._breach("unasked", heard, f"no {type(heard.message).__name__} without a request", "one came")]
        self.requests[request] -= 1
        return []

    def _order_of(self, kind: Kind, heard: Heard) -> Order | None:
        message = heard.message
        key = (self.channel_of(message), getattr(message, self.dialect.key))
        order = self.orders.get(key)
        if order is None and kind in (Kind.ACCEPTED, Kind.REPLACED) and heard.foreign:
            order = self.orders[key] = Order(key)
        return order

    def _accepted(self, heard: Heard, order: Order) -> list[Breach]:
        message = heard.message
        if order.state != SENT or order.previous is not None:
            return [
                self._breach("unasked", heard, "one Order Accepted for an order", f"another while it is {order.state}")
            ]
        order.accepted = message
        order.state = LIVE if message.orderState == "L" else DONE
        order.open = message.quantity if order.live else 0
        order.intended, order.price = message.quantity, message.price
        order.side, order.symbol = str(message.side), message.symbol
        return []

    def _replaced(self, heard: Heard, order: Order) -> list[Breach]:
        message = heard.message
        old = order.previous or self.orders.get((order.key[0], getattr(message, self.dialect.original_key)))
        if order.state != SENT:
            return [self._breach("replaced-once", heard, "one Order Replaced for a replacement", "another")]
        breaches = []
        if old is not None and not old.live and not heard.foreign:
            breaches.append(
                self._breach("order-of-messages", heard, "Order Replaced of a live order only", f"it is {old.state}")
            )
        order.accepted = message
        order.state = LIVE if message.orderState == "L" else DONE
        order.open = message.quantity if order.live else 0
        order.price, order.side, order.symbol = message.price, str(message.side), message.symbol
        if old is not None:
            order.previous, old.replacement = old, order
            order.executed, order.prevented = old.executed, old.prevented
            old.state, old.open = REPLACED, 0
        return breaches

    def _canceled(self, heard: Heard, order: Order) -> list[Breach]:
        message = heard.message
        breaches = self._not_live(heard, order, "increments-add-up")
        if not breaches and message.quantity > order.open:
            breaches.append(
                self._breach("increments-add-up", heard, f"at most {order.open} shares", f"{message.quantity}")
            )
        if not breaches and message.reason == "U" and not self._asked_to_cancel(order):
            breaches.append(
                self._breach("unasked", heard, "a cancel for which somebody asked", "Order Canceled, reason U")
            )
        self._take(order, message.quantity)
        return breaches

    def _asked_to_cancel(self, order: Order) -> bool:
        return bool(order.cancels or order.modifies or order.replaces or self.mass_cancels)

    def _prevented(self, heard: Heard, order: Order) -> list[Breach]:
        message = heard.message
        breaches = self._not_live(heard, order, "increments-add-up")
        if not breaches and message.decrementShares > order.open:
            breaches.append(
                self._breach("increments-add-up", heard, f"at most {order.open} shares", f"{message.decrementShares}")
            )
        order.prevented += message.quantityPreventedFromTrading
        self._take(order, message.decrementShares)
        return breaches

    def _executed(self, heard: Heard, order: Order) -> list[Breach]:
        message = heard.message
        breaches = self._not_live(heard, order, "order-of-messages")
        if not breaches and message.quantity > order.open:
            breaches.append(
                self._breach("price-and-size", heard, f"at most {order.open} shares", f"{message.quantity}", "quantity")
            )
        worse = message.price > order.price if order.side == "B" else message.price < order.price
        if not breaches and order.accepted is not None and worse:
            breaches.append(
                self._breach("price-and-size", heard, f"no worse than {order.price}", f"{message.price}", "price")
            )
        order.executed += message.quantity
        order.trades.append((message.matchNumber, message.quantity, message.price))
        self._take(order, message.quantity)
        return breaches

    def _broken(self, heard: Heard, order: Order) -> list[Breach]:
        if any(match == heard.message.matchNumber for match, _, _ in order.trades):
            return []
        expected = "the match number of an execution of this order"
        return [self._breach("broken-after-executed", heard, expected, f"{heard.message.matchNumber}", "matchNumber")]

    def _rejected(self, heard: Heard, order: Order) -> list[Breach]:
        if order.state != SENT:
            return [self._breach("unasked", heard, "Rejected for an unanswered request", f"the order is {order.state}")]
        order.state = REFUSED
        return []

    def _modified(self, heard: Heard, order: Order) -> list[Breach]:
        if not order.modifies:
            return [self._breach("unasked", heard, "no Order Modified without a request", "one came")]
        order.modifies -= 1
        order.side, order.open = str(heard.message.side), heard.message.quantity
        if not order.open:
            order.state = DONE
        return []

    def _not_live(self, heard: Heard, order: Order, rule: str) -> list[Breach]:
        if order.live or heard.foreign:
            return []
        name = type(heard.message).__name__
        if order.state == SENT:
            return [self._breach("order-of-messages", heard, "Order Accepted first", f"{name} before it")]
        rule = "order-of-messages" if order.state == DONE and not order.executed and not order.cancels else rule
        return [self._breach(rule, heard, "nothing more once the order is done", f"{name} while it is {order.state}")]

    def _take(self, order: Order, shares: int) -> None:
        order.open = max(0, order.open - shares)
        if not order.open and order.state == LIVE:
            order.state = DONE

    def _breach(self, rule: str, heard: Heard, expected: str, observed: str, at: str | None = None) -> Breach:
        return Breach(self.dialect.rules.get(rule), rule, expected, observed, heard.frame, at)
