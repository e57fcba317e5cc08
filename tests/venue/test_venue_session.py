"""Sessions at the reference venue (SoupBinTCP 3.00): login, replay, heartbeats, ends."""

from __future__ import annotations

import itertools
import socket
import time

import pytest

from ouch_conformance.venue import EmbeddedVenue, VenueError, VenueSettings
from tests.venue.hand_written import Member, Opener, Wire, enter, eventually, login, packet, query, told

BEAT = 0.1
"""Seconds between heartbeats where a test waits for some."""


def answer(venue: EmbeddedVenue, request: bytes) -> list[tuple[bytes, bytes]]:
    """What a connection is sent until the venue closes it."""
    wire = Wire(venue.address)
    wire.send(request)
    return wire.packets()


def test_login_accepted_in_33_bytes(venue: EmbeddedVenue) -> None:
    """SOUP-L3, SOUP-L5, SOUP-L6: session padded on the left to 10, sequence to 20; then the messages from there."""
    wire = Wire(venue.address)
    wire.send(login(sequence=b"1"))

    assert wire.packet() == (b"A", b"   DAY0001" + b"1".rjust(20))
    kind, payload = wire.packet() or (b"", b"")
    assert (kind, payload[:1], payload[9:]) == (b"S", b"S", b"S")


@pytest.mark.parametrize(
    ("user", "password"),
    [
        pytest.param(b"MEMBRA", b"alpha-pass", id="as written"),
        pytest.param(b"membra", b"ALPHA-PASS", id="another case"),
        pytest.param(b"MEMC", b"charlie", id="shorter than the fields"),
        pytest.param(b"mEmC", b"Charlie", id="shorter, in another case"),
    ],
)
def test_credentials_are_padded_and_without_case(venue: EmbeddedVenue, user: bytes, password: bytes) -> None:
    """SOUP-L12, SOUP-L13: user name and password in any case, right-padded with spaces."""
    wire = Wire(venue.address)
    wire.send(login(user, password))

    assert (wire.packet() or (b"",))[0] == b"A"


@pytest.mark.parametrize(
    ("user", "password"),
    [
        pytest.param(b"MEMBRA", b"wrong", id="wrong password"),
        pytest.param(b"NOBODY", b"alpha-pass", id="unknown user"),
        pytest.param(b"MEMBRA", b"bravo-pass", id="another's password"),
        pytest.param(b"", b"", id="blank"),
        pytest.param(b"\xff" * 6, b"\x00" * 10, id="no text"),
    ],
)
def test_wrong_credentials_are_rejected_with_a(venue: EmbeddedVenue, user: bytes, password: bytes) -> None:
    """SOUP-L7 to SOUP-L10, SOUP-L17: J with the one byte A, nothing before or after it, then the close."""
    assert answer(venue, login(user, password)) == [(b"J", b"A")]


@pytest.mark.parametrize("session", [b"NOSUCH", b"DAY0002", b"day0001"])
def test_unknown_session_is_rejected_with_s(venue: EmbeddedVenue, session: bytes) -> None:
    """SOUP-L11: a session that is not there gives S."""
    assert answer(venue, login(session=session)) == [(b"J", b"S")]


def test_credentials_count_before_the_session(venue: EmbeddedVenue) -> None:
    """SOUP-L10: who may not log in learns nothing of the session."""
    assert answer(venue, login(password=b"wrong", session=b"NOSUCH")) == [(b"J", b"A")]


@pytest.mark.parametrize("session", [b"", b"DAY0001", b"   DAY0001"])
def test_blank_or_named_session(venue: EmbeddedVenue, session: bytes) -> None:
    """SOUP-L14, SOUP-L15: blank selects the active session, its name does too, padded on either side."""
    assert Member(venue.address, session=session).session == b"   DAY0001"


def test_first_message_is_number_one_and_start_of_day(venue: EmbeddedVenue) -> None:
    """SOUP-S2, OUCH50-3.1-01: every account's stream begins with System Event S as number 1."""
    for user in (b"MEMBRA", b"MEMBRB", b"MEMC"):
        member = Member(venue.address, user, sequence=b"1")
        event = told(member.sequenced())
        assert (member.first, event.type, event.event) == (1, b"S", b"S")


