"""The command `ouch-conformance`: a dispatcher. Each subcommand is a module with `add_parser` and what it runs.

Exit statuses: 0 done, 2 interrupted or a wrong command line, 4 bad input, said in one line.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

PACKAGE = "ouch_conformance"
COMMANDS = {
    "venue": "venue_command",
    "operator": "venue.operator_command",
    "tail": "tail.command",
    "profile": "profile_command",
    "steps": "authoring.command",
    "fields": "authoring.command",
    "lint": "authoring.lint_command",
    "new-scenario": "authoring.scenario_command",
    "generated": "cases.command",
    "generate": "generate.command",
    "new": "project.command",
    "report": "report.command",
    "matrix": "compliance.command",
    "diff": "difference.command",
    "deviations": "deviations.command",
    "bundle": "archive.command",
    "judge": "archive.command",
    "compare": "archive.command",
}
"""Each command and the module of the package that adds it. Only the module that is asked for is loaded."""
BAD_INPUT = {
    "archive.errors": "ArchiveError",
    "authoring.errors": "AuthoringError",
    "cases.errors": "CasesError",
    "client.credentials": "CredentialsError",
    "deviations.first_list": "DeviationsError",
    "draft.errors": "DraftError",
    "generate.output": "OutputError",
    "profile.errors": "ProfileError",
    "project.errors": "ProjectError",
    "spec.errors": "SpecError",
    "report.traceability": "TraceError",
    "tail.errors": "TailError",
    "venue.settings": "VenueError",
}
"""What a command raises for something that its user can mend, by module."""


def _commands(arguments: Sequence[str]) -> list[ModuleType]:
    """The modules that this command line needs: all of them for a list of the commands."""
    asked = COMMANDS.get(arguments[0]) if arguments else None
    return [import_module(f"{PACKAGE}.{name}") for name in ([asked] if asked else dict.fromkeys(COMMANDS.values()))]


def _bad_input() -> tuple[type[Exception], ...]:
    """The errors of the modules that are loaded: no other can be raised."""
    loaded = {name: sys.modules.get(f"{PACKAGE}.{name}") for name in BAD_INPUT}
    return tuple(getattr(module, BAD_INPUT[name]) for name, module in loaded.items() if module is not None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and give the exit status; a wrong command line exits with 2 from within argparse."""
    parser = argparse.ArgumentParser(prog="ouch-conformance", description="Protocol conformance of OUCH venues.")
    chosen = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _commands(sys.argv[1:] if arguments is None else arguments):
        command.add_parser(chosen)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given))
    except Exception as error:
        if not isinstance(error, (*_bad_input(), BrokenPipeError)):
            raise
        return _told(error)
    except KeyboardInterrupt:
        return 2


def _told(error: Exception) -> int:
    """Say what is wrong with the input; nothing is where whoever reads a pipe has heard enough, as `head` does."""
    if not isinstance(error, BrokenPipeError):
        print(f"ouch-conformance: {error}", file=sys.stderr)
        return 4
    # What is left in the buffer has nowhere to go either.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
