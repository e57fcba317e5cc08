"""The editions for bonds and of Osaka Digital Exchange: their files are those that the first one's make."""

from __future__ import annotations

import pytest

from ouch_conformance.spec.resources import data_root
from tests.family.derive import made
from tests.family.differences import EDITIONS, Edition


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.protocol)
def test_the_files_of_an_edition_are_up_to_date(edition: Edition) -> None:
    """Whoever changes the first edition writes the others anew: python -m tests.family."""
    stale = [path for path, text in made(edition) if not path.is_file() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "python -m tests.family writes them anew, from those of japannext-ouch-2.01"


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.protocol)
def test_an_edition_has_no_other_files(edition: Edition) -> None:
    """What the first edition dropped is gone, and what an edition has alone is listed."""
    known = {path.name for path, _ in made(edition) if path.parent.name == edition.protocol} | edition.own
    folders = [data_root() / kind / edition.protocol for kind in ("specs", "features")]
    assert {file.name for folder in folders for file in folder.glob("*")} == known
