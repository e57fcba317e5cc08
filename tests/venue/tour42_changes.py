"""The tour's dialogues about cancels, modifies, executions and the venue's own doings (OUCH 4.2 2.3 to 3.16)."""

from __future__ import annotations

from tests.venue.hand_written42 import cancel, enter, modify, trade_now
from tests.venue.tour import Market
from tests.venue.tour42 import dialogue, raw, view

# Cancel, Modify, Trade Now


@dialogue
def cancel_in_full(market: Market) -> object:
    return view(market.a(enter(b"one", shares=500), cancel(b"one")))


@dialogue
def cancel_after_a_fill(market: Market) -> object:
    market.a(enter(b"one", shares=500), enter(b"two", b"S", 100))
    return view(market.a(cancel(b"one", 300)))


@dialogue
def cancel_of_all_after_a_fill(market: Market) -> object:
    market.a(enter(b"one", shares=500), enter(b"two", b"S", 100))
    return view(market.a(cancel(b"one")))


@dialogue
def cancels_in_steps(market: Market) -> object:
    return view(market.a(enter(b"one", shares=500), cancel(b"one", 300), cancel(b"one", 200)))


@dialogue
def cancel_of_the_rest(market: Market) -> object:
    return view(market.a(enter(b"one", shares=500), cancel(b"one", 300), cancel(b"one")))[2:]


@dialogue
def superfluous_cancels(market: Market) -> object:
    return view(market.a(enter(b"one", shares=500), cancel(b"none"), cancel(b"one", 500), cancel(b"one", 600)))


@dialogue
def cancel_too_late(market: Market) -> object:
    market.a(enter(b"one"), enter(b"two", b"S"))
    return view(market.a(cancel(b"one"), cancel(b"one", 50)))


@dialogue
def cancel_and_priority(market: Market) -> object:
    market.a(enter(b"one", shares=300), enter(b"two"), cancel(b"one", 100))
    market.b(enter(b"other", b"S"))
    return [message.token for message in market.a()]


@dialogue
def shares_after_a_cut(market: Market) -> object:
    market.a(enter(b"one", shares=500), cancel(b"one", 300))
    market.b(enter(b"other", b"S", 500))
    return view(market.a())


@dialogue
def late_full_cancels(market: Market) -> object:
    market.a(enter(b"one", cross=b"O"))
    market.control("late_period")
    heard = view(market.a(cancel(b"one"), cancel(b"one")))
    market.control("cross", symbol="OUCHA")
    return heard, view(market.a())


@dialogue
def late_partial_cancels(market: Market) -> object:
    market.a(enter(b"one", shares=500, cross=b"O"))
    market.control("late_period")
    heard = view(market.a(cancel(b"one", 400), cancel(b"one", 300)))
    market.control("cross", symbol="OUCHA")
    return heard, view(market.a())


@dialogue
def modified_sides(market: Market) -> object:
    heard = market.a(
        enter(b"one", b"S", 500), modify(b"one", b"T", 400), modify(b"one", b"E", 300), modify(b"one", b"S", 200)
    )
    return [(message.type, message.side, message.shares, message.rest) for message in heard]


@dialogue
def modify_and_priority(market: Market) -> object:
    market.a(enter(b"one", b"S", 500), enter(b"two", b"S"), modify(b"one", b"T", 100))
    market.b(enter(b"other"))
    return [message.token for message in market.a()]


@dialogue
def modify_after_a_fill(market: Market) -> object:
    market.a(enter(b"one", b"S", 500), enter(b"two", b"B", 100))
    return [message.shares for message in market.a(modify(b"one", b"S", 300))]


def _locked(market: Market) -> None:
    """Two hidden buys of A, and a post-only sell of B that locks them."""
    market.a(enter(b"one", display=b"N", shares=300), enter(b"two", display=b"N", shares=300))
    market.b(enter(b"lock", b"S", 100, display=b"P"))


@dialogue
def trade_now_when_locked(market: Market) -> object:
    _locked(market)
    return view(market.a(trade_now(b"one")))


@dialogue
def trade_now_and_priority(market: Market) -> object:
    _locked(market)
    market.a(trade_now(b"one"))
    market.b(enter(b"next", b"S", 100))
    return [message.token for message in market.a()]


# Executions


@dialogue
def both_sides(market: Market) -> object:
    market.a(enter(b"one"))
    (mine,) = market.b(enter(b"other", b"S"))[1:]
    (theirs,) = market.a()
    return (mine.match == theirs.match, mine.price, theirs.price)


@dialogue
def several_fills(market: Market) -> object:
    market.a(enter(b"one", b"S", 100), enter(b"two", b"S", 100))
    return [message.shares for message in market.b(enter(b"other", b"B", 150))[1:]]


@dialogue
def better_price(market: Market) -> object:
    market.a(enter(b"one", b"S", 100, 100_000))
    return [message.price for message in market.b(enter(b"other", b"B", 100, 100_100))[1:]]


@dialogue
def partial_fills(market: Market) -> object:
    market.a(enter(b"one", b"B", 300))
    market.b(enter(b"other", b"S", 100))
    return [(message.flag, message.shares) for message in market.a()]


@dialogue
def hidden_order_trades(market: Market) -> object:
    market.a(enter(b"one", b"S", 100, display=b"N"))
    market.b(enter(b"other"))
    return [message.flag for message in market.a()]


@dialogue
def self_match(market: Market) -> object:
    return view(market.a(enter(b"one", stock=b"OUCHD"), enter(b"two", b"S", stock=b"OUCHD")))


@dialogue
def self_match_with_the_oldest(market: Market) -> object:
    heard = market.a(enter(b"one", shares=500, stock=b"OUCHO"), enter(b"two", b"S", 300, stock=b"OUCHO"))
    return [(message.type, message.shares, getattr(message, "prevented", None)) for message in heard]


@dialogue
def reference_price(market: Market) -> object:
    market.a(enter(b"one", stock=b"OUCHE"))
    return raw(market.b(enter(b"other", b"S", stock=b"OUCHE")))[1:]


# The venue's own doings


@dialogue
def broken_trade(market: Market) -> object:
    market.a(enter(b"one"))
    market.b(enter(b"other", b"S"))
    market.a()
    market.control("break_trade")
    return raw(market.a()), [message.type for message in market.b()]


@dialogue
def corrected_trade(market: Market) -> object:
    market.a(enter(b"one"))
    market.b(enter(b"other", b"S"))
    market.a()
    market.control("correct_trade", price=100_500)
    return raw(market.a())


@dialogue
def priority_update(market: Market) -> object:
    first = market.a(enter(b"one"))[0]
    market.control("update_priority", user="MEMBRA", token="one")
    return [message.reference != first.reference for message in market.a()]


@dialogue
def cancelled_by_the_venue(market: Market) -> object:
    market.a(enter(b"one"))
    market.control("cancel_order", user="MEMBRA", token="one", reason="D")
    return view(market.a())
