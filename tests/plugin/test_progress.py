"""Progress: a line that is taken back on a terminal, a line now and then in a log, and nothing in a short run."""

from __future__ import annotations

import os
import pty
import re
import subprocess

import pytest

from ouch_conformance.plugin import progress
from ouch_conformance.plugin.progress import Pace, in_words
from tests.processes import program

from .conftest import Project

TWO = """
    Feature: F
      @OUCH50-2.1-01
      Scenario: One is held
        Then it holds

      @OUCH50-2.1-01
      Scenario: One is broken
        Then it is broken
"""
BOTH = "2 of 2 scenarios: 1 pass, 1 fail"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (40, "40 s"), (119, "119 s"), (150, "2 min"), (7140, "119 min"), (7800, "2 h 10 min")],
)
def test_an_estimate_is_told_as_exactly_as_it_is_known(seconds: float, words: str) -> None:
    """Seconds, then minutes, then hours."""
    assert in_words(seconds) == words


def test_what_is_left_takes_as_long_as_what_was() -> None:
    """Two took 3 seconds, so eight take 12. The time before the first one is no scenario's."""
    pace = Pace(())
    assert pace.told(10) == ""
    pace.begun(100.0)
    pace.ended("a", 101.0)
    pace.ended("b", 103.0)
    assert pace.told(8) == "12 s left (1.5 s each)"


def test_those_that_wait_are_counted_on_their_own() -> None:
    """Until one of them has ended nobody knows what they take; then it is known."""
    pace = Pace({"slow 1", "slow 2"})
    pace.begun(0.0)
    pace.ended("a", 1.0)
    assert pace.told(5) == "3 s + 2 slow left (1 s each)"
    pace.ended("slow 1", 31.0)
    assert pace.told(4) == "33 s left (1 s each, 30 s slow)"


def test_a_log_has_a_line_now_and_then(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line stands on its own, whatever pytest is writing: letters behind a file's name, letters alone, words."""
    monkeypatch.setattr(progress, "LOG_AFTER", 0.0)
    project.feature(TWO)
    for option in ("-p no:logging", "-q", "-v"):
        lines = project.run(*option.split()).outlines
        told = [line for line in lines if "scenarios:" in line]
        assert len(told) == 1, option
        assert re.fullmatch(r"progress   1 of 2 scenarios: 1 pass; \d+ s left \([\d.e-]+ s each\)", told[0])


@pytest.mark.parametrize("options", [("-qq",), ("-p", "no:terminal")])
def test_who_wants_no_output_gets_none(
    project: Project, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """Nor where there is no terminal reporter to write it."""
    monkeypatch.setattr(progress, "LOG_AFTER", 0.0)
    project.feature(TWO)
    result = project.run(*options)
    assert result.ret == 1
    assert "scenarios:" not in result.stdout.str()


def test_a_short_run_says_nothing(project: Project) -> None:
    """The sums at its end are enough."""
    project.feature(TWO)
    assert "scenarios:" not in project.run().stdout.str()


def test_several_workers_are_counted_together(project: Project) -> None:
    """The process that started them says how far they are; the workers say nothing."""
    project.conftest("from ouch_conformance.plugin import progress\nprogress.LOG_AFTER = 0.0")
    project.feature(TWO)
    told = [line for line in project.run_apart("-n", "1").outlines if "scenarios:" in line]
    assert [line.partition(";")[0] for line in told] == ["progress   1 of 2 scenarios: 1 pass"]


def test_a_terminal_has_one_line_that_is_taken_back(project: Project) -> None:
    """The line is seen below what pytest writes, and when the run is over the screen is as it would be without it."""
    project.feature(TWO)
    without = _on_a_terminal(project)
    project.conftest("from ouch_conformance.plugin import progress\nprogress.TERMINAL_AFTER = 0.0")
    told = _on_a_terminal(project)

    assert BOTH not in without
    shown = re.findall(r"\n\r\x1b\[2K([^\x1b]*)\x1b\[1A\r", told)
    assert [line.partition(";")[0] for line in dict.fromkeys(shown)] == ["1 of 2 scenarios: 1 pass", BOTH]
    assert all(len(line) < 80 for line in shown)
    assert _screen(told) == _screen(without)


def _on_a_terminal(project: Project) -> str:
    """What a run writes on a terminal of 80 columns."""
    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1"}
    words = [*program("pytest"), "--color=no", "--tb=no"]
    run = subprocess.Popen(words, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    written = bytearray()
    while _read(screen, written):
        pass
    os.close(screen)
    assert run.wait(60) == 1, written.decode()
    return written.decode()


def _read(screen: int, written: bytearray) -> int:
    """Whether more was written; a terminal that nobody holds any more is an error on Linux."""
    try:
        data = os.read(screen, 65_536)
    except OSError:
        data = b""
    written += data
    return len(data)


def _screen(written: str) -> list[str]:
    """What is seen in the end, times left out: the few controls of a terminal that pytest and the progress use."""
    rows, row, column = [""], 0, 0
    for control, count, kind, text in re.findall(r"(\x1b\[(\d*)([A-Za-z]))|([^\x1b])", written):
        number = int(count or 1)
        if control:
            row -= number if kind == "A" else 0
            column += number if kind == "C" else 0
            if kind == "K":
                rows[row] = "" if count == "2" else rows[row][:column]
            elif kind == "J":
                rows[row:] = [rows[row][:column]]
        elif text == "\r":
            column = 0
        elif text == "\n":
            row += 1
            rows += [""] * (row + 1 - len(rows))
        else:
            rows[row] = rows[row].ljust(column)[:column] + text + rows[row][column + 1 :]
            column += 1
    return [re.sub(r"[\d.]+s\b", "", line).strip("= ") for line in rows]
