"""The sequence of a record as a value and as text: what is drawn, in which order, how much of it, and what never is."""

from __future__ import annotations

import pytest

from ouch_conformance.evidence import frames as evidence_frames
from ouch_conformance.evidence.diagram import MAX_ROWS, Arrow, Diagram, Kind, Pointer, Remark, diagram
from ouch_conformance.evidence.diagram_text import diagram_text
from ouch_conformance.evidence.frames import Entry, Mark, SessionMark, keep_secret
from ouch_conformance.wire import codec
from tests.evidence.evidence_samples import (
    BAD_REASON,
    CANCELED,
    CONVERSATION,
    ENTER,
    LOGIN,
    NOON,
    SHORT,
    UNKNOWN,
    received,
    sent,
)

OUCH = codec("nasdaq-ouch-5.0")
HEARTBEAT, CLIENT_HEARTBEAT = b"\x00\x01H", b"\x00\x01R"
MS = 1_000_000


def arrows(drawn: Diagram) -> list[Arrow]:
    """The packets that are drawn."""
    return [row for row in drawn.rows if isinstance(row, Arrow)]


def remarks(drawn: Diagram, kind: Kind) -> list[str]:
    """The words of one kind of remark."""
    return [row.words for row in drawn.rows if isinstance(row, Remark) and row.kind is kind]


def test_a_scenario_of_two_members_reads_from_top_to_bottom() -> None:
    """Member, venue, second member; time, message, the fields that matter; steps, marks and what is wrong between."""
    record: list[Entry] = [
        SessionMark(NOON, "A", Mark.CONNECTED, "127.0.0.1:9000"),
        sent(ENTER, NOON + MS),
        received(BAD_REASON, 7, NOON + 2 * MS),
        sent(b"\x00\x03U?x", NOON + 3 * MS, "B"),
        received(UNKNOWN, 8, NOON + 4 * MS, "A#2"),
    ]
    drawn = diagram(
        "An order is cancelled",
        record,
        OUCH,
        {2: [Pointer("reason", "fail: the reason is listed")]},
        [Remark(NOON + MS, "When the member cancels"), Remark(NOON + 5 * MS, "nothing came", Kind.VIOLATION)],
    )

    gap = " " * 46
    assert diagram_text(drawn).split("\n") == [
        "An order is cancelled",
        "ms since 14:13:20.123456 UTC",
        "              member A                                       venue"
        "                                          member B",
        f"       0.000  | [connected (127.0.0.1:9000)]                 |{gap}|",
        "              --- When the member cancels",
        f"       1.000  |-- EnterOrder (O) --------------------------->|{gap}|",
        f"              | userRefNum=1, side=buy (B), quantity=100,    |{gap}|",
        f"              | symbol='OUCHA', price=10.0000,               |{gap}|",
        f"              | timeInForce=day (0), crossType=continuous    |{gap}|",
        f"              | (N), minQty=100                              |{gap}|",
        f"*      2.000  |<- OrderCanceled (C) #7 ----------------------|{gap}|",
        f"              | userRefNum=1, quantity=100, *reason='?'      |{gap}|",
        f"*             | * fail: the reason is listed                 |{gap}|",
        f"       3.000  |{gap}|<- unknown message ---------------------------|",
        f"       4.000  |<- A#2: unknown message #8 -------------------|{gap}|",
        "*      5.000  * nothing came",
    ]


def test_the_columns_are_the_first_member_the_venue_and_the_others() -> None:
    """A reconnect is the same member. Without entries there is one member all the same."""
    record = [sent(LOGIN, session="B"), sent(LOGIN, session="B#2"), sent(LOGIN, session="A"), sent(LOGIN, session="C")]
    assert diagram("t", record, OUCH).columns == ("B", None, "A", "C")
    assert diagram("t", [], OUCH).columns == ("", None)
    assert diagram_text(diagram("t", [], OUCH)) == "no message and no connection"


def test_a_member_further_off_reaches_the_venue_over_the_others() -> None:
    """The arrow of the third member crosses the second one's column."""
    record = [sent(LOGIN, session=name) for name in ("A", "B", "C")]
    line = diagram_text(diagram("t", record, OUCH)).split("\n")[-3]
    assert line.startswith("       0.000  |" + " " * 30 + "|<- Login Request ---")
    assert line.endswith("-" * 30 + "|")
    assert len(line) == 15 + 3 * 31


