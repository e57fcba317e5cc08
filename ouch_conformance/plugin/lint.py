"""The lint of a feature: whatever a run could get wrong in silence is an error before it starts.

Every rule is a generator over one file or one scenario. All findings are collected; the caller refuses the run once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pytest_bdd.parser import Step

from ouch_conformance.plugin.conditions import lint_conditions
from ouch_conformance.plugin.index import Definition, StepIndex
from ouch_conformance.plugin.keywords import meant
from ouch_conformance.plugin.names import lint_names
from ouch_conformance.plugin.source import (
    COMMENT_COLUMN,
    BackgroundSource,
    ExamplesSource,
    FeatureSource,
    Row,
    ScenarioSource,
    Stray,
    table_rows,
)
from ouch_conformance.plugin.tags import Vocabulary, requirement_tags
from ouch_conformance.spec.requirements import Level

MOST_STEPS = 10
MOST_TURNS = 2
MOST_BACKGROUND_STEPS = 2
NO_SENTENCE = "no sentence comes near; `ouch-conformance steps` lists them"
OTHERS = "`ouch-conformance steps WORD` lists the sentences with a word"

_PLACEHOLDER = re.compile(r"<([^<>]+)>")
_UNFINISHED = re.compile(r"\bTODO\b")
_COMMAND_TITLE = re.compile(r"(test|verify|check)s?\b", re.IGNORECASE)


class Finding(NamedTuple):
    """One thing that is wrong: where, what, and what would be right."""

    path: Path
    line: int
    problem: str
    hint: str = ""

    def text(self, shown: str) -> str:
        """`file:line: problem; hint`, the file as `shown`."""
        return f"{shown}:{self.line}: {self.problem}" + (f"; {self.hint}" if self.hint else "")


class Fault(NamedTuple):
    """A finding of a rule, before it is known in which file."""

    line: int
    problem: str
    hint: str = ""


@dataclass(frozen=True)
class Rulebook:
    """What a file is held against. `conditions` are those that the profile names, in its order."""

    protocol: str
    vocabulary: Vocabulary
    index: StepIndex
    conditions: tuple[str, ...] = ()

    def definition(self, step: Step) -> Definition | None:
        """The one definition of a step; nothing where there is none or more than one."""
        found = self.index.find(step.type, step.name)
        return found[0] if len(found) == 1 else None


def lint_feature(source: FeatureSource, book: Rulebook) -> list[Finding]:
    """Everything wrong in one file, in the order of its lines, each finding once."""
    faults = [fault for background in source.backgrounds for fault in _lint_background(background)]
    faults += [fault for each in source.backgrounds for fault in _lint_strays(each.strays)]
    for scenario in source.scenarios:
        faults += _lint_strays(scenario.strays)
        faults += _lint_title(scenario, source)
        faults += _lint_story(scenario)
        faults += _lint_examples(scenario)
        faults += _lint_tags(scenario, book)
        for row in scenario.rows():
            faults += _lint_row(scenario, row, book)
    return [Finding(source.path, *fault) for fault in sorted(dict.fromkeys(faults))]


def used_definitions(source: FeatureSource, index: StepIndex) -> Iterator[Definition]:
    """The definitions that a file uses."""
    for scenario in source.scenarios:
        for row in scenario.rows():
            for step in scenario.render(row).steps:
                yield from index.find(step.type, step.name)


def lint_unused(definitions: Iterable[Definition], used: Iterable[Definition]) -> list[Finding]:
    """The suite's sentences that no feature uses."""
    bodies = {id(definition.func) for definition in used}
    return [
        Finding(
            Path(definition.func.__code__.co_filename),
            definition.func.__code__.co_firstlineno,
            f"no feature uses the sentence {definition.text!r}",
            "a sentence that nobody writes is taken out",
        )
        for definition in definitions
        if definition.sentence and not definition.sentence.generated and id(definition.func) not in bodies
    ]


def _lint_strays(strays: Iterable[Stray]) -> Iterator[Fault]:
    """A misspelt keyword makes the first steps a description: the scenario would run, and pass, without them."""
    for line, text in strays:
        yield Fault(line, f"{text!r} stands before the first step and would not run", meant(text))


def _lint_background(background: BackgroundSource) -> Iterator[Fault]:
    for step in background.steps:
        if step.type != "given":
            yield Fault(step.line_number, f"a Background says {step.type.title()}", "allowed: Given")
    if len(background.steps) > MOST_BACKGROUND_STEPS:
        problem = f"a Background of {len(background.steps)} steps"
        yield Fault(background.line, problem, f"allowed: at most {MOST_BACKGROUND_STEPS} Given")


def _lint_title(scenario: ScenarioSource, source: FeatureSource) -> Iterator[Fault]:
    first = source.first_line_of[scenario.title]
    if first != scenario.line:
        hint = "a title is unique in its file, also across rules: it is part of the check id"
        yield Fault(scenario.line, f"the title {scenario.title!r} stands at line {first} already", hint)
    if command := _COMMAND_TITLE.match(scenario.title):
        yield Fault(scenario.line, f"the title starts with {command[0]!r}", "a title states the rule")


def _lint_story(scenario: ScenarioSource) -> Iterator[Fault]:
    kinds = [step.type for step in scenario.own_steps]
    turns = sum(pair == ("then", "when") for pair in pairwise(kinds))
    if len(kinds) > MOST_STEPS:
        yield Fault(scenario.line, f"{len(kinds)} steps in one scenario", f"allowed: at most {MOST_STEPS}")
    if turns > MOST_TURNS:
        hint = f"allowed: at most {MOST_TURNS} times; tell it as two scenarios"
        yield Fault(scenario.line, f"When follows Then {turns} times", hint)


