"""Which definition stands behind a step: the suite's sentences and the steps that a user registered with pytest-bdd.

pytest-bdd walks all fixtures and all parsers for every step it runs. Here the definitions visible from a file are
collected once, and the answer to a text is remembered.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parsers import StepParser
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry

from ouch_conformance.steps.parameters import QUOTED, TYPES
from ouch_conformance.steps.sentence import SENTENCES, Sentence, find_sentence

if TYPE_CHECKING:
    import pytest

_OWN_MODULES = "ouch_conformance.steps."
_NEAR_ENOUGH = 0.6
_SURE = 0.75
_AS_NEAR = 0.05
_HOMELESS = 0.2
"""How much less like a step a sentence is that has no place for a name in quotes."""
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_WORDS = re.compile(r"[A-Za-z |]+")
_TAKES_QUOTED = re.compile(rf":(?:{'|'.join(QUOTED)})\}}")
_VALUE = re.compile(r'"[^"]*"|\b[0-9][0-9,.]*\b')


@dataclass(frozen=True, slots=True)
class Definition:
    """One step definition. `kind` is nothing for one that serves given, when and then alike."""

    kind: str | None
    text: str
    func: Callable[..., Any]
    parser: StepParser
    converters: Mapping[str, Callable[[str], object]] = field(default_factory=dict)
    target_fixture: str | None = None
    sentence: Sentence | None = None

    @property
    def is_async(self) -> bool:
        """Whether the body can be awaited."""
        return inspect.iscoroutinefunction(self.func)

    @property
    def judges(self) -> tuple[str, ...]:
        """Globs of the requirements it may judge. A user's own Then may judge whatever its scenario carries."""
        if self.sentence:
            return self.sentence.judges
        return () if self.kind in ("given", "when") else ("*",)

    @property
    def shipped(self) -> bool:
        """Whether it is one of the suite's own sentences."""
        return self.sentence is not None and self.func.__module__.startswith(_OWN_MODULES)

    @property
    def records(self) -> bool:
        """Whether it takes whatever comes as an answer, and so judges nothing but open questions."""
        return self.sentence is not None and self.sentence.records

    @property
    def where(self) -> str:
        """File and line of the body."""
        code = inspect.unwrap(self.func).__code__
        return f"{Path(code.co_filename).name}:{code.co_firstlineno}"

    @property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The parameters of the body by name."""
        return _parameters(self.func)

    def arguments(self, text: str) -> dict[str, object]:
        """The values that the step's text carries, converted."""
        found = self.parser.parse_arguments(text) or {}
        return {name: self.converters.get(name, _same)(value) for name, value in found.items()}


