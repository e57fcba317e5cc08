"""What the README says: its numbers, its feature, its links. Its commands are typed by tests/runs/test_runs_docs.py."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from ouch_conformance.spec.library import catalogue
from tests.processes import program

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [line.strip().partition("  #")[0].strip() for line in README.splitlines() if line.startswith("    ")]


@pytest.mark.parametrize("document", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_to_a_file(document: str) -> None:
    """A document or picture that the README points at is there."""
    assert (ROOT / document).is_file()


def test_the_requirements_are_counted() -> None:
    """The number that the README gives is that of the catalogues."""
    books = {path.parent.name for path in (ROOT / "specs").glob("*/requirements.xml")} - {"sample-ouch"}
    # The versions of SoupBinTCP share the ids of what they have in common.
    ids = {each.id for name in books for each in catalogue(name)}
    assert f" {len(ids)} requirements, " in README


def test_the_defects_can_be_listed() -> None:
    """The line that lists the defects prints them, and the one that the README switches on is among them."""
    command = next(each for each in COMMANDS if "--list-defects" in each)
    words = [*program("ouch_conformance.cli"), *shlex.split(command)[1:]]
    told = subprocess.run(words, cwd=ROOT, text=True, capture_output=True, timeout=60, check=True)
    shown = re.findall(r"--ouch-defect (\S+)", README)
    assert shown
    assert set(shown) <= {line.split()[0] for line in told.stdout.splitlines()}


def test_the_feature_in_the_readme_is_one_that_runs(tmp_path: Path) -> None:
    """The first scenario that the README shows passes against the embedded venue."""
    folder = tmp_path / "features" / "nasdaq-ouch-5.0"
    folder.mkdir(parents=True)
    (folder / "mine.feature").write_text(README.split("```gherkin\n")[1].split("```")[0])
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nouch_features = features\nasyncio_mode = auto\n"
        "asyncio_default_fixture_loop_scope = session\nasyncio_default_test_loop_scope = session\n"
    )
    run = subprocess.run(
        [*program("pytest"), "-q"], cwd=tmp_path, text=True, capture_output=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "scenarios  1 selected = 1 pass" in run.stdout
