"""The parameter types of the sentences: what each takes, and what it gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_bdd import parsers

from ouch_conformance.profile import INSTRUMENT_ROLES
from ouch_conformance.steps.parameters import MEMBERS, ROLES, SIDES, TYPES


def parsed(kind: str, text: str) -> object:
    """What a parameter of a type reads from a text; None where it does not match."""
    parser = parsers.cfparse(f"<{{it:{kind}}}>", extra_types=TYPES)
    found = parser.parse_arguments(f"<{text}>") if parser.is_matching(f"<{text}>") else None
    return found["it"] if found else None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("Order", '"the buy"', "the buy"),
        ("Words", '"not authorized"', "not authorized"),
        ("Member", "the member", "A"),
        ("Member", "member B", "B"),
        ("Member", "member C", "C"),
        ("Side", "sell short exempt", "sell short exempt"),
        ("Side", "sell", "sell"),
        ("Shares", "1,000", 1_000),
        ("Count", "3", 3),
        ("Price", "10.00", Decimal("10.00")),
        ("Role", "short sales restricted", "short sales restricted"),
        ("Role", "restricted", "restricted"),
    ],
)
def test_a_parameter_reads_its_text(kind: str, text: str, value: object) -> None:
    """Each type takes its own words and gives a plain value."""
    assert parsed(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Order", "the buy"),
        ("Order", '""'),
        ("Order", '"the "buy""'),
        ("Member", "member E"),
        ("Side", "short"),
        ("Shares", "-1"),
        ("Shares", "1.5"),
        ("Price", "10"),
        ("Price", "10.000"),
        ("Price", "-1.00"),
        ("Role", "mian"),
    ],
)
def test_a_parameter_takes_nothing_else(kind: str, text: str) -> None:
    """What is no value of the type matches no sentence, so that the step is undefined."""
    assert parsed(kind, text) is None


def test_roles_are_those_of_the_profile() -> None:
    """Features write with spaces what profiles write with hyphens."""
    assert tuple(role.replace(" ", "-") for role in ROLES) == INSTRUMENT_ROLES


def test_no_word_is_taken_for_another() -> None:
    """A role or side that begins like a longer one does not swallow its beginning."""
    for kind, words in (("Role", ROLES), ("Side", SIDES), ("Member", tuple(MEMBERS))):
        assert [parsed(kind, word) for word in words] == [MEMBERS.get(word, word) for word in words]
