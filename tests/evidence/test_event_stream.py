"""The event stream: what docs/event-stream.md promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.evidence.stream import MAX_HEX, EventStream, read_events, scenario_lines
from ouch_conformance.spec.model import Field, Message, Protocol
from ouch_conformance.wire import Codec, codec
from tests.evidence.evidence_samples import CANCELED, CONVERSATION, LOGIN, NOON, received, sent

OUCH = codec("nasdaq-ouch-5.0")


@pytest.fixture
def events(tmp_path: Path) -> list[dict[str, Any]]:
    """The events of a run with one scenario."""
    path = tmp_path / "deeper" / "events.jsonl"
    with EventStream(path) as stream:
        stream.run_started({"suite": "0.1.0", "protocols": {"nasdaq-ouch-5.0"}})
        lines = scenario_lines(
            {"id": "p/f::s", "verdict": "fail"},
            CONVERSATION,
            OUCH,
            steps=[{"keyword": "When", "text": "the member enters a buy", "status": "passed"}],
            checks=[{"id": "X-1@p/f::s", "requirement": "X-1", "verdict": "fail", "frames": (4,)}],
            lost=2,
        )
        stream.scenario(lines)
        stream.run_finished({"verdicts": {"fail": 1}, "exit": 1})
    return list(read_events(path))


def test_a_run_is_framed_by_its_start_and_end(events: list[dict[str, Any]]) -> None:
    """The version stands in the first line."""
    assert events[0] == {"event": "run started", "version": 1, "suite": "0.1.0", "protocols": ["nasdaq-ouch-5.0"]}
    assert events[-1] == {"event": "run finished", "verdicts": {"fail": 1}, "exit": 1}


def test_a_scenario_is_steps_evidence_checks_and_its_end(events: list[dict[str, Any]]) -> None:
    """In this order, all with the scenario's id."""
    inside = events[1:-1]
    assert {event["scenario"] for event in inside} == {"p/f::s"}
    kinds = [event["event"] for event in inside]
    assert kinds[:2] == ["scenario started", "step"]
    assert kinds[-2:] == ["check", "scenario finished"]
    assert set(kinds[2:-2]) == {"frame", "mark"}
    assert inside[-1] == {
        "event": "scenario finished",
        "scenario": "p/f::s",
        "id": "p/f::s",
        "verdict": "fail",
        "entries_lost": 2,
    }


def test_a_check_points_to_frames_by_their_index(events: list[dict[str, Any]]) -> None:
    """Indexes count frames and marks of the scenario from 0."""
    check = next(event for event in events if event["event"] == "check")
    by_index = {event["index"]: event for event in events if "index" in event}

    assert sorted(by_index) == list(range(len(CONVERSATION)))
    assert by_index[check["frames"][0]]["message"] == "OrderCanceled"


def test_a_frame_has_bytes_and_decoded_fields(events: list[dict[str, Any]]) -> None:
    """The wire's own values: raw prices, enum codes, appendage elements."""
    frame = next(event for event in events if event.get("message") == "EnterOrder")

    assert (frame["time_ns"], frame["session"], frame["way"], frame["packet"]) == (
        NOON,
        "A",
        "sent",
        "Unsequenced Data",
    )
    assert frame["size"] == len(bytes.fromhex(frame["hex"])) == 56
    assert frame["fields"] | {"clOrdID": "-"} == {
        "userRefNum": 1,
        "side": "B",
        "quantity": 100,
        "symbol": "OUCHA",
        "price": 100_000,
        "timeInForce": "0",
        "display": "Y",
        "capacity": "A",
        "interMarketSweepEligibility": "N",
        "crossType": "N",
        "clOrdID": "-",
        "appendage": [{"tag": 3, "name": "minQty", "value": 100}],
    }
    assert "findings" not in frame


def test_findings_stand_only_where_there_are_any(events: list[dict[str, Any]]) -> None:
    """Offsets count from the message's type byte."""
    found = {event["number"]: event.get("findings", []) for event in events if event.get("number")}

    assert found[1] == []
    assert [(finding["field"], finding["offset"], finding["kind"]) for finding in found[2]] == [("reason", 17, "enum")]
    assert [finding["kind"] for finding in found[3] + found[4] + found[5]] == ["truncated", "unknown-type", "empty"]
    assert [event["message"] for event in events if event.get("number", 0) >= 4] == ["unknown", "unknown"]


