"""The difference sheet as lines with a state each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Cell = str | tuple[str, ...]


class State(StrEnum):
    """What became of a thing."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    COMPARE = "compare"
    """Both sides speak of the matter, and nothing says which sentence of the one is which of the other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: its name, its state, and the texts of its group's further columns."""

    name: str
    state: State
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines about one matter; `kind` is what is counted: messages, fields, values, flags, requirements."""

    kind: str
    title: str
    caption: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def counted(states: Iterable[State]) -> str:
    """How many there are of each state."""
    counts = Counter(states)
    return ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
