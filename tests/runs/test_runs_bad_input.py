"""Bad input: one message that says what to mend, the exit status, and never a traceback."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.runs.runs_tools import Finished, VenueProcess, profile, run_pytest, written

ONE = "features/soupbintcp-3.00/2.3.4_logout.feature"
FILE = r"\S*mine\.toml"


def _only_message(run: Finished) -> str:
    """The run's one message."""
    errors = [line for line in run.output.splitlines() if line.startswith("ERROR")]
    assert len(errors) == 1, run.output
    assert "Traceback" not in run.output
    assert "INTERNALERROR" not in run.output
    assert len(run.output.splitlines()) < 25, run.output
    return errors[0].removeprefix("ERROR: ")


EMBEDDED = 'endpoint = "embedded"\nmirrors = ["embedded"]'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[venue]", "[venue", FILE + r":4: no valid TOML: .*"),
        ('firm = "FRMB"', 'frim = "FRMB"', FILE + r":\d+: unknown key 'frim' in \[accounts\.B\]; .*'firm'.*"),
        ("account-query = true", "account-query = false", FILE + r":\d+: user-ref-idx = true contradicts .*"),
        (
            'protocol = "nasdaq-ouch-5.0"',
            'protocol = "nasdaq-ouch-5.1"',
            FILE + r":\d+: .*nasdaq-ouch-5\.1.*nearest: nasdaq-ouch-5\.0.*",
        ),
        (
            'environment = "test"',
            'environment = "production"',
            FILE + r":\d+: the environment is 'production'; .*test.*",
        ),
        (
            EMBEDDED,
            'endpoint = "venue.invalid:7000"',
            r"cannot connect to venue\.invalid:7000: the host .*",
        ),
        (
            EMBEDDED,
            'endpoint = "127.0.0.1:1"',
            r"cannot connect to 127\.0\.0\.1:1: connection refused; .*",
        ),
    ],
)
def test_a_wrong_profile_is_one_message(tmp_path: Path, old: str, new: str, message: str) -> None:
    """What is wrong with a profile, or with the endpoint it names, is said with its place: status 4, no verdict."""
    path = profile(tmp_path / "mine.toml", "embedded")
    text = path.read_text()
    assert text.count(old) == 1
    text = text.replace("mirrored-ports = true", "mirrored-ports = false") if old == EMBEDDED else text
    path.write_text(text.replace(old, new))

    run = run_pytest(tmp_path / "results", "-q", f"--ouch-profile={path}", ONE)

    assert re.fullmatch(message, _only_message(run)), run.output
    assert run.status == 4
    assert not list((tmp_path / "results").glob("*.jsonl"))


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--ouch-profile=nix.toml", r".*nix\.toml: the profile cannot be read: No such file or directory"),
        ("--ouch-protocol=nasdaq-ouch5", r"--ouch-protocol 'nasdaq-ouch5' .*nearest: nasdaq-ouch-5\.0.*"),
    ],
)
def test_a_wrong_option_is_one_message(tmp_path: Path, option: str, message: str) -> None:
    """A profile that is not there, a protocol that does not exist: status 4."""
    run = run_pytest(tmp_path, "-q", option, ONE)

    assert re.fullmatch(message, _only_message(run)), run.output
    assert run.status == 4


def test_a_selection_of_nothing_is_status_5(tmp_path: Path) -> None:
    """A selection that leaves no scenario is no conforming run."""
    run = run_pytest(tmp_path, "-q", "-k", "nothing_is_called_like_this", ONE)

    assert run.status == 5
    assert "Traceback" not in run.output


@pytest.fixture
def full_queue() -> Iterator[tuple[str, int]]:
    """The address of a listener that takes no more connections: it answers no further SYN."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()


def test_a_connection_that_times_out_is_one_message(tmp_path: Path, full_queue: tuple[str, int]) -> None:
    """A connection that does not come about within the profile's time: status 4."""
    path = profile(tmp_path / "mine.toml", written(full_queue), patience=0.2)
    path.write_text(path.read_text().replace("[time]", "[time]\nconnect-timeout = 0.2"))

    run = run_pytest(tmp_path / "results", "-q", f"--ouch-profile={path}", ONE)

    assert _only_message(run).startswith(f"cannot connect to {written(full_queue)}: timed out after 0.2 s; ")
    assert run.status == 4


def test_a_wrong_password_is_one_message(tmp_path: Path) -> None:
    """A login that the venue does not authorize: status 4, the account is named and its password is not."""
    with VenueProcess() as venue:
        path = profile(tmp_path / "mine.toml", written(venue.member))
        path.write_text(path.read_text().replace('"alpha-pass"', '"Zq7-xSecr"'))

        run = run_pytest(tmp_path / "results", "-v", f"--ouch-profile={path}", ONE)

    assert "account A (user MEMBRA, password from the profile itself): not authorized" in _only_message(run)
    assert run.status == 4
    assert "zq7-xsecr" not in run.output.lower()
