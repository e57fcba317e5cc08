"""The texts that people see, word for word; `python -m tests.report.renew` shows what changed and renews them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.renew import difference, renew
from tests.report.snapshot_cases import CASES, FOLDER


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_the_kept_one(name: str) -> None:
    """Nothing in a text changes unseen: a difference is read in a review of the file that holds it."""
    found = difference(name, CASES[name]())
    assert not found, f"\n{found}\nIf that is wanted: python -m tests.report.renew --write"


def test_every_kept_text_has_a_case() -> None:
    """No file stays behind when its case is gone."""
    assert {file.stem for file in FOLDER.glob("*")} == set(CASES)


def test_renewing_shows_the_difference_and_makes_the_files_agree(tmp_path: Path) -> None:
    """A changed text, a new one and a left-over one are shown; after `write` nothing differs."""
    first, *_ = CASES
    (tmp_path / f"{first}.txt").write_text("something else\n")
    (tmp_path / "gone.txt").write_text("old\n")

    shown = renew(tmp_path, write=True)

    assert f"--- kept/{first}\n+++ now/{first}\n" in shown
    assert "-something else\n" in shown
    assert "no case makes gone.txt\n" in shown
    assert renew(tmp_path, write=False) == ""
    assert sorted(file.stem for file in tmp_path.iterdir()) == sorted(CASES)
