"""The session of a generated module at a venue: log in, send, receive, coroutines, and every way it ends."""

from __future__ import annotations

import asyncio
import socket
from inspect import signature
from types import ModuleType
from typing import Any

import pytest

from ouch_conformance.client import ConnectFailed, ConnectionLost, LoginTimedOut, Session
from ouch_conformance.soup import packets as soup
from ouch_conformance.wire import FieldError, FindingKind
from tests.generate.generate_packages import SAMPLE, module_of
from tests.generate.generate_peers import PASSWORD, PATIENCE, SampleVenue, listening

ACCEPTED = b"K" + bytes(7) + b"\x05"
REJECTED = b"U\x00\x01"


@pytest.fixture(scope="module")
def oe(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The sample protocol."""
    return module_of(SAMPLE, "session", tmp_path_factory.mktemp("session"))


def order(oe: ModuleType, quantity: int = 100) -> Any:
    """An order, its fields set one by one as the library's guide does."""
    enter_order = oe.EnterOrder()
    enter_order.orderBookId = 1
    enter_order.side = "B"
    enter_order.quantity = quantity
    enter_order.price = 20
    return enter_order


async def test_orders_are_answered(oe: ModuleType) -> None:
    """A blank session, sequence 0: one order is accepted, one for nothing is rejected, and close logs out."""
    venue = SampleVenue()
    async with listening(venue) as address:
        session = await oe.connect_async(address, "MEMBRA", PASSWORD, "", 0)
        session.send_message(order(oe))
        accepted = await session.receive_message()
        session.send_message(order(oe, 0).encode())
        rejected = await session.receive_message()
        await session.close()

        assert isinstance(accepted, oe.Accepted)
        assert accepted == oe.Accepted(orderId=1)
        assert rejected == oe.Rejected(reason=1)
        assert (session.session_id, session.next_number, session.closed) == ("S1", 3, True)
        assert (venue.logins[0].session, venue.logins[0].sequence) == ("", 0)
        await venue.until("LogoutRequest")


async def test_a_session_is_a_context(oe: ModuleType) -> None:
    """Left by any way, it logs out."""
    venue = SampleVenue()
    async with listening(venue) as address:
        async with await oe.connect_async(address, "MEMBRA", PASSWORD) as session:
            assert "logged in" in repr(session)
        assert session.closed
        await session.close()


async def test_a_message_that_cannot_be_encoded_is_not_sent(oe: ModuleType) -> None:
    """The fault is raised where it is made, the session goes on."""
    venue = SampleVenue()
    async with listening(venue) as address, await oe.connect_async(address, "MEMBRA", PASSWORD) as session:
        with pytest.raises(FieldError, match=r"^EnterOrder\.quantity: wanted an integer .* \(int_8_be, 8 bytes\)"):
            session.send_message(oe.EnterOrder(quantity=2**63))
        session.send_message(order(oe))

        assert await session.receive_message() == oe.Accepted(1)
        assert venue.packets.count("UnsequencedData") == 1


async def test_a_refused_login_says_why(oe: ModuleType) -> None:
    """Login Rejected is a ConnectionRefusedError with the reason in words, and holds no password."""
    async with listening(SampleVenue()) as address:
        with pytest.raises(ConnectionRefusedError, match=r"^login refused: not authorized \(A\)$") as refused:
            await oe.connect_async(address, "MEMBRA", "wrong", "", 0)
    assert "wrong" not in repr(refused.value)


async def test_a_refused_port_is_refused(oe: ModuleType) -> None:
    """Nobody listens: a ConnectionRefusedError, as asyncio's own, with host, port and the reason."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        with pytest.raises(
            ConnectionRefusedError, match=rf"^cannot connect to 127\.0\.0\.1:{port}: connection refused$"
        ):
            await oe.connect_async(("127.0.0.1", port), "MEMBRA", PASSWORD)


async def test_another_failure_to_connect_is_none(oe: ModuleType) -> None:
    """A host that does not exist is no refusal."""
    with pytest.raises(ConnectFailed, match=r"no-such-host\.invalid:1") as failed:
        await oe.connect_async(("no-such-host.invalid", 1), "MEMBRA", PASSWORD)
    assert not isinstance(failed.value, ConnectionRefusedError)


async def test_a_venue_that_answers_no_login_is_given_up(oe: ModuleType) -> None:
    """The wait for the answer is bounded as that for the connection is."""
    async with listening(SampleVenue(mute=True)) as address:
        with pytest.raises(LoginTimedOut, match=r"0\.05 s"):
            await oe.connect_async(address, "MEMBRA", PASSWORD, connect_timeout=0.05)


@pytest.mark.parametrize(
    ("user", "password", "session"), [("SEVENUS", "p", ""), ("U", "p" * 11, ""), ("U", "p", "s" * 11)]
)
async def test_credentials_that_are_too_long_are_refused(
    oe: ModuleType, user: str, password: str, session: str
) -> None:
    """They would not fit their fields: ValueError, and the password is not in it."""
    async with listening(SampleVenue()) as address:
        with pytest.raises(ValueError, match="at most") as refused:
            await oe.connect_async(address, user, password, session)
    assert "ppp" not in str(refused.value)


async def test_messages_of_earlier_are_replayed(oe: ModuleType) -> None:
    """From the sequence number on that was asked for, each with its number."""
    venue = SampleVenue(first=(ACCEPTED, REJECTED))
    async with listening(venue) as address, await oe.connect_async(address, "MEMBRA", PASSWORD, "S1", 7) as session:
        received = [await session.receive() for _ in range(2)]

    assert [(each.number, each.payload) for each in received] == [(7, ACCEPTED), (8, REJECTED)]
    assert [each.message for each in received] == [oe.Accepted(5), oe.Rejected(1)]
    assert venue.logins[0].session == "S1"


async def test_faulty_bytes_are_received_with_their_findings(oe: ModuleType) -> None:
    """What cannot be read whole is a message all the same; the session does not end of it."""
    venue = SampleVenue(first=(b"?", ACCEPTED + b"!", b"K\0"))
    async with listening(venue) as address, await oe.connect_async(address, "MEMBRA", PASSWORD, "", 1) as session:
        unknown, longer, shorter = [await session.receive() for _ in range(3)]

    assert unknown.message == oe.UnknownMessage(ord("?"), b"?")
    assert (longer.message, longer.findings[0].kind) == (oe.Accepted(5), FindingKind.TRAILING)
    assert (shorter.message, shorter.findings[0].kind) == (oe.Accepted(0), FindingKind.TRUNCATED)


async def test_waiting_is_bounded_where_asked(oe: ModuleType) -> None:
    """A time-out is a TimeoutError; without one a message is waited for as long as the connection lasts."""
    venue = SampleVenue()
    async with listening(venue) as address, await oe.connect_async(address, "MEMBRA", PASSWORD) as session:
        with pytest.raises(TimeoutError):
            await session.receive_message(timeout=0.01)
        waiting = asyncio.create_task(session.receive_message())
        await asyncio.sleep(0)
        venue.produce(ACCEPTED)
        assert await waiting == oe.Accepted(5)
        last = asyncio.create_task(session.receive_message())
        await asyncio.sleep(0)
        venue.writers[-1].close()
        with pytest.raises(ConnectionLost, match="closed by the venue"):
            await last
        with pytest.raises(ConnectionLost):
            session.send_message(order(oe))


async def test_every_message_is_handed_to_the_coroutine(oe: ModuleType) -> None:
    """One after the other, in order, those before the end included; then, once, the close."""
    seen: list[object] = []

    async def on_message(message: object) -> None:
        seen.append(("begin", message))
        await asyncio.sleep(0)
        seen.append(("end", message))

    async def on_close() -> None:
        seen.append("closed")

    venue = SampleVenue()
    async with listening(venue) as address:
        session = await oe.connect_async(
            address, "MEMBRA", PASSWORD, "", 0, on_msg_coro=on_message, on_close_coro=on_close
        )
        with pytest.raises(RuntimeError, match="on_msg_coro"):
            await session.receive_message()
        venue.produce(ACCEPTED, REJECTED)
        session.send_message(order(oe))
        await venue.until("UnsequencedData")
        await session.close()

    messages = [oe.Accepted(5), oe.Rejected(1), oe.Accepted(1)]
    assert seen == [(when, message) for message in messages for when in ("begin", "end")] + ["closed"]


async def test_the_close_is_told_whoever_ends_it(oe: ModuleType) -> None:
    """When the venue goes, the coroutine is awaited without anybody calling close."""
    gone = asyncio.Event()

    async def on_close() -> None:
        gone.set()

    venue = SampleVenue()
    async with listening(venue) as address:
        session = await oe.connect_async(address, "MEMBRA", PASSWORD, on_close_coro=on_close)
        venue.writers[-1].close()
        async with asyncio.timeout(PATIENCE):
            await gone.wait()
        await session.close()
    assert session.closed


async def test_a_coroutine_may_close_the_session(oe: ModuleType) -> None:
    """Closing from within a coroutine of the session waits for everything but itself."""
    venue, gone = SampleVenue(), asyncio.Event()
    holder: list[Any] = []

    async def on_message(_: object) -> None:
        await holder[0].close()

    async def on_close() -> None:
        await holder[0].close()
        gone.set()

    async with listening(venue) as address:
        holder.append(await oe.connect_async(address, "MEMBRA", PASSWORD, "", 0, None, on_message, on_close))
        venue.produce(ACCEPTED)
        async with asyncio.timeout(PATIENCE):
            await gone.wait()
    assert venue.packets.count("LogoutRequest") == 1


async def test_a_coroutine_that_raises_ends_nothing(oe: ModuleType) -> None:
    """The loop's exception handler is told, and the next message is handed over."""
    told: list[str] = []
    seen: list[object] = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: told.append(f"{context['exception']}"))

    async def on_message(message: object) -> None:
        seen.append(message)
        raise ValueError(f"fault {len(seen)}")

    async def on_close() -> None:
        raise ValueError("fault of the close")

    venue = SampleVenue()
    try:
        async with listening(venue) as address:
            session = await oe.connect_async(
                address, "MEMBRA", PASSWORD, on_msg_coro=on_message, on_close_coro=on_close
            )
            venue.produce(ACCEPTED, REJECTED)
            session.send_message(order(oe))
            await venue.until("UnsequencedData")
            await session.close()
    finally:
        loop.set_exception_handler(before)

    assert seen == [oe.Accepted(5), oe.Rejected(1), oe.Accepted(1)]
    assert told == ["fault 1", "fault 2", "fault 3", "fault of the close"]


