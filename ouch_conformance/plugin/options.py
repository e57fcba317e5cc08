"""The options of one run, read once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pytest

DEFAULT_PROTOCOL = "nasdaq-ouch-5.0"
SESSION_PROTOCOL = "soupbintcp-3.00"
DEFAULT_RESULTS = "reports"

Evidence = Literal["failures", "always"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line and the ini file say; the paths are absolute."""

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

    @property
    def given(self) -> bool:
        """Whether the command line names a target: then it is checked even where no feature is collected."""
        named = self.profile or self.deviations or self.target or self.protocol
        return bool(named or self.defects or self.variants)


def read_options(config: pytest.Config) -> Options:
    """The options of a run. Paths on the command line are relative to where pytest was called."""
    given = config.getoption
    profile, results, deviations = given("ouch_profile"), given("ouch_results"), given("ouch_deviations")
    default_profile = config.getini("ouch_profile")
    called_in = config.invocation_params.dir
    return Options(
        roots=tuple(root.resolve() for root in config.getini("ouch_features")),
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
    )
