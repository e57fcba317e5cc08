"""`ouch-conformance profile`: draft one, check whether it can be run, and what a run with it would leave open."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ouch_conformance.draft import command as draft
from ouch_conformance.profile import Profile, ProfileError, load_profile
from ouch_conformance.profile.endpoints import shown
from ouch_conformance.profile.flags import contradictions, flags_of, unanswered
from ouch_conformance.spec.sessions import OLDEST

if TYPE_CHECKING:
    from argparse import _SubParsersAction

WIDTH = 34


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `profile` with its own subcommands."""
    text = "Draft or check the profile of a venue."
    parser = subparsers.add_parser("profile", help="draft or check a venue's profile", description=text)
    chosen = parser.add_subparsers(required=True, metavar="WHAT")
    text = "Check a profile without connecting to anything, and say what a run with it would not judge."
    check = chosen.add_parser("check", help="check a profile without connecting", description=text)
    check.add_argument("file", type=Path, metavar="FILE", help="the profile")
    check.set_defaults(run=run)
    draft.add_parser(chosen)


def run(given: argparse.Namespace) -> int:
    """Print what a profile says; ProfileError where it cannot be run, behind what could be read of its flags."""
    try:
        profile = load_profile(given.file)
        _check_conditions(profile)
    except ProfileError:
        _print(_flags_read(given.file))
        raise
    _print([*_told(profile), *_forecast(profile)])
    return 0


def _check_conditions(profile: Profile) -> None:
    from ouch_conformance.plugin.conditions import check_conditions  # noqa: PLC0415 - as for the forecast
    from ouch_conformance.plugin.project import find_project  # noqa: PLC0415

    check_conditions(profile, find_project(Path.cwd()).roots)


def _print(lines: Iterable[tuple[str, str]]) -> None:
    sys.stdout.write("".join(f"{name:{WIDTH}}{text}\n" for name, text in lines))


def _told(profile: Profile) -> Iterator[tuple[str, str]]:
    yield "venue", " ".join(each for each in (profile.name, profile.product, profile.version) if each)
    yield "target", shown(profile.endpoint)
    if profile.mirrors:
        yield "mirrors", ", ".join(map(shown, profile.mirrors))
    below = "" if profile.session_protocol == OLDEST else f", over {profile.session_protocol}"
    yield "protocol", f"{profile.protocol}, revision {profile.revision}{below}"
    yield from _flags(profile.protocol, profile.features)
    for account in profile.accounts.values():
        yield f"account {account.name}", f"user {account.user}, password from {account.password_from}"
    for each in profile.instruments.values():
        use = "exclusive" if each.exclusive else "not exclusive: nothing is traded on it"
        yield f"instrument {each.role}", each.symbol + (f", {use}" if each.role != "unknown" else "")
    control = profile.control
    yield "operator", ", ".join(control.commands) if control.adapter == "command" else control.adapter


def _flags(protocol: str, features: dict[str, bool] | Any) -> Iterator[tuple[str, str]]:
    known = flags_of(protocol)
    for name, chosen in (
        ("flags true", [flag for flag in known if features.get(flag) is True]),
        ("flags false", [flag for flag in known if features.get(flag) is False]),
        ("flags missing", unanswered(protocol, features)),
        ("flags of its own", [flag for flag in features if flag not in known]),
        ("contradictions", [f"{each.problem} ({each.why})" for each in contradictions(features)]),
    ):
        yield name, ", ".join(chosen) or "none"


def _flags_read(path: Path) -> Iterator[tuple[str, str]]:
    """What can be said of the flags of a profile that is refused, whatever else is wrong with it."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return
    venue, features = document.get("venue"), document.get("features", {})
    if not isinstance(venue, dict) or not isinstance(venue.get("protocol"), str) or not isinstance(features, dict):
        return
    yield (
        "protocol",
        ", revision ".join([venue["protocol"], *([str(venue["revision"])] if "revision" in venue else [])]),
    )
    yield from _flags(venue["protocol"], features)


def _forecast(profile: Profile) -> Iterator[tuple[str, str]]:
    # The vocabulary is loaded with it: too much for a start of the command that does not need it.
    from ouch_conformance.plugin.forecast import forecast  # noqa: PLC0415
    from ouch_conformance.plugin.wiring import Plan  # noqa: PLC0415

    found = forecast(Plan(profile, frozenset()))
    yield "scenarios", str(found.scenarios)
    yield from _counted("not applicable", found.not_applicable)
    yield from _counted("not testable", found.not_testable)


def _counted(name: str, causes: Counter[str]) -> Iterator[tuple[str, str]]:
    yield name, str(causes.total())
    for cause, count in causes.most_common():
        yield "", f"{count:4}  {cause}"
