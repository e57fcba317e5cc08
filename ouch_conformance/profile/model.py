"""The venue's profile as plain, checked values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from ouch_conformance.spec.sessions import NEWEST, OLDEST

USUAL_LIMIT = 15.0
"""Seconds of silence after which venues usually close (SoupBinTCP 1.3)."""


class Secret:
    """A password that shows itself only when asked: every rendering of it is three stars."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The password itself, for the login packet and for nothing else."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Account:
    """One account at the venue.

    `firm` is what a blank Firm stands for, `second_firm` another that it may use, `foreign_firm` one that it may not.
    `password_from` says where the password was found, in words. `inactivates` says that the venue inactivates the
    account's orders when its connection is lost.
    """

    name: str
    user: str
    password: Secret
    firm: str
    second_firm: str = ""
    foreign_firm: str = ""
    password_from: str = ""
    inactivates: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument by the role it plays in the features. Only an `exclusive` one may be traded on.

    `decimals` are those of its prices, where they differ from the scale's (a protocol that leaves them to the book).
    `legs` are the symbols of the instruments that a combination trades in, each as much as the combination.
    """

    role: str
    symbol: str
    exclusive: bool
    decimals: int | None = None
    legs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """The reference scale of the features: 10.00 is the base price, 0.01 one tick, 100 shares one lot.

    `base` and `tick` are prices in the instrument's currency, `decimals` the wire's implied ones.
    """

    base: Decimal = Decimal("10.00")
    tick: Decimal = Decimal("0.01")
    lot: int = 100
    decimals: int = 4

    def price(self, value: Decimal) -> int:
        """A price of a feature as the raw integer of the wire."""
        return int((self.base + (value - 10) * 100 * self.tick).scaleb(self.decimals))

    def price_words(self, raw: int) -> str:
        """A raw price of the wire as the feature would write it."""
        ticks = (Decimal(raw).scaleb(-self.decimals) - self.base) / self.tick
        return f"{Decimal(10) + ticks / 100:.2f}"

    def shares(self, value: int) -> int:
        """A number of shares of a feature at this venue. ValueError where the lot does not divide it."""
        scaled, rest = divmod(value * self.lot, 100)
        if rest:
            raise ValueError(f"{value} shares cannot be expressed in lots of {self.lot}")
        return scaled

    def shares_words(self, raw: int) -> str:
        """A number of shares of the wire as the feature would write it."""
        return f"{Decimal(raw * 100) / self.lot:,.0f}"


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """How operator actions are performed: by the embedded venue, a command line per action, or not at all."""

    adapter: Literal["embedded", "command", "none"] = "none"
    commands: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class Profile:
    """One venue as the suite needs to know it. Times are in seconds; `endpoint` is (host, port), nothing if embedded.

    `session_protocol` is the SoupBinTCP below `protocol`; in 4.10 every login states `idle_timeout` as its time-out.

    `patience` is how long any single answer may take before the suite gives up on it, `race_tries` how often a race is
    run at most to see the history that a scenario is about. `idle_timeout` and
    `login_timeout` are the venue's own limits, nothing where it states none; `unlimited`
    names those that it states never to apply. `second_login` is what it states of a
    second login, and the paddings say on which side the fields of Login Accepted are filled up: the document's left, or
    the right where the venue states so. `deviations` is the file that lists what
    is known to be wrong with it. `hostile_input` says that malformed messages may be sent to it. `mirrors` are the
    further hosts of the accounts' ports, each like `endpoint`.
    """

    name: str
    path: Path | None
    protocol: str
    revision: str
    reference_venue: bool
    endpoint: tuple[str, int] | None
    accounts: Mapping[str, Account]
    instruments: Mapping[str, Instrument]
    features: Mapping[str, bool]
    rejects: Mapping[str, tuple[str, ...]]
    scale: Scale = Scale()
    max_quantity: int = 999_999
    patience: float = 2.0
    connect_timeout: float = 5.0
    heartbeat: float = 1.0
    tolerance: float = 0.5
    idle_timeout: float | None = None
    login_timeout: float | None = None
    unlimited: frozenset[str] = frozenset()
    second: float = 1.0
    time_checks: bool = True
    marker: Literal["engine", "gateway"] = "engine"
    sequence_zero: Literal["next", "last"] | None = None
    session_protocol: str = OLDEST
    second_login: Literal["takeover", "refuse", "mirror"] | None = None
    session_padding: Literal["left", "right"] = "left"
    sequence_padding: Literal["left", "right"] = "left"
    control: ControlSettings = ControlSettings()
    accept_not_testable: frozenset[str] = frozenset()
    race_tries: int = 20
    product: str = ""
    version: str = ""
    deviations: Path | None = None
    hostile_input: bool = False
    mirrors: tuple[tuple[str, int] | None, ...] = ()

    @property
    def embedded(self) -> bool:
        """Whether the target is the reference venue inside this process."""
        return self.endpoint is None

    @property
    def stated(self) -> Mapping[str, bool]:
        """The flags of the session layer: what the profile states of it, its venue is held to."""
        stated = {
            "login-timeout": self.login_timeout,
            "idle-timeout": self.idle_timeout,
            "second-login": self.second_login,
        }
        known = {flag: True for flag, value in stated.items() if value is not None}
        ends = "idle-timeout" not in self.unlimited or self.login_states_limit
        return {**dict.fromkeys(self.unlimited, False), **known, "silence-limit": ends}

    @property
    def login_states_limit(self) -> bool:
        """Whether the member's login says how long it may be silent (SoupBinTCP 4.10)."""
        return self.session_protocol == NEWEST

    @property
    def silence(self) -> float:
        """How long a silence is that the venue may end a connection for, in seconds.

        The usual one where nothing is known; of a venue that never does so a few heartbeats are long enough to see it.
        """
        if self.idle_timeout is not None:
            return self.idle_timeout
        return USUAL_LIMIT if self.stated["silence-limit"] else 4 * self.heartbeat

    def scale_of(self, symbol: object) -> Scale:
        """The reference scale in an instrument, which may have decimals of its own.

        The price of a combination is a difference of prices: there 0.00 is 0, and 0.01 one tick.
        """
        found = next((each for each in self.instruments.values() if each.symbol == str(symbol)), None)
        if found is None:
            return self.scale
        decimals = self.scale.decimals if found.decimals is None else found.decimals
        return replace(self.scale, decimals=decimals, base=1_000 * self.scale.tick if found.legs else self.scale.base)

    @property
    def fit_for_hostile_input(self) -> bool:
        """Whether malformed messages may be sent: the profile says so, or the venue is the one inside this process."""
        return self.hostile_input or self.embedded

    @property
    def step_limit(self) -> float:
        """The longest that one step may take, in seconds: its waits are shorter, this only stops a runaway."""
        longest = max(self.idle_timeout or 0, self.login_timeout or 0, self.heartbeat * 4, 5 * self.second)
        return 30 * self.patience + 4 * longest

    def with_target(self, host: str, port: int) -> Profile:
        """The same profile for a venue at another endpoint.

        An embedded control adapter has nothing to act on there, and the mirrors are those of another venue.
        """
        control = ControlSettings("none") if self.control.adapter == "embedded" else self.control
        return replace(self, endpoint=(host, port), control=control, mirrors=())
