"""Which orders a venue refuses: what the dialects' tables of reasons ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from ouch_conformance.venue.trading.order import CONTINUOUS, SELLS, Port, Terms

if TYPE_CHECKING:
    from ouch_conformance.venue.settings import Instrument
    from ouch_conformance.venue.trading.floor import Floor, Market


@dataclass(frozen=True, slots=True)
class Case:
    """One order to be judged: its terms and where it would trade. `market` is None for an unknown symbol."""

    floor: Floor[Any, Any]
    port: Port
    terms: Terms
    firm: str
    market: Market[Any] | None

    @property
    def rules(self) -> Instrument:
        """The instrument's rules; only asked once the symbol is known."""
        assert self.market is not None  # noqa: S101 - the symbol's check stands before every user of the rules
        return self.market.instrument

    @property
    def is_market(self) -> bool:
        """Whether the price is one of the market prices."""
        refused = self.terms.crossType != CONTINUOUS and self.floor.defects.has("market-price-refused-in-cross")
        return self.terms.price in self.floor.market_prices and not refused


CaseT = TypeVar("CaseT", bound=Case)
Refusals = Iterable[tuple[str, Callable[[CaseT], bool]]]
"""Reasons by name and when each applies; the first that applies is the answer."""


def first(refusals: Refusals[CaseT], case: CaseT) -> str | None:
    """The name of the reason why an order is refused; None where it is not."""
    return next((reason for reason, applies in refusals if applies(case)), None)


def valid_code(value: object) -> bool:
    """Whether a code is one of its field's values: the codec leaves others as plain text."""
    return isinstance(value, Enum)


def unauthorized(case: Case) -> bool:
    """A firm that the account may not use."""
    return not case.port.member.account.may_use(case.firm)


def halted(case: Case) -> bool:
    """A symbol that does not trade."""
    return case.market is not None and case.market.halted


def bad_quantity(case: Case) -> bool:
    """No shares, or more than the venue takes."""
    return not 1 <= case.terms.quantity <= case.floor.settings.maximum_quantity


def bad_price(case: Case) -> bool:
    """0, above 199,999.99 without being a market price, or off the tick where ticks are checked."""
    price, tick = case.terms.price, case.rules.tick
    if case.is_market:
        return False
    highest = case.floor.maximum_price - case.floor.defects.pick("highest-price-refused", 1, 0)
    return not 1 <= price <= highest or bool(tick and price % tick)


def over(limit: int, value: int) -> bool:
    """Whether a value is above a limit; 0 is no limit."""
    return bool(limit) and value > limit


def notional_over(case: Case) -> bool:
    """A limit order worth more than the instrument allows."""
    return not case.is_market and over(case.rules.maximum_notional, case.terms.notional)


def side_change(old: str, new: str) -> bool:
    """Whether a side may become another: S, T and E may become each other; staying the same is no fault."""
    return old == new or (old in SELLS and new in SELLS)
