"""Predicates: what was wanted of the venue, what it did, how the two compare. Pure functions over what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import RULES
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.verdict import Result
from ouch_conformance.spec.model import words


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One field that is not as wanted.

    `field` is told to people. `at` is what the layout calls it, an option as `appendage.NAME`: that is marked in the
    bytes. Without it the words of `field` have to do.
    """

    field: str
    expected: str
    observed: str
    at: str = ""


MARKER = "marker"
"""The answer to a request sent behind everything else came, so nothing that was asked before is still to come."""
WINDOW = "window"
"""There is nothing to ask, so the venue had as long as patience lasts."""
FORBIDDEN = "window, since the profile forbids the marker"
"""The protocol has a marker, and the profile says that this venue does not answer it, or not in its order."""
CLOSED = "the connection is closed"
"""Nothing more can come on this connection. What the venue had to say may stand in the stream behind it."""


@dataclass(frozen=True, slots=True)
class Absence:
    """That nothing came: `proof` says how that is known (`MARKER`, `WINDOW`, ...), None where it is not.

    `note` is what else has to be known of it: that messages came which were not taken for new ones.
    """

    proof: str | None
    waited: float
    note: str = ""

    @property
    def proven(self) -> bool:
        """Whether everything that the venue had to say was heard."""
        return self.proof not in (None, CLOSED)

    @property
    def words(self) -> str:
        """How it is known that nothing more is to come, or why it is not."""
        told = self.proof or f"nothing within {self.waited:g} s, and the marker was not answered either"
        return f"{told}; {self.note}" if self.note else told


def weakest(absences: Sequence[Absence]) -> Absence:
    """What is known of several silences together: no more than of the least of them."""
    return min(absences, key=lambda each: (each.proven, each.proof == MARKER), default=Absence(None, 0))


def at_rest(result: Result, sentence: str, expected: str, observed: str, absence: Absence) -> Outcome:
    """A judgement on how things stand once nothing more is to come: unproven where that is not known."""
    told = f"{observed} ({absence.words})"
    return Outcome(result if absence.proven else Result.UNPROVEN, sentence, expected, told, proof=absence.proof)


def name_of(message: Any) -> str:
    """A message as the document prints its name."""
    spec = getattr(message, "SPEC", None)
    return (spec.title or words(spec.name).title()) if spec else "a message of an unknown type"


def absent(sentence: str, expected: str, absence: Absence) -> Outcome:
    """Nothing came: a violation where that is proven or the connection ended, unproven where only time passed."""
    if absence.proof is None:
        return Outcome(Result.UNPROVEN, sentence, expected, absence.words)
    return Outcome(Result.VIOLATED, sentence, expected, f"nothing ({absence.words})", proof=absence.proof)


def kind_differs(sentence: str, expected: str, heard: Heard) -> Outcome:
    """Another message came than the one that was wanted."""
    return Outcome(Result.VIOLATED, sentence, expected, told(heard))


def compared(sentence: str, expected: str, heard: Heard, mismatches: Sequence[Mismatch]) -> Outcome:
    """The wanted message came: held, or violated by the fields that differ."""
    if not mismatches:
        return Outcome(Result.HELD, sentence, expected, told(heard))
    wanted = ", ".join(f"{each.field} {each.expected}" for each in mismatches)
    seen = ", ".join(f"{each.field} {each.observed}" for each in mismatches)
    return Outcome(
        Result.VIOLATED,
        sentence,
        f"{expected} with {wanted}",
        f"{name_of(heard.message)} with {seen}",
        field=mismatches[0].at or mismatches[0].field,
    )


def silent(sentence: str, expected: str, unexpected: Sequence[Heard], absence: Absence) -> Outcome:
    """Silence was wanted: held where it is proven, violated by the first message that came."""
    if unexpected:
        return Outcome(Result.VIOLATED, sentence, expected, told(unexpected[0]))
    if not absence.proven:
        return Outcome(Result.UNPROVEN, sentence, expected, absence.words)
    return Outcome(Result.HELD, sentence, expected, f"nothing ({absence.proof})", proof=absence.proof)


def recorded(sentence: str, answers: Sequence[Heard], absence: Absence) -> Outcome:
    """Whatever came is the answer to a question that the document leaves open."""
    if answers:
        return Outcome(Result.HELD, sentence, "recorded", "; ".join(map(told, answers)))
    if absence.proof is None:
        return Outcome(Result.UNPROVEN, sentence, "an answer, or a proven silence", absence.words)
    return Outcome(Result.HELD, sentence, "recorded", f"nothing ({absence.proof})", proof=absence.proof)


def breached(breach: Breach) -> Outcome:
    """A breach of an invariant as an outcome of its own requirement."""
    where = f"{words(breach.field)}: " if breach.field else ""
    sentence = where + RULES.get(breach.rule, breach.rule)
    return Outcome(
        Result.VIOLATED, sentence, breach.expected, breach.observed, field=breach.field, requirement=breach.requirement
    )


def reason_words(value: Any) -> str:
    """The value of a field as features and profiles say it: the words of a code that the document lists, else it."""
    return words(value.name) if hasattr(value, "name") else str(value)


_TELLING = (
    "quantity",
    "shares",
    "executedShares",
    "decrementShares",
    "executedQuantity",
    "decrementQuantity",
    "price",
    "executionPrice",
    "display",
    "capacity",
    "interMarketSweepEligibility",
    "intermarketSweepEligibility",
    "reason",
    "rejectCode",
    "orderState",
    "nextUserRefNum",
    "eventCode",
    "systemEvent",
)


def told(heard: Heard) -> str:
    """A message that was heard, as `describe` tells it, with what the profile calls the reason of a refusal."""
    return describe(heard.message, heard.refusal)


def describe(message: Any, refusal: str = "") -> str:
    """A message in the fewest words that tell it from another: its name, its telling fields and its options.

    `refusal` is told in place of the field that it speaks of.
    """
    parts = [name_of(message)]
    for field in _TELLING:
        value = getattr(message, field, None)
        if value is not None and not refusal.startswith(f"{words(field)} "):
            parts.append(f"{words(field)} {reason_words(value)}")
    parts += [refusal] if refusal else []
    for option in getattr(message, "appendage", None) or ():
        value = option.value
        parts.append(f"option {words(option.name or str(option.tag))} {getattr(value, 'name', value)}")
    return ", ".join(parts)
