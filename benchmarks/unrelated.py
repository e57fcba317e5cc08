"""What the installed plugin costs a run that has nothing to do with it: a project of 1,000 plain tests.

Whole processes are measured in seconds of the processor, in turns, each at its quietest: the plugin is loaded, or
`-p no:ouch_conformance` keeps it out. Neither waits for anything, and a busy machine stretches the clock's seconds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.table import Row, compared

FILES, TESTS = 20, 50
ROUNDS = 7
LIMIT = 1.05
WITHOUT = ("-p", "no:ouch_conformance")
INI = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"


def rows() -> list[Row]:
    """Collecting the project, and running it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder)
        return [
            _row(folder, "collecting 1,000 unrelated tests, against the same without the plugin", "--collect-only"),
            _row(folder, "running 1,000 unrelated tests, against the same without the plugin"),
        ]


def _write(folder: Path) -> None:
    (folder / "pytest.ini").write_text(INI)
    for file in range(FILES):
        tests = "\n".join(f"def test_{number}(): assert True" for number in range(TESTS))
        (folder / f"test_{file}.py").write_text(f"{tests}\n")


def _row(folder: Path, name: str, *arguments: str) -> Row:
    _seconds(folder, *arguments)
    pairs = [(_seconds(folder, *arguments), _seconds(folder, *arguments, *WITHOUT)) for _ in range(ROUNDS)]
    ours, floor = (min(times) for times in zip(*pairs, strict=True))
    return compared(name, ours, floor, LIMIT, "s")


def _seconds(folder: Path, *arguments: str) -> float:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = _spent()
    run = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False, env=environment)
    seconds = _spent() - begun
    if run.returncode or f"{FILES * TESTS} " not in run.stdout.decode():
        raise RuntimeError(f"exit status {run.returncode} of {' '.join(command)}:\n{run.stdout.decode()[-2000:]}")
    return seconds


def _spent() -> float:
    """Seconds of the processor that all ended children took together."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
