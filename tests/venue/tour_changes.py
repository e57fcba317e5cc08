"""The tour's dialogues about cancels, firms, queries, executions and the venue's own doings (OUCH 5.0 2.3 to 3.13)."""

from __future__ import annotations

from tests.venue.hand_written import CHANNEL_5, cancel, disable, enable, enter, mass_cancel, modify, option, query
from tests.venue.tour import Market, cancels, dialogue, group, raw, shares, view

# Cancel and Modify Order Request


@dialogue
def cancel_in_full(market: Market) -> object:
    return view(market.a(enter(1, quantity=500), cancel(1)))


@dialogue
def cancel_after_a_fill(market: Market) -> object:
    market.a(enter(1, quantity=500), enter(2, b"S", 100))
    return view(market.a(cancel(1, 300)))


@dialogue
def cancels_in_steps(market: Market) -> object:
    return view(market.a(enter(1, quantity=500), cancel(1, 300), cancel(1, 200)))


@dialogue
def cancel_of_the_rest(market: Market) -> object:
    return view(market.a(enter(1, quantity=500), cancel(1, 300), cancel(1)))


@dialogue
def cancel_of_a_filled_order(market: Market) -> object:
    market.a(enter(1, quantity=500), enter(2, b"S", 500))
    return view(market.a(cancel(1)))


@dialogue
def cancel_of_what_a_fill_leaves(market: Market) -> object:
    market.a(enter(1, quantity=500), enter(2, b"S", 300))
    return view(market.a(cancel(1)))


@dialogue
def superfluous_cancels(market: Market) -> object:
    return view(market.a(enter(1, quantity=500), cancel(9), cancel(1, 500), cancel(1, 600)))


@dialogue
def long_cancel(market: Market) -> object:
    return view(market.a(enter(1), cancel(1, 50, b"")))


@dialogue
def cancel_in_a_channel(market: Market) -> object:
    return raw(market.a(enter(1, options=CHANNEL_5), cancel(1, 50, CHANNEL_5)))[1:]


@dialogue
def cancel_without_the_channel(market: Market) -> object:
    return view(market.a(enter(1, options=CHANNEL_5), cancel(1)))


@dialogue
def cancel_and_priority(market: Market) -> object:
    market.a(enter(1, quantity=300), enter(2, quantity=100), cancel(1, 100))
    market.b(enter(1, b"S"))
    return view(market.a())


@dialogue
def late_full_cancels(market: Market) -> object:
    market.a(enter(1, cross=b"O"))
    market.control("late_period")
    return view(market.a(cancel(1), cancel(1)))


@dialogue
def late_partial_cancels(market: Market) -> object:
    market.a(enter(1, quantity=500, cross=b"O"))
    market.control("late_period")
    return view(market.a(cancel(1, 400), cancel(1, 300)))


@dialogue
def modified_sides(market: Market) -> object:
    return view(market.a(enter(1, b"S", 500), modify(1, b"T", 400), modify(1, b"E", 300), modify(1, b"S", 200)))


@dialogue
def modified_bytes(market: Market) -> object:
    return raw(market.a(enter(1, b"S", 500), modify(1, b"T", 400)))[1:]


@dialogue
def modify_and_priority(market: Market) -> object:
    market.a(enter(1, b"S", 500), enter(2, b"S", 100), modify(1, b"T", 100))
    market.b(enter(1, b"B"))
    return view(market.a())


@dialogue
def modify_up(market: Market) -> object:
    return view(market.a(enter(1, b"S", 500), modify(1, b"S", 600)))


@dialogue
def modify_to_zero(market: Market) -> object:
    return view(market.a(enter(1, b"S", 500), modify(1, b"S", 0)))


@dialogue
def modify_in_the_long_form(market: Market) -> object:
    return view(market.a(enter(1, b"S", 500), modify(1, b"T", 400, b"")))


@dialogue
def modify_after_a_fill(market: Market) -> object:
    market.a(enter(1, b"S", 500), enter(2, b"B", 100))
    return view(market.a(modify(1, b"T", 300)))


# Mass Cancel, Disable, Enable, Account Query


def _book(market: Market) -> None:
    market.a(
        enter(1, b"B"),
        enter(2, b"T", symbol=b"OUCHB", options=group(7)),
        enter(3, b"B", options=CHANNEL_5),
        enter(4, b"B", display=b"N"),
    )


@dialogue
def mass_cancel_of_the_firm(market: Market) -> object:
    _book(market)
    return cancels(market.a(mass_cancel(9)))


@dialogue
def mass_cancel_of_a_symbol(market: Market) -> object:
    _book(market)
    return cancels(market.a(mass_cancel(9, symbol=b"OUCHB")))


@dialogue
def mass_cancel_of_a_side(market: Market) -> object:
    _book(market)
    return cancels(market.a(mass_cancel(9, options=option(27, b"T"))))


