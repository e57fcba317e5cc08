"""Every defect of the Japannext dialect changes what it says where it should, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from ouch_conformance.venue import defects_of
from tests.venue.hand_written import Member, Opener, eventually
from tests.venue.japannext.hand_written_japannext import (
    BONDS,
    EQUITIES,
    IMMEDIATE,
    OSAKA,
    PRICE,
    BondExchange,
    Exchange,
    bond,
    cancel,
    enter,
    replace,
    told,
)
from tests.venue.tour import without

DIALOGUES: dict[str, Callable[[Exchange], object]] = {}
ELSEWHERE = {
    *("mirror-tells-nothing", "lost-host-withdraws-orders"),
    *("second-login-beside-the-first", "orders-change-places", "start-of-day-missing", "negative-yield-refused"),
}
"""Defects of connections, of the first message and of bonds: no dialogue about orders of equities shows them."""
ORDERS = [name for name, each in defects_of(EQUITIES).items() if each.layer == "orders" and name not in ELSEWHERE]


def dialogue(function: Callable[[Exchange], object]) -> Callable[[Exchange], object]:
    """Add a dialogue to the tour."""
    DIALOGUES[function.__name__] = function
    return function


def raw(heard: list[Any]) -> list[bytes]:
    """What was heard, without timestamps and order numbers."""
    return without({b"A": 50, b"U": 35}, heard)


@dialogue
def echo(market: Exchange) -> object:
    return raw(market.a(enter(1, b"S", 300, reference=b"ABCDEFGHIJ"), enter(2, price=PRICE - 10)))


@dialogue
def short_reference(market: Exchange) -> object:
    return raw(market.a(enter(1, reference=b"ab")))


@dialogue
def odd_reference(market: Exchange) -> object:
    return [each.type for each in market.a(enter(1, reference=b"a-b_/x!?.."))]


@dialogue
def price_with_a_decimal(market: Exchange) -> object:
    return raw(market.a(enter(1, price=PRICE + 1)))


@dialogue
def own_account(market: Exchange) -> object:
    return raw(market.a(enter(1, capacity=b"P")))


@dialogue
def immediate_with_a_minimum(market: Exchange) -> object:
    market.b(enter(101, b"S", 300))
    return raw(market.a(enter(1, quantity=300, minimum=300, tif=IMMEDIATE)))


@dialogue
def below_the_minimum(market: Exchange) -> object:
    market.b(enter(101, b"S", 100))
    return [each.type for each in market.a(enter(1, quantity=300, minimum=200, tif=IMMEDIATE))]


@dialogue
def day_order_with_a_minimum(market: Exchange) -> object:
    return [(each.type, getattr(each, "reason", b"")) for each in market.a(enter(1, minimum=50))]


@dialogue
def time_in_force(market: Exchange) -> object:
    return [each.raw[-1:] for each in market.a(enter(1, tif=3_600))]


@dialogue
def used_token(market: Exchange) -> object:
    return raw(market.a(enter(5), enter(5)))


@dialogue
def lower_token(market: Exchange) -> object:
    return raw(market.a(enter(5), enter(3)))[1:2]


@dialogue
def token_of_another_account(market: Exchange) -> object:
    market.b(enter(9))
    return [each.type for each in market.a(enter(9))]


@dialogue
def order_numbers(market: Exchange) -> object:
    first, second = market.a(enter(1), enter(2))
    return first.number == second.number


@dialogue
def replaced(market: Exchange) -> object:
    return raw(market.a(enter(1, quantity=500), replace(1, 2, 400, PRICE + 10)))


@dialogue
def replaced_at_a_lower_price(market: Exchange) -> object:
    market.a(enter(1, quantity=500))
    heard = market.a(replace(1, 2, 500, PRICE - 10))
    return raw(heard), heard[0].timestamp


@dialogue
def replaced_after_a_fill(market: Exchange) -> object:
    market.a(enter(1))
    market.b(enter(101, b"S", 40))
    return raw(market.a(replace(1, 2)))[1:]


@dialogue
def fill_of_a_replacement(market: Exchange) -> object:
    market.a(enter(1), replace(1, 2))
    market.b(enter(101, b"S"))
    return raw(market.a())


@dialogue
def total_below_the_fills(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    market.b(enter(101, quantity=40))
    return raw(market.a(replace(1, 2, 39)))[1:]


@dialogue
def total_of_the_fills(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    market.b(enter(101, quantity=40))
    return [(each.type, each.quantity) for each in market.a(replace(1, 2, 40))[1:]]


@dialogue
def replace_of_nothing(market: Exchange) -> object:
    return raw(market.a(replace(7, 8)))


@dialogue
def replace_to_a_used_token(market: Exchange) -> object:
    market.a(enter(1, b"S"), enter(2, b"S"))
    return raw(market.a(replace(1, 2)))


@dialogue
def replace_again(market: Exchange) -> object:
    market.a(enter(1, b"S"), replace(1, 2))
    return raw(market.a(replace(1, 2)))


@dialogue
def invalid_replace(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    return raw(market.a(replace(1, 2, price=0)))


@dialogue
def token_of_an_invalid_replace(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    return [each.type for each in market.a(replace(1, 2, price=0), enter(2, b"S"))][1:]


@dialogue
def cancel_with_a_quantity(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    return raw(market.a(cancel(1, 30)))


@dialogue
def cancel_after_a_fill(market: Exchange) -> object:
    market.b(enter(101, quantity=40))
    market.a(enter(1, b"S"))
    return raw(market.a(cancel(1)))


@dialogue
def cancel_too_late(market: Exchange) -> object:
    market.a(enter(1, b"S"), cancel(1))
    return raw(market.a(cancel(1)))


@dialogue
def immediate_filled_in_nothing(market: Exchange) -> object:
    return raw(market.a(enter(1, tif=IMMEDIATE)))


@dialogue
def rest_of_an_immediate_order(market: Exchange) -> object:
    market.b(enter(101, b"S", 40))
    return [(each.type, getattr(each, "reason", b"")) for each in market.a(enter(1, tif=IMMEDIATE))]


@dialogue
def several_fills(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    market.b(enter(101, quantity=40), enter(102, quantity=60))
    return [each.quantity for each in market.a()]


@dialogue
def both_sides(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    fills = [each.match for each in (*market.b(enter(101)), *market.a()) if each.type == b"E"]
    return len(set(fills))


@dialogue
def self_trade(market: Exchange) -> object:
    return raw(market.a(enter(1, b"S", 200, book=b"1605"), enter(2, quantity=200, book=b"1605")))[2:]


@dialogue
def self_trade_with_the_oldest(market: Exchange) -> object:
    return raw(market.a(enter(1, b"S", 500, book=b"1721"), enter(2, quantity=200, book=b"1721")))[1:]


@dialogue
def gone_member(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    return raw(market.leaves())


@dialogue
def end_of_day(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    market.control("end_of_day")
    return [each.type for each in market.b(enter(101))]


@dialogue
def resting(market: Exchange) -> object:
    market.a(enter(1, b"S"))
    market.elapse()
    return raw(market.a())


SHOWS: dict[str, set[str]] = {
    "orders-outlive-their-member": {"gone_member"},
    "withdrawn-as-user-cancel": {"gone_member"},
    "executed-longer-behind-a-replace": {"fill_of_a_replacement"},
    "minimum-quantity-little-endian": {"immediate_with_a_minimum"},
    "short-reference-ends-in-nul": {"short_reference"},
    "timestamps-in-milliseconds": {"replaced_at_a_lower_price"},
    "cheaper-replace-stamped-since-the-epoch": {"replaced_at_a_lower_price"},
    "cheaper-replace-stamped-back": {"replaced_at_a_lower_price"},
    "accounts-share-tokens": {"token_of_another_account"},
    "accepted-price-loses-a-decimal": {"price_with_a_decimal"},
    "repeated-replace-cancels": {"replace_again"},
    "used-token-rejected": {"lower_token", "used_token"},
    "accepted-twice": {"own_account"},
    "unused-lower-token-accepted": {"lower_token"},
    "seconds-to-live-accepted": {"time_in_force"},
    "minimum-quantity-ignored": {"below_the_minimum"},
    "day-order-keeps-its-minimum": {"day_order_with_a_minimum"},
    "day-minimum-rejected-as-other": {"day_order_with_a_minimum"},
    "client-reference-validated": {"odd_reference"},
    "unknown-replace-rejected": {"replace_of_nothing"},
    "used-replacement-rejected": {"replace_to_a_used_token"},
    "used-replacement-cancels": {"replace_to_a_used_token"},
    "invalid-replace-ignored": {"invalid_replace", "token_of_an_invalid_replace"},
    "invalid-replace-rejected": {"invalid_replace"},
    "invalid-replace-consumes": {"token_of_an_invalid_replace"},
    "replace-quantity-is-open": {"replaced_after_a_fill", "total_of_the_fills"},
    "low-total-comes-dead": {"total_below_the_fills"},
    "equal-total-cancels": {"total_of_the_fills"},
    "cancel-quantity-is-a-size": {"cancel_with_a_quantity"},
    "superfluous-cancel-answered": {"cancel_too_late"},
    "resting-order-cancelled-unasked": {"resting"},
    "bad-time-has-unlisted-reason": {"time_in_force"},
    "orders-after-end-of-day": {"end_of_day"},
    "dead-order-is-cancelled": {"below_the_minimum", "immediate_filled_in_nothing", "total_of_the_fills"},
    "accepted-shows-agency": {"own_account"},
    "order-numbers-stand-still": {"order_numbers"},
    "replaced-names-itself": {"replaced_at_a_lower_price"},
    "replaced-shows-the-total": {"replaced_after_a_fill", "total_of_the_fills"},
    "replaced-twice": {"replaced_at_a_lower_price"},
    "sell-cancel-tells-the-size": {"cancel_after_a_fill", "total_below_the_fills"},
    "immediate-rest-cancelled-as-user": {"rest_of_an_immediate_order"},
    "self-match-trades": {"self_trade", "self_trade_with_the_oldest"},
    "prevented-tells-the-decrement": {"self_trade_with_the_oldest"},
    "executed-quantity-adds-up": {"several_fills"},
    "match-numbers-differ": {"both_sides", "immediate_with_a_minimum"},
    "rejected-order-is-cancelled": {"day_order_with_a_minimum"},
}
"""The dialogues in which each defect shows: its requirement, and others where the same rule works."""


@cache
def said(name: str) -> object:
    """What a dialogue gives at a venue without defects."""
    return DIALOGUES[name](Exchange())


@pytest.mark.parametrize("defect", ORDERS)
def test_defect_shows_where_it_should_and_nowhere_else(defect: str) -> None:
    """With the defect on, exactly the dialogues named come out otherwise."""
    changed = {name for name, dialogue in DIALOGUES.items() if dialogue(Exchange(defect)) != said(name)}
    assert changed == SHOWS[defect]


@pytest.mark.parametrize("protocol", [BONDS, OSAKA])
def test_the_editions_have_the_same_defects(protocol: str) -> None:
    """One fault under one name; yields below 0 are a matter of bonds."""
    more = {"negative-yield-refused"} if protocol == BONDS else set()
    assert set(defects_of(protocol)) == set(defects_of(EQUITIES)) | more


def test_a_negative_yield_is_refused_with_its_defect() -> None:
    """JNXB-P35: the order is rejected for its price."""
    assert [each.type for each in BondExchange().a(bond(1, price=-1))] == [b"A"]
    assert [each.type for each in BondExchange("negative-yield-refused").a(bond(1, price=-1))] == [b"J"]


@pytest.mark.parametrize(("defects", "first"), [((), b"S"), (("start-of-day-missing",), b"A")])
def test_first_message_of_the_day(open_venue: Opener, defects: tuple[str, ...], first: bytes) -> None:
    """JNX-P14: the stream opens with Start of Day; with the defect it opens with the first order."""
    member = Member(open_venue(protocol=EQUITIES, defects=frozenset(defects)).address, sequence=b"1")
    member.say(enter(1))

    assert told(member.sequenced()).type == first


def test_orders_go_with_the_last_connection_and_not_with_one_that_is_taken_over(open_venue: Opener) -> None:
    """JNX-P3: a login that takes over leaves the orders; once nobody is there they are withdrawn with L."""
    venue = open_venue(protocol=EQUITIES)
    first = Member(venue.address)
    first.say(enter(1))
    assert told(first.sequenced()).type == b"A"

    second = Member(venue.address)
    second.say(enter(2))
    assert told(second.sequenced()).type == b"A"
    second.close()

    assert eventually(lambda: venue.control("status")["users"]["MEMBRA"]["messages"] == 5)
    third = Member(venue.address, sequence=b"4")
    heard = [told(third.sequenced()) for _ in range(2)]
    assert [(each.type, each.token, each.reason) for each in heard] == [(b"C", 1, b"L"), (b"C", 2, b"L")]
