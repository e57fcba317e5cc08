"""The command `ouch-conformance`: a dispatcher. Each subcommand is a module with `add_parser` and what it runs.

Exit statuses: 0 done, 2 interrupted or a wrong command line, 4 bad input, said in one line.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from ouch_conformance import profile_command as profile
from ouch_conformance.archive import command as archive
from ouch_conformance.archive.errors import ArchiveError
from ouch_conformance.authoring import command as authoring
from ouch_conformance.authoring import lint_command as lint
from ouch_conformance.authoring import scenario_command as scenario
from ouch_conformance.authoring.errors import AuthoringError
from ouch_conformance.deviations import command as deviations
from ouch_conformance.deviations.first_list import DeviationsError
from ouch_conformance.draft.errors import DraftError
from ouch_conformance.generate import command as generate
from ouch_conformance.generate.output import OutputError
from ouch_conformance.profile import ProfileError
from ouch_conformance.project import command as project
from ouch_conformance.project.errors import ProjectError
from ouch_conformance.report import command as report
from ouch_conformance.report import matrix_command as matrix
from ouch_conformance.report.traceability import TraceError
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.tail import command as tail
from ouch_conformance.tail.errors import TailError
from ouch_conformance.venue import command as venue
from ouch_conformance.venue import operator_command as operator
from ouch_conformance.venue.settings import VenueError

SUBCOMMANDS = (
    venue,
    operator,
    tail,
    profile,
    authoring,
    lint,
    scenario,
    generate,
    project,
    report,
    matrix,
    deviations,
    archive,
)
BAD_INPUT: tuple[type[Exception], ...] = (
    ArchiveError,
    AuthoringError,
    DeviationsError,
    DraftError,
    OutputError,
    ProfileError,
    ProjectError,
    SpecError,
    TailError,
    TraceError,
    VenueError,
)
"""What a subcommand raises for something that its user can mend."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and give the exit status; a wrong command line exits with 2 from within argparse."""
    parser = argparse.ArgumentParser(prog="ouch-conformance", description="Protocol conformance of OUCH venues.")
    chosen = parser.add_subparsers(required=True, metavar="COMMAND")
    for subcommand in SUBCOMMANDS:
        subcommand.add_parser(chosen)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given))
    except BAD_INPUT as error:
        print(f"ouch-conformance: {error}", file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        return 2
    except BrokenPipeError:
        # Whoever reads has heard enough, as `head` does. What is left in the buffer has nowhere to go either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
