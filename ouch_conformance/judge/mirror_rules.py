"""Predicates over an account at several hosts: each takes requests and sends every message (OUCH 5.0 1.3). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.expect import Absence, describe
from ouch_conformance.judge.session_rules import SessionWanted, login_accepted
from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup


@dataclass(frozen=True, slots=True)
class Compared:
    """What two hosts have sent, held against each other, and the messages that a difference shows in.

    `first` is the place of the message among those of the first host, `mirror` among those of the mirror.
    """

    outcome: Outcome
    first: int | None = None
    mirror: int | None = None


def let_in(packet: soup.Packet | None, place: str, *, closed: bool) -> Outcome:
    """A mirrored host accepts the login of an account that is logged in at another one."""
    outcome = login_accepted(packet, "", SessionWanted(), None, closed=closed)
    return replace(outcome, sentence=f"the login at {place} is accepted")


def same_messages(
    first: Sequence[bytes], mirror: Sequence[bytes], begins: int, place: str, absence: Absence
) -> Compared:
    """A mirror has sent all that the first host has sent behind its first `begins` messages, in that order.

    What it sent before that, where it was asked for earlier messages, is the first host's as well as far as the
    connection there knows it. `absence` is how it is known that the mirror has sent all that it will.
    """
    owed = first[begins:]
    sentence, expected = f"{place} sends what the first host sends", f"the {len(owed)} messages of the first host"
    if not owed:
        return Compared(Outcome(Result.UNPROVEN, sentence, expected, "there was nothing to send"))
    lost = next((place for place, message in enumerate(owed, begins) if message not in mirror), None)
    if lost is not None:
        result = Result.UNPROVEN if absence.proof is None else Result.VIOLATED
        observed = f"number {lost - begins + 1} of them is missing ({absence.words})"
        return Compared(Outcome(result, sentence, expected, observed, proof=absence.proof), lost)
    backwards = zip(reversed(first), enumerate(reversed(mirror), 1), strict=False)
    odd = next((len(mirror) - back for told, (back, message) in backwards if message != told), None)
    if odd is not None:
        observed = "a message that the first host did not send, or did not send in this place"
        return Compared(Outcome(Result.VIOLATED, sentence, expected, observed), None, odd)
    held = Outcome(Result.HELD, sentence, expected, "all of them, byte for byte")
    return Compared(held, len(first) - 1, len(mirror) - 1)


def takes_order(
    answer: object, place: str, *, accepted: bool, ended: bool, absence: Absence, refusal: str = ""
) -> Outcome:
    """A mirrored host takes an order: it is `accepted`, whichever host tells of it; `refusal` says why it is not.

    Without an answer the mirror was logged out from. `ended` is whether it ended the connection then, so that it had
    come to all that was sent before; `absence` is how it is known that the first host tells of nothing more.
    """
    sentence, expected = f"{place} takes the order", "Order Accepted"
    if answer is not None:
        return Outcome(Result.HELD if accepted else Result.VIOLATED, sentence, expected, describe(answer, refusal))
    if not ended or not absence.proven:
        return Outcome(Result.UNPROVEN, sentence, expected, "no answer in time")
    observed = f"nothing at any host, and the mirror ended the connection behind it ({absence.words})"
    return Outcome(Result.VIOLATED, sentence, expected, observed, proof=absence.proof)
