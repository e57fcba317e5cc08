"""Make the files of the other editions from those of the first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ouch_conformance.spec.resources import data_root
from tests.family.differences import FIRST, PREFIX, Change, Edition

SPECS = ("messages.xml", "requirements.xml", "conduct.xml")
PROFILE = "profile"
"""What a change calls the reference venue's profile of an edition."""
ORIGIN = f"# Made of features/{FIRST} by python -m tests.family: a change belongs there.\n"


def made(edition: Edition) -> Iterator[tuple[Path, str]]:
    """Each file of an edition that is made, with its text. ValueError where a text to change is not there."""
    root = data_root()
    for name in SPECS:
        text = (root / "specs" / FIRST / name).read_text(encoding="utf-8")
        yield root / "specs" / edition.protocol / name, _changed(edition, name, text)
    profile = (root / "profiles" / f"reference-{FIRST}.toml").read_text(encoding="utf-8")
    yield root / "profiles" / f"reference-{edition.protocol}.toml", _changed(edition, PROFILE, profile)
    for file in sorted((root / "features" / FIRST).glob("*.feature")):
        if file.name not in edition.lacks:
            text = ORIGIN + _changed(edition, file.name, file.read_text(encoding="utf-8"))
            yield root / "features" / edition.protocol / file.name, text


def _changed(edition: Edition, name: str, text: str) -> str:
    for change in edition.changes.get(name, ()):
        text = _replaced(name, text, change)
    return text.replace(PREFIX, edition.prefix)


def _replaced(name: str, text: str, change: Change) -> str:
    found = text.count(change.old)
    if found != change.times:
        raise ValueError(f"{name}: {change.old!r} stands there {found} times, not {change.times}")
    return text.replace(change.old, change.new)
