"""The session under the orders: connecting, logging in, falling silent, dropping and coming back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from ouch_conformance.client import ConnectFailed, SessionError
from ouch_conformance.judge.dialect import Role
from ouch_conformance.judge.orders import Order
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps import requests
from ouch_conformance.steps.hosts import open_beside
from ouch_conformance.steps.leftovers import cancel_request
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.requests import hex_bytes
from ouch_conformance.steps.sentence import given, when
from ouch_conformance.steps.tables import Rows, WordTable, one_of
from ouch_conformance.steps.world import World, unreached

USER_WORDS = ("as given", "in lower case", "in upper case", "unknown")
PASSWORD_WORDS = ("as given", "in lower case", "in upper case", "wrong")
SESSION_WORDS = ("blank", "active", "unknown", "previous")
TIMEOUT_WORDS = ("the idle limit", "twice the idle limit", "0", "no number", "blank")
SEQUENCE = r'(?:next|0|[1-9][0-9]*|"[^"]+")(?: [+-] [0-9]+)?'
SEQUENCE_FORMS = ("left", "right", "zeros")
PAUSE = 0.001
"""Seconds between two bytes that are to arrive each in a TCP segment of its own."""


def read_sequence(text: str) -> str:
    """A cell of a column "sequence". ValueError says what would be right."""
    if not re.fullmatch(SEQUENCE, text):
        raise ValueError(f'{text!r} is no sequence number: a number, next, next + 5 or the "name" of a noted place')
    return text


LOGIN = WordTable(
    {
        "username": one_of(*USER_WORDS),
        "password": one_of(*PASSWORD_WORDS),
        "session": one_of(*SESSION_WORDS),
        "sequence": read_sequence,
        "justified": one_of(*SEQUENCE_FORMS),
        "heartbeat timeout": one_of(*TIMEOUT_WORDS),
    }
)


@given("{member:Member} is logged in")
async def is_logged_in(world: World, member: str) -> None:
    """The member has a session in which nothing of this scenario has happened yet."""
    await world.logged_in(member)


@given("{member:Member} is connected but not logged in")
async def is_connected(world: World, member: str) -> None:
    """The member has a TCP connection and has sent nothing."""
    await _connect(world, member)


async def _connect(world: World, name: str) -> Member:
    member = world.member(name)
    try:
        await member.connect()
    except ConnectFailed as failure:
        raise world.unmet(unreached("the member connects", "a TCP connection", str(failure))) from None
    return member


@given("the place in the stream of {member:Member} is noted as {words:NewPlace}")
async def note_place(world: World, member: str, words: str) -> None:
    """Remember the number of the next message, for a later login that resumes from there."""
    who = await world.logged_in(member)
    await who.marker()
    world.bookmarks[words] = (who.session.next_number if who.session else None) or 1


@given("the first message of the day to {member:Member} is noted as {words:NewPlace}")
async def note_first(world: World, member: str, words: str) -> None:
    """Remember message 1 of the session, for a later login that has everything repeated."""
    await world.logged_in(member)
    world.bookmarks[words] = 1


@when("{member:Member} logs in", table=LOGIN)
async def log_in(world: World, member: str, datatable: Rows | None = None) -> None:
    """Send a Login Request, on a new connection where none is open."""
    who = world.member(member)
    if _needs_connection(who) and not await who.try_connect():
        return
    record = next(iter(LOGIN.read(datatable)), {})
    fields = _credentials(world, who, record)
    if fields["timeout"].isdigit():
        who.send_login(**fields)
    else:
        # Wrong on purpose: nobody audits it.
        who.write_freely(world.run.login_request(**fields), packet=True)


def _needs_connection(who: Member) -> bool:
    """Whether there is none, or one that ended after its login was answered: what was closed before stays closed."""
    session = who.session
    if session is None:
        return True
    answered = session.machine.accepted is not None or session.machine.rejected is not None
    return session.closed and answered


def _credentials(world: World, who: Member, record: dict[str, str]) -> dict[str, str]:
    sequence = sequence_number(world, who, record.get("sequence", "next"))
    return {
        "user": _spelt(who.account.user, record.get("username", "as given"), "NOUSER"),
        "password": _spelt(who.account.password.reveal(), record.get("password", "as given"), "wrong-pass"),
        "session": _session_id(who, record.get("session", "blank")),
        "sequence": _justified(sequence, record.get("justified", "left")),
        "timeout": _timeout(world, record.get("heartbeat timeout", "the idle limit")),
    }


def _timeout(world: World, word: str) -> str:
    """The five characters of a heartbeat time-out, in milliseconds (4.10 2.3.1); 3.00 and 4.00 have none."""
    limit = round(world.run.profile.silence * 1000)
    known = {"the idle limit": limit, "twice the idle limit": 2 * limit, "0": 0, "no number": "soon", "blank": ""}
    return str(known[word])


def _spelt(value: str, word: str, other: str) -> str:
    if word in ("unknown", "wrong"):
        return other
    return {"as given": value, "in lower case": value.lower(), "in upper case": value.upper()}[word]


def _session_id(who: Member, word: str) -> str:
    known = who.position[0] if who.position else who.stream_id
    return {"blank": "", "active": known, "previous": who.stream_id or known, "unknown": "NOSESSION"}[word]


def sequence_number(world: World, who: Member, text: str) -> int:
    """The number that such a cell stands for."""
    base, shift = re.fullmatch(r'(next|[0-9]+|"[^"]+")( [+-] [0-9]+)?', text).groups("0")  # type: ignore[union-attr]
    offset = int(shift.replace(" ", ""))
    if base.startswith('"'):
        return world.bookmark(base.strip('"')) + offset
    if base == "next":
        return (who.position[1] if who.position else 1) + offset
    return int(base) + offset


def _justified(sequence: int, form: str) -> str:
    text = str(sequence)
    return {"left": text.ljust(20), "right": text.rjust(20), "zeros": text.zfill(20)}[form]


@when("{member:Member} logs in once more beside the first connection")
async def log_in_beside(world: World, member: str) -> None:
    """Send a second Login Request of a member that is logged in, on a connection of its own."""
    who = await world.logged_in(member)
    await who.marker()
    try:
        world.beside = await open_beside(world.run, member)
    except ConnectFailed as failure:
        raise world.unmet(unreached("the member connects once more", "a TCP connection", str(failure))) from None
    world.beside.send_packet(_login_packet(who))


@when("{member:Member} logs in one byte at a time")
async def log_in_bytewise(world: World, member: str) -> None:
    """Send a Login Request so that every byte is a TCP segment of its own."""
    who = world.member(member)
    if await who.try_connect():
        await _send_apart(who, _login_packet(who))


async def _send_apart(who: Member, packet: bytes) -> None:
    """Send a packet byte by byte, with pauses: without them TCP would join the bytes on the way."""
    if who.session is None:
        return
    try:
        await who.session.send_apart(packet, pause=PAUSE)
    except SessionError as error:
        who.trouble = str(error)


def _login_packet(who: Member) -> bytes:
    sequence = who.position[1] if who.position else 0
    return who.run.login_request(who.account.user, who.account.password.reveal(), "", sequence)


@when("{member:Member} enters a {side:Side} one byte at a time as {order:NewOrder}")
async def enter_bytewise(world: World, member: str, side: str, order: str) -> None:
    """Send an Enter Order so that every byte is a TCP segment of its own."""
    who = await world.logged_in(member)
    draft = requests.entering(world, side)
    await requests.number(draft, who)
    message = draft.build()
    data, mark = message.encode(), world.run.recorder.mark()
    world.run.own_bytes.made(message, data)
    await _send_apart(who, soup.unsequenced(data))
    world.name_order(order, who, who.note_sent(message, data, mark)[0])


@when("{member:Member} logs in and enters {first:NewOrder} and {second:NewOrder} in one segment")
async def all_in_one(world: World, member: str, first: str, second: str) -> None:
    """Send login, heartbeat and two Enter Orders with one write."""
    who = world.member(member)
    if not await who.try_connect():
        return
    drafts = [requests.entering(world, "buy"), requests.entering(world, "buy")]
    for draft in drafts:
        await requests.number(draft, who)
    messages = [draft.build() for draft in drafts]
    mark = world.run.recorder.mark()
    packets = [_login_packet(who), soup.CLIENT_HEARTBEAT, *(soup.unsequenced(each.encode()) for each in messages)]
    who.attempt(lambda session: session.send_bytes(b"".join(packets)))
    for name, message in zip((first, second), messages, strict=True):
        world.run.own_bytes.made(message, message.encode())
        world.name_order(name, who, who.note_sent(message, message.encode(), mark)[0])


@when("{member:Member} drops the connection")
async def drop(world: World, member: str) -> None:
    """Cut the TCP connection without a logout."""
    who = await world.logged_in(member)
    await who.marker()
    who.attempt(lambda session: session.drop())


@when("{member:Member} logs out")
async def log_out(world: World, member: str) -> None:
    """Send a Logout Request."""
    who = await world.logged_in(member)
    who.attempt(lambda session: session.send_packet(soup.LOGOUT))


@when("{member:Member} sends a debug packet {words:Words}")
async def send_debug(world: World, member: str, words: str) -> None:
    """Send a Debug Packet with that text."""
    world.member(member).attempt(lambda session: session.send_packet(soup.debug(words)))


@when("{member:Member} sends these bytes", docstring=hex_bytes)
async def send_raw(world: World, member: str, docstring: str) -> None:
    """Write raw bytes: hex digits, `#` begins a comment."""
    world.member(member).write_freely(hex_bytes(docstring))


@when("{member:Member} falls silent")
async def fall_silent(world: World, member: str) -> None:
    """Stop the heartbeats and send nothing at all any more."""
    who = await world.logged_in(member)
    if who.session is not None:
        who.session.heartbeats = False


@when("{member:Member} stays idle for {count:Count} heartbeat intervals")
async def stay_idle(world: World, member: str, count: int) -> None:
    """Send nothing but heartbeats for a while."""
    who = await world.logged_in(member)
    await who.until(lambda: None, count * world.run.profile.heartbeat)


@when("{member:Member} sends only debug packets for longer than the idle limit")
async def only_debug(world: World, member: str) -> None:
    """Keep the session alive by debug packets alone: no heartbeat, no message."""
    await _keep_alive(world, member, soup.debug("alive"))


@when("{member:Member} sends only messages for longer than the idle limit")
async def only_messages(world: World, member: str) -> None:
    """Keep the session alive by messages alone: cancels of an order that does not exist, which change nothing."""
    who = await world.logged_in(member)
    run = world.run
    request = cancel_request(who, Order((0, run.take_key(member, 0))))
    data = request.encode()
    await _keep_alive(world, who.name, soup.unsequenced(data), lambda: who.model.sent(request, data))


async def _keep_alive(world: World, member: str, packet: bytes, sent: Callable[[], object] = lambda: None) -> None:
    who = await world.logged_in(member)
    limit = world.run.profile.silence
    if who.session is None:
        return
    who.session.heartbeats = False
    left = limit + world.run.profile.tolerance
    end = asyncio.get_running_loop().time() + left
    while left > 0 and who.attempt(lambda session: session.send_packet(packet)):
        sent()
        await who.closed(min(left, world.run.profile.heartbeat))
        left = end - asyncio.get_running_loop().time()
    who.session.heartbeats = True


@when("{member:Member} stays idle for longer than the idle limit")
async def stay_idle_long(world: World, member: str) -> None:
    """Send nothing but heartbeats for longer than the venue's idle limit, by the profile's tolerance."""
    who = await world.logged_in(member)
    limit = world.run.profile.silence
    await who.until(lambda: None, limit + world.run.profile.tolerance)


@when("{member:Member} is silent until it is cut off")
async def silent_until_cut(world: World, member: str) -> None:
    """Send nothing at all, not even heartbeats, until the venue closes the connection."""
    who = await world.logged_in(member)
    if who.session is not None:
        who.session.heartbeats = False
    limit = world.run.profile.silence
    if not await who.closed(1.5 * limit + world.run.profile.tolerance):
        raise world.unmet(unreached("the venue cuts off a silent member", "a closed connection", "it is still open"))


@when("{member:Member} enters a {side:Side} with a line feed in its quantity as {order:NewOrder}")
async def enter_line_feed(world: World, member: str, side: str, order: str) -> None:
    """Send an Enter Order for 2,570 shares: two of the quantity's bytes are 0x0A."""
    who = await world.logged_in(member)
    draft = requests.entering(world, side)
    draft.say({Role.QUANTITY: 0x0A0A})
    await requests.send(draft, who, order)


@when("{member:Member} sends a message of {count:Count} bytes")
async def send_long(world: World, member: str, count: int) -> None:
    """Send Unsequenced Data with that many bytes that are no message."""
    who = await world.logged_in(member)
    who.write_freely(soup.unsequenced(b"?" * count), packet=True)
