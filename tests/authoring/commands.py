"""Runs of the command in this process."""

from __future__ import annotations

import pytest

from ouch_conformance.cli import main


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """What a command prints where all is well, else what it says is wrong."""
    assert main(words) == status
    captured = capsys.readouterr()
    return captured.out if status == 0 else captured.err
