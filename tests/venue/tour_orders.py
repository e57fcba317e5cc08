"""The tour's dialogues about new and replaced orders (OUCH 5.0 1.2, 2.1, 2.2)."""

from __future__ import annotations

import itertools

from tests.venue.hand_written import CHANNEL_5, cancel, enter, option, replace
from tests.venue.tour import Market, dialogue, group, raw, shares, view

# Data types and numbers


@dialogue
def echo(market: Market) -> object:
    return raw(market.a(enter(1, b"B", 300, 99_900, clordid=b"Order 1"), enter(2, b"S", 300, 199_900, clordid=b"two")))


@dialogue
def echo_of_options(market: Market) -> object:
    return raw(market.a(enter(1, options=shares(3, 100) + group(7)), enter(2, options=CHANNEL_5)))


@dialogue
def echo_of_a_short_sale(market: Market) -> object:
    return raw(market.a(enter(1, b"T", options=option(25, b"Y"))))


@dialogue
def blank_clordid(market: Market) -> object:
    return raw(market.a(enter(1, clordid=b"")))


@dialogue
def attributable(market: Market) -> object:
    return view(market.a(enter(1, display=b"A")))


@dialogue
def rejected(market: Market) -> object:
    return raw(market.a(enter(1, symbol=b"NOSUCH", clordid=b"bad"), enter(2, symbol=b"NOSUCH", options=CHANNEL_5)))


@dialogue
def number_of_a_rejected_order(market: Market) -> object:
    return view(market.a(enter(1, symbol=b"NOSUCH"), enter(1), enter(2)))


@dialogue
def numbers_again(market: Market) -> object:
    return view(market.a(enter(5), enter(5), enter(4), enter(6)))


@dialogue
def numbers_in_channels(market: Market) -> object:
    return view(market.a(enter(1), enter(1, options=CHANNEL_5), enter(2)))


@dialogue
def numbers_passed_over(market: Market) -> object:
    return view(market.a(enter(1), enter(9)))


@dialogue
def channel_zero(market: Market) -> object:
    return view(market.a(enter(1), enter(1, options=option(28, b"\x00"))))


@dialogue
def number_of_another_account(market: Market) -> object:
    return view(market.a(enter(3))), view(market.b(enter(3)))


@dialogue
def options_by_falling_tags(market: Market) -> object:
    return view(market.a(enter(1, options=option(25, b"N") + option(2, b"FRMA"))))


@dialogue
def reference_numbers(market: Market) -> object:
    heard = market.a(enter(1), enter(2, display=b"N"), enter(3))
    return len({message.reference for message in heard})


@dialogue
def time_stamps(market: Market) -> object:
    heard = market.a(enter(1, quantity=500), cancel(1, 300))
    rising = [later.timestamp >= earlier.timestamp for earlier, later in itertools.pairwise(heard)]
    # A day has fewer milliseconds than any time of it has nanoseconds, its first tenth of a second apart.
    return rising, [86_400 * 10**3 < message.timestamp < 86_400 * 10**9 for message in heard]


# Enter Order


@dialogue
def quantity_limits(market: Market) -> object:
    quantities = (0, 1, 999_999, 1_000_000)
    return view(market.a(*(enter(number, quantity=quantity) for number, quantity in enumerate(quantities, 1))))


@dialogue
def price_limits(market: Market) -> object:
    prices = (0, 1, 1_999_999_900, 1_999_999_901)
    return view(market.a(*(enter(number, b"S", price=price) for number, price in enumerate(prices, 1))))


@dialogue
def market_price_in_a_cross(market: Market) -> object:
    return view(market.a(enter(1, price=0x7FFFFFFF, cross=b"O"), enter(2, b"S", price=2_000_000_000, cross=b"C")))


@dialogue
def market_price_outside(market: Market) -> object:
    return view(market.a(enter(1, b"S"), enter(2, price=0x7FFFFFFF, quantity=300)))


@dialogue
def cross_types(market: Market) -> object:
    return view(market.a(*(enter(number, cross=bytes((cross,))) for number, cross in enumerate(b"OCHSEARX", 1))))


@dialogue
def handling_instructions(market: Market) -> object:
    return view(
        market.a(
            enter(1, options=option(17, b"I")),
            enter(2, cross=b"O", options=option(17, b"I")),
            enter(3, cross=b"H", options=option(17, b"B")),
        )
    )


