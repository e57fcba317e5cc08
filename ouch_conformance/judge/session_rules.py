"""Predicates over the session layer: logins, replay, silence, the end of a connection. Pure functions over packets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.expect import CLOSED, MARKER, WINDOW, Absence
from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup


@dataclass(frozen=True, slots=True)
class SessionWanted:
    """What the session named in Login Accepted has to be; without either, any."""

    same_as: str | None = None
    other_than: str | None = None

    def holds(self, session: str) -> bool:
        """Whether a session is the wanted one."""
        return (self.same_as is None or session == self.same_as) and session != self.other_than

    @property
    def words(self) -> str:
        """What is wanted, in words."""
        if self.same_as is not None:
            return f"session {self.same_as!r}"
        return f"a session other than {self.other_than!r}" if self.other_than is not None else "a session"


def login_accepted(
    packet: soup.Packet | None, trouble: str, session: SessionWanted, sequence: int | None, *, closed: bool = False
) -> Outcome:
    """The first packet is Login Accepted, naming the session and the number of the next message (2.2.1)."""
    sentence, expected = "the login is accepted", "Login Accepted"
    if packet is None:
        return _no_answer(sentence, expected, trouble, closed=closed)
    if not isinstance(packet, soup.LoginAccepted):
        return Outcome(Result.VIOLATED, sentence, expected, _told(packet))
    if not packet.session_id or not session.holds(packet.session_id):
        return Outcome(Result.VIOLATED, sentence, session.words, f"session {packet.session_id!r}", field="session")
    if packet.sequence_number is None or (sequence is not None and packet.sequence_number != sequence):
        wanted = f"sequence number {sequence}" if sequence is not None else "a sequence number"
        return Outcome(Result.VIOLATED, sentence, wanted, f"sequence {packet.sequence.strip()!r}", field="sequence")
    return Outcome(Result.HELD, sentence, expected, _told(packet))


def login_refused(
    packet: soup.Packet | None, trouble: str, reason: str, words: str, *, closed: bool = False
) -> Outcome:
    """The first packet is Login Rejected with a reason (2.2.2)."""
    sentence, expected = f"the login is refused because {words}", f"Login Rejected {reason}"
    if packet is None:
        return _no_answer(sentence, expected, trouble, closed=closed)
    if not isinstance(packet, soup.LoginRejected):
        return Outcome(Result.VIOLATED, sentence, expected, _told(packet))
    if packet.reason != reason:
        return Outcome(Result.VIOLATED, sentence, expected, _told(packet), field="reason")
    return Outcome(Result.HELD, sentence, expected, _told(packet))


def login_recorded(packet: soup.Packet | None, trouble: str, *, closed: bool, waited: float) -> Outcome:
    """Whatever the venue did about a login of which the document says nothing."""
    sentence = "the answer to the login"
    if packet is not None:
        return Outcome(Result.HELD, sentence, "recorded", _told(packet))
    if closed:
        return Outcome(Result.HELD, sentence, "recorded", _CLOSED_UNANSWERED, proof=CLOSED)
    if trouble:
        return _no_answer(sentence, "an answer, or silence", trouble, closed=False)
    return Outcome(Result.HELD, sentence, "recorded", f"nothing within {waited:g} s ({WINDOW})", proof=WINDOW)


_CLOSED_UNANSWERED = "the connection is closed without an answer"


def _no_answer(sentence: str, expected: str, trouble: str, *, closed: bool) -> Outcome:
    """No answer in time proves nothing; on a connection that the venue closed, none can come any more."""
    if closed:
        return Outcome(Result.VIOLATED, sentence, expected, _CLOSED_UNANSWERED, proof=CLOSED)
    return Outcome(Result.UNPROVEN, sentence, expected, trouble or "no answer in time")


def _told(packet: soup.Packet) -> str:
    match packet:
        case soup.LoginAccepted():
            return f"Login Accepted, session {packet.session_id!r}, sequence {packet.sequence.strip()!r}"
        case soup.LoginRejected():
            return f"Login Rejected {packet.reason}"
        case soup.Malformed():
            return packet.problem
        case _:
            return packet.NAME


def only_the_answer(packets: Sequence[soup.Packet], *, closed: bool) -> Outcome:
    """Around the answer to a refused login stands nothing but debug packets, and the socket closes (2.2.2)."""
    others = [packet for packet in packets if not isinstance(packet, soup.Debug)]
    sentence, expected = "nothing but the answer comes", "one Login Rejected, then the close"
    if not others:
        return Outcome(Result.UNPROVEN, sentence, expected, "no answer in time")
    if len(others) > 1 or not isinstance(others[0], soup.LoginRejected):
        return Outcome(Result.VIOLATED, sentence, expected, ", ".join(packet.NAME for packet in others))
    proof = _how_silent(closed=closed)
    return Outcome(Result.HELD, sentence, expected, f"Login Rejected, then nothing ({proof})", proof=proof)


def connection_ended(*, closed: bool, waited: float) -> Outcome:
    """The venue closes the connection; the document sets the time: at once."""
    sentence, expected = "the venue ends the connection", "the TCP connection is closed"
    if closed:
        return Outcome(Result.HELD, sentence, expected, "closed")
    return Outcome(Result.VIOLATED, sentence, expected, f"still open after {waited:g} s ({WINDOW})", proof=WINDOW)


def ended_at(name: str, limit: float | None, after: float | None, longest: float, tolerance: float) -> Outcome:
    """When a connection that breaks the member's duty ends: the venue's own value, held to its declaration."""
    sentence = f"the venue ends the connection at its {name} limit"
    expected = f"closed after {limit:g} s" if limit is not None else "recorded"
    if after is None:
        result = Result.HELD if limit is None else Result.VIOLATED
        return Outcome(result, sentence, expected, f"still open after {longest:g} s ({WINDOW})", proof=WINDOW)
    early = limit is not None and after < limit - tolerance
    return Outcome(Result.VIOLATED if early else Result.HELD, sentence, expected, f"closed after {after:.2f} s")


def connection_stands(*, closed: bool, absence: Absence) -> Outcome:
    """The venue still answers on the connection."""
    sentence, expected = "the connection stands", "an answer on the connection"
    if closed:
        return Outcome(Result.VIOLATED, sentence, expected, "the venue has closed the connection")
    if absence.proof is None:
        return Outcome(Result.UNPROVEN, sentence, expected, f"no answer within {absence.waited:g} s")
    observed = "answered" if absence.proof == MARKER else "not closed"
    return Outcome(Result.HELD, sentence, expected, f"{observed} ({absence.proof})", proof=absence.proof)


def no_silence(times_ns: Sequence[int], now_ns: int, interval: float, tolerance: float) -> Outcome:
    """The venue sends something at least once in every heartbeat interval (1.3), the last one up to now included."""
    sentence = "the venue is never silent for longer than the heartbeat interval"
    expected = f"no gap above {interval + tolerance:g} s"
    if not times_ns:
        return Outcome(Result.UNPROVEN, sentence, expected, "no packet in all")
    longest = max(later - earlier for earlier, later in pairwise([*times_ns, now_ns])) / 1e9
    result = Result.HELD if longest <= interval + tolerance else Result.VIOLATED
    return Outcome(result, sentence, expected, f"longest gap {longest:.3f} s ({WINDOW})", proof=WINDOW)


def replayed(
    told: Sequence[tuple[int | None, bytes]], stream: Mapping[int, bytes], first: int, last: int, absence: Absence
) -> Outcome:
    """Every message from `first` to `last` came again, in order and byte for byte as it was first delivered (1.2)."""
    sentence = f"messages {first} to {last} are repeated byte for byte"
    expected = f"{last - first + 1} messages, then the stream goes on"
    if last < first:
        return Outcome(Result.UNPROVEN, sentence, expected, "there was nothing to repeat")
    numbers, wanted = [number for number, _ in told], range(first, last + 1)
    for number, payload in told:
        known = stream.get(number or 0)
        if number in wanted and payload != known:
            was = known.hex(" ") if known is not None else "never delivered"
            return Outcome(Result.VIOLATED, sentence, f"message {number}: {was}", payload.hex(" "))
    if absence.proof is None:
        return Outcome(Result.UNPROVEN, sentence, expected, "the marker behind the replay was not answered")
    if numbers[: len(wanted)] != list(wanted):
        return Outcome(Result.VIOLATED, sentence, expected, f"numbers {numbers[:3]} ... ({len(numbers)} messages)")
    observed = f"{len(told)} messages from {first} on ({absence.proof})"
    return Outcome(Result.HELD, sentence, expected, observed, proof=absence.proof)


def continued(numbers: Sequence[int | None], last: int, absence: Absence) -> Outcome:
    """The first message on the connection is the one behind the last that was heard before."""
    sentence, expected = "the stream goes on without a repeat", f"message {last + 1} first"
    if not numbers and last and absence.proven:
        # Without a marker nothing goes on with the stream by itself: that nothing was repeated has to do.
        return _nothing(sentence, expected, absence.proof or "")
    if not numbers:
        return Outcome(Result.UNPROVEN, sentence, expected, f"no message ({absence.words})")
    result = Result.HELD if numbers[0] == last + 1 else Result.VIOLATED
    return Outcome(result, sentence, expected, f"message {numbers[0]} first")


def well_formed(count: int, faults: Sequence[str]) -> Outcome:
    """No packet of the venue departs from the document."""
    sentence, expected = "every packet is well formed", "packets of types and lengths that the document names"
    if faults:
        return Outcome(Result.VIOLATED, sentence, expected, faults[0])
    result = Result.HELD if count else Result.UNPROVEN
    return Outcome(result, sentence, expected, f"{count} packets, all of them")


def padded(name: str, text: str | None, stated: str) -> Outcome:
    """A field of Login Accepted stands on the right, with spaces before it (2.2.1), or where the venue states it.

    A venue that states the other side keeps its word, not the document's: it passes leniently.
    """
    sentence = f"the {name} is padded on the {stated}"
    expected = "its last character in the last place" if stated == "left" else "its first character in the first place"
    if text is None:
        return Outcome(Result.UNPROVEN, sentence, expected, "no Login Accepted")
    blank = text[-1:] if stated == "left" else text[:1]
    if not text.strip() or blank == " ":
        return Outcome(Result.VIOLATED, sentence, expected, repr(text), field=name)
    held = Result.HELD if stated == "left" else Result.LENIENT
    return Outcome(held, sentence, expected, repr(text), field=name)


_SECOND_LOGINS = {
    "takeover": "Login Accepted, and the first connection ends",
    "refuse": "Login Rejected, and the first connection stands",
    "mirror": "Login Accepted, and the first connection stands",
}
"""What a profile can state of a second login, and what that looks like."""


def second_login(packet: soup.Packet | None, stated: str | None, *, closed: bool, absence: Absence) -> Outcome:
    """What became of two connections of one member: the document is silent, so that the venue's word counts.

    `closed` is whether the first connection ended, `absence` how it is known that it stands.
    """
    sentence, expected = "a second login does what the venue states", _SECOND_LOGINS.get(stated or "", "recorded")
    if packet is None or not (closed or absence.proven):
        return Outcome(Result.UNPROVEN, sentence, expected, "no answer in time")
    first = "ends" if closed else "stands"
    proof = None if closed else absence.proof
    observed = f"{_told(packet)}, and the first connection {first}" + (f" ({proof})" if proof else "")
    held = stated is None or expected == f"{packet.NAME}, and the first connection {first}"
    return Outcome(Result.HELD if held else Result.VIOLATED, sentence, expected, observed, proof=proof)


def one_connection(packet: soup.Packet | None, *, closed: bool, absence: Absence) -> Outcome:
    """What became of two connections of one member where a protocol lets it have one: either may be the one.

    `closed` is whether the first connection ended, `absence` how it is known that it stands.
    """
    sentence, expected = "one connection of the member is left", "the first one ends, or the second login is rejected"
    if packet is None or not (closed or absence.proven):
        return Outcome(Result.UNPROVEN, sentence, expected, "no answer in time")
    first = "ends" if closed else f"stands ({absence.proof})"
    both = isinstance(packet, soup.LoginAccepted) and not closed
    observed = f"{_told(packet)}, and the first connection {first}"
    return Outcome(Result.VIOLATED if both else Result.HELD, sentence, expected, observed)


def became(packets: Sequence[soup.Packet], *, closed: bool) -> Outcome:
    """What the venue did about something of which the document says nothing."""
    told = [packet.NAME for packet in packets if not isinstance(packet, soup.ServerHeartbeat)]
    proof = _how_silent(closed=closed)
    observed = ", ".join([*told, CLOSED if closed else f"the connection stays open ({proof})"])
    return Outcome(Result.HELD, "what became of the connection", "recorded", observed, proof=proof)


def from_zero(
    packet: soup.Packet | None,
    following: int | None,
    numbers: Sequence[int | None],
    choice: str | None,
    absence: Absence,
) -> Outcome:
    """A login from 0: the next number and no repeat, or the last and one repeat (2.3.1), as the profile declares."""
    sentence, expected = "a login from 0 starts at the end of the stream", f"number {following} or the one before it"
    if packet is None or following is None or absence.proof is None:
        return Outcome(Result.UNPROVEN, sentence, expected, "no answer in time")
    if not isinstance(packet, soup.LoginAccepted):
        return Outcome(Result.VIOLATED, sentence, expected, _told(packet))
    legal = {"next": (following,), "last": (following - 1,), None: (following, following - 1)}[choice]
    told = packet.sequence_number
    if told not in legal or (numbers and numbers[0] != told):
        return Outcome(Result.VIOLATED, sentence, expected, f"number {told}, message {list(numbers)[:1]} first")
    return Outcome(Result.HELD, sentence, expected, f"number {told}")


def nothing_behind_the_end(packets: Sequence[soup.Packet], *, closed: bool) -> Outcome:
    """Behind End of Session stands no message (1.4); a debug packet is none (2.1)."""
    sentence, expected = "nothing comes behind the end of the session", "no message behind End of Session"
    ends = [index for index, packet in enumerate(packets) if isinstance(packet, soup.EndOfSession)]
    if not ends:
        return Outcome(Result.UNPROVEN, sentence, expected, "no End of Session came")
    behind = _messages(packets[ends[0] + 1 :])
    if behind:
        return Outcome(Result.VIOLATED, sentence, expected, ", ".join(behind))
    return _nothing(sentence, expected, _how_silent(closed=closed))


def no_reply(behind: Sequence[soup.Packet], *, closed: bool) -> Outcome:
    """A logout is answered by the close alone (2.3.4)."""
    sentence, expected, names = "the venue closes without a reply", "no packet", _messages(behind)
    if names:
        return Outcome(Result.VIOLATED, sentence, expected, ", ".join(names))
    return _nothing(sentence, expected, _how_silent(closed=closed))


def _messages(packets: Sequence[soup.Packet]) -> list[str]:
    """The names of the packets that say something: heartbeats and debug packets may come at any time."""
    return [packet.NAME for packet in packets if not isinstance(packet, soup.ServerHeartbeat | soup.Debug)]


def _how_silent(*, closed: bool) -> str:
    """How it is known that nothing more came where no marker can be asked."""
    return CLOSED if closed else WINDOW


def _nothing(sentence: str, expected: str, proof: str) -> Outcome:
    return Outcome(Result.HELD, sentence, expected, f"nothing ({proof})", proof=proof)


def debug_unanswered(packets: Sequence[soup.Packet], text: str, absence: Absence) -> Outcome:
    """A debug packet has no answer (2.1). The venue's own may come at any time: an answer is one with the same text."""
    sentence, expected = "the venue does not answer the debug packet", f"no debug packet {text!r}"
    if any(isinstance(packet, soup.Debug) and text.encode() in packet.text for packet in packets):
        return Outcome(Result.VIOLATED, sentence, expected, f"Debug {text!r}")
    if not absence.proven:
        return Outcome(Result.UNPROVEN, sentence, expected, absence.words, proof=absence.proof)
    return _nothing(sentence, expected, absence.proof or "")


def outside_the_sequence(told: Sequence[bytes], sent: Sequence[str], absence: Absence) -> Outcome:
    """Unsequenced Data comes whole, at most once and in the order of its making, or not at all (4.00 2.2.4)."""
    sentence, expected = "what came outside the sequence is whole, in order and comes once", ", ".join(map(repr, sent))
    places = [next((i for i, text in enumerate(sent) if text.encode() in payload), -1) for payload in told]
    observed = ", ".join(repr(payload.decode("latin-1")) for payload in told) or "nothing"
    if -1 in places or any(later <= earlier for earlier, later in pairwise(places)):
        return Outcome(Result.VIOLATED, sentence, expected, observed)
    if not told or not absence.proven:
        return Outcome(Result.UNPROVEN, sentence, expected, f"{observed} ({absence.words})")
    return Outcome(Result.HELD, sentence, expected, observed, proof=absence.proof)
