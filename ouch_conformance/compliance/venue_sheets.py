"""What an auditor and a member ask beside the clauses: areas of certification, open questions, known deviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ouch_conformance.compliance.clauses import folded
from ouch_conformance.compliance.html import Html, Row, el, join, link, row, table
from ouch_conformance.compliance.run import Kept, title_of
from ouch_conformance.compliance.words import badge
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.report.expiry import expiry
from ouch_conformance.report.sheets import area_verdict


def areas(kept: Kept) -> Html:
    """What venues demand in certification, and the points of the regulation that it answers."""
    trace = kept.trace
    points = [(letter, words) for letter, words in trace["points"].items() if letter != "regulation"]
    regulation = trace["points"]["regulation"]
    header = ("Area", "Points", "Protocol", "Verdict", "Requirements")
    rows = [each for area in trace["areas"] for each in _area(area, kept.rows)]
    return join(
        el("p", f"Points of {regulation}, in our own words:"),
        el("dl", (el("div", el("dt", f"({letter})"), el("dd", words)) for letter, words in points)),
        el("p", "The verdict of an area is the worst of its tested requirements, open questions apart."),
        table(f"Areas of certification, with the points of {regulation}", header, rows),
    )


def _area(area: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    points = ", ".join(f"({letter})" for letter in area["points"]) or "none"
    for protocol, ids in area["requirements"].items():
        rows = [known[name] for name in ids if name in known]
        items = [link(f"#{name}", name) for name in ids]
        verdict = _area_verdict(area_verdict(rows))
        yield row(area["title"], points, title_of(protocol), verdict, folded(items, "requirement", "none"))
    for protocol, reason in area["none"].items():
        yield row(area["title"], points, title_of(protocol), badge("none"), reason)


def _area_verdict(told: str) -> Html:
    """`fail (3 of 5)`: the verdict with its sign, and how many were tested."""
    word = next((each for each in sorted(Verdict, key=len, reverse=True) if told.startswith(each)), told)
    return join(badge(word), told.removeprefix(word))


def behaviour(kept: Kept, anchors: Mapping[str, str]) -> Html:
    """Each question that a document leaves open, and what the venue did."""
    asked = kept.trace["behaviour"]
    if not asked:
        return el("p", "No question was put to the venue in this run.")
    header = ("Requirement", "Question", "What the venue did", "In")
    rows = (each for question in asked for each in _answers(question, anchors))
    return table("Questions that the documents leave open, and the venue's answers", header, rows)


def _answers(question: Mapping[str, Any], anchors: Mapping[str, str]) -> Iterator[Row]:
    name = link(f"#{question['requirement']}", question["requirement"])
    asked = join(question["question"], el("span", f" (section {question['section']})", class_="quiet"))
    for answer in question["answers"]:
        place = anchors.get(answer["scenario"])
        words = answer["scenario"].partition("::")[2].replace("-", " ") or "all messages of the run"
        proof = el("span", f" (proven by: {answer['proof']})", class_="quiet") if answer["proof"] else None
        told = join(el("span", answer["observed"], class_="said"), proof)
        yield row(name, asked, told, link(place, words) if place else words)
    if not question["answers"]:
        yield row(name, asked, "the question was not put to it", "")


def deviations(kept: Kept, anchors: Mapping[str, str]) -> Html:
    """What is known to be wrong: why, who deals with it, and how long the entry holds."""
    if not kept.deviations:
        return el("p", "The run was held against no list of known deviations.")
    checks = kept.record.checks
    header = ("Check", "Now", "Reason", "Owner", "Expires")
    shown = sorted(kept.deviations, key=lambda each: each.expires)
    rows = (_deviation(each, checks.get(each.check), kept, anchors) for each in shown)
    return join(
        el("p", f"Days are counted from {kept.day:%-d %B %Y}, the day of the run."),
        table("Known deviations, the first to expire first", header, rows),
    )


def _deviation(entry: Deviation, check: Mapping[str, Any] | None, kept: Kept, anchors: Mapping[str, str]) -> Row:
    place = anchors.get(entry.scenario)
    name = join(
        link(f"#{entry.requirement}", entry.requirement) if entry.requirement in kept.rows else entry.requirement,
        el("br"),
        el("span", link(place, entry.scenario) if place else entry.scenario, class_="place"),
    )
    now = badge(check["verdict"]) if check else badge("not in this run")
    why = check["listed"]["why"] if check and check["listed"] else ""
    reason = join(entry.reason, join(el("br"), link(entry.link, entry.link)) if entry.link else None)
    left = expiry(entry.expires, kept.day)
    soon = el("strong", left.words) if left.soon else left.words
    return row(name, join(now, f" {why}" if why else None), reason, entry.owner, join(f"{entry.expires}: ", soon))
