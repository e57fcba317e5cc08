"""The names within a scenario, of orders, places and histories: a step speaks of what a step above it has named.

A name that is given a second time hides the first order: what later steps say of it would be held against the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pytest_bdd.parser import Step

from ouch_conformance.plugin.index import Definition
from ouch_conformance.plugin.source import table_rows
from ouch_conformance.profile import nearest
from ouch_conformance.steps.races import NAME_COLUMN, Histories
from ouch_conformance.steps.sentence import Sentence
from ouch_conformance.steps.session import LOGIN
from ouch_conformance.steps.tables import MessageTable, Rows, names_of, records_of

Problem = tuple[int, str, str]
"""A line, what is wrong there, and what would be right."""
KINDS = {"Order": "an order", "Place": "a place", "History": "a history"}
"""What has names, by the type of a parameter that speaks of one; one that gives a name has New before it."""
_ANOTHER = "another name is expected: two of one name cannot be told apart"


class _Use(NamedTuple):
    """A step of a sentence: the names that it speaks of and those that it gives, both with the table under it.

    Of those that are `told` the table may speak before a step gives them: in a race, and of its own rows.
    `brought` are names that may come again: "the mass cancel" is each time that of the last request.
    """

    line: int
    spoken: Sequence[str]
    told: Sequence[str] = ()
    given: Sequence[str] = ()
    brought: Sequence[str] = ()


def lint_names(steps: Iterable[tuple[Step, Definition | None]], protocol: str) -> Iterator[Problem]:
    """What is wrong with the names of a scenario.

    Nothing is said of a scenario with a step that is not the suite's: it may give names in its own way.
    """
    said: list[tuple[Step, Sentence]] = []
    for step, definition in steps:
        if definition is None or definition.sentence is None or not definition.shipped:
            return
        said.append((step, definition.sentence))
    for kind in KINDS:
        yield from _lint_kind(kind, [_use(kind, step, sentence, protocol) for step, sentence in said])


def _lint_kind(kind: str, uses: Sequence[_Use]) -> Iterator[Problem]:
    known: dict[str, int] = {}
    whole = [name for use in uses for name in (*use.given, *use.brought)]
    for use in uses:
        yield from _unknown(kind, use.line, use.spoken, list(known))
        yield from _unknown(kind, use.line, use.told, whole)
        for name in use.given:
            if name in known:
                yield use.line, f'{KINDS[kind]} is named "{name}" at line {known[name]} already', _ANOTHER
            known[name] = use.line
        known |= dict.fromkeys(use.brought, use.line)


def _unknown(kind: str, line: int, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield line, f'no step above names {KINDS[kind]} "{name}"', nearest(name, known) if known else "known: none"


def _use(kind: str, step: Step, sentence: Sentence, protocol: str) -> _Use:
    spoken, new = sentence.parameters(kind), sentence.parameters("New" + kind)
    values = sentence.values(step.name) if spoken or new else {}
    use = _Use(step.line_number, [values[each] for each in spoken], given=[values[each] for each in new])
    if kind == "Order" and sentence.names is not None:
        use = use._replace(brought=list(sentence.names(values)))
    rows = table_rows(step)
    return _with_table(kind, use, sentence, rows, protocol) if rows else use


def _with_table(kind: str, use: _Use, sentence: Sentence, rows: Rows, protocol: str) -> _Use:
    """A use with the names of the table under it."""
    table = sentence.table
    if kind == "Order" and isinstance(table, MessageTable):
        spoken = table.orders(rows, protocol)
        if table.named:
            return use._replace(told=spoken, given=[*use.given, *names_of(rows)])
        return use._replace(spoken=[*use.spoken, *spoken])
    if kind == "Order" and isinstance(table, Histories):
        return use._replace(told=rows[0][1:])
    if kind == "History" and isinstance(table, Histories):
        return use._replace(brought=[record.get(NAME_COLUMN, "") for record in records_of(rows)])
    if kind == "Place" and table is LOGIN:
        cells = [record.get("sequence", "") for record in records_of(rows)]
        return use._replace(spoken=[name for cell in cells for name in re.findall(r'"([^"]+)"', cell)])
    return use
