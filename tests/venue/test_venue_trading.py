"""Executions at the reference venue (OUCH 5.0 3.5, 3.6, 3.13): price, time, both sides, and trades prevented."""

from __future__ import annotations

import struct

import pytest

from ouch_conformance.venue import Account
from tests.venue.hand_written import CHANNEL_5, Member, Opener, cancel, counted, enter, option, replace


def shares(tag: int, count: int) -> bytes:
    """An option whose value is a number of shares."""
    return option(tag, struct.pack(">I", count))


def aiq(code: bytes, group: bytes = b"") -> bytes:
    """The options AIQ Strategy and AIQ Group ID."""
    return option(29, code) + (option(30, group) if group else b"")


def test_executed_in_36_bytes_on_both_sides(member: Member, member_b: Member) -> None:
    """OUCH50-3.6-01: both sides are told of one match number, quantity and price; A added, R removed."""
    member.hears(enter(1, b"B", 500))
    mine = member_b.hears(enter(7, b"S", 200))[1]
    theirs = member.hears_one()

    assert theirs.raw[9:25] == bytes.fromhex("00000001 000000c8 00000000000186a0")
    assert mine.raw[9:25] == bytes.fromhex("00000007 000000c8 00000000000186a0")
    assert (theirs.flag, mine.flag) == (b"A", b"R")
    assert theirs.match == mine.match
    assert theirs.appendage == mine.appendage == b"\x00\x00"


def test_members_trade_with_themselves(member: Member) -> None:
    """OUCH50-3.6-01: without self match prevention one session sees both sides of its trade."""
    heard = member.hears(enter(1, b"B", 100), enter(2, b"S", 100))

    assert [(told.type, told.number) for told in heard] == [(b"A", 1), (b"A", 2), (b"E", 1), (b"E", 2)]
    assert heard[2].match == heard[3].match


def test_price_is_the_resting_orders(member: Member, member_b: Member) -> None:
    """OUCH50-3.6-02: the incoming order gets the better price that rests."""
    member.hears(enter(1, b"S", 100, 99_000))
    executed = member_b.hears(enter(1, b"B", 100, 101_000))[1]

    assert executed.price == 99_000


def test_best_price_then_time(member: Member, member_b: Member) -> None:
    """OUCH50-3.6-01: several resting orders trade one by one, each with a match number of its own."""
    member.hears(
        enter(1, b"S", 100, 100_100),
        enter(2, b"S", 100, 100_000),
        enter(3, b"S", 100, 100_000),
        enter(4, b"S", 50, 99_900),
    )
    heard = member_b.hears(enter(1, b"B", 320, 100_100))[1:]

    assert [(told.quantity, told.price) for told in heard] == [
        (50, 99_900),
        (100, 100_000),
        (100, 100_000),
        (70, 100_100),
    ]
    assert [told.number for told in member.hears()] == [4, 2, 3, 1]
    assert len({told.match for told in heard}) == 4


def test_limits_do_not_trade_through(member: Member, member_b: Member) -> None:
    """OUCH50-3.6-02: a buy below and a sell above the resting price do not trade."""
    member.hears(enter(1, b"B", 100, 99_900), enter(2, b"S", 100, 100_100))

    assert member_b.types(enter(1, b"S", 100, 100_000), cancel(1), enter(2, b"B", 100, 100_000)) == b"ACA"


def test_symbols_do_not_mix(member: Member) -> None:
    """OUCH50-3.6-01: orders meet in their own symbol only."""
    assert member.types(enter(1, b"B"), enter(2, b"S", symbol=b"OUCHB")) == b"AA"


def test_hidden_shares_come_after_displayed_ones(member: Member, member_b: Member) -> None:
    """OUCH50-3.6-01: at one price displayed orders trade first; a hidden one adds with flag J."""
    member.hears(enter(1, b"S", 100, display=b"N"), enter(2, b"S", 100), enter(3, b"S", 100, display=b"A"))
    member_b.hears(enter(1, b"B", 300))

    assert [(told.number, told.flag) for told in member.hears()] == [(2, b"A"), (3, b"A"), (1, b"J")]


def test_hidden_shares_may_rank_by_time(open_venue: Opener) -> None:
    """The ranking of hidden orders is not in the document: `displayed_first` False ranks by time alone."""
    member = Member(open_venue(displayed_first=False).address)
    heard = member.hears(enter(1, b"S", 100, display=b"N"), enter(2, b"S", 100), enter(3, b"B", 100))

    assert heard[3].number == 1


