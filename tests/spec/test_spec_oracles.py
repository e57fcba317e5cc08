"""What a requirement says of cases that are made from the layout: how it is read, and what it may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.cases.make import Maker, check_names
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.loader import load_catalogue
from ouch_conformance.spec.oracles import Oracle
from ouch_conformance.wire import codec

RULE = '<sentence>It answers.</sentence>\n<oracle cases="{}"{}/>'
FULL = sorted(name for name in DIALECTS if any(each.oracles for each in catalogue(name)))


def written(folder: Path, level: str, cases: str, more: str = "") -> Path:
    """A catalogue of one requirement with one oracle, in line 4."""
    file = folder / "requirements.xml"
    file.write_text(
        '<requirements protocol="p" document="d">\n'
        f'<requirement id="P-1" section="1" level="{level}" observable="session">\n'
        f"{RULE.format(cases, more)}\n</requirement>\n</requirements>\n"
    )
    return file


def test_an_oracle_is_read(tmp_path: Path) -> None:
    """Cases, what they are of, for which samples, and what has to come."""
    more = ' of="Enter.quantity Replace" values="least, one above the least" then="accepted"'
    (found,) = load_catalogue(written(tmp_path, "must", "boundary beyond", more))["P-1"].oracles

    samples = ("least", "one above the least")
    assert found == Oracle(("boundary", "beyond"), ("Enter.quantity", "Replace"), samples, "accepted")


@pytest.mark.parametrize(
    ("level", "cases", "more", "problem"),
    [
        ("observe", "boundary", ' then="accepted"', "an open question expects nothing of a case"),
        ("observe", "still-enters", "", "an open question expects nothing of a case"),
        ("must", "boundary", "", "a rule that only records could never fail"),
        ("derived", "cut", ' then="ignored"', "a rule about the shape of a message"),
        ("must", "boundery", ' then="ignored"', 'attribute cases of <oracle> is "boundery"'),
        ("must", "code", ' then="rejected"', 'attribute then of <oracle> is "rejected"'),
    ],
)
def test_an_oracle_that_cannot_be_is_told(tmp_path: Path, level: str, cases: str, more: str, problem: str) -> None:
    """The file, the line and what is wrong."""
    with pytest.raises(SpecError) as caught:
        load_catalogue(written(tmp_path, level, cases, more))

    assert (caught.value.line, caught.value.problem) == (4, problem)


@pytest.mark.parametrize(
    ("oracle", "nearness"),
    [
        (Oracle(("boundary",)), 0),
        (Oracle(("boundary",), values=("least",)), 1),
        (Oracle(("boundary",), ("Enter",)), 2),
        (Oracle(("boundary",), ("Enter.quantity",)), 4),
        (Oracle(("boundary",), ("Enter.quantity",), ("least",)), 5),
        (Oracle(("boundary",), ("Enter.price",)), None),
        (Oracle(("boundary",), ("Replace",)), None),
        (Oracle(("boundary",), values=("most",)), None),
        (Oracle(("beyond",)), None),
    ],
)
def test_the_particular_is_nearer_than_the_general(oracle: Oracle, nearness: int | None) -> None:
    """A field before its message before everything, a sample before all of them."""
    assert oracle.nearness("boundary", "Enter", "quantity", "least") == nearness


@pytest.mark.parametrize("name", FULL)
def test_no_oracle_that_ships_is_without_a_case(name: str) -> None:
    """A misspelt sample would be passed over in silence."""
    maker = Maker(codec(name), DIALECTS[name], catalogue(name))
    check_names(maker.book, maker.codec.protocol)
    tagged = {tag for message in maker.messages for outline in maker.outlines(message) for tag in outline.tags}

    assert {each.id for each in catalogue(name) if each.oracles} <= tagged
