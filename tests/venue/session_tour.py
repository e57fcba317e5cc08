"""A tour of SoupBinTCP in short dialogues with a whole venue; each gives what is to be seen of one behaviour."""

from __future__ import annotations

from collections.abc import Callable

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import PASSWORDS, PATIENCE, Member, Packet, Wire, enter, login, packet, query

BEAT = 0.1
"""Seconds between heartbeats in the dialogues that wait for some."""
QUIET = 60.0
"""Seconds between heartbeats in all others."""

Dialogue = Callable[[EmbeddedVenue], object]
DIALOGUES: dict[str, Dialogue] = {}
WAITS: dict[str, dict[str, float]] = {}
"""Dialogues that wait for time to pass, with the times of their venue."""


def dialogue(function: Dialogue) -> Dialogue:
    """Add a dialogue that needs no time."""
    DIALOGUES[function.__name__] = function
    return function


def waiting(**times: float) -> Callable[[Dialogue], Dialogue]:
    """Add a dialogue at a venue with these times."""

    def add(function: Dialogue) -> Dialogue:
        WAITS[function.__name__] = times
        return dialogue(function)

    return add


class Talker(Wire):
    """A connection that has sent a login and judges nothing."""

    def __init__(
        self, venue: EmbeddedVenue, sequence: bytes = b"0", session: bytes = b"", user: bytes = b"MEMBRA"
    ) -> None:
        super().__init__(venue.address)
        self.send(login(user, PASSWORDS[user], session, sequence))

    def takes(self, count: int, *, beats: bool = False, patience: float = PATIENCE) -> list[Packet | None]:
        """The next packets, heartbeats only where they are asked for; one that does not come in time ends the list."""
        found: list[Packet | None] = []
        try:
            while len(found) < count:
                packet = self.packet(patience)
                if beats or packet != (b"H", b""):
                    found.append(unstamped(packet))
        except TimeoutError:
            found.append((b"silence", b""))
        return found

    def hears(self, *requests: bytes) -> list[Packet | None]:
        """What comes up to the answer of an Account Query that is sent behind some requests, or up to the close."""
        for request in requests:
            self.send(packet(b"U", request))
        self.send(packet(b"U", query()))
        found: list[Packet | None] = []
        while True:
            (answer,) = self.takes(1)
            if answer is not None and answer[0] == b"S" and len(answer[1]) == 5 and answer[1][:1] == b"Q":
                return found
            found.append(answer)
            if answer in (None, (b"silence", b"")):
                return found


def unstamped(found: Packet | None) -> Packet | None:
    """A packet without the time stamp of the message in it."""
    if found is None or found[0] != b"S":
        return found
    return found[0], found[1][:1] + found[1][9:]


def kinds(found: list[Packet | None]) -> list[bytes]:
    """The types of packets; a close is an empty one."""
    return [b"" if each is None else each[0] for each in found]


def refused(venue: EmbeddedVenue, request: bytes) -> list[Packet | None]:
    """What a login is answered with, up to the close or a silence."""
    wire = Talker.__new__(Talker)
    Wire.__init__(wire, venue.address)
    wire.send(request)
    # An open connection is only to be known by its silence.
    return wire.takes(3, beats=True, patience=0.3)


def history(venue: EmbeddedVenue) -> list[bytes]:
    """Three orders of member A and what it was sent for them; the connection is dropped, not logged out."""
    member = Member(venue.address)
    found = []
    for number in (1, 2, 3):
        member.say(enter(number))
        found.append(member.sequenced())
    member.close()
    return found


# Framing


