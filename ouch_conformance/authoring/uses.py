"""Where each sentence is used: the features, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ouch_conformance.plugin.index import StepIndex
from ouch_conformance.plugin.source import FeatureSource, ScenarioSource, SourceError, read_feature, table_rows
from ouch_conformance.plugin.wiring import own_features

LONGEST_EXAMPLE = 6
"""Lines of a table beyond which a shorter example is preferred."""


@dataclass(frozen=True, slots=True)
class Use:
    """One line of a feature that says a sentence: the step as it is run, the first row of an outline filled in."""

    protocol: str
    file: str
    line: int
    kind: str
    text: str
    rows: Sequence[list[str]]
    docstring: str | None
    outline: bool

    @property
    def place(self) -> str:
        """`protocol/file:line`."""
        return f"{self.protocol}/{self.file}:{self.line}"

    def lines(self) -> list[str]:
        """The step with what stands under it, as a feature writes it."""
        said = [f"{self.kind.title()} {self.text}"]
        if self.docstring is not None:
            said += ['  """', *(f"  {line}" for line in self.docstring.splitlines()), '  """']
        return said + [f"  {line}" for line in aligned(self.rows)]


def aligned(rows: Sequence[list[str]]) -> list[str]:
    """The lines of a table, its columns as wide as their widest cell; `|` and `\\` in a cell escaped."""
    cells = [[cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells)
    return [f"| {' | '.join(row)} |" for row in padded]


def own_files() -> list[Path]:
    """The suite's own features, protocol by protocol."""
    return sorted(own_features().glob("*/*.feature"))


def find_uses(files: Iterable[Path], index: StepIndex) -> Mapping[str, list[Use]]:
    """The uses of each sentence by its text, in the order of the files. A file that cannot be read has none."""
    found: defaultdict[str, dict[str, Use]] = defaultdict(dict)
    for use in (use for path in files for use in _uses_in(path)):
        for definition in index.find(use.kind, use.text):
            found[definition.text].setdefault(use.place, use)
    return {text: list(uses.values()) for text, uses in found.items()}


def _uses_in(path: Path) -> Iterator[Use]:
    try:
        source: FeatureSource = read_feature(path)
    except SourceError:
        return
    for scenario in source.scenarios:
        yield from _uses_of(scenario, path)


def _uses_of(scenario: ScenarioSource, path: Path) -> Iterator[Use]:
    for row in scenario.rows():
        for step in scenario.render(row).steps:
            told = (step.line_number, step.type, step.name, table_rows(step) or (), step.docstring)
            yield Use(path.parent.name, path.name, *told, scenario.outline)


def example(uses: Iterable[Use], protocol: str, *, table: bool) -> Use | None:
    """The use that shows a sentence best: of the protocol, no outline, with a table where it may have one, short."""

    def rank(use: Use) -> tuple[bool, bool, bool, bool]:
        return use.protocol != protocol, use.outline, table and not use.rows, len(use.rows) > LONGEST_EXAMPLE

    return min(uses, key=rank, default=None)
