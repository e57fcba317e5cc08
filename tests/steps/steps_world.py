"""Runs against the real embedded venue over loopback, and steps by their words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.check import Outcome, Unmet
from ouch_conformance.plugin.wiring import Plan, Target, make_run
from ouch_conformance.profile import Profile, builtin_profile, load_profile
from ouch_conformance.spec.library import catalogue
from ouch_conformance.steps.run import Run
from ouch_conformance.steps.vocabulary import SENTENCES
from ouch_conformance.steps.world import World

PROTOCOL = "nasdaq-ouch-5.0"
PROFILE = replace(load_profile(builtin_profile(PROTOCOL)), patience=1.0)
PROFILE42 = replace(load_profile(builtin_profile("nasdaq-ouch-4.2")), patience=1.0)


class NoOperator:
    """A venue whose operator nobody reaches."""

    async def perform(self, action: str, **arguments: str) -> str:
        """Not in these tests."""
        raise AssertionError(action)


def offline(profile: Profile = PROFILE) -> Run:
    """A run whose venue is never spoken to."""
    return Run(profile, {profile.protocol: catalogue(profile.protocol)}, Recorder(), NoOperator(), ("127.0.0.1", 9))


@contextmanager
def running(*defects: str, profile: Profile = PROFILE, **changes: Any) -> Iterator[Run]:
    """A run against an embedded venue of its own; `changes` are to the reference venue's profile."""
    plan = Plan(replace(profile, **changes), frozenset(defects))
    target = Target(plan)
    try:
        yield make_run(plan, target, strict=False)
    finally:
        target.stop()


def table(text: str) -> list[list[str]]:
    """Rows as a feature writes them."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]


async def say(world: World, text: str, rows: str = "", docstring: str | None = None) -> None:
    """Run the one sentence that a step's text matches, as the plugin would: linted, parsed, awaited."""
    (sentence,) = [each for each in SENTENCES if each.parser.is_matching(text)]
    datatable = table(rows) if rows else None
    assert sentence.lint(datatable, docstring, world.run.profile.protocol, text) == []
    given: dict[str, Any] = dict(sentence.parser.parse_arguments(text) or {})
    given |= {"datatable": datatable} if datatable else {}
    given |= {"docstring": docstring} if docstring is not None else {}
    await sentence.func(world, **given)


async def fails(world: World, text: str, rows: str = "") -> Outcome:
    """Run a step that does not hold; its outcome, which the world keeps as well."""
    with pytest.raises(Unmet) as caught:
        await say(world, text, rows)
    assert any(caught.value.outcome is outcome for outcome in world.outcomes)
    return caught.value.outcome
