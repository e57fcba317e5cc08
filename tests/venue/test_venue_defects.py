"""The registry of defects: named, explained, tied to requirements, and all of them wired in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ouch_conformance import venue
from ouch_conformance.spec.library import catalogue
from ouch_conformance.venue import DEFECTS, Defect, VenueError
from ouch_conformance.venue.defects import Defects

SOURCES = [path for path in Path(venue.__file__).parent.rglob("*.py") if path.parent.name != "defects"]
HOOK = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def level(defect: Defect) -> set[str]:
    """How firmly the document stands behind what a defect breaks."""
    return {catalogue(defect.protocol).requirements[broken].level for broken in defect.requirements}


def test_there_are_enough() -> None:
    """At least 32 defects break what must be kept, at least 10 of them in the session layer."""
    layers = [defect.layer for defect in DEFECTS.values() if level(defect) == {"must"}]

    assert len(layers) >= 32
    assert layers.count("session") >= 10


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_each_breaks_a_requirement_that_is_judged(defect: Defect) -> None:
    """A defect names an id of its protocol's catalogue, none that only asks a question, and says what it does."""
    assert level(defect) in ({"must"}, {"derived"})
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", defect.name)
    assert defect.doc.endswith(".")


def test_every_defect_is_hooked_in_and_every_hook_is_a_defect() -> None:
    """The names in the sources and the names in the registry are the same."""
    found = {name for path in SOURCES for name in HOOK.findall(path.read_text())}

    assert DEFECTS.keys() <= found
    for path in SOURCES:
        for name in re.findall(r'(?:has|pick|mark|marked)\(\s*"([^"]+)"', path.read_text()):
            assert name in DEFECTS, f"{path.name}: {name}"


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
