"""The order model and the invariants under OUCH 4.2: orders by tokens, sizes by chains, each breach under its id."""

from __future__ import annotations

import pytest

from tests.judge.judge_bytes42 import (
    TEN,
    Account,
    accepted,
    account_with,
    broken,
    cancel,
    canceled,
    corrected,
    enter,
    executed,
    executed_at_reference,
    modified,
    modify,
    prevented,
    priority_update,
    rejected,
    replace,
    replaced,
)

DAY = 86_400_000_000_000
"""A day in nanoseconds."""


def replaced_account(*exchange: bytes, filled: int = 0) -> Account:
    """An account whose order ONE was replaced by TWO, after an execution of some shares."""
    account = account_with(*((executed(shares=filled),) if filled else ()))
    account.sends(replace())
    assert account.finds(replaced(shares=500 - filled), *exchange) == []
    return account


# What a correct venue says


def test_an_order_goes_by_its_token() -> None:
    """Accepted names the token, and what it says is what rests (1.1, 3.3)."""
    order = account_with().order("ONE")

    assert (order.state, order.open, order.price, order.side, order.symbol) == ("live", 500, TEN, "B", "OUCHA")


def test_tokens_differ_in_their_letters() -> None:
    """Capital and small letters are two tokens (1.2)."""
    account = account_with()
    account.sends(enter("one", shares=100))

    assert account.finds(accepted("one", shares=100, reference=7005)) == []
    assert (account.order("ONE").open, account.order("one").open) == (500, 100)


def test_a_used_token_leaves_the_first_order_alone() -> None:
    """An Enter Order with a used token is ignored (2.1): nothing of the order that has it changes."""
    account = account_with()
    again = account.sends(enter(side=b"S", shares=100))

    assert again is account.order("ONE")
    assert (again.open, again.side) == (500, "B")


def test_executions_of_both_kinds_take_shares() -> None:
    """Executed and Executed with Reference Price take what they say (3.7, 3.9)."""
    account = account_with(executed(shares=200), executed_at_reference(shares=100, match=2))

    assert (account.order("ONE").open, account.order("ONE").executed) == (200, 300)


def test_a_partial_cancel_takes_the_decrement() -> None:
    """Decrement Shares is what one Canceled takes; the order lives on (3.5)."""
    account = account_with()
    account.sends(cancel(shares=300))

    assert account.finds(canceled(shares=200)) == []
    assert (account.order("ONE").state, account.order("ONE").open) == ("live", 300)


def test_a_prevented_match_takes_the_decrement() -> None:
    """AIQ Cancelled takes the decrement, which may be more than was prevented (3.6)."""
    account = account_with(prevented(decrement=500, shares=300))

    assert (account.order("ONE").state, account.order("ONE").prevented) == ("done", 300)


def test_a_replacement_has_the_shares_left_and_the_past_of_its_chain() -> None:
    """Replaced says what is exposed; the old token is gone, its executions count on (2.2, 3.4)."""
    account = replaced_account(filled=100)

    assert (account.order("ONE").state, account.order("TWO").open) == ("replaced", 400)
    assert account.order("TWO").executed == 100


def test_a_modify_sets_what_is_outstanding() -> None:
    """Order Modified tells the shares outstanding, more than before or fewer (2.4, 3.15)."""
    account = account_with()
    account.sends(modify(shares=900))

    assert account.finds(modified(shares=900)) == []
    assert account.order("ONE").open == 900


def test_a_moved_order_trades_at_its_new_price() -> None:
    """After Order Priority Update the price it names is the order's (3.14)."""
    assert account_with(priority_update(price=TEN + 100), executed(price=TEN + 100)).order("ONE").state == "done"


def test_a_trade_is_broken_or_corrected_under_the_old_token() -> None:
    """What was executed before a replace is told again under the token it had (3.4, 3.8, 3.10)."""
    account = replaced_account(filled=100)

    assert account.finds(broken(), corrected()) == []


def test_whether_the_old_token_still_cancels_is_open() -> None:
    """2.3: the document has it both ways, so neither answer is a breach."""
    account = replaced_account()
    account.sends(cancel("ONE"))

    assert account.finds(canceled("ONE")) == []
    assert account.order("TWO").state == "done"


def test_a_rejected_replace_leaves_its_order_alone() -> None:
    """Rejected carries the replacement token; the existing order rests on (2.2)."""
    account = account_with()
    account.sends(replace())

    assert account.finds(rejected("TWO", b"R")) == []
    assert (account.order("ONE").state, account.order("TWO").state) == ("live", "refused")


