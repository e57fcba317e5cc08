"""Which orders the venue refuses, and under which reason of Appendix C.

The document lists the reasons and attaches none to a fault; the table below is this venue's choice. The first line that
applies is the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.ouch50.order import Port, Terms
from ouch_conformance.venue.trading import checks
from ouch_conformance.venue.trading.checks import over, valid_code

if TYPE_CHECKING:
    from ouch_conformance.venue.ouch50.floor import Floor

DAY_SECONDS = 86_400
NO_INSTRUCTION = " "
HANDLE_INSTRUCTIONS: Mapping[str, frozenset[str]] = {
    "I": frozenset("OC"),
    **dict.fromkeys("OTQR", frozenset("R")),
    "B": frozenset("E"),
    "D": frozenset("H"),
}
"""The cross types that each HandleInst goes with (2.1)."""
CROSS_TYPES: Mapping[str, frozenset[str]] = {
    "nasdaq": frozenset("NOCHSEA"),
    "bx": frozenset("NR"),
    "psx": frozenset("N"),
}
"""The cross types of each market (2.1)."""


@dataclass(frozen=True, slots=True)
class Case(checks.Case):
    """One order to be judged: its terms and where it would trade. `market` is None for an unknown symbol."""

    floor: Floor
    terms: Terms

    def option(self, name: str, default: Any) -> Any:
        """An option's value or its default."""
        return self.terms.options.get(name, default)


def _minimum(case: Case) -> bool:
    minimum = int(case.option("minQty", 0))
    odd = minimum % case.rules.lot != 0 and not case.floor.defects.has("odd-minimum-accepted")
    return odd or minimum > case.terms.quantity


def _expiry(case: Case) -> bool:
    """GTT without a time, or with a day and more: undefined and forbidden (2.1)."""
    return case.terms.timeInForce == "6" and not 1 <= case.option("expireTime", 0) < DAY_SECONDS


def _offered(case: Case) -> bool:
    """Whether the market has the cross type (2.1)."""
    cross = case.terms.crossType
    if cross == "R" and case.floor.defects.has("retail-cross-everywhere"):
        return True
    return cross in CROSS_TYPES[case.floor.settings.market]


def _instruction(case: Case) -> bool:
    instruction = str(case.option("handleInst", NO_INSTRUCTION))
    if instruction == NO_INSTRUCTION or case.floor.defects.has("handle-instruction-unbound"):
        return False
    return case.terms.crossType not in HANDLE_INSTRUCTIONS.get(instruction, ())


def _codes(case: Case) -> bool:
    terms = case.terms
    fields = (terms.timeInForce, terms.capacity, terms.interMarketSweepEligibility)
    named = ("postOnly", "customerType", "tradeNow", "sharesLocated", "discretionPriceType")
    given = [terms.options[name] for name in named if name in terms.options]
    return not all(valid_code(value) for value in (*fields, *given))


def _locate(case: Case) -> bool:
    needed = case.rules.locate_required and case.terms.side in ("T", "E")
    return needed and case.option("sharesLocated", "N") != "Y"


REFUSALS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("FirmNotAuthorized", checks.unauthorized),
    ("InvalidSymbol", lambda case: case.market is None),
    ("Halted", checks.halted),
    ("InvalidSide", lambda case: not valid_code(case.terms.side)),
    ("InvalidQuantity", checks.bad_quantity),
    ("InvalidPrice", checks.bad_price),
    ("InvalidDisplay", lambda case: not valid_code(case.terms.display)),
    ("RetailNotAllowed", lambda case: case.terms.crossType == "R" and not _offered(case)),
    ("InvalidCrossOrder", lambda case: not _offered(case)),
    ("InvalidCrossOrder", _instruction),
    ("Other", _codes),
    ("Other", _expiry),
    ("InvalidMinQuantity", _minimum),
    ("InvalidMaxFloor", lambda case: case.option("maxFloor", 0) > case.terms.quantity),
    (
        "InvalidPegType",
        lambda case: "priceType" in case.terms.options and not valid_code(case.option("priceType", "L")),
    ),
    # There is no national best price to peg to.
    ("PeggingNotAllowed", lambda case: case.option("priceType", "L") != "L"),
    (
        "InvalidAiq",
        lambda case: "aiqStrategy" in case.terms.options and not valid_code(case.option("aiqStrategy", "*")),
    ),
    ("IsoNotAllowed", lambda case: case.terms.interMarketSweepEligibility == "Y" and not case.rules.sweeps),
    ("RiskRestrictedStock", lambda case: case.rules.restricted),
    ("RiskShortSellRestricted", lambda case: case.rules.short_sale_restricted and case.terms.side == "T"),
    ("RiskLocateRequired", _locate),
    ("RiskMarketOrderNotAllowed", lambda case: case.is_market and not case.rules.market_orders),
    ("RiskMaxQuantityExceeded", lambda case: over(case.rules.maximum_quantity, case.terms.quantity)),
    ("RiskSingleOrderNotionalExceeded", checks.notional_over),
)


def refusal(floor: Floor, port: Port, terms: Terms, firm: str) -> str | None:
    """The name of the reason why these terms are refused; None where they are not."""
    return checks.first(REFUSALS, Case(floor, port, terms, firm, floor.markets.get(terms.symbol)))
