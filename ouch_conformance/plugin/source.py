"""A .feature file as it stands on disk: every scenario, tag and row with its line.

pytest-bdd's own reader drops the second of two scenarios with one title, the order of the tags and all lines but the
scenario's. The lint and the row ids need them, so the document is walked here, with pytest-bdd's parser for the parts.
"""

from __future__ import annotations

import re
import textwrap
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gherkin.dialect import Dialect
from pytest_bdd.exceptions import GherkinParseError, TokenError
from pytest_bdd.gherkin_parser import (
    Background,
    Cell,
    DataTable,
    ExamplesTable,
    GherkinDocument,
    get_gherkin_document,
)
from pytest_bdd.gherkin_parser import Feature as FeatureData
from pytest_bdd.gherkin_parser import Row as RowData
from pytest_bdd.gherkin_parser import Rule as RuleData
from pytest_bdd.gherkin_parser import Scenario as ScenarioData
from pytest_bdd.gherkin_parser import Tag as TagData
from pytest_bdd.parser import Feature, FeatureParser, Rule, Scenario, ScenarioTemplate, Step, render_string

from ouch_conformance.plugin.keywords import meant

COMMENT_COLUMN = "comment"


class SourceError(Exception):
    """A feature file that cannot be read: `line`, `problem`, and a `hint` where it is known what was meant."""

    def __init__(self, line: int, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.line, self.problem, self.hint = line, problem, hint


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag without its @."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an Examples table; a scenario that is no outline has one row without values."""

    values: Mapping[str, str]
    line: int
    tags: tuple[Tag, ...] = ()

    @property
    def id(self) -> str:
        """The values joined by hyphens; the comment may be reworded without changing the check id."""
        return "-".join(value or "empty" for name, value in self.values.items() if name != COMMENT_COLUMN)


@dataclass(frozen=True, slots=True)
class ExamplesSource:
    """One Examples table."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Stray(NamedTuple):
    """A line between a title and its first step: to Gherkin a description, and so no step."""

    line: int
    text: str


@dataclass(slots=True)
class ScenarioSource:
    """One scenario or outline. `tags` are those of the feature, its rule and itself, in that order, each once.

    `strays` are the lines before the first step.
    """

    template: ScenarioTemplate
    rule: str | None
    tags: tuple[Tag, ...]
    examples: tuple[ExamplesSource, ...]
    outline: bool
    strays: tuple[Stray, ...] = ()
    _rendered: dict[int, Scenario] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title as written."""
        return self.template.name

    @property
    def line(self) -> int:
        """The line of the title."""
        return self.template.line_number

    @property
    def own_steps(self) -> list[Step]:
        """The steps without those of the backgrounds."""
        return self.template.steps[len(self.template.all_background_steps) :]

    def rows(self) -> Iterator[Row]:
        """The rows to run, in order."""
        if not self.outline:
            yield Row({}, self.line)
        for table in self.examples:
            yield from table.rows

    def tags_of(self, row: Row) -> tuple[Tag, ...]:
        """The tags that hold for one row: the scenario's, then those of its Examples."""
        return _unique(self.tags + row.tags)

    def render(self, row: Row) -> Scenario:
        """The scenario with the row's values in place; rendered once, for the lint and for the run."""
        if row.line not in self._rendered:
            self._rendered[row.line] = _render(self.template, row.values)
        return self._rendered[row.line]


@dataclass(frozen=True)
class BackgroundSource:
    """The steps of a background and where it starts."""

    line: int
    steps: list[Step]
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True)
class FeatureSource:
    """One parsed file."""

    path: Path
    feature: Feature
    scenarios: tuple[ScenarioSource, ...]
    backgrounds: tuple[BackgroundSource, ...]

    @cached_property
    def first_line_of(self) -> Mapping[str, int]:
        """The line at which each title stands first."""
        lines: dict[str, int] = {}
        for scenario in self.scenarios:
            lines.setdefault(scenario.title, scenario.line)
        return lines


def read_feature(path: Path) -> FeatureSource:
    """Parse one file. SourceError where it is no UTF-8, no Gherkin, or has no feature in it."""
    try:
        document: GherkinDocument = get_gherkin_document(str(path))
    except GherkinParseError as error:
        raise _unreadable(error) from None
    except UnicodeDecodeError:
        raise SourceError(1, "the file is no UTF-8 text") from None
    except (KeyError, TypeError):
        raise SourceError(1, "the file holds no Feature") from None
    try:
        return _Walk(path, document.feature).read()
    except GherkinParseError as error:
        raise SourceError(error.line, error.message) from None


def _unreadable(error: GherkinParseError) -> SourceError:
    line = error.line_content.strip()
    if isinstance(error, TokenError) and not line.startswith("|"):
        return SourceError(error.line, f"{line!r} cannot stand here", meant(line))
    problem = re.sub(r"^\(\d+:\d+\): ", "", error.message.splitlines()[-1].strip())
    return SourceError(error.line, f"{problem} ({line!r})")


