"""The areas that venues demand in certification, and which requirements of each protocol belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from .catalogue import text_of
from .document import Document, read_document
from .errors import listed, nearest
from .grammar import validate
from .resources import data_root


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `points` are the letters of the article whose matter it is.

    For each protocol it holds either the ids of `requirements`, or the reason in `none` why there are none.
    """

    id: str
    title: str
    points: tuple[str, ...] = ()
    requirements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas. `regulation` is the article that demands conformance tests, `points` its points by their letters."""

    protocols: tuple[str, ...] = ()
    regulation: str = ""
    points: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()

    def __iter__(self) -> Iterator[Area]:
        return iter(self.areas)

    def of(self, requirement_id: str) -> list[Area]:
        """The areas that a requirement belongs to."""
        return [area for area in self.areas if any(requirement_id in ids for ids in area.requirements.values())]

    def points_of(self, requirement_id: str) -> list[str]:
        """The letters of the points that a requirement has to do with: those of its areas."""
        return sorted({point for area in self.of(requirement_id) for point in area.points})


@cache
def certification_areas() -> Areas:
    """The areas that ship with the suite."""
    return load_areas(data_root() / "specs" / "areas.xml")


def load_areas(path: Path) -> Areas:
    """Read an `areas.xml`. SpecError where it does not fit its schema, or an area leaves a protocol without an answer.

    Whether the ids exist is not asked here: tests/spec holds that of the file that ships with the suite.
    """
    document = read_document(path)
    validate(document, data_root() / "specs" / "schema" / "areas.rng")
    root = document.root
    points = {str(each.get("letter")): text_of(document, each, "the point") for each in root.iterfind("point")}
    protocols = tuple(str(root.get("protocols")).split())
    seen: dict[str, Area] = {}
    for element in root.iterfind("area"):
        area = _area(document, element, protocols)
        if area.id in seen:
            raise document.error(element, f"area {area.id} is defined twice", "each area once")
        for letter in area.points:
            if letter not in points:
                raise document.error(element, f"area {area.id} names the unknown point {letter}", listed(points))
        seen[area.id] = area
    return Areas(protocols, str(root.get("regulation")), points, tuple(seen.values()))


def _area(document: Document, element: etree._Element, protocols: tuple[str, ...]) -> Area:
    name = str(element.get("id"))
    judged: dict[str, tuple[str, ...]] = {}
    none: dict[str, str] = {}
    told = (*element.iterfind("judged"), *element.iterfind("none"))
    for each, protocol in ((one, name_) for one in told for name_ in str(one.get("protocol")).split()):
        if protocol not in protocols:
            problem = f'area {name} speaks of the protocol "{protocol}"{nearest(protocol, protocols)}'
            raise document.error(each, problem, listed(protocols))
        if protocol in judged or protocol in none:
            raise document.error(each, f"area {name} speaks of {protocol} twice", "each protocol once")
        if each.tag == "none":
            none[protocol] = text_of(document, each, "the reason")
        else:
            judged[protocol] = tuple(text_of(document, each, "the list of requirements").split())
    for protocol in protocols:
        if protocol not in judged and protocol not in none:
            problem = f"area {name} does not speak of {protocol}"
            raise document.error(element, problem, "<judged> with its requirements, or <none> with the reason")
    title = text_of(document, element.find("title"), f"the title of {name}")
    return Area(name, title, tuple((element.get("points") or "").split()), judged, none)