def _lint_examples(scenario: ScenarioSource) -> Iterator[Fault]:
    if scenario.outline and not scenario.examples:
        yield Fault(
            scenario.line, "an outline without Examples", "a row is needed, or it would run with its placeholders"
        )
    for table in scenario.examples:
        yield from _lint_table_of_examples(table)
    ids = Counter(row.id for row in scenario.rows())
    for row in scenario.rows():
        if ids[row.id] > 1:
            hint = "two rows differ in more than their comment: the values are part of the check id"
            yield Fault(row.line, f"the row [{row.id}] stands {ids[row.id]} times", hint)


def _lint_table_of_examples(table: ExamplesSource) -> Iterator[Fault]:
    if not table.rows:
        yield Fault(table.line, "Examples without a row", "a row is needed, or it would run with its placeholders")
    if table.columns and table.columns[-1] != COMMENT_COLUMN:
        hint = f"the last column is {COMMENT_COLUMN!r} and says what the row is about"
        yield Fault(table.line, f"the last column of the Examples is {table.columns[-1]!r}", hint)
    for column, times in Counter(table.columns).items():
        if times > 1:
            yield Fault(table.line, f"the column {column!r} stands {times} times", "a column stands once")


def _lint_tags(scenario: ScenarioSource, book: Rulebook) -> Iterator[Fault]:
    for tag in {tag for row in scenario.rows() for tag in scenario.tags_of(row)} | set(scenario.tags):
        if wrong := book.vocabulary.problem(tag):
            yield Fault(tag.line, *wrong)


def _lint_row(scenario: ScenarioSource, row: Row, book: Rulebook) -> Iterator[Fault]:
    tags = scenario.tags_of(row)
    if not requirement_tags(tags):
        yield Fault(scenario.line, "a scenario without a requirement", "a tag names what it judges, as @OUCH50-2.2-04")
    steps = scenario.render(row).steps
    yield from _lint_placeholders(scenario, row)
    for step in steps:
        yield from _lint_step(step, book) if finished(step) else (_unfinished(step.line_number),)
    named = ((step, book.definition(step)) for step in steps if finished(step))
    yield from (Fault(*each) for each in lint_names(named, book.protocol))
    if _UNFINISHED.search(scenario.title):
        yield _unfinished(scenario.line)
    for tag in tags:
        known = book.vocabulary.requirements.get(tag.name)
        globs = _judged(steps, book, observing=known is not None and known.level is Level.OBSERVE)
        if known and not any(fnmatchcase(tag.name, glob) for glob in globs):
            hint = "a Then that judges it is missing: a run could never give it a verdict"
            yield Fault(tag.line, f"no step of the scenario at line {scenario.line} judges {tag.name}", hint)


def finished(step: Step) -> bool:
    """Whether nothing in a step is left to be written: a scenario that was only begun cannot pass."""
    return not any(_UNFINISHED.search(text) for text in _texts(step))


def _unfinished(line: int) -> Fault:
    return Fault(
        line, "the scenario is not finished: a TODO is left", "`ouch-conformance steps` lists what can be said"
    )


def _judged(steps: list[Step], book: Rulebook, *, observing: bool) -> set[str]:
    """What the steps can judge; what only records an answer judges nothing but open questions: it cannot fail."""
    globs: set[str] = set()
    for step in steps:
        definition = book.definition(step)
        if definition is None:
            # The step has a finding of its own; what it would have judged is not known.
            return {"*"}
        if observing or not definition.records:
            globs.update(definition.judges)
    return globs


def _lint_placeholders(scenario: ScenarioSource, row: Row) -> Iterator[Fault]:
    known = ", ".join(f"<{name}>" for name in row.values) or "none: this is no outline"
    title = scenario.render(row)
    if match := _PLACEHOLDER.search(title.name):
        yield Fault(scenario.line, f"the placeholder {match[0]} has no column", f"allowed: {known}")
    for step in title.steps:
        for text in _texts(step):
            if match := _PLACEHOLDER.search(text):
                yield Fault(step.line_number, f"the placeholder {match[0]} has no column", f"allowed: {known}")


def _texts(step: Step) -> Iterator[str]:
    yield step.name
    yield step.docstring or ""
    for cells in table_rows(step) or ():
        yield from cells


def _lint_step(step: Step, book: Rulebook) -> Iterator[Fault]:
    found = book.index.find(step.type, step.name)
    line = step.line_number
    if not found:
        near = book.index.nearest(step.type, step.name)
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near else NO_SENTENCE
        hint += f" {OTHERS}" if near and not book.index.is_sure(step.name) else ""
        yield Fault(line, f"undefined step {f'{step.type.title()} {step.name}'!r}", hint)
    elif len(found) > 1:
        both = " and ".join(f"{definition.text!r} ({definition.where})" for definition in found)
        yield Fault(line, f"{len(found)} definitions match {step.name!r}: {both}", "one definition per step")
    else:
        yield from _lint_use(step, found[0], book)


def _lint_use(step: Step, definition: Definition, book: Rulebook) -> Iterator[Fault]:
    if not definition.is_async:
        problem = f"the body of {definition.text!r} ({definition.where}) is not asynchronous"
        yield Fault(step.line_number, problem, "write `async def`: heartbeats stop while a plain function runs")
    if definition.sentence:
        for problem in definition.sentence.lint(table_rows(step), step.docstring, book.protocol, step.name):
            yield Fault(step.line_number, *_parted(problem))
        for condition in lint_conditions(definition.sentence, step.name, book.protocol, book.conditions):
            yield Fault(step.line_number, *condition)


def _parted(problem: str) -> tuple[str, str]:
    """What is wrong, and what would be right, where the words under a step are unknown."""
    what, mark, right = problem.partition(": did you mean ")
    return (what, mark.removeprefix(": ") + right) if mark else (problem, "")
