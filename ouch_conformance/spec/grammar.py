"""Check a file against its RELAX NG schema and say in plain words where it departs from it.

A validator's own messages name the pattern that failed, seldom what to write instead. So the schema is asked twice: the
validator says whether a file conforms; if not, file and schema are walked side by side to find the first difference.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree

from .document import NAMESPACE, Document
from .errors import SpecError, listed, nearest
from .patterns import Grammar, Shape


def validate(document: Document, schema: Path) -> None:
    """SpecError for the first place where a file departs from a schema."""
    validator, grammar = _load(schema)
    if validator.validate(document.root):
        return
    _Walk(document, grammar).compare(document.root, grammar.start)
    last = validator.error_log[-1]
    raise SpecError(last.message, f"what {schema.name} describes", document.file, last.line)


@cache
def _load(schema: Path) -> tuple[etree.RelaxNG, Grammar]:
    tree = etree.parse(schema)
    return etree.RelaxNG(tree), Grammar(tree.getroot())


class _Walk:
    """Goes through a file beside its schema and raises SpecError at the first difference, in the order of the file."""

    def __init__(self, document: Document, grammar: Grammar) -> None:
        self._document = document
        self._grammar = grammar

    def compare(self, element: etree._Element, pattern: etree._Element) -> None:
        """One element and everything below it."""
        name = self._grammar.name(pattern)
        if name is not None and element.tag != name:
            problem = f"the root element is <{_shown(str(element.tag))}>"
            raise self._document.error(element, problem, f"<{_shown(name)}>")
        shape = self._grammar.shape(pattern)
        self._attributes(element, shape)
        self._texts(element, shape)
        self._children(element, shape)

    def _attributes(self, element: etree._Element, shape: Shape) -> None:
        tag, names = _shown(str(element.tag)), [_shown(name) for name in shape.attributes]
        for name, value in sorted((str(key), str(text)) for key, text in element.attrib.items()):
            slot, shown = shape.attributes.get(name), _shown(name)
            if slot is None and not (shape.foreign and _is_foreign(name)):
                problem = f'<{tag}> has an unknown attribute "{shown}"{nearest(shown, names)}'
                raise self._document.error(element, problem, listed(names))
            if slot is not None and not slot.values.allow(value):
                problem = f'attribute {shown} of <{tag}> is "{value}"'
                raise self._document.error(element, problem, slot.values.described)
        required = [name for name, slot in shape.attributes.items() if slot.required]
        for name in required:
            if name not in element.attrib:
                problem = f'<{tag}> has no attribute "{_shown(name)}"'
                raise self._document.error(element, problem, f"with {listed(_shown(other) for other in required)}")

    def _texts(self, element: etree._Element, shape: Shape) -> None:
        text = "".join((element.text or "", *(child.tail or "" for child in element))).strip()
        if text and not shape.text:
            problem = f'<{_shown(str(element.tag))}> holds the text "{text}"'
            raise self._document.error(element, problem, _children(shape))

    def _children(self, element: etree._Element, shape: Shape) -> None:
        tag, order, seen = _shown(str(element.tag)), list(shape.children), list[str]()
        for child in element:
            self._place(child, tag, shape, seen)
            seen.append(str(child.tag))
            self.compare(child, shape.children[str(child.tag)].pattern)
        for name in order:
            if shape.children[name].required and name not in seen:
                raise self._document.error(element, f"<{tag}> has no <{_shown(name)}>", _children(shape))

    def _place(self, child: etree._Element, parent: str, shape: Shape, seen: list[str]) -> None:
        """Whether a child may stand where it stands, behind those that were seen."""
        name, order = str(child.tag), list(shape.children)
        shown = _shown(name)
        if name not in order:
            problem = f"<{shown}> does not belong into <{parent}>{nearest(shown, map(_shown, order))}"
            raise self._document.error(child, problem, _children(shape))
        if name in seen and not shape.children[name].repeats:
            raise self._document.error(child, f"<{parent}> holds <{shown}> twice", f"one <{shown}>")
        if shape.ordered and any(order.index(name) < order.index(earlier) for earlier in seen):
            problem = f"<{shown}> stands too late in <{parent}>"
            raise self._document.error(child, problem, f"in this order: {_children(shape)}")


def _is_foreign(name: str) -> bool:
    return name.startswith("{") and not name.startswith(f"{{{NAMESPACE}}}")


def _children(shape: Shape) -> str:
    return listed(f"<{_shown(name)}>" for name in shape.children) if shape.children else "nothing"


def _shown(name: str) -> str:
    """A qualified name as the files write it: with the prefix o where it is ours."""
    return re.sub(r"^\{[^}]*\}", "o:" if name.startswith(f"{{{NAMESPACE}}}") else "", name)