def test_heartbeats_in_a_row_are_counted() -> None:
    """They tell that there was silence, and how it was kept alive; they do not hide the messages."""
    drawn = diagram("t", [*[received(HEARTBEAT)] * 3, sent(CLIENT_HEARTBEAT), sent(ENTER), received(HEARTBEAT)], OUCH)
    assert remarks(drawn, Kind.MARK) == ["heartbeats: 1 of the member, 3 of the venue", "heartbeats: 1 of the venue"]
    assert len(arrows(drawn)) == 1


def test_a_heartbeat_that_a_check_points_at_is_drawn() -> None:
    """A rule about heartbeats shows the heartbeat."""
    drawn = diagram("t", [received(HEARTBEAT)] * 2, OUCH, {1: [Pointer(None, "fail: it comes too late")]})
    assert [row.name for row in arrows(drawn)] == ["Server Heartbeat"]
    assert drawn.violations == ["fail: it comes too late"]


def test_a_mark_that_a_check_points_at_is_a_violation() -> None:
    """The venue closes where it must not."""
    closed = SessionMark(NOON, "A", Mark.CLOSED_BY_VENUE)
    drawn = diagram("t", [closed], OUCH, {0: [Pointer(None, "fail: the connection stands")]})
    assert drawn.violations == ["closed by the venue; fail: the connection stands"]


def test_the_field_at_fault_is_shown_though_it_is_a_quiet_one() -> None:
    """The ClOrdID of an order is left out, unless it is what is wrong; what is missing is said to be."""
    [plain] = arrows(diagram("t", [sent(ENTER)], OUCH))
    [faulty] = arrows(diagram("t", [sent(ENTER)], OUCH, {0: [Pointer("clOrdID", "w")]}))
    [short] = arrows(diagram("t", [received(SHORT)], OUCH))

    assert not any(field.text.startswith("clOrdID") for field in plain.fields)
    assert [field.text for field in faulty.fields if field.faulty] == ["clOrdID='order 1'"]
    assert [field.text for field in short.fields] == [
        *("timestamp cut off", "userRefNum missing", "quantity missing", "reason missing")
    ]


def test_several_checks_of_one_message_are_told_once_each() -> None:
    """Two requirements with one sentence are one violation to the eye."""
    pointers = {0: [Pointer(None, "fail: a"), Pointer("reason", "fail: a"), Pointer(None, "warning: b")]}
    [row] = arrows(diagram("t", [received(CANCELED)], OUCH, pointers))
    assert row.violations == ("fail: a", "warning: b")
    assert [field.text for field in row.fields if field.faulty] == ["reason=user requested (U)"]


def test_a_long_scenario_shows_beginning_end_and_what_is_pointed_at() -> None:
    """Ten thousand orders: the diagram stays of a bounded size and says what it leaves out."""
    record = [sent(ENTER, NOON + index) for index in range(10_000)]
    drawn = diagram("t", record, OUCH, {5_000: [Pointer(None, "here")]})

    shown = [row.time_ns - NOON for row in arrows(drawn)]
    assert len(shown) == MAX_ROWS
    assert shown[:20] == [*range(20)]
    assert shown[20] == 5_000
    assert shown[-1] == 9_999
    assert remarks(drawn, Kind.LEFT_OUT) == ["4,980 more left out", "4,870 more left out"]


def test_without_a_codec_the_packets_are_drawn() -> None:
    """A protocol that is not known still has its session layer."""
    drawn = diagram("t", [sent(ENTER)], None)
    assert [(row.name, row.fields[0].text) for row in arrows(drawn)] == [("Unsequenced Data", "payload=53 bytes")]


def test_no_text_steers_the_terminal_or_tells_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles, steps, details and what a venue wrote: neither escape nor direction marks, nor a kept secret."""
    monkeypatch.setattr(evidence_frames, "_secrets", [])
    keep_secret("alpha-pass")
    hostile = "\x1b[2J\u202e\x00\ud800 alpha-pass\nnext"
    record: list[Entry] = [
        sent(LOGIN),
        received(b"\x00\x11+\x1b[2J alpha-pass"),
        SessionMark(NOON, "A", Mark.NOTE, hostile),
    ]
    text = diagram_text(diagram(hostile, record, OUCH, {1: [Pointer(None, hostile)]}, [Remark(NOON, hostile)]))

    assert "alpha-pass" not in text
    assert text.count("**********") >= 5
    assert all(character.isprintable() for line in text.split("\n") for character in line)


def test_the_sample_conversation_can_be_drawn_at_any_width() -> None:
    """Narrow terminals get narrow diagrams, down to what a name needs; a heading may stick out."""
    for width in (20, 60, 200):
        lines = diagram_text(diagram("t", CONVERSATION, OUCH), width).split("\n")
        assert max(map(len, lines[3:])) <= max(width, 44)
