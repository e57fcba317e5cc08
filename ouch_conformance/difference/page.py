"""The difference sheet as a page of tables, whatever it is rendered to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ouch_conformance.difference.sheet import Group, State, counted
from ouch_conformance.difference.side import Side
from ouch_conformance.report.sheets import Page, Sheet


def difference_page(before: Side, after: Side, groups: Sequence[Group], *, same: bool = True) -> Page:
    """The sheet as a checklist: a box for each line with something to do; without `same` those lines alone."""
    facts = [("from", before.title), ("to", after.title), *_counts(groups)]
    sheets = (_sheet(group, same=same) for group in groups)
    shown = tuple(sheet for sheet in sheets if sheet.rows)
    return Page(f"Differences: {before.title} to {after.title}", tuple(facts), shown)


def _counts(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    for kind in dict.fromkeys(group.kind for group in groups):
        yield kind, counted(line.state for group in groups if group.kind == kind for line in group.lines)


def _sheet(group: Group, *, same: bool) -> Sheet:
    lines = [line for line in group.lines if same or line.state is not State.SAME]
    rows = tuple((line.name, str(line.state), *line.cells) for line in lines)
    boxes = tuple(line.state is not State.SAME for line in lines)
    return Sheet(group.title, group.caption, group.header, rows, boxes)
