"""`ouch-conformance generated`: print the scenarios that are made from a layout, to read and to copy."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ouch_conformance.cases.errors import CasesError
from ouch_conformance.spec.usual import USUAL

if TYPE_CHECKING:
    from argparse import _SubParsersAction

TEXT = """Print the scenarios that are made from a protocol's layout: values at their limits and beyond, broken
messages. `pytest --ouch-generated` runs them."""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `generated`."""
    parser = subparsers.add_parser("generated", help="print the scenarios made from a layout", description=TEXT)
    parser.add_argument("protocol", metavar="PROTOCOL", help=f"{USUAL} for example")
    parser.add_argument("--revision", metavar="R", help="a revision of the protocol; default: the newest")
    parser.add_argument("--message", metavar="NAME", help="only those of one message, EnterOrder for example")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print them; CasesError or SpecError where there are none of that name."""
    # The vocabulary takes long to load: too long for a start of the command that does not need it.
    from ouch_conformance.cases.make import features, file_name  # noqa: PLC0415
    from ouch_conformance.spec.errors import listed, nearest  # noqa: PLC0415
    from ouch_conformance.spec.library import protocol  # noqa: PLC0415

    layout = protocol(given.protocol)
    if given.revision not in (None, *layout.revisions):
        hint = f"allowed: {listed(layout.revisions)}"
        raise CasesError(f"{layout.name} has no revision {given.revision!r}; {hint}")
    texts = features(layout.name, given.revision)
    files = {each.name: file_name(each) for each in layout.messages if file_name(each) in texts}
    if given.message not in (None, *files):
        hint = f"{nearest(given.message, files)}; allowed: {listed(files)}"
        raise CasesError(f"no scenarios are made of {given.message!r}{hint}")
    kept = [files[given.message]] if given.message else list(texts)
    sys.stdout.write("\n".join(texts[file] for file in kept))
    return 0
