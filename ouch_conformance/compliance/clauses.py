"""Clause by clause: every requirement, its verdict, who judged it and which defect proves that it can fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ouch_conformance.compliance.html import Html, cells_of, el, head_of, join, link
from ouch_conformance.compliance.run import Kept, title_of
from ouch_conformance.compliance.words import LEVELS, badge, standing
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.traceability import State

INVARIANT = "invariant"
"""The scenario of a check over all messages of the run."""
_WORST_FIRST = {str(word): rank for rank, word in enumerate((*Verdict, *State))}
HEADER = ("Requirement", "Level", "Verdict", "What it asks of the venue", "Judged by", "Proven by")
Row = Mapping[str, Any]


def clauses(kept: Kept, anchors: Mapping[str, str]) -> Html:
    """The filters, then a table for each protocol. `anchors` are the places of the scenarios by their ids."""
    by_protocol: dict[str, list[Row]] = {}
    for each in kept.rows.values():
        by_protocol.setdefault(each["protocol"], []).append(each)
    tables = [_protocol(name, rows, kept, anchors) for name, rows in by_protocol.items()]
    return join(_filters(kept, by_protocol), tables)


def _protocol(name: str, rows: Sequence[Row], kept: Kept, anchors: Mapping[str, str]) -> Html:
    title = title_of(name)
    sections: dict[str, list[Row]] = {}
    for each in rows:
        sections.setdefault(each["section"], []).append(each)
    bodies = (_section(section, each, kept, anchors) for section, each in sections.items())
    caption = f"{title}: {len(rows)} requirements in the order of the document"
    document = kept.trace.get("documents", {}).get(name)
    return el(
        "section",
        el("h3", title, id=f"clauses-{name}"),
        el("p", f"Document: {document}", class_="quiet") if document else None,
        el("table", el("caption", caption), head_of(HEADER), bodies, class_="clauses stacked", role="table"),
        class_="protocol",
        aria_labelledby=f"clauses-{name}",
    )


def _section(section: str, rows: Iterable[Row], kept: Kept, anchors: Mapping[str, str]) -> Html:
    words = "Said in no section" if section == "-" else f"Section {section}"
    head = el("tr", el("th", words, scope="rowgroup", colspan=len(HEADER), role="rowheader"), class_="head", role="row")
    return el("tbody", head, (_requirement(each, kept, anchors) for each in rows), role="rowgroup")


def _requirement(each: Row, kept: Kept, anchors: Mapping[str, str]) -> Html:
    word = standing(each)
    areas = [area["title"] for area in kept.trace["areas"] if area["id"] in each["areas"]]
    cells = (
        link(f"#{each['id']}", each["id"]),
        each["level"],
        badge(word),
        _sentence(each),
        _judges(each, anchors),
        _defects(each["defects"]),
    )
    return el(
        "tr",
        cells_of(HEADER, cells),
        id=each["id"],
        role="row",
        data_verdict=word,
        data_level=each["level"],
        data_section=f"{each['protocol']} {each['section']}",
        data_areas="|".join(areas),
    )


def _sentence(each: Row) -> Html:
    notes = [f"also in {', '.join(each['also'])}"] if each["also"] else []
    notes += [f"needs {', '.join(each['features'])}"] if each["features"] else []
    notes += [f"since revision {each['since']}"] if each["since"] else []
    return join(each["sentence"], el("span", f" ({'; '.join(notes)})", class_="quiet") if notes else None)


def _judges(each: Row, anchors: Mapping[str, str]) -> Html:
    """The scenarios, worst first, or why there are none."""
    if each["reason"]:
        kind = f"{each['category']}: " if each["category"] else ""
        return join(kind, each["reason"])
    items = [_judge(check, each, anchors) for check in sorted(each["checks"], key=_rank)]
    return folded(items, "scenario", "no scenario of this run")


def _rank(check: Row) -> int:
    return _WORST_FIRST[check["verdict"]]


def _judge(check: Row, each: Row, anchors: Mapping[str, str]) -> Html:
    """A link to the scenario, with the verdict of the check where it is not the requirement's."""
    name = check["scenario"]
    other = None if check["verdict"] == each["verdict"] else join(" ", badge(check["verdict"]))
    if name == INVARIANT:
        return join(f"all messages of the run: {check['observed']}", other)
    words = name.partition("::")[2].replace("-", " ")
    return join(link(anchors[name], words) if name in anchors else words, other)


def _defects(names: Sequence[str]) -> Html:
    return folded([el("code", name) for name in names], "defect", "no defect")


def folded(items: Sequence[Html], what: str, none: str) -> Html:
    """A list; one that is longer than two is folded behind its length."""
    if not items:
        return el("span", none, class_="quiet")
    listed = el("ul", (el("li", item) for item in items))
    return listed if len(items) < 3 else el("details", el("summary", f"{len(items)} {what}s"), listed)


# --------------------------------------------------------------------------------------------------------- filters


def _filters(kept: Kept, by_protocol: Mapping[str, Sequence[Row]]) -> Html:
    """Hidden until the page's own script shows it: without scripts the whole table is there, and nothing is dead."""
    rows = list(kept.rows.values())
    standings = sorted({standing(each) for each in rows}, key=_WORST_FIRST.__getitem__)
    levels = [level for level in LEVELS if any(each["level"] == level for each in rows)]
    known = {name for each in rows for name in each["areas"]}
    areas = [area["title"] for area in kept.trace["areas"] if area["id"] in known]
    return el(
        "form",
        el("h3", "Filter"),
        _select("verdict", "Verdict", (_option(word) for word in standings)),
        _select("level", "Level", (_option(level) for level in levels)),
        _select("section", "Section", _sections(by_protocol)),
        _select("area", "Area of certification", (_option(area) for area in areas)),
        el("p", el("label", "Text", for_="filter-text"), el("input", type="search", id="filter-text", name="text")),
        el("p", el("button", "Show all", type="reset")),
        el("p", id="filter-count", role="status", data_all=len(rows)),
        id="filter",
        role="search",
        aria_label="Filter the requirements",
        hidden=True,
    )


def _select(name: str, label: str, options: Iterable[Html]) -> Html:
    choice = el("select", el("option", "all", value=""), options, id=f"filter-{name}", name=name)
    return el("p", el("label", label, for_=f"filter-{name}"), choice)


def _option(word: str, value: str | None = None) -> Html:
    return el("option", word, value=word if value is None else value)


def _sections(by_protocol: Mapping[str, Sequence[Row]]) -> Iterator[Html]:
    for name, rows in by_protocol.items():
        found = dict.fromkeys(each["section"] for each in rows)
        options = (_option("none" if each == "-" else each, f"{name} {each}") for each in found)
        yield el("optgroup", options, label=title_of(name))
