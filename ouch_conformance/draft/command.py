"""`ouch-conformance profile draft`: probe a venue, write what a profile of it would say."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.client import SessionError
from ouch_conformance.client.credentials import add_login_options, read_password
from ouch_conformance.draft.errors import DraftError
from ouch_conformance.draft.probe import Target, connect, listen, query
from ouch_conformance.draft.seen import Seen
from ouch_conformance.draft.trials import Orders, names_firms, symbol_problem, try_orders
from ouch_conformance.draft.write import Known, draft_text
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.profile import endpoint_argument
from ouch_conformance.soup.versions import Version
from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.usual import USUAL
from ouch_conformance.wire import Codec, codec

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """Probe a venue and write a draft of its profile, with a comment beside every guess. The probe logs in,
listens, and asks for the account's next number. It enters orders only with --may-trade: far from the market, each
cancelled again."""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand's options."""
    parser = subparsers.add_parser("draft", help="probe a venue and draft its profile", description=DESCRIPTION)
    parser.add_argument(
        "--target", required=True, type=endpoint_argument, metavar="HOST:PORT", help="where the venue is"
    )
    parser.add_argument("--test-environment", action="store_true", help="say that the target is no production system")
    parser.add_argument("--protocol", default=USUAL, metavar="NAME", help="default: %(default)s")
    parser.add_argument("--revision", metavar="R", help="revision of the protocol; default: the newest")
    add_login_options(parser)
    parser.add_argument("--firm", default="", metavar="F", help="the firm that an order without a firm is for")
    parser.add_argument("--may-trade", action="store_true", help="enter orders in --symbol and cancel them again")
    parser.add_argument("--symbol", default="", metavar="S", help="the instrument that the suite may trade on")
    for name, default, what in (("low", "1.00", "a buy"), ("high", "199999.00", "a sell")):
        text = f"a price at which {what} meets nobody; default: %(default)s"
        parser.add_argument(f"--{name}", type=_price, default=_price(default), metavar="P", help=text)
    parser.add_argument("--patience", type=_seconds, default=2.0, metavar="S", help="for each answer; default: 2")
    parser.add_argument("--listen", type=_seconds, default=3.0, metavar="S", help="how long to only listen; default: 3")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write; default: standard output")
    parser.add_argument("--force", action="store_true", help="overwrite the file")
    parser.set_defaults(run=run)


def _price(text: str) -> Decimal:
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal(0)
    if not price.is_finite() or price <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no price above zero")
    return price


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0 and up to 600")
    return seconds


def run(given: argparse.Namespace) -> int:
    """Probe, then write the draft; DraftError and SpecError where that cannot be."""
    spec = protocol(given.protocol)
    _check(given)
    try:
        spoken = codec(given.protocol, given.revision)
    except ValueError as error:
        raise DraftError(str(error)) from None
    target = Target(
        address=given.target,
        protocol=given.protocol,
        revision=spoken.revision,
        user=given.user,
        password=read_password(given.user, given.password_env, given.password_file),
        version=Version(given.session_protocol),
        patience=given.patience,
        listen=given.listen,
    )
    if any(message.payload == "message" for message in spec.messages):
        raise DraftError(f"{given.protocol} carries no orders: a protocol for order entry is expected")
    seen = asyncio.run(_probe(target, spoken, _orders(given, spoken)))
    _write(given, draft_text(_known(given, spoken), seen, datetime.now(UTC).date()))
    for note in seen.notes:
        sys.stderr.write(f"NOTE: {note}\n")
    for order in seen.open:
        sys.stderr.write(f"WARNING: the cancel of order {order} was not confirmed: it may still rest\n")
    return 0


def _check(given: argparse.Namespace) -> None:
    """What has to be said before anything is connected to."""
    if not given.test_environment:
        raise DraftError(
            f"{given.target[0]}:{given.target[1]} is not probed: --test-environment has to say that it is a test system"
        )
    if given.may_trade:
        _check_orders(given)
    if given.output is not None and given.output.exists() and not given.force:
        raise DraftError(f"{given.output} exists: --force overwrites it")


def _check_orders(given: argparse.Namespace) -> None:
    """Where the orders go, and for whom where the protocol's orders name a firm."""
    if given.protocol not in DIALECTS:
        raise DraftError(f"--may-trade: the suite does not know the orders of {given.protocol}")
    if names_firms(given.protocol) and not (given.symbol and given.firm):
        raise DraftError("--may-trade needs --symbol and --firm: the orders are entered there and for it")
    if not given.symbol:
        raise DraftError("--may-trade needs --symbol: the orders are entered there")
    if problem := symbol_problem(given.protocol, given.symbol):
        raise DraftError(f"--symbol {given.symbol!r}: {problem}")


def _orders(given: argparse.Namespace, spoken: Codec) -> Orders | None:
    if not given.may_trade:
        return None
    fields = (field for message in spoken.protocol.messages for field in message.fields)
    decimals = next((field.decimals for field in fields if field.decimals is not None), 4)
    return Orders(given.symbol, int(given.low.scaleb(decimals)), int(given.high.scaleb(decimals)))


async def _probe(target: Target, spoken: Codec, orders: Orders | None) -> Seen:
    seen = Seen()
    line = await connect(target, spoken, seen)
    try:
        await listen(line)
        await query(line)
        if orders is not None:
            await try_orders(line, orders)
    except SessionError as error:
        raise DraftError(f"{target.place}: {error}") from None
    finally:
        await line.session.close(target.patience)
    return seen


def _known(given: argparse.Namespace, spoken: Codec) -> Known:
    source, name = ("env", given.password_env) if given.password_env else ("file", given.password_file)
    if source == "file" and given.output is not None:
        # A profile finds the file from where it stands itself.
        name = os.path.relpath(name, given.output.parent)
    quoted = str(name).replace("\\", "\\\\").replace('"', '\\"')
    return Known(
        place=f"{given.target[0]}:{given.target[1]}",
        protocol=given.protocol,
        revision=spoken.revision,
        named_revision=given.revision is not None,
        user=given.user,
        password=f'password-{source} = "{quoted}"',
        firm=given.firm,
        symbol=given.symbol,
        traded=given.may_trade,
        patience=given.patience,
        session_protocol=given.session_protocol,
    )


def _write(given: argparse.Namespace, text: str) -> None:
    if given.output is None:
        sys.stdout.write(text)
        return
    try:
        given.output.write_text(text, "utf-8")
    except OSError as error:
        raise DraftError(f"{given.output} cannot be written: {error.strerror}") from None
    sys.stderr.write(f"written: {given.output}; `ouch-conformance profile check {given.output}` says what is missing\n")
