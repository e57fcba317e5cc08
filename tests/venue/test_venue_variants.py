"""Variants of the venue: each plays what it says, in bytes, and what is no variant is refused."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.venue import VenueError, VenueSettings
from ouch_conformance.venue.variants import VARIANTS, played
from tests.venue.hand_written import Member, Opener, enter, login


def _variant(open_venue: Opener, *names: str, **settings: object) -> tuple[str, int]:
    given = played(VenueSettings(**settings), names)  # type: ignore[arg-type]
    return open_venue(**{name: getattr(given, name) for each in names for name in VARIANTS[each].settings}).address


def _read(address: tuple[str, int], sent: bytes, until: bytes) -> bytes:
    """What a connection says until some bytes have come."""
    with socket.create_connection(address, 5) as connection:
        connection.sendall(sent)
        told = b""
        while until not in told:
            more = connection.recv(4096)
            assert more, told
            told += more
    return told


def test_debug_packets_stand_around_everything(open_venue: Opener) -> None:
    """Before the answer to the login, between it and the first message, behind that: always whole packets (2.1)."""
    told = _read(_variant(open_venue, "debug-packets"), login(), b"A   DAY0001")

    text = b"a debug packet may come at any time"
    assert told.startswith(bytes((0, len(text) + 1)) + b"+" + text)
    assert told.index(b"\x00\x1fA") > told.index(text)


def test_every_byte_is_a_write_of_its_own(open_venue: Opener) -> None:
    """What goes out in single bytes comes together again: the member reads whole packets."""
    member = Member(_variant(open_venue, "single-bytes"))

    assert member.types(enter(1)) == b"A"


def test_lumps_hold_several_packets(open_venue: Opener) -> None:
    """Login Accepted and the first message of the stream are read at once: the first recv has them both (1.1)."""
    with socket.create_connection(_variant(open_venue, "lumps"), 5) as connection:
        connection.sendall(login())
        told = connection.recv(4096)

    assert told[:3] == b"\x00\x1fA"
    assert told[33:37] == b"\x00\x0bSS"


def test_numbers_leave_gaps(open_venue: Opener) -> None:
    """Order reference numbers of two orders in a row are 7 apart (3.2)."""
    first, second = Member(_variant(open_venue, "number-gaps")).hears(enter(1), enter(2))

    assert second.reference - first.reference == 7


def test_the_venue_plays_every_setting_of_a_variant() -> None:
    """A variant sets fields that the settings have, and its doc is one sentence."""
    for variant in VARIANTS.values():
        assert played(VenueSettings(), [variant.name]) is not None
        assert re.fullmatch(r"[A-Z].*[^.]\.", variant.doc)


def test_every_variant_is_named_in_the_helps(capsys: pytest.CaptureFixture[str]) -> None:
    """`venue --help` lists the variants with their docs; the help of --ouch-variant names the same ones."""
    with pytest.raises(SystemExit):
        main(["venue", "--help"])
    text = capsys.readouterr().out
    plugin = (Path(__file__).parents[2] / "ouch_conformance" / "plugin" / "__init__.py").read_text("utf-8")
    named = re.findall(r"[a-z]+(?:-[a-z]+)*(?=[,\"])", plugin.split("_VARIANTS = (")[1].split("\n)")[0])

    assert all(f"{name} " in text and variant.doc in text for name, variant in VARIANTS.items())
    assert named == list(VARIANTS)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["lump"], "unknown variant 'lump'; did you mean lumps?"),
        (
            ["unmatched-ioc-dead", "unmatched-ioc-cancelled"],
            "the variants unmatched-ioc-dead and unmatched-ioc-cancelled contradict each other",
        ),
        (["lumps", "single-bytes"], "the variants lumps and single-bytes contradict each other"),
    ],
)
def test_what_cannot_be_played(names: list[str], problem: str) -> None:
    """An unknown name is told with the nearest one; two answers to one question are none."""
    with pytest.raises(VenueError) as refused:
        played(VenueSettings(), names)

    assert str(refused.value).startswith(problem)


def test_an_unknown_variant_is_one_line_and_status_4(capsys: pytest.CaptureFixture[str]) -> None:
    """The command says the nearest name and starts nothing."""
    assert main(["venue", "--variant", "debug-packet"]) == 4
    error = capsys.readouterr().err
    assert "did you mean debug-packets?" in error
    assert error.count("\n") == 1
