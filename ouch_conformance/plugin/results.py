"""Where a run writes: one folder, of which only what a run wrote before is replaced."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

ALLURE_FOLDER = "allure-results"
EVENTS_FILE = "events.jsonl"
PROFILE_FILE = "run-profile.toml"
DEVIATIONS_FILE = "run-deviations.toml"
PAGES = ("compliance.html", "report.html")
"""Where the pages of a run are looked for by whoever packs it: those of the run before go when a run begins."""

_ALLURE_FILE = re.compile(
    r".*-(result|container)\.json|.*-attachment(\..*)?|environment\.properties|(categories|executor)\.json|history.*"
)


class ForeignFiles(Exception):  # noqa: N818 - what was found, and why nothing is written
    """The folder for results holds something that no run wrote."""


def fresh_allure_folder(results: Path) -> tuple[Path, Path | None]:
    """An empty folder for Allure's results, and the one it replaces (to be deleted when the run is over).

    Deleting thousands of files right before a run makes the run's own files slow to write; a rename costs nothing.
    ForeignFiles where the folder to be replaced holds anything but Allure's files.
    """
    folder = results / ALLURE_FOLDER
    replaced = None
    if folder.is_dir() and any(folder.iterdir()):
        foreign = next(
            (entry.name for entry in sorted(folder.iterdir()) if not _ALLURE_FILE.fullmatch(entry.name)), None
        )
        if foreign:
            raise ForeignFiles(f"{folder} holds {foreign!r}, which is no Allure result: it is not replaced")
        replaced = results / f".{ALLURE_FOLDER}-replaced-{os.getpid()}"
        folder.rename(replaced)
    folder.mkdir(parents=True, exist_ok=True)
    return folder, replaced


def discard(replaced: Path | None) -> None:
    """Delete a replaced folder; what cannot be deleted stays, hidden."""
    if replaced is not None:
        shutil.rmtree(replaced, ignore_errors=True)
