"""What no correct venue says: each statement under the requirement that it breaks, with what was expected."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.dialect import Dialect
from ouch_conformance.judge.orders import AccountModel
from tests.judge.judge_bytes import (
    CHANNEL_5,
    MORNING,
    OUCH50,
    TEN,
    Account,
    accepted,
    account_with,
    broken,
    cancel,
    canceled,
    disabled,
    enabled,
    enter,
    event,
    executed,
    heard,
    mass_canceled,
    modified,
    modify,
    prevented,
    queried,
    rejected,
    replace,
    replaced,
)

DONE = executed(quantity=500)


# Order Accepted, Order Replaced, Rejected


def test_accepted_twice() -> None:
    """OUCH50-2.1-01: one Order Accepted answers an Enter Order."""
    assert account_with().finds(accepted()) == ["2.1-01"]


def test_accepted_after_rejected() -> None:
    """OUCH50-3-05: an order that was refused is not accepted any more."""
    account = Account()
    account.sends(enter())
    account.hears(rejected())

    assert account.finds(accepted()) == ["3-05"]


def test_accepted_for_a_replace() -> None:
    """OUCH50-3-05: a Replace Order Request is not answered by Order Accepted."""
    account = account_with()
    account.sends(replace())

    assert account.finds(accepted(2)) == ["3-05"]


def test_accepted_without_a_request() -> None:
    """OUCH50-3-05: an order that nobody entered."""
    breach = Account().hears(accepted(77))[0]

    assert (breach.requirement, breach.observed) == ("OUCH50-3-05", "Order Accepted about 77")


def test_accepted_in_another_channel() -> None:
    """OUCH50-3-05: an order of a channel is another one than that of the same number without."""
    account = Account()
    account.sends(enter())

    assert account.finds(accepted(options=CHANNEL_5)) == ["3-05"]


def test_replaced_for_an_entry() -> None:
    """OUCH50-3-05: an Enter Order is not answered by Order Replaced, not even of itself."""
    account = Account()
    account.sends(enter())

    assert account.finds(replaced(1, 1)) == ["3-05"]
    assert [link.key for link in account.order(1).chain] == [(0, 1)]


def test_replaced_twice() -> None:
    """OUCH50-3.3-03: each replacement has one Order Replaced."""
    account = account_with()
    account.sends(replace())
    account.hears(replaced())

    assert account.finds(replaced(reference=7003)) == ["3.3-03"]


@pytest.mark.parametrize("end", [DONE, canceled(reason=b"Z")], ids=["filled", "cancelled"])
def test_replaced_when_the_order_was_done(end: bytes) -> None:
    """OUCH50-3.2-02: nothing takes the place of an order that is done."""
    account = account_with(end)
    account.sends(replace())

    assert account.finds(replaced()) == ["3.2-02"]


def test_replaces_in_a_circle_end() -> None:
    """A venue that calls two orders each other's replacement is caught, and does not catch the model."""
    account = account_with()
    account.sends(replace(99, 2), replace(2, 3))

    assert account.finds(replaced(3, 2), replaced(2, 3)) == []
    assert [link.key[1] for link in account.order(3).chain] == [3, 2]


def test_rejected_after_accepted() -> None:
    """OUCH50-3-05: an order that was accepted is not refused any more."""
    assert account_with().finds(rejected()) == ["3-05"]


def test_rejected_twice() -> None:
    """OUCH50-3-05: one request is refused once."""
    account = Account()
    account.sends(enter())

    assert account.finds(rejected(), rejected()) == ["3-05"]


def test_after_bytes_that_are_none_an_answer_may_name_anything() -> None:
    """No document states what answers a malformed message (OUCH 5.0 2): Rejected, or what answers a question."""
    account = Account()
    account.model.unstated = True

    assert account.finds(rejected(number=77)) == []
    assert account.finds(queried(1)) == []


def test_rejected_without_a_request() -> None:
    """OUCH50-3-05: Rejected answers a request; a cancel is none that it could answer."""
    account = Account()
    account.sends(cancel(7))

    assert account.finds(rejected(7)) == ["3-05"]


# Before the order is accepted, and after it is done


@pytest.mark.parametrize("early", [executed(quantity=100), canceled(quantity=100), prevented(decrement=100)])
def test_before_accepted(early: bytes) -> None:
    """OUCH50-3.2-02: Order Accepted comes before executions and cancels."""
    account = Account()
    account.sends(enter())
    breach = account.hears(early)[0]

    assert (breach.requirement, breach.expected) == ("OUCH50-3.2-02", "Order Accepted before it")


def test_before_replaced() -> None:
    """OUCH50-3.2-02: the replacement trades under its own number only once Order Replaced has said so."""
    account = account_with()
    account.sends(replace())
    breach = account.hears(executed(2))[0]

    assert (breach.requirement, breach.expected) == ("OUCH50-3.2-02", "Order Replaced before it")


