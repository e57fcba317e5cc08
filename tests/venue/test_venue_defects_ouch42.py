"""Every defect of the OUCH 4.2 dialect changes what it says, and next to nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from ouch_conformance.venue import defects_of
from tests.venue import tour42_changes  # noqa: F401 - it adds its dialogues to the tour
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import PROTOCOL, Member42, enter, told
from tests.venue.tour import NEEDS_TIME
from tests.venue.tour42 import DIALOGUES, Direct42, OverTcp42

ORDERS = [name for name, defect in defects_of(PROTOCOL).items() if defect.layer == "orders"]

SHOWS: dict[str, set[str]] = {
    "modified-longer-by-a-byte": {"modified_sides"},
    "accounts-share-tokens": {"one_token_on_two_accounts"},
    "minimum-quantity-little-endian": {"echo"},
    "attributable-stock-on-the-right": {"attributable"},
    "token-cut-at-a-space": {"token_with_spaces"},
    "token-case-ignored": {"tokens_of_other_case"},
    "highest-price-refused": {"price_limits"},
    "market-price-refused-in-cross": {"market_price", "display_and_price_of_crosses"},
    "ioc-rests": {"ioc_filled_in_part", "ioc_filled_in_nothing", "ioc_replacement"},
    "good-till-time-for-ever": {"expiry"},
    "expired-as-user-cancel": {"expiry"},
    "orders-outlive-the-close": {"market_close"},
    "orders-outlive-the-day": {"end_of_day"},
    "second-firm-refused": {"firms", "replaced_short_sale_of_a_firm"},
    "foreign-firm-accepted": {"firms"},
    "repeated-replace-cancels": {"replace_again"},
    "orders-change-places": set(),
    "mirror-takes-no-requests": set(),
    "mirror-tells-nothing": set(),
    "accepted-twice": {"attributable"},
    "used-token-rejected": {
        "token_again",
        "token_of_a_cancelled_order",
        "token_of_a_rejected_order",
        "token_of_a_replaced_order",
        "replace_in_the_late_period",
    },
    "cancelled-token-free-again": {"token_of_a_cancelled_order"},
    "replaced-token-free-again": {"token_of_a_replaced_order"},
    "quantity-zero-accepted": {"share_limits"},
    "quantity-million-accepted": {"share_limits"},
    "blank-firm-not-filled-in": {"echo", "attributable", "echo_of_a_short_sale", "firms", "turned_hidden"},
    "other-capacity-becomes-principal": {"other_capacity"},
    "minimum-quantity-ignored": {"minimum_quantity"},
    "minimum-above-shares-accepted": {"minimum_above_the_shares"},
    "imbalance-only-without-cross": {"display_and_price_of_crosses"},
    "halt-cross-takes-limits": {"display_and_price_of_crosses"},
    "customer-type-refused": {"customer_types"},
    "replace-chain-breaks": {"replaced_twice"},
    "unknown-replace-rejected": {"end_of_day", "replace_of_nothing"},
    "used-replacement-rejected": {"replace_to_a_used_token"},
    "used-replacement-cancels": {"replace_to_a_used_token"},
    "invalid-replace-ignored": {"replace_with_invalid_details", "token_of_an_invalid_replace"},
    "invalid-replace-rejected": {"replace_with_invalid_details"},
    "invalid-replace-consumes": {"token_of_an_invalid_replace"},
    "invalid-replace-cancels-as-system": {"replace_with_invalid_details"},
    "late-replace-done": {"replace_in_the_late_period"},
    "replaced-twice": {"replaced_at_a_lower_price"},
    "replace-keeps-priority": {"replace_and_priority"},
    "replace-quantity-is-open": {"replace_after_a_fill", "replace_to_nothing"},
    "replaced-shows-plain-sell": {"replaced_short_sale_of_a_firm"},
    "replaced-shows-default-firm": {"replaced_short_sale_of_a_firm"},
    "cheaper-replace-also-cancels": {"replaced_at_a_lower_price"},
    "cancel-size-is-open": {"cancel_after_a_fill"},
    "cancel-zero-ignored": {"cancel_of_the_rest"},
    "full-cancel-tells-the-size": {"ioc_filled_in_part", "replace_after_a_fill", "cancel_of_all_after_a_fill"},
    "cancel-loses-priority": {"cancel_and_priority"},
    "cancel-of-dead-order-rejected": {"cancel_too_late"},
    "superfluous-cancel-answered": {"superfluous_cancels"},
    "modify-one-way": {"modified_sides"},
    "modify-size-is-open": {"modify_after_a_fill"},
    "modify-loses-priority": {"modify_and_priority"},
    "modify-unanswered": {"modified_sides", "modify_after_a_fill"},
    "trade-now-unanswered": {"trade_now_when_locked"},
    "trade-now-only-echoed": {"trade_now_when_locked"},
    "trade-now-loses-priority": {"trade_now_and_priority"},
    "timestamps-in-milliseconds": {"timestamps"},
    "canceled-stamp-since-the-epoch": {"timestamps"},
    "canceled-stamp-runs-back": {"timestamps"},
    "resting-order-modified-unasked": {"expiry"},
    "partial-fill-has-unlisted-flag": {"partial_fills"},
    "start-of-day-missing": set(),
    "orders-after-end-of-day": {"end_of_day"},
    "accepted-shows-plain-sell": {"echo_of_a_short_sale"},
    "accepted-price-worse": {"turned_hidden"},
    "accepted-lives-longer": {"time_of_an_ioc"},
    "hidden-order-repeats-reference": {"reference_numbers"},
    "accepted-comes-last": {"better_price"},
    "dead-order-is-cancelled": {"ioc_filled_in_nothing", "ioc_replacement", "replace_to_nothing"},
    "turned-hidden-shown-as-displayed": {"turned_hidden"},
    "replaced-names-itself": {"replaced_at_a_lower_price"},
    "replaced-shows-the-total": {"replace_after_a_fill", "replace_to_nothing"},
    "executed-names-the-replaced-token": {"fill_of_a_replaced_order"},
    "canceled-quantity-adds-up": {"cancels_in_steps", "cancel_of_the_rest"},
    "self-match-trades": {"self_match", "self_match_with_the_oldest"},
    "prevented-tells-the-decrement": {"self_match_with_the_oldest"},
    "executed-quantity-adds-up": {"several_fills"},
    "match-numbers-differ": {"both_sides", "reference_price"},
    "cut-shares-still-trade": {"cancels_in_steps", "cancel_of_the_rest", "shares_after_a_cut"},
    "executed-beyond-the-limit": {"better_price"},
    "broken-trade-told-to-one-side": {"broken_trade"},
    "broken-trade-with-another-number": {"broken_trade"},
    "reference-price-left-out": {"reference_price"},
    "correction-with-another-number": {"corrected_trade"},
    "rejected-token-stays-free": {"token_of_a_rejected_order"},
    "rejected-order-is-cancelled": {"firms"},
    "cancel-pending-repeated": {"late_full_cancels"},
    "cancel-reject-repeated": {"late_partial_cancels"},
    "priority-update-keeps-reference": {"priority_update"},
    "modified-shows-the-size": {"modify_after_a_fill"},
    "modified-shows-the-old-side": {"modified_sides"},
    # Malformed messages show these, and the limits of a type: the scenarios that are made from the layout.
    "cancel-size-is-signed": set(),
    "nul-type-stops-orders": set(),
}
"""The dialogues of the tour in which each defect shows: its requirement, and others where the same rule works."""


@cache
def said(name: str) -> object:
    """What a dialogue gives at a venue without defects."""
    return DIALOGUES[name](Direct42())


@pytest.mark.parametrize("defect", ORDERS)
def test_defect_shows_where_it_should_and_nowhere_else(defect: str) -> None:
    """With the defect on, exactly the dialogues named come out otherwise; nine of ten stay as they are."""
    changed = {name for name, dialogue in DIALOGUES.items() if dialogue(Direct42(defect)) != said(name)}

    assert changed == SHOWS[defect]
    assert len(changed) <= len(DIALOGUES) / 10


def over_tcp(names: set[str]) -> list[str]:
    """The dialogues that can be held over TCP."""
    return sorted(names - NEEDS_TIME)


def test_tour_is_the_same_over_tcp(open_venue: Opener) -> None:
    """The dialogues give over TCP what they give straight at the dialect."""
    for name in over_tcp(set(DIALOGUES)):
        venue = open_venue(protocol=PROTOCOL)
        assert DIALOGUES[name](OverTcp42(venue)) == said(name), name
        venue.stop()


@pytest.mark.parametrize("defect", [name for name in ORDERS if over_tcp(SHOWS[name])])
def test_defect_shows_over_tcp(open_venue: Opener, defect: str) -> None:
    """The real server with the defect on says on the wire what the dialect does with it."""
    name = over_tcp(SHOWS[defect])[0]
    market = OverTcp42(open_venue(protocol=PROTOCOL, defects=frozenset({defect})))

    assert DIALOGUES[name](market) == DIALOGUES[name](Direct42(defect)) != said(name)


@pytest.mark.parametrize(("defects", "tokens"), [((), [b"one", b"two"]), (("orders-change-places",), [b"two", b"one"])])
def test_orders_of_one_segment(open_venue: Opener, defects: tuple[str, ...], tokens: list[bytes]) -> None:
    """OUCH42-2-02: two orders in one segment are accepted in their order; the defect turns them round."""
    member = Member42(open_venue(protocol=PROTOCOL, defects=frozenset(defects)).address)
    member.say(enter(b"one"), enter(b"two"))

    assert [told(member.sequenced()).token for _ in tokens] == tokens


@pytest.mark.parametrize(("defects", "first"), [((), b"S"), (("start-of-day-missing",), b"A")])
def test_first_message_of_the_day(open_venue: Opener, defects: tuple[str, ...], first: bytes) -> None:
    """OUCH42-3.2-01: the stream opens with Start of Day; with the defect it opens with the first order."""
    member = Member42(open_venue(protocol=PROTOCOL, defects=frozenset(defects)).address, sequence=b"1")
    member.say(enter(b"one"))

    assert told(member.sequenced()).type == first
