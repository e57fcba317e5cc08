"""docs/authoring.md as its reader follows it: every command is run, in order, and says what stands below it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ouch_conformance.steps.sentence import SENTENCES
from tests.processes import on_path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/authoring.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = FENCE.findall(PAGE.read_text("utf-8"))
CANCEL = "nasdaq-ouch-5.0/2.3_cancel_order.feature"


@dataclass
class Reader:
    """A reader in a folder with the suite's features of one file, as in a clone."""

    folder: Path
    heard: str = ""

    def follow(self, kind: str, text: str) -> None:
        """Do what a block says."""
        {"sh": self.run, "text": self.compare, "ini": self.configure, "gherkin": self.write}.get(kind, str)(text)

    def configure(self, text: str) -> None:
        """Write the ini file."""
        (self.folder / "pytest.ini").write_text(text)

    def run(self, text: str) -> None:
        """Run each line in a shell; a comment behind it gives the status that it ends with."""
        self.heard = ""
        for line in text.splitlines():
            command, _, status = line.partition("  # status ")
            done = self._shell(command)
            assert done.returncode == int(status or 0), f"{command}\n{done.stdout}{done.stderr}"
            self.heard += done.stdout + done.stderr

    def _shell(self, command: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": on_path(self.folder / "bin")}
        return subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=environment,
            text=True,
            capture_output=True,
            timeout=180,
            check=False,
        )

    def compare(self, text: str) -> None:
        """Each line of a block of output is a line, or a part of one, that the commands above it printed."""
        flat = " ".join(self.heard.split())
        assert [line for line in text.splitlines() if " ".join(line.split()) not in flat] == []

    def write(self, text: str) -> None:
        """Put the scenario in place of the skeleton."""
        path = self.folder / "features" / CANCEL
        kept = re.split(r"\n *# OUCH50-2\.3-01, section", path.read_text("utf-8"))[0]
        path.write_text(f"{kept}\n{text}", encoding="utf-8")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader with a copy of the file that the page is about."""
    target = tmp_path / "features" / CANCEL
    target.parent.mkdir(parents=True)
    target.write_text((ROOT / "features" / CANCEL).read_text("utf-8"), encoding="utf-8")
    yield Reader(tmp_path)


def test_the_page_can_be_followed(reader: Reader) -> None:
    """Block by block, from the ini file to the pages that are made; each command ends with the status that is said."""
    assert {kind for kind, _ in BLOCKS} == {"ini", "sh", "text", "gherkin", "python", "json"}
    for kind, text in BLOCKS:
        reader.follow(kind, text)
    assert "A sell that has traded keeps what its new size leaves" in (reader.folder / "features" / CANCEL).read_text()
    assert (reader.folder / "steps.md").read_text().startswith("# The sentences\n")
    assert (reader.folder / ".vscode/sentences.py").is_file()


def test_the_settings_on_the_page_are_those_of_the_clone() -> None:
    """What a repository of one's own takes over is what is checked in here."""
    shown = json.loads(next(text for kind, text in BLOCKS if kind == "json"))
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert shown.items() <= settings.items()


def test_the_sentence_on_the_page_is_one(tmp_path: Path) -> None:
    """The Python of the page registers a sentence that has its types and its meaning."""
    known = len(SENTENCES)
    try:
        exec(next(text for kind, text in BLOCKS if kind == "python"), {"__name__": "page"})  # noqa: S102 - our own page
        (sentence,) = SENTENCES[known:]
        assert sentence.doc == "Do nothing for as long as the venue's heartbeat takes."
        assert sentence.parser.parse_arguments("the member stays logged in for a heartbeat") == {"member": "A"}
    finally:
        del SENTENCES[known:]


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", PAGE.read_text("utf-8")))))
def test_every_link_leads_to_a_file(link: str) -> None:
    """A document that the page points at is there."""
    assert (PAGE.parent / link).is_file()
