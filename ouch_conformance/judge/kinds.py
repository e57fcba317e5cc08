"""What the judge needs to know of a protocol beyond its layout: what a message is for, which field names the order.

Layout lives in the XML; this is the little that behaviour adds. One entry for each OUCH dialect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    """The purpose of a message, whatever a dialect calls it."""

    ENTER = auto()
    REPLACE = auto()
    CANCEL = auto()
    CANCEL_BY_REFERENCE = auto()
    """A cancel that names the order by the venue's own number."""
    MODIFY = auto()
    MASS_CANCEL = auto()
    DISABLE = auto()
    ENABLE = auto()
    QUERY = auto()
    TRADE_NOW = auto()

    EVENT = auto()
    ACCEPTED = auto()
    REPLACED = auto()
    CANCELED = auto()
    PREVENTED = auto()
    EXECUTED = auto()
    BROKEN = auto()
    REJECTED = auto()
    CANCEL_PENDING = auto()
    CANCEL_REJECT = auto()
    PRIORITY = auto()
    MODIFIED = auto()
    RESTATED = auto()
    MASS_CANCELED = auto()
    DISABLED = auto()
    ENABLED = auto()
    QUERIED = auto()
    REFERENCED = auto()
    """An execution that names a reference price."""
    CORRECTED = auto()
    TRADING_NOW = auto()


class Role(Enum):
    """What a field is for, whatever a dialect calls it."""

    KEY = auto()
    """Names the order or request that a message is about."""
    ORIGINAL = auto()
    """Names the order that a replacement takes the place of."""
    LABEL = auto()
    """A text of the member's own that comes back and names nothing."""
    SIDE = auto()
    QUANTITY = auto()
    SYMBOL = auto()
    PRICE = auto()
    FIRM = auto()
    TIME = auto()
    """The time in force."""
    LIFETIME = auto()
    """The seconds to live of an order that expires."""
    STATE = auto()
    """Whether an accepted order is live or dead."""
    REFERENCE = auto()
    """The venue's own number of an order."""
    MATCH = auto()
    """What both sides of a trade have in common."""
    REASON = auto()
    PREVENTED = auto()
    """The shares that self match prevention kept from trading."""
    TIMESTAMP = auto()
    """When the venue said it, in nanoseconds."""


class Topic(Enum):
    """What a section of a document is about, where that is no message."""

    OVERVIEW = auto()
    """Architecture, data types, names of orders: the document's chapter 1."""
    REQUESTS = auto()
    """Requests in general."""
    MESSAGES = auto()
    """Messages of the venue in general."""
    EVERYTHING = auto()


ANSWER_TO: Mapping[Kind, Kind] = {
    Kind.MASS_CANCELED: Kind.MASS_CANCEL,
    Kind.DISABLED: Kind.DISABLE,
    Kind.ENABLED: Kind.ENABLE,
    Kind.QUERIED: Kind.QUERY,
}
"""The messages that answer a request of an account as a whole, and that request."""

TRADES = frozenset({Kind.EXECUTED, Kind.REFERENCED})
"""The messages that tell of an execution."""

Section = Kind | Topic

