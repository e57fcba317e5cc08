"""`ouch-conformance profile draft` at the reference venue, and at venues that are none."""

from __future__ import annotations

import socket
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from ouch_conformance.venue.variants import played

PASSWORD = "alpha-pass"
TRADING = ("--may-trade", "--symbol", "OUCHA", "--firm", "FRMA")


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference account's password, in the environment."""
    monkeypatch.setenv("SECRET_A", PASSWORD)


def arguments(address: tuple[str, int], *more: str) -> list[str]:
    """A command line that probes quickly."""
    target = f"{address[0]}:{address[1]}"
    quick = ("--listen", "0.35", "--patience", "0.5")
    return ["profile", "draft", "--target", target, "--user", "MEMBRA", "--password-env", "SECRET_A", *quick, *more]


@contextmanager
def venue(*variants: str, **settings: object) -> Iterator[EmbeddedVenue]:
    """A venue with quick heartbeats."""
    given = VenueSettings(heartbeat_interval=0.1, **settings)  # type: ignore[arg-type]
    with EmbeddedVenue(played(given, variants)) as running:
        yield running


def test_a_venue_of_4_10_is_probed(tmp_path: Path) -> None:
    """Its login is longer, and a draft that names the session below can be loaded."""
    file = tmp_path / "mine.toml"
    with venue("accepted-on-the-left", session_protocol="soupbintcp-4.10") as running:
        more = ("--test-environment", "--session-protocol", "soupbintcp-4.10", "-o", str(file))
        assert main(arguments(running.address, *more)) == 0

    said = tomllib.loads(file.read_text("utf-8"))["session"]
    assert said["protocol"] == "soupbintcp-4.10"
    assert (said["session-padding"], said["sequence-padding"]) == ("right", "right")


def test_a_draft_without_orders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The probe logs in, listens and asks: nothing is entered, and the password is nowhere."""
    file = tmp_path / "mine.toml"
    with venue() as running:
        status = main(arguments(running.address, "--test-environment", "-o", str(file)))
        orders = running.control("status")["users"]["MEMBRA"]["messages"]

    text, told = file.read_text("utf-8"), capsys.readouterr()
    said = tomllib.loads(text)
    assert status == 0
    assert orders == 3  # Start of Day and the answers to two account queries
    assert said["session"] == {"marker": "engine", "sequence-zero": "next"}
    assert "heartbeat = 1.0  # seen: a heartbeat every 0.1" in text
    assert [flag for flag, answer in said["features"].items() if answer] == ["account-query", "user-ref-idx"]
    assert said["accounts"]["A"]["password-env"] == "SECRET_A"
    assert PASSWORD not in text + told.out + told.err


def test_a_draft_with_orders_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    """With --may-trade each flag that one order can show is tried, and every order is cancelled again."""
    with venue("debug-packets", "sequence-zero-last") as running:
        # A stream of one message does not tell its end from its beginning: the first draft makes it longer.
        main(arguments(running.address, "--test-environment"))
        capsys.readouterr()
        status = main(arguments(running.address, "--test-environment", *TRADING))
        floor = running._running().dialect.floor  # type: ignore[attr-defined]
        resting = list(floor.orders())

    text = capsys.readouterr().out
    said = tomllib.loads(text)
    assert status == 0
    assert resting == []
    assert {flag for flag, answer in said["features"].items() if answer} == {
        "account-query",
        "aiq-options",
        "good-till-time",
        "group-id",
        "hidden-orders",
        "minimum-quantity",
        "modify",
        "post-only",
        "reserve-orders",
        "self-match-prevention",
        "short-sale",
        "user-ref-idx",
    }
    assert said["rejects"] == {"unknown symbol": ["invalid symbol"]}
    assert said["session"]["sequence-zero"] == "last"
    assert "debug packets while nothing was asked" in text


def test_a_symbol_that_cannot_be_traded(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a plain order is rejected no others are tried, and the draft says why; so does the command."""
    with venue() as running:
        halted = ("--may-trade", "--symbol", "OUCHH", "--firm", "FRMA")
        assert main(arguments(running.address, "--test-environment", *halted)) == 0

    told = capsys.readouterr()
    assert "# NOTE: a plain order in OUCHH was rejected (halted): no others were tried" in told.out
    assert told.err == "NOTE: a plain order in OUCHH was rejected (halted): no others were tried\n"


