"""The reference venue as a process: start, stop, bad input; and the operator's command."""

from __future__ import annotations

import argparse
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.venue import EmbeddedVenue, VenueSettings, defects_of
from ouch_conformance.venue_command import add_parser, settings_of
from tests.processes import command
from tests.venue.hand_written import Member, enter

ROOT = Path(__file__).parents[2]


class Process:
    """A venue process on free ports; `member`, `mirrors` and `operator` are its addresses."""

    def __init__(self, *options: str) -> None:
        self.popen = subprocess.Popen(
            [*command(), "venue", "--port", "0", "--operator-port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.member = self._address("listening on")
        self.mirrors = [self._address("mirror on") for option in options if option == "--mirror"]
        self.operator = self._address("operator on")

    def _address(self, what: str) -> tuple[str, int]:
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        found = re.fullmatch(rf"{what} (127\.0\.0\.1):(\d+)\n", line)
        assert found is not None, line
        return found[1], int(found[2])

    def stop(self, number: signal.Signals) -> tuple[int, str, str]:
        """Signal the process; gives its exit status and what else it wrote."""
        self.popen.send_signal(number)
        out, err = self.popen.communicate(timeout=10)
        return self.popen.returncode, out, err


@pytest.fixture
def process() -> Iterator[Process]:
    """A venue process that is gone when the test ends."""
    running = Process("--heartbeat", "0.2", "--mirror", "0")
    yield running
    if running.popen.poll() is None:
        running.popen.kill()
        running.popen.communicate()


def test_serves_and_ends_cleanly_on_ctrl_c(process: Process, capsys: pytest.CaptureFixture[str]) -> None:
    """The process says where it listens, serves members and the operator, and ends with 0 and no trace."""
    member = Member(process.member)
    mirror = Member(process.mirrors[0])
    assert member.types(enter(1)) == b"A"
    assert mirror.sequenced()[9:13] == bytes.fromhex("00000001")
    at = f"{process.operator[0]}:{process.operator[1]}"
    assert main(["operator", "--at", at, "halt", "OUCHA"]) == 0
    assert member.types(enter(2)) == b"J"
    assert main(["operator", "--at", at, "resume", "symbol=OUCHA"]) == 0
    assert member.types(enter(3)) == b"A"
    assert capsys.readouterr().out == ""
    assert main(["operator", "--at", at, "drop-connection", "user=MEMBRA"]) == 0
    assert capsys.readouterr().out == "2\n"
    assert main(["operator", "--at", at, "hold", "OUCHA"]) == 4
    assert "did you mean halt?" in capsys.readouterr().err

    assert process.stop(signal.SIGINT) == (0, "", "")


def test_ends_cleanly_when_terminated(process: Process) -> None:
    """SIGTERM with a member connected: status 0 and no trace."""
    member = Member(process.member)

    assert process.stop(signal.SIGTERM) == (0, "", "")
    assert member.packets() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["venue", "--protocol", "nasdaq-ouch-50"], "did you mean nasdaq-ouch-5.0?"),
        (["venue", "--defect", "no-such"], "unknown defect 'no-such'"),
        (["venue", "--revision", "9.9"], "1.02, 1.03, 1.04, 1.05"),
        (["venue", "--heartbeat", "0"], "heartbeat interval 0.0 is not above 0"),
        (["venue", "--idle-timeout", "-1"], "idle timeout -1.0 is not above 0"),
        (["operator", "--at", "127.0.0.1:1", "status"], "no operator answers at 127.0.0.1:1"),
    ],
)
def test_bad_input_is_one_line_and_status_4(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the user can mend is said in one line."""
    assert main(arguments) == 4
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("protocol", [name for name in DIALECTS if name != "nasdaq-ouch-5.0"])
def test_the_venue_of_a_protocol_is_the_one_of_its_profile(protocol: str) -> None:
    """Accounts, instruments, lots and decimals are those of the reference profile: none other is needed for it."""
    profile = load_profile(builtin_profile(protocol))
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    settings = settings_of(parser.parse_args(["venue", "--protocol", protocol]))

    lots = {each.symbol: (each.lot, each.decimals, each.legs) for each in settings.symbols}
    for each in profile.instruments.values():
        if each.role != "unknown":
            assert lots[each.symbol] == (profile.scale.lot, profile.scale_of(each.symbol).decimals, each.legs)
    users = {each.user: (each.password, each.firm, each.inactivates) for each in settings.accounts}
    for account in profile.accounts.values():
        assert users[account.user] == (account.password.reveal(), account.firm, account.inactivates)
    # The times are the venue's own: what a profile says of them is for whoever waits.
    assert (settings.heartbeat_interval, settings.idle_timeout) == (1.0, 15.0)


def test_the_operator_names_instruments_and_orders_by_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    """An order book's number and a token of digits alone are words to a command line, and stay what they are."""
    with EmbeddedVenue(VenueSettings(protocol="jpx-ouch-5.0", operator_port=0)) as venue:
        assert venue.operator_address is not None
        at = "{}:{}".format(*venue.operator_address)

        assert main(["operator", "--at", at, "halt", "1301"]) == 0
        assert main(["operator", "--at", at, "resume", "symbol=1301"]) == 0
        for order in (["MEMBRA", "00012345678901"], ["user=MEMBRA", "token=00012345678901"]):
            assert main(["operator", "--at", at, "cancel-order", *order]) == 4
        assert main(["operator", "--at", at, "cancel-order", "MEMBRA", "one", "reason=unasked"]) == 4

    assert capsys.readouterr().err.splitlines() == [
        "ouch-conformance: MEMBRA has no live order 00012345678901",
        "ouch-conformance: MEMBRA has no live order 00012345678901",
        "ouch-conformance: cancel-order: reason = 'unasked': a whole number is expected",
    ]


@pytest.mark.parametrize("operator", [False, True])
def test_a_port_in_use_is_status_4(operator: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """A port that somebody has is no trace but one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert (
            main(["venue", "--port", "0" if operator else port, *(["--operator-port", port] if operator else [])]) == 4
        )

    assert f"cannot listen on 127.0.0.1:{port}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["venue", "--port", "x"],
        ["venue", "--port", "70000"],
        ["venue", "--speed", "1"],
        ["operator", "halt"],
        ["fly"],
    ],
)
def test_a_wrong_command_line_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """argparse says what is wrong and exits with 2."""
    with pytest.raises(SystemExit) as exit_:
        main(arguments)

    assert exit_.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("protocol", ["nasdaq-ouch-5.0", "nasdaq-ouch-4.2"])
def test_defects_are_listed(protocol: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each defect of the protocol and the session layer with its layer, the ids it violates and what it does."""
    assert main(["venue", "--protocol", protocol, "--list-defects"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[0] for line in lines] == list(defects_of(protocol))
