"""What SoupBinTCP 4.00 and 4.10 add to a session: data outside the sequence, and a time-out that the login states."""

from __future__ import annotations

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge import session_rules as rules
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.connection import ends_at
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.sentence import then, when
from ouch_conformance.steps.world import World


@when("the operator sends {words:Words} to {member:Member} outside the sequence")
async def send_outside(world: World, words: str, member: str) -> None:
    """The venue sends a text as Unsequenced Data, which has no number and comes once if at all."""
    who = await world.logged_in(member)
    world.outside.append(words)
    await world.operate("send-unsequenced", user=who.account.user, text=words)


@then("what came to {member:Member} outside the sequence is whole, in order and comes once", judges=("SOUP-U4",))
async def came_outside(world: World, member: str) -> None:
    """Of the texts that the operator sent each comes once at most, none before an earlier one, on all connections."""
    who = world.member(member)
    absence = await who.marker()
    events = [event for session in who.sessions for event in session.events]
    told = [event for event in events if isinstance(event.packet, soup.UnsequencedData)]
    outcome = rules.outside_the_sequence([event.payload or b"" for event in told], world.outside, absence)
    world.judge(outcome, *(event.frame for event in told))


@when("{member:Member} sends a login without a heartbeat timeout")
async def send_old_login(world: World, member: str) -> None:
    """Send a Login Request of 3.00, which states no heartbeat time-out and is five bytes shorter than that of 4.10."""
    who = world.member(member)
    if await who.try_connect():
        who.write_freely(soup.login_request(who.account.user, who.account.password.reveal()), packet=True)


@then("the venue ends the connection of {member:Member} at the timeout of its login", judges=("SOUP-H7",))
async def ends_at_timeout(world: World, member: str) -> None:
    """A silent member is cut off when the time is over that its login stated."""
    await ends_at(world, member, _stated(world, world.member(member)), "stated")


def _stated(world: World, who: Member) -> float | None:
    """The seconds that the last login on the member's connection stated."""
    name = who.session.name if who.session else ""
    sent = [each for each in world.entries() if isinstance(each, Frame) and each.session == name]
    logins = [soup.parse(each.data) for each in sent if each.way is Way.SENT]
    stated = [each.timeout_ms for each in logins if isinstance(each, soup.LoginRequest)]
    return stated[-1] / 1000 if stated and stated[-1] else None
