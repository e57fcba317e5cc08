"""The capture file of a record: its blocks, its TCP, its comments, and what does not stand in it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from ouch_conformance.evidence import frames as evidence_frames
from ouch_conformance.evidence.frames import Entry, Mark, SessionMark, keep_secret
from ouch_conformance.evidence.pcapng import file_name, is_ours, pcapng, write_pcapng
from ouch_conformance.evidence.printable import account_of, mirror_of
from tests.evidence.evidence_samples import ACCEPTED, CANCELED, CONVERSATION, ENTER, LOGIN, NOON, received, sent
from tests.evidence.pcapng_reader import blocks, folded, options, packets

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
VENUE, MEMBER = "192.0.2.1:9000", "192.0.2.11:40000"


def mark(kind: Mark, session: str = "A", at: int = NOON) -> SessionMark:
    """A mark without a detail."""
    return SessionMark(at, session, kind)


def test_the_file_opens_with_a_section_and_an_interface_in_nanoseconds() -> None:
    """Byte order, version 1.0, length unknown; Ethernet, no limit, nine decimals; the addresses have names."""
    (section, head), (interface, about), (names, known) = blocks(pcapng([sent(LOGIN)]))[:3]

    assert (section, interface, names) == (0x0A0D0D0A, 1, 4)
    assert struct.unpack_from("<IHHq", head) == (0x1A2B3C4D, 1, 0, -1)
    assert options(head[16:])[4] == b"ouch-conformance"
    assert struct.unpack_from("<HHI", about) == (1, 0, 0)
    assert options(about[8:])[9] == b"\x09"
    assert b"made up" in options(about[8:])[3]
    assert b"\xc0\x00\x02\x01venue\0" in known
    assert b"\xc0\x00\x02\x0bmember-A\0" in known


def test_a_mirrored_host_has_an_address_of_its_own() -> None:
    """What an account says and hears there is told apart from the first host, in every packet and by name."""
    there = received(CANCELED, 1, NOON + 2)._replace(session="A#2@mirror1")
    file = pcapng([received(CANCELED, 1, NOON + 1), there])

    ends = [each.ends for each in packets(file)]
    assert ends == [(VENUE, MEMBER), ("192.0.2.2:9000", "192.0.2.11:40001")]
    (_, known) = blocks(file)[2]
    assert b"\xc0\x00\x02\x01venue\0" in known
    assert b"\xc0\x00\x02\x02venue-mirror-1\0" in known


@pytest.mark.parametrize(
    ("session", "account", "mirror"),
    [("A", "A", 0), ("A#2", "A", 0), ("A#2@mirror1", "A", 1), ("B#7@mirror12", "B", 12), ("A@mirror", "A@mirror", 0)],
)
def test_a_connections_name_says_whose_it_is_and_where(session: str, account: str, mirror: int) -> None:
    """The account, and the mirrored host by its number; 0 for the first host."""
    assert (account_of(session), mirror_of(session)) == (account, mirror)


def test_the_packets_carry_the_frames_with_their_times_and_their_way() -> None:
    """Each frame's bytes between the right ends, at its own nanosecond; the way is seen from the member."""
    file = pcapng([sent(ENTER, NOON + 1), received(CANCELED, 1, NOON + 2)])

    first, second = packets(file)
    assert (first.time_ns, first.data, first.ends) == (1_790_000_000_123_456_790, ENTER, (MEMBER, VENUE))
    assert (second.time_ns, second.data, second.ends) == (1_790_000_000_123_456_791, CANCELED, (VENUE, MEMBER))
    assert (first.options[2], second.options[2]) == (b"\2\0\0\0", b"\1\0\0\0")
    assert (first.flags, second.flags) == (PSH | ACK, PSH | ACK)


def test_numbers_and_acknowledgements_follow_the_bytes() -> None:
    """SYN and FIN take up one number each, a byte of data one; what was heard so far is acknowledged."""
    record: list[Entry] = [
        mark(Mark.CONNECTED),
        sent(LOGIN),
        received(ACCEPTED),
        sent(ENTER),
        mark(Mark.CLOSED_BY_MEMBER),
    ]
    told = [(each.flags, each.number, each.heard) for each in packets(pcapng(record))]

    # The login takes 49 bytes, Login Accepted 33, the order 56.
    assert told == [
        (SYN, 0, 0),
        (SYN | ACK, 0, 1),
        (ACK, 1, 1),
        (PSH | ACK, 1, 1),
        (PSH | ACK, 1, 50),
        (PSH | ACK, 50, 34),
        (FIN | ACK, 106, 34),
        (FIN | ACK, 34, 107),
        (ACK, 107, 35),
    ]


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (Mark.CLOSED_BY_VENUE, [(VENUE, FIN | ACK), (MEMBER, FIN | ACK), (VENUE, ACK)]),
        (Mark.CLOSED_BY_MEMBER, [(MEMBER, FIN | ACK), (VENUE, FIN | ACK), (MEMBER, ACK)]),
        (Mark.RESET_BY_VENUE, [(VENUE, RST | ACK)]),
        (Mark.NOTE, []),
    ],
)
def test_a_connection_ends_as_its_mark_says(ending: Mark, told: list[tuple[str, int]]) -> None:
    """The side that ends it begins; a reset is one segment; a note is nothing on a wire."""
    found = packets(pcapng([mark(Mark.CONNECTED), mark(ending), mark(ending)]))[3:]
    assert [(each.ends[0], each.flags) for each in found] == told


