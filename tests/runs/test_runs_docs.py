"""Every command of every page is executed in a folder like its reader's, or looked at for a reason that stands here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.venue.settings import VenueSettings
from tests.generate.generate_packages import SAMPLE
from tests.processes import on_path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))

ON_THEIR_OWN = {
    "docs/authoring.md": "tests/authoring/test_runs_page.py",
    "docs/ci.md": "tests/runs/test_runs_ci_examples.py",
    "docs/first-session.md": "tests/generate/test_generate_first_session.py",
    "docs/report.md": "tests/compliance/test_report_guide.py",
}
"""Pages that are followed by a test of their own, command by command, which also compares what is printed."""

LOOKED_AT = {
    r"pip install ": "asks an index for packages",
    r"python3 -m venv ": "makes an environment",
    r"pytest tests ": "these very tests",
    r"make ": "an entry of the Makefile, which is held to the lines that it stands for",
    r"pytest --ouch-generated": "takes a minute; tests/runs and tests/cases run what is made",
    r"wireshark ": "a program with a window",
    r"python -m tests\.report\.renew": "compares, or writes, what tests/report compares",
}
"""What is not executed, and why: its program, module or target has to exist."""

PROGRAM = re.compile(r"(\.venv/bin/)?(pytest|ouch-conformance|python3?|pip)\b|make |export |cp |cd |mkdir |wireshark ")
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
NARROW = {"docs/deviations.md": "nasdaq-ouch-5.0/2.5_mass_cancel.feature -k hidden"}
NARROWEST = "soupbintcp-3.00/2.1_debug.feature"
"""A run is cut down to this file where the line names none, and a folder to its smallest."""
STATUS = re.compile(r"#\s+status (\d)\b")
PROFILES = ("profiles/my-venue.toml", "mine.toml", "venue.toml")
"""What a reader has filled in when a line runs against it."""


def commands(page: str) -> list[str]:
    """The commands of a page in order: lines of shell blocks and indented ones, with the comment behind them."""
    text = (ROOT / page).read_text("utf-8")
    shell = [block for _, kind, block in FENCED.findall(text) if kind in ("sh", "console", "")]
    indented = [line for line in FENCED.sub("", text).splitlines() if line.startswith("    ")]
    lines = [*"".join(map(dedent, shell)).splitlines(), *(line.strip() for line in indented)]
    return [line for line in _whole(lines) if PROGRAM.match(line)]


def _whole(lines: list[str]) -> Iterator[str]:
    """Lines with those that a quotation mark or a backslash holds together put together."""
    begun = ""
    for line in lines:
        begun = f"{begun}\n{line}" if begun else line
        if begun.count('"') % 2 == 0 and not begun.endswith("\\"):
            yield begun
            begun = ""


def executed(page: str) -> list[str]:
    """Those that are typed here."""
    found = [] if page in ON_THEIR_OWN else commands(page)
    return [line for line in found if not any(re.search(seen, line) for seen in LOOKED_AT)]


@pytest.fixture(scope="module")
def venue() -> Iterator[str]:
    """The reader's venue, which is not without fault: it has one for the page about deviations to list."""
    with EmbeddedVenue(VenueSettings(defects=frozenset({"mass-cancel-spares-hidden"}))) as running:
        yield "{}:{}".format(*running.address)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clone with nothing in it that a line could spoil, and what a reader has of his own."""
    for name in ("features", "specs", "conftest.py", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "profiles", tmp_path / "profiles")
    (tmp_path / "my-ouch").mkdir()
    shutil.copy(ROOT / "specs/nasdaq-ouch-4.2/messages.xml", tmp_path / "my-ouch")
    shutil.copy(SAMPLE, tmp_path / "oe.xml")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "bin" / "python").chmod(0o755)
    return tmp_path


def _fill_in(profile: Path, venue: str) -> None:
    """The reader's profile as it is when he has written it."""
    text = (ROOT / "profiles/reference-nasdaq-ouch-5.0.toml").read_text("utf-8")
    text = re.sub(r"(?m)^endpoint = .*\nmirrors = .*$", f'endpoint = "{venue}"', text)
    text = text.replace("mirrored-ports = true", "mirrored-ports = false")
    profile.write_text(re.sub(r"(?m)^adapter = .*$", 'adapter = "none"', text), "utf-8")


def _as_typed(line: str, page: str, venue: str) -> str:
    """A line with the reader's own words in place of those that stand for them, and no longer than it has to be."""
    line = line.replace("HOST:PORT", venue).replace("--user U ", "--user MEMBRA ").replace(".venv/bin/", "")
    line = line.replace("--symbol S --firm F", "--symbol OUCHA --firm FRMA")
    line = line.replace(" FILE ", " reports/traceability.json ").partition("  #")[0].rstrip()
    line = re.sub(r"(?<=--expires )\S+", str((datetime.now(UTC) + timedelta(days=90)).date()), line)
    if not line.startswith("pytest") or ".feature" in line:
        return line
    if " features/" in line:
        return re.sub(r"\bfeatures/\S+", lambda folder: _smallest(ROOT / folder[0]), line)
    return f"{line} {'' if '--ouch-suite' in line else 'features/'}{NARROW.get(page, NARROWEST)}"


def _smallest(folder: Path) -> str:
    return str(min(folder.glob("*.feature"), key=lambda path: path.stat().st_size).relative_to(ROOT))


def _type(page: str, folder: Path, venue: str) -> None:
    shell = {**os.environ, "PATH": on_path(folder / "bin"), "OUCH_PASSWORD_A": "alpha-pass"}
    for line in dict.fromkeys(executed(page)):
        if line.startswith("export "):
            continue
        for name in PROFILES:
            if name in line and not re.search(r"draft|^cp", line):
                _fill_in(folder / name, venue)
        done = subprocess.run(
            ["bash", "-c", _as_typed(line, page, venue)],
            cwd=folder,
            env=shell,
            text=True,
            capture_output=True,
            timeout=60,
            check=False,
        )
        stated = STATUS.search(line)
        wanted = (int(stated[1]),) if stated else (0, 1) if "--ouch-defect" in line else (0,)
        assert done.returncode in wanted, f"{page}: {line}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", [page for page in PAGES if executed(page)])
def test_every_command_works(page: str, folder: Path, venue: str) -> None:
    """In the order of the page, each with the status that stands behind it, 0 where none does."""
    if "matrix" in " ".join(executed(page)):
        _type("docs/index.md", folder, venue)
    _type(page, folder, venue)


@pytest.mark.parametrize("page", ON_THEIR_OWN)
def test_pages_with_a_test_of_their_own_have_one(page: str) -> None:
    """The test names the page that it follows."""
    assert Path(page).name in (ROOT / ON_THEIR_OWN[page]).read_text("utf-8")


def test_every_make_target_exists() -> None:
    """On whatever page it stands."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {line.split()[1] for page in PAGES for line in commands(page) if line.startswith("make ")}
    assert named
    assert named <= targets


def test_every_reason_is_needed() -> None:
    """A line that no page has any more is no exception."""
    lines = [line for page in PAGES for line in commands(page)]
    assert [seen for seen in LOOKED_AT if not any(re.search(seen, line) for line in lines)] == []
