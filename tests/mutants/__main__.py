"""`python -m tests.mutants`: run the suite once for each defect and print what became of it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ouch_conformance.spec.errors import nearest
from ouch_conformance.venue.defects import defect_names

from . import tables
from .runs import PROTOCOLS, Order, Runs, Scope
from .score import CONFORMING, Score, order_for, score, sought


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 where every defect was killed or is dead by the catalogue's own word, 1 otherwise."""
    given = _parser().parse_args(arguments)
    protocols = given.protocol or PROTOCOLS
    for name in given.only:
        if name not in defect_names():
            sys.exit(f"mutants: unknown defect {name!r}{nearest(name, defect_names())}")
    begun = time.monotonic()
    with Runs(given.workers) as runs:
        scores, sound_status = _scores(runs, protocols, given.only, Scope.FULL if given.full else Scope.OWN)
    if given.markdown:
        command = "python -m tests.mutants " + " ".join(sys.argv[1:] if arguments is None else arguments)
        page = tables.page(scores, command.strip(), datetime.now(UTC).date())
        given.markdown.write_text(page, encoding="utf-8")
    lines = _lines(scores, given.verbose)
    lines.append(f"without a defect: exit status {sound_status}; {time.monotonic() - begun:.0f} s in all")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if sound_status == CONFORMING and all(each.as_promised for each in scores) else 1


def _scores(runs: Runs, protocols: Sequence[str], only: Sequence[str], scope: Scope) -> tuple[list[Score], int]:
    """The scores of the defects of some protocols, and the worst exit status of a run without a defect."""
    chosen = {name: [each for each in sought(name) if not only or each.name in only] for name in protocols}
    sound = [
        runs.start({"none": Order((), frozenset(), strict=True, scope=Scope.WHOLE, protocol=name)})["none"]
        for name, defects in chosen.items()
        if defects
    ]
    futures = {
        name: runs.start({each.name: order_for(each, scope, name) for each in defects})
        for name, defects in chosen.items()
    }
    scores = []
    for name, defects in chosen.items():
        for each in defects:
            scores.append(score(each, futures[name][each.name].result()))
            sys.stderr.write(f"{len(scores)} of {sum(map(len, chosen.values()))}: {each.name} {scores[-1].fate}\n")
    return scores, max(each.result().status for each in sound)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], help="these defects instead of all")
    parser.add_argument("--protocol", choices=PROTOCOLS, nargs="+", help="the defects of these protocols alone")
    parser.add_argument(
        "--full",
        action="store_true",
        help="the whole suite for each defect, not only the scenarios of its requirements",
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="runs at a time")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the results as a page")
    parser.add_argument("--verbose", action="store_true", help="tell which other scenarios went red")
    return parser


def _lines(scores: list[Score], verbose: bool) -> list[str]:
    head = ("defect", "fate", "requirement", "others green", "time", "killed by")
    lines = tables.aligned([head, *(tables.line(each) for each in scores)])
    if verbose:
        details = [tables.details(each) for each in scores]
        lines[1:] = [text for line, more in zip(lines[1:], details, strict=True) for text in (line, *more)]
    return [*lines, *tables.closings(scores)]


if __name__ == "__main__":
    sys.exit(main())