@pytest.mark.parametrize("sequence", [b"3", b"3".rjust(20), b"0003", b"3".rjust(20, b"0")])
def test_resume_repeats_byte_for_byte(venue: EmbeddedVenue, sequence: bytes) -> None:
    """SOUP-S4, OUCH50-1.1-03: a login with n is accepted with n and gets n, n + 1, ... as first delivered."""
    member = Member(venue.address, sequence=b"1")
    member.say(*(enter(number) for number in range(1, 6)))
    first = [member.sequenced() for _ in range(6)]
    member.close()

    again = Member(venue.address, sequence=sequence)
    assert again.first == 3
    assert [again.sequenced() for _ in range(4)] == first[2:]


def test_replay_goes_on_live(venue: EmbeddedVenue) -> None:
    """SOUP-S5: after the replay new messages follow in the same stream."""
    Member(venue.address).hears(enter(1), enter(2))
    member = Member(venue.address, sequence=b"1")
    member.say(enter(3))

    assert [member.sequenced()[:1] for _ in range(5)] == [b"S", b"A", b"A", b"Q", b"A"]


def test_a_long_stream_is_replayed_whole(venue: EmbeddedVenue) -> None:
    """SOUP-S4: a replay longer than any buffer arrives whole and in order."""
    member = Member(venue.address)
    for start in range(1, 4_000, 1_000):
        member.hears(*(enter(number, quantity=1, price=number) for number in range(start, start + 1_000)))

    again = Member(venue.address, sequence=b"1")
    replayed = [told(again.sequenced()) for _ in range(1 + 4_004)]
    numbers = [message.number for message in replayed if message.type == b"A"]
    assert numbers == list(range(1, 4_001))


def test_messages_of_the_absent_are_kept(venue: EmbeddedVenue, member_b: Member) -> None:
    """SOUP-S9: what happens to a member's orders while it is away is told at its next login."""
    member = Member(venue.address)
    member.hears(enter(1, b"B"))
    member.close()
    member_b.hears(enter(1, b"S"))

    again = Member(venue.address, sequence=b"4")
    assert (again.first, again.sequenced()[:1]) == (4, b"E")


@pytest.mark.parametrize("sequence", [b"0", b""])
def test_sequence_zero_is_the_next_message(venue: EmbeddedVenue, sequence: bytes) -> None:
    """SOUP-S6: 0 joins at the end; a blank sequence, for which there is no rule, is taken as 0."""
    Member(venue.address).hears(enter(1))
    member = Member(venue.address, sequence=sequence)

    assert (member.first, member.types(enter(2))) == (4, b"A")


def test_sequence_zero_may_repeat_the_last_message(open_venue: Opener) -> None:
    """SOUP-S6: the other reading, chosen by `sequence_zero`, sends the last message again."""
    venue = open_venue(sequence_zero="last")
    Member(venue.address).hears(enter(1))
    member = Member(venue.address, sequence=b"0")

    assert (member.first, member.sequenced()[:1]) == (3, b"Q")


def test_beyond_the_end_is_clamped(venue: EmbeddedVenue) -> None:
    """SOUP-S7: a number beyond the end is accepted at the end."""
    member = Member(venue.address, sequence=b"99")

    assert (member.first, member.types(enter(1))) == (2, b"A")


def test_beyond_the_end_may_be_withheld(open_venue: Opener) -> None:
    """SOUP-S7: with `beyond_end` "withhold" messages come once their numbers get there."""
    venue = open_venue(beyond_end="withhold")
    waiting = Member(venue.address, sequence=b"4")
    assert waiting.first == 4
    waiting.say(enter(1), enter(2), enter(3))

    assert told(waiting.sequenced()).number == 3


@pytest.mark.parametrize("sequence", [b"x", b"-1", b"1 2", b"0x1"])
def test_sequence_that_is_no_number_is_refused(venue: EmbeddedVenue, sequence: bytes) -> None:
    """SOUP-L11: not defined by the document; this venue rejects with S."""
    assert answer(venue, login(sequence=sequence)) == [(b"J", b"S")]


def test_twenty_digits_are_a_number(venue: EmbeddedVenue) -> None:
    """SOUP-S10: all 20 digits may be used."""
    assert Member(venue.address, sequence=b"9" * 20).first == 2


def test_one_byte_at_a_time(venue: EmbeddedVenue) -> None:
    """SOUP-F2: a login and an order delivered byte by byte are understood."""
    wire = Wire(venue.address)
    for byte in login(sequence=b"2") + packet(b"U", enter(1)):
        wire.send(bytes((byte,)))

    assert [(wire.packet() or (b"",))[0] for _ in range(2)] == [b"A", b"S"]


