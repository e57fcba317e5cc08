"""Verdicts and states as a reader sees them: a sign and a word, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from ouch_conformance.compliance.html import Html, el
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.traceability import State

TONES: Mapping[str, tuple[str, str]] = {
    Verdict.HARNESS_ERROR: ("bad", "\N{HEAVY EXCLAMATION MARK SYMBOL}"),
    Verdict.FAIL: ("bad", "\N{HEAVY BALLOT X}"),
    Verdict.STALE_DEVIATION: ("bad", "\N{HEAVY BALLOT X}"),
    Verdict.INCONCLUSIVE: ("open", "?"),
    Verdict.NOT_TESTABLE: ("open", "?"),
    Verdict.WARNING: ("warn", "!"),
    Verdict.KNOWN_DEVIATION: ("warn", "\N{BLACK FLAG}"),
    Verdict.LENIENT: ("good", "\N{HEAVY CHECK MARK}"),
    Verdict.OBSERVED: ("seen", "\N{FISHEYE}"),
    Verdict.PASS: ("good", "\N{HEAVY CHECK MARK}"),
    Verdict.NOT_APPLICABLE: ("none", "\N{EN DASH}"),
}
"""The tone of each verdict, which the style sheet colours, and its sign."""
_OTHER = ("none", "\N{EN DASH}")

LEVELS: Mapping[str, str] = {
    "must": "The document says so. A violation fails.",
    "derived": "It follows from what the document says. A violation is a warning; in a strict run it fails.",
    "observe": "The document is silent, ambiguous or only permits. What the venue does is recorded, never judged.",
}

STATES: Mapping[str, str] = {
    State.TESTED: "A check of it fired; the verdict is the worst of its checks.",
    State.NOT_REACHED: "A scenario carries it and ended before it was judged.",
    State.NOT_APPLICABLE: "The profile declares that the venue does not offer it.",
    State.NOT_RUN: "Its scenarios were not selected in this run.",
    State.FILED: "No scenario judges it; the catalogue gives the reason.",
}


def counted(number: int, noun: str) -> str:
    """`1 requirement`, `3 requirements`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def badge(word: str) -> Html:
    """A verdict or a state: its sign, which is hidden from a screen reader, and its word."""
    tone, sign = TONES.get(word, _OTHER)
    return el("span", el("span", sign, aria_hidden="true"), f" {word}", class_=f"badge {tone}")


def standing(row: Mapping[str, object]) -> str:
    """The one word for a requirement: its verdict where it was tested, else what became of it."""
    return str(row["verdict"] if row["state"] == State.TESTED else row["state"])