def test_a_frame_that_is_no_packet_says_why(events: list[dict[str, Any]]) -> None:
    """`fault` stands with `Malformed` and nowhere else."""
    assert ["fault" in event for event in events if event.get("packet") == "Malformed"] == [True, True]
    assert [event["packet"] for event in events if "fault" in event] == ["Malformed", "Malformed"]


def test_appendage_null_and_bytes_as_hex(tmp_path: Path) -> None:
    """No Appendage Length on the wire is null; an element of an unknown tag has its bytes as hex."""
    tagged = CANCELED[:1] + bytes([CANCELED[1] + 5]) + CANCELED[2:] + bytes.fromhex("0003 02 ff 01")
    path = tmp_path / "events.jsonl"
    with EventStream(path) as stream:
        stream.scenario(scenario_lines({"id": "s"}, [received(CANCELED, 1), received(tagged, 2)], OUCH))

    plain, with_unknown = [event["fields"] for event in read_events(path) if event["event"] == "frame"]
    assert plain["appendage"] is None
    assert with_unknown["appendage"] == [{"tag": 255, "name": None, "value": "01"}]


def test_an_array_is_a_list(tmp_path: Path) -> None:
    """Of a protocol that has one: each item as the wire has it."""
    legs = Field("legs", "uint_2_be", array="legs", length_type="uint_2_be")
    protocol = Protocol("x", "X", ("1",), {}, {}, (Message("Basket", ord("B"), "outgoing", (legs,)),), {})
    path = tmp_path / "events.jsonl"
    with EventStream(path) as stream:
        stream.scenario(
            scenario_lines({"id": "s"}, [received(bytes.fromhex("000853 42 0002 0007 0008"), 1)], Codec(protocol))
        )

    assert [event["fields"] for event in read_events(path) if event["event"] == "frame"] == [{"legs": [7, 8]}]


def test_an_oversized_frame_is_cut_and_says_its_size(tmp_path: Path) -> None:
    """A hostile venue does not fill the disk."""
    path = tmp_path / "events.jsonl"
    with EventStream(path) as stream:
        stream.scenario(scenario_lines({"id": "s"}, [received(b"\xff\xff+" + bytes(65_534))], None))

    frame = next(event for event in read_events(path) if event["event"] == "frame")
    assert (frame["size"], len(frame["hex"])) == (65_537, 2 * MAX_HEX)


def test_no_password_in_the_stream(tmp_path: Path) -> None:
    """Neither as text nor as hex."""
    path = tmp_path / "events.jsonl"
    with EventStream(path) as stream:
        stream.scenario(scenario_lines({"id": "s"}, [sent(LOGIN), received(LOGIN)], OUCH))

    text = path.read_text()
    assert "alpha-pass" not in text
    assert b"alpha-pass".hex() not in text


def test_a_killed_run_keeps_its_finished_scenarios(tmp_path: Path) -> None:
    """Each scenario leaves the process when it ends."""
    path = tmp_path / "events.jsonl"
    program = (
        "import os, sys; from pathlib import Path\n"
        "from ouch_conformance.evidence.stream import EventStream, scenario_lines\n"
        "stream = EventStream(Path(sys.argv[1])); stream.run_started({})\n"
        "stream.scenario(scenario_lines({'id': 's'}, [], None))\n"
        "os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program, str(path)], cwd=root, check=False)

    assert [event["event"] for event in read_events(path)] == ["run started", "scenario started", "scenario finished"]


def test_a_line_cut_off_at_the_end_is_passed_over(tmp_path: Path) -> None:
    """Anywhere else a broken line is an error with its number."""
    path = tmp_path / "events.jsonl"
    path.write_text('{"event": "run started"}\n{"event": "scen')
    assert [event["event"] for event in read_events(path)] == ["run started"]

    path.write_text('{"event": "run started"}\n{"event": "scen\n{"event": "run finished"}\n')
    with pytest.raises(ValueError, match=r"events\.jsonl:2: not a line of JSON"):
        list(read_events(path))


def test_every_line_is_ascii_json(tmp_path: Path) -> None:
    """So that no reader has to guess an encoding."""
    path = tmp_path / "events.jsonl"
    with EventStream(path) as stream:
        stream.run_started({"title": "Größe", "path": path})
    line = path.read_bytes()
    assert line.isascii()
    assert json.loads(line)["path"] == str(path)
