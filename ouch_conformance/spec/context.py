"""What every reader of a message file needs: the file, its revisions, and checks that name the place of a fault."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lxml import etree

from .document import Document, extension
from .errors import SpecError, listed, nearest
from .model import INTEGER_TYPES

Span = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Context:
    """A file under reading."""

    document: Document
    revisions: tuple[str, ...]

    @property
    def root(self) -> etree._Element:
        """The root element."""
        return self.document.root

    def error(self, element: etree._Element, problem: str, allowed: str) -> SpecError:
        """A fault of an element."""
        return self.document.error(element, problem, allowed)

    def known(self, element: etree._Element, name: str, names: Collection[str], what: str) -> str:
        """A name that must be one of several; SpecError with the nearest one otherwise."""
        if name not in names:
            raise self.error(element, f'unknown {what}: "{name}"{nearest(name, names)}', listed(names))
        return name

    def refuse_twice(self, kind: str, name: str, earlier: Collection[str], element: etree._Element) -> None:
        """SpecError where a name is taken already."""
        if name in earlier:
            raise self.error(element, f"{kind} {name} is defined twice", f"each {kind} once")

    def integer(self, element: etree._Element, text: str, what: str, wire_type: str = "int_8_be") -> int:
        """A whole number, decimal or hexadecimal, that fits an XML type."""
        width, signed, _ = INTEGER_TYPES[wire_type]
        lowest = -(1 << 8 * width - 1) if signed else 0
        highest = (1 << 8 * width - signed) - 1
        try:
            number = int(text, 0)
        except ValueError:
            number = highest + 1
        if not lowest <= number <= highest:
            raise self.error(element, f'{what} is "{text}"', f"a whole number from {lowest} to {highest} ({wire_type})")
        return number

    def encodable(self, element: etree._Element, text: str, encoding: str, what: str) -> None:
        """SpecError where a text cannot be written in an encoding."""
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            raise self.error(element, f'{what} is "{text}"', f"characters of {encoding}") from None

    def span(self, element: etree._Element) -> Span:
        """The revisions that bound an item: its `since` and `until` attributes."""
        return self.checked_span(element, extension(element, "since"), extension(element, "until"))

    def checked_span(self, element: etree._Element, since: str | None, until: str | None) -> Span:
        """Two revision names; SpecError where one is unknown or they stand the wrong way round."""
        for revision in (since, until):
            if revision is not None:
                self.known(element, revision, self.revisions, "revision")
        if since and until and self.revisions.index(since) > self.revisions.index(until):
            raise self.error(element, f"since {since} is later than until {until}", "since not later than until")
        return since, until

    def covered(self, span: Span) -> Iterable[str]:
        """The revisions of a span."""
        since, until = span
        start = self.revisions.index(since) if since else 0
        end = self.revisions.index(until) if until else len(self.revisions) - 1
        return self.revisions[start : end + 1]


def identifier(context: Context, element: etree._Element, name: str | None, what: str) -> str:
    """A name that becomes a Python name; SpecError where it cannot, or where there is none."""
    name = name or ""
    if not name.isidentifier() or keyword.iskeyword(name):
        raise context.error(element, f'{what} is named "{name}"', "a Python identifier that is no keyword")
    if name.startswith("__") or name != unicodedata.normalize("NFKC", name):
        # Python itself would read another name inside a class.
        allowed = "a name without two underscores before it, of letters in their plain form"
        raise context.error(element, f'{what} is named "{name}"', allowed)
    return name
