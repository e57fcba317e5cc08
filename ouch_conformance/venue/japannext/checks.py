"""Which orders the venue refuses, and under which reason of 7.7.

The document lists the reasons and attaches few to a fault; the table below is this venue's choice. The first line that
applies is the reason. A replace with the same faults ends its order under the reason's code in 7.4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ouch_conformance.venue.japannext.order import IMMEDIATE, Port, Terms
from ouch_conformance.venue.trading import checks
from ouch_conformance.venue.trading.checks import valid_code

if TYPE_CHECKING:
    from ouch_conformance.venue.japannext.floor import Floor


@dataclass(frozen=True, slots=True)
class Case(checks.Case):
    """One order to be judged: its terms and where it would trade. `market` is None for an unknown instrument."""

    floor: Floor
    terms: Terms


def _codes(case: Case) -> bool:
    """A side, capacity or classification outside its list."""
    terms = case.terms
    return not all(valid_code(each) for each in (terms.side, terms.capacity, terms.orderClassification))


def _odd_reference(case: Case) -> bool:
    """What a defect has against a client reference: that it is no word (6.1 has nothing against any)."""
    plain = case.terms.clientReference.replace(" ", "")
    return case.floor.defects.has("client-reference-validated") and bool(plain) and not plain.isalnum()


def _price(case: Case) -> bool:
    """Outside the layout's limits, or off the tick where ticks are checked."""
    price, tick, floor = case.terms.price, case.rules.tick, case.floor
    if price < 0 and floor.defects.has("negative-yield-refused"):
        return True
    return not floor.lowest_price <= price <= floor.maximum_price or bool(tick and price % tick)


def _minimum(case: Case) -> bool:
    """A minimum quantity of a day order, or above the order's own (6.1)."""
    terms = case.terms
    resting = terms.timeInForce != IMMEDIATE and not case.floor.defects.has("day-order-keeps-its-minimum")
    return terms.minimum > terms.quantity or bool(terms.minimum and resting)


REFUSALS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("InvalidOrderbook", lambda case: case.market is None),
    ("NoPermission", lambda case: case.terms.group not in case.floor.groups),
    ("TradingHalt", checks.halted),
    ("InvalidOrderType", lambda case: not valid_code(case.terms.timeInForce)),
    ("Other", lambda case: _codes(case) or _odd_reference(case)),
    ("InvalidMargin", lambda case: not valid_code(case.terms.cashMarginType)),
    ("MpidNotAllowed", lambda case: case.terms.firmId != 0),
    ("InvalidQuantity", checks.bad_quantity),
    ("InvalidPrice", _price),
    ("InvalidDisplayType", lambda case: not valid_code(case.terms.display)),
    ("InvalidMinimumQuantity", _minimum),
    ("OrderValueLimit", checks.notional_over),
    ("ShortSellRestriction", lambda case: case.rules.short_sale_restricted and case.terms.side == "T"),
)


def refusal(floor: Floor, port: Port, terms: Terms) -> str | None:
    """The name of the reason why these terms are refused; None where they are not."""
    return checks.first(REFUSALS, Case(floor, port, terms, port.firm(""), floor.markets.get(terms.symbol)))
