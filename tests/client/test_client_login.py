"""Connecting and logging in: what works, and each way in which it does not."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import ExitStack

import pytest

from ouch_conformance.client import (
    ClientState,
    ConnectFailed,
    ConnectionLost,
    LoginRefused,
    LoginTimedOut,
    SessionError,
    connect_async,
    open_async,
)
from ouch_conformance.client.settings import Settings
from ouch_conformance.evidence.frames import Frame, Mark, SessionMark
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from tests.client.client_peers import PASSWORD, after_login, listening, tiny_venue


async def test_a_login_names_the_session_and_the_next_number() -> None:
    """A blank session selects the active one; sequence 1 asks for everything (2.3.1)."""
    async with tiny_venue() as (venue, address):
        venue.produce(b"one", b"two")
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 1)

        assert session.state is ClientState.LOGGED_IN
        assert session.session_id == "S1"
        assert [(await session.receive_message()).payload for _ in range(2)] == [b"one", b"two"]
        assert session.next_number == 3
        await session.close()


async def test_the_login_is_on_the_wire_as_the_layout_says() -> None:
    """User, password, blank session and number at their offsets (2.3.1), the first bytes of the connection."""
    seen: list[bytes] = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readexactly(49))
        writer.write(soup.login_accepted("S1", 1))
        await reader.read()

    async with listening(script) as address:
        session = await connect_async(address, "FASX01", "asxtrade", "", 1)
        session.drop()

    assert seen == [b"\x00\x2fLFASX01asxtrade  " + b" " * 10 + b"1" + b" " * 19]


@pytest.mark.parametrize(
    ("password", "session", "reason", "words"),
    [("wrong", "", "A", "not authorized"), (PASSWORD, "S9", "S", "session not available")],
)
async def test_a_refused_login_says_why(password: str, session: str, reason: str, words: str) -> None:
    """Login Rejected becomes a ConnectionRefusedError with the reason in words, and nothing stays open (2.2.2)."""
    recorder = Recorder()
    async with tiny_venue() as (_, address):
        with pytest.raises(ConnectionRefusedError, match=words) as refused:
            await connect_async(address, "MEMBRA", password, session, recorder=recorder)

    assert isinstance(refused.value, LoginRefused)
    assert refused.value.reason == reason
    last = recorder.since(0).entries[-1]
    assert isinstance(last, SessionMark)
    assert last.mark in (Mark.CLOSED_BY_MEMBER, Mark.CLOSED_BY_VENUE)


async def test_an_unknown_reject_reason_is_still_a_refusal() -> None:
    """The reason is shown as it came."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(49)
        writer.write(soup.login_rejected("?"))

    async with listening(script) as address:
        with pytest.raises(LoginRefused, match=r"unknown reason \(\?\)"):
            await connect_async(address, "MEMBRA", PASSWORD)


async def test_a_venue_that_does_not_answer_is_given_up() -> None:
    """The wait for the answer ends after the login time-out."""

    async def script(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read(-1)

    async with listening(script) as address:
        with pytest.raises(LoginTimedOut, match=r"within 0\.05 s"):
            await connect_async(address, "MEMBRA", PASSWORD, login_timeout=0.05)


async def test_a_venue_that_closes_instead_of_answering_is_a_lost_connection() -> None:
    """The error says who ended it."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(49)

    async with listening(script) as address:
        with pytest.raises(ConnectionLost, match="session A: closed by the venue"):
            await connect_async(address, "MEMBRA", PASSWORD)


async def test_a_login_that_was_accepted_and_closed_at_once_was_accepted() -> None:
    """What came before the end counts."""
    async with listening(after_login(stay=False)) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD)
        assert await session.wait_closed(2.0)


async def test_a_debug_packet_before_the_answer_is_tolerated() -> None:
    """Either side may send debug packets at any time, also before the answer (2.1)."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(soup.debug("hello"))
        await reader.readexactly(49)
        writer.write(soup.debug("wait") + soup.login_accepted("S1", 7))
        await reader.read(-1)

    async with listening(script) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD)
        assert (session.next_number, [event.problems for event in session.events]) == (7, [(), (), ()])
        session.drop()


