"""docs/first-session.md, done as it says: in an empty directory, at the reference venue in a process of its own."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.generate.generate_packages import ROOT, SAMPLE
from tests.generate.strict_types import types_of

PAGE = (ROOT / "docs" / "first-session.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent
PRINTED = "Order accepted\nOrder rejected\n"
WITHIN = 60


def blocks(language: str) -> list[str]:
    """The blocks of a language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def call(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One command line of the page, typed in a folder."""
    name, *rest = shlex.split(line)
    program = sys.executable if name == "python" else str(SCRIPTS / name)
    return subprocess.run([program, *rest], cwd=folder, capture_output=True, text=True, timeout=WITHIN, check=False)


@pytest.fixture(scope="module")
def port() -> int:
    """A port that is free: 15000, which the page says, may be in use here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def venue(port: int) -> Iterator[str]:
    """The venue of step 3 with what it printed first."""
    program, *rest = shlex.split(blocks("sh")[1].replace("15000", str(port)))
    with subprocess.Popen([str(SCRIPTS / program), *rest], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield running.stdout.readline()
        running.terminate()


@pytest.fixture
def folder(tmp_path: Path, port: int) -> Path:
    """An empty directory with the two files that the page has its reader save."""
    (tmp_path / "oe.xml").write_text(blocks("xml")[0], encoding="utf-8")
    (tmp_path / "order.py").write_text(blocks("python")[0].replace("15000", str(port)), encoding="utf-8")
    return tmp_path


def orders(folder: Path) -> str:
    """What the two orders of step 5 print."""
    runs = [call(line, folder) for line in blocks("sh")[2].splitlines()]
    assert [run.returncode for run in runs] == [0, 0], "".join(run.stderr for run in runs)
    return "".join(run.stdout for run in runs)


def test_the_program_of_the_page_runs(venue: str, folder: Path, port: int) -> None:
    """An order for 100 is accepted, one for nothing is rejected."""
    made = call(blocks("sh")[0], folder)

    assert (made.returncode, made.stderr) == (0, "")
    assert venue == f"listening on 127.0.0.1:{port}\n"
    assert orders(folder) == PRINTED
    assert f"```text\n{PRINTED}```" in PAGE


def test_the_same_program_runs_with_the_other_package(venue: str, folder: Path) -> None:
    """A client that no one here wrote: the package that nasdaq-ouch-codegen makes of the same file."""
    (folder / "exchange").mkdir()
    made = call("nasdaq-ouch-codegen --spec-file oe.xml --app-name oe --op-dir exchange", folder)

    assert made.returncode == 0, made.stderr
    assert "nasdaq_protocols" in (folder / "exchange" / "ouch_oe.py").read_text()
    assert orders(folder) == PRINTED


def test_the_program_has_types(folder: Path) -> None:
    """mypy --strict has nothing to say about it."""
    call(blocks("sh")[0], folder)
    assert types_of(folder, "order.py") == (0, "Success: no issues found in 1 source file\n")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("enter_order.quantity = quantity", 'enter_order.quantity = "x"', "EnterOrder.quantity: wanted an integer "),
        ("enter_order.quantity = ", "enter_order.quantitty = ", "AttributeError: "),
        ('"alpha-pass"', '"alpha-past"', "LoginRefused: login refused: not authorized (A)"),
        ('"127.0.0.1", ', '"127.0.0.1", 1 + 0 * ', "PortRefused: cannot connect to 127.0.0.1:1: connection refused"),
    ],
)
def test_mistakes_are_told_as_the_page_says(venue: str, folder: Path, right: str, wrong: str, said: str) -> None:
    """Each mistake of the table ends the program with the words that stand there."""
    call(blocks("sh")[0], folder)
    program = folder / "order.py"
    text = program.read_text()
    assert text.count(right) == 1
    program.write_text(text.replace(right, wrong))

    run = call("python order.py 100", folder)

    assert run.returncode == 1
    last = run.stderr.strip().splitlines()[-1]
    assert said in last
    assert "alpha-past" not in run.stderr.replace(wrong, "")


def test_the_file_of_the_page_is_that_of_the_tests() -> None:
    """Every other test of the sample protocol speaks of the page's XML."""
    assert blocks("xml")[0] == SAMPLE.read_text(encoding="utf-8")
