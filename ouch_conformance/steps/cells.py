"""The language of a table's cells: closed, checked at collection, resolved to wire values when the step runs.

`10.00` a price on the reference scale, `1,000` shares, `market`, `max`, `max+1`, `min-1`, an enum's word, `empty`,
`"the buy" + 1` (a number beside an order's), `common` (a number that is new to every account and channel),
`new "Ab 1"` (a token that is new on this day and ends so), `any`,
`not X`, `one of A, B`, `>= N`, `same as "the buy"`,
`reserved 0x51` (raw bytes), `raw 123` (a wire integer), `unchanged` (what leaves a value as it is in a replacement).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from ouch_conformance.judge.dialect import Role
from ouch_conformance.profile import Scale, nearest
from ouch_conformance.spec.model import INTEGER_TYPES, EnumType, Field, key
from ouch_conformance.steps.parameters import ROLES

Value = int | str
LONGEST_ENDING = 4
"""What a feature may choose of a token: the rest makes it new."""
FIRMS = ("own", "second", "foreign", "empty")


class CellError(ValueError):
    """A cell that cannot be read; the text says what would be right."""


class Context(Protocol):
    """What a cell needs to know of the venue and of the scenario."""

    @property
    def scale(self) -> Scale: ...
    @property
    def max_quantity(self) -> int: ...
    def shares(self, count: int) -> int: ...
    def symbol(self, role: str) -> str: ...
    def token(self, ending: str) -> str: ...
    def firm(self, word: str) -> str: ...
    def field_of(self, order: str, field: str) -> Value: ...
    def common_number(self) -> int: ...


Resolver = Callable[[Context], Value]


@dataclass(frozen=True, slots=True)
class FieldType:
    """A column: the field, its enum, whether it counts shares, and whether an order is entered with such a field."""

    field: Field
    enum: EnumType | None = None
    shares: bool = False
    tag: int | None = None
    entered: bool = True
    role: Role | None = None

    def read(self, text: str) -> Resolver:
        """A plain value. CellError where it is none."""
        readers = (
            self._read_instrument,
            self._read_reference,
            self._read_limit,
            self._read_enum,
            self._read_price,
            self._read_shares,
            self._read_alpha,
        )
        for reader in readers:
            resolver = reader(text)
            if resolver is not None:
                return resolver
        if re.fullmatch(r"-?[0-9][0-9,]*", text):
            return self._constant(text, int(text.replace(",", "")))
        raise CellError(f"{text!r} is no value of {self.field.words!r}: a whole number is expected")

    def _constant(self, text: str, value: int) -> Resolver:
        """A number that is the same at every venue, where the field has room for it."""
        size, signed, _ = INTEGER_TYPES[self.field.type]
        low, high = (-(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1) if signed else (0, 2 ** (8 * size) - 1)
        if not low <= value <= high:
            raise CellError(f"{text!r} does not fit {self.field.words!r}: {low} to {high}")
        return lambda _: value

    def _read_reference(self, text: str) -> Resolver | None:
        """What means the same in every column: nothing, a wire integer, a value of another order."""
        if text == "empty":
            return lambda _: "" if not self.numeric else 0
        if match := re.fullmatch(r'same as "([^"]+)"', text):
            same = self._order(text, match[1])
            return lambda context: context.field_of(same, self.field.name)
        if match := re.fullmatch(r"raw (-?[0-9]+)", text):
            if self.field.type not in INTEGER_TYPES:
                raise CellError(f"{text!r} is no value of {self.field.words!r}: it carries no number")
            return self._constant(text, int(match[1]))
        return self._read_number_beside(text) if self.numeric else None

    def _read_number_beside(self, text: str) -> Resolver | None:
        if text == "common":
            return lambda context: context.common_number()
        match = re.fullmatch(r'"([^"]+)"(?: ([+-]) ([0-9]+))?', text)
        if match is None:
            return None
        other, shift = self._order(text, match[1]), int((match[2] or "+") + (match[3] or "0"))
        return lambda context: int(context.field_of(other, self.field.name)) + shift

    def _order(self, text: str, name: str) -> str:
        """The name of an order whose field a cell stands for."""
        if not self.entered:
            raise CellError(f"{text!r} is no value of {self.field.words!r}: no order is entered with one")
        return name

    @property
    def numeric(self) -> bool:
        """Whether the field carries a plain number."""
        return self.field.type in INTEGER_TYPES and self.enum is None

    @property
    def open_number(self) -> bool:
        """Whether the field carries a number, some values of which have names of their own."""
        return self.field.type in INTEGER_TYPES and self.enum is not None and self.enum.open

    def _read_limit(self, text: str) -> Resolver | None:
        match = re.fullmatch(r"(max|min)([+-][0-9]+)?", text)
        if not match or not self.numeric:
            return None
        size, signed, _ = INTEGER_TYPES[self.field.type]
        shift = int(match[2] or 0)
        if match[1] == "min":
            low = self.field.minimum if self.field.minimum is not None else 1 if self.shares else 0
            return self._constant(text, low + shift)
        if self.shares:
            return lambda context: context.max_quantity + shift
        return self._constant(text, (self.field.maximum or 2 ** (8 * size - signed) - 1) + shift)

    def _read_enum(self, text: str) -> Resolver | None:
        if self.enum is None:
            return None
        for value in self.enum.values:
            if key(value.name) == key(text):
                wire = value.value
                return lambda _: wire
        if self.open_number and re.fullmatch(r"[0-9][0-9,]*", text):
            return None
        known = [value.words for value in self.enum.values]
        raise CellError(f"{text!r} is no value of {self.field.words!r}: {nearest(text, known)}")

    def _read_price(self, text: str) -> Resolver | None:
        if self.field.decimals is None:
            return None
        if text == "market" and self.field.market:
            market = self.field.market[0]
            return lambda _: market
        if not re.fullmatch(r"-?[0-9]+\.[0-9]{2}", text):
            raise CellError(f"{text!r} is no price: two decimals are expected, such as 10.00")
        price = Decimal(text)
        if INTEGER_TYPES[self.field.type][1] and self.role is not Role.PRICE:
            return lambda context: context.scale.price(price + 10) - context.scale.price(Decimal(10))
        if price < 0 and not INTEGER_TYPES[self.field.type][1]:
            raise CellError(f"{text!r} does not fit {self.field.words!r}: no price is below 0.00")
        return lambda context: context.scale.price(price) if price else 0

    def _read_shares(self, text: str) -> Resolver | None:
        if not self.shares:
            return None
        if not re.fullmatch(r"[0-9][0-9,]*", text):
            raise CellError(f"{text!r} is no number of shares: such as 100 or 1,000, max, max+1")
        shares = int(text.replace(",", ""))
        return lambda context: context.shares(shares)

    def _read_instrument(self, text: str) -> Resolver | None:
        """The part that an instrument plays: its symbol, or its number where the protocol numbers its books."""
        if self.role is not Role.SYMBOL or self._means_the_same(text):
            return None
        if text not in ROLES:
            raise CellError(f"{text!r} is no instrument: {nearest(text, ROLES)}")
        if self.numeric:
            return lambda context: int(context.symbol(text))
        return lambda context: context.symbol(text)

    @staticmethod
    def _means_the_same(text: str) -> bool:
        """Whether a cell is one that every column has: nothing, a wire integer, a value of another order."""
        return text == "empty" or text.startswith(("raw ", "same as ", "max", "min"))

    def _read_alpha(self, text: str) -> Resolver | None:
        if self.numeric or self.enum is not None:
            return None
        if text.startswith('new "'):
            return self._new_token(text)
        if self.role is Role.FIRM:
            if text not in FIRMS:
                raise CellError(f"{text!r} is no firm: {nearest(text, FIRMS)}")
            return lambda context: context.firm(text)
        plain = text[1:-1] if len(text) >= 2 and text[0] == text[-1] == '"' else text
        if self.field.length is not None and len(plain) > self.field.length:
            raise CellError(f"{text!r} does not fit {self.field.words!r}: at most {self.field.length} characters")
        return lambda _: plain

    def _new_token(self, text: str) -> Resolver:
        if self.field.role != "token":
            raise CellError(f"{text!r} is no value of {self.field.words!r}: it names no order")
        match = re.fullmatch(r'new "([ !#-~]*[!#-~])"', text)
        if match is None or len(match[1]) > LONGEST_ENDING:
            right = f"1 to {LONGEST_ENDING} characters of its end can be chosen, the last of them no space"
            raise CellError(f"{text!r} is no token: {right}")
        ending = match[1]
        return lambda context: context.token(ending)


def orders_in(text: str, column: FieldType) -> list[str]:
    """The names of orders that a cell speaks of; beside a number nothing else stands in quotes."""
    found: list[str] = re.findall(r'"([^"]+)"' if column.numeric else r'\bsame as "([^"]+)"', text)
    return found


@dataclass(frozen=True, slots=True)
class Sent:
    """What a cell puts into a message: a value, or bytes that no value of the field has.

    `plain` is whether the cell gives the number of the wire itself, which means the same at every venue.
    """

    resolver: Resolver | None
    raw: bytes | None = None
    plain: bool = False


def read_sent(text: str, column: FieldType) -> Sent:
    """A cell of a message that is sent. CellError where it cannot be."""
    if text == "unchanged":
        if column.field.unchanged is None:
            raise CellError(f"{text!r} is no value of {column.field.words!r}: the document has no bytes for it")
        return Sent(None, column.field.unchanged)
    match = re.fullmatch(r"reserved 0x((?:[0-9A-Fa-f]{2})+)", text)
    if not match:
        if text == "empty" and column.enum is not None:
            raise CellError(f"{text!r} is no value of {column.field.words!r}: reserved 0x20 sends a space")
        return Sent(column.read(text), plain=text.startswith("raw "))
    raw = bytes.fromhex(match[1])
    if column.field.width != len(raw):
        raise CellError(f"{text!r} has {len(raw)} bytes: {column.field.words!r} has {column.field.width}")
    return Sent(None, raw)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a cell wants of a field: one comparison with some values."""

    comparison: str
    resolvers: tuple[Resolver, ...]

    def values(self, context: Context) -> list[Value]:
        """The wire values that the comparison is with."""
        return [resolver(context) for resolver in self.resolvers]

    def holds(self, value: Any, context: Context) -> bool:
        """Whether a field's value is what the cell wants."""
        wanted = self.values(context)
        if self.comparison == "any":
            return True
        if self.comparison == "not":
            return all(value != each for each in wanted)
        if self.comparison == ">=":
            return bool(value >= wanted[0])
        if self.comparison == "<=":
            return bool(value <= wanted[0])
        return any(value == each for each in wanted)


def read_expected(text: str, column: FieldType) -> Expected:
    """A cell of a message that is expected. CellError where it cannot be read."""
    if text == "any":
        return Expected("any", ())
    if text.startswith("not "):
        return Expected("not", (column.read(text[4:]),))
    if text.startswith("one of "):
        return Expected("is", tuple(column.read(part) for part in re.split(r",\s+", text[7:])))
    if text.startswith((">= ", "<= ")):
        if not column.numeric and not column.open_number:
            raise CellError(f"{text!r} compares numbers, and {column.field.words!r} carries none")
        return Expected(text[:2], (column.read(text[3:]),))
    return Expected("is", (column.read(text),))
