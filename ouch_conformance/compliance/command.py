"""`ouch-conformance matrix`: what became of each requirement in a run, as text, Markdown or one HTML page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ouch_conformance.compliance.history import read_history
from ouch_conformance.compliance.page import compliance_page
from ouch_conformance.compliance.run import opened, read_kept
from ouch_conformance.report.rendering import RENDERERS
from ouch_conformance.report.sheets import behaviour_page, matrix_page
from ouch_conformance.report.traceability import TraceError, read_traceability

RUN = Path("reports/traceability.json")


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the program's parser."""
    parser = subparsers.add_parser("matrix", help="show the compliance matrix of a run", description=__doc__)
    text = "the traceability.json of a run, its folder of results or its bundle (%(default)s)"
    parser.add_argument("file", nargs="?", type=Path, default=RUN, help=text)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="as Markdown")
    form.add_argument("--html", dest="form", action="store_const", const="html", help="as one HTML page, with evidence")
    parser.add_argument("--behaviour", action="store_true", help="only the questions that the documents leave open")
    text = "with --html, earlier runs: traceability files, bundles, folders of results, or folders of these"
    parser.add_argument("--history", nargs="+", type=Path, default=[], metavar="PATH", help=text)
    text = "with --html, the messages of every scenario that did not pass (default), or of all"
    parser.add_argument("--evidence", choices=("failures", "always"), default="failures", help=text)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of to the terminal")
    parser.set_defaults(run=run, form="text")


def run(args: argparse.Namespace) -> int:
    """Render; 0. TraceError or ArchiveError where there is nothing to render, or no place for it."""
    text = _rendered(args)
    if args.output is None:
        sys.stdout.write(text)
    else:
        write_page(args.output, text)
    return 0


def _rendered(args: argparse.Namespace) -> str:
    if args.form == "html" and not args.behaviour:
        kept = read_kept(args.file)
        return compliance_page(kept, read_history(args.history, kept), args.evidence)
    with opened(args.file) as file:
        trace = read_traceability(file)
    return RENDERERS[args.form](behaviour_page(trace) if args.behaviour else matrix_page(trace))


def write_page(path: Path, text: str) -> None:
    """Write a page; TraceError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TraceError(f"{path}: cannot be written: {error.strerror}") from None
