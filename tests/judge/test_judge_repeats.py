"""What later messages repeat of their order, and the answers of an account as a whole of their request."""

from __future__ import annotations

import struct

import pytest

from ouch_conformance.judge.dialect import DIALECTS
from tests.judge import judge_bytes as ouch50
from tests.judge.judge_bytes_jpx import (
    COMBINATION,
    Account,
    accepted,
    account_with,
    cancel,
    canceled,
    enter,
    mass_cancel,
    mass_canceled,
    replace,
    replaced,
)
from tests.judge.judged_account import FollowedAccount


def test_a_cancel_has_book_side_and_order_id_of_its_order() -> None:
    """The order was entered with book and side; the venue gave it the id (4.1.1, 4.2.5)."""
    for wrong, broken in (
        (canceled(book=1302), ["JPX-J8"]),
        (canceled(side=b"S"), ["JPX-J8"]),
        (canceled(number=1_001), ["JPX-J58"]),
        (canceled(book=1302, side=b"S", number=2), ["JPX-J8", "JPX-J8", "JPX-J58"]),
        (canceled(), []),
    ):
        account = account_with()
        account.sends(cancel())
        assert account.finds(wrong) == broken


def test_the_order_id_is_the_one_that_was_last_told() -> None:
    """A replacement may have another one; from then on its cancel has that, and not the former one."""
    for told, broken in ((1, ["JPX-J58"]), (9, [])):
        account = account_with()
        account.sends(replace("ONE", "TWO"))
        assert account.finds(replaced("TWO", "ONE", number=9)) == []
        account.sends(cancel("TWO"))
        assert account.finds(canceled("TWO", number=told)) == broken


def test_the_venues_own_change_may_give_another_order_id() -> None:
    """It has no new token; book and side stay as they were entered (4.1.1, 4.2.4)."""
    account = account_with()
    assert account.finds(replaced("", "ONE", 200, number=9)) == []
    account.sends(cancel())
    assert account.finds(canceled(number=9)) == []

    assert account_with().finds(replaced("", "ONE", 200, book=1302)) == ["JPX-J8"]
    assert account_with().finds(replaced("", "ONE", 200, side=b"S")) == ["JPX-J8"]


def test_the_venues_own_change_of_a_replacement_is_held_to_the_first_order() -> None:
    """The chain began with a buy: the replacement said nothing of book and side, nor does the change (4.1.3)."""
    account = account_with()
    account.sends(replace("ONE", "TWO"))
    assert account.finds(replaced("TWO", "ONE"), replaced("", "TWO", 200)) == []
    assert account.finds(replaced("", "TWO", 100, side=b"S")) == ["JPX-J8"]


def test_a_second_cancel_of_an_inactivated_order_repeats_it_as_well() -> None:
    """Both are about the one order (4.2.5)."""
    account = account_with(canceled(reason=4))
    assert account.finds(canceled(side=b"S")) == ["JPX-J8"]


def test_a_cancel_of_a_combination_is_told_in_the_combinations_book() -> None:
    """Executions name the legs, a cancel names the order (4.2.5, 4.2.6)."""
    for book, broken in ((COMBINATION, []), (1301, ["JPX-J8"])):
        account = Account()
        account.sends(enter(price=5, book=COMBINATION))
        assert account.finds(accepted(price=5, book=COMBINATION)) == []
        account.sends(cancel())
        assert account.finds(canceled(book=book)) == broken


def test_what_the_scenario_altered_is_held_against_nothing() -> None:
    """No document says what a venue makes of a side outside the list."""
    account = account_with()
    account.order("ONE").altered = frozenset({"side"})
    assert account.finds(canceled(side=b"S")) == []
    assert account_with().finds(canceled(side=b"S")) == ["JPX-J8"]


def test_an_order_of_before_the_run_is_held_to_what_was_told_of_it() -> None:
    """Nobody knows its request; the venue's own id is known from its acceptance."""
    account = account_with()
    account.order("ONE").request = None
    assert account.finds(canceled(side=b"S", number=2)) == ["JPX-J58"]


def test_a_mass_cancel_is_answered_under_its_token() -> None:
    """Another token is that of no request; of two that wait each may be answered first (4.2.2)."""
    account = Account()
    account.sends(mass_cancel("MASS"), mass_cancel("MORE"))
    assert account.finds(mass_canceled("MORE"), mass_canceled("MASS")) == []

    account.sends(mass_cancel("MASS"))
    assert account.finds(mass_canceled("WRONGTOKEN")) == ["JPX-J23"]
    assert account.finds(mass_canceled("MASS")) == ["JPX-J50"]


