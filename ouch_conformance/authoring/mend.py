"""What `lint --fix` mends of what the lint found: a misspelt column or word of a table that has one near match.

A tag, an id, a step, a number are left to their author: there a near match can mean something else. A change is kept
only where the finding is gone with it and no other has come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ouch_conformance.authoring.tidy import Change
from ouch_conformance.plugin.lint import Finding

_WRONG = re.compile(r"(?:unknown column )?'([^']+)'")
_RIGHT = re.compile(r"did you mean '([^']+)'\?")
_OF_A_TABLE = ("unknown column ", "is no ", "is not known here")

Lint = Callable[[str], Sequence[Finding]]
"""What is wrong in a text of the feature."""


def mend(text: str, findings: Sequence[Finding], lint: Lint) -> tuple[str, list[Change]]:
    """A feature with its misspelt words put right, as far as that is certain, and what was changed."""
    changes: list[Change] = []
    for finding in findings:
        changed = _mended(text, finding)
        if changed is None:
            continue
        candidate, change = changed
        before, after = _problems(lint(text)), _problems(lint(candidate))
        if len(after) < len(before) and after <= before:
            text = candidate
            changes.append(change)
    return text, changes


def _problems(findings: Sequence[Finding]) -> set[tuple[int, str]]:
    return {(finding.line, finding.problem) for finding in findings}


def _mended(text: str, finding: Finding) -> tuple[str, Change] | None:
    """The text with the one place changed at which the word stands under the step; nothing where there are several."""
    wrong, right = _WRONG.match(finding.problem), _RIGHT.fullmatch(finding.hint)
    if not wrong or not right or not any(mark in finding.problem for mark in _OF_A_TABLE):
        return None
    lines = text.split("\n")
    cell = re.compile(rf"(\|\s*){re.escape(wrong[1])}(\s*)(?=\|)")
    places = [place for place in _under(lines, finding.line) for _ in cell.finditer(lines[place])]
    if len(places) != 1:
        return None
    lines[places[0]] = cell.sub(lambda match: match[1] + right[1] + match[2], lines[places[0]])
    return "\n".join(lines), Change(places[0] + 1, f"{wrong[1]!r} became {right[1]!r}")


def _under(lines: Sequence[str], line: int) -> range:
    """The places of the table rows that follow a step."""
    end = line
    while end < len(lines) and lines[end].lstrip().startswith("|"):
        end += 1
    return range(line, end)
