"""An order of OUCH 4.2 and the port it came through: both know orders by tokens (1.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ouch_conformance.venue.book import BookOrder
from ouch_conformance.venue.trading import order as trading

IMMEDIATE_OR_CANCEL, MARKET_HOURS, SYSTEM_HOURS = 0, 99_998, 99_999
MIDPOINT, POST_ONLY, HIDDEN = frozenset("MWm"), frozenset("PLW"), frozenset("NIMWmnQ")
"""Display codes by what they do in this venue's book; that m and n ask for Trade Now by themselves it leaves out."""


@dataclass(frozen=True, slots=True)
class Terms(trading.Terms):
    """What a member asked for; `timeInForce` is in seconds or one of the three codes of 1.2."""

    minimum: int
    customerType: str


@dataclass(slots=True, eq=False, kw_only=True)
class LiveOrder(trading.Order):
    """An order with shares left. `display` is the one told to the member, `former` the token that it replaced.

    `told_firm` is the firm in messages, which is another one for defects only.
    """

    terms: Terms
    token: str
    display: str
    weight: str
    prevention: str = trading.PORT_DEFAULT
    former: str = ""
    told_firm: str = ""

    @property
    def key(self) -> str:
        """The order's name within its account."""
        return named(self.port, self.token)

    @property
    def immediate(self) -> bool:
        """Whether the order is immediate or cancel (1.2)."""
        return bool(self.terms.timeInForce == IMMEDIATE_OR_CANCEL)

    @property
    def seconds(self) -> int:
        """The seconds that the order lives (1.2); 0 where it is not they that end it."""
        return int(self.terms.timeInForce) if self.terms.timeInForce < MARKET_HOURS else 0

    @property
    def post_only(self) -> bool:
        """Whether the order must not take shares from the book (2.1)."""
        return self.terms.display in POST_ONLY

    @property
    def strategy(self) -> str:
        """The AIQ strategy: of the instrument where it has one, else of the port."""
        return self.prevention

    @property
    def midpoint(self) -> bool:
        """Whether the order is pegged to the midpoint."""
        return self.terms.display in MIDPOINT

    def added(self) -> str:
        """The liquidity flag of the order where it rested (3.7)."""
        return "k" if self.midpoint else trading.Order.added(self)

    def removed(self, resting: BookOrder) -> str:
        """The liquidity flag of the order where it met a resting one (3.7)."""
        return "m" if isinstance(resting, LiveOrder) and resting.midpoint else "R"

    def steps_back(self, resting: BookOrder) -> bool:
        """A post-only order may lock a hidden one, which then can ask for the shares with Trade Now (2.5)."""
        return not (resting.hidden and resting.price == self.price)


@dataclass(slots=True, eq=False)
class Port(trading.Port):
    """One account's order entry: the tokens of its day and its live orders by token (1.1, 1.2)."""

    orders: dict[str, LiveOrder] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def is_new(self, token: str) -> bool:
        """Whether a token was not used on this day in this account (1.2)."""
        return named(self, token) not in self.tokens

    def consume(self, token: str) -> None:
        """The token is used and cannot be used again (1.2)."""
        self.tokens.add(named(self, token))

    def release(self, token: str) -> None:
        """Let a token be used again, as no venue should."""
        self.tokens.discard(named(self, token))

    def live(self, token: str) -> LiveOrder | None:
        """The live order that bears a token."""
        return self.orders.get(named(self, token))


def named(port: trading.Port, token: str) -> str:
    """What a token is told apart by: its letters, large or small (1.2)."""
    return token.upper() if port.defects.has("token-case-ignored") else token
