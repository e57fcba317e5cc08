"""Which orders the venue refuses, and under which reason of 3.11.

The document lists the reasons and attaches none to a fault; the table below is this venue's choice. The first line that
applies is the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ouch_conformance.venue.ouch42.floor import PSX
from ouch_conformance.venue.ouch42.order import IMMEDIATE_OR_CANCEL, MIDPOINT, Port, Terms
from ouch_conformance.venue.ouch42.quotes import everywhere, locks
from ouch_conformance.venue.trading import checks
from ouch_conformance.venue.trading.checks import over, valid_code

if TYPE_CHECKING:
    from ouch_conformance.venue.ouch42.floor import Floor

SWEEPS = ("Y", "y")
PORT_DEFAULT = " "


@dataclass(frozen=True, slots=True)
class Case(checks.Case):
    """One order to be judged: its terms and where it would trade. `market` is None for an unknown symbol."""

    floor: Floor
    terms: Terms

    @property
    def midpoint(self) -> bool:
        """Whether the order is a midpoint peg."""
        return self.terms.display in MIDPOINT


def _codes(case: Case) -> bool:
    """A side, sweep or customer type outside its list; a capacity outside it becomes O (2.1)."""
    terms = case.terms
    named = valid_code(terms.customerType) and not case.floor.defects.has("customer-type-refused")
    customer = terms.customerType == PORT_DEFAULT or named
    return not (customer and valid_code(terms.side) and valid_code(terms.interMarketSweepEligibility))


def _quantity(case: Case) -> bool:
    """Outside 1 to 999,999, or not below the account's safety threshold."""
    threshold = case.port.member.account.threshold
    return checks.bad_quantity(case) or 0 < threshold <= case.terms.quantity


def _price(case: Case) -> bool:
    """A market price belongs into a cross, and in the halt cross there is no other (1.2, 2.1)."""
    cross = case.terms.crossType
    if case.is_market:
        return cross == "N"
    limit = cross == "H" and not case.floor.defects.has("halt-cross-takes-limits")
    return checks.bad_price(case) or limit


def _imbalance_only(case: Case) -> bool:
    unbound = case.floor.defects.has("imbalance-only-without-cross")
    return case.terms.display == "I" and case.terms.crossType not in ("O", "C") and not unbound


def _minimum(case: Case) -> bool:
    """More than the order has; at PSX anything that is not immediate or cancel (2.1)."""
    minimum = case.terms.minimum
    resting = case.floor.edition == PSX and case.terms.timeInForce != IMMEDIATE_OR_CANCEL
    return minimum > case.terms.quantity or bool(minimum and resting)


def _midpoint_post_only(case: Case) -> bool:
    """A limit that reaches the best price on the other side."""
    if case.terms.display != "W" or case.market is None:
        return False
    buy = case.terms.side == "B"
    return locks(buy, case.terms.price, everywhere(case.market).side(not buy))


def _crossed(case: Case) -> bool:
    return case.midpoint and case.market is not None and everywhere(case.market).crossed


def _odd_lot(case: Case) -> bool:
    return bool(case.terms.quantity % case.rules.lot) and "odd lot" in case.rules.refuses


REFUSALS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("FirmNotAuthorized", checks.unauthorized),
    ("InvalidStock", lambda case: case.market is None),
    ("TestMode", lambda case: case.port.member.account.test and not case.rules.test),
    ("Halted", checks.halted),
    ("Other", _codes),
    ("SafetyThreshold", _quantity),
    ("InvalidPrice", _price),
    ("InvalidDisplay", lambda case: not valid_code(case.terms.display)),
    ("NotAllowedInCross", lambda case: not valid_code(case.terms.crossType)),
    ("InvalidDisplay", _imbalance_only),
    ("InvalidMinimumQuantity", _minimum),
    ("CrossedMarket", _crossed),
    ("InvalidMidpointPostOnlyPrice", _midpoint_post_only),
    ("RiskRestrictedSymbol", lambda case: case.rules.restricted),
    ("RiskIso", lambda case: case.terms.interMarketSweepEligibility in SWEEPS and not case.rules.sweeps),
    ("RiskOddLot", _odd_lot),
    ("RiskMidpoint", lambda case: case.midpoint and "midpoint" in case.rules.refuses),
    ("RiskShortSale", lambda case: case.rules.short_sale_restricted and case.terms.side == "T"),
    ("RiskOnOpen", lambda case: case.terms.crossType == "O" and "on open" in case.rules.refuses),
    ("RiskOnClose", lambda case: case.terms.crossType == "C" and "on close" in case.rules.refuses),
    ("RiskShareLimit", lambda case: over(case.rules.maximum_quantity, case.terms.quantity)),
    ("RiskDollarLimit", checks.notional_over),
)


def refusal(floor: Floor, port: Port, terms: Terms, firm: str) -> str | None:
    """The name of the reason why these terms are refused; None where they are not."""
    return checks.first(REFUSALS, Case(floor, port, terms, firm, floor.markets.get(terms.symbol)))