def test_an_older_revision_has_fewer_options(capsys: pytest.CaptureFixture[str]) -> None:
    """What a revision has no option for is not offered by a venue that speaks it."""
    with venue(revision="1.02") as running:
        assert main(arguments(running.address, "--test-environment", "--revision", "1.02", *TRADING)) == 0

    said = tomllib.loads(capsys.readouterr().out)
    assert said["venue"]["revision"] == "1.02"
    assert [said["features"][flag] for flag in ("user-ref-idx", "aiq-options", "hidden-orders")] == [False, False, True]


def test_ouch_42_is_probed_without_a_query(capsys: pytest.CaptureFixture[str]) -> None:
    """A protocol whose orders have tokens: a plain order, then what its layout can say of the flags that are tried."""
    with venue(protocol="nasdaq-ouch-4.2") as running:
        status = main(arguments(running.address, "--test-environment", "--protocol", "nasdaq-ouch-4.2", *TRADING))
        floor = running._running().dialect.floor  # type: ignore[attr-defined]
        assert list(floor.orders()) == []

    said = tomllib.loads(capsys.readouterr().out)
    assert status == 0
    assert [flag for flag, has in said["features"].items() if has] == ["hidden-orders", "post-only"]


@pytest.mark.parametrize(
    ("protocol", "offers"),
    [
        ("jpx-ouch-5.0", []),
        ("japannext-ouch-2.01", ["post-only", "short-sale"]),
        ("japannext-bonds-ouch-2.01", ["post-only"]),
        ("odx-ouch-2.0", ["post-only", "short-sale"]),
    ],
)
def test_the_venues_beyond_the_us_are_probed(protocol: str, offers: list[str], tmp_path: Path) -> None:
    """Instruments are numbers or short codes, prices have fewer decimals, orders have tokens or rising numbers.

    A second probe of the same day enters its orders behind those of the first, and leaves as little behind.
    """
    symbol = load_profile(builtin_profile(protocol)).instruments["main"].symbol
    file = tmp_path / "mine.toml"
    more = ["--test-environment", "--protocol", protocol, "--may-trade", "--symbol", symbol, "-o", str(file), "--force"]
    with venue(protocol=protocol) as running:
        for _ in range(2):
            assert main(arguments(running.address, *more)) == 0
            floor = running._running().dialect.floor  # type: ignore[attr-defined]
            assert list(floor.orders()) == []

    drafted = load_profile(file)
    assert [flag for flag, has in drafted.features.items() if has] == offers
    assert "NOTE" not in file.read_text("utf-8") and "WARNING" not in file.read_text("utf-8")
    (fault,) = drafted.rejects
    assert fault in load_profile(builtin_profile(protocol)).rejects


# Refusals, before and after the connection


