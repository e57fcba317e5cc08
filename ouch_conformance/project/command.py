"""`ouch-conformance new`: a project of your own."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.project.create import KINDS, Application, create

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """Create a project: specifications, features and profiles for protocols of your own.
`pytest` runs in it at once, against a venue inside the test run."""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand's options."""
    parser = subparsers.add_parser("new", help="create a project of your own", description=DESCRIPTION)
    parser.add_argument("--name", required=True, help="the project and its folder: a Python identifier")
    text = f"a protocol of the project and what it speaks ({', '.join(KINDS)}), as oe:ouch; repeatable"
    parser.add_argument(
        "--application", required=True, action="append", type=_application, metavar="APP:KIND", help=text
    )
    parser.add_argument("--target-dir", type=Path, default=Path(), metavar="DIR", help="where; default: here")
    parser.set_defaults(run=run)


def _application(text: str) -> Application:
    name, colon, kind = text.partition(":")
    if not (name and colon and kind):
        raise argparse.ArgumentTypeError(f"{text!r} is no APP:KIND, such as oe:ouch")
    return Application(name, kind)


def run(given: argparse.Namespace) -> int:
    """Create the project and say what to do next; ProjectError where it cannot be."""
    files = create(given.name, given.application, given.target_dir)
    place = given.target_dir / given.name
    sys.stdout.write("".join(f"{os.path.relpath(file)}\n" for file in files))
    sys.stdout.write(f"\nIt runs as it is:  cd {os.path.relpath(place)} && pytest\n")
    return 0
