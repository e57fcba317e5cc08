"""Orders that try what a venue offers, far from the market, cancelled at once. Sent only where the user allows it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ouch_conformance.draft.probe import Line
from ouch_conformance.draft.seen import Guess
from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.spec.model import words
from ouch_conformance.wire import Appendage, FieldError, WireMessage

ANSWERS = frozenset({Kind.ACCEPTED, Kind.REJECTED})
LOT = 100
UNKNOWN = "NOSUCH"
"""A symbol that no venue is likely to have."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One order: the flag that it tries, its fields beside the usual ones, and its options."""

    flag: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: Sequence[tuple[str, Any]] = ()
    sells: bool = False


TRIALS: tuple[Trial, ...] = (
    Trial("hidden-orders", {"display": "N"}),
    Trial("minimum-quantity", options=[("minQty", LOT)]),
    Trial("post-only", options=[("postOnly", "P")]),
    Trial("reserve-orders", {"quantity": 2 * LOT}, [("maxFloor", LOT)]),
    Trial("group-id", options=[("groupID", 7)]),
    Trial("good-till-time", {"timeInForce": "6"}, [("expireTime", 60)]),
    Trial("aiq-options", options=[("aiqGroupID", "G1")]),
    Trial("short-sale", {"side": "T"}, [("sharesLocated", "Y")], sells=True),
)
"""What flags are tried with, where a protocol has the flag, the fields and the options; the others are the user's."""


def trials_of(protocol: str) -> list[Trial]:
    """The trials that a protocol's orders can make."""
    layout, flags = load_protocol(protocol), catalogue(protocol).features
    [enter] = [each for each in layout.messages if each.name == DIALECTS[protocol].message_name(Kind.ENTER)]
    known = {each.name for each in enter.fields}
    options = {layout.options[tag].name for tag in (enter.appendage.tags if enter.appendage else ())}
    return [
        each
        for each in TRIALS
        if each.flag in flags and each.fields.keys() <= known and {name for name, _ in each.options} <= options
    ]


@dataclass(frozen=True, slots=True)
class Orders:
    """What may be traded: a symbol, and raw prices at which a buy and a sell meet nobody."""

    symbol: str
    low: int
    high: int


async def try_orders(line: Line, orders: Orders) -> None:
    """A plain order, a modify of it, an order in a symbol that does not exist, then one order for each flag."""
    trader = _Trader(line, orders)
    if line.dialect.token is None and line.seen.next_number is None:
        line.seen.notes.append("no orders were tried: the next number is not known")
        return
    plain = await trader.enter(orders.symbol, **{line.dialect.name(Kind.ENTER, Role.QUANTITY): 2 * LOT})
    if plain is None or not trader.live(plain):
        line.seen.notes.append(f"a plain order in {orders.symbol} was {trader.told(plain)}: no others were tried")
        return
    await trader.try_modify(plain)
    await trader.cancel(plain)
    await trader.try_unknown_symbol()
    for trial in trials_of(line.target.protocol):
        await trader.run(trial)


