"""The list of a venue's known deviations: TOML to checked values and back. docs/deviations.md describes the file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ouch_conformance.profile.errors import ProfileError
from ouch_conformance.profile.suggestions import nearest

PINNABLE = ("fail", "warning", "inconclusive")
"""Verdicts that an entry may pin. A fault of the suite and a missing prerequisite are no deviations of a venue."""
REQUIRED = ("check", "verdict", "observed", "reason", "owner", "expires")
KEYS = (*REQUIRED[:-2], "link", *REQUIRED[-2:])
"""The keys of an entry, in the order in which they are written."""
ANYTHING = "*"
"""In `observed`, stands for any text."""

_CHECK = re.compile(r"[A-Z][A-Z0-9]*(-[A-Za-z0-9.]+)+@[^@/:]+/[^@:]+::[a-z0-9-]+(\[.*\])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Deviation:
    """One listed check. `expires` is the last day on which the entry holds; `file` and `line` are where it stands."""

    check: str
    verdict: str
    observed: str
    reason: str
    owner: str
    expires: date
    link: str = ""
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"

    @property
    def requirement(self) -> str:
        """The id of the requirement whose check is listed."""
        return self.check.partition("@")[0]

    @property
    def scenario(self) -> str:
        """The id of the scenario or row in which it is listed."""
        return self.check.partition("@")[2]

    def expects(self, observed: str) -> bool:
        """Whether a text is the one that was pinned; each `*` of the entry stands for any text."""
        parts = map(re.escape, " ".join(self.observed.split()).split(ANYTHING))
        return re.fullmatch(".*".join(parts), " ".join(observed.split())) is not None


def load_deviations(path: Path) -> tuple[Deviation, ...]:
    """Read a list. ProfileError names what is wrong, where, and what would be right."""
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ProfileError(path, f"the deviations cannot be read: {why}") from None
    try:
        document = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ProfileError(path, f"no valid TOML: {error}", line=int(line[1]) if line else None) from None
    return tuple(_Reader(path, content.splitlines()).read(document))


class _Reader:
    def __init__(self, path: Path, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.heads = [number for number, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*deviation\s*\]\]", line)]

    def read(self, document: Mapping[str, object]) -> Iterator[Deviation]:
        for name in document:
            if name != "deviation":
                raise self._fault(f"{name!r} is unknown", "[[deviation]] opens each entry", self._line(0, name))
        entries = document.get("deviation", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._fault("deviation is no list of tables", "[[deviation]] opens each entry", None)
        first: dict[str, int] = {}
        for place, entry in enumerate(entries):
            head = self.heads[place] if place < len(self.heads) else 0
            found = self._entry(entry, head)
            if found.check in first:
                line = self._line(head, "check")
                raise self._fault(
                    f"{found.check} is listed twice, first at line {first[found.check]}", "each check once", line
                )
            first[found.check] = head
            yield found

    def _entry(self, entry: Mapping[str, object], head: int) -> Deviation:
        for name in entry:
            if name not in KEYS:
                raise self._fault(f"unknown key {name!r} in [[deviation]]", nearest(name, KEYS), self._line(head, name))
        for name in REQUIRED:
            if name not in entry:
                raise self._fault(f"[[deviation]] lacks {name!r}", "it must be given", head or None)
        texts = {name: self._text(entry, name, head) for name in KEYS if name in entry and name != "expires"}
        self._check_id(texts["check"], head)
        if texts["verdict"] not in PINNABLE:
            line = self._line(head, "verdict")
            raise self._fault(f"verdict = {texts['verdict']!r}", f"one of {', '.join(PINNABLE)} is expected", line)
        return Deviation(**texts, expires=self._date(entry["expires"], head), file=str(self.path), line=head)

    def _text(self, entry: Mapping[str, object], name: str, head: int) -> str:
        value = entry[name]
        if not isinstance(value, str) or not value.strip():
            raise self._fault(f"{name} = {value!r}", "a non-empty string is expected", self._line(head, name))
        return value

    def _check_id(self, check: str, head: int) -> None:
        if not _CHECK.fullmatch(check):
            right = "an id as a run prints it is expected, ID@protocol/file::scenario[row]"
            raise self._fault(f"check = {check!r}", right, self._line(head, "check"))

    def _date(self, value: object, head: int) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._fault(
                f"expires = {value!r}", "a date such as 2027-03-31 is expected", self._line(head, "expires")
            )
        return value

    def _line(self, head: int, name: str) -> int | None:
        """The line of a key behind a head: found by looking, since TOML values do not keep it."""
        end = next((number for number in self.heads if number > head), len(self.lines) + 1)
        for number in range(head + 1, end):
            if re.match(rf'\s*\[*\s*"?{re.escape(name)}\b', self.lines[number - 1]):
                return number
        return head or None

    def _fault(self, problem: str, allowed: str, line: int | None) -> ProfileError:
        return ProfileError(self.path, problem, allowed, line)


def deviations_text(deviations: Iterable[Deviation], heading: str) -> str:
    """A list as TOML, behind a comment of one or several lines."""
    head = "\n".join(f"# {line}".rstrip() for line in heading.splitlines())
    return "\n\n".join([head, *map(_entry_text, deviations)]) + "\n"


def _entry_text(deviation: Deviation) -> str:
    values = {name: getattr(deviation, name) for name in KEYS}
    lines = [f"{name} = {_value(value)}" for name, value in values.items() if value]
    return "\n".join(["[[deviation]]", *lines])


def _value(value: str | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # TOML's basic strings escape like JSON's, and DEL besides.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
