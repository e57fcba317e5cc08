"""Names, widths and revisions of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.spec.model import EnumValue, Field, key, words
from tests.spec.spec_wrong import MESSAGES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SellShort", "sell short"),
        ("timeInForce", "time in force"),
        ("clOrdID", "cl ord id"),
        ("AIQCanceled", "aiq canceled"),
        ("quantity", "quantity"),
    ],
)
def test_a_name_reads_as_words(name: str, expected: str) -> None:
    """Capitals begin words, and a run of capitals is one word."""
    assert words(name) == expected
    assert EnumValue(name, "x").words == expected
    assert Field(name, "byte").words == expected


def test_spellings_of_one_name_share_a_key() -> None:
    """Spaces, hyphens and case make no difference."""
    assert key("Time In Force") == key("timeInForce") == key("time-in-force") == "timeinforce"


def test_an_option_is_named_by_its_value() -> None:
    """An option carries its tag, its section and the field that is its value."""
    option = protocol("nasdaq-ouch-5.0").options[3]
    assert (option.name, option.tag, option.section, option.value.default) == ("minQty", 3, "A", "0")


def test_a_message_is_found_by_name_and_known_by_its_letter() -> None:
    """A message that does not exist is a KeyError; the type byte shows as a letter."""
    ouch = protocol("nasdaq-ouch-5.0")
    assert (ouch.message("EnterOrder").letter, ouch.message("EnterOrder").id) == ("O", 79)
    with pytest.raises(KeyError, match="Entry"):
        ouch.message("Entry")


def test_a_message_without_an_appendage_allows_no_tag() -> None:
    """System Event never carries options."""
    ouch = protocol("nasdaq-ouch-5.0")
    event = ouch.message("SystemEvent")
    assert ouch.appendage(event, "1.05") is None
    assert ouch.allowed_tags(event, "1.05") == ()


def test_an_item_exists_from_its_first_to_its_last_revision() -> None:
    """`since` and `until` both count in."""
    ouch = protocol("nasdaq-ouch-5.0")
    bounded = EnumValue("Bounded", "x", since="1.03", until="1.04")
    assert [ouch.has(bounded, revision) for revision in ouch.revisions] == [False, True, True, False]


def test_a_value_may_be_absent_from_a_revision_in_between() -> None:
    """`absent` takes single revisions out of the span: editions of several markets need not build on each other."""
    ouch = protocol("nasdaq-ouch-5.0")
    split = EnumValue("Split", "x", until="1.04", absent=("1.03",))
    assert [ouch.has(split, revision) for revision in ouch.revisions] == [True, False, True, False]


def test_two_values_share_a_code_where_no_revision_has_both(tmp_path: Path) -> None:
    """The code that one value has not got in a revision may be another value's there."""
    file = tmp_path / "messages.xml"
    file.write_text(
        MESSAGES.replace(">B</value>", ' o:except="2">B</value>\n<value name="Bid" o:since="2" o:until="2">B</value>')
    )
    loaded = load_protocol(file)
    names = {each.name: [loaded.has(each, revision) for revision in "123"] for each in loaded.enums["Side"].values}

    assert names == {"Buy": [True, False, True], "Bid": [False, True, False], "Sell": [True, True, True]}
