"""`ouch-conformance matrix`: what became of each requirement in a run, as text, Markdown or one HTML page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ouch_conformance.report.rendering import RENDERERS
from ouch_conformance.report.sheets import behaviour_page, matrix_page
from ouch_conformance.report.traceability import TraceError, read_traceability

TRACEABILITY = Path("reports/traceability.json")


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the program's parser."""
    parser = subparsers.add_parser("matrix", help="show the compliance matrix of a run", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=TRACEABILITY, help="what the run wrote (%(default)s)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="as Markdown")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="as one HTML page")
    parser.add_argument("--behaviour", action="store_true", help="only the questions that the documents leave open")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of to the terminal")
    parser.set_defaults(run=run, form="text")


def run(args: argparse.Namespace) -> int:
    """Render; 0. TraceError where there is nothing to render, or no place for it."""
    trace = read_traceability(args.file)
    page = behaviour_page(trace) if args.behaviour else matrix_page(trace)
    text = RENDERERS[args.form](page)
    if args.output is None:
        sys.stdout.write(text)
        return 0
    try:
        args.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TraceError(f"{args.output}: cannot be written: {error.strerror}") from None
    return 0
