"""What the page opens with: the verdict, what to look at, and what was examined by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ouch_conformance.compliance.html import Child, Html, Row, el, join, link, row, table
from ouch_conformance.compliance.run import Kept, title_of
from ouch_conformance.compliance.words import badge, counted
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.expiry import SOON, expiry
from ouch_conformance.report.labels import UNDISTURBED
from ouch_conformance.report.summary import STATUS_WORDS, OpenSumError, Tally, sum_line
from ouch_conformance.report.traceability import State, counts_line

_BANNERS = {0: "good", 1: "bad", 3: "bad", 6: "open"}
SIGNS = {"good": "\N{HEAVY CHECK MARK}", "bad": "\N{HEAVY BALLOT X}", "open": "?"}
LOOKED_AT = tuple(verdict for verdict in Verdict if verdict not in UNDISTURBED)
"""Verdicts that somebody has to look at, worst first."""
EMBEDDED = "embedded"
_LINKS = 5


def moment(told: str) -> str:
    """A time of the run as a person reads it, UTC."""
    return f"{datetime.fromisoformat(told):%-d %B %Y, %H:%M:%S} UTC"


def _moment_of(time_ns: int) -> str:
    return moment(datetime.fromtimestamp(time_ns // 1_000_000_000, UTC).isoformat())


def subject(facts: Mapping[str, Any]) -> str:
    """What was examined, in one line: product and version where the profile names them, else the venue."""
    named = " ".join(each for each in (facts["product"], facts["product_version"]) if each)
    return named or str(facts["profile"])


def byline(facts: Mapping[str, Any]) -> str:
    """Venue, protocols, revision, time and suite, in one line."""
    venue = [] if subject(facts) == facts["profile"] else [str(facts["profile"])]
    protocols = f"{', '.join(facts['protocols'])}, revision {facts['revision']}"
    return " · ".join([*venue, protocols, moment(facts["started"]), f"suite {facts['suite']}"])


def verdict(kept: Kept) -> Html:
    """Conforming or not, in words, with the sums that it rests on and what has to be known to read it."""
    tone, words = outcome(kept.result)
    return el(
        "div",
        el("p", el("span", SIGNS[tone], aria_hidden="true"), f" {words.capitalize()}", class_="words"),
        el("p", f"Exit status {kept.result['status']}. {counts_line(kept.trace)}."),
        el("ul", (el("li", each) for each in _caveats(kept)), class_="caveats"),
        el("pre", "\n".join(sums(kept.result)), tabindex="0", aria_label="The two sums"),
        el(
            "p",
            "Every selected scenario and every check has one verdict: what was selected is the sum of the verdicts.",
        ),
        class_=f"verdict {tone}",
    )


def outcome(result: Mapping[str, Any]) -> tuple[str, str]:
    """The tone of a run's end, and its exit status in words, with the known deviations that a good end rests on."""
    status, known = int(result["status"]), result["checks"].get(Verdict.KNOWN_DEVIATION, 0)
    but = f", but for {counted(known, 'known deviation')}" if known and not status else ""
    return _BANNERS.get(status, "open"), STATUS_WORDS[status] + but


def sums(result: Mapping[str, Any]) -> list[str]:
    """Both sums, as the run printed them."""
    tally = Tally(Counter(_counted(result["scenarios"])), Counter(_counted(result["checks"])))
    stopped = result["status"] in (2, 3, 4) or tally.scenarios.total() < result["selected"]
    try:
        return [
            sum_line("scenarios", tally.scenarios, result["selected"], interrupted=stopped),
            sum_line("checks", tally.checks, result["selected_checks"], interrupted=stopped),
        ]
    except OpenSumError as error:
        return [f"fault of the suite: {error}"]


def _counted(counts: Mapping[str, int]) -> dict[Verdict, int]:
    return {Verdict(word): count for word, count in counts.items()}


def _caveats(kept: Kept) -> Iterator[Child]:
    """What a reader of the verdict must not overlook."""
    facts, states = kept.facts, Counter(each["state"] for each in kept.rows.values())
    if states[State.NOT_RUN]:
        yield f"Left out of this run: {counted(states[State.NOT_RUN], 'requirement')} that the suite can judge."
    if kept.result["status"] == 2:
        yield "The run was interrupted: what was not reached has no verdict."
    if kept.result["accepted"]:
        yield f"Not testable, which the profile accepts by name: {counted(kept.result['accepted'], 'scenario')}."
    soon = sum(1 for each in kept.deviations if expiry(each.expires, kept.day).soon)
    if soon:
        yield f"{counted(soon, 'listed deviation')} of the venue, expired or to expire within {SOON} days."
    if facts["target"] == EMBEDDED:
        yield "The target is the suite's own reference venue: this says nothing about any other venue."
    if facts["defects"]:
        yield f"Defects of the reference venue were switched on: {', '.join(facts['defects'])}."
    if facts["strict"]:
        yield "A strict run: a violation of a derived requirement fails."
    if facts.get("judged_again"):
        times = [each.facts["start_ns"] for each in kept.record.scenarios.values()]
        yield f"Judged again, without a venue, from a record of {_moment_of(min(times, default=0))}."


