"""What the messages and fields of a protocol are for: the little that the judge has to know beyond the layout.

The names of purposes are plain words here; what they mean is the judge's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from .document import Document, line_of, read_document
from .errors import SpecError, listed, nearest
from .grammar import validate
from .model import Protocol
from .resources import data_root

Value = str | int


@dataclass(frozen=True, slots=True)
class Purpose:
    """What one message is for. `fields` are the fields of roles that this message calls otherwise than the others.

    `judges` are the ids, as globs, of what the document says of it; `consumes` says that it uses up what names it,
    `refusable` that it is answered by Rejected whenever it cannot be done. `ignores` are the fields that a venue
    does not look at.
    """

    kind: str
    judges: tuple[str, ...] = ()
    consumes: bool = False
    refusable: bool = False
    ignores: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


class _Use(NamedTuple):
    """A name of the layout, and the line that speaks of it."""

    what: str
    name: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Conduct:
    """What is known of one protocol beyond its layout and its requirements.

    `names` are the fields that name an order or a request, `token` the width in bytes of the text that does so (none
    where orders have numbers), `channel` the option that parts them. `shown` says which state an acceptance shows: the
    order as it was `entered`, or as it stands once it has `matched`; `absence` what becomes of the orders of a member
    without a connection, which are `kept` or `withdrawn`. `unique` is within what the venue numbers its
    orders, the `day` or the `book-and-side`; `marker` the request whose answer proves a silence, where a particular one
    does; `inactivation` are the reasons of a cancel after which another may come; `own_change` is what names an order
    that the venue changed on its own. `codes` are the values that mean
    something to the judge, `defaults` the fields that no scenario need name, `rules` the requirements of invariants,
    all on the wire. `conditions` are the faults of a request that features name, each with its meaning in words.
    """

    protocol: str
    names: tuple[str, ...]
    token: int | None
    channel: str | None
    shares: tuple[str, ...]
    discretion: tuple[str, ...]
    shown: str
    absence: str
    unique: str
    marker: str | None
    inactivation: tuple[Value, ...]
    own_change: str | None
    codes: Mapping[str, Value]
    defaults: Mapping[str, Value]
    fields: Mapping[str, str]
    messages: Mapping[str, Purpose]
    topics: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, str]
    conditions: Mapping[str, str]
    source: Path
    uses: tuple[_Use, ...] = ()

    def fields_of(self, kind: str, role: str) -> Iterator[tuple[str, str]]:
        """Each message of a kind, and its field for a role, by their names; none where no field has the role."""
        for name, purpose in self.messages.items():
            field_name = purpose.fields.get(role, self.fields.get(role))
            if purpose.kind == kind and field_name is not None:
                yield name, field_name

    def check(self, protocol: Protocol) -> None:
        """SpecError for the first name that the layout does not have."""
        options = {option.name for option in protocol.options.values()}
        fields = {field.name for message in protocol.messages for field in message.fields}
        known = {"message": {each.name for each in protocol.messages}, "option": options, "field": fields | options}
        for what, name, line in self.uses:
            if name not in known[what]:
                problem = f'the layout has no {what} "{name}"{nearest(name, known[what])}'
                raise SpecError(problem, f"a {what} of {protocol.name}", self.source, line)


def load_conduct(path: Path) -> Conduct:
    """Read a `conduct.xml`. SpecError for a file that is unreadable, unsafe, against the schema or says a thing twice.

    Whether its names are those of the layout is asked by `Conduct.check`.
    """
    document = read_document(path)
    validate(document, data_root() / "specs" / "schema" / "conduct.rng")
    root = document.root
    names = _one(root, "names")
    return Conduct(
        protocol=str(root.get("protocol")),
        names=_words(names, "fields"),
        token=int(token) if (token := names.get("token")) else None,
        channel=names.get("channel"),
        shares=_words(root.find("shares"), "fields"),
        discretion=_words(root.find("discretion"), "options"),
        shown=_said(root, "state", "shown") or "entered",
        absence=_said(root, "absence", "orders") or "kept",
        unique=_said(root, "numbers", "unique") or "day",
        marker=_said(root, "marker", "request"),
        inactivation=tuple(map(_number, _words(root.find("inactivation"), "reasons"))),
        own_change=_said(root, "own-change", "key"),
        codes=_values(document, "code", "for"),
        defaults=_values(document, "default", "field"),
        fields=_roles(document, root),
        messages=_messages(document),
        topics={name: _words(each, "judges") for name, each in _each(document, root, "topic", "name")},
        rules={name: str(each.get("requirement")) for name, each in _each(document, root, "rule", "name")},
        conditions={name: str(each.get("says")) for name, each in _each(document, root, "condition", "name")},
        source=path,
        uses=tuple(_uses(root)),
    )


def _one(root: etree._Element, name: str) -> etree._Element:
    found = root.find(name)
    assert found is not None  # noqa: S101 - the schema asks for it
    return found


def _said(root: etree._Element, tag: str, attribute: str) -> str | None:
    """What an element says that need not be there."""
    element = root.find(tag)
    return None if element is None else str(element.get(attribute))


def _words(element: etree._Element | None, attribute: str) -> tuple[str, ...]:
    return () if element is None else tuple((element.get(attribute) or "").split())


def _each(document: Document, parent: etree._Element, tag: str, key: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements of a kind by what names them. SpecError where two have one name."""
    seen = set[str]()
    for element in parent.iterfind(tag):
        name = str(element.get(key))
        if name in seen:
            raise document.error(element, f'<{tag}> says "{name}" twice', "each once")
        seen.add(name)
        yield name, element


def _roles(document: Document, parent: etree._Element) -> dict[str, str]:
    return {name: str(each.get("field")) for name, each in _each(document, parent, "role", "name")}


def _messages(document: Document) -> dict[str, Purpose]:
    return {
        name: Purpose(
            kind=str(each.get("kind")),
            judges=_words(each, "judges"),
            consumes=each.get("consumes") == "true",
            refusable=each.get("refusable") == "true",
            ignores=_words(each, "ignores"),
            fields=_roles(document, each),
        )
        for name, each in _each(document, document.root, "message", "name")
    }


def _values(document: Document, tag: str, key: str) -> dict[str, Value]:
    return {name: _value(document, each) for name, each in _each(document, document.root, tag, key)}


def _value(document: Document, element: etree._Element) -> Value:
    """A code is a text or a number; SpecError where it is both or neither."""
    text, number = element.get("text"), element.get("number")
    if text is not None and number is None:
        return text
    if number is not None and text is None:
        return int(number)
    raise document.error(element, f"<{element.tag}> needs a value", listed(("text", "number")))


def _number(word: str) -> Value:
    """One code of several, which is a number where it can be one."""
    return int(word) if word.isdecimal() else word


def _uses(root: etree._Element) -> Iterator[_Use]:
    """Every name of the layout that a file speaks of."""
    for element in root.iter("names", "shares", "default", "role", "discretion", "message"):
        line = line_of(element)
        for name in (*_words(element, "fields"), *_words(element, "field"), *_words(element, "ignores")):
            yield _Use("field", name, line)
        for name in (*_words(element, "options"), *_words(element, "channel")):
            yield _Use("option", name, line)
        if element.tag == "message":
            yield _Use("message", str(element.get("name")), line)