@dialogue
def blank_firm(market: Market) -> object:
    return view(market.a(enter(1, options=option(2, b"    ")), enter(2, options=option(2, b"FRMB"))))


@dialogue
def minimum_of_an_odd_lot(market: Market) -> object:
    return view(market.a(enter(1, options=shares(3, 50)), enter(2, options=shares(3, 100))))


@dialogue
def minimum_quantity(market: Market) -> object:
    market.a(enter(1, b"S", 200))
    return view(market.b(enter(1, b"B", 500, options=shares(3, 300))))


@dialogue
def ioc_filled_in_part(market: Market) -> object:
    return view(market.a(enter(1, b"S", 100), enter(2, b"B", 300, tif=b"3")))


@dialogue
def ioc_filled_in_nothing(market: Market) -> object:
    return view(market.a(enter(1, b"B", 300, tif=b"3")))


@dialogue
def expiry(market: Market) -> object:
    market.a(enter(1, tif=b"6", options=shares(15, 5)), enter(2))
    market.elapse()
    return view(market.a())


@dialogue
def extended_hours(market: Market) -> object:
    return view(market.a(enter(1, tif=b"5"), enter(2, tif=b"5", options=shares(3, 100))))


@dialogue
def end_of_day(market: Market) -> object:
    market.a(enter(1))
    market.control("end_of_day")
    return view(market.a(enter(2), cancel(1)))


@dialogue
def halted(market: Market) -> object:
    market.control("halt", symbol="OUCHA")
    return view(market.a(enter(1), enter(2, symbol=b"OUCHB")))


# Replace Order Request


@dialogue
def replaced(market: Market) -> object:
    return raw(market.a(enter(1, b"S", 500, clordid=b"old"), replace(1, 2, 300, 101_000, clordid=b"new"))[1:])


@dialogue
def replace_of_a_replacement(market: Market) -> object:
    return view(market.a(enter(1), replace(1, 2), replace(2, 3)))


@dialogue
def replace_of_nothing(market: Market) -> object:
    return view(market.a(enter(1), replace(9, 5), replace(1, 2)))


@dialogue
def number_of_an_ignored_replace(market: Market) -> object:
    return view(market.a(enter(1), replace(9, 5), enter(3)))


@dialogue
def replace_with_invalid_details(market: Market) -> object:
    return view(market.a(enter(1), replace(1, 2, 1_000_000)))


@dialogue
def number_of_an_invalid_replace(market: Market) -> object:
    return view(market.a(enter(1), enter(2), replace(1, 3, 1_000_000), enter(3)))[3:]


@dialogue
def replace_in_the_late_period(market: Market) -> object:
    market.a(enter(1, cross=b"O"))
    market.control("late_period")
    return view(market.a(replace(1, 2)))


@dialogue
def replace_and_priority(market: Market) -> object:
    market.a(enter(1), enter(2), replace(1, 3))
    market.b(enter(1, b"S"))
    return view(market.a())


@dialogue
def replace_after_a_fill(market: Market) -> object:
    market.a(enter(1, quantity=500), enter(2, b"S", 100))
    market.a(replace(1, 3, 500))
    return view(market.a(cancel(3)))


@dialogue
def exposed_after_a_replace(market: Market) -> object:
    market.a(enter(1, quantity=500), enter(2, b"S", 100))
    return view(market.a(replace(1, 3, 600)))


@dialogue
def replace_inherits_options(market: Market) -> object:
    market.a(enter(1, b"S", 500, options=shares(3, 300)), replace(1, 2, 500))
    return view(market.b(enter(1, b"B", 100)))


@dialogue
def replace_and_channels(market: Market) -> object:
    market.a(enter(1, options=CHANNEL_5))
    return view(market.a(replace(1, 2), replace(1, 3, options=CHANNEL_5)))


@dialogue
def replace_to_after_hours(market: Market) -> object:
    return view(market.a(enter(1), replace(1, 2, tif=b"E")))


@dialogue
def replace_of_the_side(market: Market) -> object:
    return [
        getattr(message, "side", None) for message in market.a(enter(1, b"S"), replace(1, 2, options=option(27, b"T")))
    ]


@dialogue
def replace_to_nothing(market: Market) -> object:
    market.a(enter(1, quantity=500), enter(2, b"S", 100))
    return view(market.a(replace(1, 3, 50)))
