"""Histories that a correct venue tells: none of them gives a breach, and the model knows what rests after them."""

from __future__ import annotations

import struct

import pytest

from tests.judge.judge_bytes import (
    CHANNEL_5,
    CODEC,
    QUERY,
    TEN,
    Account,
    accepted,
    account_with,
    broken,
    cancel,
    cancel_pending,
    canceled,
    disable,
    disabled,
    enable,
    enabled,
    enter,
    event,
    executed,
    mass_cancel,
    mass_canceled,
    modified,
    modify,
    prevented,
    priority_update,
    queried,
    rejected,
    replace,
    replaced,
)

MARKET = 2_147_483_647
"""0x7FFFFFFF, the price of a market order for a cross (1.2)."""


def option(tag: int, value: bytes) -> bytes:
    """One TagValue element (1.2)."""
    return bytes((len(value) + 1, tag)) + value


def test_an_accepted_order_is_live_with_its_shares() -> None:
    """What Order Accepted says is what rests: quantity, price, side and symbol."""
    order = account_with().order(1)

    assert (order.state, order.open, order.intended) == ("live", 500, 500)
    assert (order.price, order.side, order.symbol) == (TEN, "B", "OUCHA")


def test_an_order_is_sent_before_it_is_live() -> None:
    """A request without an answer may or may not rest, and is not counted among the open orders."""
    account = Account()
    account.sends(enter())

    assert [order.key for order in account.model.unanswered()] == [(0, 1)]
    assert account.model.open_orders() == []


def test_partial_fills_take_shares_until_the_order_is_done() -> None:
    """Each Order Executed takes its own shares; with the last of them the order is done."""
    account = account_with(executed(quantity=200, match=1), executed(quantity=100, match=2))
    assert (account.order(1).open, account.order(1).executed) == (200, 300)

    assert account.finds(executed(quantity=200, match=3)) == []
    assert (account.order(1).state, account.order(1).open) == ("done", 0)


def test_a_partial_cancel_leaves_the_rest() -> None:
    """Order Canceled is incremental: the order lives on with what it does not take (3.4)."""
    account = account_with()
    account.sends(cancel(quantity=300))

    assert account.finds(canceled(quantity=200)) == []
    assert (account.order(1).live, account.order(1).open) == (True, 300)


def test_a_fill_that_beats_the_replace_comes_under_the_old_number() -> None:
    """A fill before Order Replaced belongs to the old order, and the chain keeps count of it (3.3)."""
    account = account_with()
    account.sends(replace(quantity=500))

    assert account.finds(executed(quantity=100), replaced(quantity=400), executed(2, 400, match=2)) == []
    assert (account.order(1).state, account.order(2).state) == ("replaced", "done")
    assert account.order(2).executed == 500


def test_replaces_make_a_chain() -> None:
    """Each replacement takes the place of the one before it; only the last one rests."""
    account = account_with()
    account.sends(replace(1, 2), replace(2, 3), replace(3, 4))

    assert account.finds(replaced(1, 2), replaced(2, 3, reference=7003), replaced(3, 4, reference=7004)) == []
    assert account.model.open_orders() == [account.order(4)]
    assert [link.key[1] for link in account.order(4).chain] == [4, 3, 2, 1]
    assert account.order(1).latest is account.order(4)


def test_a_replacement_may_come_dead() -> None:
    """Order Replaced with state D ends the chain (3.3)."""
    account = account_with()
    account.sends(replace())

    assert account.finds(replaced(state=b"D", quantity=0)) == []
    assert account.model.open_orders() == []


def test_an_invalid_replace_takes_the_order_out() -> None:
    """A Canceled with reason U answers a replace with invalid details (2.2), though nobody sent a cancel."""
    account = account_with()
    account.sends(replace(quantity=1_000_000))

    assert account.finds(canceled()) == []


def test_a_replace_may_be_rejected() -> None:
    """Rejected under the new number leaves the old order as it is (2.2)."""
    account = account_with()
    account.sends(replace())

    assert account.finds(rejected(2)) == []
    assert (account.order(1).state, account.order(2).state) == ("live", "refused")


