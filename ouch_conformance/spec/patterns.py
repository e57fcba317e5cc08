"""What a RELAX NG schema allows inside an element, as far as our schemas use the language.

Understood: element, attribute, ref, optional, zeroOrMore, oneOrMore, interleave, text, choices of values, string data
with a pattern, and anyName. Inside one parent a name stands for one pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .errors import listed

RNG = "{http://relaxng.org/ns/structure/1.0}"
DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"


@dataclass(frozen=True, slots=True)
class Values:
    """What an attribute may hold: one of several words, a text of a pattern, or any text."""

    words: tuple[str, ...] = ()
    pattern: str = ".*"
    documentation: str = "any text"

    def allow(self, value: str) -> bool:
        """Whether a value is allowed."""
        return value in self.words if self.words else re.fullmatch(self.pattern, value, re.DOTALL) is not None

    @property
    def described(self) -> str:
        """The allowed values in words."""
        return listed(self.words) if self.words else self.documentation


@dataclass(frozen=True, slots=True)
class Slot:
    """An attribute or a child element, and how often it stands."""

    pattern: etree._Element
    required: bool
    repeats: bool
    values: Values


@dataclass(slots=True)
class Shape:
    """The inside of one element. `foreign` allows attributes of other namespaces."""

    attributes: dict[str, Slot] = field(default_factory=dict)
    children: dict[str, Slot] = field(default_factory=dict)
    text: bool = False
    ordered: bool = True
    foreign: bool = False


class Grammar:
    """A schema, ready to be asked."""

    def __init__(self, root: etree._Element) -> None:
        self._definitions = {str(node.get("name")): node for node in root.iterfind(f"{RNG}define")}
        self.start: etree._Element = root.find(f"{RNG}start/{RNG}element")  # type: ignore[assignment]

    def name(self, pattern: etree._Element) -> str | None:
        """The qualified name of an element or attribute pattern; None where any name will do."""
        name = pattern.get("name")
        if name is None:
            return None
        prefix, _, local = str(name).rpartition(":")
        return f"{{{pattern.nsmap[prefix]}}}{local}" if prefix else local

    def shape(self, pattern: etree._Element) -> Shape:
        """The inside of an element pattern."""
        shape = Shape()
        for node in pattern:
            self._collect(node, shape, required=True, repeats=False)
        return shape

    def _collect(self, node: etree._Element, shape: Shape, required: bool, repeats: bool) -> None:
        kind = str(node.tag).removeprefix(RNG)
        name = self.name(node) if kind in {"element", "attribute"} else None
        if kind == "attribute" and name is None:
            shape.foreign = True
        elif kind == "attribute":
            shape.attributes[str(name)] = Slot(node, required, repeats, self._values(node))
        elif kind == "element":
            shape.children[str(name)] = Slot(node, required, repeats, Values())
        elif kind in {"text", "data"}:
            shape.text = True
        elif kind == "ref":
            self._inside(self._definitions[str(node.get("name"))], shape, required, repeats)
        elif kind != "anyName":
            shape.ordered = shape.ordered and kind != "interleave"
            optional = kind in {"optional", "zeroOrMore"}
            self._inside(node, shape, required and not optional, repeats or kind in {"zeroOrMore", "oneOrMore"})

    def _inside(self, node: etree._Element, shape: Shape, required: bool, repeats: bool) -> None:
        for child in node:
            self._collect(child, shape, required, repeats)

    def _values(self, attribute: etree._Element) -> Values:
        if len(attribute) == 0:
            return Values()
        content = attribute[0]
        if content.tag == f"{RNG}ref":
            content = self._definitions[str(content.get("name"))][0]
        if content.tag == f"{RNG}choice":
            return Values(words=tuple(value.text or "" for value in content.iter(f"{RNG}value")))
        return Values(
            pattern=content.findtext(f"{RNG}param") or ".*", documentation=content.findtext(DOCUMENTATION) or "any text"
        )