def test_everything_in_one_segment(venue: EmbeddedVenue) -> None:
    """SOUP-F3, OUCH50-2-02: login, heartbeat, debug and orders in one write are all processed, in order."""
    wire = Wire(venue.address)
    orders = [packet(b"U", enter(number)) for number in range(1, 6)]
    wire.send(login(sequence=b"2"), packet(b"R"), packet(b"+", b"hello"), *orders)
    found = [wire.packet() or (b"", b"") for _ in range(6)]

    assert [kind for kind, _ in found] == [b"A"] + [b"S"] * 5
    assert [told(payload).number for _, payload in found[1:]] == [1, 2, 3, 4, 5]


def test_payload_may_hold_line_feeds(member: Member) -> None:
    """SOUP-F6: a quantity of 2,570 is the bytes 0A 0A."""
    assert member.hears_one(enter(10, quantity=0x0A0A)).quantity == 2_570


def test_debug_packets_change_nothing(venue: EmbeddedVenue) -> None:
    """SOUP-D1, SOUP-D2: before and after the login they are ignored, and count for nothing."""
    wire = Wire(venue.address)
    wire.send(
        packet(b"+", b"before"), packet(b"+"), login(sequence=b"1"), packet(b"+", b"after"), packet(b"U", query())
    )

    assert [(wire.packet() or (b"",))[0] for _ in range(3)] == [b"A", b"S", b"S"]


def test_logout_closes_without_a_word(venue: EmbeddedVenue) -> None:
    """SOUP-O1, SOUP-O2: no packet answers a logout, the connection ends; the session can be joined again."""
    member = Member(venue.address)
    member.hears(enter(1))
    member.send(packet(b"O"))

    assert member.packets() == []
    again = Member(venue.address, sequence=b"1")
    assert [again.sequenced()[:1] for _ in range(3)] == [b"S", b"A", b"Q"]


def test_heartbeats_of_an_idle_server(open_venue: Opener) -> None:
    """SOUP-H1: an idle connection is sent H every interval."""
    member = Member(open_venue(heartbeat_interval=BEAT).address)
    times = []
    for _ in range(5):
        assert member.packet() == (b"H", b"")
        times.append(time.monotonic())
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]

    assert BEAT / 2 < sum(gaps) / len(gaps) < BEAT * 2


def test_no_heartbeat_before_the_login(open_venue: Opener) -> None:
    """SOUP-L4, SOUP-L8: until it is answered a connection is sent nothing."""
    venue = open_venue(heartbeat_interval=BEAT)
    wire = Wire(venue.address)
    with pytest.raises(TimeoutError):
        wire.packet(BEAT * 3)
    wire.send(login())

    assert (wire.packet() or (b"",))[0] == b"A"


def test_login_time_out(open_venue: Opener) -> None:
    """SOUP-L2: a connection without a login is closed after the time that is set."""
    wire = Wire(open_venue(login_timeout=BEAT).address)

    assert wire.packet() is None


def test_idle_time_out_and_return(open_venue: Opener) -> None:
    """SOUP-H5, SOUP-H6: a silent member is dropped after the time that is set, and may come back."""
    venue = open_venue(idle_timeout=BEAT * 3, heartbeat_interval=BEAT)
    member = Member(venue.address)
    start = time.monotonic()

    assert member.packets() == []
    assert time.monotonic() - start > BEAT * 2
    assert Member(venue.address, sequence=b"1").first == 1


@pytest.mark.parametrize("life", [packet(b"R"), packet(b"+"), packet(b"U", query())])
def test_any_packet_is_life(open_venue: Opener, life: bytes) -> None:
    """SOUP-H4, SOUP-L16: heartbeats, debug packets or data alone keep a connection up."""
    member = Member(open_venue(idle_timeout=BEAT * 4, heartbeat_interval=BEAT).address)
    for _ in range(8):
        member.send(life)
        while (member.packet() or (b"closed",))[0] != b"H":
            pass

    assert member.types(enter(1)) == b"A"


def test_second_login_takes_over(venue: EmbeddedVenue) -> None:
    """The document has no rule for two connections of one user: by default the first is closed."""
    first = Member(venue.address)
    second = Member(venue.address)

    assert first.packets() == []
    assert second.types(enter(1)) == b"A"


