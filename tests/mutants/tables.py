"""The results as text for the terminal and as the page docs/mutation.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ouch_conformance.spec.library import protocol

from .score import Fate, Score, protocol_of, requirement_of

Row = Sequence[str]

_TOP = """# Proof by defects

Can the suite's checks fail? The reference venue has switchable defects; each breaks one requirement. For each defect
the suite runs against the venue with that defect alone switched on, and the run is judged:

- **killed**: in a scenario that carries the defect's requirement, the check of that requirement failed, and at least
  90 % of the scenarios that do not carry it stayed green;
- **broad**: likewise, but more of the others went red: a defect that breaks everything proves nothing;
- **silent**: scenarios carry the requirement, and none of them saw it broken;
- **dead**: no scenario carries the requirement; the catalogue says why (`not-tested`).

`make mutants` runs only the scenarios that carry the defect's requirement, `make mutants-full` the whole suite, as this
page shows it: the protocol's own features, for those of Nasdaq and for SoupBinTCP with those of the session layer.
Scenarios that wait for a clock take part where they carry the defect's requirement. `make test-mutants` repeats a fixed
sample in every CI run.
"""


def line(score: Score) -> Row:
    """One defect on the terminal."""
    killers = [check.id for check in score.killers]
    return (
        score.defect.name,
        score.fate,
        " ".join(score.defect.requirements),
        f"{100 * score.green_share:.1f} %" if score.others else "-",
        f"{score.run.seconds:.1f} s",
        killers[0] + (f" and {len(killers) - 1} more" if len(killers) > 1 else "") if killers else "-",
    )


def aligned(rows: Iterable[Row]) -> list[str]:
    """Rows in columns; the last column is not padded."""
    table = list(rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]


def details(score: Score) -> list[str]:
    """The other scenarios that a defect turned red, each with the checks that did it."""
    lines = [f"    not explained: {len(score.unexplained)} scenarios"] if score.unexplained else []
    for scenario in score.others_red:
        checks = [check for check in scenario.checks if check.verdict is scenario.verdict]
        lines.append(f"    {scenario.verdict}: {scenario.id}")
        lines += [f"        {check.requirement}: {check.observed}" for check in checks]
    return lines


def closing(scores: Sequence[Score]) -> str:
    """The score in one sentence: of the defects that a scenario can find, how many were killed."""
    fates = Counter(score.fate for score in scores)
    parts = ", ".join(f"{fates[fate]} {fate}" for fate in Fate)
    judged = len(scores) - fates[Fate.DEAD]
    return f"{len(scores)} defects: {parts}; score {fates[Fate.KILLED]} of {judged} that a scenario can find"


def closings(scores: Sequence[Score]) -> list[str]:
    """The score of each protocol, and of all together where there are several."""
    names = dict.fromkeys(protocol_of(score.defect) for score in scores)
    lines = [f"{name}: {closing([each for each in scores if protocol_of(each.defect) == name])}" for name in names]
    return [*lines, f"all: {closing(scores)}"] if len(lines) > 1 else lines


def page(scores: Sequence[Score], command: str, day: date) -> str:
    """docs/mutation.md."""
    parts = [_TOP, f"Made on {day.isoformat()} with `{command}`.", f"**{closing(scores)}.**"]
    for name in dict.fromkeys(protocol_of(score.defect) for score in scores):
        chosen = [score for score in scores if protocol_of(score.defect) == name]
        parts.append(f"## {protocol(name).title}\n\n{closing(chosen)}.\n\n" + "\n".join(_markdown(chosen)))
    reds = [_explained(score) for score in scores if score.fate is Fate.KILLED and score.others_red]
    if reds:
        parts.append("## Other scenarios that went red\n\n" + _REDS + "\n".join(reds))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


_REDS = """Some defects reach further than the scenarios of their own requirement. What else went red, and why:

"""
_HEAD = ("defect", "requirement", "level", "fate", "killed by", "others green")


def _markdown(scores: Iterable[Score]) -> list[str]:
    lines = [f"| {' | '.join(_HEAD)} |", "| --- " * len(_HEAD) + "|"]
    for score in scores:
        levels = " ".join(requirement_of(name).level for name in score.defect.requirements)
        ids = " ".join(score.defect.requirements)
        share = f"{100 * score.green_share:.1f} %"
        lines.append(f"| {score.defect.name} | {ids} | {levels} | {score.fate} | {_killed_by(score)} | {share} |")
    return lines


def _killed_by(score: Score) -> str:
    if score.fate is Fate.DEAD:
        return "; ".join(_reason(name) for name in score.defect.requirements)
    ids = [check.id.replace("|", "\\|") for check in score.killers]
    return "<br>".join(f"`{name}`" for name in ids[:3]) + (f"<br>and {len(ids) - 3} more" if len(ids) > 3 else "")


def _reason(name: str) -> str:
    reason = requirement_of(name).not_tested
    return f"no scenario: {reason}" if reason else "no scenario"


def _explained(score: Score) -> str:
    names = ", ".join(f"`{scenario.id}`" for scenario in score.others_red)
    return f"- **{score.defect.name}**: {score.defect.doc} {score.defect.reach or 'NOT EXPLAINED.'} {names}"