async def test_a_factory_makes_the_session(oe: ModuleType) -> None:
    """It gets the logged-in SoupBinTCP session and gives any session of the module's kind."""

    class Mine(oe.ClientSession):  # type: ignore[misc,name-defined] # the module is made when the test runs
        greeting = "mine"

    def make(soup_session: Session) -> Any:
        return Mine(soup_session)

    venue = SampleVenue(first=(ACCEPTED,))
    async with listening(venue) as address:
        session = await oe.connect_async(address, "MEMBRA", PASSWORD, "", 1, make)
        assert (session.greeting, session.soup_session.session_id) == ("mine", "S1")
        assert await session.receive_message() == oe.Accepted(5)
        await session.close()


async def test_a_factory_that_fails_leaves_no_connection(oe: ModuleType) -> None:
    """What it raises comes through, and the connection is cut."""

    def make(_: Session) -> Any:
        raise KeyError("mine")

    venue = SampleVenue()
    async with listening(venue) as address:
        with pytest.raises(KeyError, match="mine"):
            await oe.connect_async(address, "MEMBRA", PASSWORD, session_factory=make)
        async with asyncio.timeout(PATIENCE):
            await venue.writers[-1].wait_closed()


async def test_coroutines_beside_a_factory_are_not_lost(oe: ModuleType) -> None:
    """They would never be awaited: that is said before anything is sent."""
    with pytest.raises(ValueError, match="session_factory"):
        await oe.connect_async(
            ("127.0.0.1", 1), "U", "P", session_factory=oe.ClientSession, on_close_coro=asyncio.Event().wait
        )


