"""A run in one file: what is in it, in which order, and what is never in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ouch_conformance.archive.bundle import MANIFEST, pack, unpack
from ouch_conformance.archive.errors import ArchiveError
from ouch_conformance.cli import main

from .test_compare import stream

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder of results, with something in it that no run wrote."""
    folder = tmp_path / "reports"
    (folder / "allure-results").mkdir(parents=True)
    stream(folder / "events.jsonl", it="pass")
    (folder / "run-profile.toml").write_text('[venue]\nname = "V"\n')
    (folder / "allure-results" / "b-result.json").write_text("{}")
    (folder / "allure-results" / "a-result.json").write_text("{}")
    (folder / "notes.txt").write_text("mine")
    return folder


def contents(bundle: Path) -> dict[str, bytes]:
    """The files of a bundle, in their order."""
    with zipfile.ZipFile(bundle) as file:
        return {entry.filename: file.read(entry) for entry in file.infolist()}


def rewritten(bundle: Path, change: Change) -> Path:
    """The bundle after somebody else has been at it."""
    files = contents(bundle)
    change(files)
    with zipfile.ZipFile(bundle, "w") as file:
        for name, body in files.items():
            file.writestr(name, body)
    return bundle


def test_a_bundle_holds_the_run_behind_its_manifest(results: Path, tmp_path: Path) -> None:
    """The manifest comes first, then what the run wrote by name; each file stands in it with its SHA-256."""
    pack(results, tmp_path / "run.zip")
    files = contents(tmp_path / "run.zip")

    manifest = json.loads(files[MANIFEST])
    assert list(files) == [
        "manifest.json",
        "allure-results/a-result.json",
        "allure-results/b-result.json",
        "events.jsonl",
        "run-profile.toml",
    ]
    assert manifest["files"]["events.jsonl"]["sha256"] == hashlib.sha256(files["events.jsonl"]).hexdigest()
    assert set(manifest["files"]) == set(files) - {MANIFEST}


def test_the_same_run_makes_the_same_bundle(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Byte for byte, so that its SHA-256, which the command prints, says that it is the same run."""
    assert main(["bundle", str(results), "-o", str(tmp_path / "one.zip")]) == 0
    (results / "run-profile.toml").touch()
    assert main(["bundle", str(results), "-o", str(tmp_path / "two.zip")]) == 0

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    digest = hashlib.sha256((tmp_path / "one.zip").read_bytes()).hexdigest()
    assert f"one.zip: SHA-256 {digest}" in capsys.readouterr().out


def test_a_bundle_is_unpacked_as_it_was_packed(results: Path, tmp_path: Path) -> None:
    """Every file comes back with its bytes."""
    pack(results, tmp_path / "run.zip")
    unpack(tmp_path / "run.zip", tmp_path / "again")

    for name in ("events.jsonl", "run-profile.toml", "allure-results/a-result.json"):
        assert (tmp_path / "again" / name).read_bytes() == (results / name).read_bytes()


def _change(files: dict[str, bytes]) -> None:
    files["events.jsonl"] = files["events.jsonl"].replace(b'"pass"', b'"fail"')


def _add(files: dict[str, bytes]) -> None:
    files["pcap/more.pcapng"] = b""


def _take(files: dict[str, bytes]) -> None:
    del files["run-profile.toml"]


def _lead_out(files: dict[str, bytes]) -> None:
    manifest = json.loads(files[MANIFEST])
    manifest["files"]["../out.txt"] = {"sha256": hashlib.sha256(b"x").hexdigest(), "size": 1}
    files |= {MANIFEST: json.dumps(manifest).encode(), "../out.txt": b"x"}


def _no_manifest(files: dict[str, bytes]) -> None:
    del files[MANIFEST]


def _another_version(files: dict[str, bytes]) -> None:
    files[MANIFEST] = json.dumps({"version": 9, "files": {}}).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_change, "events.jsonl was changed: the bundle is not as it was packed"),
        (_add, "pcap/more.pcapng is not in its manifest"),
        (_take, "run-profile.toml is missing"),
        (_lead_out, "../out.txt is no file of a run"),
        (_no_manifest, "no bundle of a run: it has no manifest.json"),
        (_another_version, "version 9 of a bundle; this program reads 1"),
    ],
)
def test_a_bundle_that_was_changed_is_refused(
    change: Change, told: str, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`judge` and `compare` name the file that is not as it was and exit with 4."""
    bundle = tmp_path / "run.zip"
    pack(results, bundle)
    rewritten(bundle, change)

    assert main(["judge", str(bundle)]) == 4
    assert told in capsys.readouterr().err
    assert main(["compare", str(bundle), str(bundle)]) == 4
    assert not (tmp_path.parent / "out.txt").exists()


def test_what_is_no_bundle_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Any other file is told to be none."""
    (tmp_path / "run.zip").write_text("no zip")

    assert main(["judge", str(tmp_path / "run.zip")]) == 4
    assert "no bundle of a run" in capsys.readouterr().err


def test_a_run_is_not_judged_again_into_its_own_folder(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The new results would replace the record that they are made from."""
    before = (results / "events.jsonl").read_bytes()

    assert main(["judge", str(results), "--results", str(results)]) == 4
    assert "holds the run that is judged again" in capsys.readouterr().err
    assert (results / "events.jsonl").read_bytes() == before


def test_a_run_that_did_not_end_is_not_packed(results: Path, tmp_path: Path) -> None:
    """Without its last event a run has no sum: a bundle would keep a part of it as if it were the whole."""
    lines = (results / "events.jsonl").read_text().splitlines(keepends=True)
    (results / "events.jsonl").write_text("".join(lines[:-1]))

    with pytest.raises(ArchiveError, match="the run did not come to its end"):
        pack(results, tmp_path / "run.zip")