def refused(status: int, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a refusal says."""
    told = capsys.readouterr()
    assert (status, told.out) == (4, "")
    assert told.err.count("\n") == 1
    assert PASSWORD not in told.err
    return told.err.removeprefix("ouch-conformance: ").rstrip("\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "127.0.0.1:1 is not probed: --test-environment has to say that it is a test system"),
        (
            ("--test-environment", "--may-trade", "--symbol", "OUCHA"),
            "--may-trade needs --symbol and --firm: the orders are entered there and for it",
        ),
        (
            ("--test-environment", "--may-trade", "--protocol", "jpx-ouch-5.0", "--symbol", "OUCHA"),
            "--symbol 'OUCHA': instruments go by the number of their order book",
        ),
        (
            ("--test-environment", "--may-trade", "--protocol", "odx-ouch-2.0", "--symbol", "OUCHA"),
            "--symbol 'OUCHA': at most 4 ASCII characters are expected",
        ),
        (
            ("--test-environment", "--may-trade", "--protocol", "jpx-ouch-5.0"),
            "--may-trade needs --symbol: the orders are entered there",
        ),
        (
            ("--test-environment", "--may-trade", "--protocol", "sample-ouch", "--symbol", "OUCHA"),
            "--may-trade: the suite does not know the orders of sample-ouch",
        ),
        (("--test-environment", "--protocol", "nasdaq-ouch-5"), 'no protocol is named "nasdaq-ouch-5"'),
        (("--test-environment", "--protocol", "soupbintcp-3.00"), "soupbintcp-3.00 carries no orders"),
        (("--test-environment", "--revision", "9"), "1.02, 1.03, 1.04, 1.05"),
        (("--test-environment",), "cannot connect to 127.0.0.1:1: connection refused"),
    ],
)
def test_what_is_not_probed(more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each reason is one line and status 4."""
    assert said in refused(main(arguments(("127.0.0.1", 1), *more)), capsys)


def test_a_password_that_is_not_there(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The variable is named, for whoever sets it."""
    monkeypatch.delenv("SECRET_A")

    said = refused(main(arguments(("127.0.0.1", 1), "--test-environment")), capsys)

    assert said == "the environment has no SECRET_A: set it to the password"


def test_a_password_that_does_not_fit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Its field of Login Request has ten bytes (2.3.1): nothing is connected, and nothing of it is shown."""
    monkeypatch.setenv("SECRET_A", "longer-than-ten")

    said = refused(main(arguments(("127.0.0.1", 1), "--test-environment")), capsys)

    assert said == "the password of MEMBRA does not fit: at most 10 printable ASCII characters"


def test_a_user_that_does_not_fit(capsys: pytest.CaptureFixture[str]) -> None:
    """argparse names the argument: status 2."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments(("127.0.0.1", 1), "--test-environment"), "--user", "SEVENCH"])

    assert ended.value.code == 2
    assert "argument --user: 'SEVENCH' does not fit: at most 6 printable ASCII characters" in capsys.readouterr().err


def test_a_login_that_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong credentials are told with the venue's place and its reason."""
    monkeypatch.setenv("SECRET_A", "bravo-pass")
    with venue() as running:
        said = refused(main(arguments(running.address, "--test-environment")), capsys)
        place = f"{running.address[0]}:{running.address[1]}"

    assert said == f"{place}: login refused: not authorized (A)"
    assert "bravo-pass" not in said


@contextmanager
def listener(hangs_up: bool) -> Iterator[tuple[str, int]]:
    """A server that is no venue: it hangs up at once, or says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def accept() -> None:
            connection, _ = server.accept()
            taken.append(connection)
            if hangs_up:
                connection.recv(100)
                connection.close()

        # A test that fails before it connects must not keep the run from ending.
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[:2]
        thread.join(5)
        for connection in taken:
            connection.close()


@pytest.mark.parametrize(
    ("hangs_up", "said"),
    [(True, ": session A: closed by the venue"), (False, ": no answer to the login within 0.5 s")],
)
def test_a_server_that_is_no_venue(hangs_up: bool, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Hanging up and silence are told as what they are."""
    with listener(hangs_up) as address:
        assert said in refused(main(arguments(address, "--test-environment")), capsys)


def test_a_draft_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there stays as it is, before anything is connected to; --force overwrites it."""
    file = tmp_path / "mine.toml"
    file.write_text("precious", "utf-8")
    said = refused(main(arguments(("127.0.0.1", 1), "--test-environment", "-o", str(file))), capsys)
    with venue() as running:
        forced = main(arguments(running.address, "--test-environment", "-o", str(file), "--force"))

    assert said == f"{file} exists: --force overwrites it"
    assert forced == 0
    assert file.read_text("utf-8").startswith("# A draft")


@pytest.mark.parametrize("more", [["--low", "free"], ["--listen", "0"], ["--patience", "x"], ["--target", "venue"]])
def test_a_wrong_command_line_is_status_2(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """argparse says what is wrong."""
    with pytest.raises(SystemExit) as exit_:
        main(arguments(("127.0.0.1", 1), *more))

    assert exit_.value.code == 2
    assert more[1] in capsys.readouterr().err
