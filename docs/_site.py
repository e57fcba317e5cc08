"""What mkdocs does not do itself: pages of the repository's root, features that pages point at, pages not there yet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
PAGES = {"ARCHITECTURE.md": "architecture.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Of the root, and what they are called on the site."""
LINKS = {**PAGES, "README.md": "index.md"}


def on_config(config: Any) -> None:
    """Leave out what the navigation has room for and nobody has written yet."""
    config.nav = _there(config.nav, Path(config.docs_dir))


def _there(entries: list[Any], docs: Path) -> list[Any]:
    kept = []
    for entry in entries:
        if isinstance(entry, str) and not (docs / entry).exists() and entry not in PAGES.values():
            continue
        inner = {name: _there(value, docs) if isinstance(value, list) else value for name, value in _items(entry)}
        kept.append(inner or entry)
    return kept


def _items(entry: Any) -> list[tuple[str, Any]]:
    return list(entry.items()) if isinstance(entry, dict) else []


def on_files(files: Any, config: Any) -> None:
    """Add the pages of the root, and the features and profiles that pages point at."""
    for name, page in PAGES.items():
        text = (ROOT / name).read_text("utf-8")
        files.append(File.generated(config, page, content=text.replace("](docs/", "](")))
    pages = [path.read_text("utf-8") for path in Path(config.docs_dir).glob("*.md")]
    for target in sorted({link for text in pages for link in re.findall(r"\]\(\.\./(\w+/[^)#]+)\)", text)}):
        files.append(File(target, str(ROOT), config.site_dir, config.use_directory_urls))


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Turn links to the root into links to what stands for it here."""
    for name, page in LINKS.items():
        markdown = markdown.replace(f"](../{name}", f"]({page}")
    return re.sub(r"\]\(\.\./(\w+/)", r"](\1", markdown)