@dialogue
def mass_cancel_of_no_group(market: Market) -> object:
    market.a(enter(1), enter(2, options=group(7)))
    return cancels(market.a(mass_cancel(9, options=group(0))))


@dialogue
def mass_cancel_of_a_channel(market: Market) -> object:
    market.a(enter(1), enter(2, options=CHANNEL_5))
    return cancels(market.a(mass_cancel(9, options=CHANNEL_5)))


@dialogue
def mass_cancel_of_one_firm(market: Market) -> object:
    market.a(enter(1), enter(2, options=option(2, b"FRMX")))
    return cancels(market.a(mass_cancel(9)))


@dialogue
def mass_cancel_of_hidden_orders(market: Market) -> object:
    market.a(enter(1, display=b"N"))
    return cancels(market.a(mass_cancel(9)))


@dialogue
def mass_cancel_response(market: Market) -> object:
    return raw(market.a(mass_cancel(9, symbol=b"OUCHA")))


@dialogue
def mass_cancel_response_of_a_group(market: Market) -> object:
    return raw(market.a(mass_cancel(9, options=group(7))))


@dialogue
def bulk_requests_again(market: Market) -> object:
    return view(market.a(disable(3), disable(3), enable(4), enable(4)))


@dialogue
def disabled(market: Market) -> object:
    return view(market.a(disable(1), enter(2)))


@dialogue
def disable_response(market: Market) -> object:
    return raw(market.a(disable(1)))


@dialogue
def enabled(market: Market) -> object:
    return view(market.a(disable(1), enable(2), enter(3)))


@dialogue
def switched_twice(market: Market) -> object:
    return view(market.a(disable(1), disable(2), enable(3), enable(4)))


@dialogue
def enable_response(market: Market) -> object:
    return raw(market.a(disable(1), enable(2)))[1:]


@dialogue
def query_of_a_fresh_day(market: Market) -> object:
    return view(market.a(query()))


@dialogue
def query_of_a_channel(market: Market) -> object:
    market.a(enter(7), enter(3, options=CHANNEL_5))
    return view(market.a(query(CHANNEL_5)))


@dialogue
def query_of_either_form(market: Market) -> object:
    market.a(enter(7))
    return view(market.a(query(), query(b"")))


# Executions and the venue's own doings


@dialogue
def both_sides(market: Market) -> object:
    market.a(enter(1))
    (mine,) = market.b(enter(1, b"S"))[1:]
    (theirs,) = market.a()
    return (mine.match == theirs.match, mine.price, theirs.price)


@dialogue
def several_fills(market: Market) -> object:
    market.a(enter(1, b"S", 100), enter(2, b"S", 100))
    return [message.quantity for message in market.b(enter(1, b"B", 150))[1:]]


@dialogue
def flag_of_a_partial_fill(market: Market) -> object:
    market.a(enter(1, quantity=300))
    market.b(enter(1, b"S"))
    return [message.flag for message in market.a()]


@dialogue
def best_price_first(market: Market) -> object:
    market.a(enter(1, b"S", 100, 100_100), enter(2, b"S", 100, 100_000))
    return [message.price for message in market.b(enter(1, b"B", 200, 100_100))[1:]]


@dialogue
def hidden_last(market: Market) -> object:
    market.a(enter(1, b"S", 100, display=b"N"), enter(2, b"S", 100))
    market.b(enter(1, b"B", 200))
    return [(message.number, message.flag) for message in market.a()]


@dialogue
def self_match(market: Market) -> object:
    return view(market.a(enter(1), enter(2, b"S", options=option(29, b"D"))))


@dialogue
def self_match_in_bytes(market: Market) -> object:
    return raw(market.a(enter(1), enter(2, b"S", options=option(29, b"D"))))


@dialogue
def post_only(market: Market) -> object:
    return view(market.a(enter(1, b"S"), enter(2, options=option(12, b"P"))))


@dialogue
def reserve(market: Market) -> object:
    market.a(enter(1, b"S", 300, options=shares(5, 100)))
    market.b(enter(1, b"B", 200))
    return [message.type for message in market.a()]


@dialogue
def broken_trade(market: Market) -> object:
    market.a(enter(1, clordid=b"mine"))
    market.b(enter(1, b"S", clordid=b"theirs"))
    market.a()
    market.control("break_trade")
    return raw(market.a())


@dialogue
def broken_trade_on_both_sides(market: Market) -> object:
    market.a(enter(1))
    market.b(enter(1, b"S"))
    market.control("break_trade")
    return [message.type for message in market.b()]


@dialogue
def priority_update(market: Market) -> object:
    first = market.a(enter(1))[0]
    market.control("update_priority", user="MEMBRA", number=1)
    return [message.reference != first.reference for message in market.a()]