@pytest.mark.parametrize("late", [executed(), canceled()])
def test_after_rejected(late: bytes) -> None:
    """OUCH50-3.2-02: an order that was refused has nothing that could trade or be cancelled."""
    account = Account()
    account.sends(enter(), cancel())

    assert account.finds(rejected(), late) == ["3.2-02"]


@pytest.mark.parametrize("late", [executed(), canceled(), prevented()])
def test_after_accepted_dead(late: bytes) -> None:
    """OUCH50-3.2-02: when Order Accepted says dead, nothing follows."""
    account = Account()
    account.sends(enter(), cancel())

    assert account.finds(accepted(state=b"D"), late) == ["3.2-02"]


def test_after_replaced_dead() -> None:
    """OUCH50-3.3-03: when Order Replaced says dead, nothing follows."""
    account = account_with()
    account.sends(replace(), cancel(2))

    assert account.finds(replaced(state=b"D"), canceled(2)) == ["3.3-03"]


@pytest.mark.parametrize("end", [DONE, canceled(reason=b"Z")], ids=["filled", "cancelled"])
def test_executed_after_the_order_was_done(end: bytes) -> None:
    """OUCH50-3.2-02: no execution comes after the last share is gone."""
    breach = account_with(end).hears(executed(quantity=1, match=2))[0]

    assert breach.requirement == "OUCH50-3.2-02"
    assert (breach.expected, breach.observed) == (
        "nothing more once the order is done",
        "Order Executed while it is done",
    )


@pytest.mark.parametrize("late", [canceled(quantity=1, reason=b"Z"), prevented(decrement=1)])
@pytest.mark.parametrize("end", [DONE, canceled(reason=b"Z")], ids=["filled", "cancelled"])
def test_cancelled_after_the_order_was_done(end: bytes, late: bytes) -> None:
    """OUCH50-3.4-02: what is executed and what is taken off make up what was entered, and no more."""
    assert account_with(end).finds(late) == ["3.4-02"]


def test_executed_after_it_was_replaced() -> None:
    """OUCH50-3.2-02: a replaced order is done; fills belong to its replacement."""
    account = account_with()
    account.sends(replace())

    assert account.finds(replaced(), executed(1)) == ["3.2-02"]


def test_cancelled_because_it_was_replaced() -> None:
    """OUCH50-3.4-02: the old order gets no Order Canceled of its own beside Order Replaced."""
    account = account_with()
    account.sends(replace())

    assert account.finds(replaced(), canceled(1)) == ["3.4-02"]


def test_cancelled_twice_for_one_modify() -> None:
    """OUCH50-3.4-02: Order Canceled beside Order Modified 0 takes the same shares, once."""
    account = account_with()
    account.sends(modify(quantity=0))

    assert account.finds(modified(), canceled(), canceled()) == ["3.4-02"]


def test_cancelled_beside_a_modify_with_other_shares() -> None:
    """OUCH50-3.4-02: Order Canceled beside Order Modified 0 takes the shares that were open."""
    account = account_with()
    account.sends(modify(quantity=0))

    assert account.finds(modified(), canceled(quantity=400)) == ["3.4-02"]


# Shares and prices


def test_executed_above_what_is_open() -> None:
    """OUCH50-3.6-02: in all no more shares execute than the order has."""
    account = account_with(executed(quantity=300))
    breach = account.hears(executed(quantity=300, match=2))[0]

    assert (breach.requirement, breach.field) == ("OUCH50-3.6-02", "quantity")
    assert (breach.expected, breach.observed) == ("at most 200 shares", "300")


def test_executed_above_what_was_accepted() -> None:
    """OUCH50-3.6-02: the shares that count are those accepted, where the venue accepts fewer than were entered."""
    account = Account()
    account.sends(enter(quantity=500))

    assert account.finds(accepted(quantity=300), executed(quantity=500)) == ["3.6-02"]


def test_replaced_shares_bound_the_executions() -> None:
    """OUCH50-3.6-02: after a replace it is the shares in Order Replaced that may execute."""
    account = account_with()
    account.sends(replace(quantity=200))

    assert account.finds(replaced(quantity=200), executed(2, 300)) == ["3.6-02"]


@pytest.mark.parametrize(
    ("side", "price"), [(b"B", TEN + 1), (b"S", TEN - 1), (b"T", TEN - 1), (b"E", TEN - 1)], ids=["B", "S", "T", "E"]
)
def test_executed_at_a_worse_price(side: bytes, price: int) -> None:
    """OUCH50-3.6-02: no execution is at a price worse than the limit, to the last decimal."""
    account = Account()
    account.sends(enter(side=side))
    breach = account.hears(accepted(side=side), executed(price=price))[0]

    assert (breach.requirement, breach.field, breach.observed) == ("OUCH50-3.6-02", "price", str(price))


