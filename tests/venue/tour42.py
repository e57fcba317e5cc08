"""A tour of OUCH 4.2 in short dialogues, as `tour` is one of 5.0: orders, replaces, and what they look like."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written42 import DAY, MARKET_HOURS, PROTOCOL, Member42, cancel, enter, replace, told
from tests.venue.tour import Direct, Heard, Market, OverTcp, seen, without

DIALOGUES: dict[str, Callable[[Any], object]] = {}


class Direct42(Direct):
    """The market of OUCH 4.2 without a session layer."""

    protocol = PROTOCOL
    read_message = staticmethod(told)


class OverTcp42(OverTcp):
    """The market of a whole venue."""

    def __init__(self, venue: EmbeddedVenue) -> None:
        self.control = venue.control
        self.a = Member42(venue.address).hears
        self.b = Member42(venue.address, b"MEMBRB").hears


def dialogue(function: Callable[[Any], object]) -> Callable[[Any], object]:
    """Add a dialogue to the tour."""
    DIALOGUES[function.__name__] = function
    return function


def view(heard: Heard) -> list[tuple[Any, ...]]:
    """What a trader looks at: kind, token, shares, reason, state."""
    return seen(heard, "token", "shares", "reason", "state")


def raw(heard: Heard) -> list[bytes]:
    """The bytes without timestamp and order reference number."""
    return without({b"A": 49, b"U": 49}, heard)


# Data types and tokens


@dialogue
def echo(market: Market) -> object:
    return raw(market.a(enter(b"one", b"B", 300, 99_900), enter(b"two", b"S", 300, 199_900, sweep=b"Y", minimum=100)))


@dialogue
def attributable(market: Market) -> object:
    return raw(market.a(enter(b"one", display=b"A")))


@dialogue
def echo_of_a_short_sale(market: Market) -> object:
    return raw(market.a(enter(b"one", b"T", stock=b"OUCHB")))


@dialogue
def token_with_spaces(market: Market) -> object:
    return [message.token for message in market.a(enter(b"My Order 1"))]


@dialogue
def tokens_of_other_case(market: Market) -> object:
    return view(market.a(enter(b"abc"), enter(b"ABC")))


@dialogue
def one_token_on_two_accounts(market: Market) -> object:
    return view(market.a(enter(b"one"))) + view(market.b(enter(b"one")))


@dialogue
def token_again(market: Market) -> object:
    return view(market.a(enter(b"one"), enter(b"one", b"S", 5), enter(b"two")))


@dialogue
def token_of_a_cancelled_order(market: Market) -> object:
    return view(market.a(enter(b"one"), cancel(b"one"), enter(b"one")))


@dialogue
def token_of_a_rejected_order(market: Market) -> object:
    return view(market.a(enter(b"one", stock=b"NOSUCH"), enter(b"one")))


@dialogue
def token_of_a_replaced_order(market: Market) -> object:
    return view(market.a(enter(b"one"), replace(b"one", b"two"), enter(b"one")))


@dialogue
def reference_numbers(market: Market) -> object:
    heard = market.a(enter(b"one"), enter(b"two", display=b"N"), enter(b"three"))
    return len({message.reference for message in heard})


@dialogue
def timestamps(market: Market) -> object:
    heard = market.a(enter(b"one", shares=500), cancel(b"one", 300))
    rising = [later.timestamp >= earlier.timestamp for earlier, later in itertools.pairwise(heard)]
    # A day has fewer milliseconds than any time of it has nanoseconds, its first tenth of a second apart.
    return rising, [86_400 * 10**3 < message.timestamp < 86_400 * 10**9 for message in heard]


# Enter Order


@dialogue
def share_limits(market: Market) -> object:
    return view(market.a(*(enter(b"%d" % shares, shares=shares) for shares in (0, 1, 999_999, 1_000_000))))


@dialogue
def price_limits(market: Market) -> object:
    prices = (0, 1, 1_999_999_900, 1_999_999_901)
    return view(market.a(*(enter(b"%d" % price, b"S", price=price) for price in prices)))


@dialogue
def market_price(market: Market) -> object:
    return view(market.a(enter(b"cross", price=0x7FFFFFFF, cross=b"O"), enter(b"none", price=0x7FFFFFFF)))


@dialogue
def display_and_price_of_crosses(market: Market) -> object:
    return view(
        market.a(
            enter(b"one", display=b"I"),
            enter(b"two", display=b"I", cross=b"O"),
            enter(b"three", cross=b"H"),
            enter(b"four", cross=b"H", price=0x7FFFFFFF),
        )
    )


@dialogue
def firms(market: Market) -> object:
    return raw(
        market.a(
            enter(b"one"), enter(b"two", firm=b"FRMA"), enter(b"three", firm=b"FRMX"), enter(b"four", firm=b"FRMB")
        )
    )


@dialogue
def customer_types(market: Market) -> object:
    return view(market.a(*(enter(b"c" + code, customer=code) for code in (b" ", b"R", b"N", b"X"))))


@dialogue
def other_capacity(market: Market) -> object:
    return [message.capacity for message in market.a(enter(b"one", capacity=b"X"), enter(b"two", capacity=b"A"))]


@dialogue
def minimum_quantity(market: Market) -> object:
    market.a(enter(b"one", b"S", 200))
    return view(market.b(enter(b"other", b"B", 500, minimum=300)))


@dialogue
def minimum_above_the_shares(market: Market) -> object:
    return view(market.a(enter(b"one", minimum=200)))


@dialogue
def ioc_filled_in_part(market: Market) -> object:
    return view(market.a(enter(b"one", b"S", 100), enter(b"two", b"B", 300, tif=0)))


@dialogue
def ioc_filled_in_nothing(market: Market) -> object:
    return view(market.a(enter(b"one", b"B", 300, tif=0)))


@dialogue
def time_of_an_ioc(market: Market) -> object:
    return market.a(enter(b"one", tif=0))[0].tif


@dialogue
def ioc_replacement(market: Market) -> object:
    return view(market.a(enter(b"one", b"B", 300), replace(b"one", b"two", tif=0)))


@dialogue
def expiry(market: Market) -> object:
    seen = [message.tif for message in market.a(enter(b"one", tif=5), enter(b"two"))]
    market.elapse()
    return seen, view(market.a())


@dialogue
def end_of_day(market: Market) -> object:
    market.a(enter(b"one"), enter(b"two", tif=MARKET_HOURS))
    market.control("end_of_day")
    return view(market.a(enter(b"three"), replace(b"one", b"four")))


@dialogue
def market_close(market: Market) -> object:
    market.a(enter(b"one"), enter(b"two", tif=MARKET_HOURS))
    market.control("market_close")
    return view(market.a(enter(b"three", tif=MARKET_HOURS), enter(b"four", tif=DAY)))


@dialogue
def turned_hidden(market: Market) -> object:
    return raw(market.a(enter(b"one", price=101_500, stock=b"OUCHZ")))


# Replace Order


@dialogue
def replaced(market: Market) -> object:
    return raw(market.a(enter(b"old", b"S", 500), replace(b"old", b"new", 300, 101_000)))[-1:]


@dialogue
def replaced_twice(market: Market) -> object:
    return raw(market.a(enter(b"one"), replace(b"one", b"two"), replace(b"two", b"three")))[-1:]


@dialogue
def replaced_at_a_lower_price(market: Market) -> object:
    return raw(market.a(enter(b"one"), replace(b"one", b"two", price=99_000)))[1:]


@dialogue
def replaced_short_sale_of_a_firm(market: Market) -> object:
    return raw(market.a(enter(b"one", b"E", firm=b"FRMX"), replace(b"one", b"two")))[-1:]


@dialogue
def replace_of_nothing(market: Market) -> object:
    return view(market.a(replace(b"none", b"new")))


@dialogue
def replace_to_a_used_token(market: Market) -> object:
    return view(market.a(enter(b"one"), enter(b"two"), replace(b"one", b"two")))[2:]


@dialogue
def replace_again(market: Market) -> object:
    return view(market.a(enter(b"one"), replace(b"one", b"two"), replace(b"one", b"two")))[2:]


@dialogue
def replace_with_invalid_details(market: Market) -> object:
    return view(market.a(enter(b"one"), replace(b"one", b"two", 1_000_000)))[1:]


@dialogue
def token_of_an_invalid_replace(market: Market) -> object:
    return view(market.a(enter(b"one"), replace(b"one", b"two", 1_000_000), enter(b"two")))[2:]


@dialogue
def replace_in_the_late_period(market: Market) -> object:
    market.a(enter(b"one", cross=b"O"))
    market.control("late_period")
    return view(market.a(replace(b"one", b"two"), enter(b"two")))


@dialogue
def replace_and_priority(market: Market) -> object:
    market.a(enter(b"one"), enter(b"two"), replace(b"one", b"three"))
    market.b(enter(b"other", b"S"))
    return [message.token for message in market.a()]


@dialogue
def replace_after_a_fill(market: Market) -> object:
    market.a(enter(b"one", shares=500), enter(b"two", b"S", 100))
    return view(market.a(replace(b"one", b"three", 600), cancel(b"three")))


@dialogue
def replace_to_nothing(market: Market) -> object:
    market.a(enter(b"one", shares=500), enter(b"two", b"S", 100))
    return view(market.a(replace(b"one", b"three", 50)))[-1:]


@dialogue
def fill_of_a_replaced_order(market: Market) -> object:
    market.a(enter(b"one"), replace(b"one", b"two"))
    market.b(enter(b"other", b"S"))
    return [message.token for message in market.a()]
