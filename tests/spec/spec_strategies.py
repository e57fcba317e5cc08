"""Random values for the fields of a protocol, and random files of the format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from ouch_conformance.spec import model
from tests.spec.spec_packages import Fields, Values, needed

# Not what `str.strip` takes away: a text that begins or ends with it does not come back in nasdaq-protocols.
VISIBLE = {
    "ascii": st.characters(min_codepoint=33, max_codepoint=126),
    "iso-8859-1": st.one_of(
        st.characters(min_codepoint=33, max_codepoint=126), st.characters(min_codepoint=161, max_codepoint=255)
    ),
}
NAMES = st.from_regex(r"[A-Z][a-z]{2,6}", fullmatch=True)
INTEGERS = st.sampled_from(sorted(model.INTEGER_TYPES))
PLAIN_TYPES = st.sampled_from(sorted({*model.INTEGER_TYPES, *model.CHAR_TYPES, *model.COUNTED_STRING_TYPES, "boolean"}))


def values_of(protocol: model.Protocol, fields: Fields) -> st.SearchStrategy[Values]:
    """Values for a message or record, some of its fields left out."""
    given = {
        field.name: st.lists(_single(protocol, field), max_size=3) if field.array else _single(protocol, field)
        for field in fields
    }
    must = {field.name: given.pop(field.name) for field in fields if needed(protocol, field)}
    return st.fixed_dictionaries(must, optional=given)


def _single(protocol: model.Protocol, field: model.Field) -> st.SearchStrategy[Any]:
    """Plain values of one field, or of one item of an array."""
    if field.record:
        return values_of(protocol, protocol.records[field.record].fields)
    if field.enum:
        return st.sampled_from([value.value for value in protocol.enums[field.enum].values])
    if field.type in model.INTEGER_TYPES:
        width, signed, _ = model.INTEGER_TYPES[field.type]
        half = 1 << (8 * width - 1)
        return st.integers(-half, half - 1) if signed else st.integers(0, 2 * half - 1)
    return st.booleans() if field.type == "boolean" else _text(field)


def _text(field: model.Field) -> st.SearchStrategy[str]:
    if field.type in model.CHAR_TYPES:
        return VISIBLE[model.CHAR_TYPES[field.type]]
    if field.length is not None:
        letters = st.one_of(VISIBLE[model.FIXED_STRING_TYPES[field.type]], st.just(" "))
        return st.text(letters, max_size=field.length).map(str.strip)
    return st.text(st.one_of(VISIBLE[model.COUNTED_STRING_TYPES[field.type]], st.just(" ")), max_size=20)


Known = Mapping[str, list[str]]
"""The enums, records and definitions that a field may name."""


@st.composite
def files(draw: st.DrawFn) -> str:
    """Any file of the format that both generators can make a package of."""
    names = draw(st.lists(NAMES, min_size=8, max_size=16, unique_by=str.lower))
    known: dict[str, list[str]] = {"enum": names[: draw(st.integers(0, 3))], "record": [], "def": []}
    enums = [draw(_enum(name)) for name in known["enum"]]
    definitions = []
    for name in draw(st.lists(st.sampled_from(["price", "size", "token"]), unique=True)):
        definitions.append(draw(_field(name, {**known, "def": []})))
        known["def"].append(name)
    records = []
    for name in names[3 : 3 + draw(st.integers(0, 2))]:
        records.append(f'<record id="{name}">{draw(_fields(known))}</record>')
        known["record"].append(name)
    messages = [draw(_message(name, ord("A") + place, known)) for place, name in enumerate(names[5:])]
    parts = {"enums": enums, "fielddef": definitions, "records": records, "messages": messages}
    roots = (f"<{tag}-root>{''.join(inner)}</{tag}-root>" for tag, inner in parts.items())
    return f"<root>{''.join(roots)}</root>"


@st.composite
def _enum(draw: st.DrawFn, name: str) -> str:
    if draw(st.booleans()):
        kind = draw(st.sampled_from(sorted(model.CHAR_TYPES)))
        values = draw(st.lists(st.sampled_from("ABCxyz019"), min_size=1, max_size=4, unique=True))
    else:
        kind = draw(INTEGERS)
        values = [str(value) for value in draw(st.lists(st.integers(0, 127), min_size=1, max_size=4, unique=True))]
    shown = "".join(f'<value name="V{place}">{value}</value>' for place, value in enumerate(values))
    return f'<enum id="{name}" type="{kind}">{shown}</enum>'


@st.composite
def _message(draw: st.DrawFn, name: str, letter: int, known: Known) -> str:
    way = draw(st.sampled_from(["incoming", "outgoing"]))
    shown = draw(st.sampled_from([chr(letter), str(letter)]))
    return f'<message id="{name}" message-id="{shown}" direction="{way}">{draw(_fields(known))}</message>'


@st.composite
def _fields(draw: st.DrawFn, known: Known) -> str:
    names = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5, unique=True))
    return f"<fields>{''.join(draw(_field(name, known)) for name in names)}</fields>"


@st.composite
def _field(draw: st.DrawFn, name: str, known: Known) -> str:
    targets = {"enum": known["enum"], "record": known["record"], "ref": known["record"], "def": known["def"]}
    kind = draw(st.sampled_from(["plain", "fixed", *(kind for kind, found in targets.items() if found)]))
    if kind == "fixed":
        text = draw(st.sampled_from(sorted(model.FIXED_STRING_TYPES)))
        return f'<field name="{name}" type="{text}" length="{draw(st.integers(1, 40))}"/>'
    target = draw(PLAIN_TYPES if kind == "plain" else st.sampled_from(targets[kind]))
    if kind == "def":
        return f'<field name="{name}" def="{target}"/>'
    what = {"plain": f'type="{target}"', "ref": f'ref="{target}"'}.get(kind, f'type="{kind}:{target}"')
    array = f' array="true" length_type="{draw(INTEGERS)}"' if draw(st.booleans()) else ""
    return f'<field name="{name}" {what}{array}/>'
