"""What is raised for a specification file that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class SpecError(Exception):
    """One fault of a specification file: where it is, what is wrong, what would be allowed.

    `file` and `line` are absent where a fault has no place (an unknown protocol name). The text is one line:
    `file:line: problem; allowed: ...`.
    """

    def __init__(self, problem: str, allowed: str, file: Path | None = None, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.allowed = allowed
        super().__init__(problem)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return f"{place}{': ' if place else ''}{self.problem}; allowed: {self.allowed}"


def nearest(name: str, names: Iterable[str]) -> str:
    """The hint for a misspelt name: ` (nearest: EnterOrder)`, or nothing where no name comes close."""
    match = closest(name, names)
    return f" (nearest: {match})" if match else ""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The name that a misspelt one comes closest to, capitals or not; None where none comes close."""
    spellings = {known.lower(): known for known in names}
    match = get_close_matches(name.lower(), spellings, n=1, cutoff=0.5)
    return spellings[match[0]] if match else None


def listed(names: Iterable[object]) -> str:
    """Allowed values as a message shows them."""
    return ", ".join(str(name) for name in names) or "none"