def test_executed_worse_than_the_replacement() -> None:
    """OUCH50-3.6-02: a replacement's limit is its own."""
    account = account_with()
    account.sends(replace(price=TEN - 500))

    assert account.finds(replaced(price=TEN - 500), executed(2, price=TEN)) == ["3.6-02"]


def test_cancelled_above_what_is_open() -> None:
    """OUCH50-3.4-02: no more shares are taken off than the order has."""
    account = account_with(executed(quantity=200))
    account.sends(cancel())
    breach = account.hears(canceled(quantity=500))[0]

    assert (breach.requirement, breach.expected) == ("OUCH50-3.4-02", "at most 300 shares")
    assert account.order(1).state == "done"


def test_prevented_above_what_is_open() -> None:
    """OUCH50-3.4-02: no more shares are decremented than the order has."""
    assert account_with().finds(prevented(decrement=501)) == ["3.4-02"]


def test_cancelled_and_executed_too_many_in_all() -> None:
    """OUCH50-3.6-02: shares that were cancelled do not execute."""
    account = account_with()
    account.sends(cancel(quantity=100))

    assert account.finds(canceled(quantity=400), executed(quantity=200)) == ["3.6-02"]


# Without a cause


def test_cancelled_as_by_the_user_unasked() -> None:
    """OUCH50-3-05: reason U says that the user asked; nobody did."""
    breach = account_with().hears(canceled(reason=b"U"))[0]

    assert (breach.requirement, breach.observed) == ("OUCH50-3-05", "Order Canceled, reason U")


def test_a_cancel_of_another_order_does_not_ask_for_this_one() -> None:
    """OUCH50-3-05: a cancel asks for the order that it names."""
    account = account_with()
    account.sends(enter(2))
    account.hears(accepted(2))
    account.sends(cancel(2))

    assert account.finds(canceled(1)) == ["3-05"]


def test_modified_unasked() -> None:
    """OUCH50-3-05: Order Modified answers a Modify Order Request, each one once."""
    account = account_with()
    account.sends(modify(quantity=300))

    assert account.finds(modified(quantity=300), modified(quantity=300)) == ["3-05"]


@pytest.mark.parametrize(
    "answer", [queried(1), disabled(1), enabled(1), mass_canceled(1)], ids=["query", "disable", "enable", "mass cancel"]
)
def test_an_answer_of_the_account_without_a_request(answer: bytes) -> None:
    """OUCH50-3-05: what answers a request of the account needs one."""
    assert Account().finds(answer) == ["3-05"]


@pytest.mark.parametrize("payload", [b"z\x00\x00", b""], ids=["unknown type", "empty"])
def test_no_message_at_all(payload: bytes) -> None:
    """OUCH50-3-05: bytes that are no message of the document have no cause."""
    assert Account().finds(payload) == ["3-05"]


def test_broken_without_an_execution() -> None:
    """OUCH50-3.7-01: a trade that never was cannot be broken."""
    breach = account_with(executed(quantity=100, match=9)).hears(broken(match=8))[0]

    assert (breach.requirement, breach.field, breach.observed) == ("OUCH50-3.7-01", "matchNumber", "8")


def test_broken_under_another_order() -> None:
    """OUCH50-3.7-01: Broken Trade carries the number of the order that traded."""
    account = account_with(executed(quantity=100, match=9))
    account.sends(enter(2))
    account.hears(accepted(2))

    assert account.finds(broken(2, match=9)) == ["3.7-01"]


# Time


def test_timestamps_run_back() -> None:
    """OUCH50-3-07: within a session no timestamp is earlier than the one before it."""
    breach = account_with().hears(executed(at=MORNING - 1))[0]

    assert (breach.requirement, breach.field) == ("OUCH50-3-07", "timestamp")
    assert breach.observed == f"{MORNING - 1} ns"


def test_a_timestamp_that_is_no_time_of_the_day() -> None:
    """OUCH50-3-01: nanoseconds since midnight stay below those of a day; what follows is not held against it."""
    account = Account()

    assert account.finds(event(at=86_400 * 10**9 - 1), event(at=86_400 * 10**9), event(at=2**64 - 1)) == [
        "3-01",
        "3-01",
    ]
    assert account.finds(event(at=86_400 * 10**9 - 1)) == []


def test_one_message_may_break_several_rules() -> None:
    """Every rule has its say: a message that comes again and with a time that runs back is two breaches."""
    assert account_with().finds(accepted(at=1)) == ["3-07", "2.1-01"]


def test_a_protocol_without_a_rule_is_not_judged_by_it() -> None:
    """A dialect that states no such rule gives the breach no requirement, and one without channels has channel 0."""
    silent = Dialect("x", OUCH50.kinds, OUCH50.fields)
    model = AccountModel(silent)

    assert [breach.requirement for breach in model.heard(heard(accepted(77, options=CHANNEL_5)))] == [None]
    assert model.channel_of(heard(accepted(options=CHANNEL_5)).message) == 0
