"""The parameter types of the sentences, for `parsers.cfparse`.

Names of orders stand in double quotes, so that no order can be mistaken for the member, the login or the session.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from ouch_conformance.profile import INSTRUMENT_ROLES

MEMBERS = {"the member": "A", "member B": "B", "member C": "C", "member D": "D"}
SIDES = ("sell short exempt", "sell short", "buy", "sell")
ROLES = tuple(role.replace("-", " ") for role in INSTRUMENT_ROLES)
"""The parts that instruments play in the features; the profile says which symbol plays one."""

F = TypeVar("F", bound=Callable[[str], Any])


def with_pattern(pattern: str) -> Callable[[F], F]:
    """Mark a converter with the text it takes, where `parse` looks for it."""

    def decorate(convert: F) -> F:
        convert.pattern = pattern  # type: ignore[attr-defined]
        return convert

    return decorate


@with_pattern(r'"[^"]+"')
def _quoted(text: str) -> str:
    return text[1:-1]


@with_pattern("|".join(MEMBERS))
def _member(text: str) -> str:
    return MEMBERS[text]


@with_pattern("|".join(SIDES))
def _side(text: str) -> str:
    return text


@with_pattern(r"[0-9][0-9,]*")
def _shares(text: str) -> int:
    return int(text.replace(",", ""))


@with_pattern(r"[0-9]+\.[0-9]{2}")
def _price(text: str) -> Decimal:
    return Decimal(text)


@with_pattern("|".join(sorted(ROLES, key=len, reverse=True)))
def _role(text: str) -> str:
    return text


@with_pattern(r"[A-Za-z_][A-Za-z0-9_]*")
def _message(text: str) -> str:
    return text


TYPES: dict[str, Callable[[str], Any]] = {
    "Order": _quoted,
    "NewOrder": _quoted,
    "Place": _quoted,
    "NewPlace": _quoted,
    "History": _quoted,
    "Condition": _quoted,
    "Words": _quoted,
    "Member": _member,
    "Side": _side,
    "Shares": _shares,
    "Count": _shares,
    "Price": _price,
    "Role": _role,
    "Message": _message,
}

QUOTED = tuple(name for name, read in TYPES.items() if read is _quoted)
"""The types of what stands in quotes."""

MEANINGS: dict[str, str] = {
    "Order": "an order by the name that a step above gave it, in quotes",
    "NewOrder": "the name that the scenario gives an order here, in quotes: none that it has given before",
    "Place": "a place in the stream by the name that a step above gave it, in quotes",
    "NewPlace": "the name that the scenario gives a place in the stream here, in quotes",
    "History": "a history of the race by the name that the table of histories gives it, in quotes",
    "Condition": "why the venue refuses: a condition of the protocol, or one that the profile names under [rejects]",
    "Words": "words in quotes",
    "Member": "who acts or hears: " + ", ".join(MEMBERS),
    "Side": "the side of an order: " + ", ".join(sorted(SIDES)),
    "Shares": "a number of shares, 100 for one lot; thousands may be parted by commas",
    "Count": "a whole number",
    "Price": "a price with two decimals on the reference scale: 10.00 is the base price, 0.01 one tick",
    "Role": "an instrument by the part it plays: " + ", ".join(ROLES),
    "Message": "a message by its name in the specification",
}
"""What a type stands for, in the words of the step catalogue."""
