"""`ouch-conformance new-scenario`: begin a scenario for a requirement, in the file where it belongs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.authoring.errors import AuthoringError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """Begin a scenario for a requirement in the file of its section: title, id, fields and what can judge it.
What is left to write is marked TODO; nothing runs while a TODO is left."""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `new-scenario`."""
    parser = subparsers.add_parser("new-scenario", help="begin a scenario for a requirement", description=DESCRIPTION)
    parser.add_argument("requirement", metavar="REQUIREMENT-ID", help="its id, as OUCH50-2.3-01")
    text = "the root of the features; default: the first that the ini file names"
    parser.add_argument("--features", type=Path, metavar="DIR", help=text)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Write the skeleton and say where; AuthoringError where none can be written."""
    # The vocabulary takes long to load: too long for a start of the command that does not need it.
    from ouch_conformance.authoring.place import Place  # noqa: PLC0415
    from ouch_conformance.authoring.scaffold import write_skeleton  # noqa: PLC0415
    from ouch_conformance.plugin.library import shown  # noqa: PLC0415

    root = given.features or next(iter(Place(Path.cwd()).project.roots), None)
    if root is None:
        raise AuthoringError("no ini file names features (ouch_features = features): give their root with --features")
    begun = write_skeleton(given.requirement, root)
    file = shown(begun.path)
    sys.stdout.write(f"{file}:{begun.line}\n")
    if begun.judged_at:
        sys.stdout.write(f"judged already at {', '.join(begun.judged_at)}\n")
    sys.stdout.write(f"fill each TODO, then: ouch-conformance lint {file} && pytest {file} -m {given.requirement}\n")
    return 0
