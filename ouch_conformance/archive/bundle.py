"""A run in one file: evidence, profile, deviations, reports, and a manifest of what they were when it was packed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from ouch_conformance.archive.errors import ArchiveError
from ouch_conformance.archive.record import read_run

VERSION = 1
"""Of the manifest. A new key keeps it, a changed meaning raises it."""
MANIFEST = "manifest.json"
EVENTS = "events.jsonl"
FILES = (EVENTS, "traceability.json", "run-profile.toml", "run-deviations.toml", "report.html", "compliance.html")
FOLDERS = ("allure-results", "pcap")
"""What a run and the commands after it write below the folder of results; whatever else lies there is not packed."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a bundle: the same run makes the same bundle."""


def pack(results: Path, output: Path) -> str:
    """Write the bundle of a run, and give its SHA-256. ArchiveError where the folder holds no finished run.

    The files stand in it in the order of their names, behind the manifest.
    """
    record = read_run(results / EVENTS)
    if not record.finished:
        raise ArchiveError(f"{results / EVENTS}: the run did not come to its end: nothing is packed")
    names = sorted(_names(results))
    contents = {name: (results / name).read_bytes() for name in names}
    listed = {name: {"sha256": _digest(body), "size": len(body)} for name, body in contents.items()}
    facts = {name: value for name, value in record.started.items() if name not in ("event", "version")}
    manifest = {"version": VERSION, "suite": facts.get("suite"), "run": facts, "files": listed}
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    try:
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
            for name, body in [(MANIFEST, text.encode()), *contents.items()]:
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                file.writestr(entry, body)
    except OSError as error:
        raise ArchiveError(f"{output}: cannot be written: {error.strerror}") from None
    return _digest(output.read_bytes())


def _names(results: Path) -> Iterator[str]:
    yield from (name for name in FILES if (results / name).is_file())
    for folder in FOLDERS:
        yield from (f"{folder}/{path.name}" for path in (results / folder).glob("*") if path.is_file())


def unpack(bundle: Path, folder: Path) -> dict[str, Any]:
    """Check a bundle and write its files into a folder; its manifest.

    ArchiveError where it is no bundle, or where a file in it is not what the manifest says, missing or not listed.
    """
    try:
        with zipfile.ZipFile(bundle) as file:
            contents = {entry.filename: file.read(entry) for entry in file.infolist()}
            count = len(file.infolist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise ArchiveError(f"{bundle}: no bundle of a run: {why}") from None
    manifest = _manifest(bundle, contents.pop(MANIFEST, b""))
    if count != len(contents) + 1:
        raise ArchiveError(f"{bundle}: a file stands in it twice: it is not as it was packed")
    _check(bundle, contents, manifest["files"])
    for name, body in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return manifest


def _manifest(bundle: Path, text: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
    except ValueError:
        raise ArchiveError(f"{bundle}: no bundle of a run: it has no {MANIFEST}") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise ArchiveError(f"{bundle}: no bundle of a run: its {MANIFEST} lists no files")
    if manifest.get("version") != VERSION:
        raise ArchiveError(f"{bundle}: version {manifest.get('version')} of a bundle; this program reads {VERSION}")
    return manifest


def _check(bundle: Path, contents: dict[str, bytes], listed: dict[str, Any]) -> None:
    for name in sorted({*contents, *listed}):
        if name not in listed:
            raise ArchiveError(f"{bundle}: {name} is not in its manifest: the bundle is not as it was packed")
        if name not in contents:
            raise ArchiveError(f"{bundle}: {name} is missing: the bundle is not as it was packed")
        if _digest(contents[name]) != listed[name]["sha256"]:
            raise ArchiveError(f"{bundle}: {name} was changed: the bundle is not as it was packed")
        if not _is_ours(PurePosixPath(name)):
            raise ArchiveError(f"{bundle}: {name} is no file of a run")


def _is_ours(name: PurePosixPath) -> bool:
    """Whether a run writes such a file: nothing in a bundle may lead out of the folder that it is unpacked into."""
    parts = name.parts
    return (len(parts) == 1 and parts[0] in FILES) or (len(parts) == 2 and parts[0] in FOLDERS and parts[1] != "..")


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
