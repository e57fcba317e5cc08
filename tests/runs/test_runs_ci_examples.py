"""What docs/ci.md and its examples say to type is typed, in one repository, one line after the other."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ouch_conformance.spec.resources import data_root
from tests.processes import environment, on_path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "ci.md").read_text("utf-8")
TYPED = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
FEW = "-k debug"
"""A part of the suite is enough to see that a line is understood."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a profile, and the bundle of a run before."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copy(data_root() / "profiles" / "reference-nasdaq-ouch-5.0.toml", folder / "venue.toml")
    shell(folder, "pytest --ouch-suite nasdaq-ouch-5.0\nouch-conformance bundle -o before.zip")
    (folder / "history").mkdir()
    shutil.copy(folder / "before.zip", folder / "history" / "run.zip")
    return folder


def shell(folder: Path, script: str) -> str:
    """Run some lines as a job would: the first that fails ends it."""
    job = {
        **environment(),
        "PATH": on_path(folder / "bin"),
        "PYTEST_ADDOPTS": FEW,
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    run = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=job,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, f"{script}\n{run.stdout}{run.stderr}"
    return run.stdout


def test_every_line_of_the_page_works(repository: Path) -> None:
    """In the order of the page; what it installs is installed here."""
    lines = [line for line in TYPED if not line.startswith("pip install")]
    assert len(lines) == len(TYPED) - 1 >= 6

    told = shell(repository, "\n".join(lines))

    assert "judged again by suite" in told
    assert re.findall(r"^(\d+) checks = \1 the same$", told, re.MULTILINE)


def test_the_steps_of_the_github_example_work(repository: Path) -> None:
    """Each block of shell lines, one after the other; the job's page shows the outcome and the comparison."""
    text = (DOCS / "ci" / "github-actions.yml").read_text("utf-8")
    blocks = re.findall(r"run: \|\n((?: {10}.*\n)+)", text)
    assert len(blocks) == 4

    shell(repository, "".join(re.sub(r"(?m)^ {10}", "", block) for block in blocks))

    summary = (repository / "summary.md").read_text("utf-8")
    assert summary.index("## ✔ OUCH conformance: conforming\n") < summary.index("## Compared with the run before")
    assert "2 runs, the oldest first" in (repository / "reports" / "compliance.html").read_text("utf-8")
    assert len(list((repository / "history").glob("2*Z.json"))) == 1
    assert (repository / "reports" / "junit.xml").is_file()
    assert (repository / "history" / "run.zip").read_bytes() == (repository / "run.zip").read_bytes()


def test_the_job_of_the_gitlab_example_works(repository: Path) -> None:
    """The script and what comes after it."""
    text = (DOCS / "ci" / "gitlab-ci.yml").read_text("utf-8")
    lines = [line.removeprefix("    - ") for line in text.splitlines() if line.startswith("    - ")]

    shell(repository, "\n".join(line for line in lines if not line.startswith("pip install")))

    assert (repository / "reports" / "compliance.html").is_file()


def test_the_statuses_of_the_page_are_those_of_the_suite() -> None:
    """Each exit status has its row."""
    assert re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE) == ["0", "1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("document", sorted(set(re.findall(r"\]\(([^)#:]+)\)", PAGE))))
def test_every_link_of_the_page_leads_to_a_file(document: str) -> None:
    """A document or example that it points at is there."""
    assert (DOCS / document).is_file()
