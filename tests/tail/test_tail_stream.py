"""What the tail prints, how it begins and how it ends."""

from __future__ import annotations

import re
import signal
import threading

import pytest

from ouch_conformance.cli import main
from ouch_conformance.tail.follow import Login, follow
from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from tests.tail.tail_peers import PATIENCE, Peer, ScriptedVenue, accepted, packet, tail_process

SYSTEM_EVENT = b"S" + (1_500_000_000).to_bytes(8, "big") + b"S"
"""OUCH 5.0 System Event, 10 bytes: start of day, 1.5 s past midnight (3.1)."""


def lines(text: str) -> list[str]:
    """Printed lines without their time of day, which each has."""
    found = [re.fullmatch(r"\d\d:\d\d:\d\d\.\d{6} (.*)", line) for line in text.splitlines()]
    return [match[1] if match else "no time" for match in found]


def tail(venue: ScriptedVenue, *options: str) -> int:
    """Run the command in this process as a user whose password stands in a variable."""
    return main(["tail", "--target", venue.target, "--user", "MEMBRA", "--password-env", "TAIL_PASSWORD", *options])


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of these tests."""
    monkeypatch.setenv("TAIL_PASSWORD", "alpha-pass")


def ends_after(*packets: bytes) -> ScriptedVenue:
    """A venue that accepts the login, sends some packets and ends the session."""

    def script(peer: Peer) -> bytes | None:
        login = peer.packet()
        peer.send(accepted(), *packets, packet(b"Z"))
        return login

    return ScriptedVenue(script)


def test_each_message_is_one_line_with_time_and_number(capsys: pytest.CaptureFixture[str]) -> None:
    """Messages are decoded and numbered from the login's number on; what is no message of the stream has no number."""
    venue = ends_after(packet(b"S", SYSTEM_EVENT), packet(b"H"), packet(b"+", b"hi"), packet(b"S", SYSTEM_EVENT))

    assert tail(venue, "--protocol", "nasdaq-ouch-5.0") == 0

    printed = capsys.readouterr()
    event = "SystemEvent(timestamp=00:00:01.500000000, eventCode=StartOfDay)"
    assert lines(printed.out) == [
        f"       1  {event}",
        "       -  Debug 'hi'",
        f"       2  {event}",
        "       -  End of Session",
    ]
    assert printed.err == "logged in to session DAY, from message 1 on\nthe session has ended\n"


def test_the_login_carries_what_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """User, password, session and sequence stand in the Login Request as given (2.3.1)."""
    venue = ends_after()

    assert tail(venue, "--session", "DAY", "--sequence", "17") == 0

    assert venue.end() == b"LMEMBRAalpha-passDAY       17" + b" " * 18
    assert "alpha-pass" not in "".join(capsys.readouterr())


def test_without_a_protocol_bytes_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Raw SoupBinTCP: the message in hex and as text."""
    assert tail(ends_after(packet(b"S", b"K\x00\x1b[2J"), packet(b"S"))) == 0

    shown = lines(capsys.readouterr().out)
    assert shown[:2] == ["       1  4b 00 1b 5b 32 4a  'K\\x00\\x1b[2J'", "       2    ''"]


def test_messages_of_a_file_are_decoded(capsys: pytest.CaptureFixture[str]) -> None:
    """An XML file of the user's own serves as well as a protocol of the suite."""
    venue = ends_after(packet(b"S", b"K\x00\x00\x00\x00\x00\x00\x00\x07"))

    assert tail(venue, "--spec-file", "specs/sample-ouch/messages.xml") == 0

    assert lines(capsys.readouterr().out)[0] == "       1  Accepted(orderId=7)"


def test_what_is_wrong_stands_behind_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    """Faulty and unknown messages and malformed packets are shown with their faults, and none ends the tail."""
    venue = ends_after(packet(b"S", SYSTEM_EVENT[:-1] + b"?"), packet(b"S", b"\xff\x00"), packet(b"S"), packet(b"?"))

    assert tail(venue, "--protocol", "nasdaq-ouch-5.0") == 0

    assert lines(capsys.readouterr().out)[:4] == [
        "       1  SystemEvent(timestamp=00:00:01.500000000, eventCode='?')"
        " ! eventCode at offset 9: enum: expected one of S, E, observed 3f",
        "       2  ff 00 ! type at offset 0: unknown-type: expected the type of an outgoing message, observed ff",
        "       3   ! offset 0: empty: expected a message, observed no bytes",
        "       -  Malformed ! unknown packet type 0x3F",
    ]


