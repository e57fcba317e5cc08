"""`ouch-conformance generate`: a message XML in, an importable module out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.generate.application import load_application
from ouch_conformance.generate.names import module_name
from ouch_conformance.generate.output import modules_in, write_files
from ouch_conformance.generate.source import init_source, module_source

if TYPE_CHECKING:
    from argparse import _SubParsersAction

INIT = "__init__.py"
EPILOG = """\
The module is named ouch_APP (PREFIX_ouch_APP with a prefix). A file that is there already is replaced where this
command wrote it (its first line says so) or it is empty; any other file is left alone unless --force is given.
The folder's __init__.py imports every module that was generated into it. Nothing is written when anything is wrong.
"""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand's options."""
    parser = subparsers.add_parser(
        "generate",
        help="write a typed Python module for a message XML",
        description="Write a typed, documented module with the messages, enums and records of a message XML, a "
        "ClientSession and connect_async.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    boolean = argparse.BooleanOptionalAction
    parser.add_argument("--spec-file", type=Path, required=True, metavar="FILE", help="the message XML")
    parser.add_argument("--app-name", required=True, metavar="APP", help="name of the application, as oe")
    parser.add_argument("--op-dir", type=Path, required=True, metavar="DIR", help="folder to write to; made if missing")
    parser.add_argument("--prefix", default="", help="prefix of the module's name")
    parser.add_argument(
        "--override-messages",
        action=boolean,
        default=False,
        help="let a later message take the place of an earlier one with its message-id, group and direction",
    )
    parser.add_argument("--init-file", action=boolean, default=True, help="write the folder's __init__.py")
    parser.add_argument("--revision", metavar="R", help="revision of the protocol; default: the newest")
    parser.add_argument("--force", action="store_true", help="replace files that this command did not write")
    parser.set_defaults(run=run, parser=parser)


def run(given: argparse.Namespace) -> int:
    """Generate; SpecError for an XML that is wrong, OutputError for files that cannot be written."""
    try:
        module = module_name(given.app_name, given.prefix)
    except ValueError as wrong:
        given.parser.error(str(wrong))
    app = load_application(given.app_name, given.spec_file, given.override_messages, given.revision)
    files = {f"{module}.py": module_source(app)}
    if given.init_file:
        files[INIT] = init_source(sorted({*modules_in(given.op_dir / INIT), module}))
    for kind, name, new in app.names.renamed:
        sys.stdout.write(f"{kind} {name} is named {new}: the name is taken\n")
    for path in write_files(given.op_dir, files, given.force):
        sys.stdout.write(f"wrote {path}\n")
    return 0
