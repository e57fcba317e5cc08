"""`ouch-conformance tail`: print a member's stream as it comes."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.client.credentials import add_login_options, fitting, read_password
from ouch_conformance.profile import endpoint_argument
from ouch_conformance.soup.packets import SESSION_WIDTH
from ouch_conformance.soup.versions import Version
from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.tail.errors import TailError
from ouch_conformance.tail.follow import Login, follow
from ouch_conformance.wire import Codec

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """Log in to a venue and print what it says, one line for each message: time (UTC), number, message.
Without a protocol the messages are shown as bytes. Ctrl-C logs out."""
LARGEST_SEQUENCE = 10**20 - 1


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand's options."""
    parser = subparsers.add_parser("tail", help="print a member's stream as it comes", description=DESCRIPTION)
    parser.add_argument(
        "--target", required=True, type=endpoint_argument, metavar="HOST:PORT", help="where the venue is"
    )
    add_login_options(parser, prompts=True)
    parser.add_argument(
        "--session", default="", type=fitting(SESSION_WIDTH), metavar="S", help="default: the active one"
    )
    text = "the first message wanted; default: 1, the first of the session; 0: only what comes from now on"
    parser.add_argument("--sequence", default=1, type=_sequence, metavar="N", help=text)
    layout = parser.add_mutually_exclusive_group()
    layout.add_argument("--protocol", metavar="NAME", help="decode the messages of a protocol of the suite")
    layout.add_argument("--spec-file", type=Path, metavar="FILE", help="decode the messages of an XML file")
    parser.add_argument("--revision", metavar="R", help="revision of the protocol; default: the newest")
    parser.set_defaults(run=run)


def _sequence(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_SEQUENCE):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of at most 20 digits")
    return int(text)


def run(given: argparse.Namespace) -> int:
    """Follow the stream until Ctrl-C, the end of the session or the end of the output; TailError, SpecError."""
    codec = _codec(given)
    login = Login(
        target=given.target,
        user=given.user,
        password=read_password(given.user, given.password_env, given.password_file),
        session=given.session,
        sequence=given.sequence,
        version=Version(given.session_protocol),
    )
    try:
        asyncio.run(_until_interrupted(login, codec))
    except BrokenPipeError:
        # Nobody reads any more, as in `... | head`: the interpreter's own flush at the end must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _codec(given: argparse.Namespace) -> Codec | None:
    if given.protocol is None and given.spec_file is None:
        return None
    spec = load_protocol(given.spec_file) if given.spec_file else protocol(given.protocol)
    try:
        return Codec(spec, given.revision)
    except ValueError as error:
        raise TailError(str(error)) from None


async def _until_interrupted(login: Login, codec: Codec | None) -> None:
    task = asyncio.create_task(follow(login, codec, _write, _say))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