def test_a_password_that_the_venue_gives_back_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the venue says of the password, it is not printed."""
    assert tail(ends_after(packet(b"+", b"bad ALPHA-PASS"))) == 0

    assert lines(capsys.readouterr().out)[0] == "       -  Debug 'bad **********'"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_logs_out(number: signal.Signals) -> None:
    """Ctrl-C or a termination ends in a Logout Request, status 0 and no trace."""

    def script(peer: Peer) -> list[bytes]:
        login = peer.packet()
        peer.send(accepted(5), packet(b"S", SYSTEM_EVENT))
        return [(login or b"")[:1], *peer.until(b"O")]

    venue = ScriptedVenue(script)
    process = tail_process(venue.target)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)

    assert lines(first)[0].startswith("       5  53 00 00")
    assert (process.returncode, out, err) == (0, "", "logged in to session DAY, from message 5 on\n")
    assert venue.end() == [b"L"]


def test_a_session_that_breaks_off_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """A close without End of Session: what came is printed, then one line with host and port, and status 4."""

    def script(peer: Peer) -> None:
        peer.packet()
        peer.send(accepted(), packet(b"S", SYSTEM_EVENT))

    venue = ScriptedVenue(script)

    assert tail(venue) == 4

    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert printed.err.splitlines()[1] == f"ouch-conformance: {venue.target}: closed by the venue"


async def test_a_slow_reader_does_not_stop_the_heartbeats() -> None:
    """While a line waits to be written, heartbeats go on: the venue would end the session of a silent member (1.3)."""
    release = threading.Event()
    written: list[str] = []

    def script(peer: Peer) -> bytes | None:
        peer.packet()
        peer.send(accepted(), packet(b"S", b"one"))
        heartbeat = peer.packet()
        release.set()
        peer.send(packet(b"S", b"two"), packet(b"Z"))
        return heartbeat

    def write(text: str) -> None:
        assert release.wait(PATIENCE)
        written.append(text)

    venue = ScriptedVenue(script)
    login = Login(target=venue.address, user="MEMBRA", password="alpha-pass")
    await follow(login, None, write, lambda _: None)

    assert venue.end() == b"R"
    assert [line.split("'")[1] for line in "".join(written).splitlines()[:2]] == ["one", "two"]


def test_a_long_replay_comes_whole_and_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """More messages than may wait unread all come, each once, in order."""
    count = 12_000

    assert tail(ends_after(*(packet(b"S", b"%d" % number) for number in range(count)))) == 0

    shown = lines(capsys.readouterr().out)
    assert len(shown) == count + 1
    assert all(shown[i].startswith(f"{i + 1:>8}  ") and shown[i].endswith(f"'{i}'") for i in range(count))


def test_a_reader_that_leaves_ends_the_tail() -> None:
    """As in `... | head -1`: logged out, status 0, no trace."""

    def script(peer: Peer) -> list[bytes]:
        peer.packet()
        peer.send(accepted(), packet(b"S", b"one"))
        peer.packet()  # a heartbeat: the first line was read, and its reader has left
        peer.send(packet(b"S", b"two"))
        return peer.until(b"O")

    venue = ScriptedVenue(script)
    process = tail_process(venue.target)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()

    assert process.wait(PATIENCE) == 0
    assert process.stderr.read() == "logged in to session DAY, from message 1 on\n"
    assert venue.end() == []


def test_the_reference_venue_is_tailed() -> None:
    """Against the real thing: the day's events from the first message on, then what an operator does."""
    with EmbeddedVenue(VenueSettings()) as venue:
        process = tail_process("{}:{}".format(*venue.address), "--protocol", "nasdaq-ouch-5.0")
        assert process.stdout is not None
        first = process.stdout.readline()
        venue.control("end_of_day")
        second = process.stdout.readline()
        venue.control("end_session")
        rest, err = process.communicate(timeout=PATIENCE)

    assert re.search(r" 1  SystemEvent\(timestamp=[0-9:.]+, eventCode=StartOfDay\)$", first.strip())
    assert re.search(r" 2  SystemEvent\(timestamp=[0-9:.]+, eventCode=EndOfDay\)$", second.strip())
    assert lines(rest) == ["       -  End of Session"]
    assert process.returncode == 0
    assert err.endswith("the session has ended\n")


def test_a_venue_of_a_later_session_is_followed(capsys: pytest.CaptureFixture[str]) -> None:
    """The login of 4.10 has five characters more; what comes outside the sequence has no number (4.00 2.2.4)."""
    venue = ends_after(packet(b"U", SYSTEM_EVENT), packet(b"S", SYSTEM_EVENT))

    assert tail(venue, "--protocol", "nasdaq-ouch-5.0", "--session-protocol", "soupbintcp-4.10") == 0

    event = "SystemEvent(timestamp=00:00:01.500000000, eventCode=StartOfDay)"
    assert lines(capsys.readouterr().out) == [f"       -  {event}", f"       1  {event}", "       -  End of Session"]
