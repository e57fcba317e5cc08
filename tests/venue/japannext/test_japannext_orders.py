"""Orders, replaces and cancels at the venue that speaks Japannext OUCH."""

from __future__ import annotations

import pytest

from tests.venue.japannext.hand_written_japannext import (
    DAY,
    IMMEDIATE,
    PRICE,
    BondExchange,
    Exchange,
    OsakaExchange,
    bond,
    cancel,
    enter,
    replace,
)


def seen(heard: list, *names: str) -> list[tuple]:  # type: ignore[type-arg]
    """The type of each message and some of its fields."""
    return [(each.type, *(getattr(each, name) for name in names)) for each in heard]


def test_accepted_in_65_bytes() -> None:
    """JNX-P15: the order as it was entered, its number, and its state."""
    [accepted] = Exchange().a(
        enter(7, b"S", 500, reference=b"ref", group=b"NGHT", capacity=b"P", classification=b"4", margin=b"3")
    )

    assert len(accepted.raw) == 65
    assert accepted.raw[9:50] == (
        bytes.fromhex("00000007")
        + b"ref       S"
        + bytes.fromhex("000001f4")
        + b"1301NGHT"
        + bytes.fromhex("00002710 0001869f 00000000")
        + b" P"
    )
    assert accepted.raw[58:] == bytes.fromhex("00000000") + b"L43"


@pytest.mark.parametrize("token", [1, 4, 5])
def test_a_token_out_of_sequence_is_ignored(token: int) -> None:
    """JNX-P5, JNX-P23: equal or lower, used or not, there is no answer; a gap is no fault."""
    market = Exchange()
    assert seen(market.a(enter(2), enter(5), enter(token)), "token") == [(b"A", 2), (b"A", 5)]
    assert seen(market.a(enter(1_000)), "token") == [(b"A", 1_000)]


def test_tokens_count_for_each_account() -> None:
    """JNX-P34: what A used is free for B."""
    market = Exchange()
    assert market.a(enter(5))[0].token == market.b(enter(5))[0].token == 5


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        pytest.param(enter(1, book=b"NONE"), b"S", id="unknown orderbook"),
        pytest.param(enter(1, group=b"DJGB"), b"c", id="unknown group"),
        pytest.param(enter(1, tif=3_600), b"Y", id="time in force"),
        pytest.param(enter(1, b"Q"), b"O", id="side"),
        pytest.param(enter(1, margin=b"9"), b"G", id="cash margin type"),
        pytest.param(enter(1, firm=7), b"L", id="a client's MPID"),
        pytest.param(enter(1, quantity=0), b"Z", id="no quantity"),
        pytest.param(enter(1, price=0), b"X", id="no price"),
        pytest.param(enter(1, price=0x7FFFFFFF), b"X", id="above the highest price"),
        pytest.param(enter(1, display=b"Z"), b"D", id="display"),
        pytest.param(enter(1, minimum=50), b"N", id="minimum quantity of a day order"),
        pytest.param(enter(1, tif=IMMEDIATE, minimum=101), b"N", id="minimum above the quantity"),
    ],
)
def test_rejected_and_nothing_else(order: bytes, reason: bytes) -> None:
    """JNX-P6, JNX-P21, JNX-P24: 14 bytes with the token and a reason; here the token is used up."""
    market = Exchange()
    [rejected] = market.a(order)

    assert (len(rejected.raw), rejected.type, rejected.token, rejected.reason) == (14, b"J", 1, reason)
    assert market.a(enter(1)) == []


def test_an_immediate_order_that_meets_nothing_is_dead() -> None:
    """JNX-P15: Accepted of state D, and nothing more."""
    assert seen(Exchange().a(enter(1, tif=IMMEDIATE)), "state") == [(b"A", b"D")]


def test_the_rest_of_an_immediate_order_is_cancelled() -> None:
    """JNX-P37, JNX-P20: it is live, trades, and what is left goes with I; both sides share the match number."""
    market = Exchange()
    market.a(enter(1, b"S", 200))
    accepted, filled, canceled = market.b(enter(1, quantity=500, tif=IMMEDIATE))
    [other] = market.a()

    assert (accepted.state, accepted.quantity) == (b"L", 500)
    assert (len(filled.raw), filled.quantity, filled.price, filled.flag) == (30, 200, PRICE, b"R")
    assert (canceled.quantity, canceled.reason) == (300, b"I")
    assert (other.token, other.quantity, other.flag, other.match) == (1, 200, b"A", filled.match)


@pytest.mark.parametrize(("minimum", "types"), [(200, b"AEC"), (201, b"A")])
def test_minimum_quantity_of_an_immediate_order(minimum: int, types: bytes) -> None:
    """JNX-P7: it trades at least so much, or is dead."""
    market = Exchange()
    market.a(enter(1, b"S", 200))
    heard = market.b(enter(1, quantity=500, tif=IMMEDIATE, minimum=minimum))
    assert b"".join(each.type for each in heard) == types


def test_replaced_has_the_old_token_last() -> None:
    """JNX-P16: 52 bytes, the new token at 9, the old one at 48."""
    _, replaced = Exchange().a(enter(3, b"E", 500), replace(3, 9, 300, PRICE + 1, tif=IMMEDIATE))

    assert len(replaced.raw) == 52
    assert replaced.raw[9:35] == (
        bytes.fromhex("00000009")
        + b"E"
        + bytes.fromhex("0000012c")
        + b"1301DAY "
        + bytes.fromhex("00002711 00000000")
        + b" "
    )
    assert replaced.raw[43:] == bytes.fromhex("00000000") + b"D" + bytes.fromhex("00000003")


