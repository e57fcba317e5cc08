"""Packets of the session that are none: their bytes by hand, from the layouts of SoupBinTCP 3.00 and 4.10."""

from __future__ import annotations

import pytest

from ouch_conformance.cases.make import features
from ouch_conformance.cases.packets import packets
from ouch_conformance.spec.library import protocol
from tests.cases.reading import OUCH50, read

LOGGED_IN, CONNECTED = "Given the member is logged in", "Given the member is connected but not logged in"


def bytes_of(what: str) -> tuple[str, list[str]]:
    """The state that the packets of one title are sent from, and their bytes."""
    (found,) = [each for each in read(OUCH50, "session_packets") if what in each.title]
    return found.steps[0], [row["bytes"] for row in found.rows]


def test_a_login_is_spoiled_before_one_was_answered() -> None:
    """47 bytes with the type: alone, one too few, one too many; of spaces, so that it is nobody's."""
    short, long = "00 2E 4C" + " 20" * 45, "00 30 4C" + " 20" * 47

    assert bytes_of("a login that ends early") == (CONNECTED, ["00 01 4C", short])
    assert bytes_of("a login that goes on") == (CONNECTED, [long])


def test_what_has_no_payload_has_one() -> None:
    """Client Heartbeat and Logout Request are a type and nothing else; a packet without one has a length of 0."""
    assert bytes_of("a packet that goes on") == (LOGGED_IN, ["00 02 52 00", "00 02 4F 00"])
    assert bytes_of("a packet that ends early") == (LOGGED_IN, ["00 00"])


def test_no_type_is_one_of_a_member() -> None:
    """A member sends L, U, R, O and debug packets; A, J, S, H and Z are the venue's."""
    stray, venues = ["00", "20", "FF", "7A"], ["41", "4A", "53", "48", "5A"]

    assert bytes_of("an unlisted type") == (LOGGED_IN, [f"00 01 {code}" for code in (*stray, *venues)])


def test_every_packet_is_whole() -> None:
    """A length that does not fit would be the member's own fault: what comes behind it would be part of the packet."""
    for outline in read(OUCH50, "session_packets"):
        for row in outline.rows:
            data = bytes.fromhex(row["bytes"])
            assert int.from_bytes(data[:2], "big") == len(data) - 2


@pytest.mark.parametrize(("version", "size"), [("soupbintcp-3.00", 47), ("soupbintcp-4.10", 52)])
def test_each_version_has_a_login_of_its_own(version: str, size: int) -> None:
    """In 4.10 five characters more state a time-out."""
    logins = [len(each.data) for each in packets(protocol(version)) if each.data[:1] == b"L"]

    assert logins == [1, size - 1, size + 1]
    assert f"00 {size - 1:02X} 4C" in features(OUCH50, session=version)["session_packets.feature"]
