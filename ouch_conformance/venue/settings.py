"""What a reference venue is told before it starts: accounts, instruments, limits, times, answers to open questions.

Prices are raw wire integers of the protocol (OUCH 5.0: four implied decimals, 10.00 is 100000); times are seconds.
Where a document leaves a choice, the choice is a setting here and the default is one sane answer.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from ouch_conformance.spec.sessions import OLDEST, SESSIONS
from ouch_conformance.spec.usual import USUAL
from ouch_conformance.wire import Codec, codec

Market = Literal["nasdaq", "bx", "psx"]
Kind = Literal["midpoint", "odd lot", "on open", "on close"]
"""Kinds of orders that an instrument may refuse."""


class VenueError(ValueError):
    """Something that a venue cannot be or do as asked; the text says what, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Account:
    """One member's account: its credentials, its default firm and the further firms it may enter orders for.

    `organisation` groups accounts for self match prevention above the firm; the account's default firm when not given.
    OUCH 4.2 alone asks for the rest: orders must have fewer shares than `threshold` (0: no threshold), and an account
    in test mode may trade test instruments only. Genium OUCH alone knows an account that `inactivates` its orders once
    it has no connection.
    """

    user: str
    password: str = field(repr=False)
    firm: str
    firms: tuple[str, ...] = ()
    organisation: str = ""
    threshold: int = 0
    test: bool = False
    inactivates: bool = False

    def may_use(self, firm: str) -> bool:
        """Whether orders may be entered for the firm."""
        return firm == self.firm or firm in self.firms


@dataclass(frozen=True, slots=True)
class Instrument:
    """One symbol and what the venue refuses on it.

    `tick` is the price step in wire integers, checked only when it is not 0. `maximum_notional` is in units of price
    times shares, both as on the wire; 0 means no limit, as it does for `maximum_quantity`.

    OUCH 4.2 alone asks for the rest. `refuses` names kinds of orders that are not taken. `away_bid` and `away_offer`
    are the best prices elsewhere, 0 where there are none. Trades are told with `reference_price` unless it is 0. An AIQ
    code in `self_match_prevention` comes before the venue's own.

    A combination has `legs`, the symbols of the instruments that it trades in; their `decimals`, and its own, give the
    prices at which its trades are told there.
    """

    symbol: str
    lot: int = 100
    tick: int = 0
    halted: bool = False
    restricted: bool = False
    short_sale_restricted: bool = False
    locate_required: bool = False
    sweeps: bool = True
    market_orders: bool = True
    maximum_quantity: int = 0
    maximum_notional: int = 0
    test: bool = False
    refuses: frozenset[Kind] = frozenset()
    away_bid: int = 0
    away_offer: int = 0
    reference_price: int = 0
    self_match_prevention: str = ""
    legs: tuple[str, ...] = ()
    decimals: int = 2


DEFAULT_ACCOUNTS = (
    Account("MEMBRA", "alpha-pass", "FRMA", ("FRMX",)),
    Account("MEMBRB", "bravo-pass", "FRMB"),
    # Shorter than their fields, so that padding has something to pad (SoupBinTCP 2.3.1).
    Account("MEMC", "charlie", "FRMC"),
    Account("MEMD", "delta", "FRMD", inactivates=True),
)

DEFAULT_INSTRUMENTS = (
    Instrument("OUCHA"),
    Instrument("OUCHB"),
    Instrument("OUCHH", halted=True),
    Instrument("OUCHR", restricted=True),
    Instrument("OUCHS", short_sale_restricted=True),
    Instrument("OUCHL", locate_required=True),
    Instrument("OUCHI", sweeps=False),
    Instrument("OUCHM", market_orders=False),
    Instrument("OUCHT", tick=100),
    Instrument("OUCHQ", maximum_quantity=10_000),
    # 1,000,000.00 in price units of four decimals.
    Instrument("OUCHN", maximum_notional=10_000_000_000),
    # What follows behaves like OUCHA in OUCH 5.0.
    Instrument("OUCHK", refuses=frozenset({"midpoint", "odd lot", "on open", "on close"})),
    # 9.90 bid and 10.10 offered elsewhere; then a crossed market.
    Instrument("OUCHZ", away_bid=99_000, away_offer=101_000),
    Instrument("OUCHX", away_bid=100_100, away_offer=100_000),
    Instrument("OUCHE", reference_price=100_000),
    Instrument("OUCHD", self_match_prevention="D"),
    Instrument("OUCHO", self_match_prevention="O"),
    Instrument("OUCHP", test=True),
    # Codes of four digits: Japan names its instruments so, by text or by number.
    Instrument("1301"),
    Instrument("1332"),
    Instrument("1333", halted=True),
    Instrument("1605", self_match_prevention="D"),
    Instrument("1721", self_match_prevention="O"),
    Instrument("1390", legs=("1301", "1332")),
)


