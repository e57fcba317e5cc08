"""Orders that try what a venue offers, far from the market, cancelled at once. Sent only where the user allows it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ouch_conformance.draft.probe import Line, read_day
from ouch_conformance.draft.seen import Guess
from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.profile import reference_profile
from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.spec.model import INTEGER_TYPES, Field, Message, Protocol, words
from ouch_conformance.wire import Appendage, FieldError, WireMessage

ANSWERS = frozenset({Kind.ACCEPTED, Kind.REJECTED})
LOT = 100
SELL = "S"
UNKNOWN, UNKNOWN_NUMBER = "NOSUCH", "9999"
"""A symbol that no venue is likely to have, and one where instruments go by numbers or by codes of four characters."""


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
    Trial("post-only", {"display": "P"}),
    Trial("reserve-orders", {"quantity": 2 * LOT}, [("maxFloor", LOT)]),
    Trial("group-id", options=[("groupID", 7)]),
    Trial("good-till-time", {"timeInForce": "6"}, [("expireTime", 60)]),
    Trial("aiq-options", options=[("aiqGroupID", "G1")]),
    Trial("short-sale", {"side": "T"}, [("sharesLocated", "Y")], sells=True),
    Trial("short-sale", {"side": "T"}, sells=True),
)
"""What flags are tried with: the first of each flag whose fields, with their codes, and options a protocol has. The
others are the user's."""


def trials_of(protocol: str) -> list[Trial]:
    """The trials that a protocol's orders can make, one for each flag."""
    layout, flags, enter = load_protocol(protocol), catalogue(protocol).features, _request(protocol, Kind.ENTER)
    options = {layout.options[tag].name for tag in (enter.appendage.tags if enter.appendage else ())}
    fitting: dict[str, Trial] = {}
    for each in TRIALS:
        said = all(_bears(layout, enter, name, value) for name, value in each.fields.items())
        if each.flag in flags and said and {name for name, _ in each.options} <= options:
            fitting.setdefault(each.flag, each)
    return list(fitting.values())


def _request(protocol: str, kind: Kind) -> Message:
    return load_protocol(protocol).message(DIALECTS[protocol].message_name(kind))


def _bears(layout: Protocol, message: Message, name: str, value: Any) -> bool:
    """Whether a message has a field, and its list, where it has one, the code."""
    field = next((each for each in message.fields if each.name == name), None)
    known = layout.enums.get(field.enum) if field is not None and field.enum else None
    return field is not None and (known is None or value in {each.value for each in known.values})


def _symbol_field(protocol: str) -> Field:
    """The field that names the instrument of an order."""
    name = DIALECTS[protocol].name(Kind.ENTER, Role.SYMBOL)
    return next(each for each in _request(protocol, Kind.ENTER).fields if each.name == name)


def names_firms(protocol: str) -> bool:
    """Whether orders of a protocol say for which firm they are."""
    return protocol in DIALECTS and Role.FIRM in DIALECTS[protocol].fields


def symbol_problem(protocol: str, symbol: str) -> str | None:
    """What is wrong with a symbol as orders of a protocol name it, with what would be right."""
    field = _symbol_field(protocol)
    if field.type in INTEGER_TYPES:
        return None if re.fullmatch("[0-9]{1,9}", symbol) else "instruments go by the number of their order book"
    width = field.length or 0
    return None if symbol.isascii() and len(symbol) <= width else f"at most {width} ASCII characters are expected"


def unknown(protocol: str) -> str:
    """A symbol for a profile's `unknown` instrument."""
    return UNKNOWN_NUMBER if symbol_problem(protocol, UNKNOWN) else UNKNOWN


def unknown_fault(protocol: str) -> str:
    """What the features of a protocol call an order in an instrument that there is not."""
    known = reference_profile(protocol)
    faults = ("unknown symbol", "unknown order book")
    return next((fault for fault in faults if known and fault in known.rejects), "unknown symbol")


@dataclass(frozen=True, slots=True)
class Orders:
    """What may be traded: a symbol, and raw prices at which a buy and a sell meet nobody."""

    symbol: str
    low: int
    high: int


async def try_orders(line: Line, orders: Orders) -> None:
    """A plain order, a modify of it, an order in a symbol that does not exist, then one order for each flag."""
    trader = _Trader(line, orders)
    if line.dialect.token is None and line.seen.next_number is None and not await read_day(line):
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
        # Tokens of another probe, if it began a hundredth of a second earlier, are others: they come again in months.
        self._prefix = f"D{time.time_ns() // 10**7 % 10**9:09d}"

    def _key(self) -> Any:
        self._made += 1
        if self.line.dialect.token is not None:
            return f"{self._prefix}{self._made:04d}"
        return (self.line.seen.next_number or 1) + self._made - 1

    def _order(self, trial: Trial, symbol: str) -> WireMessage:
        line, dialect = self.line, self.line.dialect
        said = {
            Role.KEY: self._key(),
            Role.SIDE: SELL if trial.sells else dialect.buy,
            Role.QUANTITY: LOT,
            Role.SYMBOL: int(symbol) if _symbol_field(line.target.protocol).type in INTEGER_TYPES else symbol,
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
        return self.line.dialect.kind_of(answer) is Kind.ACCEPTED and not self.line.dialect.is_dead(answer)

    def told(self, answer: Any) -> str:
        """What became of an order, in words."""
        if answer is None:
            return "not answered"
        if self.line.dialect.kind_of(answer) is Kind.REJECTED:
            return f"rejected ({self.reason(answer)})"
        return "accepted" if self.live(answer) else "accepted dead"

    def reason(self, answer: Any) -> str:
        """Why an order was rejected: the document's word, else the bare code."""
        value = self.line.dialect.read(answer, Role.REASON)
        return words(value.name) if hasattr(value, "name") else str(value)

    def _cancel(self, key: Any) -> WireMessage:
        fields = {each.name for each in _request(self.line.target.protocol, Kind.CANCEL).fields}
        said = {Role.KEY: key, Role.QUANTITY: 0}
        named = {self.line.dialect.name(Kind.CANCEL, role): value for role, value in said.items()}
        return self.line.make(Kind.CANCEL, **{name: value for name, value in named.items() if name in fields})

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
        symbol = unknown(self.line.target.protocol)
        answer = await self.enter(symbol)
        if self.line.dialect.kind_of(answer) is Kind.REJECTED:
            self.line.seen.rejects[unknown_fault(self.line.target.protocol)] = self.reason(answer)
        elif answer is not None and self.live(answer):
            self.line.seen.notes.append(f"the symbol {symbol} was accepted: choose another for [instruments.unknown]")
            await self.cancel(answer)
