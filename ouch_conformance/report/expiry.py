"""How long an entry of the list of known deviations still holds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

SOON = 30
"""Days before its last day from which on an entry is said to expire soon."""


class Expiry(NamedTuple):
    """In words, and whether somebody should do something now."""

    words: str
    soon: bool


def expiry(last: date, today: date) -> Expiry:
    """What is left until the last day, which still counts."""
    days = (last - today).days
    if days < 0:
        return Expiry(f"expired {-days} day{'s' if days < -1 else ''} ago", True)
    words = "expires today" if not days else f"{days} day{'s' if days > 1 else ''} left"
    return Expiry(words + (", soon" if days <= SOON else ""), days <= SOON)
