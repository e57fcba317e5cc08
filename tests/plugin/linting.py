"""A linter with sentences and requirements of its own, for the tests of the lint."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from ouch_conformance.judge.dialect import Kind
from ouch_conformance.plugin.index import Definition, StepIndex, merged
from ouch_conformance.plugin.lint import Rulebook, lint_feature
from ouch_conformance.plugin.source import read_feature
from ouch_conformance.plugin.tags import Vocabulary
from ouch_conformance.spec.requirements import Level, Requirement
from ouch_conformance.steps.sentence import SENTENCES, Sentence, given, then, when
from ouch_conformance.steps.tables import MessageTable, WordTable, one_of


def requirement(name: str, **more: Any) -> Requirement:
    """A requirement with the least that one must have."""
    return Requirement(name, "2.1", "It is so.", Level.MUST, **more)


VOCABULARY = Vocabulary(
    requirements={
        each.id: each
        for each in (
            requirement("OUCH50-2.1-01"),
            requirement("OUCH50-2.2-04"),
            requirement("OUCH50-9-01"),
            requirement("OUCH50-2.1-99", retired=True),
        )
    },
    flags=frozenset({"minimum-quantity", "modify"}),
    elsewhere={"OUCH42-1-01": "nasdaq-ouch-4.2"},
)


class Vocabularies:
    """Sentences of these tests."""

    def __init__(self) -> None:
        known = len(SENTENCES)

        @given("a venue")
        async def _venue(world: object) -> None:
            """A state."""

        @given("another venue")
        async def _another(world: object) -> None:
            """A state."""

        @when("the member enters {order:Order}", table=MessageTable(Kind.ENTER, sent=True))
        async def _enters(world: object, order: str, datatable: object = None) -> None:
            """A stimulus."""

        @when("the member sends these bytes", docstring=True)
        async def _bytes(world: object, docstring: str) -> None:
            """A stimulus."""

        @then("{order:Order} is accepted", judges=("OUCH50-2.*",))
        async def _accepted(world: object, order: str) -> None:
            """A judgement."""

        @then(
            "the book is", judges=("OUCH50-2.*",), table_required=True, table=WordTable({"side": one_of("buy", "sell")})
        )
        async def _book(world: object, datatable: object) -> None:
            """A judgement."""

        self.sentences: list[Sentence] = SENTENCES[known:]
        del SENTENCES[known:]

    def definitions(self) -> list[Definition]:
        """The sentences as definitions."""
        return [Definition(each.kind, each.text, each.func, each.parser, sentence=each) for each in self.sentences]


class Linter:
    """Lints features of these tests, and gives each finding as `line: problem; hint`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.definitions = Vocabularies().definitions()

    def lint(self, text: str) -> list[str]:
        """What is wrong in a feature."""
        path = self.folder / "x.feature"
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        book = Rulebook("nasdaq-ouch-5.0", VOCABULARY, StepIndex(merged(self.definitions)))
        return [finding.text("x").removeprefix("x:") for finding in lint_feature(read_feature(path), book)]

    def scenario(self, *steps: str, tags: str = "@OUCH50-2.1-01", title: str = "A rule") -> list[str]:
        """What is wrong in a feature of one scenario, whose title stands at line 3 and whose steps follow."""
        return self.lint("\n".join(["Feature: F", f"  {tags}", f"  Scenario: {title}", *("    " + s for s in steps)]))


GOOD = ("Given a venue", 'When the member enters "the buy"', 'Then "the buy" is accepted')
