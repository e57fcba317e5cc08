"""Packets as bytes: vectors written by hand from the layouts of SoupBinTCP 3.00, and any bytes at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.soup import packets as soup

CAPTURED_LOGIN = bytes.fromhex("002f4c 464153583031 61737874726164652020") + b" " * 10 + b"1" + b" " * 19
"""A login to a venue's Glimpse server as a venue published it: FASX01, asxtrade, blank session, from message 1."""

ACCEPTED = bytes.fromhex("001f41") + b" SESSION01" + b" " * 18 + b"42"

VECTORS = [
    pytest.param(bytes.fromhex("00042b 68 69 21"), soup.Debug(b"hi!"), id="debug"),
    pytest.param(CAPTURED_LOGIN, soup.LoginRequest("FASX01", "asxtrade  ", " " * 10, "1" + " " * 19), id="login"),
    pytest.param(ACCEPTED, soup.LoginAccepted(" SESSION01", " " * 18 + "42"), id="accepted"),
    pytest.param(bytes.fromhex("00024a41"), soup.LoginRejected("A"), id="rejected"),
    pytest.param(bytes.fromhex("000453 000a ff"), soup.SequencedData(b"\x00\x0a\xff"), id="sequenced"),
    pytest.param(bytes.fromhex("000153"), soup.SequencedData(b""), id="sequenced without a message"),
    pytest.param(bytes.fromhex("000355 0a0d"), soup.UnsequencedData(b"\n\r"), id="unsequenced"),
    pytest.param(bytes.fromhex("000148"), soup.ServerHeartbeat(), id="server heartbeat"),
    pytest.param(bytes.fromhex("000152"), soup.ClientHeartbeat(), id="client heartbeat"),
    pytest.param(bytes.fromhex("00015a"), soup.EndOfSession(), id="end of session"),
    pytest.param(bytes.fromhex("00014f"), soup.LogoutRequest(), id="logout"),
]


@pytest.mark.parametrize(("data", "packet"), VECTORS)
def test_every_packet_is_read_from_its_layout(data: bytes, packet: soup.Packet) -> None:
    """Length counts type and payload (1.1), fields stand at the offsets of 2.1 to 2.3.4."""
    assert soup.parse(data) == packet


def test_every_packet_is_built_to_its_layout() -> None:
    """The builders write the bytes of the layouts; text is padded as 2.2.1 and 2.3.1 say."""
    assert soup.login_request("FASX01", "asxtrade", "", 1) == CAPTURED_LOGIN
    assert soup.login_accepted("SESSION01", 42) == ACCEPTED
    assert soup.login_rejected("S") == bytes.fromhex("00024a53")
    assert soup.sequenced(b"\x01\x02") == bytes.fromhex("0003530102")
    assert soup.unsequenced(b"\x01\x02") == bytes.fromhex("0003550102")
    assert soup.debug("hi") == soup.debug(b"hi") == bytes.fromhex("00032b6869")
    assert bytes.fromhex("000148") == soup.SERVER_HEARTBEAT
    assert bytes.fromhex("000152") == soup.CLIENT_HEARTBEAT
    assert bytes.fromhex("00015a") == soup.END_OF_SESSION
    assert bytes.fromhex("00014f") == soup.LOGOUT


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"", None, "0 of the 2 bytes"),
        (b"\x00", None, "1 of the 2 bytes"),
        (b"\x00\x00", None, "length 0"),
        (b"\x00\x00S", ord("S"), "length 0"),
        (b"\x00\x05S", ord("S"), "announces 7 bytes, 3 are there"),
        (b"\x00\x01SS", ord("S"), "announces 3 bytes, 4 are there"),
        (b"\x00\x01s", ord("s"), "unknown packet type 0x73"),
        (b"\x00\x02HH", ord("H"), "Server Heartbeat has length 1, not 2"),
        (b"\x00\x01J", ord("J"), "Login Rejected has length 2, not 1"),
        (b"\x00\x1eA" + b" " * 29, ord("A"), "Login Accepted has length 31, not 30"),
        (b"\x00\x33L" + b" " * 50, ord("L"), "Login Request has length 47, not 51"),
    ],
)
def test_bytes_that_are_no_packet_are_named(data: bytes, kind: int | None, problem: str) -> None:
    """What the document does not know comes back as Malformed with the reason in words."""
    packet = soup.parse(data)

    assert isinstance(packet, soup.Malformed)
    assert packet.type == kind
    assert problem in packet.problem
    assert packet.data == data


