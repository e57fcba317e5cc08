"""The names of orders within a scenario: each step speaks of orders that a step above it has named.

A name that is given a second time hides the first order: what later steps say of it would be held against the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pytest_bdd.parser import Step

from ouch_conformance.plugin.index import Definition
from ouch_conformance.plugin.source import table_rows
from ouch_conformance.profile import nearest
from ouch_conformance.steps.races import Histories
from ouch_conformance.steps.sentence import Sentence
from ouch_conformance.steps.tables import MessageTable, names_of

Problem = tuple[int, str, str]
"""A line, what is wrong there, and what would be right."""
_ANOTHER = "another name is expected: two orders of one name cannot be told apart"


class _Use(NamedTuple):
    """A step of a sentence: the names that it speaks of, those that its table speaks of, and those that it gives.

    `brought` are names that come of themselves, as "the mass cancel": each time they are those of the last request.
    """

    line: int
    spoken: Sequence[str]
    told: Sequence[str]
    given: Sequence[str]
    brought: Sequence[str]


def lint_names(steps: Iterable[tuple[Step, Definition | None]], protocol: str) -> Iterator[Problem]:
    """What is wrong with the names of a scenario's orders.

    Nothing is said of a scenario with a step that is not the suite's: it may name orders in its own way.
    """
    uses = []
    for step, definition in steps:
        if definition is None or definition.sentence is None or not definition.shipped:
            return
        uses.append(_use(step, definition.sentence, protocol))
    known: dict[str, int] = {}
    whole = [name for use in uses for name in (*use.given, *use.brought)]
    for use in uses:
        yield from _unknown(use, use.spoken, list(known))
        yield from _unknown(use, use.told, whole)
        for name in use.given:
            if name in known:
                yield use.line, f'an order is named "{name}" at line {known[name]} already', _ANOTHER
            known[name] = use.line
        known |= dict.fromkeys(use.brought, use.line)


def _unknown(use: _Use, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield use.line, f'no step above names an order "{name}"', nearest(name, known) if known else "known: none"


def _use(step: Step, sentence: Sentence, protocol: str) -> _Use:
    spoken, new, rows = sentence.parameters("Order"), sentence.parameters("NewOrder"), table_rows(step) or []
    values = sentence.values(step.name) if spoken or new else {}
    given, brought = [values[each] for each in new], list(sentence.names(values) if sentence.names else ())
    told: list[str] = []
    if isinstance(sentence.table, MessageTable) and rows:
        told = sentence.table.orders(rows, protocol)
        given += names_of(rows) if sentence.table.named else []
    elif isinstance(sentence.table, Histories) and rows:
        told = rows[0][1:]
    return _Use(step.line_number, [values[each] for each in spoken], told, given, brought)
