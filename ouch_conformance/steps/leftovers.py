"""Orders that an earlier run left behind: found by reading the day's stream from its first message, then cancelled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ouch_conformance.client import LoginRefused
from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.heard import Heard
from ouch_conformance.judge.orders import Order
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import Appendage, WireMessage

if TYPE_CHECKING:
    from ouch_conformance.steps.member import Member


async def cancel_leftovers(member: Member) -> None:
    """Log in, read everything from message 1 on, cancel what is still open. Bounded by the profile's patience.

    Raises ConnectFailed and LoginRefused. A venue that does not answer leaves nothing known, and nothing is raised.
    A protocol without orders leaves nothing behind: the login alone is tried.
    """
    # With the other reading of 0 the latest message comes again (2.3.1): it is of an earlier run, as is the replay.
    member.replaying = True
    end = await _log_in(member, 0)
    if end is None or Kind.ENTER not in member.run.dialect.kinds.values():
        return
    await member.leave()
    member.stream.clear()
    if await _log_in(member, 1) is None:
        return
    await _come_to(member, end)
    await _read_to_the_end(member, end)
    await cancel_open(member)
    member.replaying = False


async def _log_in(member: Member, sequence: int) -> int | None:
    """The number that the venue names in Login Accepted, 0 for one that is none; None without a Login Accepted."""
    await member.connect()
    member.send_login(sequence=sequence)
    answer = await member.login_answer()
    packet = answer.packet if answer else None
    if isinstance(packet, soup.LoginRejected):
        raise LoginRefused(packet.reason)
    return packet.sequence_number or 0 if isinstance(packet, soup.LoginAccepted) else None


async def _come_to(member: Member, end: int) -> None:
    """Read on as long as messages come, up to the number where the stream ended before.

    A marker may be an order whose number counts up: with one that the earlier run used it would be ignored, or taken
    for answered by what stands in the replay.
    """
    seen, session = 0, member.session
    while session is not None and seen < (reached := session.next_number or 0) < end:
        seen = reached
        await member.until(lambda: True if (session.next_number or 0) >= end else None)


async def _read_to_the_end(member: Member, end: int) -> None:
    """Wait for the answer to a query or marker: it stands behind the whole replay, however long that is."""
    queried = member.run.may_query
    if queried:
        member.send(member.run.codec[member.run.dialect.message_name(Kind.QUERY)]())
    deadline = asyncio.get_running_loop().time() + member.run.profile.step_limit
    seen = None
    while member.session is not None and asyncio.get_running_loop().time() < deadline:
        if await (_query_answered(member, end) if queried else _marker_answered(member)):
            return
        if member.session is None or member.session.next_number == seen:
            return
        seen = member.session.next_number


async def _query_answered(member: Member, end: int) -> bool:
    """Answers of earlier runs are in the replay, too; they have numbers below `end`, where the stream ended before."""
    answer = await member.until(lambda: _answer_from(member, end))
    if answer is not None:
        member.run.note_number(member.name, 0, member.run.dialect.read(answer.message, Role.KEY, 0))
    return answer is not None


async def _marker_answered(member: Member) -> bool:
    """Where a window has to do, the replay is over when one passes without a message."""
    return (await member.marker()).proof is not None and member.has_marker


def _answer_from(member: Member, end: int) -> Heard | None:
    """The newest message, where it is the answer to a query and stands at `end` or behind it."""
    newest = member.model.general[-1] if member.model.general else None
    if newest is None or (newest.number or 0) < end:
        return None
    return newest if member.run.dialect.kind_of(newest.message) is Kind.QUERIED else None


async def cancel_open(member: Member, *, lost: bool = False) -> list[Order]:
    """Cancel every order that rests, and wait for it; what is still open when patience ends.

    Where answers may be `lost`, or late, what was not answered is cancelled as well, and nothing waited for.
    """
    unheard = member.model.unanswered() if lost else []
    for order in [*_cancellable(member), *unheard]:
        member.send(cancel_request(member, order))
    await member.until(lambda: None if _cancellable(member) else True)
    return member.model.open_orders()


def _cancellable(member: Member) -> list[Order]:
    """The orders that rest under names that a request can carry: a venue may tell of others."""
    return [order for order in member.model.open_orders() if _sayable(_name(order))]


def _sayable(name: int | str) -> bool:
    return isinstance(name, int) or (name != "" and name.isprintable())


def _name(order: Order) -> int | str:
    """The name of an order as its member says it: a venue that tells of it may have filled the field up with NUL."""
    name: int | str = order.key[1]
    return name.rstrip("\0 ") if isinstance(name, str) else name


def left_by(member: Member) -> str:
    """What a member may leave at the venue as it stands now, in words; empty where that is nothing."""
    orders = len(member.model.open_orders()) + len(member.model.unanswered())
    told = [f"{orders} order{'s' if orders > 1 else ''} in the book"] if orders else []
    sessions = [member.session, *(mirror.session for mirror in member.mirrors)]
    if any(session is not None and not session.closed for session in sessions):
        told.append("a session that is not logged out")
    if member.entry_disabled:
        told.append("a firm whose order entry is disabled")
    return f"member {member.name} (user {member.account.user}): {', '.join(told)}" if told else ""


async def enable_entry(member: Member) -> None:
    """Lift a block of the firm's order entry that the scenario set and did not lift itself."""
    if not member.entry_disabled:
        return
    run = member.run
    names = {role: run.dialect.name(Kind.ENABLE, role) for role in (Role.KEY, Role.FIRM)}
    values = {names[Role.KEY]: run.take_key(member.name, 0), names[Role.FIRM]: member.account.firm}
    member.send(run.codec[run.dialect.message_name(Kind.ENABLE)](**values))
    answer, _ = await member.next_general(Kind.ENABLED)
    member.entry_disabled = answer is None


def cancel_request(member: Member, order: Order, shares: int = 0) -> WireMessage:
    """The request that cuts an order to an intended total of `shares`; 0 cancels all of it."""
    run = member.run
    values = run.said(Kind.CANCEL, {Role.KEY: _name(order), Role.QUANTITY: shares})
    request = run.codec[run.dialect.message_name(Kind.CANCEL)](**values)
    if order.key[0] and run.dialect.channel:
        request.appendage = Appendage([(run.dialect.channel, order.key[0])])
    return request
