"""An order of Japannext OUCH and the port it came through: both know orders by numbers that rise (5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ouch_conformance.venue.trading import order as trading

IMMEDIATE, DAY = 0, 99_999
POST_ONLY = "P"


@dataclass(frozen=True, slots=True)
class Terms(trading.Terms):
    """What a member asked for (6.1). `symbol` is the orderbook id as text, whatever it is on the wire."""

    minimum: int
    group: str
    clientReference: str
    firmId: int
    orderClassification: str
    cashMarginType: str


@dataclass(slots=True, eq=False, kw_only=True)
class LiveOrder(trading.Order):
    """An order with a quantity left. `former` is the token that it replaced, 0 where it replaced none.

    `cheaper` is a replacement of a buy at a lower price: what some defects do only then.
    """

    terms: Terms
    token: int
    former: int = 0
    cheaper: bool = False
    prevention: str = trading.PORT_DEFAULT

    @property
    def key(self) -> int:
        """The order's name within its account."""
        return self.token

    @property
    def immediate(self) -> bool:
        """Whether the order trades at once or not at all (6.1)."""
        return bool(self.terms.timeInForce == IMMEDIATE)

    @property
    def seconds(self) -> int:
        """No order lives for seconds (6.1)."""
        return 0

    @property
    def post_only(self) -> bool:
        """Whether the order must not take from the book (6.1)."""
        return self.terms.display == POST_ONLY

    @property
    def strategy(self) -> str:
        """The AIQ strategy: of the instrument where it has one, else of the venue."""
        return self.prevention


@dataclass(slots=True, eq=False)
class Port(trading.Port):
    """One account's order entry. `last` is the highest token that it used on this day (5)."""

    orders: dict[int, LiveOrder] = field(default_factory=dict)
    last: int = 0
    beside: list[Port] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def in_sequence(self, token: int) -> bool:
        """Whether a token is above every one that the account used; a gap is no fault (5)."""
        if self.defects.has("unused-lower-token-accepted"):
            return token not in self.used
        taken = self.defects.has("accounts-share-tokens") and any(token == other.last for other in self.beside)
        return token > self.last and not taken

    def consume(self, token: int) -> None:
        """The token is used; lower ones are out of sequence from here on (5)."""
        self.last = max(self.last, token)
        self.used.add(token)

    def live(self, token: int) -> LiveOrder | None:
        """The live order that bears a token."""
        return self.orders.get(token)
