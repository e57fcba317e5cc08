"""`ouch-conformance lint`: what is wrong in features, as a run would find it, without a run; and mending it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.authoring.errors import AuthoringError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """Find what is wrong in features: what a run would refuse, each with file and line. Needs no venue.
Status 0 where nothing is wrong, 4 where something is."""
FIX = """put right what is certain: white space, tables, the order of tags, a misspelt column or word of a table with
one near match; every change is printed"""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `lint`."""
    parser = subparsers.add_parser("lint", help="find what is wrong in features", description=DESCRIPTION)
    text = "features and folders of features; default: the folders that the ini file names"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=text)
    parser.add_argument("--fix", action="store_true", help=FIX)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print the findings; 0 or 4. AuthoringError where the project cannot be read."""
    # The vocabulary takes long to load: too long for a start of the command that does not need it.
    from ouch_conformance.authoring.linting import Desk  # noqa: PLC0415

    desk = Desk(Path.cwd(), given.paths)
    if not desk.files:
        raise AuthoringError(
            "there is no feature to read: name a path, or name folders in the ini file (ouch_features = features)"
        )
    if given.fix:
        sys.stdout.writelines(f"{line}\n" for line in desk.mend())
    sys.stdout.writelines(f"{line}\n" for line in desk.told())
    return 4 if desk.findings else 0
