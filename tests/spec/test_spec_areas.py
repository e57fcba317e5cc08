"""The areas of certification: the file that ships with the suite, and what is wrong in others."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.spec.areas import certification_areas, load_areas
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import catalogue, protocol_names

AREAS = """<areas protocols="p q" regulation="Article 9">
<point letter="a">matching</point>
<area id="login" points="a"><title>Login</title>
<judged protocol="p">P-1 P-2</judged>
<none protocol="q">Q has no login.</none>
</area>
</areas>
"""
CLOSED = [name for name in protocol_names() if catalogue(name).closed and name != "sample-ouch"]


def test_an_area_holds_requirements_or_a_reason(tmp_path: Path) -> None:
    """For each protocol an area lists ids or says why there are none; the points of its article go to its ids."""
    file = tmp_path / "areas.xml"
    file.write_text(AREAS)

    areas = load_areas(file)

    (area,) = areas
    assert (area.id, area.title, area.points) == ("login", "Login", ("a",))
    assert area.requirements == {"p": ("P-1", "P-2")}
    assert area.none == {"q": "Q has no login."}
    assert (areas.protocols, areas.regulation, areas.points) == (("p", "q"), "Article 9", {"a": "matching"})
    assert [each.id for each in areas.of("P-2")] == ["login"]
    assert areas.points_of("P-2") == ["a"]
    assert areas.points_of("P-3") == []


def test_a_list_may_speak_for_several_protocols(tmp_path: Path) -> None:
    """Versions of one document have lists in common."""
    file = tmp_path / "areas.xml"
    file.write_text(
        AREAS.replace('<judged protocol="p">', '<judged protocol="p q">').replace(
            '<none protocol="q">Q has no login.</none>', ""
        )
    )

    (area,) = load_areas(file)
    assert area.requirements == {"p": ("P-1", "P-2"), "q": ("P-1", "P-2")}


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('points="a"', 'points="b"', 3, "area login names the unknown point b"),
        ('<none protocol="q">Q has no login.</none>', "", 3, "area login does not speak of q"),
        ('protocol="q"', 'protocol="r"', 5, 'area login speaks of the protocol "r"'),
        ('protocol="q"', 'protocol="p"', 5, "area login speaks of p twice"),
        ("P-1 P-2", "", 4, "the list of requirements is empty"),
        ("Q has no login.", " ", 5, "the reason is empty"),
        ('letter="a"', 'letter="A"', 2, 'attribute letter of <point> is "A"'),
        ("</area>", '</area><area id="login"><title>L</title></area>', 6, "area login does not speak of p"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    """What is wrong is one line: file, line, problem, what is allowed."""
    file = tmp_path / "areas.xml"
    file.write_text(AREAS.replace(old, new, 1))

    with pytest.raises(SpecError) as fault:
        load_areas(file)

    assert (fault.value.file, fault.value.line) == (file, line)
    assert fault.value.problem.startswith(problem)


def test_an_area_stands_once(tmp_path: Path) -> None:
    """Two areas of one name are a fault at the second."""
    file = tmp_path / "areas.xml"
    area = AREAS[AREAS.index("<area id") : AREAS.index("</areas>")]
    file.write_text(AREAS.replace("</areas>", area + "</areas>"))

    with pytest.raises(SpecError, match=r":7: area login is defined twice; allowed: each area once"):
        load_areas(file)


def test_the_areas_of_the_suite_list_requirements_in_force() -> None:
    """Every id of an area stands in the catalogue of its protocol, once, and is not retired."""
    for area in certification_areas():
        for protocol, ids in area.requirements.items():
            assert [name for name in ids if name not in catalogue(protocol) or catalogue(protocol)[name].retired] == []
            assert len(set(ids)) == len(ids), area.id


@pytest.mark.parametrize("protocol", CLOSED)
def test_every_requirement_of_a_venue_belongs_to_an_area(protocol: str) -> None:
    """Whoever looks for a requirement by what certification asks finds it, and with it its point of the regulation."""
    areas = certification_areas()
    homeless = [found.id for found in catalogue(protocol) if found.subject == "venue" and not areas.of(found.id)]
    assert homeless == []


def test_the_areas_are_those_that_venues_demand() -> None:
    """No area that certification asks for is missing, and each names its points of Article 9(3)."""
    areas = certification_areas()
    assert [area.id for area in areas] == [
        "login",
        "heartbeats",
        "resume",
        "end-of-session",
        "accepted",
        "rejected",
        "cancel",
        "replace",
        "modify",
        "executions",
        "order-types",
        "by-the-system",
        "broken-trade",
        "races",
        "same-id-twice",
        "kill-switch",
        "throttle",
        "instruments",
        "ports",
        "fail-over",
        "flow",
        "layout",
    ]
    assert sorted(areas.points) == ["a", "b", "c"]
    assert [area.id for area in areas if not area.points] == []
