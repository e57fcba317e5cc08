"""What is wrong with a profile, and where."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong in a profile, what would be right, and the section and key that it is about."""

    problem: str
    right: str
    section: str
    key: str


class ProfileError(Exception):
    """A profile that cannot be used: names file, line, problem and what would be right."""

    def __init__(self, file: Path | None, problem: str, allowed: str = "", line: int | None = None) -> None:
        self.file, self.line, self.problem, self.allowed = file, line, problem, allowed
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(place + problem + (f"; {allowed}" if allowed else ""))
