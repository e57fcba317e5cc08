"""Whether what a scenario would send fits the venue that the profile describes, without sending it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.plugin.index import Definition
from ouch_conformance.plugin.source import table_rows
from ouch_conformance.profile import Profile, Scale
from ouch_conformance.spec.model import INTEGER_TYPES
from ouch_conformance.steps.cells import FieldType, Sent, Value
from ouch_conformance.steps.tables import MessageTable, columns_of, message_name

if TYPE_CHECKING:
    from pytest_bdd.parser import Step


class Unknowable(Exception):  # noqa: N818 - no fault: only the venue knows
    """A value that only a run has: a number beside an order's, a new token."""


@dataclass(frozen=True, slots=True)
class Described:
    """A venue as far as its profile says what a cell stands for."""

    profile: Profile

    @property
    def scale(self) -> Scale:
        """The reference scale."""
        return self.profile.scale

    @property
    def max_quantity(self) -> int:
        """The most shares of one order."""
        return self.profile.max_quantity

    def shares(self, count: int) -> int:
        """A number of shares. Unknowable where the lot cannot express it: the scenario is not testable then."""
        try:
            return self.profile.scale.shares(count)
        except ValueError:
            raise Unknowable from None

    def symbol(self, role: str) -> str:  # noqa: ARG002 - whether there is one is asked elsewhere
        """Unknowable, or not a number."""
        raise Unknowable

    def firm(self, word: str) -> str:  # noqa: ARG002 - likewise
        """Unknowable, or not a number."""
        raise Unknowable

    def token(self, ending: str) -> str:  # noqa: ARG002 - likewise
        """Unknowable before the day has begun."""
        raise Unknowable

    def field_of(self, order: str, field: str) -> Value:  # noqa: ARG002 - likewise
        """Unknowable before the order has been sent."""
        raise Unknowable

    def common_number(self) -> int:
        """Unknowable before the account has been asked."""
        raise Unknowable


def beyond(step: Step, definition: Definition, protocol: str, profile: Profile) -> Iterator[str]:
    """What a Given or When would send that the venue has no room for: each value with its limit."""
    if step.type == "then" or definition.sentence is None or protocol not in DIALECTS:
        return
    yield from _said(definition.arguments(step.name), protocol, Described(profile))
    table = definition.sentence.table
    if isinstance(table, MessageTable) and table.sent:
        for record in table.read_sent(table_rows(step), protocol):
            for name, (column, sent) in record.items():
                yield from _sent(name, column, sent, Described(profile))


def _said(arguments: Mapping[str, object], protocol: str, venue: Described) -> Iterator[str]:
    """The quantities and prices that a sentence itself says."""
    dialect = DIALECTS[protocol]
    fields = {column.field.name: column for column in columns_of(protocol, message_name(protocol, Kind.ENTER)).values()}
    if isinstance(shares := arguments.get("shares"), int):
        column = fields[dialect.name(Kind.ENTER, Role.QUANTITY)]
        yield from _number(f"{shares:,} shares", column, Sent(lambda context: context.shares(shares)), venue)
    if isinstance(price := arguments.get("price"), Decimal):
        column = fields[dialect.name(Kind.ENTER, Role.PRICE)]
        yield from _number(f"the price {price}", column, Sent(lambda context: context.scale.price(price)), venue)


def _sent(name: str, column: FieldType, sent: Sent, venue: Described) -> Iterator[str]:
    # What is beyond the limit on purpose says so: `max+1`, and `raw`, which means the same at every venue.
    if sent.resolver is None or sent.plain or not column.numeric:
        return
    if column.shares or column.field.decimals is not None:
        yield from _number(f"the {name}", column, sent, venue)


def _number(what: str, column: FieldType, sent: Sent, venue: Described) -> Iterator[str]:
    assert sent.resolver is not None  # noqa: S101 - the caller has looked
    try:
        value = int(sent.resolver(venue))
    except Unknowable:
        return
    size, signed, _ = INTEGER_TYPES[column.field.type]
    low, high = (-(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1) if signed else (0, 2 ** (8 * size) - 1)
    if not low <= value <= high:
        yield f"{what} would be {value:,} on the wire: {column.field.words!r} holds {low:,} to {high:,}"
    elif column.shares and venue.max_quantity + 1 < value < high:  # the largest that the field holds is on purpose
        yield f"{what} would be {value:,} at this venue: its max-quantity is {venue.max_quantity:,}"