@dataclass(frozen=True, slots=True)
class VenueSettings:
    """Everything a venue needs to know. `port` 0 takes a free one; `operator_port` None opens no operator port.

    `mirror_ports` are those of further hosts, at which every account has a port as well: each takes requests and sends
    all of the account's messages (OUCH 5.0 1.3). What holds for a second login holds at each host.

    Open questions of the documents and the answers that can be chosen:

    - `sequence_zero`: a login with sequence 0 starts with the next message or repeats the last one (SoupBinTCP 2.3.1);
    - `beyond_end`: a login beyond the end of the stream starts at the end or waits until the numbers get there;
    - `duplicate_login`: a second login of one account takes over, is refused with `S`, or mirrors the first;
    - `session_padding`, `sequence_padding`: the side on which the fields of Login Accepted are filled up; the document
      says the left (2.2.1), some venues say the right;
    - `unmatched_ioc`: an IOC that meets nothing is accepted dead or accepted and cancelled (OUCH 5.0 2.1);
    - `options_echo`: Order Accepted carries the options as sent, or all it can carry with their defaults;
    - `mass_cancel_response`: before or after the cancels it causes;
    - `displayed_first`: hidden orders rank behind displayed ones of their price, or by time alone;
    - `debug_packets`: debug packets stand before, between and behind all others, or none are sent (2.1);
    - `output`: each write as it is, every byte a TCP segment of its own, or several packets in one segment (1.1);
    - `heartbeats_per_interval`: how many heartbeats an idle connection gets in one interval, at least 1 (1.3);
    - `number_step`: how far one order reference or match number is from the next (3.2, 3.6).

    `session_protocol` is the SoupBinTCP that is spoken; in 4.10 the idle time-out is the one that each login states.
    `market` chooses the cross types of OUCH 5.0; OUCH 4.2 takes its market from the revision.
    `self_match_prevention` is the AIQ strategy code that holds for orders without one of their own; `N` is none.
    `time_scale` multiplies the seconds that members ask for (ExpireTime), never the session's own times.
    """

    protocol: str = USUAL
    revision: str | None = None
    session_protocol: str = OLDEST
    host: str = "127.0.0.1"
    port: int = 0
    operator_port: int | None = None
    mirror_ports: tuple[int, ...] = ()
    accounts: tuple[Account, ...] = DEFAULT_ACCOUNTS
    symbols: tuple[Instrument, ...] = DEFAULT_INSTRUMENTS
    market: Market = "nasdaq"
    session_prefix: str = "DAY"
    heartbeat_interval: float = 1.0
    login_timeout: float | None = 30.0
    idle_timeout: float | None = 15.0
    slow_reader_timeout: float = 5.0
    time_scale: float = 1.0
    maximum_quantity: int = 999_999
    self_match_prevention: str = "N"
    sequence_zero: Literal["next", "last"] = "next"
    beyond_end: Literal["clamp", "withhold"] = "clamp"
    duplicate_login: Literal["takeover", "refuse", "mirror"] = "takeover"
    session_padding: Literal["left", "right"] = "left"
    sequence_padding: Literal["left", "right"] = "left"
    unmatched_ioc: Literal["dead", "cancelled"] = "dead"
    options_echo: Literal["sent", "all"] = "sent"
    mass_cancel_response: Literal["first", "last"] = "first"
    displayed_first: bool = True
    debug_packets: bool = False
    output: Literal["whole", "single bytes", "lumps"] = "whole"
    heartbeats_per_interval: int = 1
    number_step: int = 1
    maximum_connections: int = 4096
    maximum_stream_bytes: int = 1 << 30
    write_buffer: int = 256 * 1024
    clock: Callable[[], int] | None = None
    defects: frozenset[str] = frozenset()

    def codec(self) -> Codec:
        """The codec of the protocol and revision that the venue speaks. VenueError where there is no such revision."""
        try:
            return codec(self.protocol, self.revision)
        except ValueError as error:
            raise VenueError(str(error)) from None

    def check(self) -> None:
        """Raise VenueError for the first setting that cannot be."""
        if self.session_protocol not in SESSIONS:
            raise unknown("session protocol", self.session_protocol, SESSIONS)
        users = [account.user.upper() for account in self.accounts]
        if len(set(users)) != len(users):
            raise VenueError("two accounts share a user name; user names differ without regard to case")
        for account in self.accounts:
            _check_widths(account)
        for name, value in (
            ("heartbeat interval", self.heartbeat_interval),
            ("time scale", self.time_scale),
            ("heartbeats per interval", self.heartbeats_per_interval),
            ("number step", self.number_step),
        ):
            if not value > 0:
                raise VenueError(f"{name} {value} is not above 0")
        if len(self.session_prefix) > 6:
            raise VenueError(f"session prefix {self.session_prefix!r} and four digits do not fit into 10 characters")
        for name, limit in (("login timeout", self.login_timeout), ("idle timeout", self.idle_timeout)):
            if limit is not None and not limit > 0:
                raise VenueError(f"{name} {limit} is not above 0")


def _check_widths(account: Account) -> None:
    """SoupBinTCP 2.3.1: 6 characters of user name and 10 of password."""
    if not 0 < len(account.user) <= 6:
        raise VenueError(f"user name {account.user!r} does not have 1 to 6 characters")
    if not 0 < len(account.password) <= 10:
        raise VenueError(f"the password of {account.user!r} does not have 1 to 10 characters")


MOST_NAMES = 40
"""As many names are still read by somebody who is told the right one."""


def unknown(kind: str, name: str, known: Iterable[str]) -> VenueError:
    """The error for a name that does not exist, with the nearest one that does; a long list only where none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]}?" if near else ""
    shown = f" (known: {', '.join(names)})" if len(names) <= MOST_NAMES or not near else ""
    return VenueError(f"unknown {kind} {name!r}{hint}{shown}")
