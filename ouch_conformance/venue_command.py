"""`ouch-conformance venue`: the reference venue as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.profile import reference_profile
from ouch_conformance.reference_venue import described
from ouch_conformance.spec.library import add_protocol
from ouch_conformance.spec.sessions import SESSIONS
from ouch_conformance.venue import variants
from ouch_conformance.venue.defects import defects_of
from ouch_conformance.venue.settings import VenueSettings
from ouch_conformance.venue.venue import Address, Venue

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DEFAULTS = VenueSettings()


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand's options."""
    text = "Run the reference venue until it is interrupted."
    more = "variants (legal alternatives that --variant plays):\n  " + "\n  ".join(variants.listed())
    parser = subparsers.add_parser(
        "venue",
        help="run the reference venue",
        description=text,
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    spoken = parser.add_mutually_exclusive_group()
    spoken.add_argument("--protocol", default=DEFAULTS.protocol, metavar="NAME", help="default: %(default)s")
    spoken.add_argument("--spec-file", type=Path, metavar="FILE", help="speak the messages of an XML file, by rule")
    parser.add_argument("--revision", metavar="R", help="revision of the protocol; default: the newest")
    parser.add_argument(
        "--session-protocol",
        default=DEFAULTS.session_protocol,
        metavar="NAME",
        help=f"the session below it: {', '.join(SESSIONS)}; default: %(default)s",
    )
    parser.add_argument("--host", default=DEFAULTS.host, help="default: %(default)s")
    parser.add_argument("--port", type=_port, default=0, help="default: a free one")
    parser.add_argument(
        "--mirror",
        dest="mirrors",
        action="append",
        type=_port,
        default=[],
        metavar="P",
        help="a further port at which the accounts are mirrored (0: a free one); repeatable",
    )
    parser.add_argument("--operator-port", type=_port, metavar="P", help="take operator actions here (0: a free port)")
    parser.add_argument("--defect", action="append", default=[], metavar="NAME", help="switch a defect on; repeatable")
    parser.add_argument("--variant", action="append", default=[], metavar="NAME", help="play a variant; repeatable")
    parser.add_argument("--list-defects", action="store_true", help="list the defects of the protocol and exit")
    for name, default in (
        ("heartbeat", DEFAULTS.heartbeat_interval),
        ("login-timeout", DEFAULTS.login_timeout),
        ("idle-timeout", DEFAULTS.idle_timeout),
        ("time-scale", DEFAULTS.time_scale),
    ):
        kind = "factor for the seconds that members ask for" if name == "time-scale" else "seconds"
        parser.add_argument(f"--{name}", type=float, default=default, metavar="S", help=f"{kind}; default: %(default)s")
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise ValueError(text)
    return port


def run(given: argparse.Namespace) -> int:
    """Run a venue, or list what can be wrong with one; VenueError and SpecError for what cannot be run."""
    if given.list_defects:
        sys.stdout.write("".join(_listed(given.session_protocol, given.protocol)))
        return 0
    asyncio.run(_serve(Venue(settings_of(given))))
    return 0


def settings_of(given: argparse.Namespace) -> VenueSettings:
    """The venue that a command line asks for; VenueError and SpecError for what cannot be."""
    settings = replace(
        VenueSettings(protocol=add_protocol(given.spec_file)) if given.spec_file else _usual(given.protocol),
        revision=given.revision,
        session_protocol=given.session_protocol,
        host=given.host,
        port=given.port,
        operator_port=given.operator_port,
        mirror_ports=tuple(given.mirrors),
        heartbeat_interval=given.heartbeat,
        login_timeout=given.login_timeout,
        idle_timeout=given.idle_timeout,
        time_scale=given.time_scale,
        defects=frozenset(given.defect),
    )
    return variants.played(settings, given.variant)


def _usual(protocol: str) -> VenueSettings:
    """The venue that the protocol's reference profile describes, so that the profile fits it; the usual one without."""
    known = None if protocol in SESSIONS else reference_profile(protocol)
    return described(known) if known else VenueSettings(protocol=protocol)


def _listed(*protocols: str) -> list[str]:
    defects = {name: defect for protocol in protocols for name, defect in defects_of(protocol).items()}
    width = max(map(len, defects), default=0)
    return [
        f"{defect.name:{width}}  {defect.layer:7}  {', '.join(defect.requirements)}: {defect.doc}\n"
        for defect in defects.values()
    ]


async def _serve(venue: Venue) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await venue.start()
    _say("listening on", venue.address)
    for address in venue.mirrors:
        _say("mirror on", address)
    if venue.operator_address is not None:
        _say("operator on", venue.operator_address)
    await stop.wait()
    await venue.stop()


def _say(what: str, address: Address) -> None:
    sys.stdout.write(f"{what} {address[0]}:{address[1]}\n")
    sys.stdout.flush()
