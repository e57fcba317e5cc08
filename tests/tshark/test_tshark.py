"""A real session, read by Wireshark: its SoupBinTCP and OUCH dissectors agree with ours packet by packet.

Wireshark's OUCH dissector knows versions 4.x only, so of OUCH 5.0 only the layer below is compared.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.evidence.decoding import payload
from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark
from ouch_conformance.evidence.pcapng import write_pcapng
from tests.tshark.dissecting import Dissected, dissected, tshark
from tests.tshark.sessions import CANCEL42, CANCEL50, ORDER42, ORDER50, PASSWORD, session

PACKET = "soupbintcp.packet_type"
FIN, SYN, ACK = 0x01, 0x02, 0x10


@pytest.fixture
async def entries() -> list[Entry]:
    """What the recorder holds of one session of OUCH 5.0."""
    return await session("nasdaq-ouch-5.0", ORDER50, CANCEL50)


@pytest.fixture
async def entries42() -> list[Entry]:
    """What the recorder holds of one session of OUCH 4.2."""
    return await session("nasdaq-ouch-4.2", ORDER42, CANCEL42)


def frames(entries: list[Entry]) -> list[Frame]:
    """The packets of a record."""
    return [entry for entry in entries if isinstance(entry, Frame)]


def soup_packets(told: list[Dissected]) -> list[Dissected]:
    """The packets in which Wireshark sees SoupBinTCP."""
    return [packet for packet in told if PACKET in packet.printed]


def test_wireshark_sees_the_same_packets_at_the_same_times(entries: list[Entry], tmp_path: Path) -> None:
    """Lengths, types, sequence numbers and nanoseconds of every packet are those that we recorded."""
    told = soup_packets(dissected(entries, tmp_path / "session.pcapng"))

    assert {chr(frame.data[2]) for frame in frames(entries)} >= set("LASU+O")
    assert len(told) == len(frames(entries))
    for frame, packet in zip(frames(entries), told, strict=True):
        assert packet.time_ns == frame.time_ns
        assert packet.of("soupbintcp.packet_length") == str(int.from_bytes(frame.data[:2], "big"))
        assert f"'{chr(frame.data[2])}'" in packet.printed[PACKET]
        assert packet.of("soupbintcp.seq_num") == (str(frame.number) if frame.number is not None else None)


def test_wireshark_reads_the_login_and_no_password(entries: list[Entry], tmp_path: Path) -> None:
    """The user and the next number stand where the dissector looks for them; the password is masked."""
    login, accepted = soup_packets(dissected(entries, tmp_path / "session.pcapng"))[:2]

    assert login.of("soupbintcp.username") == "MEMBRA"
    assert login.of("soupbintcp.password") == "**********"
    assert accepted.of("soupbintcp.next_seq_num") == "1"
    assert PASSWORD.encode() not in (tmp_path / "session.pcapng").read_bytes()


def test_wireshark_reads_the_messages_of_ouch_42(entries42: list[Entry], tmp_path: Path) -> None:
    """Every data packet of the session is a message of the type that we recorded, to Wireshark's own OUCH dissector."""
    told = soup_packets(dissected(entries42, tmp_path / "session.pcapng"))
    messages = [payload(frame.data) for frame in frames(entries42)]

    assert {chr(message[0]) for message in messages if message} == set("SOXAC")
    for message, packet in zip(messages, told, strict=True):
        shown = packet.printed.get("ouch.packet_type")
        assert (shown is None) if not message else (shown is not None and f"('{chr(message[0])}')" in shown)


def test_wireshark_reads_the_fields_of_ouch_42(entries42: list[Entry], tmp_path: Path) -> None:
    """Order, acceptance and partial cancel say what the member entered: 500 OUCHA at 9.90, then 300 taken off."""
    told = soup_packets(dissected(entries42, tmp_path / "session.pcapng"))
    order, accepted, canceled = (
        next(packet for packet in told if f"('{letter}')" in packet.printed.get("ouch.packet_type", ""))
        for letter in "OAC"
    )

    for packet in (order, accepted):
        assert packet.of("ouch.order_token") == "TSHARK1"
        assert packet.of("ouch.stock") == "OUCHA"
        assert packet.of("ouch.shares") == "500"
        assert packet.values["ouch.price"] == "000182b8"
    assert canceled.of("ouch.order_token") == "TSHARK1"
    assert canceled.of("ouch.decrement_shares") == "300"


def test_wireshark_sees_the_handshake_the_end_and_nothing_amiss(entries42: list[Entry], tmp_path: Path) -> None:
    """The connection opens and ends as its marks say; no segment is out of order, lost, malformed or badly summed."""
    told = dissected(entries42, tmp_path / "session.pcapng")
    flags = [int(packet.values["tcp.flags"], 16) for packet in told]
    marks = [entry for entry in entries42 if isinstance(entry, SessionMark)]
    opened = next(entry for entry in marks if entry.mark is Mark.CONNECTED)
    closed = next(entry for entry in marks if "closed" in entry.mark)

    assert flags[:3] == [SYN, SYN | ACK, ACK]
    assert flags[-3:] == [FIN | ACK, FIN | ACK, ACK]
    assert told[0].time_ns == opened.time_ns
    assert told[-1].time_ns == closed.time_ns
    assert {packet.values["tcp.checksum.status"] for packet in told} == {"1"}
    assert {packet.values["ip.checksum.status"] for packet in told} == {"1"}
    # Wireshark wants the number of a Login Request on the right; the document (2.3.1) says nothing of its place.
    malformed = [packet.of("soupbintcp.username") for packet in told if "_ws.malformed" in packet.values]
    assert malformed == ["MEMBRA"]
    assert not any("tcp.analysis.flags" in packet.values for packet in told)


def test_a_comment_and_the_names_are_shown(entries: list[Entry], tmp_path: Path) -> None:
    """What a check says of a packet stands at it; the made-up addresses are called by the member and the venue."""
    path = tmp_path / "session.pcapng"
    write_pcapng(path, entries, {1: "fail: the login is accepted"})

    told = tshark("-r", str(path), "-N", "n", "-T", "fields", "-e", "frame.comment", "-e", "ip.src_host").decode()
    assert "fail: the login is accepted\tmember-A" in told
    assert "\tvenue" in told
