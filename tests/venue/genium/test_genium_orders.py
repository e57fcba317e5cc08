"""What the reference venue answers in Genium OUCH, message by message (4.1 and 4.2)."""

from __future__ import annotations

import struct
from types import SimpleNamespace

import pytest

from ouch_conformance.venue import EmbeddedVenue, Instrument, VenueError, VenueSettings
from ouch_conformance.venue.defects import Defects
from ouch_conformance.venue.genium.combinations import Combinations
from tests.judge.judge_bytes_jpx import COMBINATION, LEGS, cancel, cancel_by_id, enter, mass_cancel, padded, replace
from tests.venue.genium.hand_written_genium import Osaka, told
from tests.venue.hand_written import Member

KILL, KILL_WHOLE = 3, 4
UNCHANGED = -(1 << 31)


def codes(market: Osaka, *requests: bytes) -> list[int]:
    """The reject codes that answer some requests."""
    return codes_of(market.a(*requests))


def codes_of(told: list[SimpleNamespace]) -> list[int]:
    """The reject codes among some answers."""
    return [heard.code for heard in told if heard.type == b"J"]


def test_an_order_is_told_of_as_it_stands_once_it_has_matched() -> None:
    """4.2.1: 200 of 500 are left, the fill that explains it comes behind, and later stamps are later."""
    market = Osaka()
    market.b(enter("SELL", b"S", 300))
    accepted, executed = market.a(enter("BUY", b"B", 500))

    assert (accepted.type, accepted.token, accepted.quantity, accepted.state) == (b"A", b"BUY", 200, 1)
    assert (executed.type, executed.quantity, executed.price) == (b"E", 300, 1_000)
    assert accepted.timestamp < executed.timestamp
    assert [(each.type, each.quantity) for each in market.b()] == [(b"E", 300)]


@pytest.mark.parametrize(("life", "filled", "told"), [(KILL, 100, b"AEC"), (KILL_WHOLE, 0, b"AC")])
def test_immediate_orders_leave_nothing(life: int, filled: int, told: bytes) -> None:
    """4.1.1: fill-and-kill trades 100 of 300, fill-or-kill none; both are off the book and cancelled."""
    market = Osaka()
    market.b(enter("SELL", b"S", 100))
    heard = market.a(enter("BUY", b"B", 300, life=life))

    assert b"".join(each.type for each in heard) == told
    assert (heard[0].quantity, heard[0].state) == (0, 2)
    assert sum(each.quantity for each in heard if each.type == b"E") == filled
    assert heard[-1].reason == 9


def test_fill_or_kill_trades_in_whole_where_it_can() -> None:
    """4.1.1: two sells make up the 300 that are asked for."""
    market = Osaka()
    market.b(enter("S1", b"S", 100), enter("S2", b"S", 200))
    heard = market.a(enter("BUY", b"B", 300, life=KILL_WHOLE))

    assert [each.type for each in heard] == [b"A", b"E", b"E"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (b"O" + padded("X") + struct.pack(">icQiBB", 9_999, b"B", 100, 1, 0, 0) + b" " * 63, -800_006),
        (enter("X", b"Z"), -800_008),
        (enter("X", life=7), -800_010),
        (b"O" + padded("X") + struct.pack(">icQiBB", 1_301, b"B", 100, 1, 0, 9) + b" " * 63, -800_016),
        (b"O" + padded("X") + struct.pack(">icQiBB", 1_333, b"B", 100, 1, 0, 0) + b" " * 63, -110_155),
        (enter("X", quantity=101), -110_157),
        (enter("X", quantity=0), -110_159),
        (enter("X", price=UNCHANGED), -110_161),
        (cancel("NEVER"), -800_004),
        (replace("NEVER", "NEW"), -800_004),
        (cancel_by_id(7), -800_012),
        (mass_cancel()[:19] + b"\x02" + b" " * 16, -800_022),
    ],
)
def test_what_cannot_be_done_is_refused_by_number(request_: bytes, code: int) -> None:
    """The product's own codes, for every request."""
    assert codes(Osaka(), request_) == [code]


def test_a_token_is_used_once_a_day_by_its_account() -> None:
    """3.1: whatever became of the order, and whether it is entered or replaces one."""
    market = Osaka()
    market.a(enter("ONE"), enter("TWO"), cancel("ONE"))

    assert codes(market, enter("ONE"), enter("TWO"), replace("TWO", "ONE")) == [-800_002] * 3
    assert [each.type for each in market.b(enter("TWO"))] == [b"A"]


def test_what_is_executed_comes_off_the_total_of_a_replace() -> None:
    """4.1.3.1: 1,000 entered, 200 traded: 900 leaves 700, 1,200 leaves 1,000, and 100 leaves nothing."""
    for total, left, state in ((900, 700, 1), (1_200, 1_000, 1), (100, 0, 2)):
        market = Osaka()
        market.a(enter("ONE", quantity=1_000))
        market.b(enter("SELL", b"S", 200))
        _, replaced = market.a(replace("ONE", "TWO", total))
        assert (replaced.type, replaced.token, replaced.former) == (b"U", b"TWO", b"ONE")
        assert (replaced.quantity, replaced.state) == (left, state)


