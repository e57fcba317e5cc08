"""The scenarios of a run with their evidence: what was checked, and of those that did not pass everything else too."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from ouch_conformance.compliance.html import Html, Row, el, join, link, row, table
from ouch_conformance.compliance.rebuilt import requirement_of, scenario_of
from ouch_conformance.compliance.run import Kept, title_of
from ouch_conformance.compliance.words import badge
from ouch_conformance.evidence.diagram_svg import diagram_svg
from ouch_conformance.evidence.diagram_text import diagram_text
from ouch_conformance.evidence.frames import Frame
from ouch_conformance.evidence.tables import HEADER, annotated_hex, message_table
from ouch_conformance.judge.check import Check, ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.failure import disturbing_checks, failure_text, is_heartbeat, pointed_fields
from ouch_conformance.report.labels import UNDISTURBED
from ouch_conformance.report.sequence import sequence
from ouch_conformance.wire import Codec

Evidence = Literal["failures", "always"]
_MOST_MESSAGES = 300
"""Messages of one scenario on the page; the event stream has all of them."""
_MOST_HEX = 20
MOST_SHOWN = 100
"""Scenarios that did not pass and are shown with their messages: a venue that fails everything would fill the page."""
_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def anchors_of(kept: Kept) -> dict[str, str]:
    """The place of each scenario on the page, by its id."""
    return {name: f"#s{number}" for number, name in enumerate(kept.record.scenarios, 1)}


def evidence(kept: Kept, anchors: Mapping[str, str], shown: Evidence) -> Html:
    """First what did not pass, opened one by one; then everything else, by feature."""
    show = _Scenarios(kept, anchors, shown)
    records = [scenario_of(each) for each in kept.record.scenarios.values()]
    disturbed = [each for each in records if each.verdict not in UNDISTURBED]
    quiet: dict[tuple[str, str], list[ScenarioRecord]] = {}
    for each in records:
        if each.verdict in UNDISTURBED:
            quiet.setdefault((each.protocol, each.feature), []).append(each)
    return join(
        el("h3", f"Scenarios that did not pass ({len(disturbed)})"),
        _rest(len(disturbed)) if shown == "failures" else None,
        map(show.one, disturbed) if disturbed else el("p", "None."),
        el("h3", f"The other scenarios ({len(records) - len(disturbed)})"),
        el("p", f"Their messages are in events.jsonl, SHA-256 {kept.files['events.jsonl'][:16]}…", class_="quiet")
        if shown == "failures"
        else None,
        (show.feature(*name, each) for name, each in quiet.items()),
    )


def _rest(disturbed: int) -> Html | None:
    """What is said where there are too many of them."""
    if disturbed <= MOST_SHOWN:
        return None
    return el("p", f"The first {MOST_SHOWN} with their messages; those of the others are in events.jsonl.")


class _Scenarios:
    def __init__(self, kept: Kept, anchors: Mapping[str, str], shown: Evidence) -> None:
        self._requirements = {name: requirement_of(each) for name, each in kept.rows.items()}
        self._codec: Codec | None = kept.codec
        self._anchors, self._shown = anchors, shown
        self._room = MOST_SHOWN

    def feature(self, protocol: str, feature: str, records: Iterable[ScenarioRecord]) -> Html:
        """The scenarios of one feature, folded."""
        made = [self.one(each) for each in records]
        summary = el("summary", f"{title_of(protocol)}: {feature} ", el("span", f"({len(made)})", class_="quiet"))
        return el("details", summary, made, class_="feature")

    def one(self, record: ScenarioRecord) -> Html:
        """One scenario, folded. Its place on the page lies inside, so that a link to it unfolds it."""
        disturbed = record.verdict not in UNDISTURBED
        row_of = f" [{', '.join(record.row.values())}]" if record.row else ""
        body = [
            el("p", el("code", record.id), el("br"), el("code", f"{record.file}:{record.line}"), class_="quiet"),
            self._checks(sorted(record.checks, key=lambda check: _RANK[check.verdict]))
            if record.checks
            else el("p", record.reason or "no check"),
            self._failure(record) if disturbed else None,
            self._messages(record) if record.frames and self._has_room(disturbed) else None,
        ]
        return el(
            "details",
            el("summary", badge(record.verdict), f" {record.title}{row_of}"),
            el("div", body, id=self._anchors[record.id][1:], class_="inside"),
            class_="scenario disturbed" if disturbed else "scenario",
        )

    def _has_room(self, disturbed: bool) -> bool:
        """Whether the messages of one more scenario stand on the page."""
        if self._shown == "always":
            return True
        self._room -= disturbed
        return disturbed and self._room >= 0

    def _checks(self, checks: Iterable[Check]) -> Html:
        header = ("Requirement", "Verdict", "What was judged", "Expected", "Observed")
        return table("Checks", header, map(self._check, checks))

    def _check(self, check: Check) -> Row:
        known = check.requirement in self._requirements
        proof = el("span", f" (proven by: {check.proof})", class_="quiet") if check.proof else None
        return row(
            link(f"#{check.requirement}", check.requirement) if known else check.requirement,
            badge(check.verdict),
            check.sentence,
            check.expected,
            join(el("span", check.observed, class_="said"), proof),
        )

    def _failure(self, record: ScenarioRecord) -> Html:
        """The text as terminal, Allure and JUnit have it."""
        told = failure_text(record, self._requirements.__getitem__, self._codec)
        return join(el("h4", "What went wrong"), _block(told, "What went wrong"))

    def _messages(self, record: ScenarioRecord) -> Html:
        """The sequence as a picture, with the same in characters behind it; the messages as a table; the bytes."""
        drawn = sequence(record, self._codec)
        picture = base64.b64encode(diagram_svg(drawn).encode()).decode()
        hexed = "\n\n".join(self._bytes(record))
        return join(
            el("h4", "Sequence"),
            el(
                "div",
                el("img", src=f"data:image/svg+xml;base64,{picture}", alt=f"Sequence of {record.title}; as text below"),
                class_="scroll",
                role="group",
                aria_label="Sequence",
                tabindex="0",
            ),
            el("details", el("summary", "Sequence as text"), _block(diagram_text(drawn), "Sequence as text")),
            el("h4", "Messages"),
            self._table(record),
            join(el("h4", "Bytes"), _block(hexed, "Bytes")) if hexed else None,
        )

    def _table(self, record: ScenarioRecord) -> Html:
        shown = record.frames[-_MOST_MESSAGES:]
        left_out = len(record.frames) - len(shown)
        caption = (
            f"Messages, times in UTC ({left_out} earlier ones are in events.jsonl)" if left_out else "Messages, UTC"
        )
        rows = (row(first, *others) for first, *others in message_table(shown, self._codec)[1:])
        return table(caption, HEADER, rows, class_="messages")

    def _bytes(self, record: ScenarioRecord) -> Iterator[str]:
        """What the checks point at and the last messages, each field with its bytes."""
        pointed = pointed_fields(disturbing_checks(record), record.frames)
        frames = [
            (index, entry)
            for index, entry in enumerate(record.frames)
            if isinstance(entry, Frame) and (index in pointed or not is_heartbeat(entry))
        ]
        for place, (index, frame) in enumerate(frames):
            if index in pointed or place >= len(frames) - _MOST_HEX:
                line = "  ".join(filter(None, message_table([frame], self._codec)[1][:-1]))
                yield f"{line}\n{annotated_hex(frame, self._codec, pointed.get(index))}"


def _block(words: str, name: str) -> Html:
    """A text in columns; it scrolls sideways, and can be reached by keyboard."""
    return el("pre", words, role="group", aria_label=name, tabindex="0")
