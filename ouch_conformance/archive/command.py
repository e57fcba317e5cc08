"""`ouch-conformance bundle`, `judge` and `compare`: a run packed, judged again, held against another one."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ouch_conformance.archive.bundle import EVENTS, pack, unpack
from ouch_conformance.archive.compare import compare, counts, markdown_lines, text_lines
from ouch_conformance.archive.errors import ArchiveError
from ouch_conformance.archive.record import RunRecord, read_run
from ouch_conformance.profile.redacted import VARIABLE
from ouch_conformance.spec.resources import data_root

RESULTS = Path("reports")
BUNDLE = Path("run.zip")
REFUSED = 4
"""The exit status of a run that did not begin."""
_ANY_PASSWORD = "not-known"  # noqa: S105 - what stands in a login that nobody is sent


def add_parser(subparsers: Any) -> None:
    """Add the three subcommands to the program's parser."""
    text = "Pack a run into one file: evidence, profile and deviations without credentials, reports, and a manifest."
    bundle = subparsers.add_parser("bundle", help="pack a run into one file", description=text)
    bundle.add_argument(
        "results", nargs="?", type=Path, default=RESULTS, help="folder of a run's results (%(default)s)"
    )
    bundle.add_argument("-o", "--output", type=Path, metavar="FILE", default=BUNDLE, help="the bundle (%(default)s)")
    bundle.set_defaults(run=run_bundle)
    text = "Judge a run again from its evidence alone. Exits as a conformance run does, with what is found now."
    judge = subparsers.add_parser("judge", help="judge a bundle again, without a venue", description=text)
    judge.add_argument("bundle", type=Path, metavar="BUNDLE", help="a bundle, or a folder of results")
    judge.add_argument("--results", type=Path, metavar="DIR", help="keep the results there; default: they are not kept")
    judge.set_defaults(run=run_judge)
    text = "Compare two runs by check id. Exits with 0 where nothing broke, with 1 otherwise."
    comparison = subparsers.add_parser("compare", help="compare two runs", description=text)
    for name in ("before", "after"):
        comparison.add_argument(name, type=Path, help="a bundle, a folder of results or an events.jsonl")
    comparison.add_argument("--markdown", action="store_true", help="as Markdown")
    comparison.set_defaults(run=run_compare)


def run_bundle(given: argparse.Namespace) -> int:
    """Pack; 0. ArchiveError where there is nothing to pack."""
    digest = pack(given.results, given.output)
    _say(f"{given.output}: SHA-256 {digest}")
    return 0


def run_compare(given: argparse.Namespace) -> int:
    """Compare; 1 where something broke."""
    found = compare(_read(given.before).checks, _read(given.after).checks)
    for line in markdown_lines(found) if given.markdown else text_lines(found):
        _say(line)
    return 1 if found.broken else 0


def run_judge(given: argparse.Namespace) -> int:
    """Judge again; the status of that run."""
    with _opened(given.bundle) as folder, tempfile.TemporaryDirectory() as spare:
        before = read_run(folder / EVENTS)
        results = (given.results or Path(spare)).resolve()
        if results == folder:
            raise ArchiveError(f"{given.results}: holds the run that is judged again: its record would be overwritten")
        environment = {**os.environ, VARIABLE: _ANY_PASSWORD}
        status = subprocess.run(_judging(before, folder, results), check=False, env=environment).returncode  # noqa: S603
        if status != REFUSED and (results / EVENTS).is_file():
            _tell(before, read_run(results / EVENTS))
    return status


def _judging(before: RunRecord, folder: Path, results: Path) -> list[str]:
    """The command that judges the results of a run again, as its own line of options said it."""
    facts: Mapping[str, Any] = before.started
    suites = [name for name in facts["protocols"] if (data_root() / "features" / name).is_dir()]
    words = [f"--ouch-suite={name}" for name in suites]
    words += [f"--ouch-judge={folder}", f"--ouch-profile={folder / 'run-profile.toml'}", f"--ouch-results={results}"]
    if (folder / "run-deviations.toml").is_file():
        words.append(f"--ouch-deviations={folder / 'run-deviations.toml'}")
    words += ["--ouch-strict"] if facts.get("strict") else []
    words += ["--ouch-generated"] if any("/generated/" in name for name in before.scenarios) else []
    if facts["target"] == "embedded":
        words += [f"--ouch-variant={name}" for name in facts["variants"]]
    else:
        words.append(f"--ouch-target={facts['target']}")
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]


def _tell(before: RunRecord, after: RunRecord) -> None:
    """Say what is found now against what was found then."""
    found = compare(before.checks, after.checks)
    suites = f"suite {after.started.get('suite')}; the run was made with {before.started.get('suite')}"
    _say(f"\njudged again by {suites}\n{counts(found)}")
    for pair in (*found.broken, *found.fixed, *found.changed):
        _say(f"  {pair.id}: {pair.before} then, {pair.after} now: {pair.observed}")
    for pair in found.gone:
        _say(f"  {pair.id}: {pair.before} then; this suite has no such check")


def _read(path: Path) -> RunRecord:
    if path.is_file() and path.suffix == ".jsonl":
        return read_run(path)
    with _opened(path) as folder:
        return read_run(folder / EVENTS)


@contextmanager
def _opened(path: Path) -> Iterator[Path]:
    """The folder of a run's results: the one that is given, or one that a bundle is unpacked into."""
    if path.is_dir():
        yield path.resolve()
        return
    if not path.exists():
        raise ArchiveError(f"{path}: does not exist; a bundle or a folder of results is expected")
    with tempfile.TemporaryDirectory() as name:
        unpack(path, Path(name))
        yield Path(name).resolve()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
