"""The verdicts, their order, and the exit status that follows from them.

ISO 9646 knows pass, fail and inconclusive; the finer ones keep apart what a reader must never mix up: a rule that was
held, one that was held in another legal way, one that does not apply here, and one that could not be tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ouch_conformance.spec.requirements import Level


class Verdict(StrEnum):
    """What a check says, worst first: the order of the members is the order of `worst`."""

    HARNESS_ERROR = "harness error"
    FAIL = "fail"
    STALE_DEVIATION = "stale deviation"
    INCONCLUSIVE = "inconclusive"
    NOT_TESTABLE = "not testable"
    WARNING = "warning"
    KNOWN_DEVIATION = "known deviation"
    LENIENT = "pass (lenient)"
    OBSERVED = "observed"
    PASS = "pass"  # noqa: S105 - a verdict, no password
    NOT_APPLICABLE = "not applicable"


class Result(StrEnum):
    """What a predicate found on the wire, before the level of the requirement is applied."""

    HELD = "held"
    LENIENT = "held in another legal way"
    VIOLATED = "violated"
    UNPROVEN = "unproven"
    UNTESTABLE = "untestable"


_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}

_JUDGED = {
    Result.HELD: Verdict.PASS,
    Result.LENIENT: Verdict.LENIENT,
    Result.UNPROVEN: Verdict.INCONCLUSIVE,
    Result.UNTESTABLE: Verdict.NOT_TESTABLE,
}

_STATUS = {
    Verdict.HARNESS_ERROR: 3,
    Verdict.FAIL: 1,
    Verdict.STALE_DEVIATION: 1,
    Verdict.INCONCLUSIVE: 6,
    Verdict.NOT_TESTABLE: 6,
}

_STATUS_ORDER = (3, 1, 6, 5, 0)

INTERRUPTED_STATUS = 2
USAGE_STATUS = 4
NOTHING_SELECTED_STATUS = 5


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of some verdicts; `NOT_APPLICABLE`, the mildest, of none."""
    return min(verdicts, key=_RANK.__getitem__, default=Verdict.NOT_APPLICABLE)


def grade(result: Result, level: Level, *, strict: bool = False) -> Verdict:
    """Turn what was found into a verdict under the level of the requirement.

    An `observe` requirement judges nothing: whichever way the venue behaved is its answer. A violated `derived`
    requirement is a warning, or with `strict` a fail.
    """
    if level is Level.OBSERVE and result in (Result.HELD, Result.LENIENT, Result.VIOLATED):
        return Verdict.OBSERVED
    if result is Result.VIOLATED:
        return Verdict.WARNING if level is Level.DERIVED and not strict else Verdict.FAIL
    return _JUDGED[result]


def exit_status(scenarios: Iterable[tuple[Verdict, bool]], *, interrupted: bool = False) -> int:
    """The exit status of a run, from each scenario's verdict and whether the profile accepts its being not testable.

    0 conforming (at least one pass or observed), 1 non-conformance, 2 interrupted, 3 fault of the suite,
    5 nothing was tested, 6 incomplete. Status 4 is set where a run is refused before it starts.
    """
    if interrupted:
        return INTERRUPTED_STATUS
    statuses = {status_of(verdict, accepted=accepted) for verdict, accepted in scenarios} or {NOTHING_SELECTED_STATUS}
    tested = statuses - {NOTHING_SELECTED_STATUS} or {NOTHING_SELECTED_STATUS}
    return next(status for status in _STATUS_ORDER if status in tested)


def status_of(verdict: Verdict, *, accepted: bool = False) -> int:
    """The exit status that one scenario's verdict asks for."""
    if verdict is Verdict.NOT_APPLICABLE or (verdict is Verdict.NOT_TESTABLE and accepted):
        return NOTHING_SELECTED_STATUS
    return _STATUS.get(verdict, 0)