def test_what_a_replace_leaves_unset_stays() -> None:
    """4.1.3: the price of 0x80000000, a quantity of 0 and texts that begin with NUL change nothing."""
    market = Osaka()
    market.a(enter("ONE")[:34] + b"ACCT 7".ljust(16) + b"cust 5".ljust(15) + b"by hand".ljust(32))
    unset = b"U" + padded("ONE") + padded("TWO") + struct.pack(">QiB", 0, UNCHANGED, 0) + bytes(63)
    blank = b"U" + padded("TWO") + padded("THREE") + struct.pack(">QiB", 0, 990, 1) + b" " * 63
    first, second = market.a(unset, blank)

    assert (first.quantity, first.price, first.position) == (500, 1_000, 0)
    assert (first.account, first.customer, first.exchange) == (b"ACCT 7", b"cust 5", b"by hand")
    assert (second.price, second.position, second.account) == (990, 1, b"")


def test_a_failed_replace_keeps_the_order() -> None:
    """4.1.3: the refusal bears the new token, and the order trades as it was."""
    market = Osaka()
    market.a(enter("ONE"))
    [refused] = market.a(replace("ONE", "TWO", 101))
    market.b(enter("SELL", b"S", 500))

    assert (refused.type, refused.token) == (b"J", b"TWO")
    assert [(each.token, each.quantity) for each in market.a()] == [(b"ONE", 500)]


def test_any_token_of_a_chain_finds_the_order() -> None:
    """4.1.3: its first, and its newest; a cancel too."""
    market = Osaka()
    market.a(enter("ONE"), replace("ONE", "TWO"))
    [third] = market.a(replace("ONE", "THREE"))
    [gone] = market.a(cancel("ONE"))

    assert (third.token, third.former) == (b"THREE", b"TWO")
    assert (gone.type, gone.token, gone.reason) == (b"C", b"THREE", 1)
    assert codes(market, cancel("THREE")) == [-800_014]


def test_an_order_id_finds_the_order_of_any_session() -> None:
    """4.1.5: ids count in book and side; whose order another member cancels hears that a proxy did."""
    market = Osaka()
    buy, sell = market.a(enter("BUY"), enter("SELL", b"S", price=2_000))
    assert (buy.number, sell.number) == (1, 1)

    assert market.b(cancel_by_id(1, b"S")) == []
    assert [(each.token, each.reason) for each in market.a()] == [(b"SELL", 10)]
    assert [(each.token, each.reason) for each in market.a(cancel_by_id(1))] == [(b"BUY", 1)]


def test_a_mass_cancel_counts_the_orders_of_its_firm() -> None:
    """4.1.6: the number first, then a cancel for each; an underlying or an account narrows it."""
    market = Osaka()
    market.a(enter("ONE"), enter("TWO"))
    market.b(enter("THEIRS", price=900))
    elsewhere = mass_cancel("ELSE")[:15] + struct.pack(">IB", 1_332, 1) + b" " * 16
    none, told, *gone = market.a(elsewhere, mass_cancel("ALL"))

    assert [(each.type, each.token, each.status) for each in (none, told)] == [(b"M", b"ELSE", 0), (b"M", b"ALL", 2)]
    assert {each.token for each in gone} == {b"ONE", b"TWO"}
    assert market.b() == []


def test_a_market_makers_order_has_the_defaults() -> None:
    """4.1.2: no time in force, no open or close, no customer info."""
    quote = b"P" + padded("MM") + struct.pack(">icQi", 1_301, b"B", 100, 990) + b"ACCT 7".ljust(16) + b" " * 32
    [accepted] = Osaka().a(quote)

    assert (accepted.life, accepted.position, accepted.account, accepted.customer) == (0, 0, b"ACCT 7", b"")


def test_a_combination_trades_in_its_legs() -> None:
    """4.2.6: one Executed for each leg in its book; prices differ by the combination's 5, ids are the trade's."""
    market = Osaka()
    [accepted, *none] = market.b(enter("SELL", b"S", 300, 5, book=COMBINATION))
    heard = market.a(enter("BUY", b"B", 100, 5, book=COMBINATION))

    assert (accepted.book, accepted.price, accepted.state, none) == (COMBINATION, 5, 1, [])
    for legs in (heard[1:], market.b()):
        assert [(each.type, each.book, each.quantity) for each in legs] == [(b"E", leg, 100) for leg in LEGS]
        assert (legs[0].price - legs[1].price, {each.source for each in legs}) == (5, {7})
        assert len({(each.match, each.group) for each in legs}) == 1
        assert legs[0].group != 0


def test_a_combination_meets_no_order_of_its_legs() -> None:
    """Its book is its own: a buy above every outright price stays where it is."""
    market = Osaka()
    market.b(enter("SELL", b"S"))

    assert [each.type for each in market.a(enter("BUY", b"B", 500, 2_000, book=COMBINATION))] == [b"A"]


def test_0_and_less_are_prices_of_a_combination() -> None:
    """4.1.3: only 0x80000000 leaves a price."""
    market = Osaka()
    requests = (enter("ONE", price=-5, book=COMBINATION), replace(price=0), replace("TWO", "THREE", price=UNCHANGED))

    assert [each.price for each in market.a(*requests)] == [-5, 0, 0]