def test_executed_carries_the_channel(member: Member) -> None:
    """OUCH50-3-02, OUCH50-3-03: each side carries its own channel, or an Appendage Length of 0."""
    heard = member.hears(enter(1, b"B", options=CHANNEL_5), enter(1, b"S"))

    assert [told.appendage for told in heard[2:]] == [counted(CHANNEL_5), counted(b"")]


@pytest.mark.parametrize(
    ("resting", "answer"), [([200], b"A"), ([300], b"AE"), ([200, 300], b"AE"), ([200, 200], b"A")]
)
def test_minimum_quantity_of_an_incoming_order(
    member: Member, member_b: Member, resting: list[int], answer: bytes
) -> None:
    """OUCH50-2.1-05: an order of minimum 300 takes no execution below it, and passes smaller orders over."""
    member.hears(*(enter(number, b"S", quantity) for number, quantity in enumerate(resting, 1)))

    assert member_b.types(enter(1, b"B", 500, options=shares(3, 300))) == answer


def test_minimum_quantity_of_a_resting_order(member: Member, member_b: Member) -> None:
    """OUCH50-2.1-05: a smaller incoming order goes past it to the next; a big enough one trades."""
    member.hears(enter(1, b"S", 500, options=shares(3, 300)), enter(2, b"S", 100))
    member_b.hears(enter(1, b"B", 100))
    assert member.hears_one().number == 2
    member_b.hears(enter(2, b"B", 300))
    assert member.hears_one().number == 1


def test_ioc_below_the_minimum_is_dead(member: Member) -> None:
    """OUCH50-2.1-04, OUCH50-2.1-05: an IOC whose minimum is not there meets nothing."""
    heard = member.hears(enter(1, b"S", 200), enter(2, b"B", 500, tif=b"3", options=shares(3, 300)))

    assert [told.state for told in heard] == [b"L", b"D"]


def test_finished_orders_are_gone(member: Member) -> None:
    """OUCH50-3.4-02: after the last share nothing answers to the number."""
    member.hears(enter(1, b"B", 100), enter(2, b"S", 100))

    assert member.hears(cancel(1), cancel(2), replace(1, 3), replace(2, 3)) == []


def test_reserve_orders_show_their_next_shares(member: Member, member_b: Member) -> None:
    """OUCH50-3.13-01: when the shown shares are gone, Restated R tells the next ones and the reference on the feed."""
    member.hears(enter(1, b"S", 500, options=shares(5, 200)), enter(2, b"S", 100))
    member_b.hears(enter(1, b"B", 400))
    heard = member.hears()

    assert [(told.type, told.number) for told in heard] == [(b"E", 1), (b"R", 1), (b"E", 2), (b"E", 1)]
    assert [told.quantity for told in heard if told.type == b"E"] == [200, 100, 100]
    restated = heard[1]
    assert restated.reason == b"R"
    assert shares(22, 200) in restated.appendage
    assert restated.appendage[2:4] == b"\x09\x01"
    member_b.hears(enter(2, b"B", 200))
    assert [(told.type, getattr(told, "quantity", 0)) for told in member.hears()] == [
        (b"E", 100),
        (b"R", 0),
        (b"E", 100),
    ]


def test_reserve_restated_carries_the_channel(member: Member) -> None:
    """OUCH50-3-03: Restated repeats the order's channel beside its own options."""
    member.hears(enter(1, b"S", 500, options=shares(5, 200) + CHANNEL_5))
    restated = member.hears(enter(1, b"B", 200))[3]

    assert (restated.type, restated.appendage.endswith(CHANNEL_5)) == (b"R", True)


def test_prevented_decrements_both(member: Member) -> None:
    """OUCH50-3.5-01, OUCH50-3.5-02: strategy D: AIQ Canceled on both sides, prevented = decremented, no execution."""
    member.hears(enter(1, b"B", 300))
    heard = member.hears(enter(2, b"S", 200, 99_000, options=aiq(b"D")))

    assert [told.type for told in heard] == [b"A", b"D", b"D"]
    assert heard[1].raw[9:] == bytes.fromhex("00000001 000000c8 51 000000c8 00000000000186a0") + b"AD"
    assert heard[2].raw[9:] == bytes.fromhex("00000002 000000c8 51 000000c8 00000000000186a0") + b"RD"
    assert member.hears_one(cancel(1)).quantity == 100


