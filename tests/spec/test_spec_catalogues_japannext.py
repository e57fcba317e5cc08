"""The catalogues of Japannext and of Osaka Digital Exchange against the numbered rows made from the documents.

The rows are the same for the three: number, section, marking (said, inf, open, or two of them), the means by which the
row can be seen (B session, R reconnect, O operator, X a trade), and the number that took over the weaker part of a row
with two markings.
"""

from __future__ import annotations

import pytest

from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.requirements import Level

PREFIX = {"japannext-ouch-2.01": "JNX-P", "japannext-bonds-ouch-2.01": "JNXB-P", "odx-ouch-2.0": "ODX-P"}
ROWS = {
    1: ("3", "said", "O", 0),
    2: ("4", "said/open", "R", 22),
    3: ("4", "said", "R", 0),
    4: ("6", "said", "B", 0),
    5: ("6.1", "said/inf", "B", 23),
    6: ("6.1", "said", "B", 0),
    7: ("6.1", "said/inf", "B", 24),
    8: ("6.1", "said", "B", 0),
    9: ("6.2", "said", "B", 0),
    10: ("6.2", "said", "B", 0),
    11: ("6.2", "said", "X", 0),
    12: ("6.2", "said", "X", 0),
    13: ("6.3", "said", "B", 0),
    14: ("7.1", "said", "RO", 0),
    15: ("7.2", "said", "B", 0),
    16: ("7.3", "said", "B", 0),
    17: ("7.4", "said", "B", 0),
    # That a reason can follow an invalid replace is a permission.
    18: ("7.4", "open", "B", 0),
    19: ("7.5", "said", "X", 0),
    20: ("7.6", "said", "X", 0),
    21: ("7.7", "said", "B", 0),
}
OWN = {
    # What the document does not say: a rejected order's token, the price 0, the new token where a total is too low.
    27: ("7.7", Level.OBSERVE),
    28: ("6.1", Level.OBSERVE),
    29: ("6.2", Level.OBSERVE),
    # Nothing unasked, listed codes only.
    25: ("7", Level.DERIVED),
    26: ("7", Level.DERIVED),
    # Data types: lengths, numbers and text, the clock, tokens of an account, prices.
    30: ("5", Level.MUST),
    31: ("5", Level.MUST),
    32: ("5", Level.MUST),
    33: ("5", Level.DERIVED),
    34: ("5", Level.MUST),
    35: ("5", Level.MUST),
    # What follows from the tables: order numbers, the rest of an immediate order, sums, the end of a rejected order.
    36: ("7.2", Level.DERIVED),
    37: ("7.4", Level.DERIVED),
    38: ("7.6", Level.DERIVED),
    39: ("7.7", Level.DERIVED),
    # What the scenarios made from the layout ask.
    50: ("6", Level.OBSERVE),
    51: ("6", Level.OBSERVE),
    52: ("6", Level.OBSERVE),
}
BONDS = {40: ("7.6", Level.OBSERVE)}
"""Bonds alone: the counterparty of an execution."""
LEVELS = {"said": Level.MUST, "inf": Level.DERIVED, "open": Level.OBSERVE}
MEANS = {"B": "session", "R": "reconnect", "O": "operator", "X": "self-trade"}


def own(name: str) -> dict[int, tuple[str, Level]]:
    """What no row has, by number."""
    return OWN | (BONDS if "bonds" in name else {})


@pytest.mark.parametrize("name", list(PREFIX))
def test_a_catalogue_holds_every_row_and_no_other(name: str) -> None:
    """Every numbered row has its requirement; beside them stand split-off parts and our own additions."""
    expected = {*ROWS, *own(name), *(weaker for *_, weaker in ROWS.values() if weaker)}
    assert set(catalogue(name).requirements) == {f"{PREFIX[name]}{number}" for number in expected}


@pytest.mark.parametrize("name", list(PREFIX))
@pytest.mark.parametrize("number", list(ROWS))
def test_a_row_has_its_section_its_level_and_its_means(name: str, number: int) -> None:
    """Said is must, inferred is derived, open is observe; the stronger of two keeps the number."""
    section, marking, means, weaker = ROWS[number]
    found = catalogue(name)[f"{PREFIX[name]}{number}"]
    strongest, *others = (LEVELS[mark] for mark in marking.split("/"))

    assert (found.section, found.level, found.subject) == (section, strongest, "venue")
    assert {MEANS[each] for each in means} <= set(found.observable)
    assert bool(weaker) is bool(others)
    if weaker:
        split = catalogue(name)[f"{PREFIX[name]}{weaker}"]
        assert (split.section, split.level) == (section, others[0])


@pytest.mark.parametrize("name", list(PREFIX))
def test_what_no_row_has_is_at_its_own_level(name: str) -> None:
    """Open questions are observed, what follows is derived, what the chapter on data types says is a must."""
    found = {number: catalogue(name)[f"{PREFIX[name]}{number}"] for number in own(name)}
    assert {number: (each.section, each.level) for number, each in found.items()} == own(name)


@pytest.mark.parametrize("name", list(PREFIX))
def test_what_is_not_tested_says_why(name: str) -> None:
    """One row cannot be seen at all."""
    filed = {each.id: each.not_tested_category for each in catalogue(name) if each.not_tested_category}
    assert filed == {f"{PREFIX[name]}22": "not-observable"}


def test_short_sales_are_no_matter_of_bonds() -> None:
    """A bond is bought and sold; equities are sold short, too."""
    flags = {name: "short-sale" in catalogue(name).features for name in PREFIX}
    assert flags == {"japannext-ouch-2.01": True, "japannext-bonds-ouch-2.01": False, "odx-ouch-2.0": True}