async def test_heartbeats_go_out_and_are_missed(oe: ModuleType) -> None:
    """The member's own in its interval; without the venue's the session ends after twice theirs."""
    venue = SampleVenue()
    async with listening(venue) as address:
        session = await oe.connect_async(
            address, "MEMBRA", PASSWORD, client_heartbeat_interval=0.02, server_heartbeat_interval=0.1
        )
        await venue.until("ClientHeartbeat", times=2)
        with pytest.raises(ConnectionLost, match=r"nothing for 0\.2 s"):
            await session.receive_message(timeout=PATIENCE)


async def test_an_end_of_session_is_no_message(oe: ModuleType) -> None:
    """Debug, heartbeat and End of Session pass by; messages before the end are received."""
    venue = SampleVenue(first=(ACCEPTED,))
    async with listening(venue) as address, await oe.connect_async(address, "MEMBRA", PASSWORD, "", 1) as session:
        venue.writers[-1].write(soup.debug("hello") + soup.SERVER_HEARTBEAT + soup.END_OF_SESSION)
        venue.writers[-1].close()

        assert await session.receive_message() == oe.Accepted(5)
        with pytest.raises(ConnectionLost):
            await session.receive_message()


def test_the_defaults_are_the_documents(oe: ModuleType) -> None:
    """A client heartbeat each second (1.3), fifteen seconds of silence, whatever the library's own were."""
    defaults = {name: each.default for name, each in signature(oe.connect_async).parameters.items()}

    assert defaults["client_heartbeat_interval"] == 1.0
    assert defaults["server_heartbeat_interval"] * 2 == 15.0
