"""What the members of a run send is audited, and what a scenario writes itself is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.own_bytes import OwnBytes, OwnBytesWrong
from ouch_conformance.steps.world import World
from ouch_conformance.wire import Appendage, WireMessage, codec
from tests.steps.steps_world import running, say
from tests.wire.wire_vectors import VECTORS

OUCH = codec("nasdaq-ouch-5.0", "1.05")
ENTER = VECTORS[0]
LITTLE = ENTER.data[:6] + b"\xf4\x01\x00\x00" + ENTER.data[10:]
"""An Enter Order of 500 shares, its quantity with the least significant byte first."""


def sent(data: bytes, session: str = "A") -> Frame:
    return Frame(1, session, Way.SENT, data)


def recorded(*entries: Entry) -> Recorder:
    recorder = Recorder()
    for entry in entries:
        recorder.append(entry)
    return recorder


def wrong(own: OwnBytes, recorder: Recorder) -> str:
    """What the audit says."""
    with pytest.raises(OwnBytesWrong) as caught:
        own.check(recorder)
    return str(caught.value)


def packet(message: bytes) -> bytes:
    return (len(message) + 1).to_bytes(2, "big") + b"U" + message


def test_right_packets_pass() -> None:
    """What came from the venue and the marks of a session's life are none of ours."""
    received = Frame(1, "A", Way.RECEIVED, b"\x00\x05?")
    OwnBytes(OUCH).check(
        recorded(sent(packet(ENTER.data)), received, SessionMark(1, "A", Mark.NOTE), sent(soup.LOGOUT))
    )


def test_a_message_nobody_told_of_is_held_to_the_document() -> None:
    """A keep-alive or a hook of a user's own step: its bytes alone have to be right."""
    assert wrong(OwnBytes(OUCH), recorded(sent(packet(LITTLE)))) == (
        "EnterOrder.quantity, byte 6 (range): expected 1 to 999999; observed 4093706240"
    )


def test_a_message_is_held_to_what_it_was_made_of() -> None:
    """The bytes of another order than the one that the step asked for are wrong, right as they are by themselves."""
    own = OwnBytes(OUCH)
    own.made(OUCH["EnterOrder"](**ENTER.values | {"quantity": 400}), ENTER.data)

    assert wrong(own, recorded(sent(packet(ENTER.data)))) == (
        "EnterOrder.quantity, byte 6 (value): expected 400; observed 500"
    )


def test_a_quantity_beyond_the_limits_may_be_asked_for() -> None:
    """Scenarios enter 0 shares and 1,000,000 on purpose."""
    own, message = OwnBytes(OUCH), OUCH["EnterOrder"](**ENTER.values | {"quantity": 0})
    own.made(message, message.encode())

    own.check(recorded(sent(packet(message.encode()))))


def test_a_fault_is_told_once() -> None:
    """The next scenario begins with a clean sheet, and only what was sent since then is looked at."""
    own, recorder = OwnBytes(OUCH), recorded(sent(packet(LITTLE)))
    wrong(own, recorder)

    own.check(recorder)
    recorder.append(sent(soup.CLIENT_HEARTBEAT))
    own.check(recorder)


def test_many_faults_are_told_in_short() -> None:
    """One mistake of an encoder is in every message."""
    text = wrong(OwnBytes(OUCH), recorded(*(sent(packet(LITTLE)) for _ in range(5))))
    assert (text.count("EnterOrder.quantity"), text.endswith("; and 2 more")) == (3, True)


def test_options_are_held_by_name_and_those_of_the_scenario_by_their_bytes() -> None:
    """A named option has to be on the wire as it was asked for; one that was given as bytes as it was written."""
    own = OwnBytes(OUCH)
    message = OUCH["EnterOrder"](**ENTER.values | {"appendage": Appendage([("minQty", 100), (99, b"\x07")])})
    own.made(message, ENTER.data[:-2] + bytes.fromhex("0009 050300000064 026307"))
    own.check(recorded())

    own.made(message, ENTER.data[:-2] + bytes.fromhex("0009 0503000000c8 026308"))
    assert "EnterOrder.appendage.minQty, byte 49 (value): expected 100; observed 200" in wrong(own, recorded())


def test_whole_packets_of_the_scenario_leave_the_connection_in_step() -> None:
    """What follows them is audited again."""
    own, raw = OwnBytes(OUCH), sent(packet(b"???"))
    own.freely("A", raw.data, [SessionMark(1, "A", Mark.NOTE), raw])

    own.check(recorded(raw))
    assert "EnterOrder.quantity" in wrong(own, recorded(raw, sent(packet(LITTLE))))


def test_behind_half_a_packet_everything_is_the_scenarios_own() -> None:
    """Later packets complete the half one, whatever they hold; another connection is not concerned."""
    own, swallowed = OwnBytes(OUCH), sent(b"\x00\x04U" + soup.CLIENT_HEARTBEAT)
    own.freely("A", b"\x00\x04U", [])

    own.check(recorded(swallowed))
    assert "unknown type" in wrong(own, recorded(swallowed, sent(packet(b"?"), "A#2")))


@pytest.mark.parametrize(
    "step",
    [
        ("the member sends these bytes", "00 09 55"),
        ("the member sends these bytes", "00 02 55 51"),
        ("the member sends a message of 300 bytes", None),
        ('the member enters a buy as "the buy" ending in these bytes', "00 03 02 63 01"),
        ('the member enters a buy one byte at a time as "the buy"', None),
    ],
)
async def test_sentences_that_write_their_own_bytes_are_left_alone(step: tuple[str, str | None]) -> None:
    """Raw bytes, half a packet, no message at all, a tail of one's own; single bytes are a message all the same."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, "the member is logged in")
        await say(world, step[0], docstring=step[1])
        await world.end()


async def test_an_overwritten_field_is_left_alone() -> None:
    """A value that no encoder would write, by the word for it."""
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, 'the member enters a buy as "the buy"', "| capacity |\n| reserved 0x51 |")
        await world.end()


def little_endian(encode: Callable[[WireMessage], bytes]) -> Callable[[WireMessage], bytes]:
    """An encoder that writes the quantity of an order with its least significant byte first."""

    def broken(message: WireMessage) -> bytes:
        data = encode(message)
        return data[:6] + data[9:5:-1] + data[10:]

    return broken


async def test_a_broken_encoder_ends_the_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    """The member is logged out and nothing is left open all the same."""
    made = codec("nasdaq-ouch-5.0", "1.05")["EnterOrder"]
    monkeypatch.setattr(made, "encode", little_endian(made.encode))
    with running() as run:
        world = World(run)
        await world.begin()
        await say(world, 'the member enters a buy as "the buy"')
        with pytest.raises(OwnBytesWrong, match=r"EnterOrder\.quantity, byte 6 \(value\): expected 100; observed"):
            await world.end()

        assert all(each.session is None for each in world.members.values())


async def test_what_the_run_itself_sent_is_told_by_the_next_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first act of a run is a login and a question: its bytes are audited when the first scenario begins."""
    monkeypatch.setattr(soup, "login_request", lambda *_: b"\x00\x2fLMEMBRAalpha-pass" + b" " * 29 + b"x")
    with running() as run:
        await run.open()
        world = World(run)
        with pytest.raises(OwnBytesWrong, match=r"LoginRequest\.requestedSequenceNumber.*expected digits"):
            await world.begin()

        assert world.entries() == []
        await world.end()
