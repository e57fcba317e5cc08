"""Conformance runs against the embedded venue with a defect switched on, several at a time, each in its own process."""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import TracebackType

import pytest

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.profile import builtin_profile
from ouch_conformance.spec.resources import data_root
from ouch_conformance.spec.sessions import NEWEST

from .evidence import RunSeen, read_run

PROTOCOL = "nasdaq-ouch-5.0"
WITH_SESSION = (PROTOCOL, "nasdaq-ouch-4.2", NEWEST)
BY_THEMSELVES = tuple(name for name in DIALECTS if name not in WITH_SESSION)
PROTOCOLS = (*WITH_SESSION, *BY_THEMSELVES)
"""Those that the reference venue has defects for; the defects of the session layer are sought under the first, what
SoupBinTCP 4.00 and 4.10 add to them under that. The session is not examined again under those that go `BY_THEMSELVES`:
it is the same below every protocol, and it is what takes time."""
PATIENCE = 0.3
"""Seconds after which a scenario gives an answer up: a run that waits for what a defect keeps back stays short."""
TRIES = 3
"""A run in which the suite was at fault (the machine stood still for too long) says nothing, and is made again."""
_PATIENCE_LINE = "\npatience = 2.0\n"
_LOADED_BEFOREHAND = ["pytest", "pytest_asyncio.plugin", "ouch_conformance.plugin.session", "allure_pytest.plugin"]


class Scope(Enum):
    """Which scenarios take part in a run."""

    OWN = auto()
    """Those that carry a requirement of the defect's own."""
    FULL = auto()
    """All of the protocol and of the session layer; of those that wait for a clock only the defect's own."""
    WHOLE = auto()
    """All, whatever they wait for."""


@dataclass(frozen=True, slots=True)
class Order:
    """One run to make: the defects to switch on, and the requirements that they break."""

    defects: tuple[str, ...]
    requirements: frozenset[str]
    strict: bool = False
    """Whether a violated `derived` requirement fails instead of warning."""
    scope: Scope = Scope.FULL
    protocol: str = PROTOCOL
    made: str = ""
    """A file of scenarios made from the layout that takes part beside the features."""


class Selection:
    """Leaves out what is not in the scope of a run."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Deselect what is not wanted."""
        left_out = [item for item in items if not self._wanted(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]

    def _wanted(self, item: pytest.Item) -> bool:
        if self._order.scope is Scope.WHOLE or any(item.get_closest_marker(name) for name in self._order.requirements):
            return True
        slow = any(mark.args == ("slow",) for mark in item.iter_markers("cost"))
        return self._order.scope is Scope.FULL and not slow


class Runs:
    """Starts runs in the background; a context manager that waits for them."""

    def __init__(self, workers: int | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mutants-")
        self._profiles = {name: Path(self._folder.name) / f"{name}.toml" for name in PROTOCOLS}
        for name, profile in self._profiles.items():
            profile.write_text(_impatient(builtin_profile(name)), encoding="utf-8")
        # Workers have everything imported and fork for each run: the import would cost as much as the scenarios.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_LOADED_BEFOREHAND)
        self._pool = ProcessPoolExecutor(workers or os.cpu_count(), context)

    def __enter__(self) -> Runs:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._folder.cleanup()

    def start(self, orders: Mapping[str, Order]) -> dict[str, Future[RunSeen]]:
        """Queue runs; each future gives what its run said."""
        root = Path(self._folder.name)
        return {
            name: self._pool.submit(_make, order, root / order.protocol / name, self._profiles[order.protocol])
            for name, order in orders.items()
        }


def _impatient(profile: Path) -> str:
    """The reference venue's profile with a shorter patience: nothing else may differ from what is proven."""
    text = profile.read_text(encoding="utf-8")
    if text.count(_PATIENCE_LINE) != 1:
        raise ValueError(f"{profile} does not say {_PATIENCE_LINE.strip()!r} once")
    return text.replace(_PATIENCE_LINE, f"\npatience = {PATIENCE}\n")


def _make(order: Order, folder: Path, profile: Path) -> RunSeen:
    """Make one run, and once more where the suite was at fault."""
    for attempt in range(1, TRIES + 1):
        seen = _once(order, folder / str(attempt), profile)
        if not seen.faulty:
            break
    return seen


def _once(order: Order, folder: Path, profile: Path) -> RunSeen:
    folder.mkdir(parents=True)
    output = folder / "output.txt"
    begun = time.monotonic()
    child = os.fork()
    if not child:
        os._exit(_conformance(order, folder, profile, output))
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - begun
    text = output.read_text(encoding="utf-8", errors="replace")
    return read_run(folder / "events.jsonl", os.waitstatus_to_exitcode(status), seconds, text)


def _conformance(order: Order, folder: Path, profile: Path, output: Path) -> int:
    """Run pytest here; its exit status."""
    file = os.open(output, os.O_WRONLY | os.O_CREAT)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.chdir(data_root())
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:warnings"]
    arguments += [f"--ouch-profile={profile}", f"--ouch-results={folder}"]
    arguments += [f"--ouch-defect={name}" for name in order.defects] + ["--ouch-strict"] * order.strict
    made = ["--ouch-generated", f"{order.protocol}/generated/{order.made}.feature"] if order.made else []
    status = pytest.main([*arguments, *_features(order), *made], plugins=[Selection(order)])
    sys.stdout.flush()
    return int(status)


def _features(order: Order) -> list[str]:
    """What pytest is to collect: of a run in its own scope only files that carry a requirement of the defect."""
    folder = Path("features") / (order.protocol if order.protocol in BY_THEMSELVES else "")
    if order.scope is not Scope.OWN:
        return [str(folder)]
    tags = re.compile("|".join(rf"@{re.escape(name)}\b(?!-)" for name in sorted(order.requirements)))
    files = (path for path in sorted(folder.rglob("*.feature")) if tags.search(path.read_text(encoding="utf-8")))
    return [str(path) for path in files] or [str(folder)]
