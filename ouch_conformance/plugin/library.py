"""The features of a run: which files take part, what their steps and tags mean, and what is wrong in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

import pytest

from ouch_conformance.judge.check import scenario_id
from ouch_conformance.plugin import wiring
from ouch_conformance.plugin.closure import judged_in, lint_closure
from ouch_conformance.plugin.index import Definition, StepIndex, merged, sentence_definitions
from ouch_conformance.plugin.lint import Finding, Rulebook, lint_feature, lint_unused, used_definitions
from ouch_conformance.plugin.options import Options
from ouch_conformance.plugin.source import FeatureSource
from ouch_conformance.plugin.tags import Vocabulary, suggested
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import catalogue, protocol_names
from ouch_conformance.spec.requirements import Requirement
from ouch_conformance.spec.sessions import SESSIONS

Register = Callable[[Iterable[Requirement]], None]
"""Takes the requirements of a protocol when they are first asked for."""


class Library:
    """What the collection has seen so far. `scenarios` are the ids of all that take part, selected or not."""

    def __init__(self, options: Options, register: Register = lambda _: None) -> None:
        self._options = options
        self._register = register
        self._findings: list[Finding] = []
        self._read: set[Path] = set()
        self._passed_over: dict[str, Path] = {}
        self._used: dict[int, Definition] = {}
        self._judged: dict[str, set[str]] = {}
        self.scenarios: list[str] = []
        self._indexes: dict[tuple[int, ...], StepIndex] = {}
        self._refusal = ""
        self._vocabulary = cache(self._make_vocabulary)

    @cached_property
    def plan(self) -> wiring.Plan | None:
        """The plan of the run; nothing where it is refused, for a reason that `check` tells."""
        try:
            return wiring.make_plan(self._options)
        except wiring.Refused as refused:
            self._refusal = str(refused)
            return None

    def _root(self, path: Path) -> Path | None:
        resolved = path.resolve()
        return next((root for root in self._options.roots if resolved.is_relative_to(root)), None)

    def place(self, path: Path) -> tuple[str, str]:
        """The protocol and the file of a feature, from its place below the root; no protocol directly in the root."""
        root = self._root(path)
        folder, _, file = path.resolve().relative_to(root or path.parent).as_posix().partition("/")
        return (folder, file) if file else ("", folder)

    def refuse(self, path: Path, line: int, problem: str, hint: str = "") -> None:
        """Note something wrong in a file."""
        self._findings.append(Finding(path, line, problem, hint))

    def admit(self, source: FeatureSource, visible: Iterable[Definition]) -> StepIndex | None:
        """Lint a file and give the definitions of its steps; nothing where it takes no part in the run, or cannot.

        `visible` are the definitions that a user registered where the file can see them.
        """
        protocol, file = self.place(source.path)
        if self.plan is None:
            return None
        if protocol not in protocol_names():
            hint = suggested(protocol, protocol_names(), "") or f"allowed folders: {', '.join(protocol_names())}"
            problem = f"{protocol!r} is no protocol" if protocol else "the feature stands in no protocol's folder"
            self.refuse(source.path, 1, problem, hint)
            return None
        index = self._index(visible)
        try:
            sound = self._lint(source, protocol, index)
        except SpecError as error:
            self._refusal = str(error)
            return None
        if not sound:
            return None
        if protocol not in self.plan.folders:
            self._passed_over.setdefault(protocol, source.path)
            return None
        self.scenarios += [
            scenario_id(protocol, file, scenario.title, row.id)
            for scenario in source.scenarios
            for row in scenario.rows()
        ]
        return index

    def _index(self, visible: Iterable[Definition]) -> StepIndex:
        definitions = merged(sentence_definitions(), visible)
        return self._indexes.setdefault(tuple(id(each.func) for each in definitions), StepIndex(definitions))

    def _lint(self, source: FeatureSource, protocol: str, index: StepIndex) -> bool:
        assert self.plan is not None  # noqa: S101 - the caller has looked
        # A session feature speaks of orders in the dialect of the protocol above the session.
        spoken = self.plan.spoken_above if protocol in SESSIONS else protocol
        profile = self.plan.profile
        own = tuple(profile.rejects if spoken == profile.protocol else ())
        found = lint_feature(source, Rulebook(spoken, self._vocabulary(protocol), index, own))
        self._findings += found
        self._used |= {id(each.func): each for each in used_definitions(source, index)}
        self._judged.setdefault(protocol, set()).update(judged_in([source]))
        self._read.add(source.path.resolve())
        return not found

    def _make_vocabulary(self, protocol: str) -> Vocabulary:
        assert self.plan is not None  # noqa: S101 - the caller has looked
        vocabulary = self.plan.vocabulary(protocol)
        self._register(vocabulary.requirements.values())
        return vocabulary

    def check_plan(self) -> None:
        """Refuse the run where the command line or the profile is wrong: pytest.UsageError."""
        if self.plan is None:
            raise pytest.UsageError(self._refusal)

    def check(self) -> None:
        """Refuse the run, once, with everything that is wrong: pytest.UsageError."""
        if lines := [finding.text(shown(finding.path)) for finding in self.findings()]:
            count = f"{len(lines)} problem{'s' if len(lines) > 1 else ''}"
            raise pytest.UsageError("\n".join([f"the features cannot be run: {count}", *lines]))
        if self._passed_over and not self.scenarios:
            raise pytest.UsageError(self._told_of_others())

    def _told_of_others(self) -> str:
        """Why nothing that was read takes part: a run that was asked for other protocols alone has tested nothing."""
        assert self.plan is not None  # noqa: S101 - nothing is read without one
        (name, path), *_ = self._passed_over.items()
        asked = " and ".join(self.plan.folders)
        return (
            f"no scenario takes part: {shown(path)} is about {name}, and the run about {asked}; "
            f"give --ouch-protocol={name} for the reference venue, or --ouch-profile=FILE for the profile of a venue "
            "that speaks it"
        )

    def findings(self) -> list[Finding]:
        """Everything wrong in what was read. pytest.UsageError where the plan itself is."""
        if self._refusal:
            raise pytest.UsageError(self._refusal)
        own = set(_files(wiring.own_features()))
        return [*self._findings, *self._lint_unused(own), *self._lint_closure(own)]

    @property
    def is_whole(self) -> bool:
        """Whether every feature below the roots was read; of shipped ones those of the run's protocols."""
        asked = (path for root in self._options.roots for path in _files(root) if self._counts(path, root))
        return all(path in self._read for path in asked)

    def _counts(self, path: Path, root: Path) -> bool:
        if root != self._options.shipped or self.plan is None:
            return True
        return self.place(path)[0] in self.plan.folders

    def _lint_unused(self, own: set[Path]) -> list[Finding]:
        return lint_unused(sentence_definitions(), self._used.values()) if own and own <= self._read else []

    def _lint_closure(self, own: set[Path]) -> Iterator[Finding]:
        """A catalogue is held closed where all of the suite's own features that may judge its ids were read."""
        root = wiring.own_features().resolve()
        for name in protocol_names():
            told = {path for path in own if path.is_relative_to(root / name)}
            # Any protocol's features may judge ids of the session.
            asked = own if name in SESSIONS else told
            if told and asked <= self._read and catalogue(name).closed:
                yield from lint_closure(catalogue(name), self._judged_for(name))

    def _judged_for(self, name: str) -> set[str]:
        """The ids that features carry which examine a protocol; those of a later session do not examine an earlier."""
        later = SESSIONS.keys() - set(SESSIONS.get(name, SESSIONS))
        return {id_ for folder, ids in self._judged.items() if folder not in later for id_ in ids}


def _files(root: Path) -> Iterable[Path]:
    return (path.resolve() for path in root.rglob("*.feature"))


def shown(path: Path) -> str:
    """A path as a message shows it: from the current folder, whole where it lies outside."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