@pytest.mark.parametrize("legs", [("A", "C"), ("A", "B")])
def test_a_combination_of_what_is_not_there_cannot_be(legs: tuple[str, str]) -> None:
    """Each leg is a single instrument of the venue."""
    symbols = (Instrument("A"), Instrument("B", legs=("A", "A")), Instrument("X", legs=legs))
    with pytest.raises(VenueError, match="no single instrument"):
        Combinations({each.symbol: each for each in symbols}, Defects())


@pytest.mark.parametrize(
    ("decimals", "price", "told"), [((2, 3), 5, [(1, 1_005), (2, 10_000)]), ((3, 2), -5, [(1, 9_950), (2, 1_000)])]
)
def test_legs_have_the_decimals_of_their_books(
    decimals: tuple[int, int], price: int, told: list[tuple[int, int]]
) -> None:
    """A difference of 0.05 is 5 with two decimals and 50 with three."""
    first, second = (Instrument(symbol, decimals=each) for symbol, each in zip("12", decimals, strict=True))
    symbols = {"1": first, "2": second, "3": Instrument("3", legs=("1", "2"))}

    assert list(Combinations(symbols, Defects()).told("3", price)) == told


def test_the_operator_reduces_an_order() -> None:
    """4.2.4: no new token, the current one as the former; the order keeps its token, its id and its place."""
    market = Osaka()
    market.a(enter("ONE"), replace("ONE", "TWO"), enter("BEHIND"))
    market.control("reduce_order", user="MEMBRA", token="TWO", quantity=200)
    [told] = market.a()

    assert (told.type, told.token, told.former, told.number) == (b"U", b"", b"TWO", 1)
    assert (told.quantity, told.price, told.state) == (200, 1_000, 1)
    market.b(enter("SELL", b"S", 300))
    assert [(each.token, each.quantity) for each in market.a()] == [(b"TWO", 200), (b"BEHIND", 100)]


@pytest.mark.parametrize("quantity", [0, 500, 600])
def test_the_operator_reduces_to_less_and_not_to_nothing(quantity: int) -> None:
    """Anything else is no reduction; what cannot be done is said."""
    market = Osaka()
    market.a(enter("ONE"))
    with pytest.raises(VenueError, match="500 open, it cannot be reduced"):
        market.control("reduce_order", user="MEMBRA", token="ONE", quantity=quantity)
    with pytest.raises(VenueError, match="no live order TWO"):
        market.control("reduce_order", user="MEMBRA", token="TWO", quantity=1)


def test_a_token_of_digits_is_one() -> None:
    """Whoever drives the operator may give it as a number."""
    with EmbeddedVenue(VenueSettings(protocol=Osaka.protocol)) as venue:
        member = Member(venue.address)
        member.say(enter("1234"))
        assert told(member.sequenced()).type == b"A"
        venue.control("cancel_order", user="MEMBRA", token=1234)

        canceled = told(member.sequenced())
        assert (canceled.type, canceled.token) == (b"C", b"1234")


def test_an_order_without_its_connection_is_inactivated() -> None:
    """4.2.5: told once, off the book, out of reach of its token; its order id cancels it, and that is told, too."""
    market = Osaka()
    market.d(enter("ONE"), enter("TWO", price=990))
    market.lose("MEMD")
    market.lose("MEMD")
    assert [(each.type, each.token, each.reason) for each in market.d()] == [(b"C", b"ONE", 4), (b"C", b"TWO", 4)]

    assert [each.type for each in market.b(enter("SELL", b"S"))] == [b"A"]
    assert codes_of(market.d(cancel(), replace("ONE", "NEW"))) == [-800_014, -800_004]
    assert [(each.type, each.token, each.reason) for each in market.d(cancel_by_id(1))] == [(b"C", b"ONE", 1)]
    assert codes_of(market.d(cancel_by_id(1))) == [-800_012]


def test_the_orders_of_other_accounts_outlive_their_connection() -> None:
    """4.2.5: the option is one of the account."""
    market = Osaka()
    market.a(enter("ONE"))
    market.lose("MEMBRA")

    assert market.a() == []
    assert [each.type for each in market.b(enter("SELL", b"S"))] == [b"A", b"E"]


def test_what_is_no_request_is_dropped() -> None:
    """An unknown type, a byte too many, and text that cannot be printed are answered by nothing."""
    market = Osaka()
    odd = enter("ONE")[:34] + b"\x01" * 63

    assert market.a(b"Q", enter("ONE") + b" ", odd, b"") == []


def test_the_operator_halts_and_cancels() -> None:
    """A book that is halted takes no orders; a cancel by the operator is the system's."""
    market = Osaka()
    market.a(enter("ONE"))
    market.control("halt", symbol="1301")
    assert codes(market, enter("TWO")) == [-110_155]
    market.control("resume", symbol="1301")
    market.control("cancel_order", user="MEMBRA", token="ONE")

    assert [(each.token, each.reason) for each in market.a()] == [(b"ONE", 9)]
