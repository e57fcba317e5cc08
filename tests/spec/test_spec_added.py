"""Protocols that a user's project adds to those that ship with the suite."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import add_folder, add_protocol, catalogue, forget, protocol, protocol_names
from ouch_conformance.spec.resources import data_root

MESSAGES = '<root><messages-root><message id="Ping" message-id="P" direction="incoming"/></messages-root></root>'
REQUIREMENTS = """<requirements protocol="{}" document="d">
  <requirement id="X-1" section="1" level="must" observable="session"><sentence>So it is.</sentence></requirement>
</requirements>"""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What a test adds is gone for the next one."""
    known = set(protocol_names())
    yield
    forget(set(protocol_names()) - known)
    assert set(protocol_names()) == known


def write_protocol(folder: Path, name: str, said: str | None = None) -> Path:
    """A protocol folder of a name; `said` is what its requirements say that they belong to."""
    (folder / name).mkdir(parents=True)
    (folder / name / "messages.xml").write_text(MESSAGES, encoding="utf-8")
    (folder / name / "requirements.xml").write_text(REQUIREMENTS.format(said or name), encoding="utf-8")
    return folder / name / "messages.xml"


def test_a_folder_of_protocols_is_known_by_name(tmp_path: Path) -> None:
    """Every folder with a messages.xml is a protocol of its name; adding the same folder again changes nothing."""
    write_protocol(tmp_path, "added_one")
    write_protocol(tmp_path, "added_two")
    (tmp_path / "schema").mkdir()

    assert add_folder(tmp_path) == add_folder(tmp_path) == ["added_one", "added_two"]
    assert {"added_one", "added_two", "nasdaq-ouch-5.0"} <= set(protocol_names())
    assert protocol("added_two").messages[0].name == "Ping"
    assert catalogue("added_one")["X-1"].sentence == "So it is."


def test_a_single_file_is_known_by_its_name(tmp_path: Path) -> None:
    """A file that says no protocol is called like itself."""
    file = tmp_path / "added_file.xml"
    file.write_text(MESSAGES, encoding="utf-8")

    assert add_protocol(file) == "added_file"
    assert protocol("added_file").source == file


def test_a_shipped_file_keeps_its_name() -> None:
    """Adding a file that ships with the suite is no fault: it is the same protocol."""
    assert add_protocol(data_root() / "specs" / "sample-ouch" / "messages.xml") == "sample-ouch"


def test_a_name_means_one_file(tmp_path: Path) -> None:
    """A copy of a shipped protocol cannot take its name."""
    shipped = data_root() / "specs" / "sample-ouch"
    shutil.copytree(shipped, tmp_path / "sample-ouch")

    with pytest.raises(SpecError) as caught:
        add_folder(tmp_path)

    file = tmp_path / "sample-ouch" / "messages.xml"
    taken = f'the name "sample-ouch" is that of {shipped / "messages.xml"}'
    assert str(caught.value) == f"{file}: {taken}; allowed: a name that no other protocol has"


def test_requirements_of_another_protocol_are_refused(tmp_path: Path) -> None:
    """The requirements in a folder have to be those of the protocol of its name."""
    write_protocol(tmp_path, "added_strange", said="something")
    add_folder(tmp_path)

    with pytest.raises(SpecError, match='the file says that its protocol is "something"; allowed: added_strange, the'):
        catalogue("added_strange")


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is refused, not taken for an empty folder."""
    with pytest.raises(SpecError, match="nowhere is no folder"):
        add_folder(tmp_path / "nowhere")
