"""Programs as a user starts them, in a process of their own, without paying for their imports each time.

Starting pytest with this plugin takes well over a second of imports, and the tests do it hundreds of times. A nursery
is a process that has imported everything once; a program is a fork of it, with the arguments, folder, environment and
standard streams of a small client that the test starts in its place, and ends when and as the client does. Signals
reach it through the client. COLD_PROCESSES=1 starts every program anew, and so does a system other
than Linux.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def program(module: str) -> tuple[str, ...]:
    """The words that run a module as `python -m` does: arguments of the program follow them."""
    if os.environ.get("COLD_PROCESSES") or not hasattr(os, "pidfd_open"):
        return (sys.executable, "-m", module)
    # Neither site nor the environment matters to the client: it starts in a fiftieth of a second without them.
    return (sys.executable, "-I", "-S", str(HERE / "client.py"), _nursery(), module)


def command() -> tuple[str, ...]:
    """The words that run `ouch-conformance`."""
    return program("ouch_conformance.cli")


def environment() -> dict[str, str]:
    """This process's environment without what pytest and the suite put there for themselves."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "OUCH"))}


def on_path(folder: Path) -> str:
    """A PATH on which `pytest` and `ouch-conformance` are found, as scripts in a folder that is made for them."""
    folder.mkdir(exist_ok=True)
    for name, words in (("pytest", program("pytest")), ("ouch-conformance", command())):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
        script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@cache
def _nursery() -> str:
    """The address of this process's nursery, which ends when this process does: its standard input closes then."""
    address = str(Path(tempfile.mkdtemp(prefix="nursery-")) / "at")
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.processes.nursery", address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert started.stdout is not None
    assert b"ready\n" in iter(started.stdout.readline, b""), "the nursery did not start"
    started.stdout.close()
    return address
