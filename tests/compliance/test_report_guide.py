"""What docs/report.md says to type is typed: every command of it, where a run has left its results."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from ouch_conformance.archive.bundle import pack
from ouch_conformance.cli import main
from ouch_conformance.report.checksums import folder_checksum
from ouch_conformance.spec.resources import data_root

from .kept_runs import write_run

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "report.md").read_text("utf-8")
TYPED = [line.strip() for line in GUIDE.splitlines() if line.startswith("    ")]
MATRIX = [line for line in TYPED if line.startswith("ouch-conformance matrix")]
CHECKSUMS = [line for line in TYPED if "sha256sum" in line]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository after its runs: results, a bundle, a history."""
    made = tmp_path_factory.mktemp("repository")
    write_run(made / "reports")
    pack(made / "reports", made / "run.zip")
    (made / "history").mkdir()
    before = write_run(made / "before", started="2026-11-25T09:30:00+00:00") / "traceability.json"
    shutil.copy(before, made / "history" / "before.json")
    return made


@pytest.mark.parametrize("line", MATRIX)
def test_every_line_writes_its_page(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form in which a run is kept makes the page."""
    monkeypatch.chdir(folder)
    words = shlex.split(line)[1:]
    page = Path(words[words.index("-o") + 1])
    page.unlink(missing_ok=True)

    assert main(words) == 0

    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("line", CHECKSUMS)
def test_the_checksums_can_be_computed_again(line: str) -> None:
    """The shell's own tools find what a run notes."""
    told = subprocess.run(["bash", "-c", line], cwd=data_root(), text=True, capture_output=True, timeout=30, check=True)

    name = line.partition(";")[0].removeprefix("(cd ")
    files = [each for each in (data_root() / name).iterdir() if each.suffix in (".xml", ".feature")]
    assert told.stdout == f"{folder_checksum(data_root() / name, files)}  -\n"


def test_every_other_line_is_understood(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """The options of pytest are those of the plugin; rendering is tried where Node.js is."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", "")
    others = [shlex.split(line) for line in TYPED if line not in MATRIX + CHECKSUMS]
    assert {words[0] for words in others} == {"pytest", "ouch-conformance"}
    for words in others:
        if words[0] == "pytest":
            assert pytestconfig.getoption(words[1].partition("=")[0]) is None
        else:
            (folder / "reports" / "allure-results").mkdir(exist_ok=True)
            (folder / "reports" / "allure-results" / "x-result.json").write_text("{}")
            # Node.js is asked for behind everything that is wrong with a command line.
            assert main(words[1:]) == 4


@pytest.mark.parametrize("document", sorted(set(re.findall(r"\]\(([^)#:]+)\)", GUIDE))))
def test_every_link_of_the_guide_leads_to_a_file(document: str) -> None:
    """A document that it points at is there."""
    assert (DOCS / document).is_file()
