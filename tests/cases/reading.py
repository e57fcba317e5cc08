"""Generated features read back as a person reads them: titles, tags, steps and rows."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ouch_conformance.cases.make import features

OUCH50, OUCH42 = "nasdaq-ouch-5.0", "nasdaq-ouch-4.2"
SERVES = "And the venue still serves the member"


class Read(NamedTuple):
    """One outline: its tags without @, its steps, and the cells of its rows by their columns."""

    title: str
    tags: list[str]
    steps: list[str]
    rows: list[dict[str, str]]


@cache
def made(protocol: str) -> dict[str, str]:
    """The features of a protocol's newest revision."""
    return features(protocol)


@cache
def read(protocol: str, file: str) -> tuple[Read, ...]:
    """The outlines of one feature, by its name without the suffix."""
    parts = re.split(r"\n  (?=@)", made(protocol)[f"{file}.feature"])[1:]
    return tuple(_outline(part) for part in parts)


def _outline(text: str) -> Read:
    tags, title, *lines = text.splitlines()
    tabled = [_cells(line) for line in lines if line.startswith("      |")]
    header, *rows = tabled[-_rows(lines) :]
    steps = [line.strip() for line in lines if re.match(r"    (Given|When|Then|And) ", line)]
    return Read(
        title.partition(": ")[2],
        tags.replace("@", "").split(),
        steps,
        [dict(zip(header, row, strict=True)) for row in rows],
    )


def _rows(lines: list[str]) -> int:
    """The lines of the last table: those behind "Examples"."""
    start = next(place for place, line in enumerate(lines) if line.strip().startswith("Examples"))
    return sum(line.startswith("      |") for line in lines[start:])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def values(outlines: tuple[Read, ...], field: str, step: str) -> list[str]:
    """What is tried of a field in the outlines that judge by a step."""
    return [
        row["value"]
        for outline in outlines
        if any(step in each for each in outline.steps)
        for row in outline.rows
        if row.get("field") == field
    ]


def altered(outlines: tuple[Read, ...], what: str) -> list[str]:
    """The cells of the outline that alters one thing of the message: its column in the step's table."""
    (outline,) = [each for each in outlines if what in each.title]
    return [row["bytes"] for row in outline.rows]
