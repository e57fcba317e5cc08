"""The pages as a site: each has its place, and every link leads somewhere, to the heading it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
NAVIGATION = re.findall(r"^ +- (?:\w+: )?([\w-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
FROM_THE_ROOT = {"architecture.md", "contributing.md", "changelog.md"}
"""Written into the site from the files of the root (docs/_site.py)."""
READERS = {"venues": "for-venues.md", "QA": "for-qa.md", "CI": "for-ci.md", "maintainers": "for-maintainers.md"}


def test_every_page_has_its_place_once() -> None:
    """In the navigation is what there is, and nothing twice."""
    assert len(NAVIGATION) == len(set(NAVIGATION))
    assert set(NAVIGATION) - FROM_THE_ROOT == set(PAGES)


def test_every_reader_begins_at_a_page_of_his_own() -> None:
    """The first page names them all, and each of theirs leads on to all others but those of other readers."""
    first = (DOCS / "index.md").read_text("utf-8")
    assert all(f"]({page})" in first for page in READERS.values())
    theirs = "".join((DOCS / page).read_text("utf-8") for page in READERS.values())
    own = {*READERS.values(), "index.md"}
    assert [page for page in PAGES if page not in own and f"]({page})" not in theirs] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    """To a file of the repository, and where it names a heading, to one that is there."""
    text = (DOCS / page).read_text("utf-8")
    for target, _, anchor in re.findall(r"\]\(([^)#\s:]*)(#([^)\s]+))?\)", text):
        path = DOCS / target if target else DOCS / page
        assert path.is_file(), f"{page}: {target}"
        assert not anchor or anchor in _anchors(path), f"{page}: {target}#{anchor}"


def _anchors(path: Path) -> set[str]:
    """The names of a page's headings, as they are in links."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


def test_the_pictures_of_the_report_are_shown() -> None:
    """The first page shows what a run leaves, and what a failure looks like."""
    first = (DOCS / "index.md").read_text("utf-8")
    shown = re.findall(r"!\[[^\]]{20,}\]\((\w+\.png)\)", first)
    assert shown == ["report.png", "failure.png"]
