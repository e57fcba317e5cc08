"""The options of one run, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ouch_conformance.spec.sessions import OLDEST, SESSIONS
from ouch_conformance.spec.usual import USUAL

if TYPE_CHECKING:
    import pytest

DEFAULT_PROTOCOL = USUAL
SESSION_PROTOCOL = OLDEST
DEFAULT_RESULTS = "reports"
POOL = "ouch_pool"
"""What a worker is told: which pool of accounts and instruments is its own."""

Evidence = Literal["failures", "always"]
Captures = Literal["off", "failures", "always"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line and the ini file say; the paths are absolute.

    `suites` are the protocols whose shipped features were asked for, `generated` asks for the scenarios that are made
    from the layout, `judged` is the folder of a run whose record is judged again. `worker` is this process's place
    among the `workers` of pytest-xdist, from 1 on; a run without them has one.
    """

    roots: tuple[Path, ...]
    specs: tuple[Path, ...]
    default_profile: Path | None
    profile: Path | None
    deviations: Path | None
    target: str | None
    protocol: str | None
    strict: bool
    evidence: Evidence
    results: Path
    defects: tuple[str, ...]
    variants: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    judged: Path | None = None
    worker: int = 1
    workers: int = 1
    captures: Captures = "failures"
    diagrams: bool = False
    generated: bool = False

    @property
    def shipped(self) -> Path | None:
        """The root of the shipped features, where they were asked for and are not the project's own."""
        return self.roots[-1] if self.suites and self.roots[-1] not in self.roots[:-1] else None

    @property
    def named_roots(self) -> tuple[Path, ...]:
        """The roots whose features have the same node ids wherever they lie: below them, a path is `protocol/file`."""
        made = (generated_root(self.results).resolve(),) if self.generated else ()
        return (*made, self.shipped) if self.shipped else made

    @property
    def suite(self) -> str | None:
        """The protocol that the suites are about; none where only the usual session's was asked for."""
        named = sorted((name for name in self.suites if name != SESSION_PROTOCOL), key=SESSIONS.__contains__)
        return named[0] if named else None

    @property
    def given(self) -> bool:
        """Whether the command line names a target: then it is checked even where no feature is collected."""
        named = self.suites or self.generated or self.profile or self.deviations or self.target or self.protocol
        return bool(named or self.defects or self.variants)


def generated_root(results: Path) -> Path:
    """Where the scenarios that are made from a layout are written: below a run's results."""
    return results / "generated"


def worker_count(config: pytest.Config) -> int:
    """How many workers a run has: those of -n, or of --tx, where `3*popen` is three. 1 without pytest-xdist."""
    told: int | None = getattr(config, "workerinput", {}).get("workercount")
    numbers = [spec.partition("*")[0] for spec in getattr(config.option, "tx", None) or [""]]
    return told or sum(int(number) if number.isdigit() else 1 for number in numbers)


def read_options(config: pytest.Config, roots: Sequence[Path]) -> Options:
    """The options of a run. Paths on the command line are relative to where pytest was called."""
    given = config.getoption
    profile, results, deviations = given("ouch_profile"), given("ouch_results"), given("ouch_deviations")
    default_profile = config.getini("ouch_profile")
    called_in = config.invocation_params.dir
    return Options(
        roots=tuple(roots),
        specs=tuple(config.getini("ouch_specs")),
        default_profile=default_profile[0] if default_profile else None,
        profile=called_in / profile if profile else None,
        deviations=called_in / deviations if deviations else None,
        target=given("ouch_target"),
        protocol=given("ouch_protocol"),
        strict=bool(given("ouch_strict")),
        evidence=given("ouch_evidence") or "failures",
        results=called_in / results if results else config.rootpath / DEFAULT_RESULTS,
        defects=tuple(given("ouch_defect") or ()),
        variants=tuple(given("ouch_variant") or ()),
        suites=tuple(given("ouch_suite") or ()),
        judged=called_in / record if (record := given("ouch_judge")) else None,
        worker=getattr(config, "workerinput", {}).get(POOL, 1),
        workers=worker_count(config),
        captures=given("ouch_pcap") or "failures",
        generated=bool(given("ouch_generated")),
        diagrams=bool(given("ouch_diagram")),
    )
