"""The wheel as its user gets it: installed into an empty environment, used in an empty directory."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FEATURE = """\
Feature: My own
  @OUCH50-2.1-01
  Scenario: A day order is accepted
    Given the member is logged in
    When the member enters a buy as "mine"
    Then "mine" is accepted
"""


def call(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, at most two minutes."""
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, text=True, capture_output=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment that holds the wheel; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    built = call(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
        cwd=ROOT,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    target = call(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel, cwd=folder)
    assert target.returncode == 0, target.stderr
    borrowed = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "borrowed.pth").write_text(borrowed + "\n")
    return folder / "env" / "bin"


def test_the_wheel_carries_its_data(installed: Path, tmp_path: Path) -> None:
    """Specifications, features and profiles come from inside the installed package."""
    where = "from ouch_conformance.spec.resources import data_root; print(data_root())"
    told = call(installed / "python", "-c", where, cwd=tmp_path)
    root = Path(told.stdout.strip())
    assert root.is_relative_to(installed.parent), told.stderr
    assert (root / "specs/nasdaq-ouch-5.0/messages.xml").is_file()
    assert (root / "profiles/reference-nasdaq-ouch-5.0.toml").is_file()
    assert list((root / "features").glob("*/*.feature"))


def test_a_users_own_feature_runs_in_an_empty_directory(installed: Path, tmp_path: Path) -> None:
    """One .feature file and four lines of configuration are a conformance run against the embedded venue."""
    folder = tmp_path / "features" / "nasdaq-ouch-5.0"
    folder.mkdir(parents=True)
    (folder / "mine.feature").write_text(FEATURE)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nouch_features = features\nasyncio_mode = auto\n"
        "asyncio_default_fixture_loop_scope = session\nasyncio_default_test_loop_scope = session\n"
    )
    run = call(installed / "python", "-m", "pytest", "-q", "features", cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "scenarios  1 selected = 1 pass" in run.stdout


def test_the_command_is_there(installed: Path, tmp_path: Path) -> None:
    """`ouch-conformance` explains its commands."""
    told = call(installed / "python", "-m", "ouch_conformance.cli", "venue", "--help", cwd=tmp_path)
    assert told.returncode == 0
    assert "--protocol" in told.stdout


def test_the_shipped_suite_runs_from_an_empty_directory(installed: Path, tmp_path: Path) -> None:
    """Nothing is needed but the wheel and the name of a suite; features and the page's own parts are inside it."""
    words = ("--ouch-suite", "nasdaq-ouch-5.0", "-k", "debug", "--ouch-html=reports/compliance.html")
    run = call(installed / "python", "-m", "pytest", *words, cwd=tmp_path)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "soupbintcp-3.00/2.1_debug.feature ...." in run.stdout
    assert "exit status 0:  conforming" in run.stdout
    assert "Conforming" in (tmp_path / "reports" / "compliance.html").read_text("utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"reports", ".pytest_cache"}