async def test_a_refused_connection_has_a_reason_and_a_mark() -> None:
    """Host, port and the reason in words; the record has it too."""
    recorder = Recorder()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        with pytest.raises(ConnectFailed, match=f"cannot connect to 127.0.0.1:{port}: connection refused") as failed:
            await open_async(("127.0.0.1", port), recorder=recorder)

    assert (failed.value.host, failed.value.port, failed.value.why) == ("127.0.0.1", port, "connection refused")
    [mark] = recorder.since(0).entries
    assert isinstance(mark, SessionMark)
    assert mark.mark is Mark.REFUSED


async def test_a_name_with_several_addresses_that_all_refuse_has_one_reason() -> None:
    """asyncio joins the errors of all addresses into one text; the reason stays readable."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectFailed) as failed:
            await open_async(("localhost", closed.getsockname()[1]))
    assert failed.value.why == "connection refused"


async def test_a_name_that_does_not_resolve_says_so() -> None:
    """`.invalid` never resolves (RFC 2606)."""
    with pytest.raises(ConnectFailed, match="the host name cannot be resolved"):
        await open_async(("venue.invalid", 1))


async def test_a_connect_that_hangs_is_given_up() -> None:
    """A listener whose queue is full answers no further SYN."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        with pytest.raises(ConnectFailed, match=r"timed out after 0\.05 s"):
            await open_async(listener.getsockname(), connect_timeout=0.05)


@pytest.mark.parametrize("account", [("MEMBRA7", PASSWORD, ""), ("MEMBRA", "a-secret-too-long", "")])
async def test_a_credential_that_is_too_wide_is_a_value_error(account: tuple[str, str, str]) -> None:
    """It is the caller's fault, found before anything is sent, and nothing stays open."""
    recorder = Recorder()
    async with tiny_venue() as (_, address):
        with pytest.raises(ValueError, match="at most"):
            await connect_async(address, *account, recorder=recorder)
    assert not [entry for entry in recorder.since(0).entries if isinstance(entry, Frame)]


async def test_credentials_never_show() -> None:
    """Not in a session's repr, its settings', an exception's, an event's, a frame's or a mark's."""
    recorder = Recorder()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readexactly(49))

    async with listening(echo) as address, tiny_venue() as (_, honest):
        with pytest.raises(SessionError) as lost:
            await connect_async(address, "MEMBRA", "topsecret", recorder=recorder)
        with pytest.raises(SessionError) as refused:
            await connect_async(honest, "MEMBRA", "topsecret", recorder=recorder)
        session = await open_async(honest, recorder=recorder)
        session.send_login("MEMBRA", "topsecret")
        await session.wait_closed(2.0)

    shown: list[object] = [lost.value, refused.value, session, *session.events, *recorder.since(0).entries]
    shown.append(Settings(remote=address, user="MEMBRA", password="topsecret"))
    assert "topsecret" not in " ".join(map(repr, shown)) + str(lost.value) + str(refused.value)


async def test_small_messages_leave_at_once() -> None:
    """TCP_NODELAY is set: an order never waits for the acknowledgement of the one before."""
    async with tiny_venue() as (_, address):
        session = await open_async(address)
        sock: socket.socket = session._transport.get_extra_info("socket")
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        session.drop()


async def test_an_operating_system_error_is_told_in_its_own_words() -> None:
    """Port 0 cannot be connected to; the reason is the system's, without Python's decoration."""
    with pytest.raises(ConnectFailed) as failed:
        await open_async(("127.0.0.1", 0))
    assert failed.value.why in {os.strerror(number).lower() for number in (111, 99, 22, 49, 61)}