RULES: Mapping[str, str] = {
    "time-of-day": "every timestamp is a time of the day",
    "timestamp": "timestamps never run back",
    "clock": "every timestamp is the time at which it was written",
    "nanoseconds": "timestamps count nanoseconds",
    "encoding": "numbers and text stand as the document says",
    "listed-value": "types, codes and tags are those that the document lists",
    "one-message": "a packet carries one whole message",
    "element-length": "the lengths of an appendage count what is there",
    "appendage-absent": "an Appendage Length stands only where a channel is named",
    "appendage-present": "the Appendage Length is there",
    "order-of-messages": "an order trades and is cancelled between its acceptance and its end",
    "accepted-dead": "nothing follows an order that was accepted dead",
    "replaced-dead": "nothing follows a replacement that came dead",
    "replaced-away": "nothing more is told under the name of an order that was replaced",
    "refused": "nothing follows an order that was rejected",
    "reference-unique": "no two orders of a day have the same Order Reference Number",
    "accepted-once": "an order has one Order Accepted",
    "replaced-once": "a replacement has one Order Replaced",
    "own-change": "a change by the venue itself names the order as it is called now",
    "increments-add-up": "no more shares leave an order than it has open",
    "match-number": "both sides of a trade are told the same match number, shares and price",
    "fill-book": "an execution is told in the book of its order",
    "fill-legs": "an execution of a combination is told in the book of each of its legs",
    "fill-price": "no execution goes beyond the price of its order",
    "fill-size": "no execution goes beyond the size of its order",
    "broken-after-executed": "only a trade that was told can be broken",
    "corrected-after-executed": "only a trade that was told can be corrected",
    "unasked": "every message of the venue has a cause",
    "echo": "an answer gives back what the request said",
    "echo-original": "a replacement takes over what the first order of its chain said",
    "echo-later": "what a later message says of an order is what the order said",
    "echo-broken": "what a broken trade says of its order is what the order said",
    "echo-reference": "a later message names an order by the venue's number that was last told of it",
    "echo-mass-canceled": "the answer to a mass cancel gives back what the request said",
    "echo-disabled": "the answer that disables gives back what the request said",
    "echo-enabled": "the answer that enables gives back what the request said",
    "accepted-price": "an accepted price is as good as the one entered, or better",
    "accepted-time": "an accepted time in force is no longer than the one entered",
    "replay": "a repeated message is the one that came before",
}
"""What each invariant says, in the words of a verdict."""


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """How one protocol names things.

    `fields` says what the document calls the field of a role; `named` where one message calls it otherwise. `token` is
    the width in bytes of the text by which a member names an order, None where orders have numbers that count up.
    `numbers` are the fields that name an order or request, `consuming` the requests that use up such a name. `shares`
    are the fields that count shares, in messages and options alike; `discretion` are the options that let an order
    trade beyond its price. `defaults` are the fields of an Enter Order that no scenario need name, as wire values;
    `refusable` are the requests that Rejected answers whenever they cannot be done, whatever became of the order that
    they name; `ignored` are the fields of requests that a venue does not look at. `buy` is the side that pays,
    `immediate` the time in force that rests in no book, `dead` the state of an order that is accepted and gone, `asked`
    the reason of a cancel that somebody asked for. `matched` says that an acceptance shows the order as it stands once
    it has traded; else it shows it as it was let in. `by_book` says that the venue's number of an order is unique in
    its book and side only; `marker` is the request whose answer proves a silence, where the protocol has a particular
    one. `inactivating` are the reasons of a cancel after which the order is off the book and can be cancelled once
    more; `own_changes` says that Order Replaced without a new name tells of a change by the venue itself. `rules` maps
    a rule of the invariants to the requirement it is judged under; a rule without an entry is not judged.
    `sections` maps what a sentence judges to the ids, as globs, of
    what the document says of it.
    """

    protocol: str
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    fields: Mapping[Role, str] = field(default_factory=dict)
    named: Mapping[tuple[Kind, Role], str] = field(default_factory=dict)
    token: int | None = None
    numbers: frozenset[str] = frozenset()
    consuming: frozenset[Kind] = frozenset()
    channel: str | None = None
    shares: frozenset[str] = frozenset()
    discretion: frozenset[str] = frozenset()
    defaults: Mapping[str, str | int] = field(default_factory=dict)
    buy: str | int = "B"
    immediate: str | int = ""
    dead: str | int = ""
    asked: str | int = ""
    matched: bool = False
    by_book: bool = False
    refusable: frozenset[Kind] = frozenset()
    ignored: frozenset[tuple[Kind, str]] = frozenset()
    marker: Kind | None = None
    inactivating: frozenset[str | int] = frozenset()
    own_changes: bool = False
    rules: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[Section, tuple[str, ...]] = field(default_factory=dict)

    def message_name(self, kind: Kind) -> str:
        """The name of the message of a kind. KeyError where the dialect has none."""
        for name, known in self.kinds.items():
            if known is kind:
                return name
        raise KeyError(kind)

    def kind_of(self, message: Any) -> Kind | None:
        """The purpose of a message, None where the dialect does not know it."""
        return self.kinds.get(type(message).__name__)

    def name(self, kind: Kind | None, role: Role) -> str:
        """What the message of a kind calls the field of a role; empty where the dialect has no such field."""
        named = self.named.get((kind, role)) if kind is not None else None
        return named or self.fields.get(role, "")

    def is_dead(self, message: Any) -> bool:
        """Whether a message that accepts an order says that it is gone already."""
        return bool(self.read(message, Role.STATE) == self.dead)

    def is_own_change(self, message: Any) -> bool:
        """Whether a message is a replacement that nobody asked for, by the name that it lacks."""
        replaced = self.own_changes and self.kind_of(message) is Kind.REPLACED
        return replaced and not self.read(message, Role.KEY)

    def read(self, message: Any, role: Role, default: Any = None) -> Any:
        """The field of a role in a message, `default` where it has none."""
        return getattr(message, self.name(self.kind_of(message), role) or "-", default)
