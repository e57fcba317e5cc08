"""What `lint --fix` mends without a question, because it means the same: white space, tables, the order of tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

FAMILIES = ("pics", "layer", "cost")
_CELL = re.compile(r"(?<!\\)(?:\\\\)*\|")
_FENCE = re.compile(r'\s*("""|```)')


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed: the line, counted from 1 in the text as it was, and what in words."""

    line: int
    what: str


def tidy(text: str) -> tuple[str, list[Change]]:
    """A feature with its white space, tables and tags in order, and what was changed. Doc strings stay as they are."""
    lines = text.splitlines()
    changes: list[Change] = []
    free = _outside_doc_strings(lines)
    for place in free:
        _change(lines, changes, place, lines[place].rstrip(), "trailing space taken out")
    for place in free:
        _change(lines, changes, place, _ordered_tags(lines[place]), "tags put in order")
    for table in _tables(lines, free):
        for place, line in zip(table, _aligned([lines[place] for place in table]), strict=True):
            _change(lines, changes, place, line, "table aligned")
    tidied = "\n".join(lines).rstrip("\n") + "\n"
    if tidied == text or changes:
        return tidied, sorted(changes, key=lambda change: change.line)
    return tidied, [Change(len(lines), "the end of the file put right")]


def _change(lines: list[str], changes: list[Change], place: int, line: str, what: str) -> None:
    if lines[place] != line:
        lines[place] = line
        changes.append(Change(place + 1, what))


def _outside_doc_strings(lines: Sequence[str]) -> list[int]:
    """The places of the lines that are no part of a doc string; its fences are not either."""
    free, fence = [], ""
    for place, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1] == fence else fence
        elif mark:
            fence = mark[1]
        else:
            free.append(place)
    return free


def _ordered_tags(line: str) -> str:
    """A line of tags: requirements as they stand, for the first is the main one; then the families; none twice."""
    words = line.split()
    if not words or not all(word.startswith("@") and word.count("@") == 1 for word in words):
        return line
    unique = list(dict.fromkeys(words))
    return line[: len(line) - len(line.lstrip())] + " ".join(sorted(unique, key=_rank))


def _rank(tag: str) -> int:
    family, colon, _ = tag.removeprefix("@").partition(":")
    return FAMILIES.index(family) + 1 if colon and family in FAMILIES else 0


def _tables(lines: Sequence[str], free: Sequence[int]) -> Iterator[list[int]]:
    """The places of each run of table rows."""
    run: list[int] = []
    for place in free:
        if not lines[place].lstrip().startswith("|") or (run and place != run[-1] + 1):
            yield from [run] if run else []
            run = []
        if lines[place].lstrip().startswith("|"):
            run.append(place)
    yield from [run] if run else []


def _aligned(rows: Sequence[str]) -> list[str]:
    """The rows of one table, indented like the first; as they are where they have not one number of cells."""
    cells = [_cells(row) for row in rows]
    if len({len(row) for row in cells}) != 1 or any(not row.rstrip().endswith("|") for row in rows):
        return list(rows)
    indent = rows[0][: len(rows[0]) - len(rows[0].lstrip())]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        f"{indent}| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in cells
    ]


def _cells(row: str) -> list[str]:
    """The cells of a row as they are written, escapes and all."""
    ends = [match.end() for match in _CELL.finditer(row.strip())]
    line = row.strip()
    return [line[start : end - 1].strip() for start, end in pairwise(ends)]
