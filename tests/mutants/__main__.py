"""`python -m tests.mutants`: run the suite once for each defect and print what became of it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from ouch_conformance.spec.errors import nearest
from ouch_conformance.venue.defects import defects_of

from . import tables
from .runs import PROTOCOL, Order, Runs
from .score import CONFORMING, Score, order_for, score


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 where every defect was killed or is dead by the catalogue's own word, 1 otherwise."""
    given = _parser().parse_args(arguments)
    defects = defects_of(PROTOCOL)
    for name in given.only:
        if name not in defects:
            sys.exit(f"mutants: unknown defect {name!r}{nearest(name, defects)}")
    chosen = [defects[name] for name in given.only or defects]
    begun = time.monotonic()
    with Runs(given.workers) as runs:
        sound = runs.start({"none": Order((), frozenset(), strict=True, whole=True)})["none"]
        futures = runs.start({defect.name: order_for(defect, whole=given.whole) for defect in chosen})
        scores = [score(defect, futures[defect.name].result()) for defect in chosen]
        sound_status = sound.result().status
    if given.markdown:
        command = "python -m tests.mutants " + " ".join(sys.argv[1:] if arguments is None else arguments)
        page = tables.page(scores, command.strip(), datetime.now(UTC).date())
        given.markdown.write_text(page, encoding="utf-8")
    lines = _lines(scores, given.verbose)
    lines.append(f"without a defect: exit status {sound_status}; {time.monotonic() - begun:.0f} s in all")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if sound_status == CONFORMING and all(each.as_promised for each in scores) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], help="these defects instead of all")
    parser.add_argument("--whole", action="store_true", help="with all slow scenarios")
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
    return [*lines, tables.closing(scores)]


if __name__ == "__main__":
    sys.exit(main())
