"""Cases of one message under one expectation, as an outline that anybody can read, copy and edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ouch_conformance.cases.case import Case
from ouch_conformance.judge.dialect import Kind
from ouch_conformance.spec.model import Message
from ouch_conformance.spec.oracles import OF_SHAPES
from ouch_conformance.steps.altered import ABOUT_AN_ORDER

WHAT: Mapping[str, str] = {
    "boundary": "a value at a limit",
    "beyond": "a number beyond its limits",
    "code": "a code outside its list",
    "text": "text of other bytes or another padding",
    "cut": "a message that ends early",
    "extended": "a message that goes on behind its end",
    "type": "a message of an unlisted type",
    "appendage": "options that break the rules",
}
TITLES: Mapping[str, str] = {
    "recorded": "The answer to {what} is the venue's own",
    "accepted": "An order with {what} is accepted",
    "refused": "A request with {what} is refused",
    "replaced": "A replacement with {what} takes the place of its order",
    "cancelled": "A request with {what} takes the order out",
    "ignored": "A request with {what} is ignored",
    "not-in-book": "An order with {what} does not enter the book",
}


@dataclass(frozen=True, slots=True)
class Speech:
    """How the ordinary sentences say a request of one kind, from which state, and by which name it is judged."""

    given: str
    when: str
    request: str = ""
    order: str = ""


_LOGGED_IN = "the member is logged in"
_BUY = 'a resting buy of 100 shares at 9.90 as "the buy"'
SPEECH: Mapping[Kind, Speech] = {
    Kind.ENTER: Speech(_LOGGED_IN, 'the member enters a buy as "the order"', request="the order"),
    Kind.REPLACE: Speech(_BUY, 'the member replaces "the buy" with "the replacement"', "the replacement", "the buy"),
    Kind.CANCEL: Speech(_BUY, 'the member cancels "the buy"', order="the buy"),
    Kind.CANCEL_BY_REFERENCE: Speech(
        _BUY, 'the member cancels "the buy" by its number as "the request"', "the request", "the buy"
    ),
    # Its side may change to another kind of sale, and to nothing else.
    Kind.MODIFY: Speech(
        'a resting sell of 100 shares at 10.10 as "the sell"', 'the member modifies "the sell"', order="the sell"
    ),
    Kind.TRADE_NOW: Speech(_BUY, 'the member asks "the buy" to trade now', order="the buy"),
    Kind.MASS_CANCEL: Speech(_LOGGED_IN, "the member cancels all orders of the firm"),
    Kind.DISABLE: Speech(_LOGGED_IN, "the member disables order entry"),
    Kind.ENABLE: Speech(_LOGGED_IN, "the member enables order entry"),
    Kind.QUERY: Speech(_LOGGED_IN, "the member asks for the next number"),
}
"""The kinds of requests that the vocabulary has sentences for; a message of another kind is left out."""
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "accepted": ("request",),
    "refused": ("request",),
    "not-in-book": ("request",),
    "replaced": ("request", "order"),
    "cancelled": ("order",),
}
"""What a judgement speaks of: a kind of request that names none of it cannot be judged so."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Rows of one message that share their tags and what has to come."""

    message: Message
    kind: Kind
    name: str
    then: str
    tags: tuple[str, ...]
    cases: tuple[Case, ...]
    other: bool = False
    """Whether the message is not the first of its kind: then the sentence names it."""

    @property
    def title(self) -> str:
        """The rule, or what is asked where there is none."""
        return TITLES[self.then].format(what=WHAT[self.name])

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that its rows are about, each once."""
        return tuple(dict.fromkeys(case.column for case in self.cases))

    def lines(self, title: str) -> Iterator[str]:
        """The outline as a feature writes it, indented as one of a feature."""
        yield "  " + " ".join(f"@{tag}" for tag in self.tags)
        yield f"  Scenario Outline: {title}"
        speech = SPEECH[self.kind]
        yield f"    Given {speech.given}"
        yield from (f"    {line}" for line in self._stimulus(speech))
        yield f"    Then {self._outcome(speech)}"
        yield "    And the venue still serves the member"
        yield ""
        yield "    Examples: from the layout"
        yield from (f"      {line}" for line in table(self._rows()))

    def _stimulus(self, speech: Speech) -> Iterator[str]:
        if self.name in OF_SHAPES:
            about = f' about "{speech.order}"' if self.kind in ABOUT_AN_ORDER else ""
            yield f"When the member sends an altered {self.message.name}{about}"
            yield from (f"  {line}" for line in table([(self.cases[0].column,), ("<bytes>",)]))
        else:
            yield f"When {speech.when}" + (f' by "{self.message.title}"' if self.other else "")
            yield from (f"  {line}" for line in table([("field", "value"), ("<field>", "<value>")]))

    def _outcome(self, speech: Speech) -> str:
        """The judgement. One that nothing of the request can be named by is about all that came."""
        request, order = speech.request, speech.order
        return {
            "recorded": "everything that came to the member is recorded",
            "accepted": f'"{request}" is accepted',
            "refused": f'"{request}" is refused',
            "replaced": f'"{order}" is replaced by "{request}"',
            "cancelled": f'"{order}" is cancelled with 100 shares',
            "ignored": f'"{request}" is ignored' if request else f'nothing happens to "{order}"',
            "not-in-book": f'"{request}" does not enter the book',
        }[self.then]

    def _rows(self) -> Iterator[tuple[str, ...]]:
        if self.name in OF_SHAPES:
            yield "bytes", "comment"
            yield from ((case.cell, case.comment) for case in self.cases)
        else:
            yield "field", "value", "comment"
            yield from ((case.column, case.cell, case.comment) for case in self.cases)


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, its columns as wide as their widest cell."""
    kept = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    return (f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in kept)


def titled(outlines: Sequence[Outline]) -> Iterator[tuple[str, Outline]]:
    """Each outline with a title that no other of the feature has.

    Where several say the same, that of the most fields keeps the plain title, and the others name theirs.
    """
    for each in outlines:
        twins = [other for other in outlines if other.title == each.title]
        widest = max(twins, key=lambda other: len(other.fields))
        yield (each.title if each is widest else f"{each.title}: {', '.join(each.fields)}"), each
