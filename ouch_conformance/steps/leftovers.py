"""Orders that an earlier run left behind: found by reading the day's stream from its first message, then cancelled."""

from __future__ import annotations

import asyncio

from ouch_conformance.client import LoginRefused
from ouch_conformance.judge.dialect import Kind
from ouch_conformance.judge.orders import Order
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.member import Member
from ouch_conformance.wire import Appendage, WireMessage


async def cancel_leftovers(member: Member) -> None:
    """Log in, read everything from message 1 on, cancel what is still open. Bounded by the profile's patience.

    Raises ConnectFailed and LoginRefused. A venue that does not answer leaves nothing known, and nothing is raised.
    """
    await member.connect()
    member.replaying = True
    member.send_login(sequence=1)
    answer = await member.login_answer()
    if answer is None:
        return
    if isinstance(answer.packet, soup.LoginRejected):
        raise LoginRefused(answer.packet.reason)
    await _read_to_the_end(member)
    member.pump()
    await cancel_open(member)
    member.replaying = False


async def _read_to_the_end(member: Member) -> None:
    """Wait for the answer to a query: it stands behind the whole replay, however long that is."""
    asking = asyncio.ensure_future(member.learn_number())
    deadline = asyncio.get_running_loop().time() + member.run.profile.step_limit
    while await asking is None and asyncio.get_running_loop().time() < deadline:
        seen = len(member.session.events) if member.session else 0
        asking = asyncio.ensure_future(member.until(lambda: None))
        await asking
        if member.session is None or len(member.session.events) == seen:
            return
        asking = asyncio.ensure_future(member.learn_number())


async def cancel_open(member: Member) -> list[Order]:
    """Cancel every order that may rest, and wait for it; what is still open when patience ends."""
    for order in member.model.open_orders():
        member.send(cancel_request(member, order))
    await member.until(lambda: None if member.model.open_orders() else True)
    return member.model.open_orders()


async def enable_entry(member: Member) -> None:
    """Lift a block of the firm's order entry that the scenario set and did not lift itself."""
    if not member.entry_disabled:
        return
    run = member.run
    number = run.take_number(member.name, 0)
    request = run.codec[run.dialect.message_name(Kind.ENABLE)](**{run.dialect.key: number, "firm": member.account.firm})
    member.send(request)
    answer, _ = await member.next_general(Kind.ENABLED)
    member.entry_disabled = answer is None


def cancel_request(member: Member, order: Order, shares: int = 0) -> WireMessage:
    """The request that cuts an order to an intended total of `shares`; 0 cancels all of it."""
    run = member.run
    request = run.codec[run.dialect.message_name(Kind.CANCEL)](**{run.dialect.key: order.key[1], "quantity": shares})
    if order.key[0] and run.dialect.channel:
        request.appendage = Appendage([(run.dialect.channel, order.key[0])])
    return request
