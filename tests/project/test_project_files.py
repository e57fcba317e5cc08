"""What `ouch-conformance new` writes, and what it refuses to."""

from __future__ import annotations

import importlib
import re
import struct
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nasdaq_protocols.ouch import generate as their_generator

from ouch_conformance.cli import main
from ouch_conformance.spec.loader import load_catalogue, load_protocol
from ouch_conformance.wire import Codec
from tests.project.project_tools import NewProject

FILES = {
    "pyproject.toml",
    "README.md",
    ".gitignore",
    "conftest.py",
    ".github/workflows/conformance.yml",
    "specs/oe/messages.xml",
    "specs/oe/requirements.xml",
    "features/oe/1_orders.feature",
    "profiles/oe-embedded.toml",
    "profiles/oe-venue.toml",
}
ORDER = b"O" + struct.pack(">i", 1) + b"B" + struct.pack(">qq", 100, 20)


def files_in(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_project_has_all_of_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files are there and named, nothing lies beside them, and no placeholder is left in any."""
    assert main(["new", "--name", "demo", "--application", "oe:ouch", "--target-dir", str(tmp_path)]) == 0

    printed = capsys.readouterr().out
    assert files_in(tmp_path) == {f"demo/{file}" for file in FILES}
    assert all(f"demo/{file}\n" in printed for file in FILES)
    assert printed.endswith("demo && pytest\n")
    texts = [(tmp_path / "demo" / file).read_text("utf-8") for file in FILES]
    assert not [found for text in texts for found in re.findall(r"\{\{\w+\}\}", text)]


def test_the_files_are_what_they_say(tmp_path: Path) -> None:
    """The specification loads, its requirements are three, pyproject.toml names the project and needs the suite."""
    folder = NewProject(tmp_path).folder

    assert load_protocol(folder / "specs/oe/messages.xml").name == "oe"
    assert list(load_catalogue(folder / "specs/oe/requirements.xml").requirements) == ["OE-1-01", "OE-1-02", "OE-2-01"]
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    assert project["name"] == "demo"
    assert re.fullmatch(r"ouch-conformance>=\d+\.\d+\.\d+", project["dependencies"][0])


def test_nasdaq_protocols_takes_the_fresh_xml(tmp_path: Path) -> None:
    """Its code generator makes classes of the file whose bytes are ours, comments and additions ignored."""
    file = NewProject(tmp_path).folder / "specs/oe/messages.xml"
    package = tmp_path / "fresh_package"
    package.mkdir()
    options = ["--spec-file", str(file), "--app-name", "fresh_oe", "--op-dir", str(package)]
    assert CliRunner().invoke(their_generator, options).exit_code == 0
    sys.path.insert(0, str(tmp_path))
    try:
        theirs: Any = importlib.import_module("fresh_package.ouch_fresh_oe")
    finally:
        sys.path.remove(str(tmp_path))

    order = theirs.EnterOrder()
    order.orderBookId, order.side, order.quantity, order.price = 1, theirs.Side.Buy, 100, 20
    ours = Codec(load_protocol(file))["EnterOrder"](orderBookId=1, side="B", quantity=100, price=20)
    assert order.to_bytes()[1] == ours.encode() == ORDER


def test_ids_begin_with_the_application(tmp_path: Path) -> None:
    """Capitals and digits of its name; the password's variable does so, too."""
    folder = NewProject(tmp_path, "order_entry2").folder

    assert "ORDERENTRY2-1-01" in load_catalogue(folder / "specs/order_entry2/requirements.xml").requirements
    assert 'password-env = "ORDERENTRY2_PASSWORD_A"' in (folder / "profiles/order_entry2-venue.toml").read_text()


IDENTIFIER = "allowed: a Python identifier of ASCII letters, digits and underscores that begins with a letter"


@pytest.mark.parametrize(
    ("name", "applications", "line"),
    [
        ("my-project", ["oe:ouch"], f"the project name 'my-project' cannot be; {IDENTIFIER}"),
        ("../up", ["oe:ouch"], f"the project name '../up' cannot be; {IDENTIFIER}"),
        ("class", ["oe:ouch"], f"the project name 'class' cannot be; {IDENTIFIER}"),
        ("", ["oe:ouch"], f"the project name '' cannot be; {IDENTIFIER}"),
        ("demo", ["o e:ouch"], f"the application name 'o e' cannot be; {IDENTIFIER}"),
        ("demo", ["_oe:ouch"], f"the application name '_oe' cannot be; {IDENTIFIER}"),
        ("demo", ["oe:itch"], "application oe cannot speak 'itch'; allowed: ouch"),
        ("demo", ["oe:ouch", "oe:ouch"], "the application oe is named twice"),
        ("taken", ["oe:ouch"], "{}/taken exists already: give another name or another --target-dir"),
        ("file", ["oe:ouch"], "{}/file exists already: give another name or another --target-dir"),
        ("n" * 250, ["oe:ouch"], "{}/" + "n" * 250 + " cannot be written: File name too long"),
    ],
)
def test_what_cannot_be_is_refused_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, applications: list[str], line: str
) -> None:
    """One line, status 4, and nothing half-written."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").write_text("mine")
    before = sorted(tmp_path.iterdir())

    options = [word for each in applications for word in ("--application", each)]
    assert main(["new", "--name", name, *options, "--target-dir", str(tmp_path)]) == 4

    assert capsys.readouterr().err == f"ouch-conformance: {line.format(tmp_path)}\n"
    assert sorted(tmp_path.iterdir()) == before
    assert files_in(tmp_path) == {"file"}


@pytest.mark.parametrize("place", ["nowhere", "file"])
def test_a_place_that_is_no_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    """The folder to make it in has to be there."""
    (tmp_path / "file").write_text("mine")

    options = ["--name", "demo", "--application", "oe:ouch", "--target-dir", str(tmp_path / place)]
    assert main(["new", *options]) == 4

    assert capsys.readouterr().err == f"ouch-conformance: {tmp_path / place} is no folder to make a project in\n"


@pytest.mark.parametrize("options", [("--name", "demo"), ("--name", "demo", "--application", "oe"), ()])
def test_a_wrong_command_line_has_status_2(options: tuple[str, ...]) -> None:
    """A missing or malformed option is argparse's to tell."""
    with pytest.raises(SystemExit) as ended:
        main(["new", *options])

    assert ended.value.code == 2
