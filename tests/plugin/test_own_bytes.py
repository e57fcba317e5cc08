"""A run whose own bytes are wrong says so, and nothing of the venue: status 3."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import WireMessage, codec

from .conftest import Project, lines_of

ENTERS = ('When the member enters a buy as "the buy"', 'Then "the buy" is accepted')


def order_with(change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the encoder of Enter Order go wrong."""
    made = codec("nasdaq-ouch-5.0", "1.05")["EnterOrder"]
    encode = made.encode

    def broken(message: WireMessage) -> bytes:
        return change(encode(message))

    monkeypatch.setattr(made, "encode", broken)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data[:6] + data[9:5:-1] + data[10:], "EnterOrder.quantity"),
        (lambda data: data[:10] + data[10:18].replace(b" ", b"\0") + data[18:], "EnterOrder.symbol"),
        (lambda data: data[:-1], "EnterOrder.appendageLength"),
        (lambda data: b"o" + data[1:], "EnterOrder, byte 0"),
    ],
    ids=["byte order", "padding", "length", "type"],
)
def test_a_broken_encoder_is_a_harness_error(
    project: Project, monkeypatch: pytest.MonkeyPatch, change: Callable[[bytes], bytes], told: str
) -> None:
    """Whatever the venue made of the bytes, the scenario tells of the suite's fault; status 3."""
    order_with(change, monkeypatch)
    project.scenario(*ENTERS)

    result = project.run()

    assert lines_of(result, "scenarios ") == ["scenarios  1 selected = 1 harness error"]
    assert lines_of(result, "exit status 3:")
    assert result.ret == 3
    result.stdout.fnmatch_lines([f"*OwnBytesWrong: {told}*"])


def test_no_venue_is_blamed_for_our_own_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No check fails where our own bytes were wrong: a refused order is no violation then."""
    order_with(lambda data: data[:5] + b"X" + data[6:], monkeypatch)
    project.scenario(*ENTERS)

    result = project.run()

    (checks,) = lines_of(result, "checks ")
    assert (checks.endswith(" + 1 harness error"), "fail" in checks, "warning" in checks) == (True, False, False)


def test_a_broken_framing_is_a_harness_error(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packets around the messages are audited like them: a debug packet that counts itself wrongly."""
    monkeypatch.setattr(soup, "debug", lambda text: b"\x00\x01+\x00\x03+ok")
    project.scenario("Given the member is logged in", 'When the member sends a debug packet "hello"', "Then it holds")

    result = project.run()

    assert result.ret == 3
    result.stdout.fnmatch_lines(["*OwnBytesWrong: packet.length*"])


def test_a_broken_login_is_not_the_profiles_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A login that is refused for our own bytes is no wrong password: status 3, not 4, and no secret is shown."""
    login = soup.login_request

    def broken(*fields: str) -> bytes:
        data = login(*fields)
        return data[:9] + data[10:19] + b"\0" + data[19:]

    monkeypatch.setattr(soup, "login_request", broken)
    project.scenario(*ENTERS)

    result = project.run()

    assert result.ret == 3
    result.stdout.fnmatch_lines(["*OwnBytesWrong: LoginRequest.password*"])
    result.stdout.no_fnmatch_line("*lpha-pass*")
