"""A client of SoupBinTCP 4.00 and 4.10: what its login states, and messages outside the sequence. Bytes by hand."""

from __future__ import annotations

import asyncio

import pytest

from ouch_conformance.client import connect_async
from ouch_conformance.soup.client import ProblemKind
from ouch_conformance.soup.versions import Version
from tests.client.client_peers import PASSWORD, Script, listening

ACCEPTED = b"\x00\x1fA" + b"S1".rjust(10) + b"1".rjust(20)
NEWS, FIRST, SECOND = b"\x00\x05Unews", b"\x00\x03Sm1", b"\x00\x03Sm2"


def venue(size: int, seen: list[bytes], *packets: bytes) -> Script:
    """Take a login of some bytes, let it in and send some packets."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readexactly(size))
        writer.write(b"".join((ACCEPTED, *packets)))
        await reader.read(-1)

    return script


@pytest.mark.parametrize(
    ("version", "size", "stated"), [(Version.V3_00, 49, b""), (Version.V4_00, 49, b""), (Version.V4_10, 54, b"2500 ")]
)
async def test_a_login_states_a_timeout_in_4_10_alone(version: Version, size: int, stated: bytes) -> None:
    """2.5 s are 2500 ms, in five characters behind the sequence number (4.10 2.3.1)."""
    seen: list[bytes] = []
    async with listening(venue(size, seen)) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 7, version=version, heartbeat_timeout=2.5)
        session.drop()

    login = b"LMEMBRAalpha-pass" + b" " * 10 + b"7".ljust(20) + stated
    assert seen == [bytes((0, size - 2)) + login]


async def test_messages_outside_the_sequence_have_no_number() -> None:
    """They come among the others, in their order, and move no number (4.00 2.2.4)."""
    async with listening(venue(49, [], FIRST, NEWS, SECOND)) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 1, version=Version.V4_00)
        received = [await session.receive_message() for _ in range(3)]

        assert [(each.payload, each.number) for each in received] == [(b"m1", 1), (b"news", None), (b"m2", 2)]
        assert session.next_number == 3
        session.drop()


async def test_in_3_00_such_a_packet_is_none_of_the_venue() -> None:
    """It is told as a problem and no message."""
    async with listening(venue(49, [], NEWS, FIRST)) as address:
        session = await connect_async(address, "MEMBRA", PASSWORD, "", 1)
        assert (await session.receive_message()).payload == b"m1"

        [problem] = [each for event in session.events for each in event.problems]
        assert problem.kind is ProblemKind.WRONG_DIRECTION
        session.drop()
