"""What a command prints, read by somebody who stops."""

from __future__ import annotations

import subprocess

from tests.processes import command


def test_a_reader_that_has_heard_enough_is_no_fault() -> None:
    """Behind a closed pipe, as `head` leaves it, the command ends quietly with status 0."""
    words = [*command(), "steps"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()

        assert (running.wait(30), running.stderr.read()) == (0, "")