class _Walk:
    def __init__(self, path: Path, data: FeatureData) -> None:
        self.path = path
        self.data = data
        self.lines = path.read_text("utf-8").splitlines()
        self.parser = FeatureParser(str(path.parent), path.name)
        dialect = Dialect.for_name(data.language)
        self.outline_keywords = dialect.scenario_outline_keywords if dialect else []
        self.backgrounds: list[BackgroundSource] = []
        self.feature = Feature(
            scenarios=OrderedDict(),
            filename=self.parser.abs_filename,
            rel_filename=self.parser.rel_filename,
            language=data.language,
            keyword=data.keyword,
            name=data.name,
            tags={tag.name for tag in _tags(data.tags)},
            background=None,
            line_number=data.location.line,
            description=textwrap.dedent(data.description),
        )

    def read(self) -> FeatureSource:
        scenarios: list[ScenarioSource] = []
        tags = _tags(self.data.tags)
        for child in self.data.children:
            if child.background:
                self.feature.background = self.parser.parse_background(child.background)
                self._note(child.background, self.feature.background.steps)
            elif child.rule:
                scenarios += self._read_rule(child.rule, tags)
            elif child.scenario:
                scenarios.append(self._read_scenario(child.scenario, None, tags))
        for scenario in scenarios:
            self.feature.scenarios.setdefault(scenario.title, scenario.template)
        return FeatureSource(self.path, self.feature, tuple(scenarios), tuple(self.backgrounds))

    def _read_rule(self, data: RuleData, tags: tuple[Tag, ...]) -> Iterator[ScenarioSource]:
        own = _tags(data.tags)
        rule = Rule(data.keyword, data.name, data.description, {tag.name for tag in own})
        for child in data.children:
            if child.background:
                rule.background = self.parser.parse_background(child.background)
                self._note(child.background, rule.background.steps)
            elif child.scenario:
                yield self._read_scenario(child.scenario, rule, tags + own)

    def _read_scenario(self, data: ScenarioData, rule: Rule | None, tags: tuple[Tag, ...]) -> ScenarioSource:
        return ScenarioSource(
            template=self.parser.parse_scenario(data, self.feature, rule),
            rule=rule.name if rule else None,
            tags=_unique(tags + _tags(data.tags)),
            examples=tuple(_examples(table) for table in data.examples),
            outline=data.keyword in self.outline_keywords or bool(data.examples),
            strays=self._strays(data.location.line, data.description),
        )

    def _note(self, data: Background, steps: list[Step]) -> None:
        line = data.location.line
        self.backgrounds.append(BackgroundSource(line, steps, self._strays(line, data.description)))

    def _strays(self, title: int, description: str) -> tuple[Stray, ...]:
        """The lines of a description, with their places in the file: Gherkin gives the text alone."""
        wanted = [line.strip() for line in description.splitlines() if line.strip()]
        found: list[Stray] = []
        for place, line in enumerate(self.lines[title:], title + 1):
            if len(found) < len(wanted) and line.strip() == wanted[len(found)]:
                found.append(Stray(place, line.strip()))
        return tuple(found)


def _tags(data: list[TagData]) -> tuple[Tag, ...]:
    return tuple(Tag(tag.name.removeprefix("@"), tag.location.line) for tag in data)


def _unique(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    first: dict[str, Tag] = {}
    for tag in tags:
        first.setdefault(tag.name, tag)
    return tuple(first.values())


def _examples(data: ExamplesTable) -> ExamplesSource:
    columns = tuple(cell.value for cell in data.table_header.cells) if data.table_header else ()
    tags = _tags(data.tags)
    rows = tuple(
        Row(dict(zip(columns, (cell.value or "" for cell in row.cells), strict=True)), row.location.line, tags)
        for row in data.table_body or ()
    )
    return ExamplesSource(data.location.line, columns, rows)


def _render(template: ScenarioTemplate, values: Mapping[str, str]) -> Scenario:
    # ScenarioTemplate.render copies every table in depth, which costs more than running the steps.
    return Scenario(
        feature=template.feature,
        keyword=template.keyword,
        name=render_string(template.name, values),
        line_number=template.line_number,
        steps=[_render_step(step, values) for step in template.steps],
        tags=template.tags,
        description=template.description,
        rule=template.rule,
    )


def _render_step(step: Step, values: Mapping[str, str]) -> Step:
    return Step(
        name=render_string(step.name, values),
        type=step.type,
        indent=step.indent,
        line_number=step.line_number,
        keyword=step.keyword,
        datatable=_render_table(step.datatable, values) if step.datatable else None,
        docstring=None if step.docstring is None else render_string(step.docstring, values),
    )


def _render_table(table: DataTable, values: Mapping[str, str]) -> DataTable:
    rows = [
        RowData(row.id, row.location, [Cell(cell.location, render_string(cell.value, values)) for cell in row.cells])
        for row in table.rows
    ]
    return DataTable(table.location, rows)


def table_rows(step: Step) -> list[list[str]] | None:
    """A step's table as a step body takes it."""
    return [[cell.value for cell in row.cells] for row in step.datatable.rows] if step.datatable else None
