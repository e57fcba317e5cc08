"""Messages whose bytes no encoder would write, and whether the venue goes on serving after one.

A member alters a sound message as a whole: cut, lengthened, of another type, with another appendage. Which fields say
what is left to the ordinary sentences: `reserved 0x51` and `raw 0` in their tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ouch_conformance.client import ConnectFailed
from ouch_conformance.judge import expect
from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import DIALECTS, Kind, Role, judging
from ouch_conformance.judge.expect import CLOSED, Absence
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.order import EVERY_FIELD, TAIL
from ouch_conformance.judge.orders import Order
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import nearest
from ouch_conformance.soup import packets as soup
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.spec.model import INTEGER_TYPES
from ouch_conformance.spec.oracles import STILL_CANCELS, STILL_ENTERS
from ouch_conformance.steps import requests
from ouch_conformance.steps.expectations import is_kind, title_of
from ouch_conformance.steps.leftovers import cancel_request, enable_entry
from ouch_conformance.steps.marker import FAR
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.sentence import then, when
from ouch_conformance.steps.tables import FORMS, MessageTable, Rows, WordTable, records_of
from ouch_conformance.steps.world import World
from ouch_conformance.wire import WireMessage

ITSELF = "itself"
"""The word for a message that is lengthened by a copy of its own bytes."""
CUT, LONGER, TYPE, APPENDAGE = "cut to", "extended by", "type", "appendage"
STILL_TAKES = "the venue still takes an order"

ABOUT_AN_ORDER: Mapping[Kind, MessageTable] = {
    Kind.REPLACE: requests.REPLACE,
    Kind.CANCEL: requests.CANCEL,
    Kind.CANCEL_BY_REFERENCE: requests.BY_REFERENCE,
    Kind.MODIFY: requests.MODIFY,
    Kind.TRADE_NOW: requests.TRADE_NOW,
}
NAMELESS = (Kind.QUERY, Kind.CANCEL_BY_REFERENCE)
"""Requests that have no name of their own."""
ON_THEIR_OWN = (Kind.ENTER, Kind.MASS_CANCEL, Kind.DISABLE, Kind.ENABLE, Kind.QUERY)


def _read_count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise ValueError(f"{text!r} is no number of bytes: a whole number from 0 on is expected")
    return int(text)


def _read_tail(text: str) -> bytes:
    return b"" if text == ITSELF else requests.hex_bytes(text)


def _read_type(text: str) -> bytes:
    code = requests.hex_bytes(text)
    if len(code) != 1:
        raise ValueError(f"{text!r} is no message type: one byte in hex is expected, such as 7A")
    return code


ALTERATIONS = WordTable({CUT: _read_count, LONGER: _read_tail, TYPE: _read_type, APPENDAGE: requests.hex_bytes})


@dataclass(frozen=True, slots=True)
class AlteredTable:
    """What is altered of the message that the sentence names: one row, a column for each alteration."""

    def lint_for(self, words: Mapping[str, Any], rows: Rows | None, protocol: str) -> list[str]:
        """What is wrong with a table, or with its absence, each with what would be right."""
        if not rows:
            return [f"nothing is altered: a table with one of the columns {', '.join(ALTERATIONS.columns)} says what"]
        problems = ALTERATIONS.lint(rows, protocol)
        message = load_protocol(protocol).message(words["message"])
        if message.appendage is None and any(record.get(APPENDAGE) for record in records_of(rows)):
            problems.append(f"{message.name} has no appendage: {CUT!r} and {LONGER!r} alter its length")
        return problems


@dataclass(frozen=True, slots=True)
class RequestNames:
    """The names of the messages that a member sends: those that speak of an order, or those that stand on their own."""

    kinds: tuple[Kind, ...]

    def problem(self, word: str, protocol: str) -> str | None:
        """What is wrong with a name, with what would be right."""
        known = self.known(protocol)
        if word in known:
            return None
        if not known:
            return f"{protocol} has no such message: its messages have sentences of their own"
        return f"{word!r} is no message that can be said here: {nearest(word, known)}"

    def known(self, protocol: str) -> list[str]:
        """The names, in the order of the dialect."""
        dialect = DIALECTS.get(protocol)
        return [name for name, kind in dialect.kinds.items() if kind in self.kinds] if dialect else []


@when(
    "{member:Member} sends an altered {message:Message}",
    named_table=AlteredTable(),
    words={"message": RequestNames(ON_THEIR_OWN)},
    generated=True,
)
async def send_altered(world: World, member: str, message: str, datatable: Rows) -> None:
    """Send a sound message after one alteration of its bytes: cut, lengthened, of another type, another appendage."""
    who = await world.logged_in(member)
    await _send(world, who, _draft(world, who, message), datatable)


@when(
    "{member:Member} sends an altered {message:Message} about {order:Order}",
    named_table=AlteredTable(),
    words={"message": RequestNames(tuple(ABOUT_AN_ORDER))},
    generated=True,
)
async def send_altered_about(world: World, member: str, message: str, order: str, datatable: Rows) -> None:
    """Send a sound message about an order after one alteration of its bytes."""
    who, kind = await world.logged_in(member), world.run.dialect.kinds[message]
    await _send(world, who, _draft_about(world, kind, world.order(order).order), datatable)


def _draft(world: World, who: Member, name: str) -> requests.Draft:
    """A sound message that speaks of no order."""
    kind = world.run.dialect.kinds[name]
    if kind is Kind.ENTER:
        return requests.entering(world, "buy", name=name)
    if kind is Kind.QUERY:
        return requests.Draft(world, kind, {})
    # Should the venue take it all the same, the scenario's end lifts the block again.
    who.entry_disabled |= kind is Kind.DISABLE
    firm = world.run.dialect.name(kind, Role.FIRM)
    return requests.Draft(world, kind, {firm: who.account.firm} if firm else {})


def _draft_about(world: World, kind: Kind, order: Order) -> requests.Draft:
    """A sound message about an order: a full cancel, a modify to what it is, a replace that changes nothing."""
    if kind is Kind.REPLACE:
        return requests.replacing(world, order)
    if kind is Kind.CANCEL_BY_REFERENCE:
        return requests.by_reference(world, order)
    said: dict[Kind, dict[Role, Any]] = {
        Kind.CANCEL: {Role.QUANTITY: 0},
        Kind.MODIFY: {Role.SIDE: order.side, Role.QUANTITY: order.intended},
    }
    return requests.about(world, kind, order, said.get(kind, {}), None, ABOUT_AN_ORDER[kind])


async def _send(world: World, who: Member, draft: requests.Draft, rows: Rows) -> None:
    """Number the message, alter its bytes and send them; the model is told of what is still legible."""
    if draft.kind not in NAMELESS:
        await requests.number(draft, who)
    record = ALTERATIONS.read(rows)[0]
    if LONGER in record and _may_end_early(world, draft.name):
        # Behind the short form two zero bytes are an Appendage Length, and no fault.
        draft.form = FORMS[1]
    message = draft.build()
    data = altered(message, record)
    mark = world.run.recorder.mark()
    who.write_freely(soup.unsequenced(data), packet=True)
    in_the_tail = set(record) <= {LONGER, APPENDAGE}
    who.note_altered(message, data, mark, frozenset({TAIL if in_the_tail else EVERY_FIELD}))


def _may_end_early(world: World, name: str) -> bool:
    """Whether the sender of a message may leave its Appendage Length out, in the revision of the profile."""
    protocol = world.run.codec.protocol
    spec = protocol.message(name)
    appendage = protocol.appendage(spec, world.run.profile.revision)
    return appendage is not None and appendage.presence == "optional"


def altered(message: WireMessage, record: Mapping[str, str]) -> bytes:
    """The bytes of a message after the alterations of a row."""
    data = message.encode()
    if APPENDAGE in record:
        data = _fixed_part(message) + requests.hex_bytes(record[APPENDAGE])
    if TYPE in record:
        data = _read_type(record[TYPE]) + data[1:]
    if LONGER in record:
        data += data if record[LONGER] == ITSELF else _read_tail(record[LONGER])
    return data[: int(record[CUT])] if CUT in record else data


def _fixed_part(message: WireMessage) -> bytes:
    """The bytes of a message that has no options, up to its Appendage Length."""
    data, spec = message.encode(), message.SPEC.appendage
    # The short form of a message that may leave the length out ends there.
    return data[: -INTEGER_TYPES[spec.length_type][0]] if spec and message.appendage is not None else data


SERVING = judging(Kind.ENTER, Kind.ACCEPTED, Kind.CANCEL, Kind.CANCELED)


@then("the venue still serves {member:Member}", judges=SERVING, generated=True)
async def still_serves(world: World, member: str) -> None:
    """A new order is accepted and then cancelled; a member whose connection the venue has closed logs in for it."""
    who = world.member(member)
    order = await _accepted(world, who)
    who.send(cancel_request(who, order))
    heard, absence = await who.next_of(order)
    sentence, wanted = "the venue still cancels an order", title_of(world, Kind.CANCELED)
    if heard is None:
        _judge(world, Kind.CANCEL, expect.absent(sentence, wanted, absence), order)
    elif not is_kind(world, heard, Kind.CANCELED) or order.live:
        _judge(world, Kind.CANCEL, expect.kind_differs(sentence, f"{wanted} of all its shares", heard), order, heard)
    else:
        _judge(world, Kind.CANCEL, expect.compared(sentence, wanted, heard, ()), order, heard)


async def _accepted(world: World, who: Member) -> Order:
    """An order of the member that was accepted; Unmet where none is."""
    sentence, wanted = STILL_TAKES, title_of(world, Kind.ACCEPTED)
    order, heard, absence = await _enter(world, who)
    if heard is None and not who.logged_in:
        # A venue may take its time to close a connection for what came before: once more, on the next one.
        order, heard, absence = await _enter(world, who)
    if heard is None:
        _judge(world, Kind.ENTER, expect.absent(sentence, wanted, absence), order)
    elif not is_kind(world, heard, Kind.ACCEPTED) or not order.live:
        _judge(world, Kind.ENTER, expect.kind_differs(sentence, f"{wanted}, live", heard), order, heard)
    else:
        _judge(world, Kind.ENTER, expect.compared(sentence, wanted, heard, ()), order, heard)
    return order


async def _enter(world: World, who: Member) -> tuple[Order, Heard | None, Absence]:
    """Enter an order that trades with nothing, on a connection that is logged in, and wait for its answer."""
    await _log_in_again(world, who)
    await enable_entry(who)
    draft = requests.entering(world, "buy")
    draft.say({Role.PRICE: world.scale.price(FAR)})
    order = await requests.send(draft, who)
    assert order is not None  # noqa: S101 - an Enter Order always is one
    return order, *await who.next_of(order)


async def _log_in_again(world: World, who: Member) -> None:
    """Log in where the venue has closed the connection: nothing forbids that, but it has to let the member in again."""
    if who.logged_in:
        return
    wanted = "a login on a new connection"
    # One that stands without a login is of no use any more.
    who.attempt(lambda session: session.drop())
    try:
        await who.connect()
    except ConnectFailed as failure:
        # Refused is an answer; where nothing answers, only time has passed.
        result = Result.VIOLATED if isinstance(failure.__cause__, ConnectionError) else Result.UNPROVEN
        _judge(world, Kind.ENTER, Outcome(result, STILL_TAKES, wanted, str(failure)))
    who.send_login()
    answer = await who.login_answer()
    who.pump()
    if answer is not None and isinstance(answer.packet, soup.LoginAccepted):
        return
    gone = who.session is None or who.session.closed
    observed = type(answer.packet).NAME if answer else CLOSED if gone else who.trouble or "no answer"
    result = Result.VIOLATED if answer or gone else Result.UNPROVEN
    _judge(world, Kind.ENTER, Outcome(result, STILL_TAKES, wanted, observed, proof=CLOSED if gone else None))


def _judge(world: World, kind: Kind, outcome: Outcome, order: Order | None = None, heard: Heard | None = None) -> None:
    """Judge under the requirement that the catalogue names for it; without one, under the scenario's own."""
    case = STILL_ENTERS if kind is Kind.ENTER else STILL_CANCELS
    catalogue = world.run.catalogues[world.run.profile.protocol]
    requirement = next((each.id for each in catalogue if any(case in oracle.cases for oracle in each.oracles)), None)
    world.judge(replace(outcome, requirement=requirement), order.request_frame if order else None, heard)