def test_self_match_prevention_takes_shares() -> None:
    """AIQ Canceled takes the decrement; what was prevented counts for the chain (3.5)."""
    account = account_with(prevented(decrement=500, quantity=200))

    assert (account.order(1).state, account.order(1).prevented) == ("done", 200)


def test_a_mass_cancel_asks_for_every_cancel() -> None:
    """Canceled with reason U after a Mass Cancel Request was asked for, on every order (2.5)."""
    account = account_with()
    account.sends(enter(2), mass_cancel(3))
    account.hears(accepted(2))

    assert account.finds(mass_canceled(3), canceled(1), canceled(2)) == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param([modified(quantity=0)], id="Modified"),
        pytest.param([canceled()], id="Canceled"),
        pytest.param([modified(quantity=0), canceled()], id="Modified, Canceled"),
        pytest.param([canceled(), modified(quantity=0)], id="Canceled, Modified"),
    ],
)
def test_a_modify_to_nothing_is_answered_by_either_message_or_both(answer: list[bytes]) -> None:
    """Which of Order Modified and Order Canceled answers a Modify to 0 is not stated (2.4): both do."""
    account = account_with()
    account.sends(modify(quantity=0))

    assert account.finds(*answer) == []
    assert account.order(1).state == "done"


def test_a_modify_changes_side_and_shares() -> None:
    """Order Modified says what is outstanding and on which side (3.12)."""
    account = Account()
    account.sends(enter(side=b"S"), modify(quantity=300, side=b"T"))

    assert account.finds(accepted(side=b"S"), modified(quantity=300, side=b"T")) == []
    assert (account.order(1).open, account.order(1).side) == (300, "T")


def test_an_ioc_may_come_dead() -> None:
    """An order that meets nothing may be accepted dead (2.1, 3.2)."""
    account = Account()
    account.sends(enter())

    assert account.finds(accepted(state=b"D")) == []
    assert (account.order(1).state, account.order(1).open) == ("done", 0)


def test_an_ioc_may_be_cancelled() -> None:
    """What an IOC does not execute may be cancelled with reason I, for which nobody asks (2.1)."""
    account = account_with(executed(quantity=200))

    assert account.finds(canceled(quantity=300, reason=b"I")) == []


@pytest.mark.parametrize("number", [1, 2])
def test_the_number_of_the_entry_may_still_cancel(number: int) -> None:
    """Whether a Cancel by the old number reaches a replacement is not stated (2.3), nor under which number it ends."""
    account = account_with()
    account.sends(replace())
    account.hears(replaced())
    account.sends(cancel(1))

    assert account.finds(canceled(number)) == []
    assert account.model.open_orders() == []


def test_a_fill_may_be_better_than_the_limit() -> None:
    """A buy may trade below its limit, a sell above it (3.6)."""
    account = account_with()
    account.sends(enter(2, b"S"))

    assert account.finds(accepted(2, side=b"S"), executed(1, price=TEN - 100), executed(2, price=TEN + 100)) == []


@pytest.mark.parametrize("side", [b"B", b"S"])
def test_a_market_order_trades_at_any_price(side: bytes) -> None:
    """The mark of a market order is no limit, also for a sell, which could never trade above it (1.2)."""
    account = Account()
    account.sends(enter(side=side, price=MARKET))

    assert account.finds(accepted(side=side, price=MARKET), executed(price=TEN)) == []


@pytest.mark.parametrize("tag", [9, 11])
def test_discretion_lets_an_order_trade_beyond_its_price(tag: int) -> None:
    """Discretion Price (9) and Discretion Peg Offset (11) allow executions that the price alone would not."""
    discretion = option(tag, struct.pack(">Q", TEN + 500) if tag == 9 else struct.pack(">i", 500))
    account = Account()
    account.sends(enter(options=discretion), replace())

    assert account.finds(accepted(options=discretion), replaced(), executed(2, price=TEN + 500)) == []


def test_a_broken_trade_follows_its_execution() -> None:
    """Broken Trade with number and match number of an execution of the order (3.7)."""
    account = account_with(executed(quantity=200, match=9), executed(quantity=300, match=10))

    assert account.finds(broken(match=9)) == []


