"""Settings no venue can run with, and the limits of what it keeps."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

from ouch_conformance.cli import main
from ouch_conformance.venue import Account, Venue, VenueError, VenueSettings
from ouch_conformance.venue.trading import floor
from tests.venue.hand_written import Member, Opener, enter


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"accounts": (Account("A", "x", "F"), Account("a", "y", "G"))}, "share a user name"),
        ({"accounts": (Account("TOOLONG", "x", "F"),)}, "1 to 6 characters"),
        ({"accounts": (Account("", "x", "F"),)}, "1 to 6 characters"),
        ({"accounts": (Account("A", "elevenchars", "F"),)}, "1 to 10 characters"),
        ({"session_prefix": "SESSION"}, "do not fit into 10 characters"),
        ({"time_scale": -1}, "time scale -1 is not above 0"),
        ({"login_timeout": 0}, "login timeout 0 is not above 0"),
        ({"self_match_prevention": "?"}, "unknown AIQ strategy"),
        ({"revision": "2.0"}, "2.0"),
    ],
)
def test_settings_that_cannot_be(settings: dict[str, Any], problem: str) -> None:
    """Each is refused in one line before anything listens, and no password is in it."""
    with pytest.raises(VenueError, match=problem) as refused:
        Venue(VenueSettings(**settings))

    assert "elevenchars" not in str(refused.value)


def test_time_outs_may_be_left_out(open_venue: Opener) -> None:
    """None enforces neither a login nor an idle time-out."""
    assert Member(open_venue(login_timeout=None, idle_timeout=None).address).types(enter(1)) == b"A"


def test_passwords_do_not_show() -> None:
    """Settings can be printed without a password in them."""
    assert "alpha-pass" not in repr(VenueSettings())


def test_old_trades_are_forgotten(open_venue: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what the venue keeps a trade can no longer be broken; the newest can."""
    monkeypatch.setattr(floor, "KEPT_TRADES", 1)
    venue = open_venue()
    member = Member(venue.address)
    heard = member.hears(enter(1), enter(2, b"S"), enter(3), enter(4, b"S"))
    first, last = heard[2].match, heard[-1].match
    with pytest.raises(VenueError, match=f"no trade {first}"):
        venue.control("break_trade", match_number=first)

    assert venue.control("break_trade") == last


@pytest.mark.parametrize("at", ["4711", "host:port"])
def test_an_operator_address_that_is_none(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong --at is a wrong command line."""
    with pytest.raises(SystemExit) as exit_:
        main(["operator", "--at", at, "status"])

    assert exit_.value.code == 2
    assert "--at" in capsys.readouterr().err


@pytest.mark.parametrize("line", [b"hello\n", b"[1]\n", b""])
def test_what_is_no_operator_is_said_to_be_none(line: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """Another server at the port, or one that hangs up, is one line and status 4."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1_000)
                connection.sendall(line)

        thread = threading.Thread(target=answer)
        thread.start()
        status = main(["operator", "--at", f"127.0.0.1:{server.getsockname()[1]}", "status"])
        thread.join(5)

    assert status == 4
    assert "no operator answers" in capsys.readouterr().err
