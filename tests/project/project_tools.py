"""A new project in a folder of its own, and what a user does in it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ouch_conformance.project.create import Application, create
from tests.processes import command, program

LIMIT = 60


class NewProject:
    """A project as `ouch-conformance new` leaves it."""

    def __init__(self, folder: Path, *names: str) -> None:
        create("demo", [Application(name, "ouch") for name in names or ("oe",)], folder)
        self.folder = folder / "demo"

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands in a file once."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def pytest(self, *options: str, below: str = ".", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run pytest in the project, in a process of its own."""
        return subprocess.run(
            [*program("pytest"), "-p", "no:cacheprovider", *options],
            cwd=self.folder / below,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )


@contextmanager
def venue_process(*options: str) -> Iterator[str]:
    """A reference venue as a process; gives its HOST:PORT."""
    process = subprocess.Popen([*command(), "venue", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"listening on (127\.0\.0\.1:\d+)\n", line)
        assert found is not None, line
        yield found[1]
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT)


def sums(run: subprocess.CompletedProcess[str]) -> dict[str, int]:
    """How many scenarios came to which verdict, from the line that adds them up."""
    line = next(line for line in run.stdout.splitlines() if line.startswith("scenarios "))
    counts = (part.split(" ", 1) for part in line.partition(" = ")[2].split(" + "))
    return {verdict: int(count) for count, verdict in counts}