def test_second_login_may_be_refused(open_venue: Opener) -> None:
    """`duplicate_login` "refuse": the second gets J S, the first lives on."""
    venue = open_venue(duplicate_login="refuse")
    first = Member(venue.address)

    assert answer(venue, login()) == [(b"J", b"S")]
    assert first.types(enter(1)) == b"A"


def test_second_login_may_mirror(open_venue: Opener) -> None:
    """OUCH50-1.3-01: `duplicate_login` "mirror": both take requests and both are sent every message."""
    venue = open_venue(duplicate_login="mirror")
    first, second = Member(venue.address), Member(venue.address)
    first.say(enter(1))
    accepted = first.sequenced()
    assert second.sequenced() == accepted
    second.say(enter(1), enter(2))

    assert first.sequenced()[9:13] == second.sequenced()[9:13] == bytes.fromhex("00000002")


def test_end_of_session(venue: EmbeddedVenue) -> None:
    """SOUP-E1 to SOUP-E5: Z once, after all messages, then the close; the old id is gone, the next counts from 1."""
    member = Member(venue.address)
    member.hears(enter(1))
    venue.control("end_session")

    assert member.packets() == [(b"Z", b"")]
    assert answer(venue, login()) == [(b"J", b"S")]
    venue.control("start_session")
    assert answer(venue, login(session=b"DAY0001")) == [(b"J", b"S")]
    again = Member(venue.address, session=b"DAY0002", sequence=b"1")
    assert (again.session, again.first, told(again.sequenced()).event) == (b"   DAY0002", 1, b"S")
    assert again.types(enter(1)) == b"A"


def test_next_session_ends_the_one_before(venue: EmbeddedVenue, member: Member) -> None:
    """SOUP-E4: starting a session ends the running one."""
    venue.control("start_session")

    assert member.packets() == [(b"Z", b"")]
    assert Member(venue.address, sequence=b"1").session == b"   DAY0002"


def test_a_reader_that_stops_is_dropped(open_venue: Opener) -> None:
    """A member that reads nothing is dropped once its buffers are full for too long; others are not disturbed."""
    venue = open_venue(slow_reader_timeout=0.05, write_buffer=4_096, duplicate_login="mirror")
    member = Member(venue.address)
    for start in range(1, 6_000, 1_000):
        member.hears(*(enter(number, symbol=b"OUCHH") for number in range(start, start + 1_000)))
    stuck = socket.socket()
    # A small window, so that the replay does not fit into the kernel's buffers.
    stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    stuck.connect(venue.address)
    stuck.sendall(login(sequence=b"1"))

    def connections() -> int:
        return int(venue.control("status")["users"]["MEMBRA"]["connections"])

    assert eventually(lambda: connections() == 2)
    assert eventually(lambda: connections() == 1)
    assert member.types(enter(7_000)) == b"A"


def test_only_so_many_connections(open_venue: Opener) -> None:
    """Above the limit of connections a new one is closed at once."""
    venue = open_venue(maximum_connections=1)
    member = Member(venue.address)

    assert Wire(venue.address).packet() is None
    assert member.types(enter(1)) == b"A"


def test_only_so_much_of_a_stream(open_venue: Opener) -> None:
    """A stream above its limit takes no more orders: the connection is dropped."""
    venue = open_venue(maximum_stream_bytes=200)
    member = Member(venue.address)
    member.say(*(enter(number) for number in range(1, 9)))

    assert len(member.packets()) < 8


def test_embedded_venue_says_why_it_does_not_start(open_venue: Opener, venue: EmbeddedVenue) -> None:
    """A port in use raises in the caller's thread; afterwards nothing of that venue runs."""
    second = EmbeddedVenue(VenueSettings(port=venue.address[1]))
    with pytest.raises(VenueError, match="cannot listen"):
        second.start()
    with pytest.raises(RuntimeError, match="not running"):
        second.control("status")
    second.stop()


def test_embedded_venue_stops_and_starts_again(venue: EmbeddedVenue) -> None:
    """Stopping ends connections and frees the port; a new start is a new venue."""
    member = Member(venue.address)
    address = venue.address
    venue.stop()
    venue.stop()

    assert member.packets() == []
    with pytest.raises(ConnectionRefusedError):
        Wire(address)
    with venue:
        assert Member(venue.address).types(enter(1)) == b"A"
