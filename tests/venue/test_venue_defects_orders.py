"""Every defect of the OUCH 5.0 dialect changes what it says, and next to nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from ouch_conformance.venue import defects_of
from tests.venue import tour_changes, tour_orders  # noqa: F401 - each adds its dialogues to the tour
from tests.venue.hand_written import Member, Opener, enter, told
from tests.venue.session_tour import Talker, kinds
from tests.venue.tour import ASKS, DIALOGUES, NEEDS_TIME, Direct, OverTcp

ORDERS = [name for name, defect in defects_of("nasdaq-ouch-5.0").items() if defect.layer == "orders"]

SHOWS: dict[str, set[str]] = {
    "replay-begins-unsequenced": set(),
    "accounts-share-numbers": {"number_of_another_account"},
    "blank-clordid-is-nul": {"blank_clordid"},
    "highest-price-refused": {"price_limits"},
    "market-price-refused-in-cross": {"market_price_in_a_cross"},
    "numbers-outlive-the-day": set(),
    "equal-number-rejected": {"numbers_again", "number_of_a_rejected_order", "channel_zero"},
    "far-number-ignored": {"numbers_passed_over"},
    "disable-number-stays-free": {"bulk_requests_again"},
    "channel-zero-refused": {"channel_zero"},
    "falling-options-refused": {"options_by_falling_tags"},
    "repeated-number-rejected": {"number_of_a_rejected_order", "numbers_again", "channel_zero"},
    "channels-share-numbers": {"numbers_in_channels", "query_of_a_channel"},
    "cancel-ignores-channel": {"cancel_without_the_channel"},
    "appendage-length-counts-itself": {"echo_of_options"},
    "repeated-bulk-request-answered": {"bulk_requests_again"},
    "orders-change-places": set(),
    "mirror-takes-no-requests": set(),
    "mirror-tells-nothing": set(),
    "accepted-twice": {"attributable"},
    "quantity-zero-accepted": {"quantity_limits"},
    "quantity-million-accepted": {"quantity_limits"},
    "good-till-time-for-ever": {"expiry"},
    "expired-as-user-cancel": {"expiry"},
    "ioc-rests": {"market_price_outside", "ioc_filled_in_part", "ioc_filled_in_nothing"},
    "extended-hours-need-options": {"extended_hours"},
    "unmatched-ioc-cancelled-as-user": {"ioc_filled_in_nothing"},
    "minimum-quantity-ignored": {"minimum_quantity", "replace_inherits_options"},
    "odd-minimum-accepted": {"minimum_of_an_odd_lot"},
    "handle-instruction-unbound": {"handling_instructions"},
    "retail-cross-everywhere": {"cross_types"},
    "blank-firm-refused": {"blank_firm"},
    "replace-chain-breaks": {"replace_of_a_replacement"},
    "unknown-replace-rejected": {"replace_of_nothing", "number_of_an_ignored_replace", "replace_and_channels"},
    "ignored-replace-consumes": {"replace_of_nothing", "number_of_an_ignored_replace"},
    "invalid-replace-ignored": {
        "replace_with_invalid_details",
        "number_of_an_invalid_replace",
        "replace_to_after_hours",
    },
    "invalid-replace-rejected": {"replace_with_invalid_details", "replace_to_after_hours"},
    "invalid-replace-consumes": {"number_of_an_invalid_replace"},
    "late-replace-done": {"replace_in_the_late_period"},
    "replace-also-cancels": {
        "replaced",
        "replace_of_a_replacement",
        "replace_of_nothing",
        "exposed_after_a_replace",
        "replace_and_channels",
        "replace_of_the_side",
        "replace_to_nothing",
    },
    "replace-keeps-priority": {"replace_and_priority"},
    "cancel-loses-priority": {"cancel_and_priority"},
    "replace-quantity-is-open": {"replace_after_a_fill", "exposed_after_a_replace", "replace_to_nothing"},
    "replace-forgets-options": {"replace_inherits_options"},
    "replace-in-channel-ignored": {"replace_and_channels"},
    "replace-to-after-hours-done": {"replace_to_after_hours"},
    "cancel-size-is-open": {"cancel_after_a_fill"},
    "cancel-zero-ignored": {"cancel_of_the_rest"},
    "superfluous-cancel-answered": {"superfluous_cancels"},
    "late-cancel-rejected": {"cancel_of_a_filled_order"},
    "fill-told-again-behind-replace": {"exposed_after_a_replace", "replace_to_nothing"},
    "canceled-counts-executed": {"cancel_of_what_a_fill_leaves"},
    "long-cancel-ignored": {"long_cancel", "cancel_in_a_channel"},
    "modify-one-way": {"modified_sides"},
    "modify-loses-priority": {"modify_and_priority"},
    "modify-increases": {"modify_up"},
    "modify-zero-ignored": {"modify_to_zero"},
    "long-modify-ignored": {"modify_in_the_long_form"},
    "mass-cancel-spares-hidden": {"mass_cancel_of_the_firm", "mass_cancel_of_hidden_orders"},
    "mass-cancel-ignores-firm": {"mass_cancel_of_one_firm"},
    "mass-cancel-ignores-symbol": {"mass_cancel_of_a_symbol"},
    "mass-cancel-ignores-side": {"mass_cancel_of_a_side"},
    "mass-cancel-ignores-channel": {"mass_cancel_of_a_channel"},
    "mass-cancel-group-zero-is-all": {"mass_cancel_of_no_group"},
    "mass-cancel-spares-groups": {"mass_cancel_of_the_firm", "mass_cancel_of_a_symbol", "mass_cancel_of_a_side"},
    "mass-cancel-unacknowledged": {"mass_cancel_response", "mass_cancel_response_of_a_group"},
    "mass-cancel-not-reported": {
        "mass_cancel_of_the_firm",
        "mass_cancel_of_a_symbol",
        "mass_cancel_of_a_side",
        "mass_cancel_of_no_group",
        "mass_cancel_of_a_channel",
        "mass_cancel_of_one_firm",
        "mass_cancel_of_hidden_orders",
    },
    "disable-does-nothing": {"disabled"},
    "enable-does-nothing": {"enabled"},
    "query-tells-the-last": {"query_of_a_channel", "query_of_either_form"},
    "superfluous-switch-unanswered": {"switched_twice"},
    "fresh-query-tells-zero": {"query_of_a_fresh_day"},
    "repeated-query-tells-more": {"query_of_either_form"},
    "query-ignores-channel": {"query_of_a_channel"},
    "long-query-ignored": {"query_of_a_channel", "query_of_either_form"},
    "timestamps-in-milliseconds": {"time_stamps"},
    "canceled-stamp-since-the-epoch": {"time_stamps"},
    "canceled-stamp-runs-back": {"time_stamps"},
    "appendage-without-channel": {"modified_bytes"},
    "canceled-without-channel": {"cancel_in_a_channel"},
    "enable-response-without-length": {"enable_response"},
    "resting-order-modified-unasked": {"expiry"},
    "partial-fill-has-unlisted-flag": {"flag_of_a_partial_fill"},
    "orders-after-end-of-day": {"end_of_day"},
    "accepted-clordid-in-capitals": {"echo"},
    "accepted-price-worse": {"echo_of_a_short_sale"},
    "dead-order-is-cancelled": {"ioc_filled_in_nothing", "replace_to_nothing"},
    "hidden-order-repeats-reference": {"reference_numbers"},
    "replaced-shows-old-clordid": {"replaced"},
    "replaced-shows-the-total": {"exposed_after_a_replace", "replace_to_nothing"},
    "replaced-shows-plain-sell": {"replace_of_the_side"},
    "canceled-quantity-adds-up": {"cancel_of_the_rest", "cancels_in_steps"},
    "self-match-trades": {"self_match", "self_match_in_bytes"},
    "prevented-match-also-executed": {"self_match", "self_match_in_bytes"},
    "prevented-flag-turned": {"self_match_in_bytes"},
    "executed-beyond-the-limit": {"best_price_first"},
    "match-numbers-differ": {"both_sides"},
    "executed-quantity-adds-up": {"several_fills"},
    "broken-trade-without-clordid": {"broken_trade"},
    "broken-trade-told-to-one-side": {"broken_trade_on_both_sides"},
    "rejected-number-stays-free": {"number_of_a_rejected_order"},
    "cancel-pending-repeated": {"late_full_cancels"},
    "cancel-reject-repeated": {"late_partial_cancels"},
    "priority-update-keeps-reference": {"priority_update"},
    "modified-shows-the-size": {"modify_after_a_fill"},
    "reserve-not-restated": {"reserve"},
    "mass-cancel-response-without-symbol": {"mass_cancel_response"},
    "mass-cancel-response-numbered-anew": {"mass_cancel_response"},
    "mass-cancel-response-without-group": {"mass_cancel_response_of_a_group"},
    "mass-cancel-response-of-one-side": {"mass_cancel_response"},
    "disable-response-on-a-channel": {"disable_response"},
    "disable-response-without-firm": {"disable_response"},
    # Malformed messages show these, and the limits of a type: the scenarios that are made from the layout.
    "cancel-size-is-signed": set(),
    "nul-type-stops-orders": set(),
    "short-message-swallows-order": set(),
    "unknown-query-option-bars-account": set(),
}
"""The dialogues of the tour in which each defect shows: its requirement, and others where the same rule works."""


@cache
def said(name: str) -> object:
    """What a dialogue gives at a venue without defects."""
    return DIALOGUES[name](Direct())


@pytest.mark.parametrize("defect", ORDERS)
def test_defect_shows_where_it_should_and_nowhere_else(defect: str) -> None:
    """With the defect on, exactly the dialogues named come out otherwise; nine of ten stay as they are."""
    changed = {name for name, dialogue in DIALOGUES.items() if dialogue(Direct(defect)) != said(name)}

    assert changed == SHOWS[defect]
    assert len(changed) <= len(DIALOGUES) / 10


def over_tcp(names: set[str]) -> list[str]:
    """The dialogues that can be held over TCP."""
    return sorted(names - NEEDS_TIME - ASKS)


def test_tour_is_the_same_over_tcp(open_venue: Opener) -> None:
    """The dialogues give over TCP what they give straight at the dialect."""
    for name in over_tcp(set(DIALOGUES)):
        venue = open_venue()
        assert DIALOGUES[name](OverTcp(venue)) == said(name), name
        venue.stop()


@pytest.mark.parametrize("defect", [name for name in ORDERS if over_tcp(SHOWS[name])])
def test_defect_shows_over_tcp(open_venue: Opener, defect: str) -> None:
    """The real server with the defect on says on the wire what the dialect does with it."""
    name = over_tcp(SHOWS[defect])[0]
    market = OverTcp(open_venue(defects=frozenset({defect})))

    assert DIALOGUES[name](market) == DIALOGUES[name](Direct(defect)) != said(name)


@pytest.mark.parametrize(("defects", "kind"), [((), b"S"), (("replay-begins-unsequenced",), b"U")])
def test_packets_of_a_replay(open_venue: Opener, defects: tuple[str, ...], kind: bytes) -> None:
    """OUCH50-1.1-01: the first message of the day comes again in a packet of the wrong type."""
    venue = open_venue(defects=frozenset(defects))
    first, again = Talker(venue, b"1"), Talker(venue, b"1")

    assert kinds(first.takes(2)) == [b"A", b"S"]
    assert kinds(again.takes(2)) == [b"A", kind]


@pytest.mark.parametrize(("defects", "numbers"), [((), [1]), (("numbers-outlive-the-day",), [])])
def test_numbers_of_a_new_day(open_venue: Opener, defects: tuple[str, ...], numbers: list[int]) -> None:
    """OUCH50-1.2-05: number 1 is used up where the day before had an order."""
    venue = open_venue(defects=frozenset(defects))
    Member(venue.address).hears(enter(1))
    venue.control("start_session")

    assert [message.number for message in Member(venue.address).hears(enter(1))] == numbers


@pytest.mark.parametrize(("defects", "numbers"), [((), [1, 2]), (("orders-change-places",), [2])])
def test_orders_of_one_segment(open_venue: Opener, defects: tuple[str, ...], numbers: list[int]) -> None:
    """OUCH50-2-02: the second of two orders in one segment comes first, which makes the first a repetition."""
    member = Member(open_venue(defects=frozenset(defects)).address)
    member.say(enter(1), enter(2))

    assert [told(member.sequenced()).number for _ in numbers] == numbers
    assert member.hears() == []
