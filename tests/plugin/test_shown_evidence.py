"""What a run shows of a scenario that did not pass: one text everywhere, a capture, and a diagram on demand."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.evidence.pcapng_reader import packets

from .conftest import Project, lines_of

DEFECT = "--ouch-defect=accepted-clordid-in-capitals"
ENTERS = ('When the member enters a buy as "the buy"', 'Then "the buy" is accepted')
ID = "nasdaq-ouch-5.0__1_rules__a-rule.pcapng"


@pytest.fixture
def folder(project: Project) -> Path:
    """Where the captures of the project's runs lie; its scenario passes without the defect and fails with it."""
    project.scenario(
        'When the member enters a buy as "the buy"',
        "  | clOrdID |",
        "  | lower   |",
        'Then "the buy" is accepted',
        tags="@OUCH50-3.2-01",
    )
    return project.pytester.path / "reports" / "pcap"


def names(folder: Path) -> list[str]:
    """The files of a folder, which may not be there."""
    return sorted(file.name for file in folder.glob("*"))


def test_terminal_allure_and_junit_show_the_same_text(project: Project, folder: Path) -> None:
    """From the verdict to the place of the capture, word for word."""
    result = project.run(DEFECT, "--junitxml=junit.xml")

    path = project.pytester.path
    [junit] = [str(each.text).strip() for each in ElementTree.parse(path / "junit.xml").iter("failure")]  # noqa: S314
    [file] = (path / "reports" / "allure-results").glob("*-result.json")
    allure = json.loads(file.read_text("utf-8"))["statusDetails"]["message"]
    start = next(place for place, line in enumerate(result.outlines) if line.startswith("fail: "))
    terminal = "\n".join(result.outlines[start : start + len(junit.splitlines())])

    assert junit == allure == terminal
    assert "\n  usual cause  " in junit
    assert "^^ clOrdID 'LOWER'" in junit
    assert junit.endswith(f"evidence       reports/events.jsonl\ncapture        reports/pcap/{ID}")


def test_a_capture_is_written_of_what_did_not_pass(project: Project, folder: Path) -> None:
    """By default a pass has none; a failure has one, told at the end and attached to its result."""
    passed = project.run()
    assert passed.ret == 0
    assert not folder.exists()
    assert lines_of(passed, "captures ") == []

    failed = project.run(DEFECT)

    assert names(folder) == [ID]
    assert lines_of(failed, "captures ") == ["captures        reports/pcap: 1"]
    [attached] = folder.parent.glob("allure-results/*-capture-attachment.pcapng")
    assert attached.read_bytes() == (folder / ID).read_bytes()
    assert any(b"(OUCH50-3.2-01)" in each.options.get(1, b"") for each in packets((folder / ID).read_bytes()))


@pytest.mark.parametrize(("wanted", "defect", "found"), [("off", True, []), ("always", False, [ID])])
def test_captures_can_be_had_of_none_or_of_all(
    project: Project, folder: Path, wanted: str, defect: bool, found: list[str]
) -> None:
    """`off` writes and attaches none, `always` writes that of a pass too."""
    result = project.run(f"--ouch-pcap={wanted}", *([DEFECT] if defect else []))

    assert names(folder) == found
    assert not [line for line in result.outlines if line.startswith("capture  ")]
    assert not [*folder.parent.glob("allure-results/*-capture-attachment.pcapng")]


def test_captures_of_an_earlier_run_go_and_those_of_others_stay(project: Project, folder: Path) -> None:
    """No capture of a failure that is mended is left behind; what Wireshark wrote there is not ours to delete."""
    project.run(DEFECT)
    (folder / "mine.pcapng").write_bytes(b"\x0a\x0d\x0d\x0a of another program")

    project.run()

    assert names(folder) == ["mine.pcapng"]


def test_workers_hand_their_captures_over(project: Project, folder: Path) -> None:
    """Spread over processes, the run writes the same files."""
    result = project.run_apart(DEFECT, "-n", "2")

    assert names(folder) == [ID]
    assert lines_of(result, "captures ") == ["captures        reports/pcap: 1"]


def test_the_sequence_stands_under_a_failure_where_it_is_asked_for(project: Project, folder: Path) -> None:
    """Below the text, in a section of its own; without the option there is none."""
    assert not [line for line in project.run(DEFECT).outlines if "- Sequence -" in line]

    told = project.run(DEFECT, "--ouch-diagram").outlines

    start = next(place for place, line in enumerate(told) if "- Sequence -" in line)
    assert told[start + 1] == "A rule"
    assert told[start + 3].split() == ["member", "A", "venue"]
    assert any(line.startswith("*") and "|<- OrderAccepted (A) #" in line for line in told[start:])


def test_the_sequence_of_a_warning_stands_in_a_section_of_its_own(project: Project) -> None:
    """pytest prints nothing of what is green for it; a pass has no sequence."""
    project.scenario(ENTERS[0], "Then it is broken", tags="@OUCH50-3-05")

    told = project.run("--ouch-diagram")

    assert lines_of(told, "scenarios ") == ["scenarios  1 selected = 1 warning"]
    assert [line for line in told.outlines if "sequences of what neither passed nor failed" in line]
    assert [line for line in told.outlines if "* warning: it holds: expected the rule" in line]

    project.scenario(*ENTERS)
    assert not [line for line in project.run("--ouch-diagram").outlines if "ms since" in line]
