"""`ouch-conformance diff`: what a gateway that speaks one protocol has to change to speak another."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ouch_conformance.difference.compare import compare
from ouch_conformance.difference.page import difference_page
from ouch_conformance.difference.side import read_side
from ouch_conformance.report.rendering import RENDERERS
from ouch_conformance.spec.errors import SpecError


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the program's parser."""
    parser = subparsers.add_parser("diff", help="compare two protocols, as a checklist", description=__doc__)
    what = "a protocol by its name or its message file, with @REVISION behind it where not the newest is meant"
    parser.add_argument("before", metavar="FROM", help=what)
    parser.add_argument("after", metavar="TO", help="the other one, likewise")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write it as Markdown")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as one HTML page, to tick off or to print")
    parser.add_argument("--all", action="store_true", help="show on the terminal what is the same, too")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Compare and show; 0. SpecError for a protocol that is not there, and where a file cannot be written."""
    before, after = read_side(given.before), read_side(given.after)
    groups = compare(before, after)
    asked = {form: file for form in ("markdown", "html") if (file := getattr(given, form)) is not None}
    for form, file in asked.items():
        _write(file, RENDERERS[form](difference_page(before, after, groups)))
        sys.stdout.write(f"{file}\n")
    if not asked:
        sys.stdout.write(RENDERERS["text"](difference_page(before, after, groups, same=given.all)))
    return 0


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SpecError(f"cannot be written: {error.strerror}", "a file in a folder that is there", file) from None