@waiting(heartbeat_interval=BEAT)
def heartbeat_bytes(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    return talker.takes(1, beats=True)


@dialogue
def in_pieces(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    order = packet(b"U", enter(1))
    for part in (order[:1], order[1:20], order[20:]):
        talker.send(part)
        # What was sent has been read once the venue's loop has gone round.
        venue.control("status")
        venue.control("status")
    return kinds(talker.takes(1, patience=0.3))


@dialogue
def login_in_pieces(venue: EmbeddedVenue) -> object:
    talker = Talker.__new__(Talker)
    Wire.__init__(talker, venue.address)
    request = login(sequence=b"0")
    # The first of them may come before the venue has taken the connection up.
    for part in (*(request[place : place + 1] for place in range(8)), request[8:]):
        talker.send(part)
        venue.control("status")
        venue.control("status")
    return kinds(talker.takes(1, patience=0.3))


@dialogue
def four_in_a_segment(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    talker.send(*(packet(b"U", enter(number)) for number in range(1, 5)))
    venue.control("status")
    venue.control("status")
    return kinds(talker.hears())


@dialogue
def line_feeds(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    return kinds(talker.hears(enter(1, quantity=0x0A0A)))


# Login


@dialogue
def accepted(venue: EmbeddedVenue) -> object:
    return Talker(venue).takes(1, beats=True)


@dialogue
def accepted_in_the_middle(venue: EmbeddedVenue) -> object:
    history(venue)
    return Talker(venue, b"3", b"DAY0001").takes(2, patience=0.3)


@dialogue
def bad_password(venue: EmbeddedVenue) -> object:
    return refused(venue, login(password=b"wrong"))


@dialogue
def bad_session(venue: EmbeddedVenue) -> object:
    return refused(venue, login(session=b"NOSUCH"))[0]


@dialogue
def other_case(venue: EmbeddedVenue) -> object:
    talker = Talker.__new__(Talker)
    Wire.__init__(talker, venue.address)
    talker.send(login(b"membra", b"ALPHA-PASS", sequence=b"0"))
    return kinds(talker.takes(1))


@dialogue
def short_credentials(venue: EmbeddedVenue) -> object:
    return kinds(Talker(venue, user=b"MEMC").takes(1))


@dialogue
def named_session(venue: EmbeddedVenue) -> object:
    return kinds(Talker(venue, session=b"DAY0001").takes(1, beats=True))


@dialogue
def resume_in_a_blank_session(venue: EmbeddedVenue) -> object:
    history(venue)
    return kinds(Talker(venue, b"4").takes(1))


@waiting(heartbeat_interval=BEAT, idle_timeout=BEAT * 5)
def kept_by_heartbeats(venue: EmbeddedVenue) -> object:
    return kept(venue, packet(b"R"))


@waiting(heartbeat_interval=BEAT, idle_timeout=BEAT * 5)
def kept_by_orders(venue: EmbeddedVenue) -> object:
    return kept(venue, packet(b"U", query()))


def kept(venue: EmbeddedVenue, life: bytes) -> bool:
    """Whether a connection that sends nothing but one kind of packet stays up for eight heartbeats of the server."""
    member, beats = Member(venue.address), 0
    while beats < 8:
        try:
            member.send(life)
            found = member.packet()
        except ConnectionError:
            return False
        if found is None:
            return False
        while found[0] != b"H":
            found = member.packet() or (b"H", b"")
        beats += 1
    return True


@dialogue
def order_behind_silence(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    talker.send(packet(b"R"), packet(b"R"))
    venue.control("status")
    venue.control("status")
    return kinds(talker.hears(enter(1)))


# Sequencing and replay


@waiting(heartbeat_interval=BEAT)
def message_behind_a_heartbeat(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    talker.takes(1, beats=True)
    talker.send(packet(b"U", enter(1)))
    return talker.takes(1)


@dialogue
def from_zero(venue: EmbeddedVenue) -> object:
    history(venue)
    return kinds(Talker(venue, b"0").takes(2, patience=0.3))


@dialogue
def from_the_first(venue: EmbeddedVenue) -> object:
    history(venue)
    return Talker(venue, b"1").takes(4, patience=0.3)[1:]


@waiting(heartbeat_interval=BEAT)
def number_after_heartbeats(venue: EmbeddedVenue) -> object:
    member = Member(venue.address)
    for _ in range(3):
        member.packet()
    member.close()
    return Member(venue.address).first - member.first


@dialogue
def resumed(venue: EmbeddedVenue) -> object:
    before = history(venue)
    again = Talker(venue, b"3")
    again.takes(1)
    try:
        return [again.packet(0.3) == (b"S", message) for message in before[1:]]
    except TimeoutError:
        return "silence"


@dialogue
def live_after_a_replay(venue: EmbeddedVenue) -> object:
    history(venue)
    again = Talker(venue, b"1")
    again.takes(1)
    again.send(packet(b"U", enter(4)))
    while (found := again.takes(1, patience=0.3)[0]) is not None and found[0] == b"S":
        if found[1][1:5] == b"\x00\x00\x00\x04":
            return "live"
    return found


@dialogue
def burst(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    for number in (1, 2):
        talker.takes(1)
        talker.send(packet(b"U", enter(number, b"S")))
    talker.takes(1)
    return [each and len(each[1]) for each in talker.hears(enter(3, quantity=200))]


@dialogue
def while_away(venue: EmbeddedVenue) -> object:
    history(venue)
    Member(venue.address, b"MEMBRB").hears(enter(1, b"S"))
    return kinds(Talker(venue, b"5").takes(2, patience=0.3))


# Heartbeats


@waiting(heartbeat_interval=BEAT)
def beats(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    try:
        return kinds([talker.packet(BEAT * 2.5)])
    except TimeoutError:
        return "late"


@waiting(heartbeat_interval=BEAT)
def beat_behind_a_message(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.send(packet(b"U", enter(1)))
    talker.takes(2)
    try:
        return kinds([talker.packet(BEAT * 2.5)])
    except TimeoutError:
        return "late"


@waiting(heartbeat_interval=BEAT, idle_timeout=BEAT * 2)
def return_after_a_lapse(venue: EmbeddedVenue) -> object:
    Member(venue.address).packets()
    venue.control("status")
    return kinds(Talker(venue).takes(1))


@waiting(login_timeout=BEAT, heartbeat_interval=QUIET)
def login_limit(venue: EmbeddedVenue) -> object:
    wire = Talker.__new__(Talker)
    Wire.__init__(wire, venue.address)
    return kinds(wire.takes(1, patience=BEAT * 2))


@waiting(idle_timeout=BEAT, heartbeat_interval=QUIET)
def idle_limit(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    return kinds(talker.takes(1, patience=BEAT * 2))


# End of session, logout, debug


@dialogue
def end_of_session(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    venue.control("end_session")
    return kinds(talker.takes(3, patience=0.3))


@dialogue
def ended_session(venue: EmbeddedVenue) -> object:
    venue.control("start_session")
    return Talker(venue, session=b"DAY0001").takes(1)


@dialogue
def next_session(venue: EmbeddedVenue) -> object:
    history(venue)
    venue.control("start_session")
    return Member(venue.address).first


@dialogue
def logout(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    talker.send(packet(b"O"))
    return kinds(talker.takes(1, patience=0.3))


@dialogue
def return_after_a_logout(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.send(packet(b"U", enter(1)))
    talker.takes(2)
    talker.send(packet(b"O"))
    talker.takes(1, patience=0.3)
    return Talker(venue, b"1").takes(3, patience=0.3)[1:]


@dialogue
def debug_before_the_login(venue: EmbeddedVenue) -> object:
    wire = Talker.__new__(Talker)
    Wire.__init__(wire, venue.address)
    wire.send(packet(b"+", b"hello"), login(sequence=b"0"))
    return kinds(wire.takes(1))


@dialogue
def debug_after_the_login(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    talker.send(packet(b"+", b"hello"))
    talker.send(packet(b"U", enter(1)))
    return kinds(talker.takes(1))


@dialogue
def unknown_packets(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    talker.send(packet(b"?", b"what"))
    return kinds(talker.hears())


@dialogue
def empty_messages(venue: EmbeddedVenue) -> object:
    talker = Talker(venue)
    talker.takes(1)
    return kinds(talker.hears(b""))


@dialogue
def second_login(venue: EmbeddedVenue) -> object:
    first = Talker(venue)
    first.takes(1)
    return kinds(Talker(venue).takes(1) + first.takes(1, patience=0.3))
