"""A project of a user's own: an ini file, and features below the root that it names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent

from tests.processes import program

INI = """
[pytest]
ouch_features = features
testpaths = features
asyncio_mode = auto
asyncio_default_fixture_loop_scope = session
asyncio_default_test_loop_scope = session
"""


class Desk:
    """The folder, and the commands that are run in it in a process of their own, as their user does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "pytest.ini").write_text(INI.lstrip())

    def write(self, text: str, name: str = "nasdaq-ouch-5.0/mine.feature") -> Path:
        """Write a feature."""
        path = self.folder / "features" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `ouch-conformance`."""
        return self._run("ouch_conformance.cli", *words)

    def pytest(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run pytest."""
        return self._run("pytest", "-p", "no:cacheprovider", *words, **environment)

    def _run(self, module: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*program(module), *words],
            cwd=self.folder,
            env={**os.environ, **environment},
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )
