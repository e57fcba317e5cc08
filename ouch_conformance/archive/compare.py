"""Two runs compared, check by check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, NamedTuple

from ouch_conformance.judge.verdict import Verdict

WRONG = frozenset(
    {
        Verdict.HARNESS_ERROR,
        Verdict.FAIL,
        Verdict.STALE_DEVIATION,
        Verdict.INCONCLUSIVE,
        Verdict.NOT_TESTABLE,
        Verdict.WARNING,
    }
)
"""Verdicts that somebody has to look at. From one of the others to one of these is a step back."""


SHOWN = 160
"""Characters of what was observed."""


class Pair(NamedTuple):
    """One check in both runs: its verdicts, None where a run does not have it, and what was observed last."""

    id: str
    before: Verdict | None
    after: Verdict | None
    observed: str


@dataclass(slots=True)
class Comparison:
    """What became of the checks: each stands in one list, those with the same verdict in none."""

    same: int = 0
    broken: list[Pair] = field(default_factory=list)
    fixed: list[Pair] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    new: list[Pair] = field(default_factory=list)
    gone: list[Pair] = field(default_factory=list)

    @property
    def lists(self) -> dict[str, list[Pair]]:
        """The lists by name, what matters most first."""
        return {name: getattr(self, name) for name in ("broken", "fixed", "changed", "new", "gone")}


def compare(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]) -> Comparison:
    """Hold the checks of two runs against each other, by their ids."""
    found = Comparison()
    for name in sorted({*before, *after}):
        pair = Pair(name, _verdict(before.get(name)), _verdict(after.get(name)), _observed(before, after, name))
        if pair.before is pair.after:
            found.same += 1
        else:
            _list_of(found, pair).append(pair)
    return found


def _list_of(found: Comparison, pair: Pair) -> list[Pair]:
    if pair.before is None:
        return found.new
    if pair.after is None:
        return found.gone
    if (pair.before in WRONG) == (pair.after in WRONG):
        return found.changed
    return found.broken if pair.after in WRONG else found.fixed


def _verdict(check: Mapping[str, Any] | None) -> Verdict | None:
    return Verdict(check["verdict"]) if check is not None else None


def _observed(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], name: str) -> str:
    return shorten(str((after.get(name) or before[name]).get("observed", "")), SHOWN, placeholder=" ...")


def text_lines(found: Comparison) -> list[str]:
    """A comparison for the terminal: the counts, then every check that is not as it was."""
    lines = [counts(found)]
    for name, pairs in found.lists.items():
        lines += [f"\n{name}:"] if pairs else []
        for pair in pairs:
            lines.append(f"  {pair.id}: {_step(pair)}")
            lines += [f"      {pair.observed}"] if name == "broken" else []
    return lines


def counts(found: Comparison) -> str:
    """`444 checks = 440 the same + 1 broken + 3 fixed`."""
    terms = [f"{found.same} the same", *(f"{len(pairs)} {name}" for name, pairs in found.lists.items() if pairs)]
    return f"{found.same + sum(map(len, found.lists.values()))} checks = {' + '.join(terms)}"


def markdown_lines(found: Comparison) -> list[str]:
    """A comparison for the page of a CI job."""
    lines = ["## Compared with the run before", "", counts(found)]
    for name, pairs in found.lists.items():
        lines += ["", f"### {name.capitalize()}", "", *_table(pairs)] if pairs else []
    return lines


def _table(pairs: Iterable[Pair]) -> list[str]:
    rows = [f"| `{_cell(pair.id)}` | {_step(pair)} | {_cell(pair.observed)} |" for pair in pairs]
    return ["| check | verdict | observed |", "| --- | --- | --- |", *rows]


def _step(pair: Pair) -> str:
    if pair.before is None or pair.after is None:
        return str(pair.after or pair.before)
    return f"{pair.before} -> {pair.after}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
