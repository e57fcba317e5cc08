"""The guide for those who come from nasdaq-protocols: what it shows is run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generate.generate_packages import ROOT, SAMPLE, generate
from tests.generate.generate_peers import SampleVenue, listening
from tests.generate.strict_types import types_of

GUIDE = (ROOT / "docs" / "from-nasdaq-protocols.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The one block of a language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


async def test_the_commands_and_the_program_of_the_guide_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Generated as it says, the program connects, orders, prints the answer and closes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "oe.xml").write_bytes(SAMPLE.read_bytes())
    program, *command = shlex.split(block("sh"))
    assert (program, command.pop(0)) == ("ouch-conformance", "generate")
    assert generate(*command)[0] == 0
    scope: dict[str, object] = {}

    exec(block("python"), scope)  # noqa: S102 - our own guide
    async with listening(SampleVenue()) as (host, port):
        await scope["main"](host, port)  # type: ignore[operator]

    assert capsys.readouterr().out.strip() == "Accepted(orderId=1)"


def test_the_program_of_the_guide_has_types(tmp_path: Path) -> None:
    """mypy --strict has nothing to say about it."""
    (tmp_path / "oe.xml").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "program.py").write_text(block("python"), encoding="utf-8")
    generate("--spec-file", str(tmp_path / "oe.xml"), "--app-name", "oe", "--op-dir", str(tmp_path / "exchange"))

    assert types_of(tmp_path, "program.py") == (0, "Success: no issues found in 1 source file\n")


def test_the_error_of_the_guide_is_the_error(tmp_path: Path) -> None:
    """The line that it shows is what a wrong quantity gives."""
    generate("--spec-file", str(SAMPLE), "--app-name", "shown", "--op-dir", str(tmp_path))
    program = "import ouch_shown as oe\ntry: oe.EnterOrder(quantity='x')\nexcept ValueError as error: print(error)"

    found = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert f"\n{found.stdout}" in GUIDE
