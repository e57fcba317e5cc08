"""From the event stream of a run to the entries of a list of deviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ouch_conformance.evidence.stream import read_events
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import ANYTHING, Deviation

_EVENTS_NEEDED = "the events.jsonl of a run is expected"
_PASSING = re.compile(
    r"(?<=\bnum )\d+|(?<=\bnumber )\d+|(?<=\bmessage )\d+|(?<=\bat line )\d+"  # numbers of the day, lines of a feature
    r"|(?<=\bord id ')[^']*"  # ids that the suite makes up
    r"|\d+(?:\.\d+)?(?= m?s\b)|\d{7,}|^\d+(?= again$)"  # times, references
    r"|(?:\b[0-9a-f]{2} ){7,}[0-9a-f]{2}\b"  # bytes of a whole message
)
"""What differs from run to run in the text of an observation, though the venue does the same."""


class DeviationsError(Exception):
    """No list can be made: the message names the file and what would be right."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the new entries say besides what the run found."""

    reason: str
    owner: str
    expires: date
    link: str = ""


@dataclass(frozen=True, slots=True)
class FirstList:
    """The entries of a list, and the facts of the run that it was made from."""

    run: Mapping[str, Any]
    entries: tuple[Deviation, ...]
    finished: bool


def first_list(events: Path, terms: Terms) -> FirstList:
    """An entry for each check of a run that failed, and for each that was not reached because of it.

    An entry that the run's own list held already, and that held, is taken over as it is. DeviationsError where the
    file is no event stream.
    """
    try:
        found = list(read_events(events))
    except OSError as error:
        raise DeviationsError(f"{events}: cannot be read: {error.strerror}; {_EVENTS_NEEDED}") from None
    except ValueError as error:
        raise DeviationsError(f"{error}; {_EVENTS_NEEDED}") from None
    if not found or found[0].get("event") != "run started":
        raise DeviationsError(f"{events}: no event stream; {_EVENTS_NEEDED}")
    entries = tuple(entry for checks in _by_scenario(found) for entry in _entries(checks, terms))
    return FirstList(found[0], entries, found[-1].get("event") == "run finished")


def _by_scenario(events: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """The checks of each scenario; those in which the suite was at fault are left out."""
    checks: list[Mapping[str, Any]] = []
    for event in events:
        if event["event"] == "check":
            checks.append(event)
        elif event["event"] == "scenario finished":
            if event["verdict"] != Verdict.HARNESS_ERROR:
                yield checks
            checks = []


def _entries(checks: Iterable[Mapping[str, Any]], terms: Terms) -> Iterator[Deviation]:
    found = [(check, _found(check)) for check in checks]
    if not any(verdict is Verdict.FAIL for _, verdict in found):
        return
    for check, verdict in found:
        # What stands behind a failure was not reached, and would leave the run incomplete.
        if verdict is Verdict.FAIL or (verdict is Verdict.INCONCLUSIVE and not check["fired"]):
            yield _entry(check, verdict, terms)


def _found(check: Mapping[str, Any]) -> Verdict:
    """The verdict of a check without the list that its run was held against."""
    return Verdict(check["listed"]["found"] if check.get("listed") else check["verdict"])


def _entry(check: Mapping[str, Any], verdict: Verdict, terms: Terms) -> Deviation:
    listed = check.get("listed")
    if listed and not listed["why"]:
        known = listed["deviation"]
        texts = {name: known[name] for name in ("check", "verdict", "observed", "reason", "owner", "link")}
        return Deviation(**texts, expires=date.fromisoformat(known["expires"]))
    observed = steady(check["observed"])
    return Deviation(check["id"], verdict, observed, terms.reason, terms.owner, terms.expires, terms.link)


def steady(observed: str) -> str:
    """An observation with `*` for what differs from run to run, on one line."""
    return _PASSING.sub(ANYTHING, " ".join(observed.split())) or ANYTHING
