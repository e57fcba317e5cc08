"""What the judge needs to know of a protocol beyond its layout: what a message is for, which field names the order.

Layout lives in the XML; this is the little that behaviour adds. One entry for each OUCH dialect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The purpose of a message, whatever a dialect calls it."""

    ENTER = auto()
    REPLACE = auto()
    CANCEL = auto()
    MODIFY = auto()
    MASS_CANCEL = auto()
    DISABLE = auto()
    ENABLE = auto()
    QUERY = auto()

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


ANSWER_TO: Mapping[Kind, Kind] = {
    Kind.MASS_CANCELED: Kind.MASS_CANCEL,
    Kind.DISABLED: Kind.DISABLE,
    Kind.ENABLED: Kind.ENABLE,
    Kind.QUERIED: Kind.QUERY,
}
"""The messages that answer a request of an account as a whole, and that request."""

CONSUMING = frozenset({Kind.ENTER, Kind.REPLACE, Kind.MASS_CANCEL, Kind.DISABLE, Kind.ENABLE})
"""The requests that use up a number (OUCH 5.0 1.2)."""


RULES: Mapping[str, str] = {
    "time-of-day": "every timestamp is a time of the day",
    "timestamp": "timestamps never run back",
    "encoding": "numbers and text stand as the document says",
    "listed-value": "types, codes and tags are those that the document lists",
    "one-message": "a packet carries one whole message",
    "element-length": "the lengths of an appendage count what is there",
    "appendage-absent": "an Appendage Length stands only where a channel is named",
    "appendage-present": "the Appendage Length is there",
    "order-of-messages": "an order trades and is cancelled between its acceptance and its end",
    "reference-unique": "no two orders of a day have the same Order Reference Number",
    "accepted-once": "an order has one Order Accepted",
    "replaced-once": "a replacement has one Order Replaced, and nothing follows a dead one",
    "increments-add-up": "no more shares leave an order than it has open",
    "match-number": "both sides of a trade are told the same match number, shares and price",
    "price-and-size": "no execution goes beyond the price or the size of its order",
    "broken-after-executed": "only a trade that was told can be broken",
    "unasked": "every message of the venue has a cause",
    "echo": "an answer gives back what the request said",
    "replay": "a repeated message is the one that came before",
}
"""What each invariant says, in the words of a verdict."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one protocol names things.

    `rules` maps a rule of the invariants to the requirement it is judged under; a rule without an entry is not judged.
    `numbers` are the fields that name an order or request by its number. `shares` are the fields that count shares, in
    messages and options alike; `discretion` are the options that let an order trade beyond its price.
    """

    protocol: str
    kinds: Mapping[str, Kind]
    key: str
    original_key: str
    numbers: frozenset[str]
    channel: str | None
    shares: frozenset[str]
    discretion: frozenset[str]
    rules: Mapping[str, str]

    def message_name(self, kind: Kind) -> str:
        """The name of the message of a kind. KeyError where the dialect has none."""
        for name, known in self.kinds.items():
            if known is kind:
                return name
        raise KeyError(kind)


OUCH50 = Dialect(
    protocol="nasdaq-ouch-5.0",
    kinds={
        "EnterOrder": Kind.ENTER,
        "ReplaceOrderRequest": Kind.REPLACE,
        "CancelOrderRequest": Kind.CANCEL,
        "ModifyOrderRequest": Kind.MODIFY,
        "MassCancelRequest": Kind.MASS_CANCEL,
        "DisableOrderEntryRequest": Kind.DISABLE,
        "EnableOrderEntryRequest": Kind.ENABLE,
        "AccountQueryRequest": Kind.QUERY,
        "SystemEvent": Kind.EVENT,
        "OrderAccepted": Kind.ACCEPTED,
        "OrderReplaced": Kind.REPLACED,
        "OrderCanceled": Kind.CANCELED,
        "AIQCanceled": Kind.PREVENTED,
        "OrderExecuted": Kind.EXECUTED,
        "BrokenTrade": Kind.BROKEN,
        "Rejected": Kind.REJECTED,
        "CancelPending": Kind.CANCEL_PENDING,
        "CancelReject": Kind.CANCEL_REJECT,
        "OrderPriorityUpdate": Kind.PRIORITY,
        "OrderModified": Kind.MODIFIED,
        "OrderRestated": Kind.RESTATED,
        "MassCancelResponse": Kind.MASS_CANCELED,
        "DisableOrderEntryResponse": Kind.DISABLED,
        "EnableOrderEntryResponse": Kind.ENABLED,
        "AccountQueryResponse": Kind.QUERIED,
    },
    key="userRefNum",
    original_key="origUserRefNum",
    numbers=frozenset({"userRefNum", "origUserRefNum", "nextUserRefNum"}),
    channel="userRefIdx",
    shares=frozenset(
        {"quantity", "minQty", "maxFloor", "randomReserves", "displayQuantity", "decrementShares"}
        | {"quantityPreventedFromTrading"}
    ),
    discretion=frozenset({"discretionPrice", "discretionPriceType", "discretionPegOffset"}),
    rules={
        "time-of-day": "OUCH50-3-01",
        "timestamp": "OUCH50-3-07",
        "encoding": "OUCH50-1.2-01",
        "listed-value": "OUCH50-3-06",
        "one-message": "SOUP-S8",
        "element-length": "OUCH50-1.2-15",
        "appendage-absent": "OUCH50-3-02",
        "appendage-present": "OUCH50-3-03",
        "order-of-messages": "OUCH50-3.2-02",
        "reference-unique": "OUCH50-3.2-03",
        "accepted-once": "OUCH50-2.1-01",
        "replaced-once": "OUCH50-3.3-03",
        "increments-add-up": "OUCH50-3.4-02",
        "match-number": "OUCH50-3.6-01",
        "price-and-size": "OUCH50-3.6-02",
        "broken-after-executed": "OUCH50-3.7-01",
        "unasked": "OUCH50-3-05",
        "echo-accepted": "OUCH50-3.2-01",
        "echo-replaced": "OUCH50-3.3-01",
        "echo-rejected": "OUCH50-3.8-01",
    },
)

DIALECTS: Mapping[str, Dialect] = {OUCH50.protocol: OUCH50}
