"""A small project of a user's own, in which the tests run pytest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

# Loaded here, so that the in-process runs share it instead of importing it anew.
import ouch_conformance.plugin.session
from ouch_conformance.steps.sentence import SENTENCES
from tests.processes import program

from .linting import Linter

INI = """
[pytest]
ouch_features = features
testpaths = features
asyncio_mode = auto
asyncio_default_fixture_loop_scope = session
addopts = --strict-markers --strict-config -p no:cacheprovider -p no:hypothesispytest
filterwarnings = error::pytest.PytestUnknownMarkWarning
"""

STEPS = """
import asyncio

from ouch_conformance.judge.check import ActionMissing, Outcome, Unmet
from ouch_conformance.judge.verdict import Result
from ouch_conformance.steps.sentence import given, then, when


@given("a venue")
async def _(world):
    '''There is a venue.'''


@when("something happens")
async def _(world):
    '''Something happens.'''


@then("it holds", judges=("OUCH50-*", "SOUP-*"))
async def _(world):
    '''It is as the rule says.'''
    world.outcomes.append(Outcome(Result.HELD, "it holds", "a", "a", proof="marker"))


@then("it is broken", judges=("OUCH50-*", "SOUP-*"))
async def _(world):
    '''It is not as the rule says.'''
    outcome = Outcome(Result.VIOLATED, "it holds", "the rule", "something else", proof="marker")
    world.outcomes.append(outcome)
    raise Unmet(outcome)


@then("it stays open", judges=("OUCH50-*", "SOUP-*"))
async def _(world):
    '''Nothing can be said.'''
    outcome = Outcome(Result.UNPROVEN, "it holds", "an answer", "none in time")
    world.outcomes.append(outcome)
    raise Unmet(outcome)


@then("it is legal in another way", judges=("OUCH50-*", "SOUP-*"))
async def _(world):
    '''It is as another legal answer.'''
    world.outcomes.append(Outcome(Result.LENIENT, "it holds", "a or b", "b", proof="marker"))


@when("the suite stumbles")
async def _(world):
    '''A defect of the suite.'''
    raise ZeroDivisionError("by nobody's fault but ours")


@when("the operator does what nobody can")
async def _(world):
    '''An operator action.'''
    raise ActionMissing("halt")


@when("{name:Words} is noted")
async def _(world, name):
    '''Leave a trace that a test can read.'''
    with open("trace.txt", "a") as trace:
        trace.write(name + "\\n")
"""


@dataclass
class Project:
    """A folder with an ini file, a conftest of step definitions and features."""

    pytester: pytest.Pytester

    def conftest(self, more: str = "") -> None:
        """Write the conftest: the steps above, and what a test adds."""
        self.pytester.makeconftest(STEPS + dedent(more))

    def feature(self, text: str, name: str = "nasdaq-ouch-5.0/1_rules.feature") -> Path:
        """Write a feature below the root."""
        path = self.pytester.path / "features" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def scenario(self, *steps: str, tags: str = "@OUCH50-2.1-01", title: str = "A rule") -> Path:
        """Write a feature of one scenario."""
        lines = ["Feature: Rules", f"  {tags}", f"  Scenario: {title}", *(f"    {step}" for step in steps)]
        return self.feature("\n".join(lines) + "\n")

    def run(self, *args: str) -> pytest.RunResult:
        """Run pytest in this process."""
        return self.pytester.runpytest_inprocess(*args)

    def run_apart(self, *args: str) -> pytest.RunResult:
        """Run pytest in a process of its own, where the exit status is the one that a shell sees."""
        return self.pytester.run(*program("pytest"), f"--basetemp={self.pytester.path / 'base'}", *args, timeout=60)

    @property
    def trace(self) -> list[str]:
        """What the step `"..." is noted` left behind."""
        path = self.pytester.path / "trace.txt"
        return path.read_text().split() if path.exists() else []


@pytest.fixture
def project(pytester: pytest.Pytester) -> Iterator[Project]:
    """A project with the steps above; what it registers is forgotten afterwards."""
    known = len(SENTENCES)
    pytester.makeini(INI)
    made = Project(pytester)
    made.conftest()
    yield made
    del SENTENCES[known:]


@pytest.fixture
def linter(tmp_path: Path) -> Linter:
    """A linter with sentences of its own."""
    return Linter(tmp_path)


def lines_of(result: pytest.RunResult, start: str) -> list[str]:
    """The lines of the output that start in a certain way."""
    return [line for line in result.outlines if line.startswith(start)]


__all__ = ["Project", "lines_of", "ouch_conformance"]