@given(st.binary(max_size=80))
def test_parsing_never_raises(data: bytes) -> None:
    """Any bytes are some packet or Malformed, and their repr can be made."""
    assert repr(soup.parse(data))


@given(st.binary(max_size=60), st.sampled_from(sorted(soup.NAMES)))
def test_a_packet_of_any_type_reads_back(payload: bytes, kind: int) -> None:
    """What `build` makes is read as that type, or as Malformed where the type has a fixed length."""
    packet = soup.parse(soup.build(kind, payload))

    assert isinstance(packet, soup.Malformed) == (len(payload) != soup.FIXED_PAYLOAD.get(kind, len(payload)))
    assert (packet.type if isinstance(packet, soup.Malformed) else packet.TYPE) == kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1" + " " * 19, 1),
        (" " * 19 + "1", 1),
        ("  7 ", 7),
        ("0" * 20, 0),
        ("9" * 20, 99_999_999_999_999_999_999),
        (" " * 20, None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1 2", None),
        ("1_000", None),
        ("12a", None),
        ("\x001", None),
        ("²", None),
        ("1" * 21, None),
    ],
)
def test_a_number_is_up_to_20_ascii_digits_on_either_side(text: str, value: int | None) -> None:
    """The document states no justification for the requested number and venues use both (2.3.1)."""
    assert soup.number(text) == value
    assert soup.LoginRequest("u", "p", "", text).sequence_number == value
    assert soup.LoginAccepted("s", text).sequence_number == value


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("S1   ", soup.Justification.LEFT),
        ("   S1", soup.Justification.RIGHT),
        ("SSSSS", soup.Justification.FULL),
        ("     ", soup.Justification.BLANK),
        (" S1  ", soup.Justification.MIDDLE),
    ],
)
def test_the_side_of_the_padding_is_told(text: str, where: soup.Justification) -> None:
    """Venues differ in the padding of Login Accepted: it is a fact to report, not a reason not to read."""
    assert soup.justification(text) is where
    assert soup.LoginAccepted(text, "1").session_id == text.strip()


def test_a_field_that_is_too_wide_is_refused_without_showing_it() -> None:
    """The error names the field and its width, never the value: it may be the password."""
    with pytest.raises(ValueError, match="password is at most 10 characters wide, 11 were given") as refused:
        soup.login_request("user", "topsecret11")
    assert "topsecret11" not in repr(refused.value)

    with pytest.raises(ValueError, match="password holds a character outside Latin-1") as refused:
        soup.login_request("user", "pass€")
    assert refused.value.__suppress_context__
    assert "€" not in str(refused.value)


def test_a_payload_above_65534_bytes_is_refused() -> None:
    """The 16-bit length also counts the type byte (1.1)."""
    assert len(soup.sequenced(bytes(soup.MAX_PAYLOAD))) == soup.MAX_PACKET
    with pytest.raises(ValueError, match="at most 65534 payload bytes, not 65535"):
        soup.sequenced(bytes(soup.MAX_PAYLOAD + 1))


def test_no_repr_shows_a_password() -> None:
    """Neither a login nor one of a wrong length shows the password."""
    assert "asxtrade" not in repr(soup.parse(CAPTURED_LOGIN))
    assert "asxtrade" not in repr(soup.parse(CAPTURED_LOGIN + b"x"))
