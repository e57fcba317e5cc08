"""mypy, as a user runs it in a project of his own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".mypy_cache" / "users"
"""What mypy knows of the standard library and of this package is worked out once for all of these runs."""


def types_of(folder: Path, *files: str) -> tuple[int, str]:
    """What mypy says of some files of a folder, in strict mode: its exit status and its lines."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-color-output", "--cache-dir", str(CACHE)]
    # Not the checkout's own configuration: a user's project has none of ours.
    command += ["--config-file", str(folder / "mypy.ini"), *files]
    (folder / "mypy.ini").write_text("[mypy]\n[mypy-lxml.*]\nignore_missing_imports = True\n", encoding="utf-8")
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    return found.returncode, found.stdout + found.stderr
