"""SHA-256 of a file, and of a whole folder as one number that anybody can compute again.

A folder's is that of the text that `sha256sum` prints for its files, in the order of their names (docs/report.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def file_checksum(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex. OSError where it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_checksum(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 of the lines `SHA-256  NAME` of some files below a folder, by name; names have no folder before them."""
    names = sorted(path.relative_to(folder).as_posix() for path in files)
    lines = [f"{file_checksum(folder / name)}  {name}\n" for name in names]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
