"""An order that no scenario has said anything about: one lot at the base price, with the protocol's plain codes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ouch_conformance.judge.dialect import Kind, Role

if TYPE_CHECKING:
    from ouch_conformance.steps.run import Run


def order_values(run: Run, side: str | int, symbol: str | None, name: str = "") -> dict[str, Any]:
    """The fields of an Enter Order, or of a message of that `name`, but for the one that names it. `side` is a code."""
    dialect, scale = run.dialect, run.profile.scale_of(symbol)
    values: dict[Role, Any] = {
        Role.SIDE: side,
        Role.QUANTITY: scale.shares(100),
        Role.SYMBOL: None if symbol is None else run.instrument_value(symbol),
        Role.PRICE: scale.price(Decimal(10)),
    }
    if Role.LABEL in dialect.fields:
        values[Role.LABEL] = run.order_id()
    named = {dialect.name(Kind.ENTER, role): value for role, value in values.items()}
    protocol, message = run.codec.protocol, name or dialect.message_name(Kind.ENTER)
    # An earlier revision may not have every field that has a default.
    known = {each.name for each in protocol.message(message).fields if protocol.has(each, run.profile.revision)}
    return {name: value for name, value in {**dialect.defaults, **named}.items() if name in known}
