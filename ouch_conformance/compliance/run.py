"""A run that has ended, read back from what it wrote: everything that the page is made from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from ouch_conformance.archive.bundle import EVENTS, unpack
from ouch_conformance.archive.record import RunRecord, read_run
from ouch_conformance.profile.deviations import Deviation, load_deviations
from ouch_conformance.report.checksums import file_checksum
from ouch_conformance.report.traceability import TraceError, read_traceability
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import protocol
from ouch_conformance.wire import Codec, codec

TRACE = "traceability.json"
DEVIATIONS = "run-deviations.toml"
_KEPT = (EVENTS, TRACE, "run-profile.toml", DEVIATIONS)
"""The files of a run whose checksums the page gives."""


@dataclass(frozen=True)
class Kept:
    """A run: its traceability, its event stream, its list of deviations, the SHA-256 of its files by name."""

    trace: Mapping[str, Any]
    record: RunRecord
    deviations: tuple[Deviation, ...]
    files: Mapping[str, str]

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the run told of itself."""
        facts: Mapping[str, Any] = self.trace["run"]
        return facts

    @property
    def result(self) -> Mapping[str, Any]:
        """How it ended."""
        result: Mapping[str, Any] = self.trace["result"]
        return result

    @cached_property
    def rows(self) -> dict[str, Mapping[str, Any]]:
        """What became of each requirement, by id."""
        return {row["id"]: row for row in self.trace["requirements"]}

    @property
    def day(self) -> date:
        """The day on which it began, UTC: expiries are counted from it."""
        return datetime.fromisoformat(self.facts["started"]).date()

    @cached_property
    def codec(self) -> Codec | None:
        """What decodes its messages; None where this installation does not know the protocol."""
        try:
            return codec(self.facts["protocols"][0], self.facts["revision"])
        except (SpecError, ValueError):
            return None


def title_of(name: str) -> str:
    """The title of a protocol; its name where this installation does not know it."""
    try:
        return protocol(name).title or name
    except SpecError:
        return name


def read_kept(path: Path) -> Kept:
    """Read a run. `path` is its traceability.json, its folder of results or its bundle.

    TraceError or ArchiveError say which file is missing, wrong, or of another run.
    """
    with opened(path) as file:
        return _read(file)


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The traceability of a run, in the folder that its other files lie in."""
    if path.is_dir():
        yield path / TRACE
    elif path.suffix == ".zip":
        with tempfile.TemporaryDirectory() as name:
            unpack(path, Path(name))
            yield Path(name) / TRACE
    else:
        yield path


def _read(file: Path) -> Kept:
    trace = read_traceability(file)
    if "result" not in trace or "started" not in trace["run"]:
        raise TraceError(f"{file}: written by an older suite, which did not say how the run ended: run it again")
    record = read_run(file.with_name(EVENTS))
    if record.started.get("started") != trace["run"]["started"]:
        raise TraceError(f"{file}: of another run than {file.with_name(EVENTS)}, which did not come to its end")
    listed = file.with_name(DEVIATIONS)
    deviations = load_deviations(listed) if listed.is_file() else ()
    files = {name: file.with_name(name) for name in _KEPT}
    digests = {name: file_checksum(path) for name, path in files.items() if path.is_file()}
    return Kept(trace, record, deviations, digests)