def test_behind_a_message_that_no_document_answers_nothing_has_to_be_given_back() -> None:
    """What such a message is taken for is open, and so is what answers it."""
    account = Account()
    account.model.unstated = True
    account.sends(mass_cancel("MASS"))
    assert account.finds(mass_canceled("OTHER")) == []


@pytest.mark.parametrize(
    ("request_", "answer", "broken"),
    [
        (ouch50.mass_cancel(2), ouch50.mass_canceled(3), "OUCH50-3.14-01"),
        (ouch50.disable(2), ouch50.disabled(3), "OUCH50-3.15-01"),
        (ouch50.enable(2), ouch50.enabled(3), "OUCH50-3.15-01"),
    ],
    ids=["mass cancel", "disable", "enable"],
)
def test_the_answers_of_ouch_50_give_the_number_back(request_: bytes, answer: bytes, broken: str) -> None:
    """The number of another request is no answer to this one (3.14, 3.15, 3.16)."""
    account = FollowedAccount(DIALECTS["nasdaq-ouch-5.0"], ouch50.CODEC)
    account.sends(request_)
    assert [breach.requirement for breach in account.hears(answer)] == [broken]


GROUP_7, GROUP_8, NO_GROUP, SELLS = (bytes.fromhex(each) for each in ("03180007", "03180008", "03180000", "021b53"))
"""Options of a mass cancel: length, tag, value (2.5)."""


@pytest.mark.parametrize(
    ("asked", "told", "broken"),
    [
        (GROUP_7, GROUP_7, []),
        (SELLS + GROUP_7, GROUP_7 + SELLS, []),
        (GROUP_7, b"", [("appendage.groupID", "group id 00 07", "no group id")]),
        (GROUP_7, GROUP_8, [("appendage.groupID", "group id 00 07", "group id 00 08")]),
        (b"", SELLS, [("appendage.side", "no side", "side 53")]),
        # Zeros say as much as nothing.
        (NO_GROUP, b"", []),
        (b"", NO_GROUP, []),
    ],
    ids=["same", "order", "lost", "another", "unasked", "zero lost", "zero told"],
)
def test_a_mass_cancel_gives_its_options_back(asked: bytes, told: bytes, broken: list[tuple[str, str, str]]) -> None:
    """What narrows the request narrows its answer, and nothing else does (3.14)."""
    account = FollowedAccount(DIALECTS["nasdaq-ouch-5.0"], ouch50.CODEC)
    account.sends(ouch50.mass_cancel(2)[:-2] + struct.pack(">H", len(asked)) + asked)
    found = account.hears(ouch50.mass_canceled(2)[:-2] + struct.pack(">H", len(told)) + told)

    assert [(each.field, each.expected, each.observed) for each in found] == broken
    assert {each.requirement for each in found} <= {"OUCH50-3.14-01"}


def test_which_firm_a_blank_one_stands_for_is_not_held() -> None:
    """A blank symbol comes back blank, a blank firm as the venue likes (2.5, 3.14)."""
    blank = ouch50.mass_cancel(2).replace(b"FRMA", b"    ")
    account = FollowedAccount(DIALECTS["nasdaq-ouch-5.0"], ouch50.CODEC)
    account.sends(blank, blank)
    assert account.hears(ouch50.mass_canceled(2)) == []
    wrong = ouch50.mass_canceled(2).replace(b"        ", b"OUCHA   ")
    assert [breach.field for breach in account.hears(wrong)] == ["symbol"]


def test_a_broken_trade_carries_the_label_of_its_order() -> None:
    """ClOrdID is the member's own text; it comes back as it was entered (OUCH 5.0 3.7)."""
    account = FollowedAccount(DIALECTS["nasdaq-ouch-5.0"], ouch50.CODEC)
    account.sends(ouch50.enter())
    assert account.hears(ouch50.accepted(), ouch50.executed(), ouch50.broken()) == []
    wrong = ouch50.broken()[:-14] + b"ENTER-2       "
    assert [breach.requirement for breach in account.hears(wrong)] == ["OUCH50-3.7-01"]
