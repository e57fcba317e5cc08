"""The pages that a command line asks for: one of the run as an auditor keeps it, one for the page of a CI job.

Both are written when the run ends, however it ends. The page of a job is appended to its file: it belongs to the whole
job, and a job may hold several runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ouch_conformance.plugin.library import shown

if TYPE_CHECKING:
    from ouch_conformance.plugin.wiring import Plan

_NOTHING_JUDGED = (2, 3, 4, 5)


class Pages:
    """What is asked for. pytest.UsageError where a page cannot lie in its place."""

    def __init__(self, config: pytest.Config) -> None:
        self._page = _asked(config, "--ouch-html")
        self._job = _asked(config, "--ouch-summary")

    def write(self, status: int, trace: Mapping[str, Any] | None, plan: Plan | None, results: Path) -> Iterator[str]:
        """Write the pages of a run that judged something; a line for each says where it lies, or why it does not."""
        if trace is None or plan is None or not trace["run"]:
            self.stopped(status)
            return
        places: dict[str, str] = {}
        if self._page:
            places["Compliance matrix"] = shown(self._page)
            yield _written("page", self._page, lambda path: path.write_text(_page_of(results), encoding="utf-8"))
        if self._job:
            from ouch_conformance.compliance.job_page import job_page  # noqa: PLC0415

            text = job_page(trace, plan.deviations, places)
            yield _written("summary", self._job, lambda path: _append(path, text))

    def stopped(self, status: int) -> None:
        """Say on the page of the job that nothing was judged; a dry run says nothing."""
        if self._job and status in _NOTHING_JUDGED:
            from ouch_conformance.compliance.job_page import stopped_page  # noqa: PLC0415

            _written("summary", self._job, lambda path: _append(path, stopped_page(status)))


def _page_of(results: Path) -> str:
    from ouch_conformance.compliance.page import compliance_page  # noqa: PLC0415 - most runs write none
    from ouch_conformance.compliance.run import TRACE, read_kept  # noqa: PLC0415

    return compliance_page(read_kept(results / TRACE))


def _asked(config: pytest.Config, option: str) -> Path | None:
    name = config.getoption(option)
    path: Path | None = config.invocation_params.dir / name if name else None
    folder = next(each for each in path.parents if each.exists()) if path else None
    if path and folder and (path.is_dir() or not folder.is_dir()):
        raise pytest.UsageError(f"{option}: {path}: a file in a folder is expected")
    return path


def _written(name: str, path: Path, write: Callable[[Path], object]) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    except OSError as error:
        return f"{name:<15} {shown(path)}: cannot be written: {error.strerror}"
    except Exception as error:
        # What the venue did is known all the same: the verdicts and the exit status stand.
        return f"{name:<15} {shown(path)}: not written, a fault of the suite: {type(error).__name__}: {error}"
    return f"{name:<15} {shown(path)}"


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
