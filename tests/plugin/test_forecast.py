"""What the forecast reads off the vocabulary."""

from __future__ import annotations

from ouch_conformance.plugin.forecast import operator_sentences
from ouch_conformance.steps.vocabulary import SENTENCES


def test_each_sentence_of_the_operator_has_its_action() -> None:
    """Every When that speaks of the operator performs an action that the forecast knows."""
    spoken = {each.text for each in SENTENCES if each.kind == "when" and each.text.startswith("the operator ")}
    known = operator_sentences()

    assert {text for text in spoken if not any(text.startswith(start) for start in known)} == set()
    assert known["the operator halts the"] == "halt"
    assert known["the operator cuts the connection of"] == "drop-connection"
    assert known["the operator ends the session"] == "end-session"
    assert known["the operator ends the day"] == "end-of-day"
