"""An account at several hosts that mirror each other: requests at any of them, and what each of them sends.

The member is heard at the first host, as ever. Its connections at the mirrors have records of their own, which are held
against what came there.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from ouch_conformance.client import ConnectFailed, Session, SessionError
from ouch_conformance.evidence.frames import Frame
from ouch_conformance.judge import mirror_rules as rules
from ouch_conformance.judge.dialect import Kind, Topic, judging
from ouch_conformance.judge.expect import CLOSED, MARKER, Absence
from ouch_conformance.judge.orders import Order
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps import requests
from ouch_conformance.steps.hosts import Mirrored, first_answer, log_in_at_mirrors, messages, mirrors_of
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.sentence import given, then, when
from ouch_conformance.steps.world import World, unreached, untestable

_ANSWERS = (Kind.ACCEPTED, Kind.REJECTED)


@given("{member:Member} is logged in at each mirrored host, too")
async def is_mirrored(world: World, member: str) -> None:
    """The member has a session at every mirrored host of its account, beside the one at the first host."""
    who = await _mirrored(world, member)
    for mirror in who.mirrors:
        answer = first_answer(mirror.session)
        if answer is None or not isinstance(answer.packet, soup.LoginAccepted):
            observed = type(answer.packet).NAME if answer else "no answer in time"
            raise world.unmet(unreached(f"the member is logged in at {mirror.place}", "Login Accepted", observed))


async def _mirrored(world: World, name: str, sequence: int = 0) -> Member:
    """A member that has sent a login to each mirrored host. Unmet where there is none, or one that is not there."""
    who = await world.logged_in(name)
    if not world.run.mirrors:
        raise world.unmet(
            untestable("the account has a port at a mirrored host", "mirrors under [venue] in the profile")
        )
    try:
        await log_in_at_mirrors(who, sequence)
    except ConnectFailed as failure:
        sentence = "the member connects to each mirrored host"
        raise world.unmet(unreached(sentence, "a TCP connection", str(failure))) from None
    return who


@when("{member:Member} logs in at each mirrored host, too")
async def log_in_at_each(world: World, member: str) -> None:
    """Send a Login Request to every mirrored host, while the session at the first host goes on."""
    await _mirrored(world, member)


@when("{member:Member} logs in at each mirrored host from {words:Place} on, too")
async def log_in_from(world: World, member: str, words: str) -> None:
    """Send a Login Request to every mirrored host that asks for the messages from the noted place on."""
    await _mirrored(world, member, world.bookmark(words))


@given("the requests of {member:Member} go to a mirrored host")
async def speak_there(world: World, member: str) -> None:
    """From here on the member sends its requests to the first of the mirrored hosts; the first host is still heard."""
    who = world.member(member)
    who.voice = mirrors_of(who)[0].session


@when("{member:Member} enters a {side:Side} at each mirrored host")
async def enter_at_each(world: World, member: str, side: str) -> None:
    """Send an Enter Order to every mirrored host, one after the other.

    Numbers rise: one that overtakes the order at another host would make that one a repeat.
    """
    who = world.member(member)
    for mirror in mirrors_of(who):
        who.voice = mirror.session
        order = mirror.order = await requests.send(requests.entering(world, side), who)
        if order is not None:
            await who.until(partial(_answer, who, mirror, order))
    who.voice = None


@when("{member:Member} drops the connection to each mirrored host")
async def drop_mirrors(world: World, member: str) -> None:
    """Cut the TCP connections to the mirrored hosts without a logout."""
    for mirror in mirrors_of(world.member(member)):
        mirror.session.drop()


@then("the login of {member:Member} is accepted at each mirrored host", judges=judging(Topic.OVERVIEW))
async def let_in(world: World, member: str) -> None:
    """Each mirrored host answers with Login Accepted."""
    for mirror in mirrors_of(world.member(member)):
        answer = first_answer(mirror.session)
        packet, frame = (answer.packet, answer.frame) if answer else (None, None)
        world.judge(rules.let_in(packet, mirror.place, closed=mirror.session.closed), frame)


@then("each mirrored host takes the order of {member:Member}", judges=judging(Topic.OVERVIEW))
async def takes_orders(world: World, member: str) -> None:
    """What was entered at a mirrored host is accepted, whichever host tells of it."""
    who = world.member(member)
    for mirror in mirrors_of(who):
        await _takes_order(world, who, mirror)


async def _takes_order(world: World, who: Member, mirror: Mirrored) -> None:
    order = mirror.order
    if order is None:
        raise LookupError(f"no step of this scenario enters an order at {mirror.place}")
    ended, absence = False, Absence(None, 0)
    if await who.until(lambda: _answer(who, mirror, order)) is None:
        ended = await _log_out(world, mirror)
        absence = await who.marker()
    answer = _answer(who, mirror, order)
    accepted = answer is not None and world.run.dialect.kind_of(answer) is Kind.ACCEPTED
    refusal = world.run.refusal(answer)
    outcome = rules.takes_order(answer, mirror.place, accepted=accepted, ended=ended, absence=absence, refusal=refusal)
    world.judge(outcome, order.request_frame)


def _answer(who: Member, mirror: Mirrored, order: Order) -> object | None:
    """What answers an order: heard at the first host, or at the mirror alone."""
    run = who.run
    there = (run.codec.decode(payload, "outgoing").message for _, payload in messages(mirror.session))
    # The answer to an account query names a number as well: the next one.
    answers = (each for each in there if run.dialect.kind_of(each) in _ANSWERS)
    told = (each for each in answers if who.model.key_of(each) == order.key)
    return next((each.message for each in order.heard), None) or next(told, None)


async def _log_out(world: World, mirror: Mirrored) -> bool:
    """Send a Logout Request behind all that was sent; whether the mirror has ended the connection."""
    with suppress(SessionError):
        await mirror.session.logout(world.run.profile.patience)
    return mirror.session.closed


@then("each host has sent {member:Member} the same messages", judges=judging(Topic.OVERVIEW))
async def same_messages(world: World, member: str) -> None:
    """All that the first host has sent since the login at a mirrored one came there, too: the same bytes, in order."""
    who = world.member(member)
    who.voice = None
    await who.marker()
    first = messages(who.session)
    known = [payload for _, payload in first]
    for mirror in mirrors_of(who):
        absence = await _heard_out(who, mirror, known)
        told = _up_to(known[-1:], messages(mirror.session))
        there = [payload for _, payload in told]
        found = rules.same_messages(known, there, mirror.begins, mirror.place, absence)
        about = [] if found.first is None else [first[found.first][0]]
        about += [told[-1 if found.mirror is None else found.mirror][0]] if told else []
        world.judge(found.outcome, *about)


async def _heard_out(who: Member, mirror: Mirrored, known: Sequence[bytes]) -> Absence:
    """Wait until a mirror has sent the last message that is known, and so all before it; how that is known.

    A mirror that does not send it is asked itself: what it answers to that stands behind everything else as well,
    whether or not the first host is told of it.
    """
    patience = who.run.profile.patience

    def came(session: Session) -> bool | None:
        return any([payload] == known[-1:] for _, payload in messages(session)) or None

    if await mirror.session.wait_for(came, patience):
        return Absence(MARKER, 0)
    before = len(messages(mirror.session))
    who.voice = mirror.session
    await who.marker()
    who.voice = None

    def behind(session: Session) -> bool | None:
        return any(payload not in known for _, payload in messages(session)[before:]) or came(session)

    if await mirror.session.wait_for(behind, patience):
        return Absence(MARKER, 0)
    return Absence(CLOSED if mirror.session.closed else None, patience)


def _up_to(last: Sequence[bytes], told: list[tuple[Frame, bytes]]) -> list[tuple[Frame, bytes]]:
    """What stands before and at the last message that both hosts know: what came since is another matter."""
    places = [place for place, (_, payload) in enumerate(told, 1) if [payload] == last]
    return told[: places[-1]] if places else told
