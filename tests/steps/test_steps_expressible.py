"""Sentences that a protocol has no words for are refused before anything runs."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.dialect import DIALECTS, Kind
from ouch_conformance.spec.library import protocol
from ouch_conformance.steps.vocabulary import SENTENCES

JPX, JNX, OUCH42, OUCH50 = "jpx-ouch-5.0", "japannext-ouch-2.01", "nasdaq-ouch-4.2", "nasdaq-ouch-5.0"
REDUCES = 'the member reduces "the buy" to 100 shares'
INSTEAD = "a cancel takes out the whole order, a replace leaves less of it"


def lint(text: str, name: str) -> list[str]:
    """What the lint says of a sentence with no table under it."""
    [meant] = [each for each in SENTENCES if each.parser.is_matching(text)]
    return meant.lint(None, None, name, text)


def test_a_cancel_without_a_quantity_reduces_nothing() -> None:
    """Cancel Order of Osaka takes out the whole order (4.1.4); elsewhere it names the new size."""
    assert lint(REDUCES, JPX) == [f"Cancel Order of jpx-ouch-5.0 has no quantity: {INSTEAD}"]
    assert lint(REDUCES, OUCH42) == lint(REDUCES, OUCH50) == []


@pytest.mark.parametrize("name", [JNX, "japannext-bonds-ouch-2.01", "odx-ouch-2.0"])
def test_a_quantity_that_is_ignored_reduces_nothing(name: str) -> None:
    """Japannext has the field and does not look at it (6.3): the layout alone would not tell."""
    at = (Kind.CANCEL, "quantity")
    assert at in DIALECTS[name].ignored
    assert any(field.name == "quantity" for field in protocol(name).message("CancelOrder").fields)
    assert lint(REDUCES, name) == [f"the quantity in Cancel Order of {name} is ignored: {INSTEAD}"]


@pytest.mark.parametrize(
    "text", ['the member enters a {} as "the order"', "the member enters a {} at each mirrored host"]
)
def test_a_side_without_a_code_is_refused(text: str) -> None:
    """Osaka knows buys and sells (4.1.1); the nearest of them is no short sale, so none is suggested."""
    assert lint(text.format("sell short"), JPX) == ["jpx-ouch-5.0 has no side 'sell short': known: buy, sell"]
    assert lint(text.format("sell short exempt"), JNX) == lint(text.format("sell"), JPX) == []
    assert lint(text.format("sell short"), "japannext-bonds-ouch-2.01") != []


def test_a_protocol_without_orders_has_findings_of_its_own() -> None:
    """Nothing is known of its sides, and a cancel is none of its messages."""
    assert (
        lint(REDUCES, "sample-ouch")
        == lint("the member enters a sell short at each mirrored host", "sample-ouch")
        == []
    )
