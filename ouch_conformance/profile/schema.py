"""What a profile may say: sections, keys and the kind of value each takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from ouch_conformance.spec.sessions import SESSIONS

NEVER = "never"
"""What a venue states that closes no connection for its silence."""
Reader = Callable[[object], object]


class Wrong(ValueError):  # noqa: N818 - the value is wrong, not the program
    """A value of the wrong kind; the text says what would be right."""


def text(value: object) -> str:
    """A non-empty string."""
    if not isinstance(value, str) or not value:
        raise Wrong("a non-empty string is expected")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Wrong("true or false is expected")
    return value


def count(value: object) -> int:
    """A whole number above zero."""
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise Wrong("a whole number above zero is expected")
    return value


def whole(value: object) -> int:
    """A whole number of 0 and more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Wrong("a whole number of 0 or more is expected")
    return value


def seconds(value: object) -> float:
    """A time in seconds above zero."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 86_400:
        raise Wrong("a number of seconds above zero and not above 86400 is expected")
    return float(value)


def limit(value: object) -> float | str:
    """A time after which the venue closes a connection, or that it never does."""
    if value == NEVER:
        return NEVER
    try:
        return seconds(value)
    except Wrong as wrong:
        raise Wrong(f'{wrong}, or "{NEVER}"') from None


def price(value: object) -> Decimal:
    """A price as a string, so that no binary fraction stands between the file and the wire."""
    try:
        number = Decimal(text(value))
    except (Wrong, InvalidOperation):
        raise Wrong('a price in quotes such as "10.00" is expected') from None
    if not number.is_finite() or number <= 0:
        raise Wrong("a price above zero is expected")
    return number


def table(value: object) -> object:
    """A table, read as a section of its own."""
    if not isinstance(value, dict):
        raise Wrong("a table is expected")
    return value


def texts(value: object) -> tuple[str, ...]:
    """A list of strings."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise Wrong("a list of strings is expected")
    return tuple(value)


def one_of(*words: str) -> Reader:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise Wrong("one of " + ", ".join(words) + " is expected")
        return str(value)

    return read


SECTIONS: Mapping[str, Mapping[str, Reader]] = {
    "venue": {
        "name": text,
        "product": text,
        "version": text,
        "environment": text,
        "reference-venue": flag,
        "protocol": text,
        "revision": text,
        "endpoint": text,
        "mirrors": texts,
        "hostile-input": flag,
    },
    "accounts.*": {
        "user": text,
        "password": text,
        "password-env": text,
        "password-file": text,
        "firm": text,
        "second-firm": text,
        "foreign-firm": text,
        "inactivates": flag,
    },
    "instruments.*": {"symbol": text, "exclusive": flag, "decimals": whole, "legs": texts},
    "scale": {"base-price": price, "tick": price, "decimals": whole, "lot": count, "max-quantity": count},
    "time": {
        "patience": seconds,
        "connect-timeout": seconds,
        "heartbeat": seconds,
        "tolerance": seconds,
        "idle-timeout": limit,
        "login-timeout": limit,
        "second": seconds,
        "checks": flag,
    },
    "session": {
        "protocol": one_of(*SESSIONS),
        "sequence-zero": one_of("next", "last"),
        "second-login": one_of("takeover", "refuse", "mirror"),
        "session-padding": one_of("left", "right"),
        "sequence-padding": one_of("left", "right"),
        "marker": one_of("engine", "gateway"),
    },
    "races": {"tries": count},
    "features": {"*": flag},
    "rejects": {"*": texts},
    "control": {"adapter": one_of("embedded", "command", "none"), "timeout": seconds, "commands": table},
    "control.commands": {"*": text},
    "accept": {"not-testable": texts},
    "deviations": {"path": text},
}
"""Section to key to reader.

A name ending in `.*` stands for tables of that kind, a key `*` for names of the user's choice."""

INSTRUMENT_ROLES = (
    "main",
    "second",
    "halted",
    "unknown",
    "restricted",
    "short-sales-restricted",
    "locate-required",
    "sweeps-refused",
    "market-orders-refused",
    "capped-quantity",
    "capped-notional",
    "kinds-refused",
    "quoted-elsewhere",
    "crossed-elsewhere",
    "reference-price",
    "decrement-both",
    "cancel-oldest",
    "combination",
)
"""The parts that instruments play in the features: `[instruments.ROLE]` says which symbol plays one."""

REQUIRED = (
    ("venue", "name"),
    ("venue", "environment"),
    ("venue", "protocol"),
    ("venue", "endpoint"),
    ("accounts.A", "user"),
    ("time", "patience"),
)

REQUIRED_FOR_FIELD: Mapping[str, tuple[str, str]] = {
    "firm": ("accounts.A", "firm"),
    "symbol": ("instruments.main", "symbol"),
}
"""What a profile must say besides, where the requests of its protocol carry such a field."""

CONTROL_ACTIONS = (
    "halt",
    "resume",
    "break-trade",
    "correct-trade",
    "cancel-order",
    "reduce-order",
    "update-priority",
    "late-period",
    "cross",
    "market-close",
    "start-of-day",
    "end-of-day",
    "end-session",
    "start-session",
    "drop-connection",
    "send-unsequenced",
)
