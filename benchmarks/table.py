"""What a benchmark gives: rows of one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: `ours` and `floor` in `unit`, their ratio and the limit that it has to keep.

    `at_least`: the ratio may not be below the limit, otherwise not above it. A row without a floor compares `ours` with
    the limit: `floor` and `ratio` are 0 there.
    """

    name: str
    ours: float
    floor: float
    ratio: float
    limit: float
    unit: str
    ok: bool
    at_least: bool = False


def compared(name: str, ours: float, floor: float, limit: float, unit: str) -> Row:
    """A row whose ratio ours / floor may not exceed the limit."""
    ratio = ours / floor
    return Row(name, ours, floor, ratio, limit, unit, ratio <= limit)


def faster(name: str, ours: float, other: float, limit: float, unit: str) -> Row:
    """A row whose ratio other / ours has to reach the limit."""
    ratio = other / ours
    return Row(name, ours, other, ratio, limit, unit, ratio >= limit, at_least=True)


def bounded(name: str, ours: float, limit: float, unit: str) -> Row:
    """A row without a floor."""
    return Row(name, ours, 0.0, 0.0, limit, unit, ours <= limit)


def render(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | ours | compared with | ratio | limit | |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        floor = f"{row.floor:.3g} {row.unit}" if row.floor else ""
        ratio = f"{row.ratio:.2f}" if row.floor else ""
        limit = f"{'≥' if row.at_least else '≤'} {row.limit:g}" + ("" if row.floor else f" {row.unit}")
        verdict = "ok" if row.ok else "MISSED"
        lines.append(f"| {row.name} | {row.ours:.3g} {row.unit} | {floor} | {ratio} | {limit} | {verdict} |")
    return "\n".join(lines)
