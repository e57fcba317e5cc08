"""What the tail refuses: one line that says what to mend, status 4, or 2 for a wrong command line."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.spec.library import protocol_names
from tests.tail.tail_peers import Peer, ScriptedVenue, accepted, packet

CLOSED = "127.0.0.1:1"


def tail(target: str, *options: str, user: str = "MEMBRA") -> int:
    """Run the command in this process."""
    return main(["tail", "--target", target, "--user", user, *options])


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error; nothing was printed beside it."""
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    return line.removeprefix("ouch-conformance: ")


def answers(data: bytes) -> ScriptedVenue:
    """A venue that answers the login with some bytes, and then waits for the member to close."""

    def script(peer: Peer) -> list[bytes]:
        login = peer.packet()
        peer.send(data)
        return [login or b"", *peer.until(None)]

    return ScriptedVenue(script)


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of these tests."""
    monkeypatch.setenv("TAIL_PASSWORD", "alpha-pass")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (CLOSED, "connection refused"),
        ("nobody.invalid:9001", "the host name cannot be resolved"),
    ],
)
def test_a_target_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], target: str, why: str) -> None:
    """Host, port and the reason in one line."""
    assert tail(target, "--password-env", "TAIL_PASSWORD") == 4

    assert refusal(capsys).startswith(f"cannot connect to {target}: {why}")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (packet(b"J", b"A"), "login refused: not authorized (A)"),
        (packet(b"J", b"S"), "login refused: session not available (S)"),
    ],
)
def test_a_refused_login_is_told_in_words(capsys: pytest.CaptureFixture[str], answer: bytes, why: str) -> None:
    """The reason of Login Rejected (2.2.2) with the place of the venue."""
    venue = answers(answer)

    assert tail(venue.target, "--password-env", "TAIL_PASSWORD") == 4

    assert refusal(capsys) == f"{venue.target}: {why}"


def test_a_venue_that_hangs_up_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A connection closed in place of an answer."""
    venue = ScriptedVenue(lambda peer: peer.packet())

    assert tail(venue.target, "--password-env", "TAIL_PASSWORD") == 4

    assert refusal(capsys).startswith(f"{venue.target}: session A: closed by the venue")


def test_the_password_comes_from_a_file(tmp_path: Path) -> None:
    """The file's text without its line end."""
    file = tmp_path / "password"
    file.write_text("bravo-pass\n")
    venue = answers(packet(b"J", b"A"))

    assert tail(venue.target, "--password-file", str(file)) == 4

    assert venue.end() == [b"LMEMBRAbravo-pass" + b" " * 10 + b"1" + b" " * 19]


def test_the_password_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard input is no terminal its first line is the password."""
    monkeypatch.setattr("sys.stdin", io.StringIO("charlie\nmore\n"))
    venue = answers(packet(b"J", b"A"))

    assert tail(venue.target, "--sequence", "0", user="MEMC") == 4

    assert venue.end() == [b"LMEMC  charlie   " + b" " * 10 + b"0" + b" " * 19]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--password-env", "NOWHERE"), "the environment has no NOWHERE: set it to the password"),
        (("--password-file", "no/such"), "no/such: the password file cannot be read: No such file or directory"),
        ((), "standard input holds no password: give --password-env or --password-file"),
        (
            ("--password-env", "LONG"),
            "the password of MEMBRA does not fit: at most 10 printable ASCII characters",
        ),
        (
            ("--password-env", "TAIL_PASSWORD", "--protocol", "nasdaq-ouch-5"),
            'no protocol is named "nasdaq-ouch-5" (nearest: nasdaq-ouch-5.0); allowed: ' + ", ".join(protocol_names()),
        ),
        (
            ("--password-env", "TAIL_PASSWORD", "--protocol", "nasdaq-ouch-5.0", "--revision", "9"),
            "nasdaq-ouch-5.0 has no revision '9'; it has 1.02, 1.03, 1.04, 1.05",
        ),
        (
            ("--password-env", "TAIL_PASSWORD", "--spec-file", "no/such.xml"),
            "no/such.xml: cannot be read: No such file or directory; allowed: a readable XML file",
        ),
    ],
)
def test_bad_input_is_named_before_anything_is_connected(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], line: str
) -> None:
    """Password and protocol are looked at first; the refusal shows no secret."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setenv("LONG", "longer-than-ten")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)

        assert tail("{}:{}".format(*listener.getsockname()), *options) == 4

        with pytest.raises(BlockingIOError):
            listener.accept()
    assert refusal(capsys) == line


@pytest.mark.parametrize(
    "options",
    [
        ("--target", "nowhere"),
        ("--target", "host:0"),
        ("--target", CLOSED, "--user", "TOOLONG"),
        ("--target", CLOSED, "--user", "U", "--sequence", "-1"),
        ("--target", CLOSED, "--user", "U", "--sequence", "1" * 21),
        ("--target", CLOSED, "--user", "U", "--session", "ELEVEN-CHAR"),
        ("--target", CLOSED, "--user", "U", "--password", "secret"),
        ("--target", CLOSED, "--user", "U", "--protocol", "x", "--spec-file", "y"),
        ("--target", CLOSED),
        (),
    ],
)
def test_a_wrong_command_line_has_status_2(capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    """argparse says what is wrong; a password as an argument is not taken, and nothing is connected."""
    with pytest.raises(SystemExit) as ended:
        main(["tail", *options])

    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_login_that_nobody_answers_ends(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A venue that takes the connection and says nothing: the wait is bounded, and told."""
    monkeypatch.setattr("ouch_conformance.tail.follow.LOGIN_PATIENCE", 0.2)
    venue = ScriptedVenue(lambda peer: peer.until(None))

    assert tail(venue.target, "--password-env", "TAIL_PASSWORD") == 4

    assert refusal(capsys) == f"{venue.target}: no answer to the login within 0.2 s"


def test_a_flood_before_the_answer_does_not_hold_the_tail(capsys: pytest.CaptureFixture[str]) -> None:
    """Packets before Login Accepted are shown once the login stands."""
    venue = answers(packet(b"+", b"x") * 3 + accepted() + packet(b"Z"))

    assert tail(venue.target, "--password-env", "TAIL_PASSWORD") == 0

    assert capsys.readouterr().out.count("Debug 'x'") == 3
