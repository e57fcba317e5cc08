"""The ids of checks and scenarios, and the two ways in which a step may end early."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.check import ActionMissing, Outcome, Unmet, check_id, scenario_id, slug
from ouch_conformance.judge.verdict import Result


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A cancel for 0 shares takes all of it", "a-cancel-for-0-shares-takes-all-of-it"),
        ("Quantity 1,000,000: too much!", "quantity-1-000-000-too-much"),
        ("  (dead)  ", "dead"),
    ],
)
def test_a_slug_is_what_is_left_of_a_title(title: str, expected: str) -> None:
    """Lower case letters and digits, joined by single hyphens, none at the ends."""
    assert slug(title) == expected


def test_a_scenario_is_known_by_protocol_file_title_and_row() -> None:
    """`protocol/file::slug[row]`, the row only where there is one."""
    assert scenario_id("p-1", "2.1_x.feature", "It is so") == "p-1/2.1_x.feature::it-is-so"
    assert scenario_id("p-1", "2.1_x.feature", "It is so", "buy-9.90") == "p-1/2.1_x.feature::it-is-so[buy-9.90]"


def test_a_check_is_a_requirement_in_a_scenario() -> None:
    """`ID@scenario`."""
    assert check_id("OUCH50-2.2-04", "p-1/f::s[1]") == "OUCH50-2.2-04@p-1/f::s[1]"


def test_unmet_carries_the_outcome_and_says_it() -> None:
    """A predicate that does not hold ends the scenario with a sentence, what was expected and what was observed."""
    outcome = Outcome(Result.VIOLATED, "the buy is accepted", "Order Accepted", "Rejected")
    unmet = Unmet(outcome)

    assert unmet.outcome is outcome
    assert str(unmet) == "the buy is accepted: expected Order Accepted; observed Rejected"


def test_a_missing_action_names_itself() -> None:
    """The profile accepts a missing operator action by its name."""
    missing = ActionMissing("halt")

    assert missing.action == "halt"
    assert str(missing) == "operator action 'halt' cannot be performed: the profile's control adapter has none"
