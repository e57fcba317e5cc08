"""From what the steps found to checks: which requirement each outcome speaks for, and the verdict of the scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ouch_conformance.judge.check import Check, Outcome, ScenarioRecord, check_id
from ouch_conformance.judge.verdict import Result, Verdict, grade, worst
from ouch_conformance.spec.requirements import Level, Requirement

_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}
_WRONG = (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NOT_TESTABLE, Verdict.WARNING)
CLEAN = (Result.HELD, Result.LENIENT)
"""Results that a scenario goes on after."""


@dataclass(frozen=True, slots=True)
class Fired:
    """One outcome and the step it came from.

    `judges` are the globs of its sentence, `is_then` says whether it may judge, and `records` that it takes whatever
    comes: it cannot fail, so it speaks for open questions only.
    """

    outcome: Outcome
    judges: tuple[str, ...] = ()
    is_then: bool = True
    records: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a scenario ended early: the verdict of every tag that had not been judged by then."""

    verdict: Verdict
    sentence: str
    expected: str
    observed: str
    prerequisite: str | None = None
    """What was missing, where the verdict is not testable: the name by which a profile accepts that."""


NEVER_JUDGED = Ending(Verdict.INCONCLUSIVE, "never judged", "a step that judges it", "the scenario ended without one")


@dataclass(frozen=True)
class Judgement:
    """What a scenario is judged by: its requirement tags and the rules that may exempt one of them."""

    requirement: Callable[[str], Requirement | None]
    strict: bool = False
    exempt: Mapping[str, str] = field(default_factory=dict)
    """Requirement ids that do not apply, each with the rule that says so."""

    def settle(
        self,
        record: ScenarioRecord,
        tags: Sequence[str],
        fired: Sequence[Fired] = (),
        ending: Ending | None = None,
        unreached: Sequence[str] = (),
    ) -> None:
        """Write checks, verdict and reason into a record: exactly one check for each tag, more for others judged.

        `unreached` are the globs of the steps that did not run: what they would have judged as well stays open, however
        it stood until then.
        """
        kept: dict[str, Check] = {}
        for each in fired:
            for name in self._spoken_for(each, tags):
                _keep_worst(kept, self._check(record, name, each.outcome))
        for name in tags:
            if name in self.exempt:
                kept[name] = _unjudged(record, name, Verdict.NOT_APPLICABLE, self.exempt[name])
            elif name not in kept:
                kept[name] = _ended(record, name, ending or NEVER_JUDGED)
            elif ending and _matches(name, unreached):
                _keep_worst(kept, _ended(record, name, ending))
        if ending and ending.verdict is Verdict.HARNESS_ERROR:
            # What a faulty suite found wrong says nothing about the venue.
            kept |= {name: _ended(record, name, ending) for name, check in kept.items() if check.verdict in _WRONG}
        record.checks = list(kept.values())
        _conclude(record, ending)

    def _spoken_for(self, fired: Fired, tags: Sequence[str]) -> list[str]:
        if fired.outcome.requirement:
            return [] if fired.outcome.requirement in self.exempt else [fired.outcome.requirement]
        if not fired.is_then and fired.outcome.result not in CLEAN:
            return []
        return [tag for tag in tags if _matches(tag, fired.judges) and not (fired.records and self._is_firm(tag))]

    def _is_firm(self, name: str) -> bool:
        requirement = self.requirement(name)
        return requirement is not None and requirement.level is not Level.OBSERVE

    def _check(self, record: ScenarioRecord, name: str, outcome: Outcome) -> Check:
        requirement = self.requirement(name)
        if requirement is None:
            return _unjudged(record, name, Verdict.HARNESS_ERROR, f"a step judged {name}, which no catalogue holds")
        verdict = grade(outcome.result, requirement.level, strict=self.strict)
        if verdict is Verdict.OBSERVED and not outcome.frames and not outcome.proof:
            # DESIGN.md section 8: "observed" without an answer or a proven silence would record nothing at all.
            return _unjudged(record, name, Verdict.HARNESS_ERROR, f"observed without evidence: {outcome.observed}")
        return Check(
            id=check_id(name, record.id),
            requirement=name,
            verdict=verdict,
            sentence=outcome.sentence,
            expected=outcome.expected,
            observed=outcome.observed,
            frames=outcome.frames,
            field=outcome.field,
            proof=outcome.proof,
            # Where a prerequisite is missing, the predicate only found that it cannot look.
            fired=outcome.result is not Result.UNTESTABLE,
        )


def _keep_worst(kept: dict[str, Check], check: Check) -> None:
    known = kept.get(check.requirement)
    if known is None or _RANK[check.verdict] < _RANK[known.verdict]:
        kept[check.requirement] = check


def _matches(name: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(name, glob) for glob in globs)


def ending_after(outcome: Outcome, line: int, *, judged: bool) -> Ending:
    """How a scenario ends with an outcome that did not hold; `judged` where the outcome has a check of its own."""
    if outcome.result is Result.UNTESTABLE:
        return Ending(Verdict.NOT_TESTABLE, outcome.sentence, outcome.expected, outcome.observed, outcome.expected)
    if not judged:
        return Ending(Verdict.INCONCLUSIVE, outcome.sentence, outcome.expected, outcome.observed)
    observed = f"the scenario ended at line {line}: {outcome.sentence}"
    return Ending(Verdict.INCONCLUSIVE, "never judged", "a step that judges it", observed)


def _unjudged(record: ScenarioRecord, name: str, verdict: Verdict, reason: str) -> Check:
    return Check(check_id(name, record.id), name, verdict, reason, expected="", observed=reason, fired=False)


def _ended(record: ScenarioRecord, name: str, ending: Ending) -> Check:
    told = (ending.sentence, ending.expected, ending.observed)
    return Check(check_id(name, record.id), name, ending.verdict, *told, fired=False)


def _conclude(record: ScenarioRecord, ending: Ending | None) -> None:
    """The worst check speaks for the scenario. A fault of the suite does so even where every tag had its verdict."""
    if ending and ending.verdict is Verdict.HARNESS_ERROR:
        record.verdict, record.reason = ending.verdict, _reason(ending)
        return
    conclude(record)


def conclude(record: ScenarioRecord) -> None:
    """Take verdict and reason of a scenario from the worst of its checks."""
    record.verdict = worst(check.verdict for check in record.checks)
    record.reason = next((_reason(check) for check in record.checks if check.verdict is record.verdict), "")


def _reason(found: Check | Ending) -> str:
    if isinstance(found, Check) and found.listed:
        return f"{found.sentence}: {found.listed.words}"
    if not found.expected:
        return found.observed
    return f"{found.sentence}: expected {found.expected}; observed {found.observed}"