def test_prevented_shares_count_in_the_chain(member: Member) -> None:
    """OUCH50-2.2-09: shares that were prevented from trading count like executed ones."""
    member.hears(enter(1, b"B", 500), enter(2, b"S", 100, options=aiq(b"D")))

    assert member.hears_one(replace(1, 3, 500)).quantity == 400


@pytest.mark.parametrize(
    ("code", "types", "left"),
    [
        pytest.param(b"Y", b"ACC", [100], id="decrement both, no details"),
        pytest.param(b"O", b"AD", [200], id="cancel oldest"),
        pytest.param(b"W", b"AD", [300], id="cancel newest"),
        pytest.param(b"R", b"ADD", [100], id="use remover"),
        pytest.param(b"N", b"AEE", [100], id="disabled"),
        pytest.param(b"*", b"AEE", [100], id="port default, none here"),
        pytest.param(b"d", b"ADD", [100], id="organisation"),
        pytest.param(b"E", b"ADD", [100], id="affiliate"),
        pytest.param(b"1", b"ADD", [100], id="any"),
    ],
)
def test_strategies(member: Member, code: bytes, types: bytes, left: list[int]) -> None:
    """OUCH50-3.5-01: each strategy takes out what it says, and no more (300 rest, 200 come)."""
    member.hears(enter(1, b"B", 300))

    assert member.types(enter(2, b"S", 200, options=aiq(code))) == types
    assert [told.quantity for told in member.hears(cancel(1), cancel(2))] == left


def test_cancel_oldest_differs_in_prevented_shares(member: Member) -> None:
    """OUCH50-3.5-01: with a smaller incoming order the oldest loses all its shares, fewer were prevented."""
    member.hears(enter(1, b"B", 300))
    canceled = member.hears(enter(2, b"S", 200, options=aiq(b"O") + CHANNEL_5))[1]

    assert (canceled.number, canceled.decrement, canceled.prevented) == (1, 300, 200)


def test_prevention_is_for_the_same_firm_and_group(member: Member, member_b: Member) -> None:
    """OUCH50-3.5-01: another firm, another member or another AIQ group trades."""
    group = aiq(b"D", b"G1")
    member.hears(enter(1, b"B", 100, options=option(2, b"FRMX")), enter(2, b"B", 100, 99_900))

    assert member_b.types(enter(1, b"S", 50, options=aiq(b"D"))) == b"AE"
    member.hears()
    assert member.types(enter(3, b"S", 50, options=aiq(b"D"))) == b"AEE"
    assert member.types(enter(4, b"S", 50, 99_900, options=group)) == b"AEE"
    member.hears(enter(5, b"B", 50, 99_950, options=group))
    assert member.types(enter(6, b"S", 50, 99_950, options=group)) == b"ADD"


def test_prevention_as_the_port_default(open_venue: Opener) -> None:
    """OUCH50-3.5-01: `self_match_prevention` holds for orders without a strategy, in every revision."""
    member = Member(open_venue(self_match_prevention="D", revision="1.04").address)
    member.hears(enter(1, b"B", 100))

    assert member.types(enter(2, b"S", 100)) == b"ADD"


def test_organisations_span_accounts(open_venue: Opener) -> None:
    """OUCH50-3.5-01: an organisation's strategy keeps two of its accounts from trading; a firm's does not."""
    accounts = (
        Account("MEMBRA", "alpha-pass", "FRMA", organisation="ORG"),
        Account("MEMBRB", "bravo-pass", "FRMB", organisation="ORG"),
    )
    address = open_venue(accounts=accounts).address
    member, member_b = Member(address), Member(address, b"MEMBRB")
    member.hears(enter(1, b"B", 300))

    assert member_b.types(enter(1, b"S", 100, options=aiq(b"D"))) == b"AE"
    assert member_b.types(enter(2, b"S", 100, options=aiq(b"d"))) == b"AD"


def test_prevented_reserve_shares_come_from_the_reserve(member: Member) -> None:
    """OUCH50-3.5-01: prevention goes on through a reserve order as trading would."""
    member.hears(enter(1, b"B", 300, options=shares(5, 100)))
    heard = member.hears(enter(2, b"S", 250, options=aiq(b"D")))

    assert [told.decrement for told in heard[1:]] == [100, 100, 100, 100, 50, 50]