def test_a_refused_connection_is_a_syn_that_is_reset() -> None:
    """Nobody listens: SYN, and a reset that acknowledges it."""
    syn, reset = packets(pcapng([mark(Mark.REFUSED)]))
    assert (syn.flags, syn.ends) == (SYN, (MEMBER, VENUE))
    assert (reset.flags, reset.heard, reset.ends) == (RST | ACK, 1, (VENUE, MEMBER))


def test_every_connection_has_a_port_and_every_member_an_address() -> None:
    """A reconnect is the same host with another port, also where it has the same name; member B is another host."""
    record: list[Entry] = [
        mark(Mark.REFUSED, "A"),
        mark(Mark.CONNECTED, "A"),
        sent(LOGIN, session="B"),
        sent(LOGIN, session="A#2"),
        sent(LOGIN, session="A"),
    ]
    ends = dict.fromkeys(each.ends[0] for each in packets(pcapng(record)) if each.ends[0] != VENUE)
    assert [*ends] == ["192.0.2.11:40000", "192.0.2.11:40001", "192.0.2.12:40002", "192.0.2.11:40003"]
    assert packets(pcapng(record))[-1].ends[0] == "192.0.2.11:40001"


def test_the_checksums_are_right() -> None:
    """Header and segment add up, odd lengths too."""
    for each in packets(pcapng(CONVERSATION)):
        ip, tcp = each.ethernet[14:34], each.ethernet[34:]
        assert folded(ip) == 0xFFFF
        assert folded(ip[12:20] + struct.pack("!BBH", 0, 6, len(tcp)) + tcp) == 0xFFFF


def test_a_large_packet_goes_in_segments_and_its_comment_stands_at_the_last() -> None:
    """The largest packet that SoupBinTCP can state: 65,537 bytes in segments of at most 1,460."""
    large = b"\xff\xffU" + bytes(65_534)
    found = packets(pcapng([sent(large), received(CANCELED)], {0: "too long"}))

    assert [len(each.data) for each in found] == [*[1_460] * 44, 65_537 - 44 * 1_460, len(CANCELED)]
    assert b"".join(each.data for each in found[:45]) == large
    assert [each.options.get(1) for each in found] == [*[None] * 44, b"too long", None]
    assert found[-1].heard == 65_538


def test_credentials_are_masked_in_bytes_and_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of the login, given back by the venue, and in words: asterisks, and every length as it was."""
    monkeypatch.setattr(evidence_frames, "_secrets", [])
    keep_secret("alpha-pass")
    told = pcapng([sent(LOGIN), received(b"\x00\x0e+no ALPHA-PASS")], {1: "it said Alpha-Pass"})

    assert b"alpha-pass" not in told.lower()
    login, debug = packets(told)
    assert login.data == LOGIN.replace(b"alpha-pass", b"*" * 10)
    assert debug.data == b"\x00\x0e+no **********"
    assert debug.options[1] == b"it said **********"


def test_a_comment_is_one_printable_line_of_bounded_length() -> None:
    """What a venue wrote cannot steer whoever reads the comment."""
    [packet] = packets(pcapng([sent(LOGIN)], {0: "a\x1b[31m\n\u202eb" + "c" * 2_000}))
    comment = packet.options[1].decode()
    assert comment.startswith("a\ufffd[31m \ufffdbccc")
    assert len(comment) == 1_000


def test_a_record_without_entries_is_a_file_without_packets() -> None:
    """An empty capture opens too."""
    assert packets(pcapng([])) == []
    assert len(blocks(pcapng([]))) == 3


def test_a_file_of_ours_is_told_from_others(tmp_path: Path) -> None:
    """Only captures that this program wrote may be replaced by it."""
    ours, other = tmp_path / "deep" / "a.pcapng", tmp_path / "b.pcapng"
    assert write_pcapng(ours, CONVERSATION) == ours.stat().st_size
    other.write_bytes(ours.read_bytes().replace(b"ouch-conformance", b"dumpcap (Wiresha"))

    assert is_ours(ours)
    assert not is_ours(other)


@pytest.mark.parametrize(
    ("scenario", "name"),
    [
        ("nasdaq-ouch-5.0/2.3_cancel.feature::a-cancel", "nasdaq-ouch-5.0__2.3_cancel__a-cancel.pcapng"),
        ("p/f.feature::a[1-x]", "p__f__a-1-x-" + "[0-9a-f]" * 8 + ".pcapng"),
        ("p/../../x.feature::a", "p__..-..-x__a-" + "[0-9a-f]" * 8 + ".pcapng"),
    ],
)
def test_the_file_is_named_after_the_scenario(scenario: str, name: str) -> None:
    """A reader finds it by eye; no name leaves the folder."""
    assert Path(file_name(scenario)).match(name)


def test_two_scenarios_never_share_a_file() -> None:
    """What sanitising or cutting makes alike is told apart."""
    ids = [
        *("p/f.feature::a-b", "p/f.feature::a[b]", "p/f.feature::a[b c]", "p/f.feature::a[b-c]", "p/f__a.feature::b"),
        *("p/f.feature::a__b", "p/f g.feature::a", "p/f-g.feature::a", "p/f.feature::" + "x" * 300),
        "p/f.feature::" + "x" * 301,
    ]
    names = {file_name(each) for each in ids}
    assert len(names) == len(ids)
    assert max(map(len, names)) < 255
