"""A member's connections at the mirrored hosts: each has a record of its own beside that of the first host."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ouch_conformance.client import Event, Session, SessionError
from ouch_conformance.evidence.frames import Frame
from ouch_conformance.evidence.printable import mirror_name
from ouch_conformance.profile.endpoints import shown
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.leftovers import cancel_request

if TYPE_CHECKING:
    from ouch_conformance.judge.orders import Order
    from ouch_conformance.steps.member import Member
    from ouch_conformance.steps.run import Run


@dataclass(slots=True)
class Mirrored:
    """A connection at a mirrored host, `place` its HOST:PORT.

    `begins` is how many messages of the first host's connection come before those that this one owes. `order` is the
    one that was entered here, where a step did so.
    """

    place: str
    session: Session
    begins: int
    order: Order | None = None


def messages(session: Session | None) -> list[tuple[Frame, bytes]]:
    """The messages of the stream that came on a connection, each with its frame."""
    events = session.events if session else []
    kept = (each for each in events if not isinstance(each.packet, soup.UnsequencedData))
    return [(each.frame, each.payload) for each in kept if each.payload is not None]


def first_answer(session: Session) -> Event | None:
    """The packet that answers the login, debug packets passed over."""
    return next((each for each in session.events if not isinstance(each.packet, soup.Debug)), None)


def mirrors_of(who: Member) -> list[Mirrored]:
    """The member's connections at the mirrored hosts. That no step opened any is a mistake of the scenario."""
    if not who.mirrors:
        raise LookupError(f"no step of this scenario logs member {who.name} in at the mirrored hosts")
    return who.mirrors


async def open_beside(run: Run, account: str, address: tuple[str, int] | None = None, mirror: int = 0) -> Session:
    """A further connection of an account, at the first host or at a mirror by its number. Raises ConnectFailed."""
    name = run.new_name(account)
    return await run.open_session(mirror_name(name, mirror) if mirror else name, address)


async def log_in_at_mirrors(who: Member, sequence: int = 0) -> list[Mirrored]:
    """Connect to every mirrored host and send a Login Request there; 0 asks for what comes from now on.

    Raises ConnectFailed, which names the host.
    """
    run = who.run
    await who.marker()
    for number, address in enumerate(run.mirrors, 1):
        session = await open_beside(run, who.name, address, number)
        told = [frame.number or 0 for frame, _ in messages(who.session)]
        begins = sum(number < sequence for number in told) if sequence else len(told)
        who.mirrors.append(Mirrored(shown(address), session, begins))
        password = who.account.password.reveal()
        with suppress(SessionError):
            session.send_packet(run.login_request(who.account.user, password, "", sequence))
        await session.wait_for(first_answer, run.profile.patience)
    return who.mirrors


async def leave_mirrors(who: Member) -> None:
    """Log out at every mirrored host; the requests go to the first one again.

    What was not answered may rest at a mirror that keeps orders of its own: it is cancelled there.
    """
    for mirror in who.mirrors if not who.run.abandoned else ():
        who.voice = mirror.session
        for order in who.model.unanswered():
            who.send(cancel_request(who, order))
    who.voice = None
    for mirror in who.mirrors:
        await mirror.session.close(who.run.profile.patience)
