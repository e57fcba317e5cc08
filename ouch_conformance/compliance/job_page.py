"""What a run says on the page of its CI job, in Markdown: the verdict, the sums, what failed first, what runs out.

Text that a venue wrote stands in code, where it is neither markup nor a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from textwrap import shorten
from typing import Any

from ouch_conformance.compliance.opening import LOOKED_AT, SIGNS, byline, outcome, subject, sums
from ouch_conformance.compliance.words import counted
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.report.expiry import SOON, expiry
from ouch_conformance.report.summary import STATUS_WORDS
from ouch_conformance.report.traceability import State

MOST = 10
"""Requirements that are named; the others are counted."""
_LONGEST = 200
_MARKUP = "\\`*_[]|~#@"


def job_page(trace: Mapping[str, Any], deviations: Sequence[Deviation], places: Mapping[str, str]) -> str:
    """The page of a run that judged something. `places` names what was written, and where."""
    tone, words = outcome(trace["result"])
    facts = trace["run"]
    told = [
        f"## {SIGNS[tone]} OUCH conformance: {words}",
        f"{plain(subject(facts))} · {plain(byline(facts))}",
        "\n".join(["```", *sums(trace["result"]), "```"]),
        *_looked_at(trace["requirements"]),
        *_running_out(deviations, datetime.fromisoformat(facts["started"]).date()),
        "\n".join(f"- {line}" for line in _facts(trace, deviations, places)),
    ]
    return "\n\n".join(told) + "\n\n"


def stopped_page(status: int) -> str:
    """The page of a run that judged nothing."""
    return f"## ? OUCH conformance: {STATUS_WORDS[status]}\n\nNothing was judged; the log of the job says why.\n\n"


def plain(words: str) -> str:
    """A text of a profile or a catalogue in which nothing is markup."""
    marked = "".join(f"\\{letter}" if letter in _MARKUP else letter for letter in " ".join(words.split()))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(words: str) -> str:
    """A text of the venue's as code, in one line of a table, shortened."""
    line = shorten(" ".join(words.split()), _LONGEST, placeholder=" ...").replace("`", "'").replace("|", "\\|")
    return f"`{''.join(each if each.isprintable() else '?' for each in line)}`" if line else ""


def _looked_at(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The requirements that somebody has to look at, worst first; a known deviation is nothing new."""
    shown = [each for each in rows if each["verdict"] in LOOKED_AT and each["verdict"] != Verdict.KNOWN_DEVIATION]
    shown.sort(key=lambda each: LOOKED_AT.index(Verdict(each["verdict"])))
    if not shown:
        return
    lines = ["| requirement | verdict | what it asks of the venue | observed |", "| --- | --- | --- | --- |"]
    lines += [_row(each) for each in shown[:MOST]]
    yield "### What to look at"
    yield "\n".join(lines)
    if (more := len(shown) - MOST) > 0:
        yield f"and {counted(more, 'more requirement')}."


def _row(each: Mapping[str, Any]) -> str:
    checks = [check for check in each["checks"] if check["verdict"] == each["verdict"]]
    checks.sort(key=lambda check: check["scenario"] == "invariant")
    many = f" in {len(checks)} checks" if len(checks) > 1 else ""
    sentence = f"{plain(each['sentence'])} (section {each['section']}, {each['level']})"
    return f"| {each['id']} | {each['verdict']}{many} | {sentence} | {code(checks[0]['observed'])} |"


def _running_out(deviations: Iterable[Deviation], today: date) -> Iterator[str]:
    """The entries of the list of deviations that somebody has to renew or to close."""
    soon = sorted((each for each in deviations if expiry(each.expires, today).soon), key=lambda each: each.expires)
    if soon:
        yield f"### Deviations that expire within {SOON} days"
        lines = ["| check | owner | expires | reason |", "| --- | --- | --- | --- |"]
        for each in soon:
            left = f"{each.expires}, {expiry(each.expires, today).words}"
            lines.append(f"| {code(each.check)} | {plain(each.owner)} | {left} | {plain(each.reason)} |")
        yield "\n".join(lines)


def _facts(trace: Mapping[str, Any], deviations: Sequence[Deviation], places: Mapping[str, str]) -> Iterator[str]:
    states = [each["state"] for each in trace["requirements"]]
    yield f"Requirements: {len(states)}, of which {states.count(State.TESTED)} were tested"
    asked = trace["behaviour"]
    answered = sum(1 for each in asked if each["answers"])
    yield f"Behaviour sheet: {counted(len(asked), 'open question')} put to the venue, {answered} answered"
    if deviations:
        yield f"Known deviations: {len(deviations)} listed"
    yield from (f"{name}: {code(place)}" for name, place in places.items())
