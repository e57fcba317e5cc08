"""The order model on combinations: fills are told leg by leg, in the books of the legs (Osaka Exchange 4.2.6)."""

from __future__ import annotations

import itertools

import pytest

from ouch_conformance.judge.orders import DONE, LIVE
from tests.judge.judge_bytes_jpx import (
    COMBINATION,
    LEGS,
    Account,
    accepted,
    account_with,
    cancel,
    canceled,
    enter,
    executed,
    replace,
    replaced,
)

FIRST, SECOND = LEGS


MATCHES = itertools.count(1)


def leg(book: int, quantity: int = 300, *, name: str = "ONE", price: int = 90_000, match: int = 0) -> bytes:
    """One leg of a fill: its own book and price, and a match number that no other has unless it is given."""
    return executed(name, quantity, price, book=book, match=match or next(MATCHES), group=7, source=7)


def resting(quantity: int = 500) -> Account:
    """An account whose order ONE, a buy of a combination at 5, rests."""
    account = Account()
    account.sends(enter(quantity=quantity, price=5, book=COMBINATION))
    assert account.finds(accepted(quantity=quantity, price=5, book=COMBINATION)) == []
    return account


@pytest.mark.parametrize("books", [(FIRST, SECOND), (SECOND, FIRST)])
def test_a_fill_is_told_of_each_leg_in_any_order(books: tuple[int, int]) -> None:
    """300 in both books are 300 of the combination; its limit of 5 is none of a leg's."""
    account = resting()
    order = account.order("ONE")

    for book in books:
        assert account.finds(leg(book)) == []
        assert (order.open, order.executed) == (200, 300)
    assert account.model.unfinished() == []


def test_several_fills_may_come_leg_by_leg() -> None:
    """Both fills of the first leg, then one of the second for both: it is the sums that count."""
    account = resting()

    assert account.finds(leg(FIRST, 100), leg(FIRST, 400), leg(SECOND, 500)) == []
    assert (account.order("ONE").state, account.order("ONE").executed) == (DONE, 500)
    assert account.model.unfinished() == []


def test_a_leg_that_was_not_told_of_is_missed() -> None:
    """What the first leg began the others have to end, and a fill of other sizes is none of both."""
    account = resting()

    assert account.finds(leg(FIRST), leg(SECOND, 200)) == []
    (breach,) = account.model.unfinished()
    assert (breach.requirement, breach.expected) == ("JPX-J36", "300 shares in each leg")
    assert breach.observed == "300 in 1301, 200 in 1332"


@pytest.mark.parametrize("book", [COMBINATION, 1_605])
def test_a_fill_outside_the_legs_is_in_the_wrong_book(book: int) -> None:
    """Neither the combination's own book nor another one; it is taken for the whole fill, and missed no second time."""
    account = resting()

    assert account.finds(leg(book)) == ["JPX-J36"]
    assert account.order("ONE").open == 200
    assert account.model.unfinished() == []


def test_a_single_order_is_told_of_in_its_own_book() -> None:
    """The book of a fill is that of its order."""
    assert account_with().finds(executed(book=SECOND)) == ["JPX-J30"]


def test_no_leg_trades_for_more_than_the_order() -> None:
    """300 of 500 were told of both legs: 201 more are too many of either, and 200 are not."""
    for book in LEGS:
        account = resting()
        assert account.finds(leg(FIRST), leg(SECOND), leg(book, 201)) == ["JPX-J48"]
    account = resting()
    assert account.finds(leg(FIRST), leg(SECOND), leg(FIRST, 200), leg(SECOND, 200)) == []
    # The second leg may be behind: 501 in all are too many for it, too.
    account = resting()
    assert account.finds(leg(FIRST), leg(SECOND, 501)) == ["JPX-J48"]


def test_a_leg_may_follow_the_end_of_its_order() -> None:
    """A cancel takes what no leg traded; the second leg of a fill before it still has its say, a new fill does not."""
    account = resting()
    account.sends(cancel())

    assert account.finds(leg(FIRST), canceled(book=COMBINATION), leg(SECOND)) == []
    assert account.order("ONE").cancelled == 200
    assert account.finds(leg(FIRST, 100)) == ["JPX-J25"]


def test_a_replacement_takes_over_what_the_legs_have_traded() -> None:
    """A leg of the order that it replaced may be told of under either name; what is missing is missed once."""
    account = resting()
    assert account.finds(leg(FIRST)) == []
    account.sends(replace(price=5))
    account.finds(replaced(quantity=200, book=COMBINATION))
    order = account.order("TWO")

    assert (order.state, order.open, order.executed) == (LIVE, 200, 300)
    assert len(account.model.unfinished()) == 1
    assert account.finds(leg(SECOND, name="TWO")) == []
    assert account.model.unfinished() == []


def test_both_legs_may_have_one_match_number() -> None:
    """Each is a trade in its own book, with a price of its own."""
    account = resting()
    heard = account.hears(leg(FIRST, match=7), leg(SECOND, price=80_000, match=7))
    assert [breach.rule for breach in heard] == []
