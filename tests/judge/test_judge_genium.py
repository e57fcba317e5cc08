"""The order model on Genium OUCH: state after matching, refusals of anything, ids within book and side."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.dialect import Kind
from ouch_conformance.judge.orders import DONE, LIVE, REFUSED, REPLACED
from tests.judge.judge_bytes_jpx import (
    JPX,
    NOT_ON_BOOK,
    NOW,
    Account,
    accepted,
    account_with,
    cancel,
    cancel_by_id,
    canceled,
    enter,
    executed,
    mass_cancel,
    rejected,
    replace,
    replaced,
)


def test_an_order_that_matched_is_open_until_its_fills_are_told() -> None:
    """Order Accepted shows what is left of 500, the fill of 300 that explains it comes behind (4.2.1)."""
    account = Account()
    order = account.sends(enter())
    assert order is not None

    assert account.finds(accepted(quantity=200)) == []
    assert (order.state, order.open, order.intended) == (LIVE, 500, 500)
    assert account.finds(executed(quantity=300)) == []
    assert (order.state, order.open, order.executed) == (LIVE, 200, 300)


def test_an_order_that_leaves_nothing_is_done_once_all_is_told() -> None:
    """State 2 with quantity 0: a fill of 300 and a cancel of the rest say why (4.2.1)."""
    account = Account()
    order = account.sends(enter(life=3))
    assert order is not None

    assert account.finds(accepted(quantity=0, state=NOT_ON_BOOK, life=3), executed(quantity=300)) == []
    assert (order.state, order.open) == (LIVE, 200)
    assert account.finds(canceled(reason=9)) == []
    assert (order.state, order.open, order.cancelled) == (DONE, 0, 200)


def test_more_than_the_order_is_too_much() -> None:
    """No execution goes beyond what was entered, or beyond the price."""
    assert account_with().finds(executed(quantity=501)) == ["JPX-J48"]
    assert account_with().finds(executed(price=1_001)) == ["JPX-J49"]


def test_a_fill_before_the_acceptance_is_out_of_order() -> None:
    """Order Accepted precedes any Order Executed of its order (4.2.1)."""
    account = Account()
    account.sends(enter())
    assert account.finds(executed()) == ["JPX-J25"]


def test_what_is_executed_comes_off_the_total_of_a_replacement() -> None:
    """1,000 entered, 200 traded, replaced to 950: 750 are open; to a total of 200 nothing is (4.1.3.1)."""
    for total, left in ((950, 750), (200, 0)):
        account = Account()
        account.sends(enter(quantity=1_000))
        state = 1 if left else NOT_ON_BOOK
        assert account.finds(accepted(quantity=1_000), executed(quantity=200)) == []
        order = account.sends(replace(quantity=total))
        assert account.finds(replaced(quantity=left, state=state)) == []
        assert order is not None
        assert (order.state, order.open) == (LIVE if left else DONE, left)
        assert account.order("ONE").state == REPLACED


def test_an_order_is_replaced_under_its_first_token_again() -> None:
    """The original token stands for the newest link of the chain (4.1.3)."""
    account = account_with()
    account.sends(replace("ONE", "TWO"))
    assert account.finds(replaced("TWO", "ONE")) == []
    account.sends(replace("ONE", "THREE"))
    assert account.finds(replaced("THREE", "TWO")) == []
    assert (account.order("TWO").state, account.order("THREE").state) == (REPLACED, LIVE)


def test_a_repeat_is_refused_once_and_its_order_stays() -> None:
    """Each request with a used token may be answered by Order Rejected; one more is a message without a cause."""
    account = account_with()
    account.sends(enter(), replace("ONE", "ONE"))
    account.model.again(account.order("ONE"))

    assert account.finds(rejected(), rejected(), rejected()) == []
    assert account.finds(rejected()) == ["JPX-J50"]
    assert account.order("ONE").live


def test_a_refused_replacement_leaves_its_order() -> None:
    """Order Rejected bears the replacement's token, and says nothing of the order (4.1.3)."""
    account = account_with()
    order = account.sends(replace())
    assert account.finds(rejected("TWO")) == []
    assert order is not None
    assert (order.state, account.order("ONE").state) == (REFUSED, LIVE)


@pytest.mark.parametrize("request_", [cancel("NEVER"), mass_cancel("NEVER")], ids=["cancel", "mass cancel"])
def test_a_request_about_no_order_is_followed_by_its_token(request_: bytes) -> None:
    """What answers it is heard of it, and an answer that nobody waits for is without a cause."""
    account = Account()
    asked = account.sends(request_)
    assert asked is not None
    # What is no order is not waited for twice, were its bytes sent again.
    account.model.again(asked)

    assert account.finds(rejected("NEVER")) == []
    assert asked.state == REFUSED
    assert account.finds(rejected("NEVER")) == ["JPX-J50"]
    assert account.model.open_orders() == []
    assert account.finds(rejected("OTHER")) == ["JPX-J50"]


def test_a_cancel_by_order_id_is_followed_though_it_has_no_token() -> None:
    """The order that it names may be cancelled for it; what Order Rejected calls the request is nowhere said."""
    account = account_with()
    asked = account.sends(cancel_by_id())
    assert account.order("ONE").cancels == 1
    assert account.finds(canceled()) == []
    assert not account.order("ONE").live

    other = account.sends(cancel_by_id(side=b"S"))
    assert other is not None
    assert other is not asked
    assert account.finds(rejected("")) == []
    assert (other.state, account.order("ONE").cancels) == (REFUSED, 1)


def test_a_late_cancel_is_refused_under_the_token_of_its_order() -> None:
    """The order is done and stays so."""
    account = account_with(canceled())
    account.sends(cancel())
    assert account.finds(rejected(code=-800_014)) == []
    assert account.order("ONE").state == DONE


