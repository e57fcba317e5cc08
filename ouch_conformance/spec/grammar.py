"""Check a file against its RELAX NG schema and say in plain words where it departs from it.

A validator's own messages name the pattern that failed, seldom what to write instead. So the schema is asked twice: the
validator says whether a file conforms; if not, file and schema are walked side by side to find the first difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    for fault in _faults(document, document.root, grammar, grammar.start):
        raise fault
    last = validator.error_log[-1]
    raise SpecError(last.message, f"what {schema.name} describes", document.file, last.line)


@cache
def _load(schema: Path) -> tuple[etree.RelaxNG, Grammar]:
    tree = etree.parse(schema)
    return etree.RelaxNG(tree), Grammar(tree.getroot())


def _faults(
    document: Document, element: etree._Element, grammar: Grammar, pattern: etree._Element
) -> Iterator[SpecError]:
    """Every difference between an element and its pattern, in the order of the file."""
    if (name := grammar.name(pattern)) is not None and element.tag != name:
        yield document.error(element, f"the root element is <{_shown(str(element.tag))}>", f"<{_shown(name)}>")
        return
    shape = grammar.shape(pattern)
    yield from _attribute_faults(document, element, shape)
    yield from _text_faults(document, element, shape)
    yield from _child_faults(document, element, grammar, shape)


def _attribute_faults(document: Document, element: etree._Element, shape: Shape) -> Iterator[SpecError]:
    tag, names = _shown(str(element.tag)), [_shown(name) for name in shape.attributes]
    for name, value in sorted((str(key), str(text)) for key, text in element.attrib.items()):
        slot = shape.attributes.get(name)
        if slot is not None:
            if not slot.values.allow(value):
                yield document.error(
                    element, f'attribute {_shown(name)} of <{tag}> is "{value}"', slot.values.described
                )
        elif not (shape.foreign and name.startswith("{") and not name.startswith(f"{{{NAMESPACE}}}")):
            problem = f'<{tag}> has an unknown attribute "{_shown(name)}"{nearest(_shown(name), names)}'
            yield document.error(element, problem, listed(names))
    for name, slot in shape.attributes.items():
        if slot.required and name not in element.attrib:
            required = [_shown(known) for known, other in shape.attributes.items() if other.required]
            yield document.error(element, f'<{tag}> has no attribute "{_shown(name)}"', f"with {listed(required)}")


def _text_faults(document: Document, element: etree._Element, shape: Shape) -> Iterator[SpecError]:
    texts = [element.text, *(child.tail for child in element)]
    for text in texts if not shape.text else ():
        if text and text.strip():
            tag = _shown(str(element.tag))
            yield document.error(element, f'<{tag}> holds the text "{text.strip()}"', _children(shape))


def _child_faults(document: Document, element: etree._Element, grammar: Grammar, shape: Shape) -> Iterator[SpecError]:
    tag, order, seen, place = _shown(str(element.tag)), list(shape.children), set[str](), 0
    for child in element:
        name = str(child.tag)
        slot, shown = shape.children.get(name), _shown(name)
        if slot is None:
            hint = nearest(shown, [_shown(known) for known in order])
            yield document.error(child, f"<{shown}> does not belong into <{tag}>{hint}", _children(shape))
            continue
        if name in seen and not slot.repeats:
            yield document.error(child, f"<{tag}> holds <{shown}> twice", f"one <{shown}>")
        if shape.ordered and order.index(name) < place:
            yield document.error(child, f"<{shown}> stands too late in <{tag}>", f"in this order: {_children(shape)}")
        place = max(place, order.index(name))
        seen.add(name)
        yield from _faults(document, child, grammar, slot.pattern)
    for name, slot in shape.children.items():
        if slot.required and name not in seen:
            yield document.error(element, f"<{tag}> has no <{_shown(name)}>", _children(shape))


def _children(shape: Shape) -> str:
    return listed(f"<{_shown(name)}>" for name in shape.children) if shape.children else "nothing"


def _shown(name: str) -> str:
    """A qualified name as the files write it: with the prefix o where it is ours."""
    return re.sub(r"^\{[^}]*\}", "o:" if name.startswith(f"{{{NAMESPACE}}}") else "", name)
