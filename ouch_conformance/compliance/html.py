"""Markup that cannot be broken into: what is not markup by its type is escaped, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

from ouch_conformance.evidence.printable import REPLACEMENT

_VOID = frozenset({"br", "img", "input", "meta"})
_KEPT = "\n\t"


class Html(str):
    """Markup. Any other text becomes one by being escaped."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"
"""A text, which is escaped; markup, which is not; several of either; or nothing."""
Row: TypeAlias = tuple[Child, ...]


def text(words: str) -> Html:
    """A text as markup: what has a meaning in markup is escaped, what cannot be seen or turns the reading is replaced.

    A venue's own words may hold any character: one that steers the order of reading would show another text than the
    one that came.
    """
    shown = "".join(each if each.isprintable() or each in _KEPT else _unseen(each) for each in words)
    return Html(escape(shown, quote=True))


def _unseen(character: str) -> str:
    return " " if character.isspace() else REPLACEMENT


def el(tag: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. `class_` is written `class`, `data_x` `data-x`; True is an attribute without value, None is none."""
    given = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None)
    if tag in _VOID:
        return Html(f"<{tag}{given}>")
    return Html(f"<{tag}{given}>{join(*children)}</{tag}>")


def join(*children: Child) -> Html:
    """Several pieces of markup and text, one behind the other."""
    return Html("".join(map(_markup, children)))


def _markup(child: Child) -> Html:
    if child is None:
        return Html("")
    if isinstance(child, Html):
        return child
    return text(child) if isinstance(child, str) else join(*child)


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is True or value is False:
        return f" {_spelt(name)}" if value else ""
    return f' {_spelt(name)}="{text(str(value))}"'


def _spelt(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def link(address: str, *children: Child) -> Html:
    """A link to a place on this page or to a page of the web; of any other address only the words, since it could do
    something.
    """
    if address.startswith(("#", "https://", "http://")):
        return el("a", *children, href=address)
    return join(*children)


def row(*cells: Child) -> Row:
    """The cells of one row; the first one names it."""
    return cells


def table(caption: str, header: Sequence[str], rows: Iterable[Row], class_: str = "stacked") -> Html:
    """A table in a group of its own, which scrolls sideways where it must and can be reached by keyboard.

    On a narrow screen a `stacked` one shows each row as a block, each cell behind the name of its column.
    """
    body = el("tbody", (_row(header, cells) for cells in rows), role="rowgroup")
    shown = el("table", el("caption", caption), head_of(header), body, class_=class_, role="table")
    return el("div", shown, class_="scroll", role="group", aria_label=caption, tabindex="0")


def head_of(header: Iterable[str]) -> Html:
    """The head of a table. The roles are said aloud: a table that is laid out as blocks would lose them."""
    cells = (el("th", each, scope="col", role="columnheader") for each in header)
    return el("thead", el("tr", cells, role="row"), role="rowgroup")


def cells_of(header: Sequence[str], cells: Row) -> Html:
    """The cells of a row, each with the name of its column."""
    first, *others = cells
    named = zip(header[1:], others, strict=True)
    return join(
        el("th", first, scope="row", role="rowheader"),
        (el("td", each, role="cell", data_name=name) for name, each in named),
    )


def _row(header: Sequence[str], cells: Row) -> Html:
    return el("tr", cells_of(header, cells), role="row")
