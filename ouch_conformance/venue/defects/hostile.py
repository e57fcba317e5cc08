"""Faults that no feature finds: they show where a message is malformed, or a value stands at the limit of its type.

`found_by` names the scenarios, made from the layout, that find each.
"""

from __future__ import annotations

from collections.abc import Mapping

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


def hostile_defects(protocol: str, breaks: Mapping[str, tuple[str, str]]) -> tuple[Defect, ...]:
    """Those of one protocol: what each `breaks` there, and the file of the scenarios that find it."""
    return tuple(
        Defect(name, tuple(ids.split()), "orders", protocol, _DOCS[name], found_by=file)
        for name, (ids, file) in breaks.items()
    )
