"""What the invariants saw in a whole run: references, both sides of trades, and how often each rule was looked at."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.heard import Breach
from ouch_conformance.judge.ledger import Ledger
from tests.judge.judge_bytes import (
    OUCH50,
    TEN,
    accepted,
    canceled,
    event,
    executed,
    heard,
    priority_update,
    rejected,
    replaced,
)


def looks(ledger: Ledger, *messages: bytes) -> list[Breach]:
    """What a ledger finds wrong with messages."""
    return [breach for each in messages for breach in ledger.look(heard(each), OUCH50)]


@pytest.mark.parametrize(
    "second", [accepted(2, reference=7001), replaced(reference=7001), priority_update(reference=7001)]
)
def test_a_reference_is_given_once_a_day(second: bytes) -> None:
    """OUCH50-3.2-03: no order, no replacement and no new priority has a reference that was given before."""
    (breach,) = looks(Ledger(), accepted(reference=7001), second)

    assert (breach.requirement, breach.field) == ("OUCH50-3.2-03", "orderReferenceNumber")
    assert breach.observed == "7001 again"


def test_references_that_differ() -> None:
    """Numbers of their own, in any order, are as they should be."""
    assert looks(Ledger(), accepted(reference=9), replaced(reference=3), priority_update(reference=4)) == []


def test_both_sides_of_a_trade() -> None:
    """OUCH50-3.6-01: a match number comes twice, with the same shares and price."""
    assert looks(Ledger(), executed(1, 100, match=1), executed(2, 100, match=1), executed(1, 50, match=2)) == []


@pytest.mark.parametrize("other", [executed(2, 99), executed(2, 100, price=TEN + 1)])
def test_sides_that_differ(other: bytes) -> None:
    """OUCH50-3.6-01: shares and price are those of one execution, on both sides."""
    (breach,) = looks(Ledger(), executed(1, 100), other)

    assert (breach.requirement, breach.field) == ("OUCH50-3.6-01", "matchNumber")
    assert breach.expected == f"100 shares at {TEN} on both sides"


@pytest.mark.parametrize("times", [3, 4])
def test_a_match_number_that_comes_too_often(times: int) -> None:
    """OUCH50-3.6-01: a trade has two sides."""
    breaches = looks(Ledger(), *[executed(number, 100, match=5) for number in range(times)])

    assert [breach.expected for breach in breaches] == ["two sides of one trade"] * (times - 2)
    assert breaches[-1].observed == f"5 {times} times"


def test_a_new_day_begins_anew() -> None:
    """References and match numbers are unique for a day, not for ever."""
    ledger = Ledger()
    day = [accepted(), executed(1, 100), executed(2, 100)]
    looks(ledger, *day)
    ledger.new_day()

    assert looks(ledger, *day) == []


def test_what_was_looked_at_is_counted() -> None:
    """Each message counts for the rules that hold for it: its own, and those of every message."""
    ledger = Ledger()
    looks(ledger, event(), accepted(), executed(quantity=100), canceled(), rejected())

    assert ledger.looked["OUCH50-3-01"] == ledger.looked["OUCH50-3-06"] == ledger.looked["SOUP-S8"] == 5
    assert ledger.looked["OUCH50-3.2-02"] == 3
    assert ledger.looked["OUCH50-3.2-01"] == ledger.looked["OUCH50-3.6-01"] == ledger.looked["OUCH50-3.8-01"] == 1
    assert "OUCH50-3.7-01" not in ledger.looked


def test_bytes_of_an_unknown_type_count_for_every_message() -> None:
    """What is no message is looked at, too, and has no rule of its own."""
    ledger = Ledger()

    assert looks(ledger, b"z") == []
    assert ledger.looked["OUCH50-3-05"] == 1


def test_a_rule_that_a_protocol_does_not_state_is_not_counted() -> None:
    """Where a dialect has no requirement for a rule there is nothing to count, and a breach has no id."""
    silent = type(OUCH50)("x", OUCH50.kinds, OUCH50.fields)
    ledger = Ledger()
    breaches = [each for message in (accepted(), accepted()) for each in ledger.look(heard(message), silent)]

    assert ledger.looked == {}
    assert [breach.requirement for breach in breaches] == [None]
