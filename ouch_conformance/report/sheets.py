"""The matrix and the behaviour sheet as tables of words, whatever they are rendered to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ouch_conformance.judge.verdict import Verdict, worst
from ouch_conformance.report.traceability import counts_line

Cell = str | tuple[str, ...]
"""One text, or several that stand below each other."""
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: the first column names the row.

    A checklist has `boxes`, one for each row: whether there is something to tick off.
    """

    title: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    boxes: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is rendered: a title, facts of the run, tables."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]


def matrix_page(trace: Mapping[str, Any]) -> Page:
    """The whole matrix: the requirements of each protocol, the areas of certification, the behaviour sheet."""
    sheets = [_requirements(trace, protocol) for protocol in trace["counts"]]
    if trace["areas"]:
        sheets.append(_areas(trace))
    return Page(f"Compliance matrix: {_venue(trace)}", tuple(_facts(trace)), (*sheets, *_behaviour(trace)))


def behaviour_page(trace: Mapping[str, Any]) -> Page:
    """The behaviour sheet alone."""
    return Page(f"Behaviour sheet: {_venue(trace)}", tuple(_facts(trace)), tuple(_behaviour(trace)))


def _venue(trace: Mapping[str, Any]) -> str:
    return str(trace["run"].get("profile", "a run"))


def _facts(trace: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in trace["run"].items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if text:
            yield name, text
    yield "traceability", counts_line(trace)


def _requirements(trace: Mapping[str, Any], protocol: str) -> Sheet:
    header = ("requirement", "section", "level", "verdict", "scenarios", "defects", "sentence")
    rows = [_requirement(row) for row in trace["requirements"] if row["protocol"] == protocol]
    caption = "Each requirement, its verdict in this run, the scenarios that judged it or the reason why none did, and "
    return Sheet(protocol, caption + "the defects of the reference venue that prove its checks.", header, tuple(rows))


def _requirement(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (
        row["id"],
        row["section"],
        row["level"],
        _state(row),
        _scenarios(row),
        tuple(row["defects"]) or NOBODY,
        row["sentence"],
    )


def _state(row: Mapping[str, Any]) -> str:
    if row["state"] == "tested":
        return str(row["verdict"])
    return f"{row['state']}: {row['category']}" if row["state"] == "filed" else str(row["state"])


def _scenarios(row: Mapping[str, Any]) -> Cell:
    """The scenarios with a verdict of their own where it is not the requirement's, or why there are none."""
    if row["reason"]:
        return (str(row["reason"]),)
    return tuple(_scenario(check, row["verdict"]) for check in row["checks"]) or NOBODY


def _scenario(check: Mapping[str, Any], verdict: str) -> str:
    name = "all messages of the run" if check["scenario"] == "invariant" else str(check["scenario"])
    return name if check["verdict"] == verdict else f"{name} ({check['verdict']})"


def _areas(trace: Mapping[str, Any]) -> Sheet:
    header = ("area", "points", "protocol", "verdict", "scenarios", "requirements")
    known = {row["id"]: row for row in trace["requirements"]}
    rows = [row for area in trace["areas"] for row in _area(area, known)]
    letters = {name: text for name, text in trace["points"].items() if name != "regulation"}
    points = "; ".join(f"{letter}: {text}" for letter, text in letters.items())
    caption = f"What venues demand in certification. Points of {trace['points']['regulation']}: {points}"
    return Sheet("Areas of certification", caption, header, tuple(rows))


def _area(area: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Cell, ...]]:
    title, points = area["title"], " ".join(area["points"]) or NOBODY
    for protocol, ids in area["requirements"].items():
        rows = [known[name] for name in ids if name in known]
        scenarios = {check["scenario"] for row in rows for check in row["checks"]} - {"invariant"}
        yield title, points, protocol, area_verdict(rows), str(len(scenarios)), tuple(ids)
    for protocol, reason in area["none"].items():
        yield title, points, protocol, "none", "0", reason


def area_verdict(rows: Sequence[Mapping[str, Any]]) -> str:
    """The worst verdict among the tested requirements of an area, and how many were tested where not all were.

    An open question does not speak for an area in which something was judged.
    """
    tested = [Verdict(row["verdict"]) for row in rows if row["state"] == "tested"]
    if not tested:
        return "not tested"
    judged = [verdict for verdict in tested if verdict is not Verdict.OBSERVED]
    return str(worst(judged or tested)) + (f" ({len(tested)} of {len(rows)})" if len(tested) < len(rows) else "")


def _behaviour(trace: Mapping[str, Any]) -> Iterator[Sheet]:
    header = ("requirement", "section", "question", "in the scenario", "what the venue did")
    rows = [row for asked in trace["behaviour"] for row in _answers(asked)]
    if rows:
        caption = "Questions that the documents leave open. Nothing here is judged."
        yield Sheet("Behaviour of the venue", caption, header, tuple(rows))


def _answers(asked: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    start = (asked["requirement"], asked["section"], asked["question"])
    for answer in asked["answers"]:
        yield (*start, (answer["scenario"],), answer["observed"])
    if not asked["answers"]:
        yield (*start, NOBODY, "the question was not put to it")
