"""Packets of SoupBinTCP 4.00 and 4.10 written by hand: what their layouts have otherwise than that of 3.00."""

from __future__ import annotations

import pytest

from ouch_conformance.wire import codec

CREDENTIALS = "4c 4d454d425241 616c7068612d70617373"
"""L, MEMBRA, alpha-pass; the two length bytes belong to the framing."""
LATER = ("soupbintcp-4.00", "soupbintcp-4.10")


def test_a_login_of_4_10_ends_with_its_timeout() -> None:
    """52 bytes with the type: the time-out in milliseconds stands on the left of the last five (4.10 2.3.1)."""
    data = bytes.fromhex(CREDENTIALS + "20" * 10 + "31" + "20" * 19 + "3135303030")
    login = codec("soupbintcp-4.10")["LoginRequest"]

    assert login("MEMBRA", "alpha-pass", "", "1", "15000").encode() == data
    assert codec("soupbintcp-4.10").decode(data, "incoming").message == login("MEMBRA", "alpha-pass", "", "1", "15000")
    assert codec("soupbintcp-4.10").decode(data[:-5], "incoming").findings


def test_a_login_of_4_00_is_that_of_3_00() -> None:
    """47 bytes with the type (2.3.1)."""
    data = bytes.fromhex(CREDENTIALS + "20" * 10 + "31" + "20" * 19)
    for name in ("soupbintcp-3.00", "soupbintcp-4.00"):
        assert codec(name)["LoginRequest"]("MEMBRA", "alpha-pass", "", "1").encode() == data


@pytest.mark.parametrize("name", LATER)
def test_unsequenced_data_goes_both_ways(name: str) -> None:
    """U and a message, from the client and from the server (2.3.2, 4.00 2.2.4)."""
    for way, side in (("incoming", "Client"), ("outgoing", "Server")):
        decoded = codec(name).decode(b"U\x4f\x00", way)  # type: ignore[arg-type]
        assert decoded.message == codec(name)[f"{side}UnsequencedData"](b"\x4f\x00")
        assert decoded.findings == ()


def test_in_3_00_the_server_has_none() -> None:
    """The type is none that it may send."""
    assert codec("soupbintcp-3.00").decode(b"U\x4f", "outgoing").findings
