"""A sequence diagram as one SVG file: text that can be read and searched, nothing from outside, no script.

It stands on a ground of its own and follows the reader's light or dark scheme. What is marked is told by a sign and by
words, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape  # xml.sax.saxutils would load all of urllib at the start of every run
from textwrap import wrap

from ouch_conformance.evidence.diagram import Arrow, Diagram, Kind, Remark
from ouch_conformance.evidence.printable import account_of
from ouch_conformance.evidence.tables import time_of_day

_TIME, _MARGIN, _TOP = 100, 16, 74
_GAPS = {1: 640, 2: 460}
_LEAST_GAP = 400
_LINE, _CHARACTER = 15, 7.3
"""Height of a line and width of a character of the 12 px fixed-width font, in user units."""
SIGN = "\N{HEAVY BALLOT X}"
"""Stands at everything that a check points at."""

_STYLE = """
.o-ground{fill:#ffffff}
.o-text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328;white-space:pre}
.o-head{font-weight:700}.o-quiet{fill:#59636e}.o-bad{fill:#b3261e;font-weight:700}
.o-life{stroke:#8c959f;stroke-dasharray:3 4}
.o-shaft{stroke:#0b57d0;stroke-width:1.5}.o-tip{fill:#0b57d0}
.o-shaft-bad{stroke:#b3261e;stroke-width:3}.o-tip-bad{fill:#b3261e}
.o-band{fill:#ffebe9}.o-step{fill:#eef1f4}
@media (prefers-color-scheme:dark){
.o-ground{fill:#14171b}.o-text{fill:#e6edf3}.o-quiet{fill:#9aa4af}.o-bad{fill:#ff9a92}
.o-life{stroke:#6e7681}.o-shaft{stroke:#8ab4f8}.o-tip{fill:#8ab4f8}
.o-shaft-bad{stroke:#ff9a92}.o-tip-bad{fill:#ff9a92}.o-band{fill:#3b1513}.o-step{fill:#22272e}
}
"""


def diagram_svg(drawn: Diagram) -> str:
    """The diagram as an SVG document of its own; its title and description say in words what is marked."""
    canvas = _Canvas(drawn)
    for row in drawn.rows:
        if isinstance(row, Arrow):
            canvas.arrow(row)
        else:
            canvas.remark(row)
    return canvas.document(_summary(drawn))


def _summary(drawn: Diagram) -> str:
    arrows = [row for row in drawn.rows if isinstance(row, Arrow)]
    parts = [f"{len(arrows)} packets drawn, from {time_of_day(drawn.start_ns)} UTC."]
    parts += [f"Marked: {words}." for words in drawn.violations]
    return " ".join(parts)


class _Canvas:
    """What has been drawn, and how far down."""

    def __init__(self, drawn: Diagram) -> None:
        self._drawn = drawn
        gaps = len(drawn.columns) - 1
        self._gap = _GAPS.get(gaps, _LEAST_GAP)
        self._xs = [_TIME + _MARGIN + place * self._gap for place in range(gaps + 1)]
        self._width = self._xs[-1] + 90
        self._y = _TOP
        self._parts: list[str] = []

    # ------------------------------------------------------------------------------------------------------ rows

    def arrow(self, row: Arrow) -> None:
        """Its name above, the fields that matter and what is wrong with it below."""
        member, venue = self._ends(row.session)
        left = min(member, venue)
        fields = _wrapped(row.fields, self._characters(member))
        told = [piece for words in row.violations for piece in wrap(f"{SIGN} {words}", self._characters(member))]
        height = (1 + len(fields) + len(told)) * _LINE + 12
        if row.violations:
            self._band("o-band", height)
        self._time(row.time_ns)
        self._text(left + 12, self._y + 12, _named(row.session) + row.name, "o-head")
        start, end = (member, venue) if row.to_venue else (venue, member)
        self._shaft(start, end, self._y + 19, bad=bool(row.violations))
        y = self._y + 19
        for line in fields:
            y += _LINE
            self._spans(left + 12, y, line)
        for words in told:
            y += _LINE
            self._text(left + 12, y, words, "o-bad")
        self._y += height

    def remark(self, row: Remark) -> None:
        """A step across the diagram, a mark between the two ends of its connection."""
        bad, step = row.kind is Kind.VIOLATION, row.kind is Kind.STEP
        x = _MARGIN if step else self._xs[0] + 12
        if row.session is not None:
            x = min(self._ends(row.session)) + 12
        words = {Kind.VIOLATION: f"{SIGN} ", Kind.LEFT_OUT: "... "}.get(row.kind, "") + _named(row.session) + row.words
        lines = wrap(words, int((self._width - x) / _CHARACTER) - 4) or [""]
        height = len(lines) * _LINE + 8
        if bad or step:
            self._band("o-band" if bad else "o-step", height)
        if row.kind in (Kind.VIOLATION, Kind.MARK):
            self._time(row.time_ns)
        for place, line in enumerate(lines):
            self._text(x, self._y + 12 + place * _LINE, line, "o-bad" if bad else "o-head" if step else "o-quiet")
        self._y += height

    # ----------------------------------------------------------------------------------------------------- parts

    def _ends(self, session: str) -> tuple[int, int]:
        """The life lines of a connection: its member's and the venue's."""
        columns = self._drawn.columns
        return self._xs[columns.index(account_of(session))], self._xs[columns.index(None)]

    def _characters(self, member: int) -> int:
        """The characters that fit between a member's life line and the venue's."""
        venue = self._xs[self._drawn.columns.index(None)]
        return int((abs(member - venue) - 24) / _CHARACTER)

    def _text(self, x: int, y: int, text: str, kind: str) -> None:
        self._parts.append(f'<text class="o-text {kind}" x="{x}" y="{y}">{escape(text)}</text>')

    def _spans(self, x: int, y: int, line: Sequence[tuple[str, bool]]) -> None:
        """One line of fields; those at fault carry the sign."""
        spans = [f'<tspan class="o-bad">{SIGN} {escape(text)}</tspan>' if bad else escape(text) for text, bad in line]
        self._parts.append(f'<text class="o-text" x="{x}" y="{y}">{", ".join(spans)}</text>')

    def _time(self, time_ns: int) -> None:
        since = f"{(time_ns - self._drawn.start_ns) / 1e6:.3f}"
        self._parts.append(
            f'<text class="o-text o-quiet" x="{_TIME - 8}" y="{self._y + 12}" text-anchor="end">{since}</text>'
        )

    def _band(self, kind: str, height: int) -> None:
        self._parts.append(
            f'<rect class="{kind}" x="4" y="{self._y - 3}" width="{self._width - 8}" height="{height}"/>'
        )

    def _shaft(self, start: int, end: int, y: int, *, bad: bool) -> None:
        more, back = "-bad" if bad else "", -9 if end > start else 9
        self._parts.append(f'<line class="o-shaft{more}" x1="{start}" y1="{y}" x2="{end + back}" y2="{y}"/>')
        self._parts.append(f'<path class="o-tip{more}" d="M{end} {y}l{back} -5v10z"/>')

    def document(self, summary: str) -> str:
        """The whole file."""
        title, height = self._drawn.title, self._y + _MARGIN
        heads = len(self._parts)
        self._text(_MARGIN, 24, title, "o-head")
        self._text(_MARGIN, 44, f"ms since {time_of_day(self._drawn.start_ns)} UTC", "o-quiet")
        for x, name in zip(self._xs, self._drawn.columns, strict=True):
            label = "venue" if name is None else f"member {name}"
            self._parts.append(
                f'<text class="o-text o-head" x="{x}" y="62" text-anchor="middle">{escape(label)}</text>'
            )
            self._parts.append(f'<line class="o-life" x1="{x}" y1="68" x2="{x}" y2="{height - 8}"/>')
        body, frame = self._parts[:heads], self._parts[heads:]
        bands = [part for part in body if part.startswith("<rect")]
        rest = [part for part in body if not part.startswith("<rect")]
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" '
                f'viewBox="0 0 {self._width} {height}" width="{self._width}" height="{height}">',
                f"<title>{escape(title)}</title>",
                f"<desc>{escape(summary)}</desc>",
                f"<style>{_STYLE}</style>",
                f'<rect class="o-ground" width="{self._width}" height="{height}"/>',
                *frame,
                *bands,
                *rest,
                "</svg>\n",
            ]
        )


def _named(session: str | None) -> str:
    """A connection's name, where it is not the account's first."""
    return f"{session}: " if session and "#" in session else ""


def _wrapped(fields: Sequence[tuple[str, bool]], most: int) -> list[list[tuple[str, bool]]]:
    """Fields in lines of at most that many characters, a field in one piece; one that is longer alone is cut."""
    lines: list[list[tuple[str, bool]]] = []
    left = 0
    for text, bad in fields:
        piece = text[: most - 2]
        if not lines or len(piece) + 2 > left:
            lines.append([])
            left = most
        lines[-1].append((piece, bad))
        left -= len(piece) + 4
    return lines