def attention(kept: Kept, anchors: Mapping[str, str]) -> Html:
    """The requirements that somebody has to look at, worst first, each with the scenarios that show it."""
    rows = [each for each in kept.rows.values() if each["verdict"] in LOOKED_AT]
    adrift = kept.record.finished.get("stale_deviations", ())
    if not rows and not adrift:
        tested = any(each["state"] == State.TESTED for each in kept.rows.values())
        said = "no requirement was violated, and none was left open" if tested else "no requirement was judged"
        return el("p", f"Nothing: {said}.")
    rows.sort(key=lambda each: LOOKED_AT.index(Verdict(each["verdict"])))
    header = ("Requirement", "Verdict", "What it asks of the venue", "What was observed")
    shown = table(
        "Requirements that somebody has to look at", header, (_looked_at(each, kept, anchors) for each in rows)
    )
    return join(shown if rows else None, el("ul", (el("li", line) for line in adrift)) if adrift else None)


def _looked_at(each: Mapping[str, Any], kept: Kept, anchors: Mapping[str, str]) -> Row:
    told, made = kept.record.checks, [check for check in each["checks"] if check["verdict"] == each["verdict"]]
    checks = [told[check["id"]] for check in made if check["scenario"] in anchors] or [told[made[0]["id"]]]
    places = [anchors[check["scenario"]] for check in made if check["scenario"] in anchors]
    first = checks[0]
    # Of an invariant that was held over several workers a run keeps what was observed, and no more.
    judged = f"{first['sentence']}: expected {first['expected']}; observed " if "sentence" in first else ""
    seen = judged + first["observed"]
    evidence = [join(" ", link(place, f"evidence {number}")) for number, place in enumerate(places[:_LINKS], 1)]
    rest = f" and {len(places) - _LINKS} more" if len(places) > _LINKS else ""
    return row(
        link(f"#{each['id']}", each["id"]),
        badge(each["verdict"]),
        join(each["sentence"], el("span", f" (section {each['section']}, {each['level']})", class_="quiet")),
        join(el("span", seen, class_="said"), el("br"), evidence, rest),
    )


def examined(kept: Kept) -> Html:
    """Venue, product, protocol, time and suite; then the checksums by which all of it can be held to what was used."""
    facts = el("dl", (el("div", el("dt", name), el("dd", told)) for name, told in _facts(kept)))
    return join(facts, el("h3", "Checksums"), _checksums(kept))


def _facts(kept: Kept) -> Iterator[tuple[str, Child]]:
    facts, result = kept.facts, kept.result
    yield "Venue", facts["profile"]
    yield "Product", facts["product"] or "not given in the profile"
    yield "Version", facts["product_version"] or "not given in the profile"
    yield "Target", "embedded reference venue" if facts["target"] == EMBEDDED else facts["target"]
    for name in facts["protocols"]:
        revision = f", revision {facts['revision']}" if name == facts["protocols"][0] else ""
        yield "Protocol", f"{title_of(name)} ({name}{revision})"
    yield "Begun", moment(facts["started"])
    yield "Ended", moment(result["finished"])
    yield "Suite", f"ouch-conformance {facts['suite']}"
    yield from ((name.capitalize(), ", ".join(facts[name])) for name in ("defects", "variants") if facts[name])


def _checksums(kept: Kept) -> Html:
    recorded: Iterable[tuple[str, str, str]] = [
        *((name, "when the run began", digest) for name, digest in kept.record.started["checksums"].items()),
        *((name, "as the run left it", digest) for name, digest in kept.files.items()),
    ]
    rows = (row(name, when, el("code", digest, class_="digest")) for name, when, digest in recorded)
    shown = table("SHA-256 of what the verdicts rest on", ("What", "When", "SHA-256"), rows)
    return join(shown, el("p", "How to compute them again: docs/report.md of the suite.", class_="quiet"))
