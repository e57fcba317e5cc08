"""Registration of the Gherkin sentences: the words, what they may judge, and the table they take.

A sentence is a stock pytest-bdd step with some facts beside it. `judges` names the requirements that a run of it can
judge, by globs or by what they are about, so that a tag no step can fire is found at collection. `records` marks a
sentence that takes whatever comes as an answer: it cannot fail, so it judges only requirements of level `observe`.
`table` says which columns and cells it reads (`named_table` where that depends on a word of the sentence), `words`
which words a parameter may be, `docstring` how it reads its doc string. `names` gives the names of orders that a use
brings along without saying them. `generated` marks a sentence of the scenarios
that are made from a layout: no feature needs to say it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol

import pytest_bdd
from pytest_bdd import parsers

from ouch_conformance.judge.dialect import Claim, globs
from ouch_conformance.steps.expressible import SIDE
from ouch_conformance.steps.parameters import TYPES

Kind = Literal["given", "when", "then"]
Step = Callable[..., Awaitable[None]]
_PARAMETER = re.compile(r"\{(\w+):(\w+)\}")


class Table(Protocol):
    """The schema of a data table: what a step's header and cells may be."""

    def unknown(self, protocol: str) -> str | None:
        """Why a protocol has no place for what the table is about; None where it has one."""
        ...

    def lint(self, rows: list[list[str]], protocol: str) -> list[str]:
        """What is wrong with a table, each with what would be right; nothing where all is well."""
        ...


class NamedTable(Protocol):
    """A table whose schema depends on a word of its sentence."""

    def lint_for(self, words: Mapping[str, Any], rows: list[list[str]] | None, protocol: str) -> list[str]:
        """What is wrong with a table, or with its absence, under a sentence with these parameters."""
        ...


class Vocabulary(Protocol):
    """The words that a quoted parameter may be."""

    def problem(self, word: str, protocol: str) -> str | None:
        """What is wrong with a word, with what would be right; None where it is known."""
        ...

    def known(self, protocol: str) -> list[str]:
        """The words that a protocol has for it."""
        ...


Names = Callable[[Mapping[str, Any]], Iterable[str]]
"""The names of orders that a use of a sentence brings along, from the values of its parameters."""

DocReader = Callable[[str], object]
"""Reads a doc string; ValueError says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the vocabulary."""

    kind: Kind
    text: str
    func: Step
    parser: parsers.cfparse
    claims: tuple[Claim, ...]
    table: Table | None
    table_required: bool
    docstring: DocReader | bool
    concept: str
    records: bool = False
    words: Mapping[str, Vocabulary] = field(default_factory=dict)
    named_table: NamedTable | None = None
    generated: bool = False
    names: Names | None = None

    @property
    def judges(self) -> tuple[str, ...]:
        """The requirements that a run of it can judge, as globs."""
        return globs(self.claims)

    @property
    def doc(self) -> str:
        """One line of meaning."""
        return (inspect.getdoc(self.func) or "").splitlines()[0]

    def values(self, name: str) -> Mapping[str, Any]:
        """The values of the parameters in a use of it."""
        return self.parser.parse_arguments(name) or {}

    def parameters(self, kind: str) -> list[str]:
        """The names of its parameters of a type."""
        return _parameters(self.text).get(kind, [])

    def lint(self, rows: list[list[str]] | None, docstring: str | None, protocol: str, name: str = "") -> list[str]:
        """What is wrong with the words of a use of this sentence, and with the table or doc string under it."""
        given = self.values(name) if name else {}
        problems = self._lint_words(given, protocol) if name else []
        problems += self._lint_shape(rows, docstring)
        if self.table is not None:
            unknown = self.table.unknown(protocol)
            problems += [unknown] if unknown else self.table.lint(rows, protocol) if rows else []
        if self.named_table is not None and not problems:
            problems += self.named_table.lint_for(given, rows, protocol)
        if callable(self.docstring) and docstring is not None:
            problems += self._lint_docstring(self.docstring, docstring)
        return problems

    def _lint_words(self, given: Mapping[str, Any], protocol: str) -> list[str]:
        words = {"side": SIDE, **self.words} if "side" in given else self.words
        problems = (known.problem(given[parameter], protocol) for parameter, known in words.items())
        return [problem for problem in problems if problem]

    @staticmethod
    def _lint_docstring(read: DocReader, docstring: str) -> list[str]:
        try:
            read(docstring)
        except ValueError as error:
            return [str(error)]
        return []

    def _lint_shape(self, rows: list[list[str]] | None, docstring: str | None) -> list[str]:
        problems = []
        if rows and self.table is None and self.named_table is None:
            problems.append(f"the step {self.text!r} takes no table")
        if not rows and self.table_required:
            problems.append(f"the step {self.text!r} needs a table")
        if (docstring is not None) != bool(self.docstring):
            problems.append(f"the step {self.text!r} {'needs a' if self.docstring else 'takes no'} doc string")
        return problems


@cache
def _parameters(text: str) -> Mapping[str, list[str]]:
    """The names of a sentence's parameters by their type."""
    found: dict[str, list[str]] = {}
    for name, kind in _PARAMETER.findall(text):
        found.setdefault(kind, []).append(name)
    return found


SENTENCES: list[Sentence] = []


def find_sentence(func: Callable[..., Any]) -> Sentence | None:
    """The sentence whose body a step function is; nothing for a step that a user registered with pytest-bdd alone."""
    return next((sentence for sentence in SENTENCES if sentence.func is func), None)


def given(
    text: str, *, judges: tuple[Claim, ...] = (), table: Table | None = None, **more: Any
) -> Callable[[Step], Step]:
    """A state that the scenario starts from."""
    return _sentence("given", text, judges, table, **more)


def when(
    text: str, *, judges: tuple[Claim, ...] = (), table: Table | None = None, **more: Any
) -> Callable[[Step], Step]:
    """One stimulus."""
    return _sentence("when", text, judges, table, **more)


def then(text: str, *, judges: tuple[Claim, ...], table: Table | None = None, **more: Any) -> Callable[[Step], Step]:
    """A judgement: waits, looks at the traffic, sends nothing of its own but the marker that proves a silence."""
    if not judges:
        raise TypeError(f"a Then must say which requirements it judges: {text!r}")
    return _sentence("then", text, judges, table, **more)


def _sentence(
    kind: Kind,
    text: str,
    judges: tuple[Claim, ...],
    table: Table | None,
    *,
    table_required: bool = False,
    docstring: DocReader | bool = False,
    records: bool = False,
    words: Mapping[str, Vocabulary] | None = None,
    named_table: NamedTable | None = None,
    generated: bool = False,
    names: Names | None = None,
) -> Callable[[Step], Step]:
    def decorate(func: Step) -> Step:
        if not inspect.iscoroutinefunction(func):
            # pytest-bdd would call it, throw the result away and pass: a green that tested nothing.
            raise TypeError(f"the body of a step must be `async def`: {text!r}")
        parser = parsers.cfparse(text, extra_types=TYPES)
        concept = func.__module__.rpartition(".")[2]
        more = (table_required, docstring, concept, records, words or {}, named_table, generated, names)
        SENTENCES.append(Sentence(kind, text, func, parser, judges, table, *more))
        registered: Step = getattr(pytest_bdd, kind)(parser, stacklevel=2)(func)
        return registered

    return decorate
