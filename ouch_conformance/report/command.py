"""`ouch-conformance report`: Allure results in, one self-contained HTML file out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ouch_conformance.report.render import RenderError, quality_gate, render

RESULTS = Path("reports/allure-results")
OUTPUT = Path("reports/report.html")


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the program's parser."""
    parser = subparsers.add_parser("report", help="render the results of a run to one HTML file", description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of Allure results (%(default)s)")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the HTML file to write (%(default)s)")
    text = "Allure's own file of the runs before; this one is added to it (default: none)"
    parser.add_argument("--history", type=Path, metavar="FILE", help=text)
    text = "ask Allure's quality gate, too: exit status 1 where a verdict asks for another one than 0"
    parser.add_argument("--gate", action="store_true", help=text)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Render; 0, 1 where the gate is asked and not passed, or the status of what stood in the way, told in one line."""
    try:
        render(args.results, args.output, _say, args.history)
        wrong = quality_gate(args.results) if args.gate else None
    except RenderError as error:
        sys.stderr.write(f"ouch-conformance report: {error}\n")
        return error.status
    if wrong:
        _say(f"quality gate: {wrong}")
    return 1 if wrong else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
