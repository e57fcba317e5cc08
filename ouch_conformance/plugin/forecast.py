"""What a run with a profile would not judge, found by reading the features: nothing is connected to."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pytest_bdd.parser import Step

from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.plugin.source import Row, ScenarioSource, Tag, read_feature, table_rows
from ouch_conformance.plugin.tags import arguments, requirement_tags
from ouch_conformance.plugin.wiring import Plan, own_features
from ouch_conformance.profile import Profile
from ouch_conformance.spec.model import key
from ouch_conformance.steps.parameters import MEMBERS, ROLES
from ouch_conformance.steps.tables import records_of
from ouch_conformance.steps.vocabulary import SENTENCES
from ouch_conformance.steps.world import UNDO

Outlook = Literal["", "not applicable", "not testable"]

_TRADES = re.compile(r"\bresting\b|\benters\b|\bpartly filled\b")


@cache
def operator_sentences() -> Mapping[str, str]:
    """How each sentence of the operator's begins, and the action that its body performs."""
    found = {}
    for sentence in SENTENCES:
        performed = re.search(r'\.operate\(\s*"([a-z-]+)"', inspect.getsource(sentence.func))
        if performed:
            found[sentence.text.partition(" {")[0]] = performed[1]
    return found


@dataclass(slots=True)
class Forecast:
    """How many scenarios (rows) there are, and how many a cause keeps from being judged."""

    scenarios: int = 0
    not_applicable: Counter[str] = field(default_factory=Counter)
    not_testable: Counter[str] = field(default_factory=Counter)


def forecast(plan: Plan) -> Forecast:
    """Go through the suite's own features of a plan's protocols."""
    found = Forecast()
    for name in plan.folders:
        for file in sorted((own_features() / name).glob("*.feature")):
            for scenario in read_feature(file).scenarios:
                for row in scenario.rows():
                    _count(found, plan, scenario, row)
    return found


def _count(found: Forecast, plan: Plan, scenario: ScenarioSource, row: Row) -> None:
    found.scenarios += 1
    how, cause = outlook(plan, scenario.tags_of(row), scenario.render(row).steps)
    if how == "not applicable":
        found.not_applicable[cause] += 1
    elif how == "not testable":
        found.not_testable[cause] += 1


def outlook(plan: Plan, tags: Sequence[Tag], steps: Iterable[Step]) -> tuple[Outlook, str]:
    """What would become of a scenario, and why: "not applicable", "not testable", or nothing where it would run."""
    requirements = [plan.requirement(name) for name in requirement_tags(tags)]
    exempt = plan.applicability.exempt(requirements, arguments(tags, "pics"))
    if len(exempt) == len(requirements):
        return "not applicable", next(iter(exempt.values()), "")
    cause = next((cause for step in steps for cause in _missing(step, plan.profile)), None)
    return ("not testable", cause) if cause is not None else ("", "")


def _missing(step: Step, profile: Profile) -> Iterator[str]:
    """What a step needs and the profile does not have, in the order in which a run would find it."""
    for member, account in MEMBERS.items():
        if account not in profile.accounts and re.search(rf"\b{member}\b", step.name):
            yield f"there is no [accounts.{account}]"
    if "mirrored host" in step.name and not profile.mirrors:
        yield "there are no mirrors in [venue]"
    yield from _missing_action(step.name, profile)
    records = records_of(table_rows(step))
    firms = [record["firm"] for record in records if record.get("firm") in ("second", "foreign")]
    for firm in firms:
        if not getattr(profile.accounts["A"], f"{firm}_firm"):
            yield f"[accounts.A] has no {firm}-firm"
    for role in _roles(step, records, profile):
        yield from _missing_instrument(role.replace(" ", "-"), profile)


def _missing_action(name: str, profile: Profile) -> Iterator[str]:
    action = next((action for start, action in operator_sentences().items() if name.startswith(start)), None)
    control = profile.control
    if action is None or control.adapter == "embedded":
        return
    for needed in (action, UNDO.get(action, action)):
        if needed not in control.commands:
            yield f"no operator performs {needed!r}"


def _roles(step: Step, records: list[dict[str, str]], profile: Profile) -> list[str]:
    """The instruments that a step speaks of; an order that names none is one in the main instrument."""
    dialect = DIALECTS.get(profile.protocol)
    columns = {"symbol", key(dialect.name(Kind.ENTER, Role.SYMBOL)) if dialect else "symbol"}
    named = [text for record in records for name, text in record.items() if key(name) in columns and text in ROLES]
    named += re.findall(rf"the ({'|'.join(sorted(ROLES, key=len, reverse=True))}) instrument", step.name)
    return named or (["main"] if _TRADES.search(step.name) and step.type != "then" else [])


def _missing_instrument(role: str, profile: Profile) -> Iterator[str]:
    instrument = profile.instruments.get(role)
    if instrument is None:
        yield f"there is no [instruments.{role}]"
    elif role != "unknown" and not instrument.exclusive:
        yield f"[instruments.{role}] is not exclusive"
