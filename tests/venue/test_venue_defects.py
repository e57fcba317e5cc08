"""The registry of defects: named, explained, tied to requirements, and all of them wired in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ouch_conformance import venue
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.spec.library import catalogue, protocol_names
from ouch_conformance.venue import Defect, VenueError, defects_of
from ouch_conformance.venue.defects import Defects, defect_names

SOURCES = [path for path in Path(venue.__file__).parent.rglob("*.py") if path.parent.name != "defects"]
SESSION = "soupbintcp-3.00"
DEFECTS = [(protocol, defect) for protocol in DIALECTS for defect in defects_of(protocol).values()]
HOOK = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def level(defect: Defect) -> set[str]:
    """How firmly the document stands behind what a defect breaks."""
    known = {each.id: each for name in protocol_names() for each in catalogue(name).requirements.values()}
    return {known[broken].level for broken in defect.requirements}


@pytest.mark.parametrize("protocol", list(DIALECTS))
def test_there_are_enough(protocol: str) -> None:
    """At least 32 defects break what must be kept, at least 10 of them in the session layer."""
    layers = [defect.layer for defect in defects_of(protocol).values() if level(defect) == {"must"}]

    assert len(layers) >= 32
    assert layers.count("session") >= 10


@pytest.mark.parametrize(("protocol", "defect"), DEFECTS, ids=[f"{each.name}-{name}" for name, each in DEFECTS])
def test_each_breaks_a_requirement_that_is_judged(protocol: str, defect: Defect) -> None:
    """A defect names an id of its protocol's catalogue, none that only asks a question, and says what it does."""
    assert level(defect) <= {"must", "derived"}
    assert set(defect.requirements) & (catalogue(protocol).requirements.keys() | catalogue(SESSION).requirements.keys())
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", defect.name)
    assert defect.doc.endswith(".")


def test_every_defect_is_hooked_in_and_every_hook_is_a_defect() -> None:
    """The names in the sources and the names in the registry are the same."""
    found = {name for path in SOURCES for name in HOOK.findall(path.read_text())}

    assert found >= defect_names()
    for path in SOURCES:
        for name in re.findall(r'(?:has|pick|mark|marked)\(\s*"([^"]+)"', path.read_text()):
            assert name in defect_names(), f"{path.name}: {name}"


def test_a_fault_that_two_protocols_forbid_stands_once() -> None:
    """A defect of the session layer that OUCH forbids, too, has the ids of both; a protocol has no other's."""
    assert defects_of("nasdaq-ouch-5.0")["replay-restamped"].requirements == ("SOUP-S4", "OUCH50-1.1-03")
    assert defects_of("nasdaq-ouch-4.2")["replay-restamped"].requirements == ("SOUP-S4", "OUCH42-1.1-04")
    assert "used-token-rejected" not in defects_of("nasdaq-ouch-5.0")
    assert {defect.layer for defect in defects_of(SESSION).values()} == {"session"}


def test_a_misspelt_name_is_refused_with_the_nearest() -> None:
    """A name that is no defect raises, and says which one may have been meant."""
    with pytest.raises(VenueError, match="did you mean ioc-rests"):
        Defects(["ioc-rest"])


def test_what_is_off_remembers_nothing() -> None:
    """Marks are kept for defects that are on."""
    defects = Defects(["heartbeats-are-counted"])
    defects.mark("heartbeats-are-counted", "A")
    defects.mark("ioc-rests", "A")

    assert (defects.marked("heartbeats-are-counted", "A"), defects.marked("ioc-rests", "A")) == (1, 0)
    assert (defects.pick("ioc-rests", 1, 0), defects.has("heartbeats-are-counted")) == (0, True)
