"""Faults that no feature finds: they show where a message is malformed, or a value stands at the limit of its type.

`found_by` names the scenarios, made from the layout, that find each.
"""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect

SIGNED = "cancel-size-is-signed"
STOPS = "nul-type-stops-orders"
SWALLOWS = "short-message-swallows-order"
BARS = "unknown-query-option-bars-account"

_DOCS = {
    SIGNED: "The size in a cancel is read as a signed number: the greatest is below none, and takes the order out.",
    STOPS: "After a message whose type is NUL every order of the account is rejected.",
    SWALLOWS: "After a message that ends early the next order of the account gets lost.",
    BARS: "A query with an option that nobody knows ends the connection, and the account is not let in again.",
}
_BREAKS: dict[str, dict[str, tuple[str, str]]] = {
    "nasdaq-ouch-5.0": {
        SIGNED: ("OUCH50-2.3-03 OUCH50-2.3-08", "cancel_order_request"),
        STOPS: ("OUCH50-2.1-01", "disable_order_entry_request"),
        SWALLOWS: ("OUCH50-2.1-01", "enable_order_entry_request"),
        BARS: ("OUCH50-2.1-01", "account_query_request"),
    },
    "nasdaq-ouch-4.2": {
        SIGNED: ("OUCH42-2.3-05 OUCH42-2.3-08", "cancel_order"),
        STOPS: ("OUCH42-2.1-01", "trade_now"),
    },
}
"""What each breaks in a protocol, and the file of the scenarios that find it there."""


def hostile_defects(protocol: str) -> tuple[Defect, ...]:
    """Those of one protocol."""
    return tuple(
        Defect(name, tuple(ids.split()), "orders", protocol, _DOCS[name], found_by=file)
        for name, (ids, file) in _BREAKS[protocol].items()
    )
