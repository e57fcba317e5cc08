"""`ouch-conformance deviations`: the first list of a venue's known deviations, made from a run that failed."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ouch_conformance.deviations.first_list import DeviationsError, FirstList, Terms, first_list
from ouch_conformance.profile.deviations import deviations_text

EVENTS = Path("reports/events.jsonl")
OUTPUT = Path("deviations.toml")
DAYS = 90
"""For how long an entry holds where nothing else is said."""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the program's parser."""
    parser = subparsers.add_parser(
        "deviations", help="list what is known to be wrong with a venue", description=__doc__
    )
    action = parser.add_subparsers(required=True, metavar="ACTION").add_parser(
        "write", help="make the first list from a run", description="Make the first list from a run."
    )
    action.add_argument("events", nargs="?", type=Path, default=EVENTS, help="the run's event stream (%(default)s)")
    action.add_argument("--owner", type=_text, default="nobody yet", help="who deals with the entries (%(default)s)")
    action.add_argument("--expires", type=_date, metavar="DATE", help=f"their last day (in {DAYS} days)")
    action.add_argument("--reason", type=_text, default="not looked at yet", help="why they are known (%(default)s)")
    action.add_argument("--link", default="", metavar="URL", help="where they are dealt with")
    action.add_argument("-o", "--output", type=Path, metavar="FILE", default=OUTPUT, help="the list (%(default)s)")
    action.add_argument("--force", action="store_true", help="replace a list that is there")
    action.set_defaults(run=run)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2027-03-31") from None


def _text(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a text is expected")
    return text


def run(args: argparse.Namespace) -> int:
    """Write the list; 0, also where no check failed and nothing is written. DeviationsError says why it cannot."""
    expires = args.expires or date.today() + timedelta(days=DAYS)
    found = first_list(args.events, Terms(args.reason, args.owner, expires, args.link))
    if not found.finished:
        sys.stdout.write("the run did not come to its end: what it did not judge is not listed\n")
    if not found.entries:
        sys.stdout.write(f"no check of {args.events} failed: nothing to list\n")
        return 0
    _write(args.output, deviations_text(found.entries, _heading(found)), force=args.force)
    sys.stdout.write(f"wrote {args.output}: {len(found.entries)} checks, until {expires.isoformat()}\n")
    return 0


def _heading(found: FirstList) -> str:
    facts = f"{found.run.get('profile', 'a venue')} ({found.run.get('target', '?')})"
    return f"Known deviations of {facts}. docs/deviations.md explains the entries.\n* in observed stands for any text."


def _write(path: Path, text: str, *, force: bool) -> None:
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise DeviationsError(f"{path} is there already; give another file with -o, or --force to replace it") from None
    except OSError as error:
        raise DeviationsError(f"{path}: cannot be written: {error.strerror}") from None
