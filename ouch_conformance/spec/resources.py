"""Where the data lies: specifications, features and profiles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .errors import SpecError


@cache
def data_root() -> Path:
    """The folder that holds `specs/`, `features/` and `profiles/`.

    Inside an installed wheel the three lie in `ouch_conformance/_data`; in a checkout they lie beside the package.
    SpecError where neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    return first_with_specs((package / "_data", package.parent))


def first_with_specs(candidates: Sequence[Path]) -> Path:
    """The first of several folders that holds a folder `specs`; SpecError where none does."""
    for folder in candidates:
        if (folder / "specs").is_dir():
            return folder
    raise SpecError(
        "the data of ouch-conformance is missing", "a folder specs in " + " or ".join(str(path) for path in candidates)
    )
