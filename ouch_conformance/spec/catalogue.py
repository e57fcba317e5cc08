"""The requirements of a catalogue file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from .document import Document, line_of
from .errors import listed, nearest
from .oracles import OF_SHAPES, OF_VALUES, STILL_CANCELS, STILL_ENTERS, Oracle, read_oracles
from .requirements import Catalogue, Level, NotTested, Observability, Requirement, Subject


def read_catalogue(document: Document) -> Catalogue:
    """Every requirement of a file that fits its schema; SpecError where an id, a flag or a text is wrong."""
    features = _features(document)
    requirements: dict[str, Requirement] = {}
    for element in document.root.iterfind("requirement"):
        requirement = _requirement(document, element, features)
        if requirement.id in requirements:
            earlier = requirements[requirement.id].line
            problem = f"requirement {requirement.id} is defined twice, first in line {earlier}"
            raise document.error(element, problem, "each id once")
        requirements[requirement.id] = requirement
    return Catalogue(
        protocol=str(document.root.get("protocol")),
        document=str(document.root.get("document")),
        requirements=requirements,
        source=document.file,
        features=features,
        closed=document.root.get("closed") == "true",
    )


def _features(document: Document) -> dict[str, str]:
    features: dict[str, str] = {}
    for element in document.root.iterfind("features/feature"):
        name = str(element.get("name"))
        if name in features:
            raise document.error(element, f"feature {name} is defined twice", "each feature once")
        features[name] = text_of(document, element, f"feature {name}")
    return features


def _requirement(document: Document, element: etree._Element, features: Mapping[str, str]) -> Requirement:
    id_ = str(element.get("id"))
    flags = tuple((element.get("features") or "").split())
    for flag in flags:
        if flag not in features:
            problem = f'requirement {id_} needs the unknown feature "{flag}"{nearest(flag, features)}'
            raise document.error(element, problem, listed(features))
    cause, not_tested = element.find("cause"), element.find("not-tested")
    return Requirement(
        id=id_,
        section=str(element.get("section")),
        sentence=text_of(document, element.find("sentence"), f"the sentence of {id_}"),
        level=Level(str(element.get("level"))),
        subject=cast(Subject, element.get("subject", "venue")),
        features=flags,
        observable=cast("tuple[Observability, ...]", tuple(str(element.get("observable")).split())),
        not_tested=None if not_tested is None else text_of(document, not_tested, f"the reason why {id_} is not tested"),
        retired=element.get("retired") == "true",
        since=element.get("since"),
        line=line_of(element),
        also=tuple((element.get("also") or "").split()),
        not_tested_category=None if not_tested is None else cast(NotTested, not_tested.get("category")),
        implied_by=() if not_tested is None else tuple((not_tested.get("by") or "").split()),
        same_as=tuple((element.get("same-as") or "").split()),
        instead_of=tuple((element.get("instead-of") or "").split()),
        oracles=_oracles(document, element),
        cause=None if cause is None else text_of(document, cause, f"the cause of {id_}"),
    )


def _oracles(document: Document, element: etree._Element) -> tuple[Oracle, ...]:
    """What a requirement says of cases made from the layout. An open question wants nothing; a rule wants something.

    What comes of the shape of a message as a whole can only be recorded: no sentence could say what is right.
    """
    observed = element.get("level") == Level.OBSERVE
    found = read_oracles(element.iterfind("oracle"))
    for each, said in zip(found, element.iterfind("oracle"), strict=True):
        alive = not {STILL_ENTERS, STILL_CANCELS}.isdisjoint(each.cases)
        if observed and (alive or each.then != "recorded"):
            raise document.error(said, "an open question expects nothing of a case", 'an oracle without "then"')
        if not observed and each.then == "recorded" and not alive:
            raise document.error(said, "a rule that only records could never fail", '"then" with what has to come')
        if not observed and not set(OF_SHAPES).isdisjoint(each.cases):
            raise document.error(said, "a rule about the shape of a message", f"cases {listed(OF_VALUES)}")
    return found


def text_of(document: Document, element: etree._Element | None, what: str) -> str:
    """The words of an element in one line; SpecError where there are none."""
    assert element is not None  # noqa: S101 - the schema asks for it
    text = " ".join((element.text or "").split())
    if not text:
        raise document.error(element, f"{what} is empty", "a sentence")
    return text
