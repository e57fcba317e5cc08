"""What lasts for a whole run: target, numbers used so far, where each stream stands, what the invariants saw."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from ouch_conformance.client import ConnectFailed, LoginRefused, Session, open_async
from ouch_conformance.evidence.frames import keep_secret
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.dialect import DIALECTS, Dialect, Kind, Role
from ouch_conformance.judge.expect import reason_words
from ouch_conformance.judge.ledger import Ledger
from ouch_conformance.profile import Account, Profile
from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.versions import Version
from ouch_conformance.spec.model import INTEGER_TYPES, words
from ouch_conformance.spec.requirements import Catalogue, Requirement
from ouch_conformance.steps.leftovers import cancel_leftovers
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.own_bytes import OwnBytes
from ouch_conformance.wire import Codec, codec

MAIN = "A"
"""The account that plays the member: without it there is no run."""


@cache
def unversed(protocol: str) -> Dialect:
    """The dialect of a protocol that the judge knows the layout of and nothing else: it has messages and no orders."""
    return Dialect(protocol)


PREFIX, SERIAL = 7, 3
"""A token of the suite: the run's prefix, then a count, or the scenario's serial and an ending that a feature gives.

The prefix is the time at which the run began, in tenths of a second, so that tokens of several runs of one day differ
and rise, as the venue recommends.
"""
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIRST_SCENARIO = 10 * len(_DIGITS) ** (SERIAL - 1)
"""A serial begins with a letter, so that it is no count."""


def _base36(number: int, width: int) -> str:
    """A number in digits and capitals, its last `width` places."""
    text = ""
    for _ in range(width):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text


MOST_IDLE = 20_000
"""Packets without a message, heartbeats and debug texts, that a connection takes before it stops reading: hours of
either. A venue that pours them out would keep the suite too busy to judge it."""
MUTE_AFTER = 5
"""Logins in a row without any answer after which a venue is taken to be mute."""


_COUNTED = ("unanswered_logins", "members_made", "orders_made", "tokens_made", "scenarios_begun", "prefix")


class PreflightError(Exception):
    """The run cannot begin: the endpoint is not there, or the main account is not let in. Never holds a credential."""


class Control(Protocol):
    """How operator actions reach the venue. `perform` raises ActionMissing where the profile offers no way."""

    async def perform(self, action: str, **arguments: str) -> str: ...


@dataclass(slots=True)
class Run:
    """One conformance run. `address` is the (host, port) of the target, `mirrors` are those of its further hosts."""

    profile: Profile
    catalogues: Mapping[str, Catalogue]
    recorder: Recorder
    control: Control
    address: tuple[str, int]
    strict: bool = False
    mirrors: tuple[tuple[str, int], ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    next_numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    positions: dict[str, tuple[str, int]] = field(default_factory=dict)
    unanswered_logins: int = 0
    members_made: int = 0
    orders_made: int = 0
    tokens_made: int = 0
    scenarios_begun: int = 0
    abandoned: bool = False
    prefix: str = field(default_factory=lambda: _base36(time.time_ns() // 10**8, PREFIX))
    own_bytes: OwnBytes = field(init=False)

    def __post_init__(self) -> None:
        self.own_bytes = OwnBytes(self.codec, self.profile.session_protocol)

    @property
    def version(self) -> Version:
        """The SoupBinTCP that the venue speaks."""
        return Version(self.profile.session_protocol)

    async def open_session(self, name: str, address: tuple[str, int] | None = None) -> Session:
        """A connection at the target, or at another of its hosts. Raises ConnectFailed."""
        return await open_async(
            address or self.address,
            name=name,
            codec=self.codec,
            recorder=self.recorder,
            connect_timeout=self.profile.connect_timeout,
            heartbeat_interval=self.profile.heartbeat,
            server_timeout=None,
            version=self.version,
            max_idle=MOST_IDLE,
        )

    def login_request(
        self, user: str, password: str, session: str = "", sequence: int | str = 0, timeout: str | None = None
    ) -> bytes:
        """A Login Request of the version; that of 4.10 states the idle limit, or the milliseconds that are given."""
        stated = round(self.profile.silence * 1000) if timeout is None else timeout
        return soup.login_request(
            user, password, session, sequence, stated if self.version.login_states_timeout else None
        )

    @property
    def codec(self) -> Codec:
        """The codec of the profile's protocol and revision."""
        return codec(self.profile.protocol, self.profile.revision)

    @property
    def dialect(self) -> Dialect:
        """What the judge knows of the profile's protocol."""
        return DIALECTS.get(self.profile.protocol) or unversed(self.profile.protocol)

    def said(self, kind: Kind, values: Mapping[Role, Any]) -> dict[str, Any]:
        """The fields of a message by their roles, without those that the protocol's message has no field for."""
        spec = self.codec[self.dialect.message_name(kind)].SPEC
        named = {self.dialect.name(kind, role): value for role, value in values.items()}
        return {field.name: named[field.name] for field in spec.fields if field.name in named}

    def side(self, word: str) -> str | int | None:
        """The code of a side by its word; None where the protocol, or its revision, has no such side."""
        protocol, name = self.codec.protocol, self.dialect.name(Kind.ENTER, Role.SIDE)
        fields = protocol.message(self.dialect.message_name(Kind.ENTER)).fields
        enum = next(protocol.enums[field.enum] for field in fields if field.name == name and field.enum)
        known = (each for each in enum.values if protocol.has(each, self.profile.revision))
        return next((each.value for each in known if each.words == word), None)

    def instrument_value(self, symbol: str) -> str | int:
        """An instrument of the profile as an order names it: a number where the protocol numbers its books."""
        name = self.dialect.name(Kind.ENTER, Role.SYMBOL)
        fields = self.codec[self.dialect.message_name(Kind.ENTER)].SPEC.fields
        return next(int(symbol) if field.type in INTEGER_TYPES else symbol for field in fields if field.name == name)

    def refusal(self, message: Any) -> str:
        """The reason of a message that refuses, with the names that the profile has for it; nothing of any other."""
        kind = self.dialect.kind_of(message)
        field = self.dialect.name(kind, Role.REASON) if kind in (Kind.REJECTED, Kind.CANCEL_REJECT) else ""
        if not field or not hasattr(message, field):
            return ""
        reason = reason_words(getattr(message, field))
        names = [name for name, reasons in self.profile.rejects.items() if reason in reasons]
        return f"{words(field)} {reason}" + (f" ({' or '.join(names)})" if names else "")

    @property
    def combinations(self) -> dict[str | int, tuple[str | int, ...]]:
        """The instruments that trade in others, as an order names them, each with its legs."""
        return {
            self.instrument_value(each.symbol): tuple(self.instrument_value(leg) for leg in each.legs)
            for each in self.profile.instruments.values()
            if each.legs
        }

    def other_side(self, side: object) -> str:
        """The plain side that an order of a side trades with, in words."""
        return "sell" if side == self.dialect.buy else "buy"

    @property
    def may_query(self) -> bool:
        """Whether the account can be asked: the protocol has a query that the profile does not deny."""
        return Kind.QUERY in self.dialect.kinds.values() and self.profile.features.get("account-query", True)

    @property
    def venue_is_mute(self) -> bool:
        """Whether so many logins in a row went without any answer that asking on is pointless."""
        return self.unanswered_logins >= MUTE_AFTER

    def requirement(self, requirement_id: str) -> Requirement | None:
        """A requirement of any protocol of the run."""
        for catalogue in self.catalogues.values():
            if requirement_id in catalogue:
                return catalogue[requirement_id]
        return None

    async def open(self) -> None:
        """Try the accounts once, read where their streams stand and cancel what an earlier run left behind.

        PreflightError where the name does not resolve, the connection is refused or times out, or the main account is
        rejected as not authorized. A venue that stays silent, or refuses another account, is judged by the scenarios.
        """
        for account in self.profile.accounts.values():
            keep_secret(account.password.reveal())
        for name in self.profile.accounts:
            member = Member(self, name)
            try:
                await cancel_leftovers(member)
            except ConnectFailed as failure:
                # Who resets a connection is there: the scenarios judge that, as they judge one that is closed.
                if not isinstance(failure.__cause__, ConnectionResetError):
                    raise PreflightError(self._unreached(failure)) from None
            except LoginRefused as refusal:
                if refusal.reason == "A" and name == MAIN:
                    # Who sends a wrong login has no ground to say that the profile's user is wrong.
                    self.own_bytes.check(self.recorder)
                    raise PreflightError(self._refused(self.profile.accounts[name])) from None
            finally:
                await member.leave()

    def _unreached(self, failure: ConnectFailed) -> str:
        """What a user can do about a venue that is not there."""
        said = f"endpoint in {self.profile.path}, or --ouch-target" if self.profile.path else "--ouch-target"
        return f"{failure}; is the venue running, and is that its address? ({said})"

    def _refused(self, account: Account) -> str:
        """What a user can do about a login that his venue refuses; the password itself is shown nowhere."""
        said, place = self.profile.path, f"[accounts.{account.name}]"
        return (
            f"the venue refuses the login of account {account.name} (user {account.user}, password from "
            f"{account.password_from or 'the profile'}): not authorized; check both under {place}"
            + (f" in {said}" if said else "")
        )

    def abandon(self) -> None:
        """Send nothing more: whoever waits has asked twice for the end."""
        self.abandoned = True

    async def close(self) -> None:
        """Nothing of the run stays open: the scenarios close what they opened."""

    def known(self) -> dict[str, object]:
        """What a scenario that begins now finds, in JSON's own types: with it the scenario can be judged again."""
        return {
            "next_numbers": [[*key, number] for key, number in self.next_numbers.items()],
            "positions": {account: list(position) for account, position in self.positions.items()},
            **{name: getattr(self, name) for name in _COUNTED},
        }

    def know(self, known: Mapping[str, Any]) -> None:
        """Find what a scenario of another run found when it began."""
        self.next_numbers = {(account, channel): number for account, channel, number in known["next_numbers"]}
        self.positions = {account: (session, number) for account, (session, number) in known["positions"].items()}
        for name in _COUNTED:
            setattr(self, name, known[name])

    def new_name(self, account: str) -> str:
        """A name for another session of an account: "A", then "A#2" and so on within a run."""
        self.members_made += 1
        return f"{account}#{self.members_made}"

    def take_number(self, account: str, channel: int) -> int:
        """The next number of an account and channel, used from here on."""
        number = self.next_numbers.get((account, channel), 1)
        self.next_numbers[account, channel] = number + 1
        return number

    def take_key(self, account: str, channel: int) -> int | str:
        """What names the next order or request of an account: its number, or a token that is new on this day."""
        width = self.dialect.token
        if width is None:
            return self.take_number(account, channel)
        self.tokens_made += 1
        return f"{self.prefix}{self.tokens_made:0{width - PREFIX}d}"

    def token(self, text: str) -> str:
        """A token of the run that ends in a text of the feature's own, of four characters at most."""
        return f"{self.prefix}{_base36(_FIRST_SCENARIO + self.scenarios_begun, SERIAL)}{text}"

    def note_number(self, account: str, channel: int, next_number: int) -> None:
        """What the venue said, or a step used, about the next number: ours never goes back."""
        self.next_numbers[account, channel] = max(self.next_numbers.get((account, channel), 1), next_number)

    def order_id(self) -> str:
        """A ClOrdID that is new in the run."""
        self.orders_made += 1
        return f"OC{self.orders_made:08d}"