class StepIndex:
    """The definitions that are visible from one place."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self.definitions = definitions
        self._found: dict[tuple[str, str], tuple[Definition, ...]] = {}

    def find(self, kind: str, text: str) -> tuple[Definition, ...]:
        """Every definition that matches: one, where all is well."""
        key = (kind, text)
        if key not in self._found:
            self._found[key] = tuple(
                definition
                for definition in self.definitions
                if definition.kind in (kind, None) and definition.parser.is_matching(text)
            )
        return self._found[key]

    def is_sure(self, text: str) -> bool:
        """Whether some sentence is so much like an undefined step that it must have been meant."""
        return max((_likeness(text, definition.text) for definition in self.definitions), default=0.0) > _SURE

    def nearest(self, kind: str, text: str, most: int = 2) -> list[str]:
        """The steps that come closest to an undefined one, best first; those of its own kind are preferred.

        Where the undefined step has a value for a parameter, it stands in its place.
        """
        scored = [(_likeness(text, definition.text), definition) for definition in self.definitions]
        near = [
            (ratio + (definition.kind == kind) / 10, definition) for ratio, definition in scored if ratio > _NEAR_ENOUGH
        ]
        near.sort(key=lambda pair: -pair[0])
        kept = [definition for ratio, definition in near[:most] if near[0][0] - ratio < _AS_NEAR]
        return [f"{(definition.kind or kind).title()} {_filled(definition.text, text)}" for definition in kept]


def _likeness(step: str, sentence: str) -> float:
    """How much a step is like a sentence: both without their values, or the sentence with those that the step has."""
    bare = SequenceMatcher(None, _VALUE.sub("{}", step), _PLACEHOLDER.sub("{}", sentence)).ratio()
    told = re.sub(r'"?<\w+>"?', "", _filled(sentence, step))
    homeless = max(step.count('"') // 2 - len(re.findall(_TAKES_QUOTED, sentence)), 0)
    return max(bare, SequenceMatcher(None, step, told).ratio()) - _HOMELESS * homeless


def _filled(sentence: str, step: str) -> str:
    """A sentence with the values that a step has for its parameters; a name in angle brackets where it has none."""
    place = 0
    # The name of an order may hold the words of anything.
    unnamed = re.sub(r'"[^"]*"', lambda name: "_" * len(name[0]), step)

    def value(parameter: re.Match[str]) -> str:
        nonlocal place
        name, _, kind = parameter[0].strip("{}").partition(":")
        # A message is any word to the parser; one of ours has a capital.
        pattern = r"[A-Z]\w*" if kind == "Message" else getattr(TYPES.get(kind), "pattern", None)
        within = step if kind in QUOTED else unnamed
        found = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)").search(within, place) if pattern else None
        place = found.end() if found else place
        missing = _word(pattern or "", step) or f"<{name or 'value'}>"
        return found[0] if found else f'"{missing}"' if kind in QUOTED else missing

    return _PLACEHOLDER.sub(value, sentence)


def _word(pattern: str, step: str) -> str:
    """Of a parameter's words, where it takes nothing else, the one that shares most with a step without any of them."""
    words = pattern.split("|") if _WORDS.fullmatch(pattern) else []

    def shared(word: str) -> float:
        return SequenceMatcher(None, word, step).find_longest_match().size / len(word)

    return max(words, key=shared, default="")


def sentence_definitions() -> list[Definition]:
    """The suite's own sentences; those of a user's conftest are visible from where that conftest is."""
    return [_from_sentence(each) for each in SENTENCES if each.func.__module__.startswith(_OWN_MODULES)]


def visible_definitions(node: pytest.Item | pytest.Collector) -> list[Definition]:
    """The steps registered with pytest-bdd that a node can see; a nearer one of the same name hides a farther one."""
    manager = node.session._fixturemanager
    names = (name for name in get_fixture_names(manager) if name.startswith(StepNamePrefix.step_def.value))
    fixtures = (getfixturedefs(manager, name, node) for name in names)
    contexts = (step_function_context_registry.get(defs[-1].func) for defs in fixtures if defs)
    return [definition_of(context) for context in contexts if context is not None]


def merged(*groups: Iterable[Definition]) -> list[Definition]:
    """Definitions of several origins, each body once: a sentence registered in a conftest comes from both."""
    bodies: dict[tuple[str | None, str, int], Definition] = {}
    for definition in (definition for group in groups for definition in group):
        bodies.setdefault((definition.kind, definition.text, id(definition.func)), definition)
    return list(bodies.values())


def _from_sentence(sentence: Sentence) -> Definition:
    return Definition(sentence.kind, sentence.text, sentence.func, sentence.parser, sentence=sentence)


def definition_of(context: StepFunctionContext) -> Definition:
    """The definition behind what pytest-bdd has registered."""
    return Definition(
        kind=context.type,
        text=context.parser.name,
        func=context.step_func,
        parser=context.parser,
        converters=context.converters,
        target_fixture=context.target_fixture,
        sentence=find_sentence(context.step_func),
    )


@cache
def _parameters(func: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(func).parameters


def _same(value: object) -> object:
    return value
