"""What is known of each order from the traffic, and what the traffic says that cannot be.

One `AccountModel` follows one account. It is told every request sent and every message heard, in order,
and answers each with the breaches it found: statements that no correct venue makes whatever the scenario is about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge.claims import DAY_NS, Refusals, Stamps, Strangers, by_reference, untold
from ouch_conformance.judge.dialect import ANSWER_TO, Dialect, Kind, Role
from ouch_conformance.judge.expect import name_of
from ouch_conformance.judge.fills import Combinations, Fills
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import DONE, LIVE, REFUSED, REPLACED, SENT, Key, Order
from ouch_conformance.judge.own_changes import OwnChanges
from ouch_conformance.judge.repeats import AccountRequests

__all__ = ["DAY_NS", "DONE", "LIVE", "REFUSED", "REPLACED", "SENT", "AccountModel", "Key", "Order"]


class AccountModel:
    """The orders and requests of one account.

    `unstated` is whether a message was sent whose answer no document states: then any request may be answered by
    Rejected, and a question of the account. `combinations` are the books that trade in others, their legs.
    """

    def __init__(self, dialect: Dialect, combinations: Combinations | None = None) -> None:
        self.dialect = dialect
        self.orders: dict[Key, Order] = {}
        self.requests: dict[Kind, int] = {}
        self.general: list[Heard] = []
        self.unstated = False
        self._account_requests: set[Key] = set()
        self._to_be_given_back = AccountRequests(dialect)
        self._refusals = Refusals(dialect)
        self._strangers = Strangers(dialect)
        self._mass_cancels = 0
        self._stamps = Stamps(dialect)
        self._fills = Fills(dialect, combinations or {})
        self._own_changes = OwnChanges(dialect)
        self._handlers: dict[Kind, Callable[[Heard, Order], list[Breach]]] = {
            Kind.ACCEPTED: self._accepted,
            Kind.REPLACED: self._replaced,
            Kind.CANCELED: self._canceled,
            Kind.PREVENTED: self._prevented,
            Kind.EXECUTED: self._executed,
            Kind.REFERENCED: self._executed,
            Kind.BROKEN: self._fills.told_again,
            Kind.CORRECTED: self._fills.told_again,
            Kind.REJECTED: self._rejected,
            Kind.PRIORITY: self._repriced,
            Kind.MODIFIED: self._modified,
        }

    def open_orders(self) -> list[Order]:
        """Everything that is known to rest in the book."""
        return [order for order in self.orders.values() if order.live]

    def unfinished(self) -> list[Breach]:
        """What was begun to be told, and should have been told to its end by now."""
        return [breach for order in self.orders.values() for breach in self._fills.unfinished(order)]

    def unanswered(self) -> list[Order]:
        """Every order that was sent and not answered: it may rest, if its answer got lost with the connection."""
        return [order for order in self.orders.values() if order.state == SENT]

    def channel_of(self, message: Any) -> int:
        """The channel (UserRefIdx) a message speaks of, 0 without one."""
        appendage = getattr(message, "appendage", None)
        if self.dialect.channel is None or appendage is None:
            return 0
        channel = appendage.get(self.dialect.channel, 0)
        # Bytes of a wrong size stand for no channel.
        return int(channel) if isinstance(channel, int) else 0

    def _read(self, message: Any, role: Role) -> Any:
        return self.dialect.read(message, role)

    def key_of(self, message: Any) -> Key:
        """The channel and the number or token that a message is about, number -1 where it names none."""
        return self.channel_of(message), self.dialect.read(message, Role.KEY, -1)

    # ------------------------------------------------------------------------------------------ what was sent

    def sent(self, message: Any, data: bytes, frame: Frame | None = None) -> Order | None:
        """Note a request of ours; the order it speaks of, if it speaks of one."""
        kind = self.dialect.kind_of(message)
        if kind is None:
            return None
        self.requests[kind] = self.requests.get(kind, 0) + 1
        self._to_be_given_back.asked(kind, message, data)
        key = self.key_of(message)
        if kind is Kind.ENTER:
            return self._enter(message, data, frame, key)
        if kind is Kind.REPLACE:
            return self._replace(message, data, frame, key)
        if kind in (Kind.MASS_CANCEL, Kind.DISABLE, Kind.ENABLE):
            self._account_requests.add(key)
            self._mass_cancels += kind is Kind.MASS_CANCEL
        self._refusals.asked(kind, key)
        order = (
            by_reference(message, self.orders.values(), self.dialect)
            if kind is Kind.CANCEL_BY_REFERENCE
            else self.orders.get(key)
        )
        if order is not None:
            order.cancels += kind in (Kind.CANCEL, Kind.CANCEL_BY_REFERENCE)
            order.modifies += kind is Kind.MODIFY
        return self._strangers.asked(kind, key, message, data, frame, order)

    def _enter(self, message: Any, data: bytes, frame: Frame | None, key: Key) -> Order:
        if key in self.orders:
            # A repeat of a number that was used: nothing of the first order changes.
            self._refusals.asked(Kind.ENTER, key)
            return self.orders[key]
        order = self._requested(Kind.ENTER, message, data, frame, key)
        order.side, order.symbol = str(self._read(message, Role.SIDE)), self._read(message, Role.SYMBOL)
        self.orders[key] = order
        return order

    def _replace(self, message: Any, data: bytes, frame: Frame | None, key: Key) -> Order:
        if key in self.orders:
            self._refusals.asked(Kind.REPLACE, key)
            return self.orders[key]
        order = self._requested(Kind.REPLACE, message, data, frame, key)
        order.previous = self.orders.get((key[0], self._read(message, Role.ORIGINAL)))
        if order.previous is not None:
            order.previous.replaces += 1
            order.side, order.symbol = order.previous.side, order.previous.symbol
        self.orders[key] = order
        return order

    def _requested(self, kind: Kind, message: Any, data: bytes, frame: Frame | None, key: Key) -> Order:
        quantity, price = self._read(message, Role.QUANTITY), self._read(message, Role.PRICE)
        return Order(key, kind, message, data, frame, intended=quantity, price=price)

    def again(self, order: Order) -> None:
        """The very bytes of an order's request were sent once more."""
        if order.kind is not None:
            self._refusals.asked(order.kind, order.key)

    def forget(self, key: Key) -> None:
        """Take back a request that the venue ignored, so that its number is free again."""
        self.orders.pop(key, None)

    def consumed(self, message: Any) -> bool:
        """Whether a request of ours uses up its number when it is processed."""
        return self.dialect.kind_of(message) in self.dialect.consuming

    # ------------------------------------------------------------------------------------------ what was heard

    def heard(self, heard: Heard) -> list[Breach]:
        """Take in one message of the venue; what it says that cannot be. What is foreign is noted and not judged."""
        breaches = self._take_in(heard)
        return [] if heard.foreign else breaches

    def _take_in(self, heard: Heard) -> list[Breach]:
        named = self.about(heard)
        breaches = self._stamps.look(heard, named.request_frame if named is not None else None)
        kind = self.dialect.kind_of(heard.message)
        if kind is None:
            return [*breaches, self._breach("unasked", heard, "a message of the document", repr(heard.message))]
        if kind is Kind.EVENT or kind in ANSWER_TO:
            self.general.append(heard)
            return breaches + self._general(kind, heard)
        order = self._order_of(kind, heard)
        if order is None:
            self.general.append(heard)
            return breaches + self._about_no_order(kind, heard)
        order.heard.append(heard)
        handler = self._handlers.get(kind)
        return breaches + (handler(heard, order) if handler else [])

    def new_session(self) -> None:
        """A session of another day began: its clock and its numbers start anew."""
        self._stamps.forget()
        self.orders.clear()

    def _general(self, kind: Kind, heard: Heard) -> list[Breach]:
        request = ANSWER_TO.get(kind)
        if request is None:
            return []
        if not self.requests.get(request):
            if self.unstated:
                return []
            expected = f"no {name_of(heard.message)} without a request"
            return [self._breach("unasked", heard, expected, "one came")]
        self.requests[request] -= 1
        breaches = self._to_be_given_back.answered(kind, heard)
        return [] if self.unstated else breaches

    def _about_no_order(self, kind: Kind, heard: Heard) -> list[Breach]:
        key = self.key_of(heard.message)
        if kind is Kind.REJECTED and (key in self._account_requests or self.unstated):
            # What answers a bad request of the account as a whole is not stated (OUCH 5.0 3.8).
            return []
        expected = "a message about an order or request of ours"
        return [self._breach("unasked", heard, expected, f"{name_of(heard.message)} about {key[1]}")]

    def about(self, heard: Heard) -> Order | None:
        """The order that a message names; a change of the venue's own names it by the name that it keeps."""
        key = self.key_of(heard.message)
        if self._own_changes.is_one(heard):
            return self._own_changes.meant(heard, key[0], self.orders)
        return self.orders.get(key)

    def _order_of(self, kind: Kind, heard: Heard) -> Order | None:
        key, order = self.key_of(heard.message), self.about(heard)
        begins = kind in (Kind.ACCEPTED, Kind.REPLACED) and not self._own_changes.is_one(heard)
        if order is None and begins and heard.foreign:
            order = self.orders[key] = Order(key)
        return order or (self._strangers.meant(key) if kind is Kind.REJECTED else None)

    def _accepted(self, heard: Heard, order: Order) -> list[Breach]:
        if order.kind is Kind.ENTER and order.accepted is not None:
            observed = f"another while it is {order.state}"
            self._rests_all_the_same(heard, order)
            return [self._breach("accepted-once", heard, "one Order Accepted for an Enter Order", observed)]
        if order.state != SENT or order.kind is Kind.REPLACE:
            observed = f"Order Accepted of {_begun(order)}, which is {order.state}"
            self._rests_all_the_same(heard, order)
            return [self._breach("unasked", heard, "one Order Accepted for an Enter Order", observed)]
        self._into_the_book(heard, order)
        if not self.dialect.matched:
            order.intended = self._read(heard.message, Role.QUANTITY)
        return []

    def _replaced(self, heard: Heard, order: Order) -> list[Breach]:
        if self._own_changes.is_one(heard):
            return self._own_changes.take(heard, order)
        if order.kind is Kind.ENTER:
            observed = f"Order Replaced of {_begun(order)}, which is {order.state}"
            return [self._breach("unasked", heard, "Order Replaced for a Replace Order Request", observed)]
        if order.state != SENT:
            expected = "one Order Replaced for a replacement"
            return [self._breach("replaced-once", heard, expected, f"another while it is {order.state}")]
        original = (order.key[0], self._read(heard.message, Role.ORIGINAL))
        if order.kind is None and original != order.key:
            order.previous = self.orders.get(original)
        told = self.orders.get(original)
        if order.previous is not None and told is order.previous.latest:
            # Where an order may be replaced under its first name, it is the newest link of the chain that goes.
            order.previous = told
        self._into_the_book(heard, order)
        return self._takes_the_place_of(order.previous, heard, order) if order.previous else []

    def _takes_the_place_of(self, old: Order, heard: Heard, order: Order) -> list[Breach]:
        breaches = []
        if not old.live:
            expected = "Order Replaced of a live order only"
            breaches = [self._breach("order-of-messages", heard, expected, f"it is {old.state}")]
        old.replacement = order
        order.executed, order.prevented, order.legs = old.executed, old.prevented, old.legs
        old.state, old.open = REPLACED, 0
        return breaches

    def _rests_all_the_same(self, heard: Heard, order: Order) -> None:
        """What a venue should not have accepted may rest in its book, and is to be cancelled in the end."""
        if not order.live and order.kind is Kind.ENTER:
            self._into_the_book(heard, order)

    def _into_the_book(self, heard: Heard, order: Order) -> None:
        message = order.accepted = heard.message
        order.came_dead = self.dialect.is_dead(message)
        order.open = 0 if order.came_dead else self._read(message, Role.QUANTITY)
        if self.dialect.matched and order.kind is not None:
            order.open = untold(order)
        order.state = DONE if order.came_dead and not order.open else LIVE
        order.price, order.symbol = self._read(message, Role.PRICE), self._read(message, Role.SYMBOL)
        order.side = str(self._read(message, Role.SIDE))

    def _canceled(self, heard: Heard, order: Order) -> list[Breach]:
        shares = self._read(heard.message, Role.QUANTITY)
        if shares is None:
            # Where a cancel tells no quantity it takes all that is left.
            shares = order.open
        order.cancelled = shares
        self._refusals.answered(order.key)
        if order.modified_away and order.modified_away == shares:
            # Whether Order Modified, Order Canceled or both answer a Modify to 0 is not stated (OUCH 5.0 2.4).
            order.modified_away = 0
            return []
        if order.state == REPLACED and order.cancels:
            # Whether the number of a replaced order still cancels is not stated (OUCH 5.0 2.3, 4.2 2.3).
            order = order.latest
        inactivated = self._read(heard.message, Role.REASON) in self.dialect.inactivating
        if order.inactive and not inactivated:
            # What was inactivated is off the book, and its cancel is told all the same.
            order.cancelled, order.inactive = order.inactive, 0
            return []
        rule = self._rule("increments-add-up", "unasked")
        breaches = self._out_of_place(heard, order, rule) or self._too_many(heard, order, rule)
        if (
            not breaches
            and self._read(heard.message, Role.REASON) == self.dialect.asked
            and not self._asked_to_cancel(order)
        ):
            observed = f"{name_of(heard.message)}, reason {self.dialect.asked}"
            breaches = [self._breach("unasked", heard, "a cancel for which somebody asked", observed)]
        order.inactive = order.inactive or shares * inactivated
        self._take(order, shares)
        return breaches

    def _asked_to_cancel(self, order: Order) -> bool:
        requests = sum(link.cancels for link in order.chain) + order.modifies + order.replaces
        return bool(requests or self._mass_cancels)

    def _prevented(self, heard: Heard, order: Order) -> list[Breach]:
        message = heard.message
        rule = "increments-add-up"
        breaches = self._out_of_place(heard, order, rule) or self._too_many(heard, order, rule)
        order.prevented += self._read(message, Role.PREVENTED)
        self._take(order, self._read(message, Role.QUANTITY))
        return breaches

    def _executed(self, heard: Heard, order: Order) -> list[Breach]:
        shares, taken = self._read(heard.message, Role.QUANTITY), self._fills.count(heard.message, order)
        breaches = self._fills.elsewhere(heard, order)
        if taken or not self._fills.legs(order):
            breaches = (
                breaches
                or self._out_of_place(heard, order, "order-of-messages")
                or self._too_many(heard, order, "fill-size", shares - taken)
                or self._fills.beyond_the_limit(heard, order)
            )
        order.executed += taken
        order.matches.add(self._read(heard.message, Role.MATCH))
        self._take(order, taken)
        return breaches

    def _repriced(self, heard: Heard, order: Order) -> list[Breach]:
        """The venue has moved the order: it trades at the new price from here on."""
        order.price = self._read(heard.message, Role.PRICE)
        return []

    def _rejected(self, heard: Heard, order: Order) -> list[Breach]:
        # What is no order waits for one answer; an order that waits for its own may have been cancelled meanwhile.
        asked = self._refusals.answered(order.key) if order.state != SENT or order.kind is None else False
        if order.state != SENT and asked:
            return []
        if order.state != SENT:
            return [self._breach("unasked", heard, "Rejected for an unanswered request", f"the order is {order.state}")]
        order.state = REFUSED
        return []

    def _modified(self, heard: Heard, order: Order) -> list[Breach]:
        if not order.modifies:
            return [self._breach("unasked", heard, f"no {name_of(heard.message)} without a request", "one came")]
        order.modifies -= 1
        order.sides_changed += 1
        before, order.open = order.open, self._read(heard.message, Role.QUANTITY)
        order.side = str(self._read(heard.message, Role.SIDE))
        if not order.open:
            order.state, order.modified_away = DONE, before
        return []

    def _out_of_place(self, heard: Heard, order: Order, rule: str) -> list[Breach]:
        """A fill or cancel of an order with nothing in the book; `rule` is what it breaks once the order is done."""
        if order.live:
            return []
        observed = f"{name_of(heard.message)} while it is {order.state}"
        if order.state == REFUSED:
            return [self._breach(self._rule("refused", "order-of-messages"), heard, "nothing more about it", observed)]
        if order.accepted is None:
            first = "Order Replaced" if order.kind is Kind.REPLACE else "Order Accepted"
            return [self._breach("order-of-messages", heard, f"{first} before it", observed)]
        if order.came_dead and not self.dialect.matched:
            rule = "accepted-dead" if order.kind is Kind.ENTER else "replaced-dead"
        elif order.state == REPLACED:
            rule = self._rule("replaced-away", rule)
        return [self._breach(rule, heard, "nothing more once the order is done", observed)]

    def _rule(self, rule: str, otherwise: str) -> str:
        """The more particular of two rules, where the protocol states it."""
        return rule if rule in self.dialect.rules else otherwise

    def _too_many(self, heard: Heard, order: Order, rule: str, gone: int = 0) -> list[Breach]:
        """More shares than are open, or are `gone` already: what another leg of a combination was told of before."""
        at = self.dialect.name(self.dialect.kind_of(heard.message), Role.QUANTITY)
        shares = getattr(heard.message, at, 0)
        if shares <= order.open + gone:
            return []
        return [self._breach(rule, heard, f"at most {order.open + gone} shares", f"{shares}", at)]

    def _take(self, order: Order, shares: int) -> None:
        order.open = max(0, order.open - shares)
        if not order.open and order.live:
            order.state = DONE

    def _breach(self, rule: str, heard: Heard, expected: str, observed: str, at: str | None = None) -> Breach:
        return Breach(self.dialect.rules.get(rule), rule, expected, observed, heard.frame, at)


def _begun(order: Order) -> str:
    return "a replacement" if order.kind is Kind.REPLACE else "an order"
