"""An order of Genium OUCH and the port it came through: tokens name orders, an order keeps all that it ever had."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ouch_conformance.venue.trading import order as trading

FILL_AND_KILL, FILL_OR_KILL = 3, 4
ON_BOOK, NOT_ON_BOOK = 1, 2
OPEN, CLOSE = 1, 2
"""The open or close of an order that opens or closes a position (4.1.1)."""
UNCHANGED_PRICE = -(1 << 31)
UNCHANGED_TEXT = "\0"
"""What a replace says for what shall stay (4.1.3)."""


@dataclass(frozen=True, slots=True)
class Terms(trading.Terms):
    """What a member asked for (4.1.1). `symbol` is the order book id as text; the price has the book's decimals."""

    openClose: Any
    clientAccount: str
    customerInfo: str
    exchangeInfo: str


@dataclass(slots=True, eq=False, kw_only=True)
class LiveOrder(trading.Order):
    """An order with a quantity left. `former` is the token that it replaced, blank where it replaced none.

    An order that is `inactive` is in no book, cannot come back, and can still be cancelled (4.2.5). `grown` is a
    replacement of a greater total than its order's: what a defect does only then.
    """

    terms: Terms
    token: str
    former: str = ""
    inactive: bool = False
    grown: bool = False

    @property
    def key(self) -> str:
        """The order's name within its account."""
        return self.token

    @property
    def immediate(self) -> bool:
        """Whether the order never rests (4.1.1)."""
        return self.terms.timeInForce in (FILL_AND_KILL, FILL_OR_KILL)

    @property
    def seconds(self) -> int:
        """No order lives for seconds (4.1.1)."""
        return 0


@dataclass(slots=True, eq=False)
class Port(trading.Port):
    """One account's order entry: the tokens it used, and the `first` and the `newest` one of each chain of replaces."""

    orders: dict[str, LiveOrder] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    newest: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    @property
    def participant(self) -> str:
        """Whose orders a Mass Cancel takes out: the firm of the account, or itself where none is named (4.1.6)."""
        return self.member.account.firm or self.member.account.user

    def consume(self, token: str, replaces: str = "") -> None:
        """The token is used from here on; that of a replacement stands for the order under every earlier one."""
        self.used.add(token)
        self.first[token] = first = self.first.get(replaces, token)
        self.newest[first] = token

    def live(self, token: str) -> LiveOrder | None:
        """The live order that a token means: any of its chain's will do, which is more than 4.1.3 promises."""
        first = self.first.get(token)
        if first is None or (self.defects.has("original-token-forgotten") and token != self.newest[first]):
            return None
        return self.orders.get(self.newest[first])