def test_a_cancel_that_was_done_is_not_refused_as_well() -> None:
    """Order Canceled answers the cancel: a Rejected behind it has no cause (4.1.4)."""
    account = account_with()
    account.sends(cancel())
    assert account.finds(canceled()) == []
    assert account.finds(rejected()) == ["JPX-J50"]


def test_a_cancel_may_be_refused_behind_its_order() -> None:
    """Both were sent before either was answered: two refusals of one token."""
    account = Account()
    account.sends(enter(), cancel())
    assert account.finds(rejected(code=-800_006), rejected(code=-800_014)) == []


def test_an_order_id_is_unique_in_its_book_and_side() -> None:
    """A buy and a sell may have one id, two buys may not, and a replacement keeps that of its order."""
    account = account_with()
    account.sends(enter("SELL", b"S"), enter("BUY"), replace("ONE", "TWO"))

    assert account.finds(accepted("SELL", side=b"S")) == []
    assert account.finds(replaced("TWO", "ONE")) == []
    assert account.finds(accepted("BUY")) == ["JPX-J42"]


def test_timestamps_are_no_times_of_a_day_and_never_go_back() -> None:
    """Nanoseconds since 1970 are above those of any day (3.2)."""
    account = account_with()
    account.sends(enter("TWO"), enter("THREE"))
    assert account.finds(rejected("TWO", stamp=NOW + 5)) == []
    assert account.finds(rejected("THREE", stamp=NOW + 4)) == ["JPX-J46"]


def test_an_inactivated_order_is_cancelled_by_a_second_message() -> None:
    """Off the book with reason 4; the cancel by its order id is told as well, and nothing after that (4.2.5)."""
    account = account_with(canceled(reason=4))
    order = account.order("ONE")
    assert (order.state, order.cancelled, order.inactive) == (DONE, 500, 500)
    account.sends(cancel())
    assert account.finds(rejected(code=-800_014)) == []

    account.sends(cancel_by_id())
    assert account.finds(canceled()) == []
    assert (order.state, order.cancelled, order.inactive) == (DONE, 500, 0)
    assert account.finds(canceled()) == ["JPX-J50"]
    assert account.finds(canceled(reason=4)) == ["JPX-J50"]


def test_an_order_is_inactivated_once_and_trades_no_more() -> None:
    """Whether it was told by reason 4 or 21: another such message has no cause, and a fill comes too late."""
    for first, second in ((4, 4), (21, 4), (4, 21)):
        account = account_with(canceled(reason=first))
        assert account.finds(canceled(reason=second)) == ["JPX-J50"]
        assert account.order("ONE").inactive == 500
    assert account_with(canceled(reason=4)).finds(executed()) == ["JPX-J25"]


def test_what_is_left_of_an_order_is_inactivated() -> None:
    """200 of 500 have traded: 300 are inactivated, and cancelled."""
    account = account_with(executed(quantity=200), canceled(reason=4))
    assert account.order("ONE").cancelled == 300
    assert account.finds(canceled()) == []
    assert account.order("ONE").cancelled == 300


def test_a_cancel_is_told_once() -> None:
    """A second one ends nothing, also where the order left nothing on the book when it was accepted."""
    assert account_with(canceled(reason=9)).finds(canceled(reason=9)) == ["JPX-J50"]
    account = Account()
    account.sends(enter(life=3))
    assert account.finds(accepted(quantity=0, state=NOT_ON_BOOK, life=3), canceled(reason=9)) == []
    assert account.finds(canceled(reason=9)) == ["JPX-J50"]
    assert account.finds(executed()) == ["JPX-J25"]


def test_a_change_by_the_venue_has_no_new_token() -> None:
    """The order of the former token is open for so much, and goes on under its token (4.2.4)."""
    account = account_with()
    order = account.order("ONE")

    assert account.finds(replaced("", "ONE", 200)) == []
    assert (order.state, order.open, [*account.model.orders]) == (LIVE, 200, [(0, "ONE")])
    assert account.finds(executed(quantity=200)) == []
    assert order.state == DONE


def test_a_change_by_the_venue_may_leave_nothing() -> None:
    """State 2 and nothing open: the order is done, and another change of it comes too late."""
    account = account_with()
    assert account.finds(replaced("", "ONE", 0, NOT_ON_BOOK)) == []
    assert account.order("ONE").state == DONE
    assert account.finds(replaced("", "ONE", 200)) == ["JPX-J28"]


def test_a_change_by_the_venue_names_the_current_token() -> None:
    """Not the first one of the chain, and not one that no order has; nor has it a token of its own."""
    account = account_with()
    account.sends(replace("ONE", "TWO"))
    assert account.finds(replaced("TWO", "ONE")) == []

    assert account.finds(replaced("", "ONE", 200)) == ["JPX-J28"]
    assert account.order("TWO").open == 200
    assert account.finds(replaced("", "NEVER", 100)) == ["JPX-J50"]
    assert account.finds(replaced("TWO", "TWO", 100)) == ["JPX-J15"]
    assert account.finds(replaced("", "TWO", 100)) == []
    assert account.order("TWO").open == 100


def test_the_dialect_says_what_is_particular() -> None:
    """What the file says of Genium OUCH beyond names."""
    assert (JPX.matched, JPX.by_book, JPX.marker, JPX.token, JPX.dead) == (True, True, Kind.CANCEL, 14, 2)
    assert JPX.own_changes
    assert {4, 21} == JPX.inactivating
    assert {Kind.ENTER, Kind.REPLACE, Kind.CANCEL, Kind.CANCEL_BY_REFERENCE, Kind.MASS_CANCEL} == JPX.refusable
