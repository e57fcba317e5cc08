"""A real session, read by Wireshark: its SoupBinTCP dissector agrees with ours packet by packet.

Wireshark's OUCH dissector knows versions 4.x only, so of OUCH 5.0 only the layer below is compared.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from ouch_conformance.client import connect_async
from ouch_conformance.evidence.frames import Frame, masked
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.wire import codec
from tests.tshark.capture import VENUE_PORT, write

PASSWORD = "alpha-pass"


async def session() -> list[Frame]:
    """One member's session with the reference venue: orders, a debug packet, a cancel, a logout."""
    ouch, recorder = codec("nasdaq-ouch-5.0"), Recorder()
    with EmbeddedVenue() as venue:
        member = await connect_async(venue.address, "MEMBRA", PASSWORD, "", 1, recorder=recorder, codec=ouch)
        member.send_message(
            ouch["EnterOrder"](
                userRefNum=1,
                side="B",
                quantity=500,
                symbol="OUCHA",
                price=99_000,
                timeInForce="0",
                display="Y",
                capacity="A",
                interMarketSweepEligibility="N",
                crossType="N",
                clOrdID="TSHARK",
            )
        )
        member.send_packet(soup.debug("between"))
        member.send_message(ouch["CancelOrderRequest"](userRefNum=1, quantity=0))
        await member.wait_for(lambda each: each.events if len(each.events) >= 4 else None, 5)
        await member.close()
    return [entry for entry in recorder.since(0).entries if isinstance(entry, Frame)]


def dissected(path: Path) -> list[dict[str, str]]:
    """What tshark says of each packet of a capture: the SoupBinTCP fields as it prints them, and the time."""
    program = shutil.which("tshark")
    assert program, "tshark is missing: install it to run these tests"
    command = [program, "-r", str(path), "-d", f"tcp.port=={VENUE_PORT},soupbintcp", "-T", "pdml"]
    told = subprocess.run(command, capture_output=True, timeout=60, check=True)
    packets = etree.fromstring(told.stdout).iterfind("packet")
    return [{field.get("name", ""): field.get("showname", "") for field in each.iter("field")} for each in packets]


def printed(packet: dict[str, str], field: str) -> str | None:
    """The value that stands behind the field's label; nothing where the packet has no such field."""
    text = packet.get(f"soupbintcp.{field}")
    return text.partition(": ")[2].split(" (")[0].strip() if text else None


@pytest.fixture
async def frames() -> list[Frame]:
    """The frames of one session, as they may be shown to anybody."""
    return [masked(frame) for frame in await session()]


def test_wireshark_sees_the_same_packets(frames: list[Frame], tmp_path: Path) -> None:
    """Lengths, types and sequence numbers of every packet are those that we recorded."""
    write(tmp_path / "session.pcap", frames)
    told = dissected(tmp_path / "session.pcap")

    assert {chr(frame.data[2]) for frame in frames} >= set("LASU+O")
    assert len(told) == len(frames)
    for frame, packet in zip(frames, told, strict=True):
        assert printed(packet, "packet_length") == str(int.from_bytes(frame.data[:2], "big"))
        assert f"'{chr(frame.data[2])}'" in packet["soupbintcp.packet_type"]
        assert printed(packet, "seq_num") == (str(frame.number) if frame.number is not None else None)


def test_wireshark_reads_the_login_and_no_password(frames: list[Frame], tmp_path: Path) -> None:
    """The user and the next number stand where the dissector looks for them; the password is masked."""
    write(tmp_path / "session.pcap", frames)
    login, accepted = dissected(tmp_path / "session.pcap")[:2]

    assert printed(login, "username") == "MEMBRA"
    assert printed(login, "password") == "**********"
    assert printed(accepted, "next_seq_num") == "1"
    assert PASSWORD.encode() not in (tmp_path / "session.pcap").read_bytes()
