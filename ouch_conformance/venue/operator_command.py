"""`ouch-conformance operator`: one operator action on a running venue."""

from __future__ import annotations

import argparse
import json
import socket
import sys
from typing import TYPE_CHECKING, Any

from ouch_conformance.venue.settings import VenueError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

PATIENCE = 10.0


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand's options."""
    text = "Perform an operator action on a venue that was started with --operator-port."
    parser = subparsers.add_parser("operator", help="act on a running venue", description=text)
    parser.add_argument("--at", required=True, type=_address, metavar="HOST:PORT", help="the venue's operator port")
    parser.add_argument("action", metavar="ACTION", help="halt, resume, break-trade, end-session, ...")
    parser.add_argument("arguments", metavar="ARG", nargs="*", help="a value, or name=value")
    parser.set_defaults(run=run)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host:
        raise ValueError(text)
    return host, int(port)


def run(given: argparse.Namespace) -> int:
    """Ask, print what comes back if anything does; VenueError for a refusal or a port that does not answer."""
    values = [argument for argument in given.arguments if "=" not in argument]
    named = dict(argument.split("=", 1) for argument in given.arguments if "=" in argument)
    request = {**named, "action": given.action, "values": values}
    answer = _ask(given.at, json.dumps(request).encode() + b"\n")
    if not answer.get("ok"):
        raise VenueError(str(answer.get("error")))
    if answer.get("result") is not None:
        sys.stdout.write(json.dumps(answer["result"]) + "\n")
    return 0


def _ask(address: tuple[str, int], line: bytes) -> dict[str, Any]:
    where = f"{address[0]}:{address[1]}"
    try:
        with socket.create_connection(address, PATIENCE) as connection:
            connection.sendall(line)
            with connection.makefile("rb") as lines:
                answer = json.loads(lines.readline())
    except (OSError, ValueError) as error:
        raise VenueError(f"no operator answers at {where}: {error}") from None
    if not isinstance(answer, dict):
        raise VenueError(f"no operator answers at {where}: {answer!r}")
    return answer
