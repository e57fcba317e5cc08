"""Which requests the venue refuses, and under which of the product's reject codes.

The document lists no codes: the first eleven are the gateway's, the others the engine's; a profile names those of its
venue. The first line that applies is the code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ouch_conformance.venue.genium.order import FILL_OR_KILL, UNCHANGED_PRICE, Port, Terms
from ouch_conformance.venue.trading import checks
from ouch_conformance.venue.trading.checks import valid_code

if TYPE_CHECKING:
    from ouch_conformance.venue.genium.floor import Floor

CODES = {
    "duplicate token": -800_002,
    "unknown token": -800_004,
    "invalid order book": -800_006,
    "invalid side": -800_008,
    "invalid time in force": -800_010,
    "invalid order number": -800_012,
    "can not cancel": -800_014,
    "invalid open close": -800_016,
    "illegal transaction": -800_022,
    "series stopped": -110_155,
    "wrong block size": -110_157,
    "illegal quantity": -110_159,
    "price not allowed": -110_161,
}


@dataclass(frozen=True, slots=True)
class Case(checks.Case):
    """One order to be judged: its terms and where it would trade. `market` is None for an unknown book."""

    floor: Floor
    terms: Terms


def _odd_lot(case: Case) -> bool:
    return bool(case.terms.quantity % case.rules.lot) and not case.floor.defects.has("odd-lots-accepted")


def _untraded(case: Case) -> bool:
    """A combination, for a defect that lets nobody enter one."""
    return case.terms.symbol in case.floor.combinations and case.floor.defects.has("combinations-refused")


def _bad_price(case: Case) -> bool:
    """0x80000000, which is no price; 0 is one (4.1.3)."""
    zero = case.terms.price == 0 and case.floor.defects.has("zero-price-refused")
    return case.terms.price == UNCHANGED_PRICE or zero


REFUSALS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("invalid order book", lambda case: case.market is None or _untraded(case)),
    ("invalid side", lambda case: not valid_code(case.terms.side)),
    ("invalid time in force", lambda case: not valid_code(case.terms.timeInForce)),
    ("invalid open close", lambda case: not valid_code(case.terms.openClose)),
    ("series stopped", checks.halted),
    ("illegal quantity", lambda case: not 1 <= case.terms.quantity <= case.floor.settings.maximum_quantity),
    ("wrong block size", _odd_lot),
    ("price not allowed", _bad_price),
)


def refusal(floor: Floor, port: Port, terms: Terms) -> str | None:
    """The name of the reason why these terms are refused; None where they are not."""
    return checks.first(REFUSALS, Case(floor, port, terms, port.firm(""), floor.markets.get(terms.symbol)))


def in_whole(terms: Terms) -> bool:
    """Whether an order trades in whole or not at all (4.1.1)."""
    return bool(terms.timeInForce == FILL_OR_KILL)
