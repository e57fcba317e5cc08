"""A project as a run would find it, without a run: its ini file, the roots of its features, its conftests' steps."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from _pytest.config.findpaths import locate_config
from pytest_bdd.steps import StepNamePrefix, step_function_context_registry

from ouch_conformance.plugin.index import Definition, definition_of
from ouch_conformance.plugin.library import Library, shown
from ouch_conformance.plugin.lint import Finding
from ouch_conformance.plugin.options import DEFAULT_RESULTS, Options
from ouch_conformance.plugin.source import SourceError, read_feature


class ProjectUnusable(Exception):  # noqa: N818 - the project's fault, not this program's
    """A conftest that cannot be loaded, or a path that is not there."""


@dataclass(frozen=True, slots=True)
class FoundProject:
    """What the ini file that counts for a place says. Without one the roots are empty."""

    folder: Path
    roots: tuple[Path, ...] = ()
    specs: tuple[Path, ...] = ()
    profile: Path | None = None

    def options(self, roots: Sequence[Path] = ()) -> Options:
        """The options of a run that nobody said anything about; `roots` stand in for those of the ini file."""
        return Options(
            roots=tuple(roots) or self.roots,
            specs=self.specs,
            default_profile=self.profile,
            profile=None,
            deviations=None,
            target=None,
            protocol=None,
            strict=False,
            evidence="failures",
            results=self.folder / DEFAULT_RESULTS,
            defects=(),
        )


def find_project(place: Path) -> FoundProject:
    """The project that a folder belongs to: the nearest ini file, in the folder or above it."""
    folder, file, values, _ = locate_config(place, [place])
    if folder is None or file is None:
        return FoundProject(place)
    profile = _paths(values, "ouch_profile", folder)
    return FoundProject(
        folder.resolve(),
        tuple(path.resolve() for path in _paths(values, "ouch_features", folder)),
        tuple(_paths(values, "ouch_specs", folder)),
        profile[0] if profile else None,
    )


def _paths(values: Mapping[str, Any], name: str, folder: Path) -> list[Path]:
    """The paths of one key, relative to the ini file as pytest takes them."""
    value = values[name].value if name in values else []
    return [folder / word for word in (shlex.split(value) if isinstance(value, str) else value)]


def read_project(project: FoundProject, paths: Sequence[Path]) -> tuple[list[Path], list[Finding]]:
    """Some features, or all below the roots, and everything wrong in them: as a run finds it, which needs no venue.

    A path outside the roots is read as if the folder above its own were a root: that folder's name is the protocol.
    ProjectUnusable where the profile is wrong, a conftest or a path.
    """
    files = list(_features(paths or [root for root in project.roots if root.is_dir()]))
    outside = {file.parent.parent for file in files if not any(file.is_relative_to(root) for root in project.roots)}
    library = Library(project.options([*project.roots, *sorted(outside, reverse=True)]))
    try:
        library.check_plan()
        for file in files:
            _read(library, file, project.folder)
        return files, library.findings()
    except pytest.UsageError as error:
        raise ProjectUnusable(str(error)) from None


def lint_text(project: FoundProject, file: Path, text: str) -> list[Finding]:
    """Everything that would be wrong in a feature if it had another text; the file stays as it is."""
    library = Library(project.options([*project.roots, file.parent.parent]))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        copy.write_text(text, encoding="utf-8")
        _read(library, file, project.folder, copy)
    return library.findings()


def _read(library: Library, file: Path, folder: Path, copy: Path | None = None) -> None:
    """Lint a file, or a copy as if it stood in the file's place."""
    try:
        source = read_feature(copy or file)
    except SourceError as error:
        library.refuse(file, error.line, error.problem, error.hint)
    else:
        library.admit(replace(source, path=file), visible_from(file, folder))


def _features(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        resolved = path.resolve()
        if resolved.is_dir():
            yield from sorted(resolved.rglob("*.feature"))
        elif resolved.is_file():
            yield resolved
        else:
            raise ProjectUnusable(f"{path} is neither a feature nor a folder of features")


def visible_from(file: Path, folder: Path) -> list[Definition]:
    """The steps that the conftests between a file and its project's folder define; a nearer one hides a farther one.

    Those of installed plugins are not seen: a run sees them.
    """
    above = [each for each in file.resolve().parents if each.is_relative_to(folder)]
    steps = (found for each in above for found in _steps_of(each / "conftest.py"))
    nearest: dict[tuple[str | None, str], Definition] = {}
    for each in steps:
        nearest.setdefault((each.kind, each.text), each)
    return list(nearest.values())


@cache
def _steps_of(conftest: Path) -> tuple[Definition, ...]:
    if not conftest.is_file():
        return ()
    module = _load(conftest)
    return tuple(definition for each in (module, *_named_in(module)) for definition in _definitions(each))


def _load(conftest: Path) -> ModuleType:
    # As pytest does: what lies beside a conftest can be imported by it.
    if (beside := str(conftest.parent)) not in sys.path:
        sys.path.insert(0, beside)
    spec = importlib.util.spec_from_file_location(f"conftest_{abs(hash(conftest))}", conftest)
    assert spec is not None and spec.loader is not None  # noqa: S101 - a file that ends in .py
    module = importlib.util.module_from_spec(spec)
    # A dataclass in the file looks its module up.
    sys.modules[module.__name__] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise ProjectUnusable(f"{shown(conftest)} cannot be loaded: {type(error).__name__}: {error}") from None
    return module


def _named_in(module: ModuleType) -> Iterator[ModuleType]:
    """The modules that a conftest names as plugins; pytest's own, named in short, have no steps."""
    named = getattr(module, "pytest_plugins", ())
    for name in [named] if isinstance(named, str) else named:
        with suppress(ImportError):
            yield importlib.import_module(name)


def _definitions(module: ModuleType) -> Iterator[Definition]:
    for name, found in vars(module).items():
        if name.startswith(StepNamePrefix.step_def.value):
            context = step_function_context_registry.get(inspect.unwrap(found))
            if context is not None:
                yield definition_of(context)