def test_every_answer_of_the_account_follows_its_request() -> None:
    """Query, disable, enable and mass cancel are answered once each (3.14 to 3.17)."""
    account = Account()
    account.sends(QUERY, disable(1), enable(2), mass_cancel(3))

    assert account.finds(queried(1), disabled(1), enabled(2), mass_canceled(3)) == []
    assert len(account.model.general) == 4


def test_a_bad_account_request_may_be_rejected() -> None:
    """What answers a bad Mass Cancel, Disable or Enable is not stated (3.8): Rejected is no surprise."""
    account = Account()
    account.sends(disable(1))

    assert account.finds(rejected(1, clordid=b" " * 14)) == []


def test_events_and_notices_come_unasked() -> None:
    """System events, priority updates and pending cancels are the venue's to send (3.1, 3.9, 3.11)."""
    account = account_with(event(b"S"), priority_update(), cancel_pending(), event(b"E"))

    assert account.order(1).live


def test_channels_have_numbers_of_their_own() -> None:
    """With UserRefIdx the same number is another order (1.2)."""
    account = account_with()
    account.sends(enter(options=CHANNEL_5))

    assert account.finds(accepted(options=CHANNEL_5, reference=7002)) == []
    assert account.order(1, channel=5) is not account.order(1)


def test_channel_zero_is_no_channel() -> None:
    """UserRefIdx 0 is the account without a channel (1.2)."""
    account = Account()
    account.sends(enter(options=bytes.fromhex("02 1c 00")))

    assert account.finds(accepted(options=bytes.fromhex("02 1c 00"))) == []
    assert account.order(1).live


def test_the_whole_clock_may_stand_still() -> None:
    """A timestamp equal to the one before it does not run back (3)."""
    assert account_with(executed(at=34_200_000_000_000)).order(1).state == "done"


def test_a_repeated_request_changes_nothing() -> None:
    """A number that was used already leaves the first order as it was (1.2)."""
    account = account_with()
    first = account.order(1)
    account.sends(replace())

    assert account.sends(enter(1, b"S", 100)) is first
    assert account.sends(replace(1, 2, 100)) is account.order(2)
    assert (first.side, first.intended, first.replaces) == ("B", 500, 1)


def test_an_ignored_number_can_be_taken_again() -> None:
    """A request that the venue ignored is forgotten, so that its number may begin another order."""
    account = account_with()
    account.sends(replace(99, 2))
    account.model.forget((0, 2))
    account.sends(enter(2))

    assert account.finds(accepted(2)) == []


def test_numbers_that_are_used_up() -> None:
    """Enter, Replace, Mass Cancel, Disable and Enable consume numbers; the others do not (1.2)."""
    requests = [enter(), replace(), mass_cancel(1), disable(1), enable(1), cancel(), modify(), QUERY]
    messages = [CODEC.decode(data, "incoming").message for data in requests]

    assert [Account().model.consumed(each) for each in messages] == [True] * 5 + [False] * 3


def test_what_lies_before_the_run_is_noted_and_not_judged() -> None:
    """In a replay of earlier runs orders appear without a request, replaces, fills and all: nothing is a breach."""
    account = Account()
    replay = (
        accepted(1),
        replaced(1, 2),
        executed(2, 200),
        accepted(3, state=b"D"),
        canceled(3),
        replaced(90, 91),
        replaced(92, 92),
        executed(80),
        queried(4),
        executed(2, 900, price=TEN + 1),
        accepted(5),
    )

    assert account.hears(*replay, foreign=True) == []
    assert [order.key[1] for order in account.model.open_orders()] == [91, 92, 5]


def test_another_session_begins_without_orders() -> None:
    """With the session of another day clock and numbers start anew."""
    account = account_with()
    account.model.new_session()
    account.sends(enter())

    assert account.finds(accepted(at=1)) == []


def test_what_no_step_has_looked_at_is_pending() -> None:
    """The cursor of an order parts what was judged from what was not."""
    order = account_with(executed(quantity=100)).order(1)
    order.cursor = 1

    assert [type(each.message).__name__ for each in order.pending] == ["OrderExecuted"]


def test_bytes_that_are_no_request_are_not_noted() -> None:
    """What is no message of the protocol speaks of no order."""
    assert Account().sends(b"?") is None