def test_the_worked_numbers_of_a_chain() -> None:
    """JNX-P11: 100 with 25 and 15 executed; to keep 60 send 100."""
    market = Exchange()
    market.a(enter(1))
    market.b(enter(1, b"S", 25), enter(2, b"S", 15))
    assert seen(market.a(replace(1, 2, 100))[2:], "quantity", "state") == [(b"U", 60, b"L")]


@pytest.mark.parametrize(
    ("total", "answer"), [(39, (b"C", 60)), (40, (b"U", 0)), (41, (b"U", 1))], ids=["below", "equal", "above"]
)
def test_totals_about_what_was_executed(total: int, answer: tuple[bytes, int]) -> None:
    """JNX-P12: below it the order is cancelled, equal to it the replacement is gone already."""
    market = Exchange()
    market.a(enter(1))
    market.b(enter(1, b"S", 40))
    assert seen(market.a(replace(1, 2, total))[1:], "quantity") == [answer]


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"minimum": 50}, b"N"),
        ({"tif": 3_600}, b"Y"),
        ({"display": b"Z"}, b"D"),
        ({"price": 0}, b"X"),
        ({"quantity": 0}, b"Z"),
    ],
)
def test_an_invalid_replace_ends_the_order(details: dict[str, object], reason: bytes) -> None:
    """JNX-P10: the existing order is cancelled whole, and the new token serves for the next order."""
    market = Exchange()
    market.a(enter(1, quantity=500))
    canceled, accepted = market.a(replace(1, 2, **{"quantity": 500} | details), enter(2))  # type: ignore[arg-type]

    assert (canceled.type, canceled.token, canceled.quantity, canceled.reason) == (b"C", 1, 500, reason)
    assert (accepted.type, accepted.token) == (b"A", 2)


def test_a_replace_that_is_ignored() -> None:
    """JNX-P9: of no live order, or to a token out of sequence; the order stays as it is."""
    market = Exchange()
    market.a(enter(1), enter(5))
    assert market.a(replace(2, 9), replace(1, 5), replace(1, 4), replace(1, 1)) == []
    assert seen(market.a(cancel(1)), "quantity") == [(b"C", 100)]
    assert market.a(replace(1, 10)) == []


@pytest.mark.parametrize("quantity", [0, 30, 100, 900])
def test_a_cancel_takes_out_the_whole_order(quantity: int) -> None:
    """JNX-P13: whatever quantity it names; a second one is superfluous and has no answer."""
    market = Exchange()
    market.a(enter(1))
    assert seen(market.a(cancel(1, quantity), cancel(1), cancel(77)), "quantity", "reason") == [(b"C", 100, b"U")]


def test_orders_go_with_their_member() -> None:
    """JNX-P3: one Canceled of reason L for each; those of others stay."""
    market = Exchange()
    market.a(enter(1, quantity=300), enter(2, quantity=200, price=PRICE - 1))
    market.b(enter(1, price=PRICE - 2))

    assert seen(market.leaves(), "token", "quantity", "reason") == [(b"C", 1, 300, b"L"), (b"C", 2, 200, b"L")]
    assert seen(market.b(cancel(1)), "quantity") == [(b"C", 100)]
    assert market.leaves() == []


def test_nothing_executes_behind_the_end_of_the_day() -> None:
    """JNX-P14: an order is rejected, a replace ends its order; a cancel still works."""
    market = Exchange()
    market.a(enter(1), enter(2))
    market.control("end_of_day")

    assert seen(market.b(enter(1, b"S")), "type")[1:] == [(b"J", b"J")]
    assert seen(market.a(replace(1, 3), cancel(2))[1:], "token", "reason") == [(b"C", 1, b"R"), (b"C", 2, b"U")]


@pytest.mark.parametrize(("quantity", "prevented"), [(300, 200), (200, 200)])
def test_self_trade_prevention(quantity: int, prevented: int) -> None:
    """JNX-P19: AIQ Canceled of 27 bytes for both, with reason M, quantity and price of the trade that was prevented."""
    market = Exchange()
    heard = market.a(enter(1, b"S", 200, book=b"1605"), enter(2, quantity=quantity, book=b"1605"))[2:]

    assert {len(each.raw) for each in heard} == {27}
    assert seen(heard, "token", "quantity", "reason", "prevented", "price", "flag") == [
        (b"D", 1, 200, b"M", prevented, PRICE, b"A"),
        (b"D", 2, 200, b"M", prevented, PRICE, b"R"),
    ]


def test_a_post_only_order_steps_back() -> None:
    """JNX-P5: it is accepted, and cancelled with D where it would take; the document does not say how."""
    market = Exchange()
    market.a(enter(1, b"S"))
    assert seen(market.b(enter(1, display=b"P")), "type")[1:] == [(b"C", b"C")]


def test_bonds_have_numbers_for_books_and_yields_below_zero() -> None:
    """JNXB-P35: the orderbook id is a number, the price is signed, and Executed has 42 bytes with a counterparty."""
    market = BondExchange()
    [accepted] = market.a(bond(1, b"S", price=-50))
    market.b(bond(1, price=-50))
    [filled] = market.a()

    assert accepted.raw[28:40] == bytes.fromhex("00000515") + b"DJGB" + bytes.fromhex("ffffffce")
    assert (len(filled.raw), filled.price, filled.quantity) == (42, -50, 100)
    assert market.a(bond(2, b"T"))[0].reason == b"O"
    assert seen(market.a(bond(3, tif=DAY, price=0)), "state") == [(b"A", b"L")]


def test_osaka_has_one_group() -> None:
    """The layouts are those of Japannext's equities; DAY is the only market."""
    market = OsakaExchange()
    assert seen(market.a(enter(1), enter(2, group=b"NGHT"))) == [(b"A",), (b"J",)]
