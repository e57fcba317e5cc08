"""The compliance matrix as one page that needs nothing else: it loads nothing, and nothing of a venue runs in it.

What a venue, a profile or a feature wrote is text in it. The page's own script is the only one that may run, known by
its hash; it adds filters, and without it the page is whole.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ouch_conformance.compliance import opening, venue_sheets
from ouch_conformance.compliance.clauses import clauses
from ouch_conformance.compliance.history import Trace, history
from ouch_conformance.compliance.html import Html, el, join, row, table
from ouch_conformance.compliance.plots import times
from ouch_conformance.compliance.run import Kept
from ouch_conformance.compliance.scenarios import Evidence, anchors_of, evidence
from ouch_conformance.compliance.words import LEVELS, STATES, badge
from ouch_conformance.report.run_files import VERDICT_MEANING

_HERE = Path(__file__).parent


def compliance_page(kept: Kept, earlier: Sequence[Trace] = (), shown: Evidence = "failures") -> str:
    """The page of a run. `earlier` are the runs before it, `shown` says of which scenarios the messages stand in it."""
    title = f"OUCH conformance of {opening.subject(kept.facts)}"
    sections = list(_sections(kept, earlier, shown))
    body = join(
        el("a", "Skip to the clauses", href="#clauses", class_="skip"),
        el(
            "header",
            el("p", "Compliance matrix", class_="kind"),
            el("h1", title),
            el("p", opening.byline(kept.facts)),
            opening.verdict(kept),
        ),
        el("nav", el("ol", (el("li", _entry(name, words)) for name, words, _ in sections)), aria_label="Contents"),
        el("main", (_section(*each) for each in sections)),
        el("footer", el("p", f"Written by ouch-conformance {kept.facts['suite']} from the run's event stream.")),
    )
    return (
        f"<!DOCTYPE html>\n{el('html', _head(f'{title}: {_outcome(kept)}'), el('body', body, _script()), lang='en')}\n"
    )


def _outcome(kept: Kept) -> str:
    return opening.outcome(kept.result)[1]


def _sections(kept: Kept, earlier: Sequence[Trace], shown: Evidence) -> Iterator[tuple[str, str, Html]]:
    anchors = anchors_of(kept)
    yield "attention", "What to look at", opening.attention(kept, anchors)
    yield "examined", "What was examined", opening.examined(kept)
    yield "clauses", "Clause by clause", clauses(kept, anchors)
    yield "areas", "Areas of certification", venue_sheets.areas(kept)
    yield "behaviour", "Behaviour of the venue", venue_sheets.behaviour(kept, anchors)
    yield "deviations", "Known deviations", venue_sheets.deviations(kept, anchors)
    yield "times", "Round trips", times(kept)
    yield "history", "History", history(earlier, kept)
    yield "evidence", "Scenarios and evidence", evidence(kept, anchors, shown)
    yield "reading", "How to read this page", _reading()


def _entry(name: str, words: str) -> Html:
    return el("a", words, href=f"#{name}")


def _section(name: str, words: str, content: Html) -> Html:
    return el("section", el("h2", words, id=name), content, aria_labelledby=name)


def _reading() -> Html:
    verdicts = (row(badge(verdict), meaning) for verdict, meaning in VERDICT_MEANING.items())
    states = (row(badge(state), meaning) for state, meaning in STATES.items())
    return join(
        el("h3", "Verdicts, worst first"),
        table("What each verdict says", ("Verdict", "Meaning"), verdicts),
        el("h3", "What may become of a requirement"),
        table("What each state says", ("State", "Meaning"), states),
        el("h3", "Levels"),
        table("How firmly the document stands behind a requirement", ("Level", "Meaning"), LEVELS.items()),
        el(
            "p",
            "Proven by: defects that the reference venue of the suite can be made to have. Each breaks one rule, and "
            "the suite's own tests hold that its check goes red then.",
        ),
    )


def _head(title: str) -> Html:
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", Html(style)),
    )


def _script() -> Html:
    return el("script", Html(_asset("page.js")))


def _asset(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _hash(content: str) -> str:
    """What a content security policy calls a script or a style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