# What no correct venue says


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param(accepted(), ["2.1-01", "3.3-04"], id="accepted twice"),
        pytest.param(executed(shares=501), ["3.7-03"], id="more than the order has"),
        pytest.param(executed(price=TEN + 1), ["3.7-04"], id="beyond the limit"),
        pytest.param(canceled(shares=501, reason=b"Z"), ["3.5-02"], id="more cancelled than open"),
        pytest.param(canceled(), ["3-03"], id="cancelled as asked, and nobody asked"),
        pytest.param(canceled(reason=b"Z", at=DAY), ["3-01"], id="no time of the day"),
        pytest.param(canceled(reason=b"Z", at=1), ["3-02"], id="time runs back"),
        pytest.param(canceled(reason=b"Z") + b"!", ["1.1-01"], id="a byte too many"),
        pytest.param(canceled("OTHER", reason=b"Z"), ["3-03"], id="an order that nobody entered"),
        pytest.param(broken(match=9), ["3.8-01"], id="no such trade to break"),
        pytest.param(corrected(match=9), ["3.10-01"], id="no such trade to correct"),
        pytest.param(modified(), ["3-03"], id="modified and nobody asked"),
        pytest.param(replaced(), ["3-03"], id="replaced and nobody asked"),
        pytest.param(rejected(), ["3-03"], id="rejected once it rests"),
        pytest.param(rejected("OTHER", b"!"), ["3-04", "3-03"], id="a reason outside the list"),
    ],
)
def test_what_is_wrong_about_a_resting_order(payload: bytes, expected: list[str]) -> None:
    """One message, and the requirements that it breaks."""
    assert account_with().finds(payload) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param(executed("ONE", shares=100), ["3.4-05"], id="a fill under the old token"),
        pytest.param(canceled("ONE", shares=100, reason=b"Z"), ["3.4-05"], id="a cancel under the old token"),
        pytest.param(replaced(reference=7003), ["2.2-08"], id="replaced twice"),
    ],
)
def test_what_is_wrong_about_a_replaced_order(payload: bytes, expected: list[str]) -> None:
    """After Replaced the new token is the order's only name."""
    assert replaced_account().finds(payload) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(accepted(side=b"S"), ["3.3-01"], id="another side"),
        pytest.param(accepted(price=TEN + 1), ["3.3-02"], id="a dearer price"),
        pytest.param(accepted(price=TEN - 1), [], id="a better price"),
        pytest.param(accepted(time=99_999), ["3.3-03"], id="a longer time"),
        pytest.param(accepted(time=0), [], id="a shorter time"),
        pytest.param(accepted(shares=400), [], id="fewer shares, as the venue took them"),
        pytest.param(executed(), ["3.3-05"], id="a fill before Accepted"),
    ],
)
def test_the_answer_to_an_order(answer: bytes, expected: list[str]) -> None:
    """What Accepted has to give back, and what comes before it."""
    account = Account()
    account.sends(enter())

    assert account.finds(answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(replaced("OTHER"), ["3.4-01"], id="another previous token"),
        pytest.param(replaced(side=b"S"), ["2.2-13"], id="another side than the first order's"),
        pytest.param(replaced(stock=b"OUCHB"), ["2.2-13"], id="another stock"),
        pytest.param(accepted("TWO", reference=7003), ["3-03"], id="Accepted instead"),
    ],
)
def test_the_answer_to_a_replace(answer: bytes, expected: list[str]) -> None:
    """Replaced names both tokens and shows what the chain began with."""
    account = account_with()
    account.sends(replace())

    assert account.finds(answer) == expected


def test_a_side_that_was_modified_is_that_of_the_replacement() -> None:
    """A Modify may have changed the side since: Replaced is not held to the first order's (2.2, 2.4)."""
    account = Account()
    account.sends(enter(side=b"S"), modify(side=b"T", shares=500))
    account.hears(accepted(side=b"S"), modified(side=b"T", shares=500))
    account.sends(replace())

    assert account.finds(replaced(side=b"T")) == []


@pytest.mark.parametrize(
    ("dead", "expected"),
    [(accepted(state=b"D"), "3.3-06"), (replaced(state=b"D"), "3.4-04")],
    ids=["accepted", "replaced"],
)
def test_nothing_follows_what_came_dead(dead: bytes, expected: str) -> None:
    """State D is the end of an order, under either message."""
    account = Account() if dead[:1] == b"A" else account_with()
    account.sends(enter() if dead[:1] == b"A" else replace())
    account.hears(dead)

    assert account.finds(canceled("ONE" if dead[:1] == b"A" else "TWO", reason=b"I")) == [expected]


def test_nothing_follows_a_rejected_order() -> None:
    """3.11: a rejected order gets no other message."""
    account = Account()
    account.sends(enter())
    account.hears(rejected())

    assert account.finds(canceled(shares=0, reason=b"Z")) == ["3.11-02"]


def test_both_sides_of_a_trade_agree() -> None:
    """3.7: one match number, one size, one price."""
    account = account_with()
    account.sends(enter("SELL", side=b"S"))
    account.hears(accepted("SELL", side=b"S", reference=7005), executed(shares=100))

    assert account.finds(executed("SELL", shares=200)) == ["3.7-02"]


def test_two_orders_have_two_references() -> None:
    """3.3, 3.4: no reference number serves twice on a day, a replacement's included."""
    account = account_with()
    account.sends(replace())

    assert account.finds(replaced(reference=7001)) == ["3.3-04"]


@pytest.mark.parametrize("first", [rejected(), accepted(state=b"D")], ids=["rejected", "dead"])
def test_a_used_token_that_is_accepted_again_rests(first: bytes) -> None:
    """The venue is wrong, and its order is in the book all the same: whoever tidies up has to know of it."""
    account = Account()
    account.sends(enter())
    account.hears(first)
    account.sends(enter(shares=300))

    assert account.finds(accepted(shares=300, reference=7003)) in (["3-03"], ["2.1-01"])
    assert [order.open for order in account.model.open_orders()] == [300]


def test_a_chain_that_began_before_the_run_has_no_first_order_to_show() -> None:
    """Whose side and stock a replacement takes over is not known where the order was entered by an earlier run."""
    account = Account()
    account.sends(replace("OLD", "TWO"))

    assert account.finds(replaced("OLD", side=b"S", stock=b"OUCHB")) == []