class _Trader:
    """Enters orders one after the other, and takes each one out before the next."""

    def __init__(self, line: Line, orders: Orders) -> None:
        self.line, self.orders = line, orders
        self._made = 0
        self._prefix = f"D{time.time_ns() // 10**9:09d}"[:10]

    def _key(self) -> Any:
        self._made += 1
        if self.line.dialect.token is not None:
            return f"{self._prefix}{self._made:04d}"
        return (self.line.seen.next_number or 1) + self._made - 1

    def _order(self, trial: Trial, symbol: str) -> WireMessage:
        line, dialect = self.line, self.line.dialect
        said = {
            Role.KEY: self._key(),
            Role.SIDE: "S" if trial.sells else "B",
            Role.QUANTITY: LOT,
            Role.SYMBOL: symbol,
            Role.PRICE: self.orders.high if trial.sells else self.orders.low,
        }
        named = {dialect.name(Kind.ENTER, role): value for role, value in said.items()}
        message = line.make(Kind.ENTER, **{**dialect.defaults, **named, **trial.fields})
        if trial.options:
            message.appendage = Appendage(list(trial.options))
        return message

    async def enter(self, symbol: str, **fields: Any) -> Any:
        """An order; its answer, None where none came."""
        return await self._send(self._order(Trial("", fields), symbol))

    async def _send(self, order: WireMessage) -> Any:
        answer = await self.line.ask(order, ANSWERS)
        if answer is None:
            # It may rest all the same: the cancel is sent unheard, and the user is told.
            key = self.line.dialect.read(order, Role.KEY)
            self.line.session.send_message(self._cancel(key))
            self.line.seen.open.append(str(key))
        return answer

    def live(self, answer: Any) -> bool:
        """Whether an answer says that the order rests."""
        return self.line.dialect.kind_of(answer) is Kind.ACCEPTED and str(answer.orderState) != "D"

    def told(self, answer: Any) -> str:
        """What became of an order, in words."""
        if answer is None:
            return "not answered"
        if self.line.dialect.kind_of(answer) is Kind.REJECTED:
            return f"rejected ({self.reason(answer)})"
        return "accepted" if self.live(answer) else "accepted dead"

    def reason(self, answer: Any) -> str:
        """Why an order was rejected: the document's word, else the bare code."""
        value = answer.reason
        return words(value.name) if hasattr(value, "name") else str(value)

    def _cancel(self, key: Any) -> WireMessage:
        dialect = self.line.dialect
        values = {dialect.name(Kind.CANCEL, Role.KEY): key, dialect.name(Kind.CANCEL, Role.QUANTITY): 0}
        return self.line.make(Kind.CANCEL, **values)

    async def cancel(self, answer: Any) -> None:
        """Take an order out and wait for the word of it; one that may still rest is noted."""
        key = self.line.dialect.read(answer, Role.KEY)
        if await self.line.ask(self._cancel(key), frozenset({Kind.CANCELED})) is None:
            self.line.seen.open.append(str(key))

    async def run(self, trial: Trial) -> None:
        """One order for one flag; a revision that has no such option says no by itself."""
        try:
            order = self._order(trial, self.orders.symbol)
            order.encode()
        except FieldError:
            self.line.seen.flags[trial.flag] = Guess(False, "the revision has no such option")
            return
        answer = await self._send(order)
        accepted = self.line.dialect.kind_of(answer) is Kind.ACCEPTED
        self.line.seen.flags[trial.flag] = Guess(accepted, f"an order with it was {self.told(answer)}")
        if accepted and self.live(answer):
            await self.cancel(answer)

    async def try_modify(self, answer: Any) -> None:
        """Bring the size of a resting order down by Modify, where the protocol has one."""
        dialect = self.line.dialect
        if Kind.MODIFY not in dialect.kinds.values() or dialect.token is not None:
            return
        said = {Role.KEY: dialect.read(answer, Role.KEY), Role.SIDE: "B", Role.QUANTITY: LOT}
        request = self.line.make(Kind.MODIFY, **{dialect.name(Kind.MODIFY, role): each for role, each in said.items()})
        modified = await self.line.ask(request, frozenset({Kind.MODIFIED}))
        text = "a modify was answered by Order Modified" if modified else "a modify was not answered"
        self.line.seen.flags["modify"] = Guess(modified is not None, text)

    async def try_unknown_symbol(self) -> None:
        """Which reason the venue gives for a symbol that it does not know."""
        answer = await self.enter(UNKNOWN)
        if self.line.dialect.kind_of(answer) is Kind.REJECTED:
            self.line.seen.rejects["unknown symbol"] = self.reason(answer)
        elif answer is not None and self.live(answer):
            self.line.seen.notes.append(f"the symbol {UNKNOWN} was accepted: choose another for [instruments.unknown]")
            await self.cancel(answer)
